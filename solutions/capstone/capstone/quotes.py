"""Prices for cards, by the kept model."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from capstone import artifact
from capstone.columns import require


def predict(artifact_dir: Path, sales: pl.DataFrame) -> pl.DataFrame:
    """sale_id and price_usd in cents, a row a sale in their order, no null.

    Raises QuoteError: no artefact, a changed one, a missing column, an index that is not known.
    """
    require(sales, ["sale_id"])
    model = artifact.load(Path(artifact_dir)).model
    return sales.select("sale_id", price_usd=pl.Series(model.prices_usd(sales)))
