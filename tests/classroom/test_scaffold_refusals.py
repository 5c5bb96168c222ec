"""What a scaffold refuses, in one line and without a change; a failing write changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from classroom.scaffold import Draft, ScaffoldError, new_lesson, new_question
from scaffolded import LAST, STEM, digest, small_copy


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A copy in which nothing may change."""
    return small_copy(tmp_path_factory.mktemp("clone"))


@pytest.fixture
def course(tmp_path):
    return small_copy(tmp_path / "course")


QUESTION = {"id": "1.9z", "answer": "scaffolded", "title": "A new question", "minutes": 15}
REFUSED = {
    "an id that is none": ({"id": "1-6"}, "'1-6' is no question id; needed is one such as 1.6"),
    "an id that would sort first": ({"id": "1.10"}, "'1.10' is no question id"),
    "a lesson that is not there": ({"id": "98.1"}, "No lesson 98 for 98.1; there are "),
    "an id that is taken": ({"id": "1.2"}, "1.2 is taken; lesson 01 has 1.1a, 1.1b, 1.2, "),
    "an answer that is no name": ({"answer": "2nd"}, "'2nd' names no answer; needed are 2 to 30"),
    "a private answer": ({"answer": "_price"}, "'_price' names no answer"),
    "an answer with capitals": ({"answer": "priceOf"}, "'priceOf' names no answer"),
    "an answer too long": ({"answer": "a" * 31}, "names no answer; needed are 2 to 30"),
    "a keyword": ({"answer": "lambda"}, "'lambda' is a word of Python's own; choose another"),
    "a builtin": ({"answer": "sum"}, "'sum' is a word of Python's own"),
    "an answer that is there": ({"answer": "load_boxes"}, "load_boxes is a name in line "),
    "an answer that is imported": (
        {"answer": "pl"},
        "pl is a name in line ",
    ),
    "a check that is there": ({"answer": "engines"}, f"checks/{STEM}_engines.py is there already"),
    "no title": ({"title": ""}, "'' is no title; needed is one line of 3 to 60 ASCII characters"),
    "a title with a quote": ({"title": 'The "price"'}, "is no title; needed is one line"),
    "a title of two lines": ({"title": "The\nprice"}, "'The\\nprice' is no title"),
    "a title that is too long": ({"title": "x" * 61}, "is no title; needed is one line of 3 to 60"),
    "no time": ({"minutes": 0}, "0 minutes; a question takes 1 to 120. Split a longer one"),
    "too much time": ({"minutes": 121}, "121 minutes; a question takes 1 to 120"),
    "a path that is none": ({"path": "side"}, "'side' is no path; allowed are core and depth"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_question_gets_one_line_and_changes_no_file(case, untouched):
    words, message = REFUSED[case]
    before = digest(untouched)
    with pytest.raises(ScaffoldError) as refusal:
        new_question(untouched, Draft(**QUESTION | words))
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert digest(untouched) == before


REFUSED_LESSONS = {
    "a stem without a number": ("eda", "EDA", "'eda' is no stem; needed are two digits and words"),
    "a number alone": ("02", "EDA", "'02' is no stem"),
    "a stem with capitals": ("02_EDA", "EDA", "'02_EDA' is no stem"),
    "a stem that leaves the folder": ("02_../x", "EDA", "'02_../x' is no stem"),
    "a number that is taken": ("01_eda", "EDA", "Number 01 is taken; there are "),
    "no title": ("02_eda", "", "'' is no title; needed is one line"),
}


@pytest.mark.parametrize("case", REFUSED_LESSONS)
def test_a_refused_lesson_gets_one_line_and_changes_no_file(case, untouched):
    stem, title, message = REFUSED_LESSONS[case]
    before = digest(untouched)
    with pytest.raises(ScaffoldError) as refusal:
        new_lesson(untouched, stem, title)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert digest(untouched) == before


UNFIT = {
    "a solution that is no Python": ("solutions", "def (\n", "is no Python: "),
    "marks that do not pair": (
        "solutions",
        "import mo, pl, check\n### BEGIN SOLUTION\n",
        f"solutions/{STEM}.py, line 2: ### BEGIN SOLUTION needs",
    ),
    "an exercise out of step": ("exercises", "x = 1\n", "is not what its solution makes; run cou"),
    "a solution without the imports": (
        "solutions",
        "def f():\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION\n",
        "does not import mo, pl, check; add it to the setup cell first",
    ),
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_course_that_is_not_in_order_is_left_as_it_is(case, course):
    folder, text, message = UNFIT[case]
    (course / folder / f"{STEM}.py").write_text(text, "utf-8")
    before = digest(course)
    with pytest.raises(ScaffoldError, match=re.escape(message)):
        new_question(course, LAST)
    assert digest(course) == before


def test_where_there_is_no_course_nothing_is_made(tmp_path):
    with pytest.raises(ScaffoldError, match=r"course\.toml cannot be read \(No such file"):
        new_question(tmp_path, LAST)
    with pytest.raises(ScaffoldError, match=r"course\.toml cannot be read \(No such file"):
        new_lesson(tmp_path, "02_eda", "EDA")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("action", ["write_bytes", "replace"])
@pytest.mark.parametrize("failing", range(1, 6))
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_tree_as_it_was(
    action, failing, failure, untouched, monkeypatch
):
    before = digest(untouched)
    real, calls = getattr(Path, action), []

    def sometimes(path, argument):
        calls.append(path)
        if len(calls) == failing:
            raise failure
        return real(path, argument)

    monkeypatch.setattr(Path, action, sometimes)
    expected = ScaffoldError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as raised:
        new_question(untouched, LAST)
    monkeypatch.undo()
    assert len(calls) >= failing
    said = "Not written, and no file was changed: [Errno 28] No space left on device. Mend"
    assert expected is KeyboardInterrupt or str(raised.value).startswith(said)
    assert digest(untouched) == before
