"""Errors in dollars, by hand."""

from __future__ import annotations

import polars as pl
import pytest

from capstone import evaluate
from capstone.columns import QuoteError
from small_sales import small_sales

FOUR = small_sales(4).with_columns(price_usd=pl.Series([10.0, 10.0, 100.0, 100.0]))


def quoted(*prices: float) -> pl.DataFrame:
    return FOUR.select("sale_id", price_usd=pl.Series(prices))


def test_errors_are_those_that_a_pencil_gives():
    told = evaluate(quoted(10.0, 20.0, 100.0, 80.0), FOUR)
    assert told["rmse_usd"] == pytest.approx(((100 + 400) / 4) ** 0.5)
    assert told["within_10_share"] == 0.75
    assert told["median_relative_error"] == pytest.approx(0.1)
    # Too high by 10: 60 % of it is paid in excess. 80 for 100: an offer of 48, the seller leaves.
    assert told["usd_a_quote"] == pytest.approx((0.6 * 10 + 0.4 * 100) / 4)
    assert told["sales"] == 4


def test_an_offer_of_half_the_price_is_just_enough():
    just = evaluate(quoted(10.0, 10.0, 100.0, 84.0), FOUR)
    assert just["usd_a_quote"] == 0


def test_slices_with_few_sales_get_no_verdict():
    slices = evaluate(quoted(10.0, 20.0, 100.0, 80.0), FOUR)["slices"]
    assert {one["verdict"] for one in slices} == {"too few to say"}
    assert {one["column"] for one in slices} == {"rarity", "condition", "grading_company"}


def test_a_slice_that_is_quoted_badly_is_named():
    sales = small_sales()
    wrong = pl.when(pl.col("rarity") == "Rare").then(1.3).otherwise(1.05)
    told = evaluate(sales.select("sale_id", price_usd=pl.col("price_usd") * wrong), sales)
    worse = [one["value"] for one in told["slices"] if one["verdict"] == "worse"]
    assert worse == ["Rare"]


def test_a_slice_is_compared_with_the_sales_that_are_not_in_it():
    # Nine tenths of the sales: with themselves in the comparison they would hardly stand out.
    sales = small_sales(4000).with_row_index()
    most = pl.col("index") % 10 > 0
    sales = sales.with_columns(
        rarity=pl.when(most).then(pl.lit("Common")).otherwise(pl.lit("Rare"))
    )
    off = (pl.col("index") * 7919 % 1000) / 1000 * pl.when(most).then(0.3).otherwise(0.2)
    told = evaluate(sales.select("sale_id", price_usd=pl.col("price_usd") * (1 + off)), sales)
    by_rarity = {
        one["value"]: one["verdict"] for one in told["slices"] if one["column"] == "rarity"
    }
    assert by_rarity == {"Common": "worse", "Rare": "better"}


def test_without_a_rest_there_is_nothing_to_compare_with():
    sales = small_sales().with_columns(rarity=pl.lit("Rare"))
    told = evaluate(sales.select("sale_id", price_usd=pl.col("price_usd") * 1.1), sales)
    verdicts = [one["verdict"] for one in told["slices"] if one["column"] == "rarity"]
    assert verdicts == ["too few to say"]


def test_order_does_not_matter_and_every_sale_needs_one_quote():
    quotes = quoted(10.0, 20.0, 100.0, 80.0)
    assert evaluate(quotes.reverse(), FOUR) == evaluate(quotes, FOUR)
    for wrong in (quotes.head(3), pl.concat([quotes, quotes.head(1)])):
        with pytest.raises(QuoteError, match="of 4 sales lack a usable quote_usd"):
            evaluate(wrong, FOUR)
