"""A certificate says what was passed and judged again, and what nobody verified."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
import typer

from bad_input import ENVIRONMENT
from classroom import progress, syllabus
from classroom.certificate import Earned, Line, UnprintableNameError, drawn, earned, missing
from classroom.certificate.name import LONGEST, printable
from classroom.commands import certificate as command
from classroom.progress import MemoryRecord, Sitting, record_attempt, record_sitting
from served import copy_of_the_course
from tests.capstone.projects import reference

DAY = dt.date(2026, 11, 22)
SMALL = Earned((Line("00 Start", "4 of 4"),), (Line("Final", "27 of 30"),), (Line("Own", "24/30"),))
NAMES = [
    "Ada Lovelace",
    "\u0645\u062d\u0645\u062f \u0628\u0646 \u0645\u0648\u0633\u0649",
    "\u5434\u6587\u4fca",
    "\u0985\u09a8\u09c1\u09b0\u09be\u09a7\u09be \u09b0\u09cd\u200d\u09af",
    'O\'Brien <b>&amp; "Sons"',
    "e\u0301" * 50,
    "X",
]


def words(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_script_stands_on_the_page_as_it_is(name):
    whole = printable(name)
    svg = drawn(whole, SMALL, day=DAY, version="1.0")
    assert whole in words(svg)
    assert svg == drawn(whole, SMALL, day=DAY, version="1.0")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "The name is blank"),
        (" \u3000 ", "The name is blank"),
        ("Ada\nLovelace", "U+000A"),
        ("Ada \u202eecalevoL", "U+202E"),
        ("\udce4da", "U+DCE4"),
        ("a" * (LONGEST + 1), f"has {LONGEST + 1} characters"),
    ],
)
def test_a_name_that_does_not_print_is_refused_with_what_is_wrong(name, says):
    with pytest.raises(UnprintableNameError, match=r"\.$") as refused:
        printable(name)
    assert says in str(refused.value).replace("\n", " ")


def test_the_page_says_what_was_measured_what_was_self_scored_and_who_checked():
    told = words(drawn("Ada", SMALL, day=DAY, version="course 1.0"))
    for part in ("4 of 4", "27 of 30", "Self-scored, not verified", "24/30", "Self-checked:"):
        assert part in told
    assert "2026-11-22" in told
    assert "course 1.0" in told


def finished() -> MemoryRecord:
    record = MemoryRecord()
    for sheet in syllabus.sheets():
        for entry in sheet.questions:
            if entry.path != "depth":
                record_attempt(record, entry.id, attempt="a", state="passed")
    for lesson in syllabus.lessons():
        progress.record_quiz(record, lesson.number, right=7, asked=8)
        progress.record_text(record, progress.level_key(lesson.number), "3")
    for one in syllabus.checkpoints():
        enough = progress.enough(one.pass_share, one.size)
        record_sitting(record, one.name, Sitting(0, ("1.q01",), enough, one.size))
    return record


def test_whoever_has_done_nothing_misses_every_core_question_quiz_checkpoint_and_exam():
    told = "\n".join(missing([]))
    for lesson in syllabus.lessons():
        assert f"course quiz {lesson.number}" in told
        for entry in lesson.questions:
            assert (f" {entry.id}" in told) == (entry.path == "core")
    for one in (*syllabus.checkpoints(), *syllabus.exams()):
        assert f" {one.name}" in told
    assert syllabus.exams()


def test_the_core_path_and_the_assessments_are_all_that_is_needed():
    assert missing(finished().events()) == []


@pytest.mark.parametrize("kind", ["attempt", "quiz", "checkpoint"])
def test_one_thing_that_was_not_done_is_named(kind):
    events = finished().events()
    gone = next(one for one in events if one["kind"] == kind)
    (told,) = missing([one for one in events if one is not gone])
    assert str(gone.get("question", gone.get("lesson", gone.get("name")))) in told


def test_a_checkpoint_that_was_failed_is_still_to_be_passed():
    record = finished()
    one = syllabus.checkpoints()[0]
    events = [event for event in record.events() if event.get("name") != one.name]
    enough = progress.enough(one.pass_share, one.size)
    event = {"kind": "checkpoint", "name": one.name, "seed": 0, "questions": ["1.q01"]}
    assert missing([*events, event | {"right": enough, "asked": one.size}]) == []
    (told,) = missing([*events, event | {"right": enough - 1, "asked": one.size}])
    assert one.title in told


def test_a_line_tells_how_much_of_core_and_depth_was_passed():
    found = earned(finished().events(), Line("Capstone", "measured 66/70"), Line("Own", "24/30"))
    core = sum(entry.path == "core" for entry in syllabus.lessons()[0].questions)
    assert found.modules[0].reached == f"{core} of {core}, depth 0 of 1, quiz 7 of 8"
    assert len(found.modules) == len(syllabus.lessons())
    assert found.own[-1].reached == " ".join(["3"] * len(syllabus.lessons()))


@pytest.fixture
def all_done(monkeypatch, tmp_path):
    """The command with everything done: the record, the judge and the marker stand in."""
    record = finished()
    monkeypatch.setattr(command, "record", lambda: record)
    monkeypatch.setattr(command, "judge_again", lambda found: [])
    monkeypatch.setattr(command, "folder_of", lambda lesson: tmp_path)
    marking = SimpleNamespace(
        measured=66, passed=True, pass_points=56, self_scored=SimpleNamespace(total=24)
    )
    monkeypatch.setattr(command.marker, "mark", lambda folder, say: marking)
    return SimpleNamespace(record=record, marking=marking, out=tmp_path / "certificate.svg")


def test_when_all_is_judged_again_and_marked_the_page_is_written(all_done):
    command.certificate("Ada Lovelace", out=all_done.out)
    told = words(all_done.out.read_text("utf-8"))
    assert "measured 66/70" in told
    assert "self-scored 24/30 (not verified)" in told
    command.certificate("Grace Hopper", out=all_done.out)
    assert "Grace Hopper" in all_done.out.read_text("utf-8")


def test_what_broke_since_it_passed_makes_no_certificate(all_done, monkeypatch, capsys):
    monkeypatch.setattr(command, "judge_again", lambda found: ["1.2: a card is lost"])
    with pytest.raises(typer.Exit) as ended:
        command.certificate("Ada", out=all_done.out)
    assert ended.value.exit_code == 1
    assert "1.2: a card is lost" in capsys.readouterr().out
    assert not all_done.out.exists()


def test_a_project_that_does_not_pass_makes_no_certificate(all_done, monkeypatch):
    all_done.marking.passed = False
    with pytest.raises(typer.Exit):
        command.certificate("Ada", out=all_done.out)
    monkeypatch.setattr(command, "folder_of", lambda lesson: None)
    with pytest.raises(typer.Exit):
        command.certificate("Ada", out=all_done.out)
    assert not all_done.out.exists()


def test_another_file_of_that_name_is_kept(all_done, capsys):
    all_done.out.write_text("my own drawing")
    with pytest.raises(SystemExit):
        command.certificate("Ada", out=all_done.out)
    assert "no certificate of this course" in capsys.readouterr().err
    assert all_done.out.read_text() == "my own drawing"


@pytest.mark.soak
def test_a_course_that_is_done_gets_its_certificate(tmp_path):
    course = copy_of_the_course(tmp_path / "course")
    for sheet in syllabus.sheets():
        solution = course / "solutions" / f"{sheet.stem}.py"
        copy = course / "work" / solution.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(solution.read_bytes())
    reference(course / "work" / "capstone")
    (lesson,) = (one for one in syllabus.lessons() if one.project)
    made = [sys.executable, str(course / "data/make_quotes.py"), "--out"]
    subprocess.run([*made, str(course / "work" / lesson.project / "data")], check=True)
    events = [json.dumps({"v": 1} | one) for one in finished().events()]
    (course / ".course").mkdir()
    (course / progress.RECORD).write_text("\n".join([*events, ""]))
    outcome = subprocess.run(
        [sys.executable, "-m", "classroom", "certificate", "--name", "Ada Lovelace"],
        cwd=course,
        env=ENVIRONMENT | {"PYTHONPATH": str(course)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout[-2000:] + outcome.stderr
    told = words((course / "certificate.svg").read_text("utf-8"))
    assert "measured 70/70" in told
    assert outcome.stdout.count("again") == len(syllabus.sheets()) - len(syllabus.katas())
