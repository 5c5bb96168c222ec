"""Slices against the rest of the cards: who gets a verdict, and how often luck does."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import simulated_lines as world
from cardshop.evaluation import (
    FEWEST_UNITS,
    EvaluationError,
    mean_interval,
    redraw_lines,
    slice_gap,
    slice_report,
)
from cardshop.evaluation.slices import KINDS

SEED = 20251121


def shop(lines: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(right, language, line): "ja" is right 30 points less often, "it" is on four lines."""
    random = np.random.default_rng(SEED)
    line = np.repeat(np.arange(lines), 20)
    language = np.where(random.random(line.size) < 0.3, "ja", "en")
    language[(line < 4) & (np.arange(line.size) % 2 == 0)] = "it"
    chance = np.where(language == "ja", 0.55, 0.85)
    return random.random(line.size) < chance, language, line


def report(**told: object) -> dict[str, dict]:
    right, language, line = shop()
    table = slice_report(right, language, redraw_lines(line, seed=0), **told)
    return {row["slice"]: row for row in table.iter_rows(named=True)}


def test_a_bad_slice_is_worse_and_a_small_one_gets_no_verdict():
    found = report()
    assert found["ja"]["verdict"] == "worse"
    assert found["ja"]["gap_high"] < 0
    assert found["en"]["verdict"] == "better"
    assert found["it"]["verdict"] == "too few lines to say"
    assert found["it"]["why"] == f"the slice: 4 lines, {FEWEST_UNITS} or more are needed"


def test_slices_that_differ_by_luck_alone_show_no_difference_either_way():
    right, _, line = shop()
    halves = np.where(np.arange(right.size) % 2, "odd", "even")
    table = slice_report(right, halves, redraw_lines(line, seed=0))
    assert table["verdict"].to_list() == ["no difference shown"] * 2
    assert sorted(np.sign(table["gap"])) == [-1, 1]


def test_a_slice_without_a_verdict_has_its_accuracy_and_no_interval():
    small = report()["it"]
    right, language, _ = shop()
    assert small["accuracy"] == pytest.approx(right[language == "it"].mean())
    assert [small[name] for name in ("low", "high", "gap", "gap_low", "gap_high")] == [None] * 5


def test_the_level_is_shared_by_the_slices_that_get_a_verdict():
    right, language, line = shop()
    drawn = redraw_lines(line, seed=0)
    inside = language == "ja"
    one_of_two = slice_gap(right, inside, drawn, level=0.975)
    row = report()["ja"]
    assert (row["gap_low"], row["gap_high"]) == (one_of_two.low, one_of_two.high)
    alone = slice_report(right, {"ja": inside}, drawn).row(0, named=True)
    assert (alone["gap_low"], alone["gap_high"]) == slice_gap(right, inside, drawn)[1:3]


def test_a_slice_is_compared_with_the_other_cards_and_scored_on_its_own():
    right, language, line = shop()
    row = report()["ja"]
    inside = language == "ja"
    assert row["accuracy"] == pytest.approx(right[inside].mean())
    assert row["gap"] == pytest.approx(right[inside].mean() - right[~inside].mean())
    own = mean_interval(right[inside], redraw_lines(line[inside], seed=0))
    assert row["high"] - row["low"] == pytest.approx(own.high - own.low, rel=0.4)
    assert (row["cards"], row["lines"]) == (inside.sum(), np.unique(line[inside]).size)


def test_rows_stand_by_size_with_the_columns_that_are_promised():
    right, language, line = shop()
    table = slice_report(right, language, redraw_lines(line, seed=0))
    assert dict(table.schema) == KINDS
    assert table["slice"].to_list() == ["en", "ja", "it"]
    assert table["cards"].sum() == right.size


def test_flags_may_overlap_and_come_from_polars():
    right, language, line = shop()
    flags = {"ja": pl.Series(language == "ja"), "old": pl.Series(line < 30)}
    table = slice_report(pl.Series(right), flags, redraw_lines(line, seed=0))
    assert sorted(table["slice"]) == ["ja", "old"]


def test_a_slice_that_is_nearly_everything_leaves_too_few_others():
    right, _, line = shop()
    table = slice_report(right, {"most": line > 3}, redraw_lines(line, seed=0))
    assert table["why"].to_list() == ["the other cards: 4 lines, 10 or more are needed"]


def test_a_slice_that_is_all_right_has_no_spread_to_judge_by():
    right, _, line = shop()
    inside = line < 12
    table = slice_report(right | inside, {"early": inside}, redraw_lines(line, seed=0))
    assert table["verdict"].to_list() == ["too few lines to say"]
    assert "all right" in table["why"][0]


def test_an_empty_slice_gets_a_row_and_no_accuracy():
    right, _, line = shop()
    row = slice_report(right, {"none": line < 0}, redraw_lines(line, seed=0)).row(0, named=True)
    assert (row["cards"], row["lines"], row["accuracy"]) == (0, 0, None)


def test_ends_that_rest_on_no_draws_are_refused_with_the_number_that_is_needed():
    right, language, line = shop()
    with pytest.raises(EvaluationError, match=r"100 draws .* 400 or more .*draws=400"):
        slice_report(right, language, redraw_lines(line, seed=0, draws=100))
    assert slice_report(right, language, redraw_lines(line, seed=0, draws=400)).height == 3


def test_what_is_no_slice_is_refused():
    right, language, line = shop()
    drawn = redraw_lines(line, seed=0)
    with pytest.raises(EvaluationError, match="no slice to report"):
        slice_report(right, {}, drawn)
    with pytest.raises(EvaluationError, match="flags of slice 'short'"):
        slice_report(right, {"short": [1, 0]}, drawn)
    with pytest.raises(EvaluationError, match="null"):
        slice_report(right, [None, *language[1:]], drawn)


def alarms(worlds: int, lines_a_slice: int) -> tuple[float, float]:
    """Shares of reports of eight equal slices with a false verdict: corrected, and one by one."""
    random = np.random.default_rng(SEED)
    corrected = naive = 0
    for seed in range(worlds):
        cards = world.scored(random, 8 * lines_a_slice)
        drawn = redraw_lines(cards.lines, seed=seed)
        names = cards.lines % 8
        table = slice_report(cards.values, names, drawn)
        corrected += table["verdict"].is_in(["worse", "better"]).any()
        gaps = [slice_gap(cards.values, names == one, drawn) for one in range(8)]
        naive += any(gap.low > 0 or gap.high < 0 for gap in gaps)
    return corrected / worlds, naive / worlds


@pytest.mark.slow
@pytest.mark.recorded
def test_eight_equal_slices_raise_far_fewer_false_alarms_when_corrected():
    corrected, naive = alarms(60, 20)
    assert naive == pytest.approx(0.50, abs=0.15)
    assert corrected == pytest.approx(0.17, abs=0.12)
