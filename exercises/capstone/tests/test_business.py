"""The fair rival, and the decision that follows from figures."""

from __future__ import annotations

import polars as pl
import pytest

from capstone.business import (
    BUILD_USD,
    DAYS_A_YEAR,
    LIMIT_MONTHS,
    RUN_USD_A_YEAR,
    business_case,
    decision,
    price_list,
    short_list,
)
from small_sales import small_sales

SPECIES, SLAB = pl.col("dex_no") == 7, pl.col("grade") == 10
# One species sells at twice the price of its kind, and the best slabs at three times.
TIMES = pl.when(SPECIES).then(2.0).otherwise(1.0) * pl.when(SLAB).then(3.0).otherwise(1.0)
SALES = small_sales(3000).with_columns(pl.col("price_usd") * TIMES)


def case(saved_usd: float) -> dict[str, float | None]:
    """Of a model that saves so much on every quote, or costs so much if it is below 0."""
    exact = SALES.select("sale_id", "price_usd")
    # A quote that is too high by a dollar costs 60 cents.
    costly = exact.with_columns(pl.col("price_usd") + abs(saved_usd) / 0.6)
    quotes, rival = (exact, costly) if saved_usd > 0 else (costly, exact)
    return business_case(quotes, rival, SALES)


@pytest.mark.parametrize("dearer", [SPECIES, SLAB], ids=["a species", "a grade"])
def test_the_fair_rival_knows_what_todays_list_does_not(dearer):
    rows = SALES.select(dearer.fill_null(value=False)).to_series()
    assert rows.sum() > 20
    fair, today = (
        (one(SALES, SALES)["price_usd"] / SALES["price_usd"]).filter(rows).median()
        for one in (price_list, short_list)
    )
    assert fair == pytest.approx(1.0, abs=0.1)
    assert today < 0.6


def test_a_kind_and_a_species_that_were_never_sold_are_listed_all_the_same():
    asked = SALES.filter(SLAB).with_columns(dex_no=pl.lit(9000, pl.Int64))
    sold = SALES.filter(~SLAB.fill_null(value=False))
    assert asked.height > 10
    assert price_list(sold, asked).equals(short_list(sold, asked))


def test_the_figures_choose_the_decision():
    assert decision(case(5.0)).startswith("Build the model")
    assert decision(case(0.5)).startswith("Keep a list")
    assert "never pays back" in decision(case(0.1))
    assert "From" not in decision(case(-0.5))
    # A lucky end that is in time, and an unlucky one that is not, ask for a trial.
    ends = {"payback at the low end, months": 40.0, "payback at the high end, months": 20.0}
    assert decision({**case(5.0), **ends}).startswith("Try the model")


def test_enough_quotes_a_day_pay_the_model_back_in_time():
    told = case(0.5)
    enough = told["quotes a day that pay it back in time"]
    for a_day, in_time in ((enough, True), (enough - 1, False)):
        gain = 0.5 * a_day * DAYS_A_YEAR - RUN_USD_A_YEAR
        assert (12 * BUILD_USD / gain <= LIMIT_MONTHS) is in_time
