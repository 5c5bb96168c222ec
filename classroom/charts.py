"""Charts of the course, Altair only: one function a kind, each returns (chart, reading).

The reading is one computed sentence that says what the chart shows: it stands under the chart
and is its description for a screen reader. Series differ in dash or shape as well as in colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import polars as pl

WIDTH_PX = "container"
HEIGHT_PX = 240
BAR_PX = 22
# A share below this stays a shade: words in every square could not be read.
WORTH_WORDS = 0.02
# At least 3 to 1 (WCAG 1.4.11) on white and on #333333, Vega's dark background.
SERIES = ("#4a8fd0", "#d9730d", "#2e9e6b", "#b26fd0")
# Axis labels follow the theme, other text does not: it would be black on the dark one.
TEXT = alt.ExprRef("background && luminance(background) < 0.5 ? 'white' : 'black'")
# Without the menu of the chart's files: its button has no name for a screen reader.
NO_MENU = {"embedOptions": {"actions": False}}
Drawn = alt.Chart | alt.LayerChart
Figure = tuple[Drawn, str]


def bars(frame: pl.DataFrame, *, category: str, value: str, unit: str) -> Figure:
    """Horizontal bars, the longest first, each with its value as text.

    `frame` has one row a category; `unit` stands in the axis title and in the reading.
    """
    ordered = frame.sort(value, descending=True)
    base = alt.Chart(ordered).encode(
        x=alt.X(f"{value}:Q", title=unit, axis=alt.Axis(grid=False)),
        y=alt.Y(f"{category}:N", sort="-x", title=category.replace("_", " ")),
    )
    labels = base.mark_text(align="left", dx=4, color=TEXT)
    values = labels.encode(text=alt.Text(f"{value}:Q", format=",.3~g"))
    first, last = ordered.row(0, named=True), ordered.row(-1, named=True)
    reading = (
        f"{ordered.height} bars: {first[category]} is longest, {first[value]:,.3g} {unit}; "
        f"{last[category]} shortest, {last[value]:,.3g}."
    )
    layers = base.mark_bar(color=SERIES[0]) + values
    return _sized(layers, reading, height=BAR_PX * ordered.height), reading


def distributions(
    samples: Mapping[str, pl.Series], *, quantity: str, unit: str, step: float
) -> Figure:
    """Step lines of shares a bin, one a sample, on common bins of width `step`; no nulls.

    A step that is no multiple of the data's own leaves a comb of empty bins. The reading
    compares the medians of the first two samples.
    """
    values = {name: one.drop_nulls().cast(pl.Float64).to_numpy() for name, one in samples.items()}
    pooled = np.concatenate(list(values.values()))
    edges = np.arange(pooled.min(), pooled.max() + 2 * step, step)
    starts = edges[:-1]
    parts = [
        pl.DataFrame(
            {"at": starts, "share": np.histogram(one, edges)[0] / one.size, "sample": name}
        )
        for name, one in values.items()
    ]
    chart = (
        alt.Chart(pl.concat(parts))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("at:Q", title=f"{quantity} ({unit})"),
            y=alt.Y("share:Q", title="share of cards", axis=alt.Axis(format="%")),
            color=alt.Color("sample:N", title=None, scale=alt.Scale(range=SERIES)),
            strokeDash=alt.StrokeDash("sample:N", title=None),
        )
    )
    (one, first), (other, second), *_ = values.items()
    reading = (
        f"The median {quantity} is {np.median(first):,.4g} {unit} in {one} "
        f"and {np.median(second):,.4g} {unit} in {other}."
    )
    return _sized(chart, reading), reading


def intervals(frame: pl.DataFrame, *, category: str, unit: str) -> Figure:
    """A point with its interval per row, in the order of the rows, and a line at zero.

    `frame` has `estimate`, `low` and `high` beside the category, as an Interval has them.
    The reading says how many intervals lie above, below and across zero.
    """
    order = frame[category].to_list()
    base = alt.Chart(frame).encode(
        y=alt.Y(f"{category}:N", sort=order, title=category.replace("_", " "))
    )
    reach = base.mark_rule(color=SERIES[0], strokeWidth=2).encode(
        x=alt.X("low:Q", title=unit), x2="high:Q"
    )
    middle = base.mark_point(color=SERIES[0], filled=True, size=60, opacity=1)
    zero = alt.Chart(pl.DataFrame({"at": [0.0]})).mark_rule(strokeDash=[4, 4], color=TEXT)
    above, below = frame.filter(pl.col("low") > 0).height, frame.filter(pl.col("high") < 0).height
    across = frame.height - above - below
    reading = f"{frame.height} intervals: {above} above zero, {below} below, {across} across it."
    layers = zero.encode(x="at:Q") + reach + middle.encode(x="estimate:Q")
    return _sized(layers, reading, height=BAR_PX * (frame.height + 1)), reading


def curves(frame: pl.DataFrame, *, x: str, y: str, series: str, titles: tuple[str, str]) -> Figure:
    """A line with points per series; `titles` are those of the axes, with units.

    The reading says where each series begins and ends.
    """
    look = {"title": None, "scale": alt.Scale(range=SERIES)}
    chart = (
        alt.Chart(frame)
        .mark_line(point=True)
        .encode(
            x=alt.X(f"{x}:Q", title=titles[0], scale=alt.Scale(zero=False)),
            y=alt.Y(f"{y}:Q", title=titles[1], scale=alt.Scale(zero=False)),
            color=alt.Color(f"{series}:N", **look),
            strokeDash=alt.StrokeDash(f"{series}:N", title=None),
            shape=alt.Shape(f"{series}:N", title=None),
        )
    )
    ends = [
        f"{name} from {part[y][0]:,.3g} to {part[y][-1]:,.3g}"
        for (name,), part in frame.sort(x).group_by(series, maintain_order=True)
    ]
    first, last = frame[x].min(), frame[x].max()
    span = f"From {first:,.4g} to {last:,.4g} ({titles[0]})"
    reading = f"{span}, {titles[1]} goes: {'; '.join(ends)}."
    return _sized(chart, reading), reading


def scatter(frame: pl.DataFrame, *, x: str, y: str, series: str, titles: tuple[str, str]) -> Figure:
    """A point a row, one shape and colour a series; `titles` are those of the axes, with units.

    The reading gives the correlation over all rows; nulls are left out.
    """
    known = frame.drop_nulls([x, y])
    chart = (
        alt.Chart(known)
        .mark_point(size=25)
        .encode(
            x=alt.X(f"{x}:Q", title=titles[0]),
            y=alt.Y(f"{y}:Q", title=titles[1]),
            color=alt.Color(f"{series}:N", title=None, scale=alt.Scale(range=SERIES)),
            shape=alt.Shape(f"{series}:N", title=None),
        )
    )
    correlation = known.select(pl.corr(x, y)).item()
    names = known[series].unique().sort()
    reading = (
        f"{known.height:,} points in {len(names)} series ({', '.join(names)}); the correlation of "
        f"{titles[0]} and {titles[1]} is {correlation:.2f}."
    )
    return _sized(chart, reading), reading


def matrix(frame: pl.DataFrame, *, rows: str, columns: str, value: str, unit: str) -> Figure:
    """A square a pair, darker for more, with its share in words where it is worth one.

    `frame` has one row a pair, `value` from 0 to 1. The reading names the largest value off the
    diagonal.
    """
    base = alt.Chart(frame).encode(
        x=alt.X(f"{columns}:N", title=columns),
        y=alt.Y(f"{rows}:N", title=rows),
    )
    shade = alt.Scale(domain=[0, 1], range=["#f4f7fb", "#1f4e79"])
    squares = base.mark_rect().encode(color=alt.Color(f"{value}:Q", scale=shade, title=unit))
    on_dark = alt.condition(f"datum['{value}'] > 0.5", alt.value("white"), alt.value("black"))
    worth_words = frame.filter(pl.col(value) >= WORTH_WORDS)
    words = (
        base.mark_text(fontSize=10)
        .encode(text=alt.Text(f"{value}:Q", format=".0%"), color=on_dark)
        .properties(data=worth_words)
    )
    missed = frame.filter(pl.col(rows) != pl.col(columns)).sort(value, descending=True)
    first = missed.row(0, named=True)
    reading = (
        f"Off the diagonal the largest is {rows} {first[rows]}, {columns} {first[columns]}: "
        f"{first[value]:.0%} ({unit})."
    )
    height = BAR_PX * frame[rows].n_unique()
    return _sized(squares + words, reading, height=height), reading


def _sized(chart: Any, reading: str, *, height: int = HEIGHT_PX) -> Drawn:
    return chart.properties(width=WIDTH_PX, height=height, description=reading, usermeta=NO_MENU)
