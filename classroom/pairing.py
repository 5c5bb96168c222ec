"""Solutions to exercises: pure text, so that the two never drift apart."""

from __future__ import annotations

import ast
from pathlib import Path

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
TODO = "# TODO: write your answer here, then run the cell."
STUB = "raise NotImplementedError"


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


def out_of_step(solutions: Path, exercises: Path) -> list[str]:
    """Names of exercises that are not what their solution makes, missing and orphaned ones too."""
    wanted = {path.name: _exercise_of(path) for path in _notebooks(solutions)}
    present = {path.name: _text(path) for path in _notebooks(exercises)}
    return sorted(
        name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name)
    )


def write_exercises(solutions: Path, exercises: Path) -> list[str]:
    """Write every exercise that is out of step, each through a temporary file; their names.

    An exercise without a solution is reported by `out_of_step`, and never deleted here.
    """
    written = []
    exercises.mkdir(exist_ok=True)
    for name in out_of_step(solutions, exercises):
        source = solutions / name
        if source.exists():
            partial = exercises / f".{name}.partial"
            partial.write_text(_exercise_of(source), "utf-8")
            partial.replace(exercises / name)
            written.append(name)
    return written


def _exercise_of(path: Path) -> str:
    try:
        return exercise_from(_text(path))
    except PairingError as error:
        message = f"{path.parent.name}/{path.name}, {error}"
        raise PairingError(message) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path.parent.name}/{path.name} is not UTF-8 (byte {error.start})."
        raise PairingError(message) from None


def _notebooks(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.py"))
