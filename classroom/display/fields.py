"""What a question of a quiz is answered with: elements that each stand for themselves.

In a `mo.ui.dictionary` quick answers get lost: its elements send their changes under its one
name, and of several that wait while a cell runs marimo keeps the last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import marimo as mo

from classroom import quizzes
from classroom.display.choice import choice
from classroom.display.source import code, printed
from classroom.quizzes import Question


class Fields:
    """A question at its place on a page; `changed` is called with what a field is set to."""

    def __init__(
        self, question: Question, place: int, *, seed: int, changed: Callable[[Any], None]
    ) -> None:
        self.question = question
        self.shown = quizzes.shuffled(question, seed)
        # A list of options alone is no name to a screen reader.
        self.elements = _elements(question, f"Your answer to {place}:", self.shown, changed)

    @property
    def given(self) -> object:
        """The answer, as `quizzes.mark` takes it."""
        values = [one.value for one in self.elements]
        if self.question.kind == "multiple":
            return [text for text, ticked in zip(self.shown, values, strict=True) if ticked]
        if self.question.kind == "order":
            return values
        return _number(values[0]) if self.question.kind == "number" else values[0]

    def laid_out(self, number: str) -> list[Any]:
        """The question under its number, its snippet where the answer needs it, and its fields."""
        one = self.question
        shown = [mo.md(f"**{number}** {one.text}")]
        if one.kind == "code":
            shown.append(code(one.snippet or ""))
        if one.kind == "multiple":
            shown.append(mo.md("Choose all that hold."))
        return [*shown, mo.vstack(self.elements)]


def _elements(
    question: Question, name: str, shown: tuple[str, ...], changed: Callable[[Any], None]
) -> list[Any]:
    # Labels of boxes and lists are plain text: the marks of code would be read aloud.
    plain = {text.replace("`", ""): text for text in shown}
    if question.kind == "multiple":
        return [mo.ui.checkbox(label=label, on_change=changed) for label in plain]
    if question.kind == "number":
        label = f"In {question.unit}"
        return [mo.ui.text(placeholder="a number", label=label, on_change=changed)]
    if question.kind == "order":
        return [
            mo.ui.dropdown(plain, label=f"Place {place}", on_change=changed)
            for place in range(1, len(plain) + 1)
        ]
    as_shown = printed if question.kind == "code" else str
    return [choice(name, {as_shown(text): text for text in shown}, on_change=changed)]


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None
