"""Lesson 08 where its prose rests on numbers: the goal, a leak without a symptom, the test set."""

from __future__ import annotations

from classroom.syllabus import ROOT
from notebooks import ran


def found() -> dict:
    return dict(ran(ROOT / "08_capstone_project.py").found)


def rmse_usd(solution: str) -> float:
    return dict(found()["solutions"].select("solution", "RMSE, $").iter_rows())[solution]


def test_a_constant_is_within_ten_dollars_for_most_cards_and_misses_the_goal():
    assert found()["solutions"]["within $10, %"][0] > 60
    assert rmse_usd("one price") > 20


def test_only_what_knows_the_market_meets_the_goal():
    assert rmse_usd("trees, log(price / index)") < 5
    assert min(rmse_usd("linear, cleaned"), rmse_usd("rarity and condition")) > 10


def test_the_index_of_the_running_week_leaks_without_a_symptom_and_a_frozen_one_costs():
    honest, leak, frozen = found()["known"]["RMSE, $"]
    assert abs(leak - honest) < 0.05 * honest
    assert frozen > 1.1 * honest


def test_a_test_set_cleaned_by_the_models_residuals_flatters_it():
    audited, published, without_far_rows = found()["rmses"]
    assert without_far_rows < 0.9 * audited
    assert published > 10 * audited
