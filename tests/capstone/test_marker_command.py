"""`course check 08` as it is typed: one line for what cannot be marked, a report for what can."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from classroom import syllabus
from classroom.commands import judging as judging_command
from classroom.commands import marking as marking_command
from classroom.syllabus import ROOT


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "classroom", "check", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("08", "no_such_folder"), "no_such_folder does not exist."),
        (("08", "README.md"), "README.md is no folder."),
        (("01", "docs"), "01 has no project to mark"),
        (("8.1", "docs"), "8.1 is a question"),
        (("08", "docs", "--out", "README.md/report.md"), "cannot be written"),
        (("kata_api", "docs"), "No lesson 'kata_api'"),
        (("08", "docs", "--out", "docs/report.md"), "lies in the project that is marked"),
        (("08", "docs", "--out", "data"), "data is a folder"),
    ],
)
def test_what_cannot_be_marked_is_refused_in_one_line(words, says):
    told = run(*words)
    assert told.returncode == 2
    assert says in told.stderr
    assert len(told.stderr.splitlines()) == 1
    assert told.stdout == ""


@pytest.mark.slow
def test_an_empty_folder_is_marked_and_its_report_written_elsewhere(tmp_path):
    project, page = tmp_path / "empty", tmp_path / "marks" / "report.md"
    project.mkdir()
    told = run("08", str(project), "--out", str(page))
    assert told.returncode == 1, told.stderr
    assert "measured 0/70; self-scored 0/30 (not verified)" in told.stdout
    assert "Data pipeline: 0 of 10" in told.stdout
    assert "no package capstone" in page.read_text("utf-8")
    assert json.loads(page.with_suffix(".json").read_text("utf-8"))["passed"] is False
    assert list(project.iterdir()) == []


def test_the_lesson_is_judged_first_and_then_the_project_that_was_begun(tmp_path, monkeypatch):
    (tmp_path / "work" / "capstone").mkdir(parents=True)
    monkeypatch.setattr(marking_command, "ROOT", tmp_path)
    asked = []
    monkeypatch.setattr(
        judging_command, "judge_and_tell", lambda one, ids, full: asked.append(ids) or []
    )
    monkeypatch.setattr(
        judging_command, "mark_and_tell", lambda one, folder, page: asked.append(folder) or False
    )
    with pytest.raises(judging_command.typer.Exit) as ended:
        judging_command.check("08")
    assert ended.value.exit_code == 1
    questions = [one.id for one in syllabus.lesson("08").questions]
    assert asked == [questions, tmp_path / "work" / "capstone"]


def test_a_lesson_without_a_begun_project_marks_none(tmp_path, monkeypatch):
    monkeypatch.setattr(marking_command, "ROOT", tmp_path)
    monkeypatch.setattr(judging_command, "judge_and_tell", lambda one, ids, full: [])
    with pytest.raises(judging_command.typer.Exit) as ended:
        judging_command.check("08")
    assert ended.value.exit_code == 0
