"""How wrong quotes are: in dollars, in shares, and slice by slice."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from capstone.columns import SLICED_BY, QuoteError, require

NEAR_USD = 10.0
# The shop offers this share of a quote, and loses a seller whom it offers less than half the price.
OFFER_SHARE = 0.6
FAIR_SHARE = 0.5
# What a card earns that is bought at the right quote; it is what a lost seller costs.
MARGIN_SHARE = 1 - OFFER_SHARE
FEWEST_SALES = 100
# Fifteen slices are read at once: at three standard errors luck marks one in about 25 reports.
STANDARD_ERRORS = 3.0
TOO_FEW, WORSE, BETTER, ALIKE = "too few to say", "worse", "better", "no difference shown"


def evaluate(quotes: pl.DataFrame, sales: pl.DataFrame) -> dict[str, Any]:
    """Errors of quotes (sale_id, price_usd) on sales whose prices can be trusted.

    rmse_usd, within_10_share, median_relative_error, usd_a_quote, sales, and `slices`: a dict
    each with column, value, sales, rmse_usd, median_relative_error, verdict.
    Raises QuoteError: a sale without exactly one quote, a price that is no positive number.
    """
    # TODO: write your answer here, then run tests/test_evaluation.py.
    raise NotImplementedError


def with_errors(quotes: pl.DataFrame, sales: pl.DataFrame) -> pl.DataFrame:
    """The sales with quote_usd, error_usd and relative_error. Raises QuoteError as `evaluate`."""
    require(sales, ["sale_id", "price_usd", *SLICED_BY])
    quoted = quotes.select("sale_id", quote_usd="price_usd")
    both = sales.join(quoted, on="sale_id", how="left", maintain_order="left")
    for name in ("quote_usd", "price_usd"):
        wrong = both.filter(~(pl.col(name).is_finite() & (pl.col(name) > 0)).fill_null(value=False))
        if both.height != sales.height or wrong.height:
            message = f"{wrong.height} of {sales.height} sales lack a usable {name}, or have two."
            raise QuoteError(message + " Judge each sale once, on prices that were audited.")
    error = pl.col("quote_usd") - pl.col("price_usd")
    return both.with_columns(error_usd=error, relative_error=error.abs() / pl.col("price_usd"))


def _errors(judged: pl.DataFrame) -> dict[str, Any]:
    return {
        "sales": judged.height,
        "rmse_usd": float(np.sqrt(_mean(judged, pl.col("error_usd") ** 2))),
        "median_relative_error": _mean(judged, pl.col("relative_error").median()),
    }


def cost_usd() -> pl.Expr:
    """`cost` of a quote in dollars: cash when it is too high, the seller when it is far too low."""
    # TODO: write your answer here, then run tests/test_evaluation.py.
    raise NotImplementedError


def _verdict(part: pl.DataFrame, judged: pl.DataFrame) -> str:
    """Whether the slice errs otherwise than the rest of the sales, which are those not in it.

    Of both: the share that errs by more than the median of all sales. They differ where they lie
    STANDARD_ERRORS of two pooled proportions apart. TOO_FEW: a side has under FEWEST_SALES sales.
    """
    # TODO: write your answer here, then run tests/test_evaluation.py.
    raise NotImplementedError


def _mean(judged: pl.DataFrame, number: pl.Expr) -> float:
    return float(judged.select(number.mean()).item())
