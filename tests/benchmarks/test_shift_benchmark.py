"""Drift by harm is timed beside scipy on gaps that agree; no time is asserted."""

from __future__ import annotations

import pytest

from benchmarks import shifts
from benchmarks.timing import UnequalError


def say(_words):
    return None


def test_two_ways_are_measured_and_another_gap_stops_them(monkeypatch):
    monkeypatch.setattr(shifts, "QUICK_ROWS", 1_000)
    (one,) = shifts.measured(quick=True, say=say).tables
    assert [list(ways) for ways in one.groups.values()] == [[shifts.SCIPY, shifts.BY_HARM]] * 2
    near = {shifts.SCIPY: {"hp": 0.5}, shifts.BY_HARM: {"hp": 0.51}}
    shifts._assert_near(near)
    with pytest.raises(UnequalError, match="hp: a gap"):
        shifts._assert_near(near | {shifts.BY_HARM: {"hp": 0.53}})
