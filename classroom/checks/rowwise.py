"""Whether an answer that makes columns takes each row alone, and reads no column that it may not.

The answer is called with the same rows in other company, and with other values in the columns that
are forbidden: no value of a row may change. What a column is called plays no part.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from classroom.checks.question import Case

Columns = Callable[[pl.DataFrame], pl.DataFrame]
# How far a forbidden value moves: far enough not to land on a relative.
SHIFT = 7
RELATIVE, ABSOLUTE = 1e-6, 1e-9


class Told(NamedTuple):
    """What a row is called, how it comes by itself, and when its values have to be known."""

    one: str = "card"
    alone: str = "A card lies alone under the camera."
    new: str = "when a new card lies under the camera"


class Probe(NamedTuple):
    """The rows to call with, the column that tells them apart, and what is forbidden, with why."""

    rows: pl.DataFrame
    key: str
    forbidden: Mapping[str, str]
    told: Told = Told()


def row_wise_cases(answer: Columns, probe: Probe) -> Iterator[Case]:
    """Every row once, the same in any company, and untouched by forbidden columns."""
    whole = answer(probe.rows)
    yield from every_row_once(whole, probe)
    for words, company in _companies(probe.rows, probe.told.one):
        part = probe._replace(rows=company)
        got = answer(company)
        yield from every_row_once(got, part)
        problem = _changed(whole, got, probe.key)
        yield (
            not problem,
            f"{problem} {words}.",
            f"{probe.told.alone} From which other {probe.told.one}s does your value come?",
        )
    yield from _forbidden_cases(answer, probe, whole)


def every_row_once(got: pl.DataFrame, probe: Probe) -> Iterator[Case]:
    """The key is there and names each row exactly once."""
    given = set(got[probe.key].to_list())
    absent = [one for one in probe.rows[probe.key].to_list() if one not in given]
    right = not absent and got.height == probe.rows.height
    one = probe.told.one
    sentence = f"From {probe.rows.height} {one}s you return {got.height} rows"
    sentence += f"; {absent[0]} is not among them." if absent else "."
    yield right, sentence, f"Who gets no value, or two? One row a {one} is needed."


def _companies(rows: pl.DataFrame, one: str) -> Iterator[tuple[str, pl.DataFrame]]:
    yield f"when the same {one}s come in the opposite order", rows.reverse()
    for first in (0, 1):
        yield f"when every second {one} is left out", rows.gather_every(2, first)
    emptiest = rows.select(pl.sum_horizontal(pl.all().is_null()).arg_max()).item()
    for place in (0, rows.height // 2, rows.height - 1, emptiest):
        yield f"when the {one} comes alone", rows[place]


def _forbidden_cases(answer: Columns, probe: Probe, whole: pl.DataFrame) -> Iterator[Case]:
    present = [name for name in probe.forbidden if name in probe.rows.columns]
    if not _moved(answer, probe, whole, present):
        yield True, "", ""
        return
    # Only now column by column, for the one to name.
    found = [name for name in present if _moved(answer, probe, whole, [name])]
    named = found[0] if found else present[0]
    reason = probe.forbidden[named]
    sentence = f"Other values in {named} change your columns. {named} is no feature: {reason}."
    yield False, sentence, f"What would stand there {probe.told.new}?"


def _moved(answer: Columns, probe: Probe, whole: pl.DataFrame, names: list[str]) -> bool:
    """Whether a row's values change when these columns hold the values of other rows."""
    rows = probe.rows
    order = [(place + SHIFT) % rows.height for place in range(rows.height)]
    other = rows.with_columns(rows[name][order].alias(name) for name in names)
    got = answer(other)
    if probe.key in names:
        back = dict(zip(other[probe.key].to_list(), rows[probe.key].to_list(), strict=True))
        got = got.with_columns(
            pl.Series(probe.key, [back.get(one, one) for one in got[probe.key].to_list()])
        )
    return bool(_changed(whole, got, probe.key))


def _changed(whole: pl.DataFrame, part: pl.DataFrame, key: str) -> str:
    """The beginning of a sentence on the first value that differs, or nothing."""
    if set(whole.columns) != set(part.columns):
        odd = min(set(whole.columns) ^ set(part.columns))
        return f"The column {odd} comes and goes"
    usual = {row[key]: row for row in whole.rows(named=True)}
    for row in part.rows(named=True):
        for name, value in row.items():
            before = usual.get(row[key], row)[name]
            if not alike(before, value):
                return f"{name} of {row[key]} is {_said(before)}, and {_said(value)}"
    return ""


def alike(one: Any, other: Any) -> bool:
    """Equal, both missing (null or NaN), or numbers that differ in their last digits alone."""
    if _missing(one) or _missing(other):
        return _missing(one) and _missing(other)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return bool(one == other)


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _said(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)[:40]


def with_edges(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """The rows and more: one all null, one with a 0 for each number, one with words never seen."""
    kinds = {name: kind for name, kind in rows.schema.items() if name != key}
    nothing = {name: pl.lit(None, dtype=kind) for name, kind in kinds.items()}
    edges = {"null": nothing}
    for name, kind in kinds.items():
        if kind.is_numeric():
            edges[f"{name} 0"] = {name: pl.lit(0, dtype=kind)}
    texts = [name for name, kind in kinds.items() if kind == pl.String]
    edges["new words"] = {name: pl.lit("Unheard Of") for name in texts}
    made = (
        rows[0].with_columns(**changes, **{key: pl.lit(f"edge: {name}")})
        for name, changes in edges.items()
    )
    return pl.concat([rows, *made])


def infinite(got: pl.DataFrame, key: str) -> str:
    """The beginning of a sentence on the first infinite number, or nothing."""
    for name, kind in got.schema.items():
        if kind.is_float() and (found := got.filter(pl.col(name).is_infinite())).height:
            return f"{name} of {found[key][0]} is infinite"
    return ""
