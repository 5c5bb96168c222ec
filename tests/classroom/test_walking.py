"""Runbooks as data: where they lead, and what becomes of one that leads nowhere."""

from __future__ import annotations

import pytest

from classroom.checks.walking import every_way, walk

STEPS = {
    "start": {"look": "late", "above": 0.1, "yes": "why", "no": "do nothing"},
    "why": {"look": "release", "above": 10, "yes": "call", "no": "roll back", "none": "call"},
}


@pytest.mark.parametrize(
    ("late", "release", "end"),
    [(0.1, 3, "do nothing"), (0.2, 10, "roll back"), (0.2, 11, "call"), (0.2, None, "call")],
)
def test_a_finding_at_the_limit_is_not_above_it_and_none_has_a_way_of_its_own(late, release, end):
    assert walk(STEPS, {"late": late, "release": release}).end == end


def test_a_walk_tells_what_it_looked_at():
    told = walk(STEPS, {"late": 0.25, "release": None}).told()
    assert told == "late 0.25 (yes), release nothing (none), call"


def test_a_step_that_comes_round_again_and_a_missing_way_lead_nowhere():
    circle = {"start": {"look": "late", "above": 0, "yes": "start", "no": "do nothing"}}
    assert walk(circle, {"late": 1}).end is None
    assert walk(STEPS, {"late": None}).end is None
    assert walk({}, {}).end == "start"


def test_every_way_is_listed_once_and_none_is_longer_than_allowed():
    assert sorted(every_way(STEPS, 5)) == [
        (("late",), "do nothing"),
        (("late", "release"), "call"),
        (("late", "release"), "call"),
        (("late", "release"), "roll back"),
    ]
    assert (("late",), "why") in set(every_way(STEPS, 1))
