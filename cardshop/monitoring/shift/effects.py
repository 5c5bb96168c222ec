"""How far something moved, in units that a shopkeeper can judge; KS and PSI beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop.drift import rotation_deg
from cardshop.drift.measures import EMPTY_SHARE
from cardshop.monitoring.shift.columns import MONITORED, unit_of

if TYPE_CHECKING:
    from cardshop.monitoring.shift.columns import Codes, Kind

# From here on it is the missing values that moved, whatever the others did.
MOSTLY_MISSING = 0.05
DECILES = 10


class Effect(NamedTuple):
    """How far, and of what."""

    effect: float
    unit: str


class Beside(NamedTuple):
    """What others would look at: the largest gap between both curves, and the stability index."""

    ks: float | None
    psi: float


def effect_of(ours: pl.Series, theirs: pl.Series) -> Effect:
    """The moved mean of a column as it was read, its best turn, or the share that moved most."""
    kind = MONITORED[ours.name]
    if kind == "category":
        return share_moved(ours, theirs)
    before, after = ours.to_numpy(), theirs.to_numpy()
    lost = float(np.isnan(after).mean() - np.isnan(before).mean())
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    if abs(lost) > MOSTLY_MISSING or not (before.size and after.size):
        return Effect(100 * lost, "points of share of missing")
    if kind == "angle":
        return Effect(rotation_deg(before, after), unit_of(ours.name))
    return Effect(float(after.mean() - before.mean()), unit_of(ours.name))


def share_moved(ours: pl.Series, theirs: pl.Series) -> Effect:
    """The word whose share moved most: by how many points, and which."""
    table = _shares(ours).join(_shares(theirs), on="word", how="full", coalesce=True)
    table = table.fill_null(0.0).sort("word")
    moved = (table[:, 2] - table[:, 1]).to_numpy()
    most = int(np.abs(moved).argmax())
    return Effect(100 * float(moved[most]), f"points of share of {table['word'][most]}")


def beside(kind: Kind, ours: Codes, theirs: Codes) -> Beside:
    """KS (none for words) and PSI of two samples of bins, up to the bins.

    PSI over tenths of the reference, or over words (Siddiqi 2006); empty ones as EMPTY_SHARE.
    """
    size = 1 + max(int(ours.max()), int(theirs.max()))
    before, after = (np.bincount(side, minlength=size) / side.size for side in (ours, theirs))
    if kind == "category":
        return Beside(None, _index(before, after))
    gap = float(np.abs(np.cumsum(after - before)).max())
    tenth = np.floor(DECILES * (np.cumsum(before) - before / 2)).clip(0, DECILES - 1)
    group = tenth.astype(np.intp)
    tenths = (np.bincount(group, weights=side, minlength=DECILES) for side in (before, after))
    return Beside(gap, _index(*tenths))


def _index(before: np.ndarray, after: np.ndarray) -> float:
    kept = (before > 0) | (after > 0)
    before, after = np.maximum(before, EMPTY_SHARE)[kept], np.maximum(after, EMPTY_SHARE)[kept]
    return float(((after - before) * np.log(after / before)).sum())


def _shares(words: pl.Series) -> pl.DataFrame:
    return words.alias("word").value_counts(normalize=True)
