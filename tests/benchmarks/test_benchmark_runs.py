"""Each benchmark without a browser, once, in its smallest size; no time is asserted."""

from __future__ import annotations

import pytest

from benchmarks import contract, engines, validation, verdicts
from classroom import syllabus


def say(_words):
    return None


@pytest.mark.slow
def test_the_contract_is_compared_with_two_others():
    (one,) = contract.measured(quick=True, say=say).tables
    (ways,) = one.groups.values()
    assert len(ways) == 3


@pytest.mark.slow
def test_a_question_of_every_notebook_has_a_verdict_measured():
    (one,) = verdicts.measured(quick=True, say=say).tables
    assert list(one.groups) == [sheet.questions[0].id for sheet in syllabus.sheets()]
    assert all(len(ways) == 2 for ways in one.groups.values())


@pytest.mark.slow
def test_every_operation_is_measured_in_every_engine_that_has_it():
    (one,) = engines.measured(quick=True, say=say).tables
    assert list(one.groups) == list(engines.OPERATIONS.values())
    count = sum(len(ways) for ways in one.groups.values())
    assert count == 4 * len(engines.OPERATIONS) - len(engines.MISSING)


@pytest.mark.slow
def test_a_notebook_is_run_in_three_ways(tmp_path):
    notebook = tmp_path / "small.py"
    notebook.write_text(
        "import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n    1 + 1\n    return\n"
    )
    total, each = validation.measured(quick=True, say=say, paths=[notebook]).tables
    assert list(each.groups) == ["small.py"]
    for one in (total, each):
        assert all(len(ways) == 3 for ways in one.groups.values())
