"""Metrics: the values by hand and by scikit-learn, and what is refused."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from cardshop.evaluation import (
    EvaluationError,
    accuracy,
    log_loss,
    log_loss_per_card,
    macro_f1,
    per_class,
)

PAIRS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=1)
TRUTH = ["Fire", "Fire", "Water", "Metal"]
SAID = ["Fire", "Water", "Water", "Grass"]
NAMES = ["Water", "Fire", "Metal"]


@settings(deadline=None)
@given(PAIRS)
def test_metrics_agree_with_scikit_learn(pairs):
    truth, said = zip(*pairs, strict=True)
    assert accuracy(truth, said) == pytest.approx(metrics.accuracy_score(truth, said))
    expected = metrics.f1_score(truth, said, average="macro", zero_division=0)
    assert macro_f1(truth, said) == pytest.approx(expected)
    names, table = list("dcba"), per_class(truth, said, classes=list("dcba"))
    recall = metrics.recall_score(truth, said, labels=names, average=None, zero_division=0)
    precision = metrics.precision_score(truth, said, labels=names, average=None, zero_division=0)
    assert table["class"].to_list() == names
    assert table["recall"].fill_null(0).to_list() == pytest.approx(list(recall))
    assert table["precision"].fill_null(0).to_list() == pytest.approx(list(precision))


def test_a_class_without_cards_or_predictions_has_null_and_not_zero():
    table = per_class(TRUTH, SAID, classes=["Fire", "Water", "Metal", "Grass", "Fairy"])
    assert table["cards"].to_list() == [2, 1, 1, 0, 0]
    assert table["predicted"].to_list() == [1, 2, 0, 1, 0]
    assert table["right"].to_list() == [1, 1, 0, 0, 0]
    assert table["recall"].to_list() == [0.5, 1.0, 0.0, None, None]
    assert table["precision"].to_list() == [1.0, 0.5, None, 0.0, None]
    assert table["f1"].to_list() == [pytest.approx(2 / 3), pytest.approx(2 / 3), 0.0, 0.0, None]


def test_a_class_that_is_only_predicted_pulls_the_macro_f1_down():
    assert macro_f1(["a", "a"], ["a", "a"]) == 1.0
    assert macro_f1(["a", "a", "b"], ["a", "a", "c"]) == pytest.approx(1 / 3)


def test_polars_columns_numpy_and_lists_give_the_same():
    for kind in (list, np.array, pl.Series):
        assert accuracy(kind(TRUTH), kind(SAID)) == 0.5
        assert per_class(kind(TRUTH), kind(SAID)).height == 4
    assert accuracy(pl.Series([1, 2]), np.array([1, 0])) == 0.5


def test_the_log_loss_is_the_one_of_scikit_learn_whatever_the_order_of_columns():
    draws = np.random.default_rng(1)
    given_names, truth = np.array(NAMES), draws.choice(NAMES, 50)
    chances = draws.dirichlet(np.ones(3), 50)
    order = np.argsort(given_names)
    expected = metrics.log_loss(truth, chances[:, order], labels=given_names[order])
    assert log_loss(truth, chances, classes=NAMES) == pytest.approx(expected)


def test_the_log_loss_per_card_is_in_the_order_of_the_cards_and_never_infinite():
    chances = [[0.5, 0.25, 0.25], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    losses = log_loss_per_card(["Water", "Fire", "Metal"], chances, classes=NAMES)
    assert losses == pytest.approx([np.log(2), 36.0437, 0.0], abs=1e-4)


def test_one_class_alone_is_scored():
    assert accuracy(["a"], ["a"]) == macro_f1(["a"], ["a"]) == 1.0
    assert log_loss(["a", "a"], [[1.0], [1.0]], classes=["a"]) == 0.0


@pytest.mark.parametrize(
    ("truth", "said", "message"),
    [
        ([], [], r"truth has shape \(0,\); one name for each"),
        (["a", "b"], ["a"], "2 true labels for 1 predictions.*same order"),
        (["a", None], ["a", "a"], "1 of 2 values of truth are null"),
        (["a", "a"], ["a", float("nan")], "1 of 2 values of predicted are null"),
        (pl.Series([1, None]), [1, 1], "1 of 2 values of truth are null"),
        (["a", 1], ["a", "a"], "truth holds text and numbers"),
        ([1.0, 2.0], [1.0, 2.0], "truth holds float64.*Cast it first"),
        (["1", "2"], [1, 2], "so none can be right"),
        ([["a"]], [["a"]], r"shape \(1, 1\)"),
    ],
)
def test_labels_that_cannot_be_compared_are_refused_with_the_reason(truth, said, message):
    for metric in (accuracy, macro_f1, per_class):
        with pytest.raises(EvaluationError, match=message):
            metric(truth, said)


@pytest.mark.parametrize(
    ("chances", "message"),
    [
        ([[0.5, 0.5]], "1 rows of probabilities for 2 cards"),
        ([[0.5, 0.5], [0.5, 0.5]], r"shape \(2, 2\); \(2, 3\) is needed"),
        ([[0.5, 0.5, 0.0], [0.5, 0.5, 0.5]], r"1 of 2 rows .*row 1: sum 1\.5"),
        ([[0.5, 0.5, 0.0], [1.5, -0.5, 0.0]], r"1 of 2 rows .*row 1: sum 1\)"),
        ([[np.nan, 0.5, 0.5], [0.5, 0.5, 0.0]], r"1 of 2 rows .*row 0"),
        ([[None, 0.5, 0.5], [0.5, 0.5, 0.0]], r"1 of 2 rows .*row 0"),
        ([["much", 0.5, 0.5], [0.5, 0.5, 0.0]], "no number"),
        (0.5, "rows of probabilities"),
    ],
)
def test_what_is_no_distribution_is_refused_with_its_row(chances, message):
    with pytest.raises(EvaluationError, match=message):
        log_loss(["Fire", "Water"], chances, classes=NAMES)


def test_the_rounding_of_a_float32_model_is_let_through():
    chances = np.full((1, 3), 1 / 3, dtype=np.float32)
    assert log_loss(["Fire"], chances, classes=NAMES) == pytest.approx(np.log(3), abs=1e-6)


def test_a_true_class_that_the_model_cannot_say_is_refused_and_named():
    with pytest.raises(EvaluationError, match=r"Fairy is not in classes .*probability 0"):
        log_loss(["Fairy"], [[0.2, 0.3, 0.5]], classes=NAMES)
    with pytest.raises(EvaluationError, match="Grass, Metal is not in classes"):
        per_class(TRUTH, SAID, classes=["Fire", "Water"])
    with pytest.raises(EvaluationError, match="twice"):
        per_class(TRUTH, SAID, classes=["Fire", "Fire"])
