"""Distances between samples, correlation within lots, q-values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cardshop.dataset import load_cards
from cardshop.drift import (
    DriftError,
    benjamini_hochberg,
    design_effect,
    intraclass_correlation,
    ks_statistic,
    psi,
    rotation_deg,
)

WHOLE = st.lists(st.integers(-5, 5), min_size=4, max_size=40)
SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(WHOLE, WHOLE)
def test_ks_agrees_with_scipy_also_on_ties(reference, current):
    expected = stats.ks_2samp(reference, current, method="asymp").statistic
    assert ks_statistic(reference, current) == pytest.approx(expected)


@given(SHARES)
def test_q_values_agree_with_scipy(p_values):
    expected = stats.false_discovery_control(p_values, method="bh")
    assert benjamini_hochberg(p_values) == pytest.approx(expected)


def test_q_values_of_no_tests_are_no_q_values():
    assert benjamini_hochberg([]).size == 0


@pytest.mark.parametrize("p_values", [[0.1, -0.1], [1.1], [np.nan, 0.5]])
def test_what_is_no_p_value_is_refused(p_values):
    with pytest.raises(DriftError, match="between 0 and 1"):
        benjamini_hochberg(p_values)


def test_psi_of_known_shares_is_the_sum_by_hand():
    reference, current = np.repeat([1, 2], [50, 50]), np.repeat([1, 2], [80, 20])
    by_hand = (0.8 - 0.5) * np.log(0.8 / 0.5) + (0.2 - 0.5) * np.log(0.2 / 0.5)
    assert psi(reference, current, bins=2) == pytest.approx(by_hand)
    assert psi(reference, reference) == 0


def test_psi_grows_with_a_small_sample_while_nothing_drifts():
    draws = np.random.default_rng(1)
    reference = draws.standard_normal(20_000)
    small = np.mean([psi(reference, draws.standard_normal(60)) for _ in range(50)])
    large = np.mean([psi(reference, draws.standard_normal(6_000)) for _ in range(50)])
    assert small > 0.1
    assert large < 0.01


def test_psi_stays_finite_when_a_bin_is_empty():
    value = psi(np.arange(1_000), np.arange(500))
    assert np.isfinite(value)
    assert value > 1


@pytest.mark.parametrize("turn", [-179, -90, -18, 0, 40, 90, 180])
def test_a_turned_hue_is_turned_back(turn):
    hue = load_cards()["scan_hue_deg"].to_numpy()
    assert rotation_deg(hue, (hue + turn) % 360) == pytest.approx(turn, abs=1)


def test_the_rotation_of_unturned_lots_scatters_by_a_few_degrees():
    cards, draws = load_cards(), np.random.default_rng(9)
    hue, lot = cards["scan_hue_deg"].to_numpy(), cards["lot_id"].to_numpy()
    turns = []
    for _ in range(30):
        current = np.isin(lot, draws.choice(np.unique(lot), 120, replace=False))
        turns.append(rotation_deg(hue[~current], hue[current]))
    assert 1 < np.std(turns) < 6


def test_the_correlation_within_lots_is_found_again():
    draws = np.random.default_rng(2)
    lots = np.repeat(np.arange(2_000), 25)
    for planted in (0.0, 0.05, 0.2, 0.6):
        lot_part = np.sqrt(planted) * draws.standard_normal(2_000)[lots]
        values = lot_part + np.sqrt(1 - planted) * draws.standard_normal(lots.size)
        assert intraclass_correlation(values, lots) == pytest.approx(planted, abs=0.03)


def test_lots_of_different_sizes_give_the_textbook_value():
    values, lots = [1, 2, 3, 6, 7, 9, 9, 9], ["a", "a", "a", "b", "b", "c", "c", "c"]
    groups = [np.array([1, 2, 3]), np.array([6, 7]), np.array([9, 9, 9])]
    mean = np.mean(values)
    between = sum(g.size * (g.mean() - mean) ** 2 for g in groups) / 2
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / 5
    typical = (8 - (9 + 4 + 9) / 8) / 2
    expected = (between - within) / (between + (typical - 1) * within)
    assert intraclass_correlation(values, lots) == pytest.approx(expected)


def test_rows_that_are_equal_within_a_lot_correlate_fully():
    assert intraclass_correlation([1, 1, 2, 2], [1, 1, 2, 2]) == 1
    assert intraclass_correlation([5, 5, 5, 5], [1, 1, 2, 2]) == 0
    assert intraclass_correlation([1, 2, 1, 2], [1, 1, 2, 2]) < 0


@pytest.mark.parametrize("lots", [[1, 1, 1], [1, 2, 3]])
def test_one_lot_or_lots_of_one_row_have_no_correlation(lots):
    with pytest.raises(DriftError, match="two lots are needed, and a lot of two rows"):
        intraclass_correlation([1, 2, 3], lots)


def test_the_design_effect_is_the_variance_of_a_mean_over_lots():
    draws = np.random.default_rng(3)
    planted, lots, size = 0.1, 40, 25
    lot_part = np.sqrt(planted) * draws.standard_normal((20_000, lots))
    row_part = np.sqrt((1 - planted) / size) * draws.standard_normal((20_000, lots))
    spread = (lot_part + row_part).mean(axis=1).var() * lots * size
    assert design_effect(planted, size) == pytest.approx(3.4)
    assert spread == pytest.approx(design_effect(planted, size), rel=0.05)


@pytest.mark.parametrize("bad", [[], [1.0, np.nan], [np.inf], [None, 1.0]])
def test_missing_numbers_are_refused_and_counted(bad):
    for measure in (ks_statistic, psi, rotation_deg):
        with pytest.raises(DriftError, match=r"\d of \d values of the sample are null"):
            measure([1.0, 2.0], bad)


def test_lots_and_values_have_the_same_length():
    with pytest.raises(DriftError, match="2 lots for 3 values"):
        intraclass_correlation([1, 2, 3], [1, 1])
