"""Does the model fail some cards more than the rest? Each slice against all other cards, by line.

Many slices are read at once, so one of them differs by luck: every interval is at a level of
1 - (1 - level) / slices read (Bonferroni), which asks nothing of how the slices overlap.

The bootstrap's narrowness stays, and counts more far out. In simulated reports of eight equal
slices at 95 % luck gave one or more a verdict in 24 % (10 lines a slice), 17 % (20), 11 % (40), and
in 6 % where 136 lines had cards in every slice; without correction in 58, 50, 43 and 38 %. A
verdict on few lines is a reason to score more of them.

The rest of one slice holds all the others: one that is bad makes others look better, and sellers
who send its cards look worse.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from cardshop.evaluation.inputs import EvaluationError, names, numbers, same_length, share
from cardshop.evaluation.intervals import FEWEST_UNITS, ratio_interval, slice_gap

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from cardshop.evaluation.intervals import Interval, Redraw

    Flags = NDArray[np.bool_]

SliceVerdict = Literal["too few lines to say", "worse", "better", "no difference shown"]
# An end of an interval rests on at least so many draws beyond it.
DRAWS_BEYOND = 5
KINDS = {
    "slice": pl.String,
    "cards": pl.Int64,
    "lines": pl.Int64,
    "accuracy": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "gap": pl.Float64,
    "gap_low": pl.Float64,
    "gap_high": pl.Float64,
    "verdict": pl.String,
    "why": pl.String,
}


def slice_report(
    right: ArrayLike,
    slices: ArrayLike | Mapping[str, ArrayLike],
    drawn: Redraw,
    *,
    level: float = 0.95,
) -> pl.DataFrame:
    """A row a slice, largest first: see KINDS; gap is its accuracy less that of the other cards.

    slices: a name a card, or flags by name (they may overlap). Intervals by line at the corrected
    level, null without a verdict, whose reason is in `why`. "no difference shown" is no proof of
    none: read the interval. Raises EvaluationError, also for too few draws for the level.
    """
    hits = (numbers(right, "right") > 0).astype(np.float64)
    share(level, "level", 0.95)
    flags = _flags(slices, hits.size)
    reasons = {name: _why_not(hits, inside, drawn) for name, inside in flags.items()}
    read = sum(why is None for why in reasons.values())
    each = 1 - (1 - level) / max(read, 1)
    _check_draws(drawn, each)
    rows = [_row(name, (hits, flags[name]), drawn, (each, why)) for name, why in reasons.items()]
    return pl.DataFrame(rows, schema=KINDS).sort(
        "cards", "slice", descending=[True, False], maintain_order=True
    )


def _flags(slices: ArrayLike | Mapping[str, ArrayLike], n_cards: int) -> dict[str, Flags]:
    if isinstance(slices, Mapping):
        found = {str(name): numbers(one, str(name)) > 0 for name, one in slices.items()}
    else:
        column = names(slices, "slices")
        found = {str(name): column == name for name in np.unique(column)}
    if not found:
        raise EvaluationError("no slice to report. Pass a name for each card, or flags by name.")
    for name, inside in found.items():
        same_length(n_cards, inside.size, "values of right", f"flags of slice {name!r}")
    return found


def _why_not(hits: NDArray[np.float64], inside: Flags, drawn: Redraw) -> str | None:
    """Why a slice gets no verdict; None where it gets one."""
    for side, called in ((inside, "the slice"), (~inside, "the other cards")):
        lines = _lines(side, drawn)
        if lines < FEWEST_UNITS:
            return f"{called}: {lines} lines, {FEWEST_UNITS} or more are needed"
        if np.unique(hits[side]).size == 1:
            kind = "right" if hits[side][0] else "wrong"
            return f"{called}: all {kind}, so that lines drawn again show no spread"
    return None


def _row(
    name: str,
    side: tuple[NDArray[np.float64], Flags],
    drawn: Redraw,
    about: tuple[float, str | None],
) -> dict[str, Any]:
    hits, inside = side
    level, why = about
    row: dict[str, Any] = {"slice": name, "cards": int(inside.sum())}
    row |= {"lines": _lines(inside, drawn), "verdict": "too few lines to say", "why": why}
    row["accuracy"] = float(hits[inside].mean()) if inside.any() else None
    if why is not None:
        return row
    own = ratio_interval(hits * inside, inside, drawn, level=level)
    gap = slice_gap(hits, inside, drawn, level=level)
    row |= {"low": own.low, "high": own.high, "verdict": _verdict(gap)}
    return row | {"gap": gap.estimate, "gap_low": gap.low, "gap_high": gap.high}


def _verdict(gap: Interval) -> SliceVerdict:
    if gap.high < 0:
        return "worse"
    return "better" if gap.low > 0 else "no difference shown"


def _lines(side: Flags, drawn: Redraw) -> int:
    return int(np.unique(drawn.code[side]).size)


def _check_draws(drawn: Redraw, level: float) -> None:
    needed = ceil(2 * DRAWS_BEYOND / (1 - level) - 1e-6)
    if drawn.draws < needed:
        message = f"{drawn.draws} draws for intervals at {level:.4f}; {needed} or more are needed. "
        raise EvaluationError(message + f"Pass redraw_lines(..., draws={needed}).")
