"""Solutions to exercises: pure text, so that the two never drift apart.

A notebook makes a notebook; a folder with a pyproject.toml is a project and makes a starter.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
TODO = "# TODO: write your answer here, then run the cell."
PROJECT_TODO = "# TODO: write your answer here, then run {tests}."
STUB = "raise NotImplementedError"
# What the words after the mark ask for becomes the learner's task.
MARKED_PROSE = re.compile(
    r"<!-- BEGIN SOLUTION(?:: (?P<task>[^\n]*?))? -->\n.*?\n<!-- END SOLUTION -->", re.DOTALL
)
MARKED_LINES = re.compile(rf"{BEGIN}(?:: (?P<task>[^\n]*))?\n.*?\n{END}", re.DOTALL)
# Made on demand, or a figure that only the reference reaches.
NOT_IN_A_STARTER = {
    "data", "artifact", "figures.json", "uv.lock", ".git", ".venv",
    "__pycache__", "__marimo__", ".pytest_cache", ".ruff_cache",
}  # fmt: skip


class PairingError(Exception):
    """A solution whose marks do not pair, with its line."""


def exercise_from(solution: str) -> str:
    """The exercise of a solution: each marked block becomes a stub, the rest stays as it is.

    Raises `PairingError` for a mark without its partner, a block with nothing in it, a solution
    without any block, and text that is no Python before or after.
    """
    lines: list[str] = []
    begun_at: int | None = None
    count = 0
    for number, line in enumerate(solution.removesuffix("\n").split("\n"), 1):
        mark = line.strip()
        if mark == BEGIN and begun_at is None:
            begun_at = number
            count += 1
            indent = line[: line.index("#")]
            lines += [f"{indent}{TODO}", f"{indent}{STUB}"]
        elif mark == END and begun_at is not None and number > begun_at + 1:
            begun_at = None
        elif mark in (BEGIN, END):
            message = f"line {number}: {mark} has no partner, or nothing between; marks pair up."
            raise PairingError(message)
        elif begun_at is None:
            lines.append(line)
    if begun_at is not None or not count:
        message = f"line {begun_at or 1}: {BEGIN} needs {END}, and a solution at least one block."
        raise PairingError(message)
    text = "\n".join(lines) + "\n"
    try:
        ast.parse(text)
    except SyntaxError as error:
        message = f"line {error.lineno}: the exercise would be no Python ({error.msg})."
        raise PairingError(message) from None
    return text


def starter_file(name: str, solution: str, *, tests: str = "the tests") -> str:
    """A file of a project as its learner begins with it, whether or not it holds marks.

    Python as `exercise_from`, with `tests` as what to run; in Markdown a marked part becomes
    `TODO:` and the words of its mark, in TOML such a comment; every other file is the same.
    Raises `PairingError` for marks without a partner.
    """
    marked = BEGIN in solution or END in solution
    if name.endswith(".py"):
        todo = PROJECT_TODO.format(tests=tests)
        return exercise_from(solution).replace(TODO, todo) if marked else solution
    if name.endswith(".toml"):
        starter = MARKED_LINES.sub(lambda mark: f"# {_task(mark)}", solution)
    elif name.endswith(".md"):
        starter = MARKED_PROSE.sub(_task, solution)
    else:
        return solution
    for number, line in enumerate(starter.split("\n"), 1):
        if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
            message = f"line {number}: a mark has no partner, or nothing between; marks pair up."
            raise PairingError(message)
    return starter


def _task(mark: re.Match[str]) -> str:
    return f"TODO: {mark['task'] or 'your words'}."


def out_of_step(solutions: Path, exercises: Path) -> list[str]:
    """Names of exercises that are not what their solution makes, missing and orphaned ones too."""
    wanted = {name: _exercise_of(solutions, name) for name in _names(solutions)}
    present = {name: _text(exercises / name) for name in _names(exercises)}
    return sorted(
        name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name)
    )


def write_exercises(solutions: Path, exercises: Path) -> list[str]:
    """Write every exercise that is out of step, each through a temporary file; their names.

    An exercise without a solution is reported by `out_of_step`, and never deleted here.
    """
    written, there = [], set(_names(solutions))
    for name in out_of_step(solutions, exercises):
        if name in there:
            exercise = exercises / name
            exercise.parent.mkdir(parents=True, exist_ok=True)
            partial = exercise.with_name(f".{exercise.name}.partial")
            partial.write_text(_exercise_of(solutions, name), "utf-8")
            partial.replace(exercise)
            written.append(name)
    return written


def project_files(project: Path) -> list[Path]:
    """The files of a project that its starter has, too, by path."""
    files = (path for path in project.rglob("*") if path.is_file() and path.suffix != ".partial")
    return sorted(
        path for path in files if not NOT_IN_A_STARTER & set(path.relative_to(project).parts)
    )


def _exercise_of(solutions: Path, name: str) -> str:
    try:
        text = _text(solutions / name)
        if "/" not in name:
            return exercise_from(text)
        return starter_file(name, text, tests=_tests_of(solutions, name))
    except PairingError as error:
        message = f"{solutions.name}/{name}, {error}"
        raise PairingError(message) from None


def _tests_of(solutions: Path, name: str) -> str:
    """What to run after a file of a project: the tests that bear its name, or all."""
    project, *_, file = name.split("/")
    tests = f"tests/test_{file}"
    return tests if (solutions / project / tests).is_file() else "the tests"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path.parent.name}/{path.name} is not UTF-8 (byte {error.start})."
        raise PairingError(message) from None


def _names(folder: Path) -> list[str]:
    """Its notebooks and the files of its projects, from the folder, with slashes."""
    projects = [path.parent for path in folder.glob("*/pyproject.toml")]
    files = [*folder.glob("*.py"), *(path for one in projects for path in project_files(one))]
    return sorted(path.relative_to(folder).as_posix() for path in files)
