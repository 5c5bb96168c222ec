"""A quiz as marimo elements: questions to answer, then why each choice is right or wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import marimo as mo

from classroom import progress, quizzes, syllabus
from classroom.display.fields import Fields
from classroom.display.memory import counting_record, unsaved
from classroom.display.source import printed
from classroom.quizzes import Marked, Question


@dataclass(frozen=True)
class Asked:
    """The questions that were drawn from a lesson's bank, each with what it is answered with."""

    lesson: str
    seed: int
    fields: tuple[Fields, ...]


def quiz(
    lesson: str, tell: Callable[[Any], None], *, seed: int = 0, size: int = quizzes.SIZE
) -> Asked:
    """Questions of a lesson's bank, drawn and shuffled by `seed`, to be shown by `marks`.

    `tell` is the setter of a `mo.state`; the cell that calls `marks` reads its getter.
    """
    bank = quizzes.load(syllabus.lesson(lesson).file("quizzes")).questions
    chosen = quizzes.drawn(bank, seed, size)
    fields = [Fields(one, at, seed=seed, changed=tell) for at, one in enumerate(chosen, 1)]
    return Asked(lesson, seed, tuple(fields))


def marks(asked: Asked) -> mo.Html:
    """Questions with their fields, and under each answered one why it is right or wrong."""
    marked = [quizzes.mark(one.question, one.given) for one in asked.fields]
    shown = [
        _answered(place, field, result)
        for place, (field, result) in enumerate(zip(asked.fields, marked, strict=True), 1)
    ]
    right, answered = sum(one.right for one in marked), sum(one.answered for one in marked)
    if answered == len(marked):
        why = unsaved(lambda: _record(asked, right))
        shown += [mo.md(why)] if why else []
    shown.append(mo.md(f"**{right} right of {answered} answered**, {len(marked)} in all."))
    return mo.vstack(shown, gap=1)


def _answered(place: int, field: Fields, result: Marked) -> mo.Html:
    # A block of its own, so that no later question moves: one that moved would be drawn anew.
    explained = [_explained(field.question, result)] if result.answered else []
    return mo.vstack([*field.laid_out(f"{place}."), *explained], gap=1)


def _record(asked: Asked, right: int) -> None:
    told = {"right": right, "asked": len(asked.fields), "seed": asked.seed}
    progress.record_quiz(counting_record(), asked.lesson, **told)


def _explained(question: Question, result: Marked) -> mo.Html:
    yes, no = ("in its place", "elsewhere") if question.kind == "order" else ("chosen", "missed")
    lines = [f"**{'Right' if result.right else 'Not right'}.**", ""]
    for one in result.explanations:
        right = "" if question.kind == "order" else f", {'right' if one.right else 'wrong'}"
        text = printed(one.text) if question.kind == "code" else f"*{one.text}*"
        lines.append(f"- {text} ({yes if one.chosen else no}{right}): {one.why}")
    return mo.callout(mo.md("\n".join(lines)), kind="success" if result.right else "warn")
