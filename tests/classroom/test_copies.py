"""Resetting one answer: the stub comes back, and everything else stays as it is."""

from __future__ import annotations

import ast
import re

import pytest

from classroom import catalogue, checks, copies, syllabus
from classroom.checks import State
from classroom.copies import CopyError, with_stub

LESSON = syllabus.lesson("01")
EXERCISE = LESSON.file("exercises").read_text("utf-8")
SOLUTION = LESSON.file("solutions").read_text("utf-8")
ANSWERS = {one.id: one.answer for one in catalogue.about(LESSON).values()}
BANK = checks.load_bank(LESSON.file("checks"))


def state(text: str, question_id: str) -> State:
    return checks.judge_text(BANK[question_id], text, filename="copy.py").state


@pytest.mark.parametrize("question_id", ANSWERS)
def test_an_answer_goes_back_to_its_stub_and_others_stay(question_id):
    anew = with_stub(SOLUTION, EXERCISE, ANSWERS[question_id], question_id)
    assert state(anew, question_id) is State.NOT_ATTEMPTED
    others = [one for one in ANSWERS if one != question_id]
    assert state(anew, others[0]) is State.PASSED
    changed = set(SOLUTION.splitlines()) ^ set(anew.splitlines())
    model = catalogue.solution(LESSON, ANSWERS[question_id]).splitlines()
    allowed = {one.strip() for one in [*model, *EXERCISE.splitlines()]}
    assert {one.strip() for one in changed} <= allowed | {"### BEGIN SOLUTION", "### END SOLUTION"}


def with_cell(text: str, source: str, answer: str = "load_boxes") -> str:
    """The notebook with this in the place of the answer's cell."""
    lines = text.splitlines()
    node = next(
        one
        for one in ast.parse(text).body
        if isinstance(one, ast.FunctionDef) and one.name == answer
    )
    first = node.decorator_list[0].lineno - 1
    return "\n".join([*lines[:first], *source.splitlines(), *lines[node.end_lineno :]]) + "\n"


BESIDE_A_HELPER = """@app.cell
def _():
    def one_box(path):
        return pl.read_csv(path)

    def load_boxes(paths):
        return pl.concat(map(one_box, paths))
    return (load_boxes,)
"""
BROKEN = '''app._unparsable_cell(
    r"""
    def load_boxes(paths)
        return None
    """,
    name="_"
)
'''


def test_a_helper_in_the_answers_cell_stays(tmp_path):
    anew = with_stub(with_cell(EXERCISE, BESIDE_A_HELPER), EXERCISE, "load_boxes", "1.2")
    assert state(anew, "1.2") is State.NOT_ATTEMPTED
    assert "def one_box(path):" in anew


def test_a_cell_that_marimo_could_not_parse_is_replaced():
    anew = with_stub(with_cell(EXERCISE, BROKEN), EXERCISE, "load_boxes", "1.2")
    assert state(anew, "1.2") is State.NOT_ATTEMPTED
    assert "_unparsable_cell" not in anew


def test_a_deleted_answer_comes_back_before_its_check():
    anew = with_stub(with_cell(EXERCISE, ""), EXERCISE, "load_boxes", "1.2")
    assert state(anew, "1.2") is State.NOT_ATTEMPTED
    assert anew.index("def load_boxes(") < anew.index('check("1.2", load_boxes)')


def test_an_answer_whose_check_is_gone_too_is_refused():
    without = with_cell(EXERCISE, "")
    without = re.sub(r"@app.cell\(hide_code=True\)\ndef _\(\):\n    verdict_1_2.*?\n\n\n", "", without, flags=re.DOTALL)  # fmt: skip # noqa: E501
    assert 'check("1.2"' not in without
    with pytest.raises(CopyError, match="reset the whole lesson"):
        with_stub(without, EXERCISE, "load_boxes", "1.2")


def test_nothing_kept_is_overwritten(tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "ROOT", tmp_path)
    copy = tmp_path / "work" / "01.py"
    kept = {copies.keep(copy, text) for text in ("one", "two", "three")}
    assert {path.read_text("utf-8") for path in kept} == {"one", "two", "three"}


def test_signs_that_only_some_readers_take_for_line_ends_move_no_line():
    """U+2028 pasted from the web, and the page breaks of old editors."""
    odd = EXERCISE.replace('"""Return', '"""\u2028\u2028\x0c\x85Return', 2)
    filled = odd.replace("raise NotImplementedError", "return None")
    anew = with_stub(filled, EXERCISE, "load_boxes", "1.2")
    assert state(anew, "1.2") is State.NOT_ATTEMPTED
    gone = set(filled.split("\n")) - set(anew.split("\n"))
    assert {line.strip() for line in gone} <= {"return None", ""}


def test_an_answer_where_no_stub_fits_is_refused():
    tabbed = BESIDE_A_HELPER.replace("    ", "\t")
    with pytest.raises(CopyError, match="reset the whole lesson"):
        with_stub(with_cell(EXERCISE, tabbed), EXERCISE, "load_boxes", "1.2")


def test_an_answer_that_became_something_else_is_replaced():
    bound = "@app.cell\ndef _():\n    load_boxes = lambda paths: None\n    return (load_boxes,)\n"
    anew = with_stub(with_cell(EXERCISE, bound), EXERCISE, "load_boxes", "1.2")
    assert state(anew, "1.2") is State.NOT_ATTEMPTED
