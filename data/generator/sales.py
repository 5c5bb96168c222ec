"""What catalogued prints were sold for, and the published list with its errors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from generator.cardstock import CONDITIONS, RARITIES
from generator.market import BASE_WEEK
from generator.prints import labels
from generator.seeds import CHUNK, Codes, Stream, Table, Values, pick

SALES_ROWS = 20_000
HOLDOUT_SHARE = 0.2
# Dollar price of an ordinary print of each rarity, from Common to Secret Rare.
RARITY_PRICE_USD = np.array([3.4, 5.2, 9.5, 16.0, 28.0, 42.0])
# What is left of the price in conditions NM to DMG.
CONDITION_FACTOR = np.array([1, 0.85, 0.68, 0.5, 0.32])
# Prints before this year follow the vintage index, later ones the modern one.
VINTAGE_UNTIL = 2012
SOUGHT_TYPES = ("Dragon", "Fire", "Psychic")
NOISE_LOG_SD, NOISE_USD = 0.085, 1.0
LOWEST_PRICE_USD = 0.25
CARD_COLUMNS = (
    "lot_id", "seller_country", "set_code", "release_date", "language", "species", "dex_no",
    "line_id", "generation", "evo_stage", "is_legendary",
    "base_hp", "base_attack", "base_defense", "base_sp_attack", "base_sp_defense", "base_speed",
    "rarity", "is_holo", "hp", "card_type", "grading_company", "grade",
)  # fmt: skip
MONEY_COLUMNS = ("sale_id", "card_id", "sale_date", "condition", "price_usd")


class ErrorShares(NamedTuple):
    """Share of published prices with each error."""

    cents: float = 0.006
    minus_one: float = 0.003
    chase: float = 0.003
    missing: float = 0.05


def sale_weeks(draws: np.random.Generator, sold: pl.DataFrame, market: pl.DataFrame) -> Codes:
    """A week from the base week on, never before the print was released."""
    weeks = market["week"].to_numpy()
    released = np.searchsorted(weeks, sold["release_date"].to_numpy())
    first = np.clip(released, BASE_WEEK, len(weeks) - 1)
    return first + np.floor(draws.random(sold.height) * (len(weeks) - first)).astype(np.int64)


def index_of(sold: pl.DataFrame, week: Codes, market: pl.DataFrame) -> Values:
    """The index that the print follows in that week, 1 in the base week."""
    vintage = (sold["release_date"].dt.year() < VINTAGE_UNTIL).to_numpy()

    def relative(name: str) -> Values:
        series = market[name].to_numpy()
        return series[week] / series[BASE_WEEK]

    return np.where(vintage, relative("index_vintage"), relative("index_modern"))


def log_price(sold: pl.DataFrame, popularity: Values, condition: Codes) -> Values:
    """Log dollars in the base week, before the market and before noise."""
    rarity = sold["rarity"].replace_strict({name: i for i, name in enumerate(RARITIES)}).to_numpy()
    age = np.clip(2025 - sold["release_date"].dt.year().to_numpy(), 0, 26)
    grade = sold["grade"].fill_null(8).to_numpy()
    slab = sold["grade"].is_not_null().to_numpy()
    return (
        np.log(RARITY_PRICE_USD[rarity])
        + 0.55 * popularity[sold["dex_no"].to_numpy() - 1]
        + 0.022 * age
        + 0.12 * sold["is_holo"].to_numpy()
        + 0.10 * sold["card_type"].is_in(SOUGHT_TYPES).to_numpy()
        + np.log(CONDITION_FACTOR[condition]) * (0.6 + 0.08 * rarity)
        + np.where(slab, 0.12 + 0.16 * (grade - 8), 0.0)
    )


def sales(
    seed: int, cards: pl.DataFrame, popularity: Values, *, market: pl.DataFrame
) -> pl.DataFrame:
    """20,000 sales with the price that was paid, by date; a graded card is always NM."""
    draws = Stream(seed, Table.SALES).draws()
    row = np.floor(draws.random(CHUNK) * cards.height).astype(np.int64)
    sold = cards[row.tolist()]
    week = sale_weeks(draws, sold, market)
    condition = pick(draws, list(CONDITIONS.values()), CHUNK)
    condition = np.where(sold["grade"].is_not_null().to_numpy(), 0, condition)
    worth = np.exp(log_price(sold, popularity, condition)) * index_of(sold, week, market)
    paid = worth * np.exp(NOISE_LOG_SD * draws.standard_normal(CHUNK))
    paid = paid + NOISE_USD * draws.standard_normal(CHUNK)
    day = draws.integers(0, 7, CHUNK).astype("timedelta64[D]")
    table = sold.with_columns(
        sale_id=pl.int_range(CHUNK, dtype=pl.Int64),
        sale_date=pl.Series(market["week"].to_numpy()[week] + day),
        condition=labels(CONDITIONS, condition),
        price_usd=pl.Series(np.round(np.clip(paid, LOWEST_PRICE_USD, None), 2)),
    )
    table = table.head(SALES_ROWS).sort("sale_date", "sale_id")
    return table.select(*MONEY_COLUMNS[:-1], *CARD_COLUMNS, MONEY_COLUMNS[-1])


def published(seed: int, true_sales: pl.DataFrame) -> pl.DataFrame:
    """The same sales as the price list prints them: some in cents, -1, inflated, or missing."""
    draws, rows = Stream(seed, Table.PRICE_ERRORS).draws(), true_sales.height
    chance = pl.Series(draws.random(rows))
    chase = pl.Series(8 + 10 * draws.random(rows))
    limits = np.cumsum(ErrorShares())
    price = pl.col("price_usd")
    wrong = (
        pl.when(pl.lit(chance) < limits[0])
        .then((price * 100).round())
        .when(pl.lit(chance) < limits[1])
        .then(pl.lit(-1.0))
        .when(pl.lit(chance) < limits[2])
        .then((price * pl.lit(chase)).round(2))
        .when(pl.lit(chance) < limits[3])
        .then(pl.lit(None))
        .otherwise(price)
    )
    return true_sales.with_columns(price_usd=wrong)


def holdout(true_sales: pl.DataFrame) -> pl.DataFrame:
    """The true prices of the last fifth: every sale from the day on at which it begins."""
    start = true_sales["sale_date"][int(true_sales.height * (1 - HOLDOUT_SHARE))]
    return true_sales.filter(pl.col("sale_date") >= start)
