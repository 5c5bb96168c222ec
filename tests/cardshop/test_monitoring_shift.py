"""Drift by harm, on small samples: what is found, what it is said to cost, and what is not."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
import pytest

from cardshop.drift import DriftError, relabel
from cardshop.monitoring.shift import MONITORED, alarm, shifts
from cardshop.monitoring.shift.catalogue import FAULTS, MIXES, NOTHING, SHIFTS
from cardshop.monitoring.shift.significance import over_all
from shifted_cards import costs, prints, reference

CATALOGUE, REFERENCE, DAY = 2_500, 4_000, 1_000


@cache
def compared():
    return reference(REFERENCE, CATALOGUE)


@cache
def today(name=None):
    cards = prints(REFERENCE + DAY, CATALOGUE).tail(DAY)
    return (SHIFTS[name] if name else NOTHING)(cards, np.random.default_rng(6))


@cache
def table(name=None):
    return shifts(compared(), today(name), seed=60)


def row(name, column):
    return table(name).row(by_predicate=pl.col("column") == column, named=True)


def true_points(name):
    """What the shift costs on the reference itself: the same cards, before and after."""
    cards = compared().sample.cards
    changed = SHIFTS[name](cards, np.random.default_rng(7))
    return 100 * (costs(compared(), cards)[0] - costs(compared(), changed)[0])


def test_a_day_without_drift_has_a_row_a_column_and_none_that_pages():
    assert table()["column"].to_list() == [*MONITORED, "predicted type", "confidence"]
    assert table()["severity"].unique().to_list() == ["none"]
    assert not alarm(compared(), today(), seed=60)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("hue turned by 90 degrees", "scan_hue_deg"),
        ("hue in radians", "scan_hue_deg"),
        ("saturation from 0 to 255", "scan_saturation"),
        ("brightness -0.2", "scan_brightness"),
        ("attack_name in lower case", "attack_name"),
        ("no egg groups", "egg_groups"),
        ("height in inches", "height_m"),
        ("one attack for all cards", "attack_name"),
    ],
)
def test_a_replayed_fault_costs_about_what_the_truth_says(name, column):
    found = row(name, column)
    assert found["severity"] == "page"
    assert abs(found["harm_points"] - true_points(name)) < max(2.5, 0.25 * true_points(name))


def test_a_harmless_fault_is_seen_and_pages_nobody():
    assert row("hit points +10", "hp")["adjusted_p"] <= 0.05
    assert abs(row("hit points +10", "hp")["harm_points"]) < 0.5
    assert "page" not in table("hit points +10")["severity"]


def test_a_turned_hue_is_told_in_degrees_and_a_moved_number_in_its_unit():
    assert row("hue turned by 90 degrees", "scan_hue_deg")["unit"] == "degrees"
    assert abs(row("hue turned by 90 degrees", "scan_hue_deg")["effect"] - 90) < 20
    assert row("hit points +40", "hp")["effect"] == pytest.approx(40, abs=8)
    assert row("hit points +40", "hp")["unit"] == "hit points"
    assert row("no egg groups", "egg_groups")["unit"] == "points of share of missing"
    assert row("damage missing", "attack_damage")["effect"] == 100


def test_confidence_alone_would_praise_a_wrong_unit():
    assert row("saturation from 0 to 255", "confidence")["effect"] > 5
    assert true_points("saturation from 0 to 255") > 50


def test_rows_out_of_step_do_not_move_their_column_and_page_by_the_confidence():
    moved = table("hue of the next card").filter(pl.col("adjusted_p") <= 0.05)
    assert "scan_hue_deg" not in moved["column"]
    assert moved.filter(column="confidence")["severity"].to_list() == ["page"]
    assert true_points("hue of the next card") > 5


def test_more_cards_of_a_type_are_no_fault_of_the_camera():
    """Twice the Water cards move the hue as a turn would; turned back, the model is less sure."""
    found = row("4 times the Colorless cards", "scan_saturation")
    assert found["adjusted_p"] <= 0.05
    assert found["harm_points"] == 0


def test_a_missing_column_counts_as_null():
    without = today().drop("scan_hue_deg")
    found = shifts(compared(), without, seed=60)
    hue = found.row(by_predicate=pl.col("column") == "scan_hue_deg", named=True)
    assert (hue["effect"], hue["unit"]) == (100, "points of share of missing")
    assert hue["severity"] == "page"


def test_answers_of_the_journal_count_as_they_were_given():
    """A softmax too many leaves every type as it was, and sends every card to the desk."""
    given = np.exp(compared().model(today()))
    given /= given.sum(axis=1, keepdims=True)
    kinds = [compared().classes[place] for place in given.argmax(axis=1)]
    answers = pl.DataFrame({"card_type": kinds, "confidence": given.max(axis=1)})
    found = shifts(compared(), today(), seed=60, answers=answers).filter(column="confidence")
    assert found["severity"].item() == "page"
    assert found["harm_usd"].item() > 0.05
    none = answers.with_columns(confidence=pl.lit(None, pl.Float64))
    with pytest.raises(DriftError, match="no card has an answer"):
        shifts(compared(), today(), seed=60, answers=none)


def test_the_same_seed_gives_the_same_table():
    assert shifts(compared(), today("hue in radians"), seed=60).equals(table("hue in radians"))


def test_cards_without_lots_are_refused():
    with pytest.raises(DriftError, match="lot_id"):
        shifts(compared(), today().drop("lot_id"), seed=1)
    with pytest.raises(DriftError, match="0 cards"):
        shifts(compared(), today().clear(), seed=1)


def adjusted(columns, seed=3):
    """Adjusted p-values of columns of codes, 40 lots of five rows against 20."""
    reference, current = np.repeat(np.arange(40), 5), np.repeat(np.arange(20), 5)
    lots = relabel(reference, current, permutations=199, seed=seed)
    cut = reference.size
    bins = [("number", column[:cut], column[cut:]) for column in columns]
    nothing = np.random.default_rng(1).random(cut), np.random.default_rng(2).random(current.size)
    return over_all(bins, nothing, lots)


def test_twenty_copies_of_a_column_count_as_one():
    """Bonferroni would ask twenty times as much."""
    draws = np.random.default_rng(4)
    moved = np.concatenate([draws.integers(0, 8, 200), draws.integers(2, 10, 100)])
    found = adjusted([moved] * 20)
    alone = adjusted([moved])
    assert found.p_values[0] == 1 / 200
    assert np.allclose(found.adjusted[:20], alone.adjusted[0])
    independent = adjusted([moved, *(draws.integers(0, 8, 300) for _ in range(19))])
    assert independent.adjusted[0] > alone.adjusted[0]
    assert (independent.adjusted >= independent.p_values).all()


def test_lots_that_are_alike_raise_no_more_alarms_than_promised():
    draws = np.random.default_rng(5)
    alarms = 0
    for seed in range(100):
        lot = draws.normal(size=60)
        rows = np.repeat(lot, 5) + 0.1 * draws.normal(size=300)
        codes = np.digitize(rows, [-1, -0.5, 0, 0.5, 1])
        other = np.digitize(rows + 0.5 * draws.normal(size=300), [-1, -0.5, 0, 0.5, 1])
        alarms += bool((adjusted([codes, other], seed).adjusted <= 0.05).any())
    assert alarms <= 11


def test_a_shift_changes_cards_and_keeps_lots_and_columns():
    cards = prints(REFERENCE, CATALOGUE).head(250)
    names = [*MONITORED, "lot_id"]
    assert len(FAULTS) > 70
    assert len(MIXES) > 15
    for name, shift in (FAULTS | MIXES).items():
        changed = shift(cards, np.random.default_rng(1)).sort("lot_id", maintain_order=True)
        assert changed.columns == cards.columns, name
        assert changed["lot_id"].equals(cards["lot_id"]), name
        assert not changed.select(names).equals(cards.select(names)), name
    assert NOTHING(cards, np.random.default_rng(1)).equals(cards)
