"""Whether a new training pays: what is lost a day, how much of it comes back, what it costs.

Retraining is the remedy for a world that changed (new species, another printer). It is none for a
unit that changed, a rolled-back file or late labels: find the cause first, then price this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cardshop.monitoring.alert import Alert, made
from cardshop.monitoring.levels import DAY_MS
from cardshop.monitoring.refusals import MonitoringError

if TYPE_CHECKING:
    from cardshop.monitoring.outcomes import Dollars

Advice = Literal["retrain", "wait", "cannot tell"]


class Plan(NamedTuple):
    """A retraining: its cost, the days until the next planned one, and what it wins back.

    recovered: the share of the loss that a new model makes good; measure it on the newest labelled
    cards. 1 is the most that there is to win.
    """

    cost_usd: float
    days: int
    recovered: float = 1.0


class Worth(NamedTuple):
    """What retraining is worth: dollars a day with an interval, against its cost over `days`.

    payback_days: cost over the estimated gain; None where there is no gain. advice: what the whole
    interval says. why: the sum in words.
    """

    gain_usd_a_day: float
    low_usd_a_day: float
    high_usd_a_day: float
    cost_usd: float
    days: int
    payback_days: float | None
    advice: Advice
    why: str


def worth_retraining(before: Dollars, now: Dollars, plan: Plan, *, cards_a_day: float) -> Worth:
    """Whether a retraining pays within the plan's days, from a good period and the newest one.

    gain a day: (now - before) dollars a card x cards a day x recovered. The interval treats both
    periods as independent draws (Zou and Donner 2008) and the plan as certain. "retrain" where
    even its low end pays the cost, "wait" where even its high end does not. MonitoringError.
    """
    cost_usd, days, recovered = plan
    _check(plan, cards_a_day)
    scale = cards_a_day * recovered
    lost, below, above = _difference(now, before)
    gain, low, high = scale * lost, scale * (lost - below), scale * (lost + above)
    advice: Advice = "cannot tell"
    if low * days > cost_usd:
        advice = "retrain"
    elif high * days <= cost_usd:
        advice = "wait"
    payback = cost_usd / gain if gain > 0 else None
    why = (
        f"${gain:.2f} a day ({low:.2f} to {high:.2f}) over {days} days, "
        f"against ${cost_usd:,.0f}: {advice}"
    )
    return Worth(gain, low, high, cost_usd, days, payback, advice, why)


def _difference(now: Dollars, before: Dollars) -> tuple[float, float, float]:
    """Dollars a card lost, and how far that may be below and above (MOVER)."""
    below = ((now.total_usd - now.low_usd) ** 2 + (before.high_usd - before.total_usd) ** 2) ** 0.5
    above = ((now.high_usd - now.total_usd) ** 2 + (before.total_usd - before.low_usd) ** 2) ** 0.5
    return now.total_usd - before.total_usd, below, above


def _check(plan: Plan, cards_a_day: float) -> None:
    cost_usd, days, recovered = plan
    if not (cards_a_day > 0 and cost_usd >= 0 and days >= 1 and 0 < recovered <= 1):
        message = f"cards_a_day {cards_a_day}, cost_usd {cost_usd}, days {days}, recovered "
        message += f"{recovered}: cards and days above 0, no negative cost, and a share above 0 "
        raise MonitoringError(message + "and up to 1 are needed.")


def retraining_alerts(worth: Worth, *, until_ms: int) -> list[Alert]:
    """A ticket where a retraining pays; else none, since a sum that may be chance asks nobody."""
    if worth.advice != "retrain":
        return []
    return [made("ticket", "retraining", worth.why, until_ms - worth.days * DAY_MS)]
