"""A verdict as a card: the state in words, one sentence, and the hints that were earned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import marimo as mo

from classroom import catalogue, checks, progress, syllabus
from classroom.checks import State, Verdict, speed
from classroom.display.memory import counting_record, unsaved
from classroom.display.source import code

KIND: dict[State, Literal["neutral", "warn", "success"]] = {
    State.NOT_ATTEMPTED: "neutral",
    State.RAISED: "warn",
    State.NOT_YET: "warn",
    State.PASSED: "success",
}


@dataclass(frozen=True)
class CheckCard:
    """A verdict as the learner sees it; `passed` is what later cells wait for."""

    verdict: Verdict
    failed_attempts: int
    unsaved: str = ""

    @property
    def passed(self) -> bool:
        """Whether every case held."""
        return self.verdict.passed

    def _display_(self) -> mo.Html:
        question, verdict = self.verdict.question, self.verdict
        points = f" · {question.points} points" if verdict.passed else ""
        said = [f"**{question.id} {question.title}: {verdict.state.value}**{points}"]
        said += [verdict.sentence] if verdict.sentence else []
        said += [f"*{verdict.nudge}*"] if verdict.nudge else []
        said += [f"**Not saved.** {self.unsaved}"] if self.unsaved else []
        card = [mo.md("\n\n".join(said)), *self._printed(), *self._help()]
        return mo.callout(mo.vstack(card), kind=KIND[verdict.state])

    def _printed(self) -> list[mo.Html]:
        printed = self.verdict.printed
        return [mo.accordion({"What it printed": code(printed, "text")})] if printed else []

    def _help(self) -> list[mo.Html]:
        if self.passed or not self.failed_attempts:
            return []
        question = self.verdict.question
        total = len(question.hints)
        shown: dict[str, Any] = {
            f"Hint {number} of {total} for {question.id}": mo.md(hint)
            for number, hint in enumerate(question.hints[: self.failed_attempts], 1)
        }
        if self.failed_attempts > total:
            shown[f"Show the solution of {question.id}"] = _solution(question.id, question.answer)
        return [mo.accordion(shown, multiple=True)]


@dataclass(frozen=True)
class FaultyCheck:
    """A check that failed by itself: said plainly, and never counted against the learner."""

    message: str
    passed: bool = False

    def _display_(self) -> mo.Html:
        words = f"**The check itself failed; this is not your fault.** {self.message}"
        return mo.callout(mo.md(words), kind="danger")


def check(question_id: str, function: Callable[..., Any]) -> CheckCard | FaultyCheck:
    """The verdict on a learner's function, as a card; recorded where the notebook counts."""
    try:
        verdict = checks.judge(_question(question_id), function)
    except (checks.CheckError, syllabus.SyllabusError) as fault:
        if mo.app_meta().mode not in ("edit", "run"):
            raise
        return FaultyCheck(str(fault))
    record = counting_record()
    why = unsaved(lambda: progress.record_verdict(record, verdict))
    events = [] if why else record.events()
    return CheckCard(verdict, progress.failed_attempts(events, question_id), why)


def _question(question_id: str) -> checks.Question:
    entry = syllabus.question_entry(question_id)
    return checks.load_bank(syllabus.sheet(question_id).file("checks"))[entry.id]


@cache
def _solution(question_id: str, answer: str) -> mo.Html:
    # Colouring the code takes as long as judging, and a verdict is shown again and again.
    return code(catalogue.solution(syllabus.sheet(question_id), answer))


def measure(question_id: str, function: Callable[..., Any]) -> mo.Html:
    """How fast an answer is beside others, measured now: a table and its sentence.

    A verdict never times. An answer with another result is told so, and not measured.
    """
    question = _question(question_id)
    if question.speed is None:
        return mo.md(f"Nothing is measured for {question_id}.")
    with mo.status.spinner(title="Measuring, interleaved and repeated"):
        try:
            measured = question.speed(function)
        except speed.UnequalError as error:
            return mo.callout(mo.md(str(error)), kind="warn")
    rows = mo.ui.table(speed.table(measured), selection=None)
    return mo.vstack([rows, mo.md(speed.reading(measured))])
