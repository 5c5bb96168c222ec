"""Quotes for the same cards in other company: with prices, alone, after the data changed."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from classroom.marker.probes import Steps, of_project, quotes_of

ALONE = 6
PRICE = "price_usd"


def steps(artifact: str, cards: str, others: str, data: str) -> Steps:
    """`as they are`, then one step for each company that must change nothing.

    `others`: a table of other sales; it also takes the place of the sales in the folder `data`.
    """
    table, more = pl.read_parquet(cards), pl.read_parquet(others)
    # Ids of their own, so that each quote is found again.
    beside = more.select(table.columns).head(table.height).with_columns(pl.col("sale_id") + 10**6)
    for name, rows in {
        "as they are": table,
        "price given": table.with_columns(pl.lit(12.5).alias(PRICE)),
        "price changed": table.with_columns((pl.col("hp") * 99.0).alias(PRICE)),
        "price null": table.with_columns(pl.lit(None, dtype=pl.Float64).alias(PRICE)),
        "shuffled": table.sample(fraction=1, shuffle=True, seed=1),
        "fewer": table.gather_every(3),
        "more": pl.concat([beside, table]),
        "future index": with_future(table),
        **{f"alone {row}": table[row] for row in range(ALONE)},
    }.items():
        yield name, partial(quoted, artifact, rows)
    yield "data changed", partial(quoted_after, artifact, table, Path(others), Path(data))


def quoted(artifact: str, rows: pl.DataFrame) -> dict[str, list[Any]]:
    """The quotes for rows, as lists."""
    return quotes_of(of_project("predict")(Path(artifact), rows))


def with_future(table: pl.DataFrame) -> pl.DataFrame:
    """The table with indices of a later week beside those that were known."""
    indices = [name for name in table.columns if name.startswith("index_")]
    later = [
        (pl.col(name) * 3).alias(f"{name}_{when}") for name in indices for when in ("next", "now")
    ]
    return table.with_columns(later)


def quoted_after(artifact: str, table: pl.DataFrame, others: Path, data: Path) -> dict[str, Any]:
    """The quotes once the training folder holds other sales, and a holdout with other prices."""
    shutil.copyfile(others, data / "sales.parquet")
    shutil.copyfile(others, data / "holdout.parquet")
    return quoted(artifact, table)
