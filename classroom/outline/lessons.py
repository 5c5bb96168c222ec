"""What a lesson says of itself, and what it asks of a reader."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from classroom import catalogue
from classroom.outline.cells import CONTROLS, Cell, cells
from classroom.pairing import BEGIN, END
from classroom.syllabus import Lesson, Sheet

OPENING, CLOSING = "its opening", "its closing parts"
# The headings that share a lesson out; the last one begins what every lesson ends with.
HEADING = re.compile(r"(?<!#)## ((?:\d+\. [^\n\"]+)|Industry context)")


@dataclass(frozen=True)
class Load:
    """What stands there to be read, tried and answered: words, lines of code, and counts."""

    words: int = 0
    code_lines: int = 0
    predictions: int = 0
    controls: int = 0
    socratic: int = 0
    figures: int = 0

    def __add__(self, other: Load) -> Load:
        mine, theirs = vars(self), vars(other)
        return Load(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True)
class Section:
    """One heading of a lesson, and the load below it."""

    heading: str
    load: Load

    @property
    def number(self) -> str:
        """Its number in the lesson, or nothing for the opening and the closing parts."""
        return self.heading.split(". ")[0] if self.heading[0].isdecimal() else ""


@cache
def sections(lesson: Lesson) -> tuple[Section, ...]:
    """The sections of a lesson in order; the first stands before section 1.

    A heading without a number belongs to the section before it, and the last one holds all
    from "Industry context" on.
    """
    loads: dict[str, Load] = {OPENING: Load()}
    current = OPENING
    for cell in cells(lesson.notebook)[1:]:
        current = _heading(cell) or current
        loads[current] = loads.get(current, Load()) + load(cell)
    return tuple(Section(heading, loads[heading]) for heading in loads)


def load(cell: Cell) -> Load:
    """What one cell asks of a reader; the code of a hidden cell is not read."""
    calls = Counter(cell.calls)
    return Load(
        cell.words,
        0 if cell.hidden else len(cell.lines),
        calls["predict"],
        sum(calls[one] for one in CONTROLS),
        calls["socratic"],
        calls["figure"] + calls["diagram"],
    )


def objectives(lesson: Lesson) -> list[str]:
    """The bold names of its learning objectives, in order."""
    return [
        one.rstrip(".")
        for one in re.findall(r"\d\. \*\*(.+?)\*\*", _below(lesson, "Learning objectives"))
    ]


def mastered(lesson: Lesson) -> list[str]:
    """What its reader can do at the end, as the lesson lists it."""
    listed = _below(lesson, "You have mastered this when you can").split("\n\n")[0]
    items = re.split(r"^- ", listed, flags=re.MULTILINE)
    return [" ".join(one.split()) for one in items if one.strip()]


@cache
def titles(lesson: Lesson) -> dict[str, str]:
    """What each question of a lesson is called, by its id."""
    return {name: one.title for name, one in catalogue.about(lesson).items()}


@cache
def exercise_load(sheet: Sheet) -> Load:
    """What an exercise asks beside its answers: its prose, its docstrings, the code it gives."""
    found = [load(cell) for cell in cells(sheet.file("exercises"))[1:]]
    tree = ast.parse(sheet.file("exercises").read_text("utf-8"))
    told = (ast.get_docstring(one) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    words = sum(len((text or "").split()) for text in told)
    return sum(found, Load(words=words))


@cache
def solution_lines(sheet: Sheet) -> int:
    """Lines between the marks of its model answers, without empty ones and comments."""
    text = sheet.file("solutions").read_text("utf-8")
    marked = re.findall(rf"{BEGIN}\n(.*?){END}", text, re.DOTALL)
    lines = [line.strip() for block in marked for line in block.splitlines()]
    return sum(bool(line) and not line.startswith("#") for line in lines)


def _heading(cell: Cell) -> str:
    found = HEADING.search("\n".join(cell.lines)) if cell.hidden else None
    if not found:
        return ""
    return found[1].strip() if found[1][0].isdecimal() else CLOSING


def _below(lesson: Lesson, heading: str) -> str:
    # A list ends where the next heading or the end of the text comes.
    text = lesson.notebook.read_text("utf-8")
    found = re.search(rf"## {heading}\n+(.*?)(?=\n\s*##|\"\"\")", text, re.DOTALL)
    return re.sub(r"^ +", "", found[1], flags=re.MULTILINE).strip() if found else ""
