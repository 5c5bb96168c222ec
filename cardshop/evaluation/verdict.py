"""What to do about a difference: an interval against the smallest difference that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from cardshop.evaluation.inputs import EvaluationError

if TYPE_CHECKING:
    from cardshop.evaluation.intervals import Interval

Verdict = Literal["better", "worse", "no difference that matters", "cannot tell"]


def decide(difference: Interval, *, smallest_that_matters: float) -> Verdict:
    """What the whole interval of new less old says; above 0 is better (turn costs into savings).

    With m the smallest difference worth acting on, fixed beforehand, same unit:
    "better" where low >= m, "worse" where high <= -m, "no difference that matters" where
    -m < low and high < m, else "cannot tell". So an interval off 0 that reaches below m
    cannot tell, and one across 0 may do. Raises EvaluationError unless m > 0.
    """
    matters, low, high = smallest_that_matters, difference.low, difference.high
    if not 0 < matters < np.inf:
        message = f"smallest_that_matters is {matters}; a number above 0 is needed. Ask what gain "
        raise EvaluationError(message + "would pay for the change.")
    if not (np.isfinite(low) and np.isfinite(high) and low <= high):
        message = f"the interval runs from {low} to {high}; two numbers in order are needed. "
        raise EvaluationError(message + "Compute it with paired_difference or over_splits.")
    if low >= matters:
        return "better"
    if high <= -matters:
        return "worse"
    inside = -matters < low and high < matters
    return "no difference that matters" if inside else "cannot tell"
