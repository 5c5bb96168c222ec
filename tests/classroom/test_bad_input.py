"""Bad input of every kind: one clear line, exit code 2, no traceback, nothing of mine lost."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bad_input import (
    ENVIRONMENT,
    JUDGED,
    PLACES,
    ROWS,
    STEM,
    Row,
    recorded,
    working,
)
from classroom import syllabus
from classroom.syllabus import ROOT
from served import copy_of_the_course

KINDS = 40
MINE = (".course", "work")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    """A copy of the course; what a row changes in it is put back afterwards."""
    return copy_of_the_course(tmp_path_factory.mktemp("clone") / "course")


@pytest.fixture
def course(pristine, request):
    yield pristine
    for name in MINE:
        path = pristine / name
        path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)
    for name in ("rich.py", "polars.py"):
        (pristine / name).unlink(missing_ok=True)
    params = getattr(request.node, "callspec", None)
    if params and params.params.get("kind") in PLACES:
        for folder in ("classroom", "checks", "data", "quizzes", "solutions", "exercises"):
            shutil.copytree(ROOT / folder, pristine / folder, dirs_exist_ok=True)


def texts(course: Path) -> list[bytes]:
    """What the learner has: every file in work/, and the record."""
    mine = [path for name in MINE for path in (course / name).rglob("*.*")]
    return [path.read_bytes() for path in mine if path.is_file() and path.suffix != ".lock"]


def limit_files(most_bytes: int) -> None:
    # A file that may not grow is what a full disk looks like to the process that writes it.
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))


def run(course: Path, row: Row) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "classroom", *row.command],
        cwd=course,
        input=row.typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=ENVIRONMENT | {"PYTHONPATH": str(course)},
        preexec_fn=None if row.disk_bytes is None else lambda: limit_files(row.disk_bytes),
    )


def test_there_are_at_least_forty_kinds():
    assert len(ROWS) >= KINDS


@pytest.mark.slow
@pytest.mark.parametrize("kind", ROWS)
def test_bad_input_gets_one_clear_line_and_loses_nothing(kind, course):
    row = ROWS[kind]
    row.prepare(course)
    before = texts(course)
    outcome = run(course, row)
    said = outcome.stdout + outcome.stderr
    assert row.says in said, said
    assert "Traceback" not in said
    assert outcome.returncode == (1 if kind in JUDGED else 2), said
    if not row.reported:
        assert len(outcome.stderr.strip().splitlines()) == 1, outcome.stderr
    assert len(said) < 10_000
    after = texts(course)
    assert [one for one in before if not any(other.startswith(one) for other in after)] == []


LEFT_BEHIND = {
    "ends its process": "__import__('os')._exit(0)",
    "ends its process later": "import os, threading\nthreading.Timer(0.3, os._exit, [7]).start()",
    "lowers the recursion limit": "import sys\nsys.setrecursionlimit(60)",
    "forgets all modules": "import sys\nsys.modules.clear()",
    "leaves no temporary folder": "import tempfile\ntempfile.tempdir = '/nonexistent'",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", LEFT_BEHIND)
def test_what_an_answer_leaves_behind_costs_no_other(what, course):
    """The questions before and after it are judged as if it were not there."""
    solution = (course / "solutions" / f"{STEM}.py").read_text("utf-8")
    lines = "".join(f"    {line}\n" for line in LEFT_BEHIND[what].split("\n"))
    mark = "    ### BEGIN SOLUTION\n    types = {"
    assert solution.count(mark) == 1
    working(solution.replace(mark, lines + mark))(course)
    outcome = run(course, Row(["check", "01"], ""))
    others = [one.id for one in syllabus.lesson("01").questions if one.id != "1.2"]
    passed = [
        one for one in others if re.search(rf"^{one} .*: passed$", outcome.stdout, re.MULTILINE)
    ]
    assert passed == others, outcome.stdout


def test_an_answer_that_ends_its_process_is_an_attempt_and_opens_a_hint(course):
    ROWS["an answer that ends its process"].prepare(course)
    assert "Hint 1 of 3" in run(course, Row(["check", "1.2"], "")).stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", [["measure", "1.3"], ["status", "--verify"]])
def test_no_command_loses_a_notebook_that_its_answers_delete(command, course):
    recorded(course, "1.3")
    solution = (course / "solutions" / f"{STEM}.py").read_text("utf-8")
    head = "def attack_words(cards: pl.DataFrame) -> pl.DataFrame:\n"
    assert head in solution
    spiteful = f"    from pathlib import Path\n    Path('work/{STEM}.py').unlink(missing_ok=True)\n"
    working(solution.replace(head, head + spiteful))(course)
    before = texts(course)
    outcome = run(course, Row(command, ""))
    assert "it was put back as it was" in outcome.stdout
    assert before[0] in texts(course)


def git(*arguments: str, folder: Path) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
def test_a_clone_with_windows_line_ends_is_judged(tmp_path):
    """Git may turn line ends in a clone; the data, which have checksums, stay as they are."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    published, clone = copy_of_the_course(tmp_path / "published"), tmp_path / "clone"
    git("init", "-q", ".", folder=published)
    git("add", ".", folder=published)
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all", folder=published)
    git("-c", "core.autocrlf=true", "clone", "-q", str(published), str(clone), folder=tmp_path)
    outcome = run(clone, Row(["check", "1.2"], ""))
    assert "not attempted" in outcome.stdout, outcome.stdout + outcome.stderr


OLD_PYTHON = """
import sys, runpy
sys.version_info = (3, 10, 9)
sys.argv = ["course", "status"]
runpy.run_module("classroom", run_name="__main__")
"""


def test_an_old_python_is_told_which_one_is_needed(course):
    outcome = subprocess.run(
        [sys.executable, "-c", OLD_PYTHON],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT | {"PYTHONPATH": str(course)},
    )
    assert outcome.returncode == 2
    assert outcome.stderr.strip() == (
        "The course needs Python 3.11 or newer, this is 3.10. `uv run course` finds one."
    )
