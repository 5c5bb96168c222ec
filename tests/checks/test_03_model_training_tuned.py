"""The bars of 3.3 are bound once: what an answer assigns to the check's module moves none."""

from __future__ import annotations

import pytest

from classroom.checks import State
from questions import judged, questions

PATCHED = {
    "BAR": ("logistic", "at most 0.85 is asked for"),
    "ONE_CARD_BUDGET": ("forest", "3 is the budget"),
    "FIT_BUDGET_MS": ("network", "300 is the budget"),
}


@pytest.mark.parametrize("name", PATCHED)
def test_a_bar_that_was_assigned_to_is_the_bar_it_was(name, monkeypatch):
    model, expected = PATCHED[name]
    (question,) = (one for one in questions() if one.id == "3.3")
    monkeypatch.setitem(question.cases.__globals__, name, 1e9)
    verdict = judged(question, f"def tuned():\n    return {{'model': {model!r}}}\n")
    assert verdict.state is State.NOT_YET
    assert expected in verdict.sentence
