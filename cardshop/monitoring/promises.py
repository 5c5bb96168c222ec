"""The shop's three promises in one table: kept, broken, or not known yet."""

from __future__ import annotations

from typing import Literal

import polars as pl

from cardshop.evaluation import EvaluationError, Interval
from cardshop.monitoring.levels import (
    DAY_MS,
    DESK_SHARE,
    GOOD,
    MISFILED,
    Budget,
    Level,
    budget,
    since,
)
from cardshop.monitoring.outcomes import desk_share, misfiled
from cardshop.monitoring.refusals import MonitoringError

Verdict = Literal["kept", "broken", "not known"]
PROMISES = pl.Schema(
    {
        "promise": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "limit": pl.Float64,
        "verdict": pl.String,
        "note": pl.String,
    }
)


def promises(
    journal: pl.DataFrame, *, until_ms: int, labels: pl.DataFrame | None = None
) -> pl.DataFrame:
    """A row each for GOOD, MISFILED, DESK_SHARE, over the days of each before `until_ms`.

    GOOD is counted, so it has no interval. The others are "kept" or "broken" where the whole
    interval is (misfiled: the audit's; desk share: over lots), else "not known". note: what they
    rest on, or why there is no value. Never raises for few rows.
    """
    seen = journal.filter(pl.col("at_ms") < until_ms)
    rows = [good_row(budget(seen, until_ms=until_ms))]
    for level in (MISFILED, DESK_SHARE):
        window = since(seen, until_ms - level.days * DAY_MS)
        try:
            found = _measured(level, window, labels, until_ms)
        except (MonitoringError, EvaluationError) as error:
            rows.append(not_known(level, str(error)))
        else:
            rows.append(row_of(level, found))
    return pl.DataFrame(rows, schema=PROMISES, orient="row")


def _measured(
    level: Level, window: pl.DataFrame, labels: pl.DataFrame | None, until_ms: int
) -> Interval:
    if level is DESK_SHARE:
        return desk_share(window)
    if labels is None:
        raise MonitoringError("no labels were read. Name the Parquet file beside the journal.")
    return misfiled(window, labels, at_ms=until_ms)


def good_row(found: Budget) -> tuple[object, ...]:
    """The row of PROMISES for GOOD, however its cards were counted."""
    if found.left is None:
        return GOOD.name, None, None, None, GOOD.limit, "not known", "no card was answered"
    value = 1 - found.bad / found.cards
    verdict: Verdict = "kept" if found.left >= 0 else "broken"
    note = f"{found.bad} of {found.cards} cards bad in {found.days:.1f} of {GOOD.days} days"
    return GOOD.name, value, None, None, GOOD.limit, verdict, note


def not_known(level: Level, why: str) -> tuple[object, ...]:
    """The row of PROMISES for a level without a value."""
    return level.name, None, None, None, level.limit, "not known", why


def row_of(level: Level, found: Interval) -> tuple[object, ...]:
    """The row of PROMISES for a level that is kept or broken where the whole interval is."""
    verdict: Verdict = "not known"
    if found.high <= level.limit:
        verdict = "kept"
    elif found.low > level.limit:
        verdict = "broken"
    note = f"{found.n_units} units ({found.unit}) in {level.days} days or fewer"
    return level.name, *found[:3], level.limit, verdict, note
