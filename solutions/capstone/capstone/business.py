"""What the model is worth against a price list, and how an experiment on offers is sized."""

from __future__ import annotations

from math import ceil

import numpy as np
import polars as pl

from capstone.columns import followed_index
from capstone.data import cleaned
from capstone.evaluation import cost_usd, with_errors

# Assumptions of the shop.
QUOTES_A_DAY, DAYS_A_YEAR = 100, 300
RUN_USD_A_YEAR = 12_000
BUILD_USD = 10 * 2 * 4_000  # weeks, people, dollars a week each
SEED, DRAWS = 0, 2_000
# Of the experiment: nobody has measured these yet; the first two weeks will.
ACCEPTED_SHARE = 0.60
WORTH_KNOWING = 0.05
WITHIN_LOT_CORRELATION = 0.05
CARDS_A_LOT = 25


def price_list(published: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """The fairest rival without a model: a median a rarity and condition, moved by the index.

    sale_id and price_usd, a row a card asked for, in their order.
    """
    level = (pl.col("price_usd") / followed_index()).median().alias("level")
    listed = cleaned(published).group_by("rarity", "condition").agg(level)
    priced = asked.join(listed, on=["rarity", "condition"], how="left", maintain_order="left")
    return priced.select("sale_id", price_usd=pl.col("level") * followed_index())


def business_case(
    quotes: pl.DataFrame, rival: pl.DataFrame, sales: pl.DataFrame
) -> dict[str, float]:
    """What the model saves against its rival, with a 95 % interval that resamples lots."""
    costs = [with_errors(one, sales).select("lot_id", cost_usd()) for one in (quotes, rival)]
    saved = costs[1]["cost"] - costs[0]["cost"]
    by_lot = sales.select("lot_id", saved=saved).group_by("lot_id", maintain_order=True)
    lots = by_lot.agg(pl.col("saved").sum(), cards=pl.len())
    drawn = np.random.default_rng(SEED).integers(0, lots.height, (DRAWS, lots.height))
    sums, cards = lots["saved"].to_numpy()[drawn].sum(1), lots["cards"].to_numpy()[drawn].sum(1)
    low, high = np.quantile(sums / cards, [0.025, 0.975])
    a_year = QUOTES_A_DAY * DAYS_A_YEAR
    gains = {name: a_year * one - RUN_USD_A_YEAR for name, one in (("low", low), ("high", high))}
    a_quote = float(saved.to_numpy().mean())
    gain = a_year * a_quote - RUN_USD_A_YEAR
    return {
        "saved, dollars a quote": round(a_quote, 2),
        "saved, low end": round(float(low), 2),
        "saved, high end": round(float(high), 2),
        "quotes a year": a_year,
        "running costs, dollars a year": RUN_USD_A_YEAR,
        "gain, dollars a year": round(gain),
        "gain, low end": round(gains["low"]),
        "gain, high end": round(gains["high"]),
        "building costs, dollars": BUILD_USD,
        "payback, months": round(12 * BUILD_USD / gain, 1),
        "payback at the low end, months": round(12 * BUILD_USD / gains["low"], 1),
    }


def offer_experiment() -> dict[str, float]:
    """How many lots an arm needs to tell a better share of accepted offers at 80 % power."""
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    effect = proportion_effectsize(ACCEPTED_SHARE + WORTH_KNOWING, ACCEPTED_SHARE)
    cards = NormalIndPower().solve_power(effect, power=0.8, alpha=0.05, ratio=1.0)
    # Cards of a lot belong to one seller, so that a second card says less than a first one.
    wider = 1 + (CARDS_A_LOT - 1) * WITHIN_LOT_CORRELATION
    lots = ceil(cards * wider / CARDS_A_LOT)
    days = ceil(2 * lots * CARDS_A_LOT / QUOTES_A_DAY)
    return {
        "accepted today, assumed share": ACCEPTED_SHARE,
        "difference worth knowing": WORTH_KNOWING,
        "cards an arm, were they independent": ceil(cards),
        "correlation within lots, assumed": WITHIN_LOT_CORRELATION,
        "design effect": round(wider, 2),
        "lots an arm": lots,
        "days at today's volume": days,
    }
