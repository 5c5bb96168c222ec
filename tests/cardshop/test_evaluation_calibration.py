"""Confidence against what came true, and the one temperature that mends it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardshop.evaluation import (
    EvaluationError,
    cooled,
    expected_calibration_error,
    fit_temperature,
    log_loss,
    reliability,
)

SEED = 20251121
WEIGHTS = st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=1, max_size=20)


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def honest_world(cards: int, classes: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and types drawn with exactly the probabilities that the scores give."""
    random = np.random.default_rng(SEED)
    scores = random.normal(0, 2, (cards, classes))
    below = softmax(scores).cumsum(axis=1)
    return scores, (random.random((cards, 1)) > below).sum(axis=1).clip(max=classes - 1)


def test_a_bin_has_its_mean_confidence_and_its_accuracy():
    table = reliability([0.31, 0.39, 0.92, 1.0], [True, False, True, True])
    by_bin = {round(row["low"], 1): row for row in table.iter_rows(named=True)}
    assert list(by_bin) == [0.3, 0.9]
    assert by_bin[0.3]["cards"] == 2
    assert by_bin[0.3]["confidence"] == pytest.approx(0.35)
    assert by_bin[0.3]["gap"] == pytest.approx(-0.15)
    assert by_bin[0.9]["accuracy"] == 1
    assert by_bin[0.9]["high"] == 1


def test_a_confidence_on_an_edge_belongs_to_the_bin_above_and_one_to_the_last():
    table = reliability([0.5, 1.0], [1, 1], bins=2)
    assert table.rows()[0][:2] == (0.5, 1.0)
    assert table["cards"].to_list() == [2]


def test_the_calibration_error_weighs_each_bin_by_its_cards():
    sure, right = [0.95, 0.95, 0.95, 0.55], [1, 1, 0, 1]
    expected = 3 / 4 * abs(0.95 - 2 / 3) + 1 / 4 * 0.45
    assert expected_calibration_error(sure, right) == pytest.approx(expected)


def test_gaps_that_cancel_within_a_bin_are_not_seen():
    assert expected_calibration_error([0.9, 0.5], [1, 0], bins=1) == pytest.approx(0.2)
    assert expected_calibration_error([0.9, 0.1], [0, 1], bins=1) == pytest.approx(0.0)


def test_luck_alone_counts_as_error_and_more_so_on_few_cards():
    random = np.random.default_rng(SEED)

    def error(cards: int) -> float:
        sure = random.uniform(0.3, 1, (60, cards))
        return np.mean([expected_calibration_error(s, random.random(cards) < s) for s in sure])

    few, many = error(100), error(2_000)
    assert few > 3 * many > 0.01


@settings(deadline=None)
@given(WEIGHTS, st.floats(0.2, 10))
def test_cooling_keeps_the_order_of_the_types_and_the_accuracy(weights, temperature):
    given_ = np.array(weights, dtype=float) + 1e-3
    given_ /= given_.sum(axis=1, keepdims=True)
    after = cooled(given_, temperature)
    assert (after.argmax(axis=1) == given_.argmax(axis=1)).all()
    assert after.sum(axis=1) == pytest.approx(1)
    order = np.diff(np.take_along_axis(after, given_.argsort(axis=1), axis=1))
    assert (order >= -1e-12).all()


def test_cooling_divides_the_scores_of_a_softmax():
    scores, _ = honest_world(50)
    assert cooled(softmax(scores), 1.7) == pytest.approx(softmax(scores / 1.7))
    assert cooled(softmax(scores), 1.0) == pytest.approx(softmax(scores))


def test_a_probability_of_zero_stays_zero_and_warns_nobody():
    assert cooled([[0.0, 0.2, 0.8]], 2.0)[0, 0] == 0
    assert cooled([[0.0, 1.0]], 2.0).tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize("temperature", [0.6, 1.0, 1.4, 3.0])
def test_the_temperature_that_made_a_model_too_sure_is_found_again(temperature):
    scores, truth = honest_world(20_000)
    found = fit_temperature(softmax(scores * temperature), truth)
    assert found == pytest.approx(temperature, rel=0.03)


def test_no_other_temperature_has_less_log_loss():
    scores, truth = honest_world(300)
    given_, columns = softmax(1.5 * scores), np.arange(4)
    best = fit_temperature(given_, truth)
    least = log_loss(truth, cooled(given_, best), classes=columns)
    others = [best * factor for factor in (0.5, 0.9, 0.99, 1.01, 1.1, 2)]
    assert all(log_loss(truth, cooled(given_, one), classes=columns) > least for one in others)


def test_cards_that_are_all_right_have_no_temperature():
    with pytest.raises(EvaluationError, match="too few errors"):
        fit_temperature([[0.9, 0.1], [0.2, 0.8]], [0, 1])


def test_codes_that_are_no_columns_are_refused():
    for codes in ([0, 2], [-1, 0], ["Fire", "Water"], [0.0, 1.0]):
        with pytest.raises(EvaluationError, match="truth_code holds"):
            fit_temperature([[0.9, 0.1], [0.2, 0.8]], codes)


@pytest.mark.parametrize("temperature", [0, -1, np.nan, np.inf])
def test_a_temperature_is_above_zero(temperature):
    with pytest.raises(EvaluationError, match="a number above 0"):
        cooled([[0.5, 0.5]], temperature)


@pytest.mark.parametrize("sure", [[-0.1, 0.5], [0.5, 1.2]])
def test_a_confidence_outside_0_to_1_is_refused(sure):
    with pytest.raises(EvaluationError, match="1 of 2 confidences lie outside"):
        reliability(sure, [1, 0])


def test_the_rounding_of_a_float32_model_counts_as_one():
    assert reliability(np.array([1.0000001], dtype=np.float32), [1])["gap"].to_list() == [0]
