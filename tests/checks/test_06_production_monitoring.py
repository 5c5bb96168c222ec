"""What the checks of 6.2 and 6.3a take for granted: what changes cost, how alarms are counted."""

from __future__ import annotations

import sys

import numpy as np
import polars as pl
import pytest

from classroom import syllabus
from classroom.checks import answer_from, judge, load_bank

BANK = load_bank(syllabus.sheet("6.2").file("checks"))
WATCH = vars(sys.modules["checks_06_production_monitoring_design"])
DAYS = vars(sys.modules["checks_06_production_monitoring_alarm"])


def solution(name: str):
    path = syllabus.sheet("6.2").file("solutions")
    return answer_from(path.read_text("utf-8"), name, filename=path.name)


@pytest.mark.parametrize("window", [1, 3, 7, 24, 120])
@pytest.mark.parametrize("side", ["above", "below"])
def test_the_notebook_and_the_check_count_the_same_alarms(window, side):
    healthy = WATCH["watched"]("healthy")
    for metric in WATCH["FAMILY"]:
        means = healthy.select(pl.col(metric).rolling_mean(window).over("day")).to_series()
        # A quantile that is a mean itself: equal is not above.
        for share in (0.02, 0.3, 0.7, 0.99):
            entry = {"metric": metric, "window": window, "side": side}
            entry["threshold"] = means.quantile(share, "nearest")
            counted = WATCH["per_week"](healthy, entry)
            assert counted == solution("rings")(healthy, entry).height / 4


def cost(name: str) -> float:
    quiet, change = DAYS["quiet_catalogue"](), DAYS["CHANGES"][name]
    right = (quiet["card_type"] == quiet["truth"]).to_numpy()
    if change.weight is not None:
        return 100 * (right.mean() - np.average(right, weights=DAYS["weights"](name)))
    seen = DAYS["seen"](DAYS["catalogue"]().with_columns(change.cells))
    return 100 * (right.mean() - (seen["card_type"] == seen["truth"]).mean())


@pytest.mark.parametrize("name", DAYS["CHANGES"])
def test_a_change_costs_what_the_check_says(name):
    points = DAYS["CHANGES"][name].points
    assert cost(name) == pytest.approx(points, abs=0.051)
    assert points >= 2 or name not in DAYS["HARMFUL"]
    assert points < 0.5 or name not in DAYS["HARMLESS"]


def test_a_day_has_lots_of_its_own_and_no_card_twice():
    drawn = DAYS["days"](1, DAYS["Drawn"](1, len(DAYS["HARMFUL"]), len(DAYS["HARMLESS"])))
    names = []
    for name, reference, current in drawn:
        names.append(name)
        assert not set(reference["lot_id"]) & set(current["lot_id"])
        assert reference["lot_id"].n_unique() == 160
        assert current["lot_id"].n_unique() == 80
        assert current["card_id"].n_unique() == current.height
        assert current.group_by("lot_id").len()["len"].max() <= 25
        assert current.null_count().sum_horizontal().item() == 0
        assert "truth" not in current.columns
    assert sorted(names) == sorted(DAYS["CHANGES"])


@pytest.mark.slow
def test_an_answer_that_knows_the_visible_days_by_heart_fails_on_others():
    known = {}
    for name, _, current in DAYS["days"](DAYS["SEED"], DAYS["SOME"]):
        known[current["card_id"][0], current.height] = name in DAYS["HARMFUL"]

    def by_heart(reference: pl.DataFrame, current: pl.DataFrame) -> bool:
        return known.get((current["card_id"][0], current.height), False)

    assert judge(BANK["6.3a"], by_heart).passed
    assert not judge(BANK["6.3a"], by_heart, full=True).passed
