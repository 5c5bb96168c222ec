"""Sales with what was known of the market when the card was quoted."""

from __future__ import annotations

import polars as pl

INDICES = ("index_vintage", "index_graded", "index_modern")


def with_market(sales: pl.DataFrame, market: pl.DataFrame) -> pl.DataFrame:
    """The sales by date and `sale_id`, each with the three indices of the last week that had ended.

    A week's index is known on the Monday after it. Null: sales before the first week's end.
    `market` as `load_market` gives it; `sales` needs `sale_date` and `sale_id`.
    """
    known = market.select(pl.col("week").dt.offset_by("7d").alias("sale_date"), *INDICES)
    return sales.sort("sale_date", "sale_id").join_asof(known.sort("sale_date"), on="sale_date")
