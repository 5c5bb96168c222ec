"""Which types are taken for which, and one type against the rest at every threshold."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardshop.evaluation import EvaluationError, area_under_roc, confusion, per_class, roc

TRUTH = ["Fire", "Fire", "Fire", "Water", "Grass"]
SAID = ["Fire", "Water", "Water", "Water", "Fire"]
SCORED = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40).filter(
    lambda cards: len({flag for _, flag in cards}) == 2
)


def test_every_pair_of_types_has_its_cards_and_their_share_of_the_true_type():
    table = confusion(TRUTH, SAID)
    assert table.height == 9
    found = {row[:2]: row[2:] for row in table.rows()}
    assert found["Fire", "Water"] == (2, pytest.approx(2 / 3))
    assert found["Water", "Water"] == (1, 1.0)
    assert found["Grass", "Grass"] == (0, 0.0)
    assert table["cards"].sum() == len(TRUTH)
    assert table.select("truth", "predicted").rows() == sorted(found)


def test_the_diagonal_shares_are_the_recalls():
    same = confusion(TRUTH, SAID).filter(pl.col("truth") == pl.col("predicted"))
    assert same["share"].to_list() == pytest.approx(per_class(TRUTH, SAID)["recall"].to_list())


def test_a_type_that_is_only_predicted_has_no_share():
    table = confusion(["Fire"], ["Water"])
    assert table.filter(truth="Water")["share"].to_list() == [None, None]


def test_codes_are_crossed_as_well_as_names():
    assert confusion([0, 1], [1, 1])["truth"].to_list() == [0, 0, 1, 1]


@settings(deadline=None)
@given(SCORED)
def test_each_row_of_the_curve_is_a_count_at_its_threshold(cards):
    scores, flags = (np.array(side) for side in zip(*cards, strict=True))
    curve = roc(scores, flags)
    assert curve.height == np.unique(scores).size + 1
    assert math.isinf(curve["threshold"][0])
    for threshold, found, wrong in curve.iter_rows():
        called = scores >= threshold
        assert found == pytest.approx(called[flags].mean())
        assert wrong == pytest.approx(called[~flags].mean())


@settings(deadline=None)
@given(SCORED)
def test_the_area_is_the_chance_that_a_card_of_the_class_scores_higher(cards):
    scores, flags = (np.array(side) for side in zip(*cards, strict=True))
    pairs = scores[flags][:, None] - scores[~flags]
    assert area_under_roc(scores, flags) == pytest.approx(((np.sign(pairs) + 1) / 2).mean())


@pytest.mark.parametrize(("flags", "words"), [([1, 1], "every card"), ([0, 0], "no card")])
def test_one_kind_of_card_has_no_curve(flags, words):
    for measure in (roc, area_under_roc):
        with pytest.raises(EvaluationError, match=f"{words} of 2 is of the class"):
            measure([0.2, 0.8], flags)
