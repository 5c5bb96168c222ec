"""What turns a card's numbers into dollars: a linear model or boosted trees, times the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from capstone.columns import FIELDS, QuoteError, followed_index, require
from capstone.features import features

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from xgboost import Booster

NEEDED = [name for name, field_ in FIELDS.items() if field_.needed]
SPECIES_EFFECT = "species_effect"


@dataclass(frozen=True)
class Model:
    """A fitted model of log(price / index): weights a feature, or trees where there is a booster.

    `species_effects`: by number in the Pokedex, in logs, 0 for a species that was never sold;
    None where the model reads none. `lowest_usd`: no quote is below it.
    """

    columns: list[str]
    fill: list[float]
    weights: list[float] = field(default_factory=list)
    booster: Booster | None = None
    species_effects: dict[int, float] | None = None
    lowest_usd: float = 0.01

    def prices_usd(self, sales: pl.DataFrame) -> NDArray[np.float64]:
        """Dollars, one a sale, in cents. Raises QuoteError for missing columns, unknown indices."""
        require(sales, NEEDED)
        index = sales.select(followed_index().cast(pl.Float64)).to_series()
        unknown = sales.height - int((index.is_finite() & (index > 0)).sum())
        if unknown:
            message = f"{unknown} of {sales.height} sales have no index above 0"
            raise QuoteError(f"{message}; join them with the market's last ended week.")
        numbers = with_effects(features(sales), sales, self.species_effects)
        prices = np.exp(self.log_ratios(numbers)) * index.to_numpy()
        return np.maximum(prices, self.lowest_usd).round(2).astype(np.float64)

    def log_ratios(self, numbers: pl.DataFrame) -> NDArray[np.float64]:
        """log(price / index), one a row of features."""
        table = filled(numbers, self.columns, self.fill)
        if self.booster is None:
            return with_one(table) @ np.asarray(self.weights)
        return self.booster.inplace_predict(table).astype(np.float64)


def filled(numbers: pl.DataFrame, columns: list[str], fill: list[float]) -> NDArray[np.float32]:
    """The columns as an array (n_sales, n_columns), with `fill` for what is unknown."""
    table = numbers.select(columns).to_numpy().astype(np.float32)
    return np.where(np.isfinite(table), table, np.asarray(fill, np.float32))


def with_one(table: NDArray[np.float32]) -> NDArray[np.float64]:
    """The table with a column of ones, for the intercept."""
    return np.column_stack([table.astype(np.float64), np.ones(len(table))])


def with_effects(
    numbers: pl.DataFrame, sales: pl.DataFrame, effects: dict[int, float] | None
) -> pl.DataFrame:
    """The features and, where there are effects, the one of each card's species."""
    if effects is None:
        return numbers
    effect = pl.col("dex_no").replace_strict(effects, default=0.0, return_dtype=pl.Float32)
    return numbers.with_columns(sales.select(effect.alias(SPECIES_EFFECT)))
