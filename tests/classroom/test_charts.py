"""Charts say in words what they show."""

from __future__ import annotations

import polars as pl
import pytest

from classroom.charts import bars, distributions


def test_bars_are_read_from_the_longest_to_the_shortest():
    frame = pl.DataFrame({"rule": ["few", "many", "some"], "rows": [1, 30, 4]})
    chart, reading = bars(frame, category="rule", value="rows", unit="rows")
    assert reading == "3 bars: many is longest, 30 rows; few shortest, 1."
    assert chart.to_dict()["description"] == reading


def test_distributions_compare_the_medians_and_leave_nulls_out():
    samples = {"one": pl.Series([10, 20, 30, None]), "two": pl.Series([50, 60, 70])}
    chart, reading = distributions(samples, quantity="hp", unit="points", step=10)
    assert reading == "The median hp is 20 points in one and 60 points in two."
    drawn = chart.to_dict()
    shares = [row for rows in drawn["datasets"].values() for row in rows]
    for name in samples:
        assert sum(one["share"] for one in shares if one["sample"] == name) == pytest.approx(1)


def test_a_chart_can_be_read_without_its_colours():
    samples = {"one": pl.Series([1.0, 2.0]), "two": pl.Series([2.0, 3.0])}
    chart, _ = distributions(samples, quantity="x", unit="m", step=1)
    encoding = chart.to_dict()["encoding"]
    assert encoding["strokeDash"]["field"] == encoding["color"]["field"] == "sample"
    assert encoding["x"]["title"] == "x (m)"
