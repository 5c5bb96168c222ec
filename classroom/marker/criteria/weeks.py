"""Weeks of quotes for alerts: ordinary ones, and the same with one thing changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import polars as pl

# Of the audited half year; the reference is its first half, and no week is looked at twice.
REFERENCE_WEEKS = 13
ORDINARY = (14, 16, 18, 20, 22, 24)
CHANGED = 19
# Quotes miss the price that is paid by about as much.
MISS_LOG, DRAWN_WITH = 0.1, 21
RAISED, SCALE = (1.6, 1.2), 0.01
# Between the best and the worst, so that quotes hardly move when every card is said to be it.
DEFAULT_CONDITION = "LP"
INDICES = ("index_vintage", "index_graded", "index_modern")


def quoted(holdout: pl.DataFrame) -> pl.DataFrame:
    """The audited sales with a made-up quote as `price_usd`, and `week`, from 0."""
    import numpy as np
    import polars as pl

    draws = np.random.default_rng(DRAWN_WITH).standard_normal(holdout.height)
    miss = pl.Series(np.exp(MISS_LOG * draws))
    # From the first whole week on, which begins on a Monday.
    first = cast("dt.date", holdout["sale_date"].min()) + dt.timedelta(days=6)
    week = (
        pl.col("sale_date").dt.truncate("1w") - pl.lit(first).dt.truncate("1w")
    ).dt.total_days() // 7
    return holdout.with_columns((pl.col("price_usd") * miss).round(2), week=week).filter(week >= 0)


def cases(holdout: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """The reference, and by name each week that is looked at."""
    import polars as pl

    quotes = quoted(holdout)
    reference = quotes.filter(pl.col("week") < REFERENCE_WEEKS).drop("week")
    weeks = {one: quotes.filter(pl.col("week") == one).drop("week") for one in (*ORDINARY, CHANGED)}
    now = weeks.pop(CHANGED)
    price = pl.col("price_usd")
    return reference, {
        **{f"ordinary week {one}": table for one, table in weeks.items()},
        "as it is": now,
        "index on another scale": now.with_columns(
            price * SCALE, *(pl.col(one) * SCALE for one in INDICES)
        ),
        "condition in small letters": now.with_columns(pl.col("condition").str.to_lowercase()),
        "one condition for every card": now.with_columns(condition=pl.lit(DEFAULT_CONDITION)),
        **{
            f"quotes at {times} times": now.with_columns((price * times).round(2))
            for times in RAISED
        },
        "more common cards": pl.concat([now, _common(quotes, now)]),
        "twice the quotes": pl.concat([now, _moved(quotes, now)]),
    }


def _moved(quotes: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """The cards of the week after, as if they had come in this one."""
    import polars as pl

    later = quotes.filter(pl.col("week") == CHANGED + 1).drop("week")
    known = {name: now[name][0] for name in INDICES}
    day = pl.col("sale_date") - dt.timedelta(days=7)
    old = pl.col("release_date").dt.year() < 2012
    ratio = pl.when(old).then(known["index_vintage"] / pl.col("index_vintage"))
    ratio = ratio.otherwise(known["index_modern"] / pl.col("index_modern"))
    moved = later.with_columns((pl.col("price_usd") * ratio).round(2), sale_date=day)
    moved = moved.with_columns(pl.lit(value).alias(name) for name, value in known.items())
    return moved.filter(pl.col("release_date") <= pl.col("sale_date"))


def _common(quotes: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return _moved(quotes, now).filter(pl.col("rarity") == "Common")
