"""A scaffolded question or lesson works at once, in all its places, and says what is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from classroom import pairing
from classroom.scaffold import Draft, manifest, new_lesson, new_question
from classroom.scaffold.templates import FOLDER
from classroom.syllabus import ROOT
from scaffolded import (
    LAST,
    LONGEST,
    NEW_STEM,
    STEM,
    digest,
    files,
    forgotten,
    listed,
    names,
    small_copy,
)
from served import copy_of_the_course


@pytest.fixture
def course(tmp_path):
    return small_copy(tmp_path / "course")


def run(root: Path, *command: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def assert_ruff_is_content(root: Path, written: list[Path]) -> None:
    code = sorted(one for one in names(root, written) if one.endswith(".py"))
    assert len(code) >= 4
    for tool in (["ruff", "check"], ["ruff", "format", "--check"]):
        outcome = run(root, *tool, *code)
        assert outcome.returncode == 0, outcome.stdout


def pytest_in(root: Path, *arguments: str) -> str:
    return run(root, "pytest", "-n0", "-q", "-p", "no:cacheprovider", *arguments).stdout


def test_no_template_is_left_in_the_course():
    assert len(files(ROOT)) > 50
    assert forgotten(ROOT) == []


def test_a_question_goes_into_all_its_places_and_each_says_what_is_missing(course):
    before = digest(course)
    places = {
        f"solutions/{STEM}.py",
        f"exercises/{STEM}.py",
        f"checks/{STEM}_scaffolded.py",
        f"tests/answers/{STEM}_scaffolded.py",
    }
    written = new_question(course, LAST)
    assert names(course, written) == places | {"classroom/course.toml"}
    assert set(forgotten(course)) >= places
    assert changed(before, digest(course)) == names(course, written)
    assert pairing.out_of_step(course / "solutions", course / "exercises") == []


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}


@pytest.mark.parametrize(
    ("draft", "next_heading"),
    [
        (LAST, "## Quiz"),
        (LONGEST, "## Checkpoint: "),
        (Draft("1.1", "scaffolded", "Before all others", 5), "## 1.1 Break"),
    ],
    ids=["the last", "between", "the first"],
)
def test_cells_stand_behind_those_of_the_question_before_and_the_rest_stays(
    draft, next_heading, course
):
    new_question(course, draft)
    for folder in ("solutions", "exercises"):
        before = (ROOT / folder / f"{STEM}.py").read_text("utf-8")
        after = (course / folder / f"{STEM}.py").read_text("utf-8")
        start = next(
            at for at, pair in enumerate(zip(before, after, strict=False)) if len({*pair}) > 1
        )
        length = len(after) - len(before)
        # The texts around may agree on some characters more.
        assert after[:start] + after[start + length :] == before
        heading = after.index(f"## {draft.id} {draft.title}")
        assert after[heading:].split("\n    ## ")[1].startswith(next_heading[3:])


def test_the_manifest_keeps_its_comments_and_the_order_of_ids(course):
    new_question(course, LONGEST)
    new_question(course, LAST)
    before = (ROOT / manifest.PATH).read_text("utf-8").splitlines()
    after = (course / manifest.PATH).read_text("utf-8").splitlines()
    added = [line for line in after if line not in before]
    assert added == [
        '    { id = "1.4z", minutes = 120, path = "depth" },',
        '    { id = "1.9z", minutes = 15, path = "core" },',
    ]
    assert [line for line in after if line in before] == before
    ids = [one["id"] for one in listed(course)[STEM]]
    assert ids == sorted(ids)


def test_a_file_with_other_line_ends_keeps_them(course):
    path = course / manifest.PATH
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    new_question(course, LAST)
    lines = path.read_bytes().split(b"\n")
    assert [line for line in lines[:-1] if not line.endswith(b"\r")] == []
    assert b'"1.9z"' in path.read_bytes()


def test_a_lesson_goes_into_all_its_places(course):
    written = new_lesson(course, NEW_STEM, "A new lesson")
    places = {f"{folder}/{NEW_STEM}.py" for folder in ("solutions", "exercises", "checks")}
    places |= {f"{NEW_STEM}.py", f"quizzes/{NEW_STEM}.toml", f"tests/answers/{NEW_STEM}.py"}
    assert names(course, written) == places | {manifest.PATH}
    assert set(forgotten(course)) >= names(course, written)
    assert pairing.out_of_step(course / "solutions", course / "exercises") == []
    written = new_question(course, Draft("99.2", "scaffolded", "A second question", 15))
    assert f"checks/{NEW_STEM}_scaffolded.py" in names(course, written)
    assert [one["id"] for one in listed(course)[NEW_STEM]] == ["99.1", "99.2"]


ENTRY = '[[lesson]]\nstem = "{}"\nquestions = [\n]\n'


@pytest.mark.parametrize("stem", ["00_a", "02_c", "04_e"])
def test_a_lesson_is_listed_in_the_order_of_its_number(stem):
    around = [f"# {one} is next.\n{ENTRY.format(one)}" for one in ("01_b", "03_d")]
    text = "# All lessons.\n\n" + "\n".join(around)
    made = manifest.with_lesson(text, ENTRY.format(stem))
    assert made.replace(ENTRY.format(stem), "").split() == text.split()
    stems = [one["stem"] for one in tomllib.loads(made)["lesson"]]
    assert stems == sorted(stems)
    assert stem in stems
    for one in ("01_b", "03_d"):
        assert f"# {one} is next.\n{ENTRY.format(one)}" in made


def test_templates_have_names_that_no_tool_takes_for_code():
    found = [path.name for path in FOLDER.iterdir()]
    assert len(found) == 7
    assert [one for one in found if not one.endswith(".txt")] == []


@pytest.fixture
def whole_course(tmp_path):
    return copy_of_the_course(tmp_path / "course")


@pytest.mark.soak
def test_new_questions_are_green_at_once(whole_course):
    written = new_question(whole_course, LAST) + new_question(whole_course, LONGEST)
    assert_ruff_is_content(whole_course, written)
    notebooks = [f"{folder}/{STEM}.py" for folder in ("solutions", "exercises")]
    outcome = run(whole_course, "marimo", "check", "--strict", *notebooks)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    said = pytest_in(whole_course, "tests/test_questions.py", "-k", "1.9z or 1.4z or manifest")
    assert re.search(r"\n\d+ passed, \d+ deselected", said), said
    assert "1.9z: 3 right and 5 wrong answers, 12 mutants, 12 killed, 0 waived" in said


@pytest.mark.soak
def test_a_new_lesson_is_green_but_for_its_size(whole_course):
    assert_ruff_is_content(whole_course, new_lesson(whole_course, NEW_STEM, "A new lesson"))
    modules = ["tests/test_questions.py", "tests/test_notebooks.py", "tests/test_lessons.py"]
    modules += ["tests/classroom/test_quiz_lint.py"]
    chosen = "99.1 or 99_ or marimo_finds or manifest or exercises_are"
    said = pytest_in(whole_course, *modules, "-k", chosen)
    assert "99.1: 3 right and 5 wrong answers, 12 mutants, 12 killed, 0 waived" in said
    assert [line.split("::")[1].split(" ")[0] for line in re.findall(r"FAILED .*", said)] == [
        f"test_a_lesson_has_the_size_of_a_lesson[{NEW_STEM}]",
        f"test_a_lesson_asks_before_it_tells_and_moves_when_touched[{NEW_STEM}]",
    ], said
