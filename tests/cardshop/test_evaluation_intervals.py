"""Intervals by evolution line: what they cover, measured in worlds whose truth is known."""

from __future__ import annotations

import tracemalloc

import numpy as np
import polars as pl
import pytest

import simulated_lines as world
from cardshop.evaluation import (
    EvaluationError,
    Redraw,
    accuracy_interval,
    intervals,
    mean_interval,
    ratio_interval,
    redraw_cards_as_if_independent,
    redraw_lines,
    slice_gap,
    slice_ratio,
)
from cardshop.evaluation.intervals import CARD_AS_IF_INDEPENDENT, LINE, WEIGHTS_AT_ONCE

# Fixed before the first run; nothing was chosen after looking at results.
SEED = 20251121
# Measured over 2,000 tests each: lines, correlation within lines, share of intervals called 95 %
# that hold the truth.
COVERED = [
    (10, 0.0, 0.896),
    (10, 0.25, 0.859),
    (20, 0.25, 0.890),
    (40, 0.0, 0.941),
    (40, 0.25, 0.922),
    (136, 0.25, 0.943),
]


def covered(tests: int, lines: int, correlation: float, *, by_line: bool = True) -> float:
    """The share of simulated tests whose interval holds the true accuracy."""
    draws, held = np.random.default_rng(SEED), 0
    for test in range(tests):
        values, line = world.scored(draws, lines, correlation)
        if by_line:
            drawn = redraw_lines(line, seed=test, draws=800)
        else:
            drawn = redraw_cards_as_if_independent(line.size, seed=test, draws=200)
        interval = mean_interval(values, drawn)
        held += interval.low <= world.ACCURACY <= interval.high
    return held / tests


def room(share: float, trials: int, *, before: float = np.inf) -> float:
    """Three standard errors of a share, and of its measured value from `before` trials."""
    return 3 * np.sqrt(share * (1 - share) * (1 / trials + 1 / before))


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(("lines", "correlation", "share"), COVERED)
def test_the_interval_by_line_covers_what_the_docstring_says_and_less_than_it_is_called(
    lines, correlation, share
):
    tests = 200 if lines > 100 else 600
    measured = covered(tests, lines, correlation)
    assert measured == pytest.approx(share, abs=room(share, tests, before=2_000))
    assert measured < 0.95 + room(0.95, tests)


def test_forty_lines_cover_nine_in_ten_where_cards_alone_cover_half():
    tests = 200
    assert covered(tests, 40, 0.25) == pytest.approx(0.922, abs=room(0.922, tests))
    assert covered(40, 40, 0.25, by_line=False) == pytest.approx(0.49, abs=room(0.49, 40))


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(("correlation", "share"), [(0.0, 0.94), (0.1, 0.66), (0.25, 0.49)])
def test_more_lines_do_not_heal_an_interval_that_draws_cards(correlation, share):
    for lines in (20, 40):
        measured = covered(80, lines, correlation, by_line=False)
        assert measured == pytest.approx(share, abs=0.02 + room(share, 80))


def test_lines_of_one_card_give_the_interval_of_cards():
    values = np.random.default_rng(SEED).integers(0, 2, 400)
    by_line = mean_interval(values, redraw_lines(np.arange(400), seed=1))
    by_card = mean_interval(values, redraw_cards_as_if_independent(400, seed=1))
    assert by_line[:4] == by_card[:4]
    assert (by_line.unit, by_card.unit) == (LINE, CARD_AS_IF_INDEPENDENT)


def test_the_interval_is_that_of_a_plain_loop_over_lines():
    values, line = world.scored(np.random.default_rng(SEED), 25)
    draws, means = np.random.default_rng(3), []
    for _ in range(3_000):
        chosen = draws.integers(0, 25, 25)
        means.append(np.concatenate([values[line == one] for one in chosen]).mean())
    found = mean_interval(values, redraw_lines(line, seed=1))
    assert found.estimate == pytest.approx(values.mean())
    assert [found.low, found.high] == pytest.approx(np.quantile(means, [0.025, 0.975]), abs=0.008)
    assert found.half_width == pytest.approx((found.high - found.low) / 2)


def test_the_seed_alone_decides_and_the_order_of_cards_does_not():
    values, line = world.scored(np.random.default_rng(SEED), 25)
    mixed = np.random.default_rng(2).permutation(line.size)
    found = mean_interval(values, redraw_lines(line, seed=1))
    assert mean_interval(values, redraw_lines(line, seed=1)) == found
    assert mean_interval(values[mixed], redraw_lines(line[mixed], seed=1)) == found
    assert mean_interval(values, redraw_lines(line, seed=2)) != found


def test_a_higher_level_is_wider_and_both_hold_the_estimate():
    values, line = world.scored(np.random.default_rng(SEED), 25)
    drawn = redraw_lines(line, seed=1)
    narrow, wide = (mean_interval(values, drawn, level=level) for level in (0.5, 0.95))
    assert wide.low < narrow.low < narrow.estimate == wide.estimate < narrow.high < wide.high
    assert (narrow.level, wide.level, wide.n_units) == (0.5, 0.95, 25)


def test_an_accuracy_interval_reads_names():
    line = np.repeat(np.arange(20), 5)
    truth = pl.Series(np.where(np.arange(100) % 3, "Fire", "Water"))
    interval = accuracy_interval(truth, ["Fire"] * 100, redraw_lines(line, seed=1))
    assert interval.estimate == pytest.approx(0.66)
    assert interval.low < 0.66 < interval.high


def test_a_ratio_weighs_what_is_below_the_line_and_not_the_lines():
    filed = np.tile([1.0, 1.0, 0.0, 0.0], 12)
    wrong = np.tile([1.0, 0.0, 0.0, 0.0], 12)
    drawn = redraw_lines(np.repeat(np.arange(12), 4), seed=1)
    assert ratio_interval(wrong, filed, drawn).estimate == 0.5
    assert mean_interval(wrong, drawn).estimate == 0.25


def test_units_without_a_denominator_do_not_count():
    filed = np.repeat([1.0, 0.0], [30, 20])
    drawn = redraw_lines(np.arange(50) // 2, seed=1)
    assert ratio_interval(filed, filed, drawn).n_units == 15
    with pytest.raises(EvaluationError, match="9 of unit 'evolution line' carry this number"):
        ratio_interval(filed, np.repeat([1.0, 0.0], [18, 32]), drawn)


def test_a_slice_in_ten_lines_has_an_interval_and_one_in_nine_has_none():
    lines = np.repeat(np.arange(60), 5)
    inside = (np.arange(300) % 5 == 0) & (lines < 10)
    values = np.where(inside, lines % 2, 1.0)
    gap = slice_gap(values, inside, redraw_lines(lines, seed=1))
    assert gap.estimate == pytest.approx(-0.5)
    assert gap.low < -0.5 < gap.high
    assert gap.n_units == 10
    assert slice_gap(values, ~inside, redraw_lines(lines, seed=1)).n_units == 10
    with pytest.raises(EvaluationError, match="9 of unit"):
        slice_gap(values, inside & (lines < 9), redraw_lines(lines, seed=1))


class Unlucky(Redraw):
    """A redraw of 60 lines whose last draw misses the first ten."""

    def weights(self):
        yield from super().weights()
        yield np.repeat([0.0, 1.2], [10, 50])[None, :]


def test_a_draw_that_misses_the_slice_is_left_out():
    lines = np.repeat(np.arange(60), 5)
    usual = redraw_lines(lines, seed=1)
    unlucky = Unlucky(usual.code, usual.n_units, usual.unit, usual.seed, usual.draws)
    values = np.random.default_rng(SEED).random(300)
    assert slice_gap(values, lines < 10, unlucky) == slice_gap(values, lines < 10, usual)


def test_a_gap_is_inside_less_outside():
    lines = np.repeat(np.arange(20), 4)
    inside = np.arange(80) % 4 == 0
    gap = slice_gap(inside.astype(float), inside, redraw_lines(lines, seed=1))
    assert (gap.estimate, gap.low, gap.high) == (1.0, 1.0, 1.0)


def test_the_size_of_a_block_changes_no_interval(monkeypatch):
    values, line = world.scored(np.random.default_rng(SEED), 25)
    whole = mean_interval(values, redraw_lines(line, seed=1))
    monkeypatch.setattr(intervals, "WEIGHTS_AT_ONCE", 25 * 300)
    assert mean_interval(values, redraw_lines(line, seed=1)) == whole


def test_cards_one_by_one_take_no_more_memory_than_a_block():
    values = np.random.default_rng(SEED).random(20_000)
    tracemalloc.start()
    mean_interval(values, redraw_cards_as_if_independent(20_000, seed=1, draws=200))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 8 * WEIGHTS_AT_ONCE


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: redraw_lines(np.arange(9), seed=1), "9 of unit .*10 or more are needed"),
        (lambda: redraw_lines([], seed=1), "lines has shape"),
        (lambda: redraw_lines([1, None] * 10, seed=1), "10 of 20 values of lines are null"),
        (lambda: redraw_lines(np.arange(20), seed=1, draws=20), "20 draws; 100 or more"),
        (lambda: redraw_cards_as_if_independent(3, seed=1), "3 of unit 'card, as if"),
    ],
)
def test_too_few_units_or_draws_are_refused(build, message):
    with pytest.raises(EvaluationError, match=message):
        build()


@pytest.mark.parametrize(
    ("arguments", "level", "message"),
    [
        (([1.0] * 19, [1.0] * 19), 0.95, "19 values for 20 rows that were redrawn"),
        (([1.0] * 20, [1.0] * 19), 0.95, "20 numerators for 19 denominators"),
        (([np.nan] + [1.0] * 19, [1.0] * 20), 0.95, "1 of 20 values of numerators are null"),
        ((["a"] * 20, [1.0] * 20), 0.95, "numerators holds something that is no number"),
        (([1.0] * 20, [-1.0] + [1.0] * 19), 0.95, "sum below 0"),
        (([1.0] * 20, [1.0] * 20), 95, "level is 95, not between 0 and 1. Try 0.95"),
    ],
)
def test_values_that_have_no_interval_are_refused(arguments, level, message):
    drawn = redraw_lines(np.arange(20), seed=1)
    with pytest.raises(EvaluationError, match=message):
        ratio_interval(*arguments, drawn, level=level)


def test_a_slice_that_errs_twice_as_often_has_a_ratio_of_two():
    lines = np.repeat(np.arange(40), 4)
    inside = np.tile([True, True, False, False], 40)
    # Two errors inside and none outside, a line of four: .5 against a base rate of .25.
    wrong = np.tile([True, False, False, False], 40)
    found = slice_ratio(wrong, inside, redraw_lines(lines, seed=1))
    assert (found.estimate, found.low, found.high) == (2.0, 2.0, 2.0)


def test_the_base_rate_moves_with_the_lines_that_are_drawn():
    random = np.random.default_rng(SEED)
    lines = np.repeat(np.arange(60), 5)
    wrong = np.repeat(random.random(60) < 0.3, 5)
    everything = np.ones(300)
    # The slice is all cards: its rate over the base rate is 1 in every draw.
    found = slice_ratio(wrong, everything, redraw_lines(lines, seed=1))
    assert (found.low, found.high) == (1.0, 1.0)


def test_a_ratio_to_nothing_is_refused():
    lines = np.repeat(np.arange(20), 2)
    with pytest.raises(EvaluationError, match="no base rate"):
        slice_ratio(np.zeros(40), np.arange(40) % 2, redraw_lines(lines, seed=1))
