"""The weekly market: two cointegrated indices, an independent one, interest and volume.

One random stream, the first and only one tried: whether a test finds a spurious
cointegration in it is chance, and data/README.md says what this draw shows.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from generator.seeds import Stream, Table, Values

WEEKS = 520
FIRST_WEEK = np.datetime64("2015-12-07")
# Sales begin here; prices are in dollars of this week.
BASE_WEEK = 260
WEEKS_PER_YEAR = 52.18
# Weekly drift and standard deviation of the log indices.
VINTAGE_DRIFT, VINTAGE_SD = 0.0022, 0.011
MODERN_DRIFT, MODERN_SD = 0.0024, 0.010
# The graded index follows the vintage one; the gap between them dies out by a fifth a week.
GRADED_SHARE, GAP_MEMORY, GAP_SD = 0.9, 0.80, 0.012
# Interest today shows in the units sold two weeks later.
INTEREST_LEAD_WEEKS = 2


def remember(shocks: Values, memory: float) -> Values:
    """A first-order autoregression that starts at its first shock."""
    series = np.zeros(len(shocks))
    for week, shock in enumerate(shocks):
        series[week] = shock + (memory * series[week - 1] if week else 0.0)
    return series


def season(week: Values) -> Values:
    """Yearly swing of the log volume: a December peak and a smaller one in summer."""
    turn = 2 * np.pi * (week - 2) / WEEKS_PER_YEAR
    return 0.07 * np.cos(turn) + 0.03 * np.cos(2 * turn)


def market_weekly(seed: int) -> pl.DataFrame:
    """520 weeks from December 2015: three price indices, search interest, units sold."""
    draws = Stream(seed, Table.MARKET).draws()
    shocks = draws.standard_normal((5, WEEKS))
    week = np.arange(WEEKS, dtype=np.float64)
    vintage = np.cumsum(VINTAGE_DRIFT + VINTAGE_SD * shocks[0])
    graded = 0.15 + GRADED_SHARE * vintage + remember(GAP_SD * shocks[1], GAP_MEMORY)
    modern = np.cumsum(MODERN_DRIFT + MODERN_SD * shocks[2])
    interest = remember(shocks[3], 0.6)
    led = np.concatenate([np.zeros(INTEREST_LEAD_WEEKS), interest[:-INTEREST_LEAD_WEEKS]])
    volume = remember(0.05 * led + 0.05 * shocks[4], 0.35)
    units = 2000 * np.exp(0.0015 * week + season(week) + volume)
    return pl.DataFrame(
        {
            "week": FIRST_WEEK + (7 * np.arange(WEEKS)).astype("timedelta64[D]"),
            "index_vintage": np.round(100 * np.exp(vintage), 2),
            "index_graded": np.round(100 * np.exp(graded), 2),
            "index_modern": np.round(100 * np.exp(modern), 2),
            "search_interest": np.round(50 + 8 * interest, 1),
            "units_sold": np.round(units).astype(np.int64),
        }
    )
