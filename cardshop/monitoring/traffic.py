"""Whether cards come at all: a gate that nobody reaches leaves no bad row behind."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from cardshop.monitoring.levels import DAY_MS, MINUTE_MS
from cardshop.monitoring.lots import LOT, lots_of

QUIET_MIN = 60
# Where eight trays are usual, chance leaves an hour without any once in 3,000 (Poisson).
USUAL_LOTS = 8
DAYS_BACK, FEWEST_DAYS = 7, 3


class Silence(NamedTuple):
    """Whether the last QUIET_MIN minutes were too quiet, and what is usual at that time of day.

    usual_lots: the median over the last week's open days; None with fewer than FEWEST_DAYS.
    open_today: whether a card came in the 12 hours before; a closed day has none.
    """

    cards: int
    usual_lots: float | None
    open_today: bool

    @property
    def is_odd(self) -> bool:
        """Whether no card came where USUAL_LOTS are usual."""
        return self.cards == 0 and (self.usual_lots or 0) >= USUAL_LOTS


def silence(journal: pl.DataFrame, *, until_ms: int) -> Silence:
    """What came in the QUIET_MIN minutes before a moment, against the same minutes of other days.

    Days without any card are closed ones and do not count. Summer time moves the hour for a week.
    """
    rows = journal.select("at_ms", lots_of(journal).alias(LOT))
    ago = (until_ms - 1 - pl.col("at_ms")) // DAY_MS
    quiet_ms = QUIET_MIN * MINUTE_MS
    same_time = (until_ms - 1 - pl.col("at_ms")) % DAY_MS < quiet_ms
    days = rows.filter(pl.col("at_ms") < until_ms).with_columns(day=ago, now=same_time)
    past = days.filter(pl.col("day").is_between(1, DAYS_BACK)).group_by("day")
    lots = past.agg(pl.col(LOT).filter("now").n_unique().alias("lots"))["lots"]
    usual = lots.median() if lots.len() >= FEWEST_DAYS else None
    today = days.filter(pl.col("day") == 0)
    recent = today.filter(pl.col("at_ms") >= until_ms - DAY_MS // 2)
    return Silence(today["now"].sum(), usual, not recent.is_empty())  # pyrefly: ignore
