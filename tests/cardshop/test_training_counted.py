"""Counted costs: a logistic regression is the unit, and trees are what costs."""

from __future__ import annotations

import pytest

from cardshop.training import Settings, fit_ms, one_card_times_logistic, zoo_results


@pytest.mark.parametrize("model", ["dummy", "logistic", "network"])
def test_models_without_trees_answer_one_card_like_a_logistic_regression(model):
    assert one_card_times_logistic(Settings(model=model)) == 1.0


def test_each_tree_of_a_forest_is_called_for_one_card():
    few, many = (Settings(model="forest", options={"n_estimators": n}) for n in (100, 200))
    assert one_card_times_logistic(few) == pytest.approx(2.2)
    assert one_card_times_logistic(many) == pytest.approx(3.4)
    assert one_card_times_logistic(Settings(model="forest")) == one_card_times_logistic(many)


def test_a_round_of_boosting_costs_one_card_a_tenth_of_a_tree_of_a_forest():
    boosted = Settings(model="xgboost", options={"n_estimators": 1000})
    grown = Settings(model="forest", options={"n_estimators": 100})
    assert one_card_times_logistic(boosted) == pytest.approx(one_card_times_logistic(grown))


@pytest.mark.parametrize(
    ("model", "counted_ms"),
    [("logistic", 80.0), ("network", 387.2), ("forest", 840.0), ("xgboost", 980.0)],
)
def test_a_fit_is_counted_from_the_options_that_multiply(model, counted_ms):
    assert fit_ms(Settings(model=model)) == pytest.approx(counted_ms)


def test_zoo_results_hold_four_models_on_five_splits():
    runs = zoo_results()
    assert runs.height == 20
    assert runs["model"].unique().sort().to_list() == ["forest", "logistic", "network", "xgboost"]
    assert runs.null_count().sum_horizontal().item() == 0
