"""A verdict as a card: the state in words, one sentence, and the hints that were earned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import marimo as mo

from classroom import checks, progress, syllabus
from classroom.checks import State, Verdict, speed
from classroom.display.memory import counting_record

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
        card = [mo.md("\n\n".join(said)), *self._help()]
        return mo.callout(mo.vstack(card), kind=KIND[verdict.state])

    def _help(self) -> list[mo.Html]:
        if self.passed or not self.failed_attempts:
            return []
        question = self.verdict.question
        total = len(question.hints)
        shown: dict[str, Any] = {
            f"Hint {number} of {total}": mo.md(hint)
            for number, hint in enumerate(question.hints[: self.failed_attempts], 1)
        }
        if self.failed_attempts > total:
            shown["Show the solution"] = _solution(question)
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
    question = checks.load_bank(syllabus.lesson(question_id).file("checks"))[question_id]
    try:
        verdict = checks.judge(question, function)
    except checks.CheckError as fault:
        if mo.app_meta().mode not in ("edit", "run"):
            raise
        return FaultyCheck(str(fault))
    record = counting_record()
    progress.record_verdict(record, verdict)
    return CheckCard(verdict, progress.failed_attempts(record.events(), question_id))


def _solution(question: checks.Question) -> mo.Html:
    path = syllabus.lesson(question.id).file("solutions")
    source = checks.answer_source(path.read_text("utf-8"), question.answer, filename=path.name)
    return mo.md(f"```python\n{source}\n```")


def measure(question_id: str, function: Callable[..., Any]) -> mo.Html:
    """How fast an answer is beside others, measured now: a table and its sentence.

    A verdict never times. An answer with another result is told so, and not measured.
    """
    question = checks.load_bank(syllabus.lesson(question_id).file("checks"))[question_id]
    if question.speed is None:
        return mo.md(f"Nothing is measured for {question_id}.")
    with mo.status.spinner(title="Measuring, interleaved and repeated"):
        try:
            measured = question.speed(function)
        except speed.UnequalError as error:
            return mo.callout(mo.md(str(error)), kind="warn")
    rows = mo.ui.table(speed.table(measured), selection=None)
    return mo.vstack([rows, mo.md(speed.reading(measured))])
