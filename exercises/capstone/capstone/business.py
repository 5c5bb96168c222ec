"""What the model is worth against two look-up tables, and how an experiment is sized."""

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
LIMIT_MONTHS = 24  # to be paid back in
# What the list looks up, and the part of it that today's list looks up.
KIND = ("rarity", "condition", "grading_company", "grade")
SHORT_KIND = KIND[:2]
# A species with few sales stays near its kind.
PRIOR_SALES = 3.0
SEED, DRAWS = 0, 2_000
# Of the experiment: nobody has measured these yet; the first two weeks will.
ACCEPTED_SHARE = 0.60
WORTH_KNOWING = 0.05
WITHIN_LOT_CORRELATION = 0.05
CARDS_A_LOT = 25


def price_list(published: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """The fair rival, two look-ups: sale_id and price_usd, a row a card, in their order.

    A median a kind of card, moved by the index, times a species' factor: the mean log of what its
    sales paid over that median, drawn towards none. An unseen kind is listed as by `short_list`.
    """
    sales = cleaned(published)
    paid_over_list = (pl.col("price_usd") / followed_index() / pl.col("level")).log()
    factor = (paid_over_list.sum() / (pl.len() + PRIOR_SALES)).exp().alias("factor")
    species = _listed(sales, sales).group_by("dex_no").agg(factor)
    priced = _listed(sales, asked).join(species, on="dex_no", how="left", maintain_order="left")
    quote = pl.col("level") * pl.col("factor").fill_null(1.0) * followed_index()
    return priced.select("sale_id", price_usd=quote)


def short_list(published: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Quotes of today's list, as `price_list`: a median a rarity and condition, no species."""
    listed = _looked_up(cleaned(published), asked, SHORT_KIND)
    return listed.select("sale_id", price_usd=pl.col("level") * followed_index())


def _listed(sales: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    short = _looked_up(sales, asked, SHORT_KIND)["level"]
    long = _looked_up(sales, asked, KIND)
    return long.with_columns(pl.col("level").fill_null(short))


def _looked_up(sales: pl.DataFrame, asked: pl.DataFrame, kind: tuple[str, ...]) -> pl.DataFrame:
    level = (pl.col("price_usd") / followed_index()).median().alias("level")
    listed = sales.group_by(kind).agg(level)
    return asked.join(listed, on=kind, how="left", nulls_equal=True, maintain_order="left")


def business_case(
    quotes: pl.DataFrame, rival: pl.DataFrame, sales: pl.DataFrame
) -> dict[str, float | None]:
    """What the model saves against its rival, with a 95 % interval that resamples species.

    Sales of a species share its error. None: it never pays back, at whatever volume.
    """
    costs = [with_errors(one, sales).select(cost_usd()).to_series() for one in (quotes, rival)]
    saved = sales.select("dex_no", saved=costs[1] - costs[0])
    low, high = _interval(saved)
    a_quote, a_year = float(saved["saved"].to_numpy().mean()), QUOTES_A_DAY * DAYS_A_YEAR
    gain, gain_low, gain_high = (a_year * one - RUN_USD_A_YEAR for one in (a_quote, low, high))
    return {
        "saved, dollars a quote": round(a_quote, 2),
        "saved, low end": round(low, 2),
        "saved, high end": round(high, 2),
        "quotes a year": a_year,
        "running costs, dollars a year": RUN_USD_A_YEAR,
        "gain, dollars a year": round(gain),
        "gain, low end": round(gain_low),
        "gain, high end": round(gain_high),
        "building costs, dollars": BUILD_USD,
        "payback, months": _payback_months(gain),
        "payback at the low end, months": _payback_months(gain_low),
        "payback at the high end, months": _payback_months(gain_high),
        "to be paid back in, months": LIMIT_MONTHS,
        "quotes a day that pay it back in time": _enough_a_day(a_quote),
        "the same at the low end": _enough_a_day(low),
    }


def decision(case: dict[str, float | None]) -> str:
    """Build, pilot or keep the list, in one sentence: the figures of the case choose the words."""
    months = case["payback, months"]
    worst, best = (case[f"payback at the {one} end, months"] for one in ("low", "high"))
    within = f"within the {LIMIT_MONTHS} months that you give it"
    if worst is not None and worst <= LIMIT_MONTHS:
        return f"Build the model: it pays back in {months} months, at worst in {worst}, {within}."
    if best is not None and best <= LIMIT_MONTHS:
        return f"Try the model on a few weeks' quotes: it may pay back {within}, or may not."
    when = "never pays back" if months is None else f"pays back in {months} months"
    enough = case["quotes a day that pay it back in time"]
    more = f" From {enough} quotes a day on it would be." if enough is not None else ""
    return (
        f"Keep a list, with a species table: at {QUOTES_A_DAY} quotes a day the model {when}, "
        f"not {within}.{more}"
    )


def _interval(saved: pl.DataFrame) -> tuple[float, float]:
    """Ends of the 95 % interval of the mean of `saved`, species drawn as a whole."""
    species = saved.group_by("dex_no", maintain_order=True).agg(pl.col("saved").sum(), n=pl.len())
    drawn = np.random.default_rng(SEED).integers(0, species.height, (DRAWS, species.height))
    sums, sales = (species[name].to_numpy()[drawn].sum(axis=1) for name in ("saved", "n"))
    low, high = np.quantile(sums / sales, [0.025, 0.975])
    return float(low), float(high)


def _payback_months(gain_usd_a_year: float) -> float | None:
    return round(12 * BUILD_USD / gain_usd_a_year, 1) if gain_usd_a_year > 0 else None


def _enough_a_day(saved_usd: float) -> int | None:
    """Quotes a day at which payback takes LIMIT_MONTHS; None where a quote saves nothing."""
    needed_usd_a_year = RUN_USD_A_YEAR + 12 * BUILD_USD / LIMIT_MONTHS
    return ceil(needed_usd_a_year / (saved_usd * DAYS_A_YEAR)) if saved_usd > 0 else None


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
