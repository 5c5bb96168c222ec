"""The operations of lesson 01 in polars."""

from __future__ import annotations

import polars as pl

from benchmarks.engines.tables import Tables


def report(tables: Tables) -> pl.DataFrame:
    """Per country and rarity of English cards: cards, mean hp, share of generic attacks."""
    name = pl.col("attack_name")
    generic = name.str.starts_with("Quick ") | name.str.starts_with("Wild ")
    english = tables["cards"].filter(pl.col("language") == "en")
    return english.group_by("seller_country", "rarity").agg(
        pl.len().alias("cards"), pl.col("hp").mean(), generic.mean().alias("generic")
    )


def wrong_weights(tables: Tables) -> pl.DataFrame:
    """card_id and ratio of the cards whose weight is 5 % off that of their species."""
    joined = tables["cards"].join(tables["species"], on="dex_no", how="left")
    ratio = pl.col("weight_kg") / pl.col("true_kg")
    return joined.select("card_id", ratio=ratio).filter((pl.col("ratio") - 1).abs() > 0.05)


def last_price(tables: Tables) -> pl.DataFrame:
    """quote_id and the price of the card's last sale on an earlier day."""
    prices = tables["sales"].drop_nulls("price_usd").sort("sold_on", "sale_id")
    found = (
        tables["quotes"]
        .sort("quoted_on")
        .join_asof(
            prices,
            left_on="quoted_on",
            right_on="sold_on",
            by="card_id",
            allow_exact_matches=False,
            check_sortedness=False,
        )
    )
    return found.select("quote_id", "price_usd")


def attack_words(tables: Tables) -> pl.DataFrame:
    """card_id and the first word of the attack, tidied."""
    word = pl.col("attack_name").str.to_lowercase().str.extract(r"(\S+)")
    return tables["cards"].select("card_id", word=word)


def latest_scans(tables: Tables) -> pl.DataFrame:
    """The latest scan of each card, in order of card_id."""
    scans = tables["scans"].sort("scanned_at", "lot_id")
    return scans.unique("card_id", keep="last").sort("card_id")


def read_parquet(tables: Tables) -> pl.DataFrame:
    """The cards from their Parquet file."""
    return pl.read_parquet(tables.parquet)


def read_csv(tables: Tables) -> pl.DataFrame:
    """The cards from their CSV file."""
    return pl.read_csv(tables.csv)
