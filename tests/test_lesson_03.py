"""Lesson 03 where no default setting leads: its runs are recorded on a switch."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from classroom.syllabus import ROOT
from notebooks import loaded


@pytest.mark.soak
def test_the_runs_of_the_comparison_are_recorded_when_the_switch_is_on():
    notebook = loaded(ROOT / "03_model_training.py")
    _, found = notebook.app.run(defs={"keep_runs": SimpleNamespace(value=True)})
    models = [one.model for one in found["zoo"]]
    assert len(models) == 6
    assert sorted(found["runs"]["name"]) == sorted(models)
    assert found["runs"]["accuracy_low"].null_count() == 0
