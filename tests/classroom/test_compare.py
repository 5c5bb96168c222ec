"""The first difference between two frames is said in words."""

from __future__ import annotations

import polars as pl

from classroom.checks.compare import first_difference

WANT = pl.DataFrame({"card": ["a", "b"], "hp": [60, None]})


def test_a_missing_column_is_said_before_anything_is_compared():
    assert first_difference(WANT.drop("hp"), WANT).startswith("the column hp is missing")


def test_another_kind_another_height_and_another_value_are_told_apart():
    assert "is String, expected Int64" in first_difference(WANT.cast({"hp": pl.String}), WANT)
    assert "there are 1 rows, expected 2" in first_difference(WANT.head(1), WANT)
    assert first_difference(WANT.with_columns(hp=1), WANT) is not None
    assert first_difference(WANT, WANT) is None
