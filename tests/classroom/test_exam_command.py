"""A practical exam as a learner takes it: begun, left, handed in, begun again."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bad_input import ENVIRONMENT
from classroom import copies, progress, standing, syllabus
from classroom.commands import overview, timed
from classroom.judging import Report
from classroom.progress import FileRecord
from served import copy_of_the_course

NAME = "exam_churn.py"
MINUTES = syllabus.exam("churn").minutes
TEXT = """
def rows(table):
    \"\"\"Rows that count.\"\"\"
    raise NotImplementedError

def pairs(table):
    \"\"\"Pairs of rows.\"\"\"
    raise NotImplementedError
"""
QUESTIONS = ["churn-1", "churn-2", "churn-3", "churn-4"]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return copy_of_the_course(tmp_path_factory.mktemp("clone") / "course")


@pytest.fixture
def course(clone):
    yield clone
    for name in (".course", "work"):
        shutil.rmtree(clone / name, ignore_errors=True)


def run(course, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "classroom", *arguments],
        cwd=course,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=ENVIRONMENT | {"PYTHONPATH": str(course)},
    )


def hand_in(course, text: str) -> None:
    (course / "work" / NAME).write_text(text, "utf-8")


def solution(course) -> str:
    return (course / "solutions" / NAME).read_text("utf-8")


def record_of(course) -> FileRecord:
    return FileRecord(course / progress.RECORD)


@pytest.mark.slow
def test_an_exam_is_taken_from_the_first_look_to_the_pass(course):
    assert "90 min, after lesson 02: not passed yet" in run(course, "exam").stdout
    begun = run(course, "exam", "churn")
    assert begun.returncode == 0
    assert "90 minutes, from now." in begun.stdout
    assert "course exam churn --done" in begun.stdout
    early = run(course, "exam", "churn", "--done")
    assert early.returncode == 1
    assert early.stdout.count("not attempted") == len(QUESTIONS)
    assert "0 of 4 pass." in early.stdout
    hand_in(course, solution(course))
    done = run(course, "exam", "churn", "--done")
    assert done.returncode == 0, done.stdout
    assert "within the 90 minutes." in done.stdout
    assert "best 0 min" in run(course, "exam").stdout
    states = progress.last_states(record_of(course).events())
    assert {one: states[one] for one in QUESTIONS} == dict.fromkeys(QUESTIONS, "passed")


def test_an_exam_that_runs_says_what_is_left_and_keeps_the_text(course):
    assert "from now." in run(course, "exam", "churn").stdout
    hand_in(course, "mine = 1\n")
    said = run(course, "exam", "churn").stdout
    assert re.search(r"1 h (29|30) min \d\d s are left", said)
    assert (course / "work" / NAME).read_text("utf-8") == "mine = 1\n"
    again = run(course, "exam", "churn", "--anew")
    assert "90 minutes, from now." in again.stdout
    (kept,) = (course / "work" / "kept").iterdir()
    assert kept.read_text("utf-8") == "mine = 1\n"
    assert kept.name in again.stdout
    assert "raise NotImplementedError" in (course / "work" / NAME).read_text("utf-8")


@pytest.mark.slow
def test_an_exam_passed_under_a_clock_set_back_counts_without_a_time(course):
    run(course, "exam", "churn")
    hand_in(course, solution(course))
    ahead = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)).isoformat()
    record_of(course).append({"kind": "exam", "name": "churn", "step": "begun", "at": ahead})
    done = run(course, "exam", "churn", "--done")
    assert done.returncode == 0, done.stdout
    assert "The clock was set back, so no time is counted." in done.stdout
    assert "passed, without a time" in run(course, "exam").stdout


# ------------------------------------------------------------------------------- in process


@pytest.fixture
def taken(monkeypatch, tmp_path, capsys):
    """An exam in an empty folder whose judge passes all; `said` is what a command told."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / NAME).write_text(TEXT, "utf-8")
    record = progress.MemoryRecord()
    for module in (syllabus, copies):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    for module in (timed, overview):
        monkeypatch.setattr(module, "record", lambda: record)
    passed = [Report(one, one, "passed", "It holds.") for one in QUESTIONS]
    monkeypatch.setattr(timed, "judge_and_tell", lambda *_: passed)

    def said(*words: str) -> str:
        timed.exam(*words[:1], done="--done" in words, anew="--anew" in words)
        return capsys.readouterr().out

    return SimpleNamespace(said=said, record=record, copy=tmp_path / "work" / NAME, capsys=capsys)


def step(taken, name: str, *, minutes_ago: float = 0, **more) -> None:
    """A step of the exam, written so many minutes ago; before now, or after it."""
    at = (dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)).isoformat()
    taken.record.append({"kind": "exam", "name": "churn", "step": name, "at": at, **more})


def refused(taken, *words: str) -> str:
    with pytest.raises(SystemExit) as end:
        taken.said(*words)
    assert end.value.code == 2
    return taken.capsys.readouterr().err


def test_a_clock_that_ran_out_says_by_how_much(taken):
    taken.said("churn")
    step(taken, "begun", minutes_ago=MINUTES + 30)
    assert re.search(r"30 min 0\d s over its time", taken.said("churn"))


def test_a_copy_that_is_gone_is_told_when_it_is_handed_in(taken):
    taken.said("churn")
    taken.copy.unlink()
    told = refused(taken, "churn", "--done")
    assert "work/exam_churn.py is gone; `course exam churn` makes a new one, the clock" in told
    step(taken, "passed", seconds=1.0)
    told = refused(taken, "churn", "--done")
    assert "work/exam_churn.py is gone; `course exam churn` begins again" in told


def test_a_copy_that_is_gone_is_made_anew_and_the_clock_runs_on(taken):
    taken.said("churn")
    step(taken, "begun", minutes_ago=10)
    taken.copy.unlink()
    before = taken.record.events()
    said = taken.said("churn")
    assert "work/exam_churn.py was gone and is made anew; the clock runs on." in said
    assert "from now" not in said
    assert taken.copy.read_text("utf-8") == TEXT
    assert taken.record.events() == before


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ({"name": "passed", "seconds": 7_469.0}, "passed before, in 2 h 4 min 29 s, over the"),
        ({"name": "passed", "seconds": 61.0}, "passed before, in 1 min 01 s, within the"),
        ({"name": "begun", "minutes_ago": -60}, "the clock was set back, so no time is counted"),
        (None, "the clock is not running, so no time is counted"),
    ],
)
def test_no_exam_begins_again_over_a_text_unless_it_is_asked_to(taken, last, told):
    taken.said("churn")
    taken.copy.write_text("mine = 1\n", "utf-8")
    taken.record.kept.clear()
    if last:
        step(taken, **last)
    before = taken.record.events()
    said = taken.said("churn")
    assert told in said
    assert "course exam churn --anew    begins again" in said
    assert taken.copy.read_text("utf-8") == "mine = 1\n"
    assert taken.record.events() == before
    assert f"{MINUTES} minutes, from now." in taken.said("churn", "--anew")


def test_an_exam_handed_in_twice_tells_the_time_of_its_pass(taken):
    taken.said("churn")
    assert f"within the {MINUTES} minutes." in taken.said("churn", "--done")
    step(taken, "passed", seconds=7_469.0)
    again = taken.said("churn", "--done")
    assert f"Passed before, in 2 h 4 min 29 s, over the {MINUTES} minutes." in again


def test_the_list_and_where_you_are_tell_the_clock_and_what_was_late(taken, monkeypatch):
    monkeypatch.setattr(standing, "next_step", lambda _: None)

    def both() -> list[str]:
        overview.where_you_are(SimpleNamespace(invoked_subcommand=None))
        lines = [*taken.capsys.readouterr().out.splitlines(), *taken.said().splitlines()]
        return [one for one in lines if "churn" in one and "Customer churn" in one]

    def told(words: str) -> list[bool]:
        return [bool(re.search(words, one)) for one in both()]

    assert told("not passed yet$") == [True, True]
    step(taken, "begun", minutes_ago=MINUTES - 10)
    assert told(r"begun, (10 min 00|9 min 5\d) s are left$") == [True, True]
    step(taken, "passed", seconds=60.0 * MINUTES)
    assert told(r"best [^,]* s$") == [True, True]
    taken.record.kept.pop()
    step(taken, "passed", seconds=60.0 * MINUTES + 1)
    assert told(r"best [^,]* 01 s, late$") == [True, True]


def test_a_copy_with_another_docstring_than_todays_exercise_is_told(taken):
    taken.said("churn")
    assert "docstring" not in taken.said("churn")
    rewrapped = TEXT.replace("Rows that count.", "Rows\n\n    that count.")
    answered = rewrapped.replace("raise NotImplementedError", "return []") + "\nmine = 1\n"
    taken.copy.write_text(answered, "utf-8")
    assert "docstring" not in taken.said("churn")
    taken.copy.write_text(answered.replace("Pairs", "All pairs"), "utf-8")
    told = "work/exam_churn.py has another docstring of pairs than exercises/exam_churn.py."
    assert told in taken.said("churn")


@pytest.mark.parametrize("text", ["def (\n", "", b"caf\xe9"])
def test_a_copy_that_cannot_be_compared_is_left_to_what_judges_it(taken, text):
    taken.said("churn")
    taken.copy.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert "docstring" not in taken.said("churn")
