"""A feature depends on its own card alone."""

from __future__ import annotations

import polars as pl
from polars.testing import assert_frame_equal

from capstone.features import features
from small_sales import small_sales


def test_features_are_numbers_a_row_a_sale():
    made = features(small_sales(50))
    assert made.height == 50
    assert set(made.schema.values()) == {pl.Float32}
    assert made.null_count().row(0) == (0,) * made.width


def test_a_card_has_the_same_features_alone_and_among_others():
    sales = small_sales(20)
    alone = pl.concat([features(sales[row]) for row in range(20)])
    assert_frame_equal(features(sales), alone)


def test_neither_the_price_nor_the_market_nor_the_day_is_a_feature():
    sales = small_sales(20)
    other = sales.with_columns(
        pl.col("price_usd", "index_vintage", "index_graded", "index_modern") * 2,
        pl.col("sale_date").dt.offset_by("30d"),
        sale_id=pl.col("sale_id") + 1000,
    )
    assert_frame_equal(features(sales), features(other))


def test_an_unknown_word_is_a_null_and_no_error():
    sales = small_sales(5).with_columns(rarity=pl.lit("Shiny"))
    assert max(features(sales).null_count().row(0)) == 5
