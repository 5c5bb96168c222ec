"""The operations of lesson 01 in pandas as it is usually written, on text as it comes.

There is no `read_parquet`: pandas needs pyarrow or fastparquet for it.
"""

from __future__ import annotations

import pandas as pd

from benchmarks.engines.tables import Tables


def report(tables: Tables) -> pd.DataFrame:
    """Per country and rarity of English cards: cards, mean hp, share of generic attacks."""
    cards = tables["cards"]
    english = cards[cards["language"] == "en"]
    generic = english["attack_name"].str.startswith(("Quick ", "Wild "))
    groups = english.assign(generic=generic).groupby(["seller_country", "rarity"], as_index=False)
    return groups.agg(cards=("rarity", "size"), hp=("hp", "mean"), generic=("generic", "mean"))


def wrong_weights(tables: Tables) -> pd.DataFrame:
    """card_id and ratio of the cards whose weight is 5 % off that of their species."""
    joined = tables["cards"].merge(tables["species"], on="dex_no", how="left")
    joined["ratio"] = joined["weight_kg"] / joined["true_kg"]
    return joined.loc[(joined["ratio"] - 1).abs() > 0.05, ["card_id", "ratio"]]


def last_price(tables: Tables) -> pd.DataFrame:
    """quote_id and the price of the card's last sale on an earlier day."""
    prices = tables["sales"].dropna(subset="price_usd").sort_values(["sold_on", "sale_id"])
    found = pd.merge_asof(
        tables["quotes"].sort_values("quoted_on"),
        prices,
        left_on="quoted_on",
        right_on="sold_on",
        by="card_id",
        allow_exact_matches=False,
    )
    return found[["quote_id", "price_usd"]]


def attack_words(tables: Tables) -> pd.DataFrame:
    """card_id and the first word of the attack, tidied."""
    cards = tables["cards"]
    word = cards["attack_name"].str.lower().str.split().str[0]
    return pd.DataFrame({"card_id": cards["card_id"], "word": word})


def latest_scans(tables: Tables) -> pd.DataFrame:
    """The latest scan of each card, in order of card_id."""
    scans = tables["scans"].sort_values(["scanned_at", "lot_id"])
    return scans.drop_duplicates("card_id", keep="last").sort_values("card_id")


def read_csv(tables: Tables) -> pd.DataFrame:
    """The cards from their CSV file."""
    return pd.read_csv(tables.csv)
