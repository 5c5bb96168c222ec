"""The operations of lesson 01 in the fastest pandas we know; text that repeats is a category.

Work on text is done once per distinct word, and groups, joins and orders are of whole numbers.
There is no `read_csv`: we know none that is faster than the usual one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.contract import as_pandas
from benchmarks.engines.tables import Tables


def report(tables: Tables) -> pd.DataFrame:
    """Per country and rarity of English cards: cards, mean hp, share of generic attacks."""
    cards = tables["cards"]
    needed = cards.loc[cards["language"] == "en", ["seller_country", "rarity", "hp", "attack_name"]]
    names = needed["attack_name"].cat
    generic = names.categories.str.startswith(("Quick ", "Wild "))[names.codes]
    keys = ["seller_country", "rarity"]
    groups = needed.assign(generic=generic).groupby(keys, as_index=False, observed=True)
    return groups.agg(cards=("rarity", "size"), hp=("hp", "mean"), generic=("generic", "mean"))


def wrong_weights(tables: Tables) -> pd.DataFrame:
    """card_id and ratio of the cards whose weight is 5 % off that of their species."""
    cards = tables["cards"]
    # A lookup of one column by a key that is unique needs no joined table.
    true_kg = cards["dex_no"].map(tables["species"].set_index("dex_no")["true_kg"])
    ratio = cards["weight_kg"] / true_kg
    off = (ratio - 1).abs() > 0.05
    return pd.DataFrame({"card_id": cards.loc[off, "card_id"], "ratio": ratio[off]})


def attack_words(tables: Tables) -> pd.DataFrame:
    """card_id and the first word of the attack, tidied."""
    cards = tables["cards"]
    names = cards["attack_name"].cat
    words = pd.Series(names.categories).str.lower().str.split().str[0]
    codes, distinct = pd.factorize(words)
    word = pd.Categorical.from_codes(codes[names.codes], categories=distinct)
    return pd.DataFrame({"card_id": cards["card_id"], "word": word})


def last_price(tables: Tables) -> pd.DataFrame:
    """quote_id and the price of the card's last sale on an earlier day."""
    quotes, sales = tables["quotes"], tables["sales"]
    codes, _ = pd.factorize(pd.concat([quotes["card_id"], sales["card_id"]]))
    prices = sales.assign(card=codes[len(quotes) :]).dropna(subset="price_usd")
    found = pd.merge_asof(
        quotes.assign(card=codes[: len(quotes)]).sort_values("quoted_on"),
        prices.sort_values(["sold_on", "sale_id"])[["card", "sold_on", "price_usd"]],
        left_on="quoted_on",
        right_on="sold_on",
        by="card",
        allow_exact_matches=False,
    )
    return found[["quote_id", "price_usd"]]


def latest_scans(tables: Tables) -> pd.DataFrame:
    """The latest scan of each card, in order of card_id."""
    scans = tables["scans"]
    codes, _ = pd.factorize(scans["card_id"], sort=True)
    order = np.lexsort((scans["lot_id"].cat.codes, scans["scanned_at"], codes))
    last_of_card = np.append(np.diff(codes[order]) != 0, True)
    return scans.iloc[order[last_of_card]]


def read_parquet(tables: Tables) -> pd.DataFrame:
    """The cards from their Parquet file, by way of polars, which needs no pyarrow for it."""
    import polars as pl

    return as_pandas(pl.read_parquet(tables.parquet))
