"""Whether `evaluate` says what the marker computes, and whether the default goals are met."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from classroom.marker import truth
from classroom.marker.criteria.training import usable_quotes
from classroom.marker.tables import DEFAULT
from classroom.marker.work import Found, Work, judged

if TYPE_CHECKING:
    import polars as pl

PROBE, STEP = "evaluating", "evaluate"
# The brief's goal, on audited sales.
GOAL_RMSE_USD, GOAL_WITHIN = 5.0, 0.9
NUMBERS = {
    "rmse": "rmse_usd",
    "within_10": "within_10_share",
    "relative": "median_relative_error",
    "dollars": "usd_a_quote",
}
# Of made-up quotes: wide enough that each kind of cost occurs hundreds of times.
SPREAD_LOG, DRAWN_WITH, EXACT_EVERY = 0.35, 8, 20
RARE_GRADER = "Crown"
SLICE = ("sales", "rmse_usd", "median_relative_error")


def found(work: Work) -> dict[str, Found]:
    """A share for each number, for slices, for silence on few, and for both goals."""
    sales = with_a_small_slice(work.tables.read(DEFAULT, "holdout"))
    quotes = made_up(sales)
    folder = work.place / "evaluating"
    folder.mkdir(exist_ok=True)
    sales.write_parquet(folder / "sales.parquet")
    quotes.write_parquet(folder / "quotes.parquet")
    places = {name: str(folder / f"{name}.parquet") for name in ("quotes", "sales")}
    heard = work.heard(PROBE, **places)
    right, parts = truth.errors(quotes, sales), truth.slices(quotes, sales)
    judges = {part: partial(number, name, right[name]) for part, name in NUMBERS.items()}
    judges |= {"slices": partial(sliced, parts), "few": partial(few, parts)}
    return {part: judged(heard, STEP, judge) for part, judge in judges.items()} | goals(work)


def with_a_small_slice(sales: pl.DataFrame) -> pl.DataFrame:
    """The sales with only a few that one of the graders graded."""
    import polars as pl

    rare = pl.col("grading_company") == RARE_GRADER
    return sales.filter(~rare | (rare.cum_sum() <= truth.FEW))


def made_up(sales: pl.DataFrame) -> pl.DataFrame:
    """Quotes around the prices, in another order than the sales; some exactly 10 dollars off."""
    import numpy as np
    import polars as pl

    draws = np.random.default_rng(DRAWN_WITH)
    wrong = pl.Series(np.exp(SPREAD_LOG * draws.standard_normal(sales.height)))
    ten_off = pl.col("price_usd") + truth.NEAR_USD
    # Only where the sum has no rounding of its own is the boundary the same for everybody.
    exact = (ten_off - pl.col("price_usd") == truth.NEAR_USD) & (
        pl.col("sale_id") % EXACT_EVERY == 0
    )
    quote = pl.when(exact).then(ten_off).otherwise((pl.col("price_usd") * wrong).round(4) + 0.00003)
    quotes = sales.select("sale_id", price_usd=quote)
    return quotes.sample(fraction=1, shuffle=True, seed=DRAWN_WITH)


def number(name: str, right: float, told: Any) -> Found:
    """Whether one number of the report is the marker's."""
    if not isinstance(told, dict) or name not in told:
        return Found(0.0, f"evaluate returned no {name}")
    share = float(truth.same(told[name], right))
    return Found(share, f"{name} is {_shown(told[name])}, the marker has {_shown(right)}")


def sliced(right: Mapping[tuple[str, str], Mapping[str, float]], told: Any) -> Found:
    """The share of slices whose count and errors are the marker's; more slices are no fault."""
    slices = by_value(told)
    wrong = [
        f"{column} {value}"
        for (column, value), numbers in right.items()
        if not all(
            truth.same(slices.get((column, value), {}).get(one), numbers[one]) for one in SLICE
        )
    ]
    first = f"; {wrong[0]} is missing or differs" if wrong else ""
    share = 1 - len(wrong) / len(right)
    return Found(
        share, f"{len(right) - len(wrong)} of {len(right)} slices equal the marker's{first}"
    )


def few(right: Mapping[tuple[str, str], Mapping[str, float]], told: Any) -> Found:
    """Whether a slice of a few sales gets no verdict, and one of hundreds does."""
    slices = by_value(told)
    for (column, value), numbers in right.items():
        said = slices.get((column, value), {}).get("verdict")
        if not isinstance(said, str) or not said:
            return Found(0.0, f"{column} {value} has no verdict in words")
        silent = truth.TOO_FEW in said.lower()
        if silent and numbers["sales"] >= truth.MANY:
            return Found(0.0, f"{column} {value} has {numbers['sales']} sales and says {said!r}")
        if not silent and numbers["sales"] <= truth.FEW:
            return Found(0.0, f"{column} {value} has {numbers['sales']} sales and says {said!r}")
    return Found(1.0, "few sales get no verdict, many do")


def by_value(told: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """The slices of a report by column and value."""
    slices = told.get("slices") if isinstance(told, dict) else None
    slices = slices if isinstance(slices, list) else []
    rows = [one for one in slices if isinstance(one, dict)]
    return {(str(one.get("column")), str(one.get("value"))): one for one in rows}


def goals(work: Work) -> dict[str, Found]:
    """Whether the quotes for the default table's audited sales meet the brief."""
    quotes, why = usable_quotes(work, DEFAULT)
    if quotes is None:
        return dict.fromkeys(("goal_rmse", "goal_within"), Found(0.0, why))
    got = truth.errors(quotes, work.tables.read(DEFAULT, "holdout"))
    rmse, within = got["rmse_usd"], got["within_10_share"]
    return {
        "goal_rmse": Found(float(rmse < GOAL_RMSE_USD), f"RMSE ${rmse:.2f}"),
        "goal_within": Found(float(within >= GOAL_WITHIN), f"{within:.1%} within $10"),
    }


def _shown(number: Any) -> str:
    return f"{number:.4f}" if isinstance(number, float) else repr(number)[:40]
