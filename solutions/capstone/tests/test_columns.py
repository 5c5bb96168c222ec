"""Which index a print follows."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from capstone.columns import followed_index
from capstone.data import cleaned

SALES = Path(__file__).parent.parent / "data" / "sales.parquet"


@pytest.mark.skipif(not SALES.exists(), reason="README.md says how the data are made")
def test_no_other_first_year_of_the_modern_index_explains_prices_better():
    sales = cleaned(pl.read_parquet(SALES))
    year = pl.col("release_date").dt.year()

    def unexplained(index: pl.Expr) -> float:
        level = (pl.col("price_usd") / index).log()
        # Within a year of release and a kind of card, only the market moves.
        rest = level - level.mean().over(year, "rarity", "condition", "grading_company")
        return sales.select(rest.var()).item()

    others = [
        pl.when(year < first).then("index_vintage").otherwise("index_modern")
        for first in range(2000, 2025)
    ]
    assert unexplained(followed_index()) <= min(map(unexplained, others))
