"""An interval against the smallest difference that matters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardshop.evaluation import EvaluationError, Interval, decide

POINTS = st.floats(-1, 1)
OPPOSITE = {"better": "worse", "worse": "better"}


def between(low: float, high: float) -> Interval:
    return Interval((low + high) / 2, low, high, 0.95, "evolution line", 136)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.02, 0.05, "better"),
        (0.01, 0.05, "better"),
        (-0.05, -0.01, "worse"),
        (-0.009, 0.009, "no difference that matters"),
        (0.001, 0.009, "no difference that matters"),
        (0.001, 0.05, "cannot tell"),
        (-0.009, 0.01, "cannot tell"),
        (-0.01, 0.009, "cannot tell"),
        (-0.05, 0.05, "cannot tell"),
        (-0.05, -0.001, "cannot tell"),
    ],
)
def test_the_whole_interval_decides_against_one_point(low, high, verdict):
    assert decide(between(low, high), smallest_that_matters=0.01) == verdict


@settings(deadline=None)
@given(POINTS, POINTS, st.floats(0.001, 0.5))
def test_swapping_the_models_swaps_the_verdict(one, other, matters):
    low, high = sorted([one, other])
    there = decide(between(low, high), smallest_that_matters=matters)
    back = decide(between(-high, -low), smallest_that_matters=matters)
    assert back == OPPOSITE.get(there, there)


@settings(deadline=None)
@given(POINTS, POINTS, st.floats(0.001, 0.5))
def test_a_narrower_interval_within_never_turns_better_into_worse(one, other, matters):
    low, high = sorted([one, other])
    wide = decide(between(low, high), smallest_that_matters=matters)
    middle = (low + high) / 2
    narrow = decide(between(middle, middle), smallest_that_matters=matters)
    assert wide in (narrow, "cannot tell")


@pytest.mark.parametrize("matters", [0, -0.01, np.nan, np.inf])
def test_a_difference_that_matters_is_above_zero(matters):
    with pytest.raises(EvaluationError, match=r"smallest_that_matters is .*above 0"):
        decide(between(0, 1), smallest_that_matters=matters)


@pytest.mark.parametrize(("low", "high"), [(np.nan, 1), (0, np.inf), (1, 0)])
def test_no_interval_gives_no_verdict(low, high):
    with pytest.raises(EvaluationError, match="two numbers in order"):
        decide(between(low, high), smallest_that_matters=0.01)
