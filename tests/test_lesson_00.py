"""Lesson 00: the walk over five questions that ends at a rule, a person or a model."""

from __future__ import annotations

import pytest

from classroom.syllabus import ROOT
from notebooks import loaded

SUITS_A_MODEL = {
    "exact": False,
    "labelled": True,
    "bearable": True,
    "changes": True,
    "volume": True,
}


@pytest.fixture(scope="module")
def advice():
    return loaded(ROOT / "00_ml_in_business.py").advice


def test_five_suitable_answers_end_at_a_model(advice):
    assert advice(**SUITS_A_MODEL)[0] == "model"


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ({"exact": True}, "rule"),
        ({"volume": False}, "person"),
        ({"labelled": False}, "collect answers"),
        ({"bearable": False}, "model proposes, person decides"),
        ({"changes": False}, "heuristic first"),
    ],
)
def test_one_unsuitable_answer_ends_at_less_than_a_model(advice, answer, end):
    what, why = advice(**SUITS_A_MODEL | answer)
    assert what == end
    assert why.endswith(".")


def test_an_exact_rule_is_taken_whatever_else_holds(advice):
    nothing = dict.fromkeys(SUITS_A_MODEL, False)
    assert advice(**nothing | {"exact": True})[0] == "rule"
