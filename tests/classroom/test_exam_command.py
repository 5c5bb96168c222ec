"""A practical exam as a learner takes it: begun, left, handed in, begun again."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys

import pytest

from bad_input import ENVIRONMENT
from classroom import progress
from classroom.progress import FileRecord
from served import copy_of_the_course

NAME = "exam_churn.py"
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


@pytest.mark.parametrize(
    ("hours", "told"),
    [(2, "30 min 0\\d s over its time"), (-2, "90 minutes, from now.")],
)
def test_a_clock_that_ran_out_is_told_and_one_set_back_begins_again(course, hours, told):
    record, began = record_of(course), dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)
    run(course, "exam", "churn")
    event = {"kind": "exam", "name": "churn", "step": "begun", "at": began.isoformat()}
    record.append(event)
    assert re.search(told, run(course, "exam", "churn").stdout)


@pytest.mark.slow
def test_an_exam_passed_under_a_clock_set_back_counts_without_a_time(course):
    run(course, "exam", "churn")
    hand_in(course, solution(course))
    ahead = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)).isoformat()
    record_of(course).append({"kind": "exam", "name": "churn", "step": "begun", "at": ahead})
    done = run(course, "exam", "churn", "--done")
    assert done.returncode == 0, done.stdout
    assert "The clock was not running, or it was set back: no time is counted." in done.stdout
    assert "passed, without a time" in run(course, "exam").stdout
