"""An answer that changes what the whole process shares is told so, and it is put back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from classroom.checks import Question, State, judge, question


@pytest.fixture
def doubling(monkeypatch) -> Question:
    monkeypatch.setenv("COURSE_SHARED", "before")
    monkeypatch.delenv("TZ", raising=False)

    def cases(double):
        yield double(2) == 4, "2 should give 4"

    hints = ("Twice?", "Add it to itself.")
    fields = {"title": "Doubling", "answer": "double", "returns": int, "points": 1}
    return question("9.9", **fields, hints=hints, why="Because.")(cases)


CHANGES = {
    "the working directory": lambda: os.chdir("/"),
    "the variable COURSE_SHARED": lambda: os.environ.update(COURSE_SHARED="after"),
    "the variable TZ": lambda: os.environ.update(TZ="Pacific/Kiritimati"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_right_answer_that_changes_its_surroundings_is_not_yet(what, doubling):
    before = (Path.cwd(), dict(os.environ))

    def double(number):
        CHANGES[what]()
        return 2 * number

    verdict = judge(doubling, double)
    assert (Path.cwd(), dict(os.environ)) == before
    assert verdict.state is State.NOT_YET
    assert f"double changed {what}" in verdict.sentence


def test_a_variable_that_a_library_adds_goes_without_a_word(doubling):
    def double(number):
        os.environ["ADDED_BY_A_LIBRARY"] = "1"
        return 2 * number

    assert judge(doubling, double).passed
    assert "ADDED_BY_A_LIBRARY" not in os.environ


def test_a_folder_that_the_answer_deleted_under_itself_is_left(doubling, tmp_path):
    gone, before = tmp_path / "gone", Path.cwd()
    gone.mkdir()

    def double(number):
        os.chdir(gone)
        gone.rmdir()
        return 2 * number

    assert "a folder that is gone" in judge(doubling, double).sentence
    assert Path.cwd() == before
