"""Exercises made from solutions."""

from __future__ import annotations

import pytest

from classroom.pairing import (
    PairingError,
    exercise_from,
    out_of_step,
    starter_file,
    write_exercises,
)

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


def project(tmp_path):
    """A solutions folder with a project beside no notebook, and the folder of exercises."""
    solutions = tmp_path / "solutions"
    for name, text in {
        "shop/pyproject.toml": "[project]\n",
        "shop/shop/double.py": SOLUTION,
        "shop/shop/whole.py": "ONE = 1\n",
        "shop/shop/untested.py": SOLUTION,
        "shop/tests/test_double.py": "TWO = 2\n",
        "shop/docs/case.md": "# Case\n\n<!-- BEGIN SOLUTION: what is gained -->\nMuch.\n"
        "<!-- END SOLUTION -->\n",
        "shop/docs/figures.json": "{}\n",
        "shop/data/sales.parquet": "never read",
        "shop/.gitignore": "data/\n",
        "loose/notes.md": "no project\n",
    }.items():
        path = solutions / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return solutions, tmp_path / "exercises"


def test_a_project_makes_a_starter_without_what_is_made_on_demand(tmp_path):
    solutions, exercises = project(tmp_path)
    written = write_exercises(solutions, exercises)
    assert written == [
        "shop/.gitignore",
        "shop/docs/case.md",
        "shop/pyproject.toml",
        "shop/shop/double.py",
        "shop/shop/untested.py",
        "shop/shop/whole.py",
        "shop/tests/test_double.py",
    ]
    assert out_of_step(solutions, exercises) == []
    assert (exercises / "shop/docs/case.md").read_text() == "# Case\n\nTODO: what is gained.\n"
    stub = (exercises / "shop/shop/double.py").read_text()
    assert "raise NotImplementedError" in stub
    assert (exercises / "shop/shop/whole.py").read_text() == "ONE = 1\n"


def test_a_todo_names_the_tests_of_its_file_where_there_are_any(tmp_path):
    solutions, exercises = project(tmp_path)
    write_exercises(solutions, exercises)
    todo = {one: (exercises / f"shop/shop/{one}.py").read_text() for one in ("double", "untested")}
    assert "then run tests/test_double.py." in todo["double"]
    assert "then run the tests." in todo["untested"]


def test_a_starter_that_was_changed_or_holds_more_is_out_of_step(tmp_path):
    solutions, exercises = project(tmp_path)
    write_exercises(solutions, exercises)
    (exercises / "shop/shop/whole.py").write_text("ONE = 2\n")
    (exercises / "shop/shop/more.py").write_text("orphan\n")
    assert out_of_step(solutions, exercises) == ["shop/shop/more.py", "shop/shop/whole.py"]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- BEGIN SOLUTION: a -->\nwords\n",
        "words\n<!-- END SOLUTION -->\n",
        "<!-- BEGIN SOLUTION: a -->\n<!-- END SOLUTION -->\n",
    ],
)
def test_marks_in_a_document_that_do_not_pair_are_refused_with_a_line(text):
    with pytest.raises(PairingError, match=r"^line \d+: a mark has no partner"):
        starter_file("case.md", text)


def test_words_that_a_solution_marks_are_gone_from_the_starter():
    text = "<!-- BEGIN SOLUTION -->\none\n<!-- END SOLUTION -->\nkept\n" * 2
    assert starter_file("case.md", text) == "TODO: your words.\nkept\n" * 2


def test_in_a_table_of_settings_the_marked_lines_become_a_comment():
    text = 'name = "a"\n### BEGIN SOLUTION: how far\nscore = 2\n### END SOLUTION\n'
    assert starter_file("scores.toml", text) == 'name = "a"\n# TODO: how far.\n'
    untold = text.replace(": how far", "")
    assert starter_file("scores.toml", untold) == 'name = "a"\n# TODO: your words.\n'
    assert starter_file("notes.txt", text) == text
