"""Faults page or ticket, ordinary weeks and harmless shifts do neither."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest

from capstone import alerts
from capstone.columns import INDICES
from small_sales import FIRST_DAY, small_sales

SPLIT = FIRST_DAY + timedelta(days=7 * 40)
QUOTES = small_sales(4000)
REFERENCE = QUOTES.filter(pl.col("sale_date") < SPLIT)
CURRENT = QUOTES.filter(pl.col("sale_date") >= SPLIT)
COMMON = pl.col("rarity") == "Common"

HARMLESS = {
    "an ordinary quarter": CURRENT,
    "an ordinary week": CURRENT.filter(pl.col("sale_date") < SPLIT + timedelta(days=7)),
    "more commons than usual": pl.concat([CURRENT, *[CURRENT.filter(COMMON)] * 3]),
    "twice the quotes": pl.concat([CURRENT, CURRENT]),
    "an index stands still that no quote follows": CURRENT.with_columns(
        index_graded=pl.lit(REFERENCE["index_graded"][-1])
    ),
    "an index is missing that no quote follows": CURRENT.drop("index_graded"),
}
FAULTS = {
    "the feed stands still": (
        CURRENT.with_columns(pl.lit(REFERENCE[one][-1]).alias(one) for one in INDICES),
        ("page", "index feed"),
    ),
    "the feed is on another scale": (
        CURRENT.with_columns(pl.col(INDICES) / 100),
        ("page", "index feed"),
    ),
    "the feed is empty": (
        CURRENT.with_columns(pl.lit(None, pl.Float64).alias(one) for one in INDICES),
        ("page", "index feed"),
    ),
    "conditions in other words": (
        CURRENT.with_columns(pl.col("condition").replace({"NM": "Near Mint"})),
        ("ticket", "inputs"),
    ),
    "every condition is the form's default": (
        CURRENT.with_columns(condition=pl.lit("NM")),
        ("ticket", "inputs"),
    ),
    "hit points times ten": (CURRENT.with_columns(pl.col("hp") * 10), ("ticket", "inputs")),
    "quotes a quarter too high": (
        CURRENT.with_columns(pl.col("price_usd") * 1.25),
        ("page", "quotes"),
    ),
    "no quotes at all": (CURRENT.clear(), ("page", "quotes")),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_does_no_harm_is_silent(case):
    assert HARMLESS[case].height > 50
    assert alerts(REFERENCE, HARMLESS[case]) == []


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_found_and_told_with_where_to_look(case):
    current, expected = FAULTS[case]
    found = alerts(REFERENCE, current)
    assert expected in [(one["severity"], one["subject"]) for one in found]
    assert all(one["evidence"] and one["first_look"].endswith("?") for one in found)
    assert [one["severity"] for one in found] == sorted(one["severity"] for one in found)
