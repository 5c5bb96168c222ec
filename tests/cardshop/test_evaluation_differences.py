"""Differences between models: intervals, plans and verdicts, in worlds whose truth is known."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import stats

import simulated_lines as world
from cardshop.evaluation import (
    EvaluationError,
    detectable_by_line,
    detectable_over_splits,
    mcnemar_as_if_cards_were_independent,
    mean_interval,
    over_splits,
    paired_difference,
    ratio_of_folds,
    redraw_cards_as_if_independent,
    redraw_lines,
)
from cardshop.evaluation.differences import SPLIT, SPLIT_AS_IF_INDEPENDENT

# Fixed before the first run; nothing was chosen after looking at results.
SEED = 20251121
RECIPES = {
    "centroid": lambda cards, tests: world.split_scores(cards, tests, 10),
    "difference": lambda cards, tests: (
        world.split_scores(cards, tests, 5) - world.split_scores(cards, tests, 10)
    ),
    "nearest": world.nearest_scores,
}
TESTS = {
    "5 splits": lambda draws: world.random_tests(draws, 5),
    "10 splits": lambda draws: world.random_tests(draws, 10),
    "30 splits": lambda draws: world.random_tests(draws, 30),
    "4 folds": lambda draws: world.folds(draws, 1),
    "5 x 4 folds": lambda draws: world.folds(draws, 5),
}
# Measured: share of intervals called 95 % that hold the recipe's expected accuracy, corrected
# and naive. 4,000 catalogues of 60 lines each; 1,000 for the nearest card.
COVERED = {
    ("centroid", "5 splits"): (0.947, 0.834),
    ("centroid", "10 splits"): (0.941, 0.670),
    ("centroid", "30 splits"): (0.932, 0.443),
    ("centroid", "4 folds"): (0.975, 0.926),
    ("centroid", "5 x 4 folds"): (0.945, 0.567),
    ("difference", "5 splits"): (0.980, 0.914),
    ("difference", "10 splits"): (0.989, 0.846),
    ("difference", "30 splits"): (0.994, 0.656),
    ("difference", "4 folds"): (0.984, 0.955),
    ("difference", "5 x 4 folds"): (0.996, 0.767),
    ("nearest", "5 splits"): (0.908, 0.753),
    ("nearest", "10 splits"): (0.871, 0.585),
    ("nearest", "30 splits"): (0.843, 0.367),
    ("nearest", "4 folds"): (0.947, 0.855),
    ("nearest", "5 x 4 folds"): (0.845, 0.434),
}


def truth(recipe: str) -> float:
    if recipe == "nearest":
        return world.expected_nearest()
    full = world.expected_accuracy(10)
    return full if recipe == "centroid" else world.expected_accuracy(5) - full


def held(recipe: str, tests: str, catalogues: int) -> tuple[float, float]:
    """The share of corrected and of naive intervals that hold the recipe's expected score."""
    draws, count = np.random.default_rng(SEED), np.zeros(2)
    for _ in range(catalogues):
        scores = RECIPES[recipe](world.catalogue(draws), TESTS[tests](draws))
        pair = over_splits(scores, test_over_train=world.RATIO)
        count += [one.low <= truth(recipe) <= one.high for one in pair]
    return tuple(count / catalogues)


def room(share: float, trials: int, *, before: float = np.inf) -> float:
    """Three standard errors of a share, and of its measured value from `before` trials."""
    return 3 * np.sqrt(share * (1 - share) * (1 / trials + 1 / before))


def test_ten_splits_hold_the_expected_accuracy_corrected_and_miss_it_naively():
    corrected, naive = held("centroid", "10 splits", 150)
    assert corrected == pytest.approx(0.941, abs=room(0.941, 150))
    assert naive == pytest.approx(0.67, abs=room(0.67, 150))


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(("recipe", "tests"), COVERED)
def test_the_corrected_interval_covers_what_was_measured_also_where_that_is_not_95(recipe, tests):
    trials, before = (200, 1_000) if recipe == "nearest" else (1_000, 4_000)
    for measured, share in zip(held(recipe, tests, trials), COVERED[recipe, tests], strict=True):
        # A share near 1 has no room of its own.
        spread = room(min(share, 0.98), trials, before=before)
        assert measured == pytest.approx(share, abs=spread)


@pytest.mark.slow
@pytest.mark.recorded
def test_every_split_added_makes_the_naive_interval_worse():
    for recipe in RECIPES:
        few, many = (held(recipe, f"{splits} splits", 200)[1] for splits in (5, 30))
        assert many < few - 0.1


def test_both_t_intervals_are_those_of_the_formula():
    values, factor = [0.80, 0.82, 0.84, 0.81], 1 / 4 + 1 / 3
    pair = over_splits(values, test_over_train=1 / 3, level=0.9)
    times = stats.t.ppf(0.95, 3) * np.std(values, ddof=1)
    assert pair.corrected.half_width == pytest.approx(times * np.sqrt(factor))
    assert pair.naive.half_width == pytest.approx(times / 2)
    assert pair.corrected.estimate == pair.naive.estimate == pytest.approx(0.8175)
    assert (pair.corrected.low + pair.corrected.high) / 2 == pytest.approx(0.8175)
    assert (pair.corrected.unit, pair.naive.unit) == (SPLIT, SPLIT_AS_IF_INDEPENDENT)
    assert (pair.corrected.n_units, pair.corrected.level) == (4, 0.9)


def test_more_splits_do_not_narrow_the_corrected_interval_to_nothing():
    values = np.tile([0.80, 0.84], 500)
    pair = over_splits(values, test_over_train=1 / 3)
    assert pair.naive.half_width < 0.002
    assert pair.corrected.half_width == pytest.approx(1.96 * 0.02 * np.sqrt(1 / 3), rel=0.01)


def test_k_folds_put_one_part_in_test_for_k_less_one_in_training():
    assert ratio_of_folds(5) == pytest.approx(1 / 4)
    with pytest.raises(EvaluationError, match="1 fold"):
        ratio_of_folds(1)


def test_a_paired_difference_is_narrower_than_the_two_accuracies_suggest():
    ours, theirs, line = world.rivals(np.random.default_rng(SEED), 60, 0.02)
    same = ours + 0 * theirs
    drawn = redraw_lines(line, seed=1)
    assert paired_difference(same, ours, drawn)[:3] == (0, 0, 0)
    assert paired_difference(ours, theirs, drawn) == mean_interval(ours - theirs, drawn)
    swapped = paired_difference(theirs, ours, drawn)
    assert swapped.estimate == -paired_difference(ours, theirs, drawn).estimate


@cache
def comparisons(lines: int, trials: int) -> dict[str, float]:
    """How often a difference is found: a planned one, and none, by line and by McNemar."""
    draws, found = np.random.default_rng(SEED), np.zeros(4)
    gain = planned(lines)
    for trial in range(trials):
        ours, theirs, line = world.rivals(draws, lines, gain)
        interval = paired_difference(ours, theirs, redraw_lines(line, seed=trial, draws=800))
        ours, theirs, line = world.rivals(draws, lines, 0.0)
        tie = paired_difference(ours, theirs, redraw_lines(line, seed=trial, draws=800))
        mcnemar = mcnemar_as_if_cards_were_independent(ours, theirs).p_value
        off = tie.low > 0 or tie.high < 0
        found += [interval.low > 0, interval.low <= gain <= interval.high, off, mcnemar < 0.05]
    names = ("found", "covered", "false", "false by McNemar")
    return dict(zip(names, (found / trials).tolist(), strict=True))


@cache
def planned(lines: int) -> float:
    """The difference that so many lines should find with power .8, from a pilot of 5,000 lines."""
    ours, theirs, line = world.rivals(np.random.default_rng(SEED), 5_000, 0.0)
    drawn = redraw_lines(line, seed=0)
    return detectable_by_line(ours - theirs, drawn, n_lines=lines).difference


def test_a_planned_difference_is_found_and_mcnemar_finds_one_where_none_is():
    rates = comparisons(60, 150)
    assert rates["found"] == pytest.approx(0.83, abs=room(0.83, 150))
    assert rates["false"] <= 0.06 + room(0.06, 150)
    assert rates["false by McNemar"] == pytest.approx(0.33, abs=room(0.33, 150))


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(
    ("lines", "found", "covered", "false"),
    [(20, 0.816, 0.913, 0.064), (40, 0.833, 0.935, 0.069), (136, 0.823, 0.941, 0.059)],
)
def test_the_power_promised_by_line_is_reached_with_the_surplus_that_is_stated(
    lines, found, covered, false
):
    trials = 150 if lines > 100 else 400
    rates = comparisons(lines, trials)
    assert rates["found"] == pytest.approx(found, abs=room(found, trials, before=2_000))
    assert rates["found"] > 0.8 - room(0.8, trials)
    assert rates["covered"] == pytest.approx(covered, abs=room(covered, trials, before=2_000))
    assert rates["false"] == pytest.approx(false, abs=room(false, trials, before=2_000))
    assert rates["false by McNemar"] == pytest.approx(0.33, abs=0.02 + room(0.33, trials))


def found_over_splits(splits: int, trials: int) -> float:
    """Power where the correction's assumption holds: normal splits that correlate by n_test / n."""
    draws, ratio = np.random.default_rng(SEED), 1 / 3
    shared = ratio / (1 + ratio)
    pilot = np.array([-1, 1]) * np.sqrt((1 - shared) / 2)
    plan = detectable_over_splits(pilot, test_over_train=ratio, n_splits=splits)
    common = np.sqrt(shared) * draws.standard_normal((trials, 1))
    own = np.sqrt(1 - shared) * draws.standard_normal((trials, splits))
    values = plan.difference + common + own
    pairs = [over_splits(row, test_over_train=ratio) for row in values]
    return float(np.mean([pair.corrected.low > 0 for pair in pairs]))


@pytest.mark.parametrize("splits", [5, 30])
def test_the_power_promised_over_splits_is_reached_where_the_assumption_holds(splits):
    assert found_over_splits(splits, 1_000) == pytest.approx(0.8, abs=room(0.8, 1_000))


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(("splits", "found"), [(5, 0.85), (10, 0.855), (30, 0.88)])
def test_two_steady_recipes_are_told_apart_more_often_than_promised(splits, found):
    draws, trials = np.random.default_rng(SEED), 300
    shift = truth("difference")
    values = np.array(
        [
            RECIPES["difference"](world.catalogue(draws), world.random_tests(draws, splits)) - shift
            for _ in range(trials)
        ]
    )
    spread = np.sqrt(values.var(axis=1, ddof=1).mean() / 2)
    plan = detectable_over_splits(
        [-spread, spread], test_over_train=world.RATIO, n_splits=splits
    ).difference
    pairs = [over_splits(row + plan, test_over_train=world.RATIO) for row in values]
    power = float(np.mean([pair.corrected.low > 0 for pair in pairs]))
    assert power == pytest.approx(found, abs=room(found, trials, before=600))


def test_four_times_the_lines_find_half_the_difference_and_more_splits_find_little():
    ours, theirs, line = world.rivals(np.random.default_rng(SEED), 40, 0.0)
    drawn = redraw_lines(line, seed=1)
    here, more = (detectable_by_line(ours - theirs, drawn, n_lines=lines) for lines in (None, 160))
    assert (here.n_units, more.n_units) == (40, 160)
    assert more.difference == pytest.approx(here.difference / 2)
    pilot = [0.01, 0.02, 0.03, 0.02, 0.01]
    splits = [
        detectable_over_splits(pilot, test_over_train=1 / 3, n_splits=count).difference
        for count in (100, 10_000)
    ]
    assert splits[1] > 0.97 * splits[0]


def test_the_spread_by_line_is_the_spread_of_the_bootstrap():
    ours, theirs, line = world.rivals(np.random.default_rng(SEED), 200, 0.0)
    drawn = redraw_lines(line, seed=1)
    error = paired_difference(ours, theirs, drawn).half_width / stats.norm.ppf(0.975)
    plan = detectable_by_line(ours - theirs, drawn)
    times = stats.norm.ppf(0.975) + stats.norm.ppf(0.8)
    assert plan.difference == pytest.approx(times * error, rel=0.05)
    rows = redraw_cards_as_if_independent(line.size, seed=1)
    assert detectable_by_line(ours - theirs, rows).difference < 0.7 * plan.difference


def test_the_plan_is_exact_where_it_can_be_computed_otherwise():
    pilot, ratio = np.array([0.01, 0.05, 0.02, 0.03, 0.00]), 1 / 3
    plan = detectable_over_splits(pilot, test_over_train=ratio, power=0.9)
    errors = plan.difference / (pilot.std(ddof=1) * np.sqrt(1 / 5 + ratio))
    assert stats.nct.sf(stats.t.ppf(0.975, 4), 4, errors) == pytest.approx(0.9, abs=1e-6)
    line = np.repeat(np.arange(20), np.arange(1, 21))
    same_on_every_card = np.full(line.size, 0.5)
    assert detectable_by_line(same_on_every_card, redraw_lines(line, seed=1)).difference == 0


def test_mcnemar_counts_the_cards_of_one_model_alone():
    ours, theirs = [1, 1, 1, 1, 0, 0], [1, 0, 0, 0, 1, 0]
    found = mcnemar_as_if_cards_were_independent(ours, theirs)
    assert found[:2] == (3, 1)
    assert found.p_value == pytest.approx(stats.binomtest(3, 4).pvalue)
    assert mcnemar_as_if_cards_were_independent(ours, ours) == (0, 0, 1.0)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda drawn: paired_difference([1] * 20, [1] * 19, drawn), "20 values of ours for 19"),
        (lambda drawn: paired_difference([1] * 19, [1] * 19, drawn), "19 values for 20 rows"),
        (lambda _: over_splits([0.8], test_over_train=1 / 3), "1 split has no spread"),
        (lambda _: over_splits([0.8, np.nan], test_over_train=1), "1 of 2 values"),
        (lambda _: over_splits([0.8, 0.9], test_over_train=0), "test_over_train is 0;"),
        (lambda _: over_splits([0.8, 0.9], test_over_train=1, level=95), "level is 95"),
        (lambda drawn: detectable_by_line([1] * 20, drawn, n_lines=9), "n_lines is 9"),
        (lambda drawn: detectable_by_line([1] * 20, drawn, power=80), "power is 80"),
        (lambda drawn: detectable_by_line([1] * 20, drawn, power=0.02), "by luck"),
        (
            lambda _: detectable_over_splits([1, 2], test_over_train=1, n_splits=1),
            "n_splits is 1;",
        ),
        (lambda _: mcnemar_as_if_cards_were_independent([1], [1, 0]), "1 values of ours_right"),
    ],
)
def test_what_cannot_be_compared_or_planned_is_refused(ask, message):
    with pytest.raises(EvaluationError, match=message):
        ask(redraw_lines(np.arange(20), seed=1))
