"""Lesson 06 where no default setting leads: an action in a drill, and a drawn incident."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cardshop.incidents import FAULTS
from classroom.syllabus import ROOT
from notebooks import loaded

# The lesson is found by its path.
RESTS_ON = ("06_production_monitoring.py", "cardshop", "data", "classroom/display")


def shown(outputs) -> str:
    return "\n".join(getattr(one, "text", "") for one in outputs)


@pytest.mark.slow
@pytest.mark.recorded
def test_an_action_serves_the_morning_again_and_an_incident_is_drawn():
    notebook = loaded(ROOT / "06_production_monitoring.py")
    chosen = {
        "guess_drop": "the labels",
        "tool_drop": "inputs",
        "action_drop": "mend_the_sender",
        "another": 1,
        "tool_any": "answers",
    }
    moved = {name: SimpleNamespace(value=value) for name, value in chosen.items()}
    outputs, found = notebook.app.run(defs=moved)
    assert found["at_hand"].fault in FAULTS
    assert found["morning_any"].journal.height > 500
    text = shown(outputs)
    assert "100% recovered" in text
    assert "You predicted <strong>the labels</strong>" in text


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(
    ("shift", "severity"),
    [
        ("hue turned by 90 degrees", "page"),
        ("damage missing", "none"),
        ("Psychic printed as Darkness in recent sets", "none"),
    ],
)
def test_a_shift_that_costs_pages_and_a_changed_truth_stays_unseen(shift, severity):
    notebook = loaded(ROOT / "06_production_monitoring.py")
    chosen = {"guess_drift": None, "shift_name": shift}
    moved = {name: SimpleNamespace(value=value) for name, value in chosen.items()}
    _, found = notebook.app.run(defs=moved)
    assert found["severity"] == severity
    assert (found["true_points"] > 2) == (shift != "damage missing")
