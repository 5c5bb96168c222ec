"""A checkpoint as marimo elements: all questions on the page, handed in once, no key.

Fields are made in one cell and stay; what is answered so far and the result stand in others,
so that an answer never draws the page anew under whoever types.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import marimo as mo

from classroom import quizzes, sitting
from classroom.display.fields import Fields
from classroom.display.memory import kept, sitting_record, unsaved
from classroom.quizzes import ObjectiveResult, Result
from classroom.sitting import Paper


@dataclass(frozen=True)
class Outcome:
    """What the last answer or the button led to; `refused` where questions lacked an answer."""

    sheet: Paper
    refused: bool = False
    result: Result | None = None
    unsaved: str = ""


class Desk:
    """A checkpoint that is being taken: its answers, and the button that hands them in."""

    def __init__(self, sheet: Paper, tell: Callable[[Outcome], None]) -> None:
        self.sheet = sheet
        self.fields = [
            Fields(one, place, seed=sheet.seed, changed=self._changed)
            for place, one in enumerate(sheet.questions, 1)
        ]
        self._record = sitting_record()
        self._tell = tell
        self._handed: Outcome | None = None
        self._gaps = mo.ui.checkbox(label="Hand in although questions are not answered")
        self._button = mo.ui.button(label="Hand in", on_change=self.hand_in)

    @property
    def given(self) -> dict[str, object]:
        """The answers by question id, as `quizzes.mark` takes them."""
        return {one.question.id: one.given for one in self.fields}

    @property
    def missing(self) -> list[int]:
        """The places of questions that have no answer yet."""
        return quizzes.unanswered(self.sheet.questions, self.given)

    def hand_in(self, _: object = None) -> None:
        """Nothing; the outcome is told, and a result is recorded the first time."""
        if self._handed is None and (self._gaps.value or not self.missing):
            self._handed = self._result()
        self._tell(self._handed or Outcome(self.sheet, refused=True))

    def _changed(self, _: object) -> None:
        self._tell(self._handed or Outcome(self.sheet))

    def _result(self) -> Outcome:
        found = sitting.outcome(self.sheet, self.given)
        why = unsaved(lambda: sitting.hand_in(self.sheet, self.given, self._record))
        return Outcome(self.sheet, result=found, unsaved=why)

    def _display_(self) -> mo.Html:
        count = len(self.sheet.questions)
        shown = [_opening(self.sheet)]
        for place, one in enumerate(self.fields, 1):
            shown += one.laid_out(f"{place} of {count}.")
        return mo.vstack([*shown, self._gaps, self._button], gap=1)


def checkpoint(name: str, tell: Callable[[Outcome], None]) -> Desk:
    """The next draw of a checkpoint, to be taken; `tell` is the setter of a `mo.state`.

    A bank that cannot be read stops the cell with the line that says where.
    """
    try:
        sheet = sitting.paper(name, kept())
    except quizzes.QuizError as error:
        mo.stop(predicate=True, output=mo.callout(mo.md(_as_text(str(error))), kind="danger"))
        raise
    return Desk(sheet, tell)


def progress_of(desk: Desk, outcome: Outcome | None) -> mo.Html:
    """How many are answered, which are not, and what to do about them."""
    here = outcome if outcome is not None and outcome.sheet is desk.sheet else Outcome(desk.sheet)
    if here.result is not None:
        return mo.md("*Handed in: what you change above counts no more.*")
    missing, count = desk.missing, len(desk.fields)
    lines = [f"**{count - len(missing)} of {count} answered.**"]
    if missing:
        lines.append(f"Not answered: {quizzes.in_words(missing)}.")
        lines += _what_is_needed(desk, missing)
    told = mo.md(" ".join(lines))
    if not (missing and here.refused):
        return told
    asking = "Not handed in yet. Answer them, or tick the box above the button and press it again."
    return mo.callout(mo.vstack([told, mo.md(asking)]), kind="warn")


def outcome_of(desk: Desk, outcome: Outcome | None, again: Any) -> Any:
    """The result of what was handed in, by objective, with `again` for a retake; else nothing."""
    if outcome is None or outcome.sheet is not desk.sheet or outcome.result is None:
        return mo.md("*The result appears here when you have handed in.*")
    found = outcome.result
    kind = "success" if found.passed else "warn"
    shown: list[Any] = [
        mo.md("## Result"),
        mo.callout(mo.md(f"**{sitting.headline(found)}**"), kind=kind),
        *([mo.callout(mo.md(_as_text(outcome.unsaved)), kind="danger")] if outcome.unsaved else []),
        mo.md(_objectives(found)),
        mo.md("\n".join(f"- {one}" for one in sitting.next_moves(desk.sheet, found, kept()))),
        again,
    ]
    return mo.vstack(shown, gap=1)


def _opening(sheet: Paper) -> mo.Html:
    one = sheet.checkpoint
    notes = "".join(f"\n\n{note}" for note in sheet.notes)
    return mo.md(
        f"# {one.title}\n\n{len(sheet.questions)} questions, about {one.minutes} minutes;"
        f" {sheet.needed} right answers pass. No key is shown: you read how each objective went,"
        f" and where to reread it. A page that you leave before you hand in counts for"
        f" nothing.{notes}"
    )


def _what_is_needed(desk: Desk, missing: Sequence[int]) -> list[str]:
    kinds = {desk.sheet.questions[place - 1].kind for place in missing}
    lines = []
    if "number" in kinds:
        lines.append("A number needs digits, such as 12.5.")
    if "order" in kinds:
        lines.append("An order needs each option in one place.")
    return lines


def _objectives(found: Result) -> str:
    weak = [one for one in found.objectives if one.right < one.asked]
    good = [one for one in found.objectives if one.right == one.asked]
    lines = ["### To reread", "", *map(_weak, weak), ""] if weak else []
    if good:
        once = sitting.right_once(found)
        told = [f"- {_score(one)}: {one.objective}" for one in good if one not in once]
        if once:
            told.append(f"- 1 of 1 in {len(once)} objectives, which says little of each.")
        lines += ["### All right", "", *told]
    return "\n".join(lines)


def _weak(one: ObjectiveResult) -> str:
    return f"- **{_score(one)}**: {one.objective} Reread {sitting.place_to_reread(one)}."


def _score(one: ObjectiveResult) -> str:
    return f"{one.right} of {one.asked}"


def _as_text(line: str) -> str:
    """A line of an error as Markdown that shows it as it is."""
    return "    " + line
