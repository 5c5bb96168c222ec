"""Breaches are found one by one, and true prices are left alone."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from capstone import validate
from capstone.columns import QuoteError
from capstone.data import TOO_HIGH, cleaned
from small_sales import small_sales

PLANTED = {
    "price_usd missing": {"price_usd": None},
    "price_usd not above 0": {"price_usd": -1.0},
    "price_usd far above its peers": {"price_usd": 50_000.0},
    "condition unknown": {"condition": "Near Mint"},
    "rarity missing": {"rarity": None},
    "hp out of range": {"hp": 4000},
    "index_graded out of range": {"index_graded": 2.5},
    "grade missing": {"grading_company": "Apex", "grade": None},
    "grade without a grader": {"grading_company": "none", "grade": 9},
    "sale before the release": {"release_date": date(2030, 1, 1)},
}


def planted(change: dict, row: int = 7) -> pl.DataFrame:
    sales = small_sales(300)
    here = pl.int_range(pl.len()) == row
    return sales.with_columns(
        pl.when(here).then(pl.lit(value, sales.schema[name])).otherwise(name).alias(name)
        for name, value in change.items()
    )


def test_sales_without_an_error_break_no_rule():
    sales = small_sales(300)
    assert validate(sales).is_empty()
    assert cleaned(sales).equals(sales)


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_error_is_one_breach_of_its_sale(rule):
    sales = planted(PLANTED[rule])
    assert validate(sales).rows() == [(7, rule)]
    assert cleaned(sales)["sale_id"].to_list() == [one for one in range(300) if one != 7]


def test_a_sale_that_stands_there_twice_is_told_of_both_rows():
    sales = small_sales(300)
    twice = pl.concat([sales, sales.head(1)])
    assert validate(twice).rows() == [(0, "sale_id twice")] * 2


def test_a_price_below_the_limit_is_dear_and_no_error():
    sales = small_sales(300)
    peers = sales.filter(rarity="Rare", condition="NM", grading_company="none")
    dear = peers["price_usd"].median() * TOO_HIGH * 0.7
    row = peers["sale_id"][0]
    assert validate(planted({"price_usd": dear}, row=row)).is_empty()


def test_quotes_without_a_price_are_judged_by_the_other_rules():
    assert validate(small_sales(50).drop("price_usd")).is_empty()


def test_a_column_that_is_missing_is_named():
    with pytest.raises(QuoteError, match="have no hp, grade;"):
        validate(small_sales(50).drop("hp", "grade"))
    with pytest.raises(QuoteError, match="hp is String"):
        validate(small_sales(50).cast({"hp": pl.String}))
