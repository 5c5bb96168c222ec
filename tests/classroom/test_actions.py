"""Actions that draw, and actions that take away; hashes as another process would give them."""

from __future__ import annotations

import pytest

from classroom.checks.effects import claimed_cut, draws_by_chance, turned_round
from classroom.checks.salted import otherwise_salted


@pytest.mark.parametrize(
    "action",
    [
        "Offer no more than half of the households, drawn at random, a yearly term.",
        "Let chance decide which households are offered a yearly term.",
        "Randomly pick 200 households. Offer them a discount.",
        "Do not choose them by hand but draw households at random.",
        "Offer a discount to some. Who gets it is drawn at random.",
    ],
)
def test_a_draw_is_seen(action):
    assert draws_by_chance(action)


@pytest.mark.parametrize(
    "action",
    [
        "Nobody is drawn by chance: all monthly households are offered it.",
        "Offer it to all households, for there is a good chance that they stay.",
        "Offer a yearly term to all households without drawing them.",
        "Draw the attention of households to the yearly term.",
        "Offer lots of households a discount.",
    ],
)
def test_what_is_no_draw_is_none(action):
    assert not draws_by_chance(action)


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("Shorten their hours. Then compare again next month.", "Shorten"),
        ("Give the South fewer hours.", "fewer hours"),
        ("Do not shorten the hours of the South.", ""),
        ("Close no desk in the South.", ""),
        ("The proposal to shorten hours is not supported, so the desk stays open.", ""),
        ("Measure again next month before anybody cuts hours.", ""),
    ],
)
def test_a_cut_is_one_unless_it_is_denied(action, said):
    assert claimed_cut(action) == said


def test_only_the_first_group_can_be_told_the_other_way_round():
    assert turned_round("The first group is the more loyal one.", 1)
    assert not turned_round("The first group leaves more often, the second less.", 1)
    assert turned_round("In the first group more leave.", -1)


def test_the_names_beside_an_answer_come_back():
    names: dict = {}
    exec("def salts():\n    return hash('a'), hash(7), list(set('abcdef'))", names)
    answer = names["salts"]
    text, number, order = answer()
    with otherwise_salted(answer):
        other_text, same_number, other_order = answer()
    assert (other_text != text, same_number, other_order) == (True, number, order[::-1])
    assert "hash" not in names
    assert answer() == (text, number, order)
