"""How long answers took, window by window."""

from __future__ import annotations

import polars as pl

from cardshop.monitoring.levels import MINUTE_MS, is_bad
from cardshop.monitoring.refusals import MonitoringError

# A percentile with fewer cards is one of the largest values, and jumps with each.
FEWEST = {50: 2, 95: 20, 99: 100}


def latency_by_window(journal: pl.DataFrame, *, minutes: int = 60) -> pl.DataFrame:
    """A row a window that has cards, in order of time: from_ms, cards, p50_ms, p95_ms, p99_ms, bad.

    Windows begin at whole multiples since 1970, UTC. A percentile is null below FEWEST cards; with
    these it is still rough: of 100 cards p99 is one of the two largest. bad: share that broke GOOD.
    Raises MonitoringError unless minutes > 0.
    """
    if minutes < 1:
        raise MonitoringError(f"windows of {minutes} minutes; 1 or more are needed. Take 60.")
    width_ms = minutes * MINUTE_MS
    window = (pl.col("at_ms") // width_ms * width_ms).alias("from_ms")
    took = pl.col("latency_ms")
    percentiles = [
        pl.when(took.count() >= fewest).then(took.quantile(at / 100, "higher")).alias(f"p{at}_ms")
        for at, fewest in FEWEST.items()
    ]
    found = journal.group_by(window).agg(
        pl.len().cast(pl.Int64).alias("cards"), *percentiles, is_bad().mean().alias("bad")
    )
    return found.sort("from_ms")
