"""What calibration and decisions are worth on the whole catalogue, always on unseen lines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import load_cards, split_by_line
from cardshop.evaluation import (
    MISFILE_USD,
    best_threshold,
    cheapest,
    confusion,
    cooled,
    cost_usd,
    decision_cost_usd,
    expected_calibration_error,
    fit_temperature,
    mean_interval,
    misfile_costs,
    paired_difference,
    redraw_lines,
    slice_report,
)
from cardshop.training import Settings, held_out
from cardshop.training.fitting import checked, fit, probabilities_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = [pytest.mark.slow, pytest.mark.recorded]
SPLITS = range(5)
HALVES = range(40)
# Mean over HALVES, dollars a card of the half that chose nothing: (one price, cost matrix).
PAID = {
    "file all": (0.1007, 0.1363),
    "raw, at .75": (0.0697, 0.0869),
    "raw, tuned": (0.0681, 0.0796),
    "raw, cheapest": (0.0697, 0.0775),
    "calibrated, at .75": (0.0677, 0.0795),
    "calibrated, tuned": (0.0681, 0.0783),
    "calibrated, cheapest": (0.0677, 0.0714),
}


class Answers(NamedTuple):
    """Cards with the probabilities that a model gave them."""

    truth: NDArray[np.intp]
    given: NDArray[np.float64]

    def sure(self, temperature: float = 1.0) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """(confidence, right), cooled or not."""
        after = cooled(self.given, temperature)
        return after.max(axis=1), after.argmax(axis=1) == self.truth


def sides(table: pl.DataFrame, way: str, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Three quarters and one, by line or at random."""
    if way == "line":
        return split_by_line(table, seed)
    mixed, quarter = table.sample(fraction=1, shuffle=True, seed=seed), table.height // 4
    return mixed.tail(-quarter), mixed.head(quarter)


@cache
def answers(way: str, seed: int) -> tuple[Answers, Answers]:
    """(held out within training, test) of one split, each by a model that saw none of it."""
    cards = load_cards()
    table, types, told = checked(cards, Settings()), cards["card_type"].to_numpy(), Settings()
    classes, numbered = np.unique(types), cards.select("line_id").with_row_index("row")
    train, test = sides(numbered, way, seed)
    inner, kept = sides(train, way, seed)
    found = []
    for learn, asked in ((inner, kept), (train, test)):
        rows, unseen = learn["row"].to_numpy(), asked["row"].to_numpy()
        done = fit(table[rows], types[rows], told)
        given = probabilities_of(done.pipeline, table[unseen], classes)
        found.append(Answers(np.searchsorted(classes, types[unseen]), given))
    return found[0], found[1]


def calibration(way: str) -> dict[str, float]:
    """Means over five splits: temperature, confidence less accuracy and error, before and after."""
    rows = []
    for seed in SPLITS:
        kept, test = answers(way, seed)
        heat = fit_temperature(kept.given, kept.truth)
        row = {"temperature": heat}
        for when, one in (("before", 1.0), ("after", heat)):
            sure, right = test.sure(one)
            row[f"error {when}"] = expected_calibration_error(sure, right)
            row[f"too sure {when}"] = float(sure.mean() - right.mean())
        rows.append(row)
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}


def test_a_model_is_too_sure_of_unseen_lines_and_a_temperature_halves_the_error():
    found = calibration("line")
    assert found["temperature"] == pytest.approx(1.37, abs=0.03)
    assert found["too sure before"] == pytest.approx(0.048, abs=0.005)
    assert found["error before"] == pytest.approx(0.048, abs=0.004)
    assert found["error after"] == pytest.approx(0.026, abs=0.004)


def test_on_a_random_split_the_same_model_looks_calibrated_and_nothing_is_mended():
    found = calibration("random")
    assert found["temperature"] == pytest.approx(0.98, abs=0.03)
    assert abs(found["too sure before"]) < 0.012
    assert found["error before"] < 0.016
    assert found["error after"] > found["error before"] - 0.003


@cache
def whole() -> tuple[pl.DataFrame, Answers, list[str]]:
    """Every card as answered without its line; (table, answers, types)."""
    table = held_out(load_cards(), Settings()).with_row_index("row")
    kinds = [name[2:] for name in table.columns if name.startswith("p_")]
    truth = np.searchsorted(kinds, table["card_type"].to_numpy())
    return table, Answers(truth, table.select(pl.col("^p_.*$")).to_numpy()), kinds


def decided(seed: int, costs: NDArray[np.float64]) -> tuple[dict[str, NDArray], pl.Series, float]:
    """(dollars of each card of one half by option, its lines, what choosing there would save).

    Temperature and threshold are chosen on the lines of the other half.
    """
    table, found, _ = whole()
    mine, other = split_by_line(table, seed, test_share=0.5)
    chosen, scored = mine["row"].to_numpy(), other["row"].to_numpy()
    heat = fit_temperature(found.given[chosen], found.truth[chosen])
    paid, flattery = {}, 0.0
    for name, given in (("raw", found.given), ("calibrated", cooled(found.given, heat))):
        sure, loss = given.max(axis=1), decision_cost_usd(found.truth, given.argmax(axis=1), costs)
        tuned = best_threshold(sure[chosen], loss[chosen]).threshold
        here = sure[scored], loss[scored]
        paid["file all"] = here[1]
        paid[f"{name}, at .75"] = cost_usd(*here, threshold=0.75)
        paid[f"{name}, tuned"] = cost_usd(*here, threshold=tuned)
        answer = cheapest(given[scored], costs)
        paid[f"{name}, cheapest"] = decision_cost_usd(found.truth[scored], answer, costs)
        flattery = float(paid[f"{name}, tuned"].mean()) - best_threshold(*here).cost_usd
    return paid, other["line_id"], flattery


def prices() -> dict[str, NDArray[np.float64]]:
    """One price for every misfile, and the story's matrix."""
    matrix = misfile_costs(whole()[2])
    return {"one price": MISFILE_USD * (1 - np.eye(len(matrix))), "matrix": matrix}


@cache
def halves(named: str) -> tuple[dict[str, float], float]:
    """(mean dollars a card by option, mean flattery) over the halves."""
    found = [decided(seed, prices()[named]) for seed in HALVES]
    means = {name: float(np.mean([paid[name].mean() for paid, *_ in found])) for name in PAID}
    return means, float(np.mean([one[2] for one in found]))


@pytest.mark.parametrize("option", PAID)
def test_an_option_costs_the_frozen_amount_on_lines_that_chose_nothing(option):
    measured = [halves(named)[0][option] for named in ("one price", "matrix")]
    assert measured == pytest.approx(PAID[option], abs=0.001)


def test_with_a_matrix_the_cheapest_decision_beats_the_tuned_threshold_beyond_chance():
    for seed in range(3):
        paid, lines, _ = decided(seed, prices()["matrix"])
        drawn = redraw_lines(lines, seed=0)
        saved = paired_difference(paid["calibrated, tuned"], paid["calibrated, cheapest"], drawn)
        assert saved.low > 0


def test_with_one_price_and_calibrated_odds_the_threshold_need_not_be_tuned():
    paid, lines, _ = decided(0, prices()["one price"])
    drawn = redraw_lines(lines, seed=0)
    saved = paired_difference(paid["calibrated, at .75"], paid["calibrated, tuned"], drawn)
    assert saved.low < 0 < saved.high
    assert (paid["calibrated, at .75"] == paid["calibrated, cheapest"]).all()
    assert mean_interval(paid["calibrated, at .75"], drawn).high < 0.09


def test_choosing_on_the_scored_lines_flatters_by_a_tenth_of_a_cent_and_more_with_the_matrix():
    one, matrix = (halves(named)[1] for named in ("one price", "matrix"))
    assert one == pytest.approx(0.0010, abs=0.0004)
    assert matrix == pytest.approx(0.0024, abs=0.0008)


def test_dragons_are_filed_as_fighting_often_enough_to_be_priced():
    _, found, kinds = whole()
    said = np.array(kinds)[found.given.argmax(axis=1)]
    table = confusion(np.array(kinds)[found.truth], said)
    dear = table.filter(truth="Dragon", predicted="Fighting")["cards"].item()
    assert table.filter(pl.col("truth") != pl.col("predicted"))["cards"].sum() > 1_900
    assert dear / (found.truth == kinds.index("Dragon")).sum() == pytest.approx(0.28, abs=0.03)


def test_japanese_cards_are_worse_and_no_language_is_too_small_on_the_whole_catalogue():
    table, found, _ = whole()
    right, language = found.sure()[1], load_cards()["language"]
    report = slice_report(right, language, redraw_lines(table["line_id"], seed=0))
    rows = {row["slice"]: row for row in report.iter_rows(named=True)}
    assert rows["ja"]["verdict"] == "worse"
    assert rows["it"]["verdict"] == "no difference shown"
    assert report["why"].null_count() == 6
