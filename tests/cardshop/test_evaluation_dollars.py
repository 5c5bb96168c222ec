"""What a threshold costs against every other one, and the cheapest decision against all others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardshop import evaluation
from cardshop.evaluation import (
    DESK,
    DESK_USD,
    MISFILE_USD,
    NOTHING_FILED,
    EvaluationError,
    best_threshold,
    cheapest,
    cost_usd,
    costs_by_threshold,
    decision_cost_usd,
    misfile_costs,
)

CLASSES = ["Dragon", "Fighting", "Fire"]
# Few distinct confidences, both ends among them: many ties.
CARDS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.3, 0.5, 0.75, 0.9, 1.0]), st.sampled_from([0, 0, 0.6, 1.5])),
    min_size=1,
    max_size=30,
)
DESKS = st.sampled_from([0.0, 0.15, 0.3, 0.6, 2.0, np.inf])


def by_brute_force(sure: np.ndarray, loss: np.ndarray, desk_usd: float) -> tuple[float, float]:
    """(cost, threshold) of trying every way to cut; of equal costs the highest threshold."""
    tried = []
    for threshold in [*np.unique(sure), NOTHING_FILED]:
        each = [lost if c >= threshold else desk_usd for c, lost in zip(sure, loss, strict=True)]
        tried.append((round(sum(each) / len(each), 9), -threshold))
    cost, negative = min(tried)
    return cost, -negative


@settings(deadline=None, max_examples=300)
@given(CARDS, DESKS)
def test_no_threshold_costs_less_than_the_best_and_of_equal_ones_it_is_the_highest(cards, desk):
    sure, loss = (np.array(side, dtype=float) for side in zip(*cards, strict=True))
    best = best_threshold(sure, loss, desk_usd=desk)
    cost, threshold = by_brute_force(sure, loss, desk)
    assert best.cost_usd == pytest.approx(cost, abs=1e-8)
    assert best.threshold == threshold


@settings(deadline=None)
@given(CARDS, DESKS)
def test_each_row_is_what_its_threshold_costs_card_by_card(cards, desk):
    sure, loss = (np.array(side, dtype=float) for side in zip(*cards, strict=True))
    table = costs_by_threshold(sure, loss, desk_usd=desk)
    assert table.height == np.unique(sure).size + 1
    for threshold, cost, desk_share, misfiled in table.iter_rows():
        filed = sure >= threshold
        paid = cost_usd(sure, loss, threshold=threshold, desk_usd=desk)
        assert cost == pytest.approx(paid.mean())
        assert desk_share == pytest.approx(1 - filed.mean())
        wrong = (loss > 0)[filed].mean() if filed.any() else None
        assert misfiled == (wrong if wrong is None else pytest.approx(wrong))


def test_thresholds_of_a_chart_are_priced_where_they_are_asked():
    table = costs_by_threshold([0.2, 0.6, 0.9], [0.6, 0.6, 0], thresholds=[0.0, 0.5, 0.95])
    assert table["cost_usd"].to_list() == pytest.approx([0.4, 0.25, 0.15])
    assert table["misfiled"].to_list() == [pytest.approx(2 / 3), 0.5, None]


def test_a_free_desk_gets_every_card_and_an_endless_price_none():
    sure, loss = [0.4, 0.9, 0.99], [0.6, 0, 0]
    free = best_threshold(sure, loss, desk_usd=0.0)
    assert free == (NOTHING_FILED, 0.0, 1.0, None)
    no_desk = best_threshold(sure, loss, desk_usd=np.inf)
    assert no_desk == (0.4, pytest.approx(0.2), 0.0, pytest.approx(1 / 3))


def test_four_desks_for_one_misfile_are_a_tie_and_the_desk_has_the_cards():
    sure, loss = [0.9, 0.8, 0.8, 0.8, 0.8], [0, 0.6, 0, 0, 0]
    best = best_threshold(sure, loss)
    assert (best.threshold, best.desk_share) == (0.9, 0.8)


def test_a_tie_is_one_although_its_sums_differ_in_the_last_digit():
    sure, loss = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], [0, 0, 0.6, 0, 0, 0, 0.6]
    assert (3 * DESK_USD + 0.6) / 7 != 7 * DESK_USD / 7
    assert best_threshold(sure, loss).threshold == NOTHING_FILED


def test_the_story_files_at_three_quarters_when_probabilities_come_true():
    random = np.random.default_rng(20251121)
    sure = random.uniform(0.2, 1, 200_000)
    loss = MISFILE_USD * (random.random(sure.size) > sure)
    assert best_threshold(sure, loss).threshold == pytest.approx(
        1 - DESK_USD / MISFILE_USD, abs=0.02
    )


def test_a_threshold_chosen_on_the_scored_cards_flatters():
    random = np.random.default_rng(20251121)
    claimed, later = [], []
    for _ in range(100):
        sure = random.uniform(0.2, 1, (2, 200))
        loss = MISFILE_USD * (random.random(sure.shape) > sure)
        best = best_threshold(sure[0], loss[0])
        claimed.append(best.cost_usd)
        later.append(cost_usd(sure[1], loss[1], threshold=best.threshold).mean())
    assert np.mean(later) - np.mean(claimed) > 0.004


def test_the_matrix_prices_the_two_dear_pairs_and_leaves_the_rest_at_the_average():
    assert misfile_costs(CLASSES).tolist() == [[0, 3.0, 0.6], [1.5, 0, 0.6], [1.5, 0.6, 0]]
    assert misfile_costs(["Fire", "Water"]).tolist() == [[0, 0.6], [0.6, 0]]
    assert misfile_costs(["Fire", "Dragon"]).tolist() == [[0, 1.5], [0.6, 0]]


def test_the_average_misfile_is_that_of_the_story():
    assert pytest.approx(0.10 * 4.20 + 0.90 * 0.20) == MISFILE_USD


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any), min_size=1),
    DESKS,
)
def test_no_decision_is_expected_to_cost_less_than_the_cheapest(weights, desk):
    chances = np.array(weights, dtype=float)
    chances /= chances.sum(axis=1, keepdims=True)
    costs = misfile_costs(CLASSES)
    for row, decided in zip(chances, cheapest(chances, costs, desk_usd=desk), strict=True):
        expected = {kind: float(row @ costs[:, kind]) for kind in range(3)} | {DESK: desk}
        assert expected[int(decided)] <= min(expected.values()) + 1e-8


def test_a_likely_fighting_card_is_filed_as_such_only_where_it_is_no_dragon():
    costs = misfile_costs(CLASSES)
    maybe_dragon, no_dragon = [[0.10, 0.90, 0.0]], [[0.0, 0.90, 0.10]]
    assert cheapest(maybe_dragon, costs).tolist() == [DESK]
    assert cheapest(no_dragon, costs).tolist() == [1]


def test_the_cheapest_type_need_not_be_the_likeliest():
    assert cheapest([[0.4, 0.35, 0.25]], misfile_costs(CLASSES), desk_usd=np.inf).tolist() == [2]


def test_with_one_price_the_cheapest_decision_is_the_threshold():
    random = np.random.default_rng(20251121)
    chances = random.dirichlet([0.3, 0.3, 0.3], 500)
    costs = MISFILE_USD * (1 - np.eye(3))
    filed = chances.max(axis=1) >= 1 - DESK_USD / MISFILE_USD
    assert (cheapest(chances, costs) == np.where(filed, chances.argmax(axis=1), DESK)).all()
    assert 50 < filed.sum() < 450


def test_on_the_edge_the_desk_has_the_card():
    costs = MISFILE_USD * (1 - np.eye(2))
    assert cheapest([[0.75, 0.25], [0.76, 0.24]], costs).tolist() == [DESK, 0]
    assert cheapest([[1.0, 0.0]], costs, desk_usd=0.0).tolist() == [DESK]


def test_decisions_are_paid_by_what_is_true():
    paid = decision_cost_usd([0, 0, 2, 1], [1, DESK, 0, 1], misfile_costs(CLASSES))
    assert paid.tolist() == [3.0, DESK_USD, 1.5, 0.0]


def test_what_has_no_price_is_refused():
    costs = misfile_costs(CLASSES)
    refused = {
        "decided holds": lambda: decision_cost_usd([0], [3], costs),
        "truth_code holds": lambda: decision_cost_usd([DESK], [0], costs),
        r"costs has shape \(3, 2\)": lambda: cheapest([[0.5, 0.5, 0]], costs[:, :2]),
        "dollars of 0 or more": lambda: decision_cost_usd([0], [0], -costs),
        "desk_usd is nan": lambda: best_threshold([0.5], [0.6], desk_usd=np.nan),
        "desk_usd is -1": lambda: cheapest([[1.0]], [[0.0]], desk_usd=-1),
        "2 confidences for 1 losses": lambda: best_threshold([0.5, 0.6], [0.6]),
    }
    for words, call in refused.items():
        with pytest.raises(EvaluationError, match=words):
            call()


def test_a_hundred_thousand_cards_are_sorted_once(monkeypatch):
    sorts = []
    argsort = np.argsort
    monkeypatch.setattr(np, "argsort", lambda *a, **k: sorts.append(1) or argsort(*a, **k))
    sure = np.random.default_rng(0).random(100_000)
    assert evaluation.best_threshold(sure, 0.6 * (sure < 0.5)).misfiled is not None
    assert len(sorts) == 1
