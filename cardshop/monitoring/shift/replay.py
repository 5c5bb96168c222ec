"""A column's shift, played once more on cards whose truth is known.

A number's values are mapped by quantile, an angle is turned (or mapped, where no turn explains
it), a word that the reference never saw replaces those that went missing, and words that both
know are weighed. Only this column moves: a shift of several columns at once is not replayed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop.drift import rotation_deg
from cardshop.drift.by_lot import watson_u2
from cardshop.monitoring.shift.columns import (
    DAYS_PER_YEAR,
    MONITORED,
    Sample,
    bins_of,
)

if TYPE_CHECKING:
    from cardshop.monitoring.shift.columns import Values

# A turn explains a moved hue when it takes away at least this share of Watson's statistic.
EXPLAINED = 0.75
# A column that holds one word was overwritten: no mix of cards has one word alone.
ONE_WORD = 0.99


class Replay(NamedTuple):
    """The reference with one column as it arrives now, and how much each card counts."""

    cards: pl.DataFrame
    weight: Values


def replayed(ours: Sample, theirs: Sample, name: str, draws: np.random.Generator) -> Replay:
    """`ours` with the column `name` as `theirs` has it, all other columns as they are."""
    kind = MONITORED[name]
    if kind == "category":
        return _words(ours, theirs, name, draws)
    before, after = ours.read[name].to_numpy(), theirs.read[name].to_numpy()
    turn = _turn(before, after) if kind == "angle" else None
    moved = mapped(before, after, draws) if turn is None else (before + turn) % 360
    cards = ours.cards.with_columns(_as_column(moved, ours.cards[name]))
    return Replay(cards, np.ones(cards.height))


def undone(ours: Sample, theirs: Sample, name: str, draws: np.random.Generator) -> pl.DataFrame:
    """`theirs` with the column `name` as the reference has it: the way back."""
    before, after = ours.read[name].to_numpy(), theirs.read[name].to_numpy()
    turn = _turn(before, after) if MONITORED[name] == "angle" else None
    back = mapped(after, before, draws) if turn is None else (after - turn) % 360
    return theirs.cards.with_columns(_as_column(back, ours.cards[name]))


def mapped(before: Values, after: Values, draws: np.random.Generator) -> Values:
    """The values of `before`, each replaced by the value of `after` at its rank; NaN as often.

    Cards of equal value share the ranks of that value at random.
    """
    known = after[~np.isnan(after)]
    lost = np.isnan(before)
    extra = np.isnan(after).mean() - lost.mean()
    if extra > 0 and not lost.all():
        lost = lost | (draws.random(before.size) < extra / (1 - lost.mean()))
    found = np.full(before.size, np.nan)
    if known.size and not lost.all():
        keep = ~lost
        order = np.lexsort((draws.random(keep.sum()), before[keep]))
        rank = np.empty(order.size)
        rank[order] = (np.arange(order.size) + 0.5) / order.size
        found[keep] = np.quantile(known, rank, method="inverted_cdf")
    return found


def _turn(before: Values, after: Values) -> float | None:
    """The degrees that explain the current angles, or None where no turn does."""
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    if not before.size or not after.size:
        return None
    turn = rotation_deg(before, after)
    left, was = _distance((before + turn) % 360, after), _distance(before, after)
    return turn if left <= (1 - EXPLAINED) * was else None


def _distance(before: Values, after: Values) -> float:
    codes = bins_of(before, after)
    size = 1 + max(int(code.max()) for code in codes)
    counts = [np.bincount(code, minlength=size)[None].astype(np.float64) for code in codes]
    return float(watson_u2(*counts)[0])


def _words(ours: Sample, theirs: Sample, name: str, draws: np.random.Generator) -> Replay:
    before, after, cells = ours.read[name], theirs.read[name], ours.cards[name]
    share, now = _shares(before), _shares(after)
    most = max(now, key=now.__getitem__)
    if now[most] >= ONE_WORD > share.get(most, 0.0):
        cell = theirs.cards[name].filter(after == most).head(1)
        overwritten = cell.new_from_index(0, len(cells)).alias(name)
        return Replay(ours.cards.with_columns(overwritten), np.ones(len(cells)))
    unseen = theirs.cards[name].filter(~after.is_in(list(share)))
    leaving = _leaving(share, now, len(unseen) / len(after))
    leaves = draws.random(len(cells)) < _looked_up(before, leaving)
    left = {word: one * (1 - leaving[word]) for word, one in share.items()}
    heavy = {word: now.get(word, 0.0) / one if one > 0 else 0.0 for word, one in left.items()}
    weight = np.where(leaves, 1.0, _looked_up(before, heavy))
    if leaves.any():
        drawn = unseen.gather(draws.integers(0, len(unseen), len(cells)))
        cells = drawn.zip_with(pl.Series(leaves), cells).alias(name)
    return Replay(ours.cards.with_columns(cells), weight if weight.any() else weight + 1)


def _leaving(share: dict[str, float], now: dict[str, float], unseen: float) -> dict[str, float]:
    """The share of each word's cards that now bear a word never seen: more where it got rarer."""
    fallen = {word: max(one - now.get(word, 0.0), 0.0) for word, one in share.items()}
    scale = unseen / (sum(fallen.values()) or 1.0)
    return {word: min(one * scale / share[word], 1.0) for word, one in fallen.items()}


def _looked_up(words: pl.Series, numbers: dict[str, float]) -> Values:
    return words.replace_strict(numbers, return_dtype=pl.Float64).to_numpy()


def _shares(words: pl.Series) -> dict[str, float]:
    counted = words.alias("word").value_counts(normalize=True)
    return dict(zip(counted["word"], counted["proportion"], strict=True))


def _as_column(values: Values, like: pl.Series) -> pl.Series:
    found = pl.Series(like.name, values).fill_nan(None)
    if like.dtype == pl.Date:
        return (found * DAYS_PER_YEAR).round().cast(pl.Int32).cast(pl.Date)
    return found if like.dtype.is_float() else found.round().cast(like.dtype)
