"""A finished test, read once: a t test on the shares of whole lots, the wrong way beside it.

Measured on 2,000 simulated tests without effect each, lots of 25, a rate of .6, called p < .05:
by lot 4 to 6 % false alarms at a correlation of 0, .1 or .2 with 5, 10, 20 or 40 lots an arm; as
if cards were independent 28 to 30 % at .1 and 39 to 43 % at .2, no better with more lots. At .1,
errors by lot from a regression (cluster-robust, normal quantiles) gave 9, 7, 7 and 6 %: too many
with few lots, so the t test stands here. The interval covers what the p-value leaves.
At a rate of .03 lots without any yes are common, and the test by lot turns timid: 1, 2, 4 and 4 %
at .1, 0, 1, 3 and 3 % at .2, and at 5 lots an arm 3 to 9 % of the tests had no spread to read.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.drift.measures import intraclass_correlation
from cardshop.evaluation.ab.sizing import FEWEST_LOTS
from cardshop.evaluation.inputs import EvaluationError, share
from cardshop.evaluation.intervals import CARD_AS_IF_INDEPENDENT, Interval

LOT = "lot"
NEEDED = ("lot_id", "arm", "accepted")


class Gap(NamedTuple):
    """Share of the new arm less that of the control, with its interval and p-value (two-sided)."""

    interval: Interval
    p_value: float


class Readout(NamedTuple):
    """A finished test. Shares are means over lots; correlation: within lots, about their arm.

    as_if_cards_were_independent is the wrong way, to be shown beside by_lot.
    """

    control: str
    new: str
    shares: dict[str, float]
    lots: dict[str, int]
    correlation: float
    by_lot: Gap
    as_if_cards_were_independent: Gap


def read_test(outcomes: pl.DataFrame, *, control: str = "control", level: float = 0.95) -> Readout:
    """The difference between two arms with its interval and p-value, lots as the sample.

    outcomes: a row a card: lot_id, arm (two names), accepted (yes or no, or 0 and 1). Every lot
    counts once (Welch's t on lot shares): with lots of unequal size that is not the share of
    cards. Valid for one look, at the planned end. Raises EvaluationError for a null, a lot in both
    arms, fewer than FEWEST_LOTS lots an arm, or no spread.
    """
    share(level, "level", 0.95)
    cards = _checked(outcomes)
    new = _other_arm(cards, control)
    lots = cards.group_by("lot_id", "arm", maintain_order=True).agg(pl.col("accepted").mean())
    shares = {one: lots.filter(pl.col("arm") == one)["accepted"] for one in (control, new)}
    _enough(lots, shares)
    about_arm = cards["accepted"] - cards.select(pl.col("accepted").mean().over("arm")).to_series()
    return Readout(
        control=control,
        new=new,
        shares={arm: float(one.to_numpy().mean()) for arm, one in shares.items()},
        lots={arm: one.len() for arm, one in shares.items()},
        correlation=intraclass_correlation(about_arm, cards["lot_id"]),
        by_lot=_by_lot(shares[new], shares[control], level),
        as_if_cards_were_independent=_by_card(cards, (control, new), level),
    )


def _by_lot(new: pl.Series, control: pl.Series, level: float) -> Gap:
    from statsmodels.stats.weightstats import CompareMeans

    compared = CompareMeans.from_data(new.to_numpy(), control.to_numpy())
    low, high = compared.tconfint_diff(alpha=1 - level, usevar="unequal")
    _, p_value, _ = compared.ttest_ind(usevar="unequal")
    gap = float(new.to_numpy().mean() - control.to_numpy().mean())
    lots = new.len() + control.len()
    return Gap(Interval(gap, float(low), float(high), level, LOT, lots), float(p_value))


def _by_card(cards: pl.DataFrame, arms: tuple[str, str], level: float) -> Gap:
    from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

    found = {arm: cards.filter(pl.col("arm") == arm)["accepted"].to_numpy() for arm in arms}
    control, new = (found[arm] for arm in arms)
    counts, sizes = [new.sum(), control.sum()], [new.size, control.size]
    _, p_value = proportions_ztest(counts, sizes)
    ends = confint_proportions_2indep(
        counts[0], sizes[0], counts[1], sizes[1], method="wald", alpha=1 - level
    )
    low, high = np.asarray(ends, dtype=np.float64).tolist()
    gap = float(new.mean() - control.mean())
    unit = CARD_AS_IF_INDEPENDENT
    return Gap(Interval(gap, low, high, level, unit, cards.height), float(p_value))


def _checked(outcomes: pl.DataFrame) -> pl.DataFrame:
    """The three columns, accepted as 0.0 and 1.0; raises EvaluationError."""
    missing = [one for one in NEEDED if one not in outcomes.columns]
    if missing:
        message = f"the outcomes lack {missing}; {list(NEEDED)} are needed. Rename your columns."
        raise EvaluationError(message)
    cards = outcomes.select(NEEDED)
    nulls = sum(cards.null_count().row(0))
    if nulls:
        message = f"{nulls} values are null; every card needs a lot, an arm and an outcome. "
        raise EvaluationError(message + "An offer without an answer is not accepted: say so.")
    answers = cards["accepted"].unique().to_list()
    if not {*answers} <= {0, 1}:
        message = f"accepted holds {sorted(map(str, answers))[:5]}; yes and no, or 0 and 1 are "
        raise EvaluationError(message + "needed. Turn the outcome into one of them.")
    return cards.with_columns(pl.col("accepted").cast(pl.Float64))


def _other_arm(cards: pl.DataFrame, control: str) -> Any:
    arms = cards["arm"].unique(maintain_order=True).to_list()
    if len(arms) != 2 or control not in arms:
        message = f"the arms are {arms} and the control is {control!r}; two arms with the control "
        raise EvaluationError(message + "among them are needed. Compare two at a time.")
    return next(arm for arm in arms if arm != control)


def _enough(lots: pl.DataFrame, shares: dict[str, pl.Series]) -> None:
    """Raises EvaluationError unless lots are whole, enough, and not all alike."""
    twice = lots.filter(pl.col("lot_id").is_duplicated())["lot_id"].unique().sort()
    if twice.len():
        message = f"{twice.len()} lots are in both arms ({twice[0]!r} is one); a whole lot belongs "
        raise EvaluationError(message + "to one arm. Randomise lots, not cards.")
    few = {arm: one.len() for arm, one in shares.items() if one.len() < FEWEST_LOTS}
    if few:
        message = f"lots an arm: {few}; {FEWEST_LOTS} or more are needed. Run the test longer."
        raise EvaluationError(message)
    if all(one.n_unique() == 1 for one in shares.values()):
        message = "all lots of an arm have one share, in both arms: no spread, so no interval. "
        raise EvaluationError(message + "Run the test longer.")
