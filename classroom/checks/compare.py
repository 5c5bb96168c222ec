"""Two frames, and the first thing in which they differ, in words for a learner."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import polars as pl

UTC_NAMES = ("UTC", "Etc/UTC", "Zulu", "Etc/Zulu")


def first_difference(
    got: pl.DataFrame, want: pl.DataFrame, *, ordered: bool = True, tolerance: float = 1e-9
) -> str | None:
    """One sentence on the first difference, or None when the frames say the same.

    The columns of `want` are compared (others are ignored); integers of any width are equal,
    floats within a relative `tolerance`, null equals null. Without `ordered`, rows are sorted.
    """
    # One after the other: a missing column has no kind.
    for judged in (_columns, _kinds, _heights):
        if problem := judged(got, want):
            return problem
    names = want.columns
    left, right = got.select(names), want.select(names)
    if not ordered:
        left, right = left.sort(names), right.sort(names)
    if left.equals(right):
        # Most right answers end here, without a loop of Python over their cells.
        return None
    for row, (mine, theirs) in enumerate(zip(left.rows(), right.rows(), strict=True)):
        for name, value, expected in zip(names, mine, theirs, strict=True):
            if not _equal(value, expected, tolerance):
                where = f" ({names[0]} {theirs[0]})" if name != names[0] else ""
                return f"row {row}{where}: {name} is {_said(value)}, expected {_said(expected)}"
    return None


def _columns(got: pl.DataFrame, want: pl.DataFrame) -> str | None:
    missing = [name for name in want.columns if name not in got.columns]
    return f"the column {missing[0]} is missing; you have {got.columns}" if missing else None


def _heights(got: pl.DataFrame, want: pl.DataFrame) -> str | None:
    if got.height == want.height:
        return None
    key = want.columns[0]
    mine, theirs = Counter(got[key].to_list()), Counter(want[key].to_list())
    odd = next((one for one in (*theirs, *mine) if mine[one] != theirs[one]), None)
    named = "" if odd is None else f"; {key} {odd} stands {mine[odd]}x, expected {theirs[odd]}x"
    return f"there are {got.height} rows, expected {want.height}{named}"


def _kinds(got: pl.DataFrame, want: pl.DataFrame) -> str | None:
    for name, expected in want.schema.items():
        found = got.schema[name]
        if found != expected and not _alike(found, expected):
            return f"the column {name} is {found}, expected {expected}"
    return None


def _alike(found: pl.DataType, expected: pl.DataType) -> bool:
    texts = (pl.String, pl.Enum, pl.Categorical)
    if isinstance(found, pl.Datetime) and isinstance(expected, pl.Datetime):
        return _zone(found) == _zone(expected)
    return (
        (found.is_integer() and expected.is_integer())
        or (found.is_float() and expected.is_float())
        or (isinstance(found, texts) and isinstance(expected, texts))
    )


def _said(value: Any) -> str:
    if value is None:
        return "null"
    # Empty text and text with spaces at its ends are seen only between quotes.
    quoted = isinstance(value, str) and (not value or value != value.strip())
    return repr(value) if quoted else str(value)


def _zone(kind: pl.Datetime) -> str | None:
    return "UTC" if kind.time_zone in UTC_NAMES else kind.time_zone


def _equal(value: Any, expected: Any, tolerance: float) -> bool:
    if isinstance(value, float) and isinstance(expected, float):
        both_nan = math.isnan(value) and math.isnan(expected)
        return both_nan or math.isclose(value, expected, rel_tol=tolerance, abs_tol=tolerance)
    return value == expected
