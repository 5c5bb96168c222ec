"""How the shop's tables are read: every load verifies the file first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cardshop.dataset.files import DATA, DatasetError, verified

if TYPE_CHECKING:
    from pathlib import Path

CARDS = "cards.parquet"
SPECIES = "species.csv"
SALES = "pokemon_cards_with_prices.csv"
PRICE_HOLDOUT = "price_holdout.csv"
MARKET = "market_weekly.parquet"
LEDGER = "deliveries/dirty_ledger.csv"
DELIVERIES = {
    "clean": "deliveries/clean.csv",
    "dirty": "deliveries/dirty.csv",
    "partner": "deliveries/partner.csv",
}


def load_cards(*, folder: Path = DATA) -> pl.DataFrame:
    """The 12,000 catalogued prints in lots of 25 consecutive rows.

    Null: `grade` where grading_company is "none". Raises DatasetError if the file differs.
    """
    return pl.read_parquet(verified(CARDS, folder=folder), glob=False)


def load_species(*, folder: Path = DATA) -> pl.DataFrame:
    """The 1,025 species with their real facts, by dex number.

    Null: `vg_type_2` of a species with one type. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(SPECIES, folder=folder), glob=False)


def load_sales(*, folder: Path = DATA) -> pl.DataFrame:
    """The 20,000 published sales in order of date, with planted price errors.

    `price_usd` may be null, -1, in cents or inflated. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(SALES, folder=folder), glob=False, try_parse_dates=True)


def load_price_holdout(*, folder: Path = DATA) -> pl.DataFrame:
    """The last fifth of the sales by time, audited: `price_usd` is what was paid, in dollars.

    The sale_id of load_sales(): train on earlier ones. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(PRICE_HOLDOUT, folder=folder), glob=False, try_parse_dates=True)


def load_market(*, folder: Path = DATA) -> pl.DataFrame:
    """The 520 market weeks in order of date; `week` is the Monday.

    An index is known at the end of its week. Raises DatasetError if the file differs.
    """
    return pl.read_parquet(verified(MARKET, folder=folder), glob=False)


def load_ledger(*, folder: Path = DATA) -> pl.DataFrame:
    """What is wrong in the dirty delivery: row (from 0), card_id, column, issue.

    A row in no entry is clean. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(LEDGER, folder=folder), glob=False)


def delivery_path(name: str, *, folder: Path = DATA) -> Path:
    """The verified CSV of a delivery: clean, dirty or partner.

    A path: reading is the first thing that can go wrong. Raises DatasetError on another name.
    """
    if name not in DELIVERIES:
        raise DatasetError(f"no delivery is called {name!r}. Pass one of {', '.join(DELIVERIES)}.")
    return verified(DELIVERIES[name], folder=folder)
