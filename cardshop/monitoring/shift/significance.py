"""Has anything moved at all? One relabelling of whole lots for the whole family of tests.

Westfall and Young (1993): the least p-value of all tests in each relabelling says how small a
least p-value is by chance, with the columns as dependent as they are. Twenty columns that move
together count as few, so nothing is lost to Bonferroni. Assumes exchangeable lots, see
`cardshop.drift.by_lot`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cardshop.drift.by_lot import chi_square, counts_by_lot, largest_gap, watson_u2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardshop.drift import Relabelling
    from cardshop.monitoring.shift.columns import Codes, Kind, Values

STATISTICS = {"number": largest_gap, "angle": watson_u2, "category": chi_square}
# Two relabellings this close, as a share of the largest, are equal: sums in another order.
TIE = 1e-6


@dataclass(frozen=True)
class Tests:
    """Each test's statistic, its own p-value and the one adjusted over all; (n_tests,) each."""

    statistics: Values
    p_values: Values
    adjusted: Values


def over_all(
    bins: Sequence[tuple[Kind, Codes, Codes]],
    means: tuple[Values, Values],
    lots: Relabelling,
) -> Tests:
    """A test for each column's bins, in order, and a last one of two means.

    means: one value a card of both samples; the statistic is the size of their difference.
    """
    lot = np.concatenate([lots.reference, lots.current])
    codes = [np.concatenate(sides) for _, *sides in bins]
    tables = [counts_by_lot(code, lot) for code in codes]
    ends = np.cumsum([table.shape[1] for table in tables])
    # Counts are whole and far below 2^24: exact in 32 bits, and twice as fast.
    table = np.hstack(tables).astype(np.float32)
    current = (lots.is_current.astype(np.float32) @ table).astype(np.float64)
    total = table.sum(axis=0, dtype=np.float64)
    parts = zip(np.split(current, ends[:-1], axis=1), np.split(total, ends[:-1]), strict=True)
    found = [
        STATISTICS[kind](whole - part, part)
        for (kind, *_), (part, whole) in zip(bins, parts, strict=True)
    ]
    found.append(_moved_mean(np.concatenate(means), lot, lots.is_current))
    return _least_p(np.column_stack(found))


def _moved_mean(values: Values, lot: Codes, is_current: Values) -> Values:
    sums, sizes = np.bincount(lot, weights=values), np.bincount(lot).astype(np.float64)
    theirs, count = is_current @ sums, is_current @ sizes
    return np.abs(theirs / count - (sums.sum() - theirs) / (sizes.sum() - count))


def _least_p(statistics: Values) -> Tests:
    """(relabellings, n_tests), the truth first, become p-values, each as rank among its own."""
    tied = statistics + TIE * np.abs(statistics).max(axis=0)
    rows = len(statistics)
    p_values = np.empty_like(statistics)
    for at, (own, loose) in enumerate(zip(statistics.T, tied.T, strict=True)):
        ordered = np.sort(loose)
        p_values[:, at] = (rows - np.searchsorted(ordered, own)) / rows
    least = np.sort(p_values.min(axis=1))
    adjusted = np.searchsorted(least, p_values[0], side="right") / rows
    return Tests(statistics[0], p_values[0], adjusted)


def flagged(adjusted: Values, level: float) -> NDArray[np.bool_]:
    """Where the adjusted p-value is at most the family's level."""
    return adjusted <= level
