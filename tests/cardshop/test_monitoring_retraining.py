"""Retraining is worth its cost, or it is not, or the audits are too few to tell."""

from __future__ import annotations

import pytest

from cardshop.monitoring import (
    Dollars,
    MonitoringError,
    Plan,
    retraining_alerts,
    worth_retraining,
)


def dollars(total: float, half: float) -> Dollars:
    return Dollars(total, total - half, total + half, 0.0, total, 100)


GOOD = dollars(0.07, 0.003)


def test_a_large_loss_pays_for_a_retraining():
    found = worth_retraining(GOOD, dollars(0.10, 0.004), Plan(4000, 90), cards_a_day=2000)
    assert found.gain_usd_a_day == pytest.approx(60)
    assert (found.low_usd_a_day, found.high_usd_a_day) == pytest.approx((50, 70))
    assert found.payback_days == pytest.approx(4000 / 60)
    assert found.advice == "retrain"
    (one,) = retraining_alerts(found, until_ms=0)
    assert (one.severity, one.evidence) == ("ticket", found.why)
    assert found.why == "$60.00 a day (50.00 to 70.00) over 90 days, against $4,000: retrain"


@pytest.mark.parametrize(
    ("now", "advice"),
    [(dollars(0.0701, 0.003), "wait"), (dollars(0.10, 0.03), "cannot tell")],
)
def test_a_small_loss_waits_and_a_vague_one_cannot_tell(now, advice):
    found = worth_retraining(GOOD, now, Plan(4000, 90), cards_a_day=2000)
    assert found.advice == advice
    assert retraining_alerts(found, until_ms=0) == []


def test_what_a_new_model_does_not_win_back_is_no_gain():
    plan = Plan(4000, 90, recovered=0.5)
    found = worth_retraining(GOOD, dollars(0.10, 0.004), plan, cards_a_day=2000)
    assert found.gain_usd_a_day == pytest.approx(30)
    assert found.advice == "wait"


def test_a_model_that_got_cheaper_never_pays_back():
    found = worth_retraining(GOOD, dollars(0.05, 0.003), Plan(1, 90), cards_a_day=2000)
    assert (found.payback_days, found.advice) == (None, "wait")


@pytest.mark.parametrize(
    ("plan", "cards_a_day"),
    [(Plan(-1, 90), 2000), (Plan(1, 0), 2000), (Plan(1, 90, 0), 2000), (Plan(1, 90), 0)],
)
def test_a_plan_that_is_none_is_refused_in_one_line(plan, cards_a_day):
    with pytest.raises(MonitoringError, match="are needed"):
        worth_retraining(GOOD, GOOD, plan, cards_a_day=cards_a_day)
