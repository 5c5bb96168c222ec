"""What a right answer to 6.3b is: a threshold in dollars a day, and what to do at a measured loss."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import mean, stdev
from typing import Any, NamedTuple

from classroom.checks import question

Case = tuple[bool, str, str]
Plan = dict[str, float]
WORLD, FAULT = "world", "fault"


class Situation(NamedTuple):
    """What was measured, why, what a new model costs, and the question a wrong answer calls for."""

    words: str
    losses_usd: list[float]
    cause: str
    plan: Plan
    nudge: str


def plan(cost_usd: float, delay_days: float, horizon_days: float, recovered: float) -> Plan:
    """A new model's price, dates and worth."""
    return {
        "cost_usd": cost_usd,
        "delay_days": delay_days,
        "horizon_days": horizon_days,
        "recovered": recovered,
    }


# 4,000 dollars over 50 days of which it wins back 80 %: 100 dollars a day.
USUAL = plan(4_000, 10, 60, 0.8)
NOISE = (
    "How far may the mean of so few days lie from the true one, and on which side of the threshold?"
)
EARN = "On how many days does the new model work, and what does it win back on each?"
NOTHING = "What would it earn in all, and at which loss would that be enough?"
LEARNS = (
    "What would a model learn from the days of a fault, and what would it do once that is mended?"
)
MEAN = "Which middle of the days adds up to what was lost in all?"
EDGE = "Above, or at: which sentence of the docstring settles that?"
SITUATIONS = (
    Situation("a clear loss", [130.0, 128.0, 133.0, 131.0], WORLD, USUAL, EARN),
    Situation("a small loss", [60.0, 58.0, 63.0, 61.0], WORLD, USUAL, EARN),
    Situation("a loss above the cost without the delay", [90.0, 91.0, 89.0], WORLD, USUAL, EARN),
    Situation("a loss above the cost if all were won back", [85.0, 84.0, 86.0], WORLD, USUAL, EARN),
    Situation("a mean above, from days far apart", [20.0, 240.0, 60.0, 160.0], WORLD, USUAL, NOISE),
    Situation("a mean below, from days far apart", [10.0, 180.0, 40.0, 130.0], WORLD, USUAL, NOISE),
    Situation("days apart, and many of them", [60.0, 240.0] * 20, WORLD, USUAL, NOISE),
    Situation("a low mean of many days apart", [10.0, 130.0] * 20, WORLD, USUAL, NOISE),
    Situation(
        "few bad days that carry the loss", [95.0, 95.0, 95.0, 150.0] * 10, WORLD, USUAL, MEAN
    ),
    Situation("few good days that carry it", [105.0, 105.0, 105.0, 50.0] * 10, WORLD, USUAL, MEAN),
    Situation("one and a half errors above", [103.5, 97.5, 103.5, 97.5], WORLD, USUAL, NOISE),
    Situation("two days, 5.50 above on average", [108.5, 102.5], WORLD, USUAL, NOISE),
    Situation("two days, 3.50 above on average", [105.0, 102.0], WORLD, USUAL, NOISE),
    Situation("two days, 2.50 below on average", [99.0, 96.0], WORLD, USUAL, NOISE),
    Situation("two days, 3.50 below on average", [98.0, 95.0], WORLD, USUAL, NOISE),
    Situation("exactly the threshold, day by day", [100.0] * 3, WORLD, USUAL, EDGE),
    Situation("a cent above, day by day", [100.01] * 3, WORLD, USUAL, EDGE),
    Situation("days on which the model did better", [-20.0, -35.0, -10.0], WORLD, USUAL, EDGE),
    Situation("a clear loss from a fault", [500.0, 510.0, 505.0], FAULT, USUAL, LEARNS),
    Situation("a small loss from a fault", [5.0, 6.0, 5.5], FAULT, USUAL, LEARNS),
    Situation("a fault, and no day left", [500.0, 510.0], FAULT, plan(4_000, 60, 60, 0.8), LEARNS),
    Situation(
        "a new model on the last day", [500.0, 510.0], WORLD, plan(4_000, 60, 60, 0.8), NOTHING
    ),
    Situation("a new model too late", [500.0, 510.0], WORLD, plan(4_000, 70, 60, 0.8), NOTHING),
    Situation("one day left", [500.0, 510.0], WORLD, plan(300, 59, 60, 0.8), EARN),
    Situation("nothing won back", [500.0, 510.0], WORLD, plan(4_000, 10, 60, 0.0), NOTHING),
    Situation("all won back at once", [500.0, 510.0], WORLD, plan(9_000, 0, 20, 1.0), EARN),
    Situation("a model that costs nothing", [3.0, 2.0, 4.0], WORLD, plan(0, 5, 20, 0.5), EARN),
)


def wanted(one: Situation) -> tuple[float | None, str]:
    """The threshold and the decision of the docstring."""
    plan = one.plan
    earned = plan["recovered"] * (plan["horizon_days"] - plan["delay_days"])
    threshold = plan["cost_usd"] / earned if earned > 0 else None
    middle = mean(one.losses_usd)
    errors = 2 * stdev(one.losses_usd) / math.sqrt(len(one.losses_usd))
    if one.cause == FAULT:
        return threshold, "repair"
    if threshold is None or middle + errors <= threshold:
        return threshold, "leave"
    return threshold, "train" if middle - errors > threshold else "measure"


def alike(mine: Any, theirs: float | None) -> bool:
    """Whether two thresholds are equal, within rounding."""
    number = isinstance(mine, (int, float)) and not isinstance(mine, bool)
    if theirs is None or not number:
        return mine is None and theirs is None
    return math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-9)


def shown(value: Any) -> str:
    """A value in few digits."""
    return f"{value:.2f}" if isinstance(value, float) else f"{value!r:.40}"


def situation_cases(retraining: Any, one: Situation) -> Iterator[Case]:
    """Both fields of one situation."""
    threshold, decision = wanted(one)
    got = retraining(one.losses_usd, one.cause, one.plan)
    sentence = f"retraining({one.words}) has the keys {sorted(map(str, got))}; threshold_usd and "
    yield (
        set(got) == {"threshold_usd", "decision"},
        sentence + "decision are asked for.",
        "Which one is missing, or too much?",
    )
    mine = got["threshold_usd"]
    told = ", ".join(f"{name} {value:g}" for name, value in one.plan.items())
    sentence = f"For {told}, threshold_usd is {shown(mine)}, expected {shown(threshold)}."
    yield alike(mine, threshold), sentence, NOTHING if threshold is None else EARN
    losses = ", ".join(f"{usd:g}" for usd in one.losses_usd[:4])
    more = " and so on" if len(one.losses_usd) > 4 else ""
    sentence = f"For {one.words} ({losses}{more} dollars, cause {one.cause}, threshold "
    sentence += f"{shown(threshold)}), decision is {shown(got['decision'])}, expected {decision!r}."
    right = isinstance(got["decision"], str) and got["decision"] == decision
    yield right, sentence, one.nudge


@question(
    "6.3b",
    title="When does training anew pay?",
    answer="retraining",
    returns=dict,
    points=2,
    hints=(
        "What does the new model earn in all, if the old one loses a dollar a day?",
        "Four days of audit are four numbers. How far from their mean may the true loss lie?",
    ),
    why="""A retraining threshold is a loss a day, and it follows from a price and a calendar, not from a
statistic of a column. Where the interval of the loss covers it, another day of audit is the cheapest
thing to buy; and a fault is mended where it arose, for a model trained on it learns it.""",
)
def losses_against_a_price(retraining):
    for one in SITUATIONS:
        yield from situation_cases(retraining, one)
