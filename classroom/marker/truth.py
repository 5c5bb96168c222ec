"""The marker's own numbers on quotes and sales, which a project's are compared with."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

NEAR_USD = 10.0
OFFER_SHARE, FAIR_SHARE = 0.6, 0.5
SLICED_BY = ("rarity", "condition", "grading_company")
# A slice of so few says nothing, one of so many something, whatever a project's own least is.
FEW, MANY = 10, 300
TOO_FEW = "too few to say"


def joined(quotes: pl.DataFrame, sales: pl.DataFrame) -> pl.DataFrame:
    """Each sale with its quote in `quote_usd`; null where it has none."""
    quoted = quotes.select("sale_id", quote_usd=pl.col("price_usd").cast(pl.Float64))
    return sales.join(quoted, on="sale_id", how="left")


def errors(quotes: pl.DataFrame, sales: pl.DataFrame) -> dict[str, float]:
    """rmse_usd, within_10_share, median_relative_error, usd_a_quote, sales."""
    both = joined(quotes, sales)
    lost = pl.when(OFFER_SHARE * pl.col("quote_usd") < FAIR_SHARE * pl.col("price_usd"))
    over = OFFER_SHARE * (pl.col("quote_usd") - pl.col("price_usd")).clip(lower_bound=0)
    cost = lost.then((1 - OFFER_SHARE) * pl.col("price_usd")).otherwise(over)
    near = _miss() <= NEAR_USD
    found = both.select(
        **_basics(), within_10_share=near.mean(), usd_a_quote=cost.mean(), sales=pl.len()
    )
    return found.row(0, named=True)


def slices(quotes: pl.DataFrame, sales: pl.DataFrame) -> dict[tuple[str, str], dict[str, float]]:
    """Per column and value: sales, rmse_usd, median_relative_error."""
    both = joined(quotes, sales)
    found = {}
    for column in SLICED_BY:
        parts = both.group_by(column).agg(**_basics(), sales=pl.len())
        for row in parts.iter_rows(named=True):
            found[column, str(row.pop(column))] = row
    return found


def same(one: Any, other: float, *, within: float = 1e-6) -> bool:
    """Whether a project's number is this one, up to rounding."""
    if isinstance(one, bool) or not isinstance(one, (int, float)):
        return False
    return math.isclose(one, other, rel_tol=within, abs_tol=within)


def _miss() -> pl.Expr:
    return (pl.col("quote_usd") - pl.col("price_usd")).abs()


def _basics() -> dict[str, pl.Expr]:
    return {
        "rmse_usd": (_miss() ** 2).mean().sqrt(),
        "median_relative_error": (_miss() / pl.col("price_usd")).median(),
    }
