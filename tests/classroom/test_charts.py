"""Charts say in words what they show."""

from __future__ import annotations

import polars as pl
import pytest

from classroom.charts import bars, curves, distributions, intervals, matrix, scatter


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


def test_intervals_count_those_above_below_and_across_zero():
    rows = {"tried": ["hue", "ratio", "noise"], "estimate": [0.08, 0.0, -0.02]}
    frame = pl.DataFrame(rows | {"low": [0.05, -0.01, -0.03], "high": [0.11, 0.01, -0.01]})
    chart, reading = intervals(frame, category="tried", unit="points")
    assert reading == "3 intervals: 1 above zero, 1 below, 1 across it."
    assert chart.to_dict()["description"] == reading


def test_curves_say_where_each_series_begins_and_ends_whatever_the_order_of_rows():
    rows = {"lines": [400, 50, 50, 400], "accuracy": [0.8, 0.6, 0.9, 0.95]}
    frame = pl.DataFrame(rows | {"of": ["unseen", "unseen", "seen", "seen"]})
    titles = ("evolution lines", "accuracy")
    chart, reading = curves(frame, x="lines", y="accuracy", series="of", titles=titles)
    assert reading.startswith("From 50 to 400 (evolution lines), accuracy goes: ")
    assert "unseen from 0.6 to 0.8" in reading
    assert "seen from 0.9 to 0.95" in reading
    assert chart.to_dict()["encoding"]["shape"]["field"] == "of"


def test_a_scatter_leaves_nulls_out_and_gives_the_correlation():
    rows = {
        "hp": [1.0, 2.0, 3.0, None],
        "damage": [2.0, 4.0, 6.0, 8.0],
        "type": ["a", "b", "a", "b"],
    }
    frame = pl.DataFrame(rows)
    _, reading = scatter(frame, x="hp", y="damage", series="type", titles=("hp", "damage"))
    assert reading == "3 points in 2 series (a, b); the correlation of hp and damage is 1.00."


def test_a_matrix_names_the_largest_confusion_and_not_the_diagonal():
    pairs = {"truth": ["a", "a", "b", "b"], "said": ["a", "b", "a", "b"]}
    frame = pl.DataFrame(pairs | {"share": [0.9, 0.1, 0.3, 0.7]})
    chart, reading = matrix(frame, rows="truth", columns="said", value="share", unit="of the truth")
    assert reading == "Off the diagonal the largest is truth b, said a: 30% (of the truth)."
    assert chart.to_dict()["description"] == reading
