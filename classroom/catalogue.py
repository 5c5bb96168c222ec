"""What a lesson's checks and solutions say about each question, read without running any of it.

Loading a check imports polars and more, a third of a second; where you are, a hint and a solution
are told without that wait. So a check states these fields as plain literals, and a test compares.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classroom.pairing import BEGIN, END
from classroom.syllabus import Sheet

FIELDS = ("title", "answer", "points", "hints", "why")
UNSHOWN = (BEGIN, END, "@app.function")


class CatalogueError(Exception):
    """A check or a solution cannot be read; the message says which and what to do."""


@dataclass(frozen=True)
class About:
    """One question, as its check describes it."""

    id: str
    title: str
    answer: str
    points: int
    hints: tuple[str, ...]
    why: str


def about(sheet: Sheet) -> dict[str, About]:
    """The questions of a lesson or a kata, in the order of the manifest."""
    path = sheet.file("checks")
    found = {
        one.id: one
        for file in [path, *sorted(path.parent.glob(f"{path.stem}_*.py"))]
        for one in _described(file)
    }
    missing = [entry.id for entry in sheet.questions if entry.id not in found]
    if missing:
        message = f"{path.parent.name}/{path.name} describes no question {', '.join(missing)}. "
        raise CatalogueError(message + f"`git checkout {path.parent.name}` restores the checks.")
    return {entry.id: found[entry.id] for entry in sheet.questions}


def solution(sheet: Sheet, answer: str) -> str:
    """The source of the model answer, with its comments and without the marks."""
    path = sheet.file("solutions")
    text, tree = _parsed(path)
    for cell in tree.body:
        if isinstance(cell, ast.FunctionDef) and answer in [cell.name, *_names(cell.body)]:
            # An answer with helpers shares a cell with them, which ends in what it returns.
            shown = [cell] if cell.name == answer else cell.body[:-1]
            lines = text.split("\n")[shown[0].lineno - 1 : _last_line(text, shown[-1])]
            whole = "\n".join(line for line in lines if line.strip() not in UNSHOWN)
            return textwrap.dedent(whole)
    message = f"{path.parent.name}/{path.name} has no function {answer}. "
    raise CatalogueError(message + f"`git checkout {path.parent.name}` restores the solutions.")


def _last_line(text: str, last: ast.stmt) -> int:
    # Marks that open in the answer may close in a later cell, behind its helpers.
    before = text.split("\n")[: last.end_lineno]
    open_marks = sum(line.strip() == BEGIN for line in before) - sum(
        line.strip() == END for line in before
    )
    if not open_marks:
        return last.end_lineno or 0
    rest = text.split("\n")[len(before) :]
    return len(before) + next(at for at, line in enumerate(rest, 1) if line.strip() == END)


def _names(body: list[ast.stmt]) -> list[str]:
    return [one.name for one in body if isinstance(one, ast.FunctionDef)]


def _described(path: Path) -> Iterator[About]:
    for node in _parsed(path)[1].body:
        for call in getattr(node, "decorator_list", ()):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "question":
                yield _literal(path, call)


def _literal(path: Path, call: ast.Call) -> About:
    given = {one.arg: one.value for one in call.keywords if one.arg in FIELDS}
    try:
        values = {str(name): ast.literal_eval(value) for name, value in given.items()}
        hints = tuple(values.pop("hints"))
        return About(id=ast.literal_eval(call.args[0]), hints=hints, **values)
    except (ValueError, TypeError, IndexError, KeyError):
        message = f"{path.name}, line {call.lineno}: {', '.join(FIELDS)} are plain literals."
        raise CatalogueError(message) from None


def _parsed(path: Path) -> tuple[str, ast.Module]:
    place = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text("utf-8")
        return text, ast.parse(text)
    except OSError as error:
        what = f"{place} cannot be read ({error.strerror})"
    except SyntaxError as error:
        what = f"{place} is no Python ({error.msg} in line {error.lineno})"
    message = f"{what}. `git checkout {place}` restores it."
    raise CatalogueError(textwrap.shorten(message, 300))
