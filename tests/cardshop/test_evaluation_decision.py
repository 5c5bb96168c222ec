"""Deploy, iterate or abandon: each criterion alone turns the decision."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from cardshop.evaluation import EvaluationError, Findings, Interval, Limits, review
from cardshop.evaluation.intervals import CARD_AS_IF_INDEPENDENT, LINE


def interval(low: float, estimate: float, high: float, **change) -> Interval:
    return Interval(estimate, low, high, 0.95, LINE, 136)._replace(**change)


def slices(gap: float, high: float, verdict: str, name: str = "graded") -> pl.DataFrame:
    rest = {"slice": "en", "gap": 0.01, "gap_low": -0.02, "gap_high": 0.04}
    one = {"slice": name, "gap": gap, "gap_low": 2 * gap - high, "gap_high": high}
    return pl.DataFrame([rest | {"verdict": "no difference shown"}, one | {"verdict": verdict}])


GOOD = Findings(
    misfiled_share=interval(0.05, 0.07, 0.10),
    desk_share=interval(0.28, 0.33, 0.45),
    saving_usd=interval(0.001, 0.031, 0.05),
    slices=slices(-0.01, 0.02, "no difference shown"),
)
CLEARLY_WRONG = interval(0.12, 0.15, 0.18)


def standing(found: Findings, subject: str) -> str:
    return next(one.standing for one in review(found).reasons if one.subject.startswith(subject))


def test_a_model_that_meets_all_limits_ends_included_is_deployed():
    found = review(GOOD)
    assert found.decision == "deploy"
    assert {one.standing for one in found.reasons} == {"met"}
    assert len(found.reasons) == 4
    assert found.conditions == ()


@pytest.mark.parametrize(
    ("change", "subject", "expected"),
    [
        ({"misfiled_share": interval(0.06, 0.08, 0.1001)}, "misfiled", "not shown"),
        ({"misfiled_share": interval(0.09, 0.11, 0.13)}, "misfiled", "not shown"),
        ({"misfiled_share": CLEARLY_WRONG}, "misfiled", "failed"),
        ({"desk_share": interval(0.40, 0.43, 0.46)}, "desk", "not shown"),
        ({"desk_share": interval(0.46, 0.50, 0.53)}, "desk", "failed"),
        ({"saving_usd": interval(0.0, 0.01, 0.02)}, "saving", "not shown"),
        ({"saving_usd": interval(-0.01, -0.001, 0.008)}, "saving", "not shown"),
        ({"slices": slices(-0.067, -0.026, "worse")}, "slice graded", "failed"),
        ({"misfiled_share": None}, "misfiled", "missing"),
        ({"desk_share": None}, "desk", "missing"),
        ({"saving_usd": None}, "saving", "missing"),
        ({"slices": None}, "slices", "missing"),
        ({"slices": GOOD.slices.clear()}, "slices", "missing"),
    ],
)
def test_each_criterion_alone_stops_a_deployment(change, subject, expected):
    found = replace(GOOD, **change)
    assert standing(found, subject) == expected
    assert review(found).decision == "iterate"
    assert len(review(found).conditions) == 1


def test_no_evidence_at_all_is_iterate_and_never_deploy():
    found = review(Findings())
    assert found.decision == "iterate"
    assert {one.standing for one in found.reasons} == {"missing"}


@pytest.mark.parametrize(
    "change",
    [
        {"saving_usd": interval(-0.03, -0.02, 0.0)},
        {"misfiled_share": CLEARLY_WRONG, "desk_share": interval(0.46, 0.5, 0.6)},
    ],
)
def test_what_more_work_cannot_mend_is_abandoned(change):
    assert review(replace(GOOD, **change)).decision == "abandon"
    # Evidence that is missing elsewhere does not save it.
    assert review(replace(GOOD, **{"slices": None} | change)).decision == "abandon"


@pytest.mark.parametrize(
    ("gap", "high", "verdict", "expected"),
    [
        (-0.05, -0.001, "worse", "failed"),
        (-0.049, -0.02, "worse", "noted"),
        (-0.20, 0.05, "no difference shown", None),
        (-0.30, -0.1, "too few lines to say", "noted"),
        (0.10, 0.2, "better", None),
    ],
)
def test_a_slice_stops_a_deployment_when_clearly_worse_beyond_the_margin(
    gap, high, verdict, expected
):
    found = review(replace(GOOD, slices=slices(gap, high, verdict)))
    standings = {one.subject: one.standing for one in found.reasons}
    assert standings.get("slice graded") == expected
    assert found.decision == ("iterate" if expected == "failed" else "deploy")
    assert ("slices" in standings) == (expected is None)


def test_limits_are_data():
    assert review(GOOD, Limits(misfiled_share=0.09)).decision == "iterate"
    assert review(GOOD, Limits(desk_share=0.44)).decision == "iterate"
    worse = replace(GOOD, slices=slices(-0.067, -0.026, "worse"))
    assert review(worse, Limits(slice_margin=0.08)).decision == "deploy"


def test_every_reason_says_number_limit_and_what_to_do():
    found = replace(GOOD, misfiled_share=CLEARLY_WRONG, slices=slices(-0.067, -0.026, "worse"))
    reasons = review(found).reasons
    assert len(reasons) == 4
    for one in reasons:
        line = str(one)
        assert "\n" not in line
        assert [word for word in (one.found, one.limit, one.action) if word not in line] == []
        assert one.action.endswith(".")
        assert any(letter.isdigit() for letter in one.limit)
    assert "15.0% (12.0% to 18.0%)" in str(reasons[0])
    assert "10%" in str(reasons[0])
    assert "-6.7%" in str(reasons[3])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (interval(0.05, 0.07, 0.09, unit=CARD_AS_IF_INDEPENDENT), "redraw_lines"),
        (interval(0.05, 0.07, 0.09, level=0.8), "level"),
        (interval(0.09, 0.07, 0.05), "in order"),
        (interval(float("nan"), 0.07, 0.09), "in order"),
    ],
)
@pytest.mark.parametrize("field", ["misfiled_share", "desk_share", "saving_usd"])
def test_an_interval_that_decides_nothing_is_refused(field, wrong, words):
    with pytest.raises(EvaluationError, match=words):
        review(replace(GOOD, **{field: wrong}))


def test_limits_and_slices_that_are_none_are_refused():
    with pytest.raises(EvaluationError, match=r"0\.10"):
        Limits(misfiled_share=10)
    with pytest.raises(EvaluationError, match="verdict"):
        review(replace(GOOD, slices=GOOD.slices.drop("verdict")))
