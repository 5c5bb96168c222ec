"""The `course` command: what it does, and one clear line for what it refuses."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from served import copy_of_the_course


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course; nothing of the real one is touched."""
    return copy_of_the_course(tmp_path_factory.mktemp("clone") / "course")


def run(folder, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "classroom", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": "", "OMP_NUM_THREADS": "1", "COLUMNS": "200"},
    )


REFUSED = {
    "an unknown lesson": (["check", "77"], "No lesson '77'; there are 01."),
    "an unknown question": (["check", "1.99"], "No question '1.99'; lesson 01 has 1.1a"),
    "a number of another script": (["check", "\u00b2"], "No lesson"),
    "a lesson to start that is none": (["start", "nine"], "No lesson 'nine'; there are 01."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_input_gets_one_line_and_exit_code_2(case, course):
    arguments, message = REFUSED[case]
    outcome = run(course, *arguments)
    assert outcome.returncode == 2
    assert message in outcome.stderr
    assert len(outcome.stderr.strip().splitlines()) == 1


def test_a_taken_port_is_refused_before_anything_starts(course):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        outcome = run(course, "start", "01", "--no-browser", "--port", str(port))
    assert outcome.returncode == 2
    assert f"Port {port} is taken" in outcome.stderr


def test_check_judges_the_exercise_until_there_is_a_copy_in_work(course):
    outcome = run(course, "check", "1.2")
    assert outcome.returncode == 1
    assert "Judging exercises/01_data_engineering.py" in outcome.stdout
    assert "not attempted" in outcome.stdout
    (course / "work").mkdir(exist_ok=True)
    solution = (course / "solutions" / "01_data_engineering.py").read_text("utf-8")
    (course / "work" / "01_data_engineering.py").write_text(solution, "utf-8")
    outcome = run(course, "check", "1.2")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "Judging work/01_data_engineering.py" in outcome.stdout
    assert "1.2  passed" in run(course, "status").stdout


def test_full_judges_again_where_the_surroundings_are_others(course):
    solution = (course / "solutions" / "01_data_engineering.py").read_text("utf-8")
    here_only = """
    if __import__("os").environ.get("PYTHONHASHSEED") == "2":
        raise ValueError("elsewhere")
    ### BEGIN SOLUTION
    types = {"""
    marked = solution.replace("\n    ### BEGIN SOLUTION\n    types = {", here_only, 1)
    assert marked != solution
    (course / "work").mkdir(exist_ok=True)
    (course / "work" / "01_data_engineering.py").write_text(marked, "utf-8")
    assert run(course, "check", "1.2").returncode == 0
    outcome = run(course, "check", "1.2", "--full")
    assert outcome.returncode == 1
    assert "In a fresh process (hash seed 2, America/Los_Angeles)" in outcome.stdout


UNREADABLE = {
    "not UTF-8": (b"caf\xe9 = 1\n", "is not UTF-8 (byte 3); save it as UTF-8"),
    "no Python": (b"def (\n", "is no Python: "),
    "no answers": (b"import marimo\n", "has no function load_boxes"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_notebook_that_cannot_be_judged_is_one_line(case, course):
    content, message = UNREADABLE[case]
    (course / "work").mkdir(exist_ok=True)
    (course / "work" / "01_data_engineering.py").write_bytes(content)
    outcome = run(course, "check", "1.2")
    assert outcome.returncode in (1, 2)
    assert message in outcome.stdout + outcome.stderr
    assert "Traceback" not in outcome.stdout + outcome.stderr


def test_build_says_what_is_out_of_step_and_mends_it(course):
    assert run(course, "build", "--check").returncode == 0
    exercise = course / "exercises" / "01_data_engineering.py"
    exercise.write_text(exercise.read_text("utf-8") + "# drifted\n", "utf-8")
    outcome = run(course, "build", "--check")
    assert outcome.returncode == 1
    assert "01_data_engineering.py" in outcome.stdout
    assert run(course, "build").returncode == 0
    assert run(course, "build", "--check").returncode == 0
