"""What becomes known of the answers, and when: by the story's rules, from the known truth."""

from __future__ import annotations

import heapq

import numpy as np
import polars as pl

from cardshop.incidents.clock import MINUTE_MS
from cardshop.monitoring.levels import IS_FILED

HOUR_MS, DAY_MS = 60 * MINUTE_MS, 24 * 60 * MINUTE_MS
# The story's: 20 s a card, and as many clerks as 10,000 cards a day keep busy.
DESK_S, CLERKS = 20, 3
AUDITED = 200  # filed cards a day, drawn at random, known on the next one
# One misfile in ten reaches a buyer, who writes after a median of 9 days.
REACHES_A_BUYER, COMPLAINT_DAYS, COMPLAINT_SPREAD = 0.1, 9.0, 0.5
LATE_MS = 10 * HOUR_MS


def simulated(
    answered: pl.DataFrame, *, opened_ms: int, seed: int, late_from_ms: int | None = None
) -> pl.DataFrame:
    """The labels of a day's answers, with the columns of LABELS, in the order of known_at_ms.

    answered: the journal's rows in their order, with the truth in `truth`; the day began at
    opened_ms. The desk's labels of cards answered from `late_from_ms` on wait LATE_MS more.
    """
    draw = np.random.default_rng(seed)
    desk = answered.filter(~IS_FILED)
    filed = answered.filter(IS_FILED)
    told = [
        _labels(desk, "desk", _typed_at(desk["at_ms"].to_list(), late_from_ms)),
        _audit(filed, draw, opened_ms + DAY_MS),
        _complaints(filed, draw),
    ]
    return pl.concat(told).sort("known_at_ms", maintain_order=True)


def _typed_at(came_ms: list[int], late_from_ms: int | None) -> list[int]:
    """When each card of the desk is typed: first come, first served, by whoever is free."""
    free, known = [0] * CLERKS, []
    for at_ms in came_ms:
        begins = max(at_ms, heapq.heappop(free))
        heapq.heappush(free, begins + 1000 * DESK_S)
        late = late_from_ms is not None and at_ms >= late_from_ms
        known.append(begins + 1000 * DESK_S + (LATE_MS if late else 0))
    return known


def _audit(filed: pl.DataFrame, draw: np.random.Generator, from_ms: int) -> pl.DataFrame:
    """A random sample of the filed cards, looked at in the first hour of the next day."""
    drawn = filed[np.sort(draw.permutation(filed.height)[:AUDITED])]
    return _labels(
        drawn, "audit", [from_ms + HOUR_MS * at // AUDITED for at in range(drawn.height)]
    )


def _complaints(filed: pl.DataFrame, draw: np.random.Generator) -> pl.DataFrame:
    wrong = filed.filter(pl.col("card_type") != pl.col("truth"))
    heard = wrong.filter(pl.Series(draw.random(wrong.height) < REACHES_A_BUYER, dtype=pl.Boolean))
    days = COMPLAINT_DAYS * np.exp(COMPLAINT_SPREAD * draw.standard_normal(heard.height))
    return _labels(heard, "complaint", (heard["at_ms"].to_numpy() + days * DAY_MS).astype(int))


def _labels(rows: pl.DataFrame, source: str, known_at_ms: list[int] | np.ndarray) -> pl.DataFrame:
    return rows.select(
        "request_id",
        "position",
        pl.col("truth").alias("card_type"),
        pl.lit(source).alias("source"),
        pl.Series("known_at_ms", known_at_ms, dtype=pl.Int64),
    )
