"""Verdicts, hints, predictions and questions as marimo elements: the only file that knows marimo.

Everything works in `edit`, in `run` and headless. Only `edit` writes to disk, and only a notebook
in `work/` or `exercises/` counts as progress.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marimo as mo

from classroom import checks, progress, syllabus
from classroom.checks import State, Verdict

KIND = {
    State.NOT_ATTEMPTED: "neutral",
    State.RAISED: "warn",
    State.NOT_YET: "warn",
    State.PASSED: "success",
}
COUNTING = ("work", "exercises")


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
        points = f" · {question.points} of {question.points} points" if verdict.passed else ""
        lines = [f"**{question.id} {question.title}: {verdict.state.value}**{points}"]
        lines += [part for part in (verdict.sentence, f"*{verdict.nudge}*") if part.strip("*")]
        parts: list[Any] = [mo.md("\n\n".join(lines))]
        if help_ := self._help():
            parts.append(mo.accordion(help_, multiple=True))
        return mo.callout(mo.vstack(parts), kind=KIND[verdict.state])  # type: ignore[arg-type]

    def _help(self) -> dict[str, Any]:
        question = self.verdict.question
        if self.passed or not self.failed_attempts:
            return {}
        unlocked = question.hints[: self.failed_attempts]
        shown: dict[str, Any] = {
            f"Hint {number} of {len(question.hints)}": mo.md(hint)
            for number, hint in enumerate(unlocked, 1)
        }
        if self.failed_attempts > len(question.hints):
            shown["Show the solution"] = mo.lazy(lambda: solution(question))
        return shown


def check(question_id: str, function: Callable[..., Any]) -> CheckCard:
    """The verdict on a learner's function, as a card; recorded when the notebook counts."""
    lesson = syllabus.lesson(question_id)
    question = checks.load_bank(lesson.file("checks"))[question_id]
    verdict = checks.judge(question, function)
    record = _record(COUNTING)
    if verdict.state is not State.NOT_ATTEMPTED:
        attempt = checks.attempt_hash(inspect.getsource(function))
        progress.record_attempt(record, question_id, attempt=attempt, state=verdict.state.value)
    return CheckCard(verdict, progress.failed_attempts(record.events(), question_id))


def solution(question: checks.Question) -> mo.Html:
    """The model answer of a question, as code."""
    path = syllabus.lesson(question.id).file("solutions")
    source = checks.answer_source(path.read_text("utf-8"), question.answer, filename=path.name)
    return mo.md(f"```python\n{source}\n```")


def _record(counting: tuple[str, ...]) -> progress.Record:
    folder = _notebook_folder()
    counts = folder is not None and folder.name in counting and folder.parent == syllabus.ROOT
    if mo.app_meta().mode == "edit" and counts:
        return progress.FileRecord(syllabus.ROOT / progress.RECORD)
    return progress.MemoryRecord()


def _notebook_folder() -> Path | None:
    try:
        return mo.notebook_dir()
    except RuntimeError:
        return None
