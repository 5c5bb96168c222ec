"""How far something moved, in units that a shopkeeper can judge; KS and PSI beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from cardshop.drift import ks_statistic, psi, rotation_deg
from cardshop.drift.measures import EMPTY_SHARE
from cardshop.monitoring.shift.columns import MONITORED, unit_of

if TYPE_CHECKING:
    from cardshop.monitoring.shift.columns import Values

# From here on it is the missing values that moved, whatever the others did.
MOSTLY_MISSING = 0.05


def effect_of(ours: pl.Series, theirs: pl.Series) -> dict[str, object]:
    """Effect and unit of a column: moved mean, best turn, or the share that moved most; ks, psi."""
    name = ours.name
    if MONITORED[name] == "category":
        return of_words(ours, theirs)
    before, after = ours.to_numpy(), theirs.to_numpy()
    lost = float(np.isnan(after).mean() - np.isnan(before).mean())
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    if abs(lost) > MOSTLY_MISSING or not (before.size and after.size):
        return {"effect": 100 * lost, "unit": "points of share of missing", "ks": None, "psi": None}
    turned = MONITORED[name] == "angle"
    effect = rotation_deg(before, after) if turned else float(after.mean() - before.mean())
    return {"effect": effect, "unit": unit_of(name), **beside(before, after)}


def beside(ours: Values, theirs: Values) -> dict[str, object]:
    """What others would look at: the largest gap between both curves, and the stability index."""
    return {"ks": ks_statistic(ours, theirs), "psi": psi(ours, theirs)}


def of_words(ours: pl.Series, theirs: pl.Series) -> dict[str, object]:
    """The word whose share moved most: by how many points, and which."""
    shares = _shares(ours).join(_shares(theirs), on="word", how="full", coalesce=True)
    table = shares.fill_null(0.0).sort("word")
    before, after = (table[:, at].to_numpy() for at in (1, 2))
    most = int(np.abs(after - before).argmax())
    before, after = np.maximum(before, EMPTY_SHARE), np.maximum(after, EMPTY_SHARE)
    index = float(((after - before) * np.log(after / before)).sum())
    moved = 100 * float(table[most, 2] - table[most, 1])
    unit = f"points of share of {table['word'][most]}"
    return {"effect": moved, "unit": unit, "ks": None, "psi": index}


def _shares(words: pl.Series) -> pl.DataFrame:
    return words.alias("word").value_counts(normalize=True)
