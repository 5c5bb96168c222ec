"""Exercises made from solutions."""

from __future__ import annotations

import pytest

from classroom.pairing import PairingError, exercise_from, out_of_step, write_exercises

SOLUTION = '''def double(number):
    """Words."""
    ### BEGIN SOLUTION
    result = 2 * number
    return result
    ### END SOLUTION


def other():
    return 1
'''


def test_the_marked_block_becomes_a_stub_and_the_rest_stays():
    assert (
        exercise_from(SOLUTION)
        == '''def double(number):
    """Words."""
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


def other():
    return 1
'''
    )


BROKEN = {
    "never closed": SOLUTION.replace("    ### END SOLUTION\n", ""),
    "never opened": SOLUTION.replace("    ### BEGIN SOLUTION\n", ""),
    "opened twice": SOLUTION.replace("### END", "### BEGIN"),
    "empty": "def f():\n    ### BEGIN SOLUTION\n    ### END SOLUTION\n",
    "without a block": "x = 1\n",
}


@pytest.mark.parametrize("case", BROKEN)
def test_marks_that_do_not_pair_are_refused_with_a_line(case):
    with pytest.raises(PairingError, match=r"^line \d+: .* needs|^line \d+: .* no partner"):
        exercise_from(BROKEN[case])


def test_stale_missing_and_orphaned_exercises_are_out_of_step(tmp_path):
    solutions, exercises = tmp_path / "solutions", tmp_path / "exercises"
    solutions.mkdir()
    (solutions / "01_one.py").write_text(SOLUTION)
    (solutions / "02_two.py").write_text(SOLUTION)
    assert write_exercises(solutions, exercises) == ["01_one.py", "02_two.py"]
    assert out_of_step(solutions, exercises) == []
    (exercises / "01_one.py").write_text("changed\n")
    (exercises / "02_two.py").unlink()
    (exercises / "03_three.py").write_text("orphan\n")
    assert out_of_step(solutions, exercises) == ["01_one.py", "02_two.py", "03_three.py"]
    assert write_exercises(solutions, exercises) == ["01_one.py", "02_two.py"]
    assert (exercises / "03_three.py").exists()
