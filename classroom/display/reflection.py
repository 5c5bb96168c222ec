"""Predictions and questions: the learner commits first, the notebook answers second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import marimo as mo

from classroom import progress
from classroom.display.choice import choice
from classroom.display.memory import for_nobody, keep_note, kept

RESULT = "What comes out"


def predict(key: str, question: str, options: Sequence[str]) -> mo.ui.dropdown:
    """A choice to make before the result is shown; its value is None until one is made.

    `key` is unique in the course. A choice made earlier is there again when the notebook reopens.
    """
    before = progress.last_text(kept(), f"predict {key}")
    return choice(
        f"**Predict.** {question}",
        {one: one for one in options},
        value=before,
        on_change=lambda chosen: keep_note(f"predict {key}", chosen),
    )


def after(prediction: mo.ui.dropdown, result: Any, *, right: str | None = None) -> Any:
    """The result once a prediction was made; until then one line that asks for it.

    With `right`, the text that the result turned out to be, it says how the prediction did.
    Where nobody can choose, the result is folded.
    """
    if for_nobody():
        said = [mo.md(f"It is **{right}**.")] if right else []
        return mo.accordion({RESULT: mo.vstack([*said, result])})
    if prediction.value is None:
        return mo.md("*Choose above, and the result appears here.*")
    if right is None:
        return result
    said = ", and so it is." if prediction.value == right else f"; it is **{right}**."
    return mo.vstack([mo.md(f"You predicted **{prediction.value}**{said}"), result])


@dataclass(frozen=True)
class Socratic:
    """A question over a place to write, and a model answer that stays closed until asked for."""

    question: str
    model_answer: str
    written: mo.ui.text_area

    def _display_(self) -> mo.Html:
        opening = " ".join(self.question.replace("*", "").split()[:4])
        title = f"Compare with a model answer ({opening} …)"
        closed = mo.accordion({title: mo.md(self.model_answer)})
        return mo.vstack([self.written, closed])


def socratic(key: str, question: str, model_answer: str) -> Socratic:
    """A question to answer in your own words; in `edit`, what was written is kept.

    Assign it to a name in the notebook: marimo forgets elements that nothing holds.
    """
    written = mo.ui.text_area(
        value=progress.last_text(kept(), f"socratic {key}"),
        placeholder="Your answer, in two or three sentences",
        label=question,
        full_width=True,
        rows=3,
        on_change=lambda text: keep_note(f"socratic {key}", text),
    )
    return Socratic(question, model_answer, written)
