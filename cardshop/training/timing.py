"""How long a training will take, measured on an eighth of the cards before it begins."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from cardshop.training.fitting import checked, fit
from cardshop.training.refusals import TARGET
from cardshop.training.settings import Settings
from cardshop.training.validation import splits_of

SHARE = 8
# Time grows like rows to a power between these.
SLOWEST_GROWTH, FASTEST_GROWTH = 0.7, 1.3
# So many cards import the libraries and fill their caches.
WARM_UP_CARDS = 200


class Seconds(NamedTuple):
    """A range of seconds of the clock."""

    low: float
    high: float

    def __str__(self) -> str:
        """The range in words."""
        return f"{self.low:.0f} to {self.high:.0f} s" if self.high >= 2 else "less than 2 s"


def estimate(cards: pl.DataFrame, settings: Settings) -> Seconds:
    """The time that `train` will take on this machine if it stays as busy as now.

    Two fits on every eighth card are timed; the lesser time grows by rows to the power .7, 1.3.
    """
    table = checked(cards, settings)
    types = cards[TARGET].to_numpy()
    rows = [split.train.size for split in splits_of(cards, settings)] + [cards.height]
    few = np.arange(0, cards.height, max(1, cards.height // WARM_UP_CARDS))
    fit(table[few], types[few], settings)
    part = np.arange(0, cards.height, SHARE)
    # The lesser of two: what else the machine does for a moment is no part of the work.
    once = min(fit(table[part], types[part], settings).seconds for _ in range(2))
    growth = np.array(rows) / part.size
    return Seconds(
        float((once * growth**SLOWEST_GROWTH).sum()), float((once * growth**FASTEST_GROWTH).sum())
    )
