"""Names that a card or a batch does not have: all are refused, and none costs the loop much."""

from __future__ import annotations

import json

import pytest

from cardshop.service.problems import Problem
from cardshop.service.requests import Reader
from served_cards import CARD, GROUPS

MANY = {f"n{at}": at for at in range(30_000)}
TYPO = {name + "x" * (name == "hp"): value for name, value in CARD.items()}


@pytest.fixture(scope="module")
def reader():
    return Reader(GROUPS, most_cards=3)


def refused(read, told: object) -> Problem:
    with pytest.raises(Problem) as refusal:
        read(json.dumps(told).encode())
    assert refusal.value.status == 422
    return refusal.value


@pytest.mark.parametrize(
    ("told", "first", "count"),
    [
        ({"cards": [CARD, CARD | {"foo": 1}]}, "#/cards/1/foo", 1),
        ({"cards": [CARD], "foo": 1}, "#/foo", 1),
        ({"cards": [MANY]}, "#/cards/0/n0", 30_000),
        ({"cards": [CARD, CARD | MANY]}, "#/cards/1/n0", 30_000),
        ({"cards": [CARD]} | MANY, "#/n0", 30_000),
        ({"cards": []} | MANY, "#/n0", 30_000),
        ({"cards": [CARD, TYPO]}, "#/cards/1/hp", 2),
        ({"cards": [CARD] * 4}, "#/cards", 1),
    ],
)
def test_a_batch_with_a_name_too_many_is_refused_and_all_are_counted(reader, told, first, count):
    problem = refused(reader.many, told)
    assert problem.errors[0]["pointer"] == first
    assert len(problem.errors) + problem.left_out == count


def test_a_misspelled_name_is_named_beside_the_one_that_is_missing(reader):
    problem = refused(reader.one, TYPO)
    assert [one["pointer"] for one in problem.errors] == ["#/hp", "#/hpx"]


def test_a_name_of_the_batch_is_none_of_a_card(reader):
    assert refused(reader.one, CARD | {"cards": 1}).errors[0]["pointer"] == "#/cards"


def test_surplus_names_are_counted_before_an_error_is_made_of_each(reader, monkeypatch):
    made = []
    monkeypatch.setattr("cardshop.service.requests._said", lambda error: made.append(error) or [])
    refused(reader.many, {"cards": [MANY]})
    refused(reader.many, {"cards": [CARD | MANY]})
    assert made == []


def test_colons_in_values_are_no_names(reader):
    colons = CARD | {"attack_name": "a:b" + ":" * 50}
    assert len(reader.many(json.dumps({"cards": [colons] * 3}).encode())) == 3
    assert reader.one(json.dumps(colons).encode())["attack_name"] == colons["attack_name"]
