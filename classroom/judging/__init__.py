"""Answers judged in processes of their own, so that whatever they do, the command stays whole.

An answer that ends its process, prints without end, hangs in one call, patches a built-in or leaves
threads behind costs one report: the next answer has another process, which was started meanwhile.
Nothing heavy is imported here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from classroom.judging.process import SILENCE_S, Child

NOT_ATTEMPTED, RAISED = "not attempted", "your code raised"
# What holds only in one process (a salted hash, the local time, a path) breaks in one of these.
ELSEWHERE = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles"},
)


class JudgingError(Exception):
    """Nothing could be judged, and not by the fault of an answer; one line."""


@dataclass(frozen=True)
class Report:
    """The verdict on one answer as the command tells it; the fields of `checks.Verdict`."""

    id: str
    title: str
    state: str
    sentence: str
    nudge: str = ""
    attempt: str = ""
    printed: str = ""
    complete: bool = True
    hints: Sequence[str] = ()

    @property
    def passed(self) -> bool:
        """Whether every case held."""
        return self.state == "passed"


@dataclass(frozen=True)
class Sheet:
    """A notebook with answers, as it was when it was read, and the bank that judges them."""

    text: str
    filename: str
    bank: Path
    surroundings: Mapping[str, str] = field(default_factory=dict)

    def request(self, work: str, question: str, *, full: bool = False) -> dict[str, Any]:
        """What a judging process is asked."""
        about = {"text": self.text, "filename": self.filename, "bank": str(self.bank)}
        return {"work": work, "question": question, "full": full, **about}


def judged(sheet: Sheet, questions: Sequence[str], *, full: bool = False) -> Iterator[Report]:
    """A report for each question, as soon as it is there.

    With `full`, what passed is judged again at full size in two other surroundings. Raises
    `JudgingError` when a check cannot be loaded or the environment is at fault.
    """
    with contextlib.closing(_reports(sheet, questions)) as reports:
        for report in reports:
            yield _elsewhere(sheet, report) if full and report.passed else report


def measured(sheet: Sheet, question: str) -> dict[str, Any]:
    """`table` and `reading` of a question's speed, or `refused` with the reason."""
    with Child(sheet.surroundings) as child:
        child.ask(sheet.request("measure", question))
        for line in child.lines():
            if "refused" in line or "table" in line:
                return line
            _raise_fault(line)
        if child.silent and child.spoke:
            return {"refused": f"{question} hung in one call; `course check {question}` says more."}
        message = f"The process that measured {question} ended: {child.last_words()}"
        raise JudgingError(message)


def _elsewhere(sheet: Sheet, report: Report) -> Report:
    for changes in ELSEWHERE:
        with Child(changes) as child:
            again = _report(child, replace(sheet, surroundings=changes), report.id, full=True)
        if not again.passed:
            where = f"In a fresh process (hash seed {changes['PYTHONHASHSEED']}, {changes['TZ']}): "
            return replace(again, sentence=where + again.sentence, attempt=report.attempt)
    return report


def _reports(sheet: Sheet, questions: Sequence[str]) -> Generator[Report]:
    children = [Child(sheet.surroundings)]
    try:
        for number, question in enumerate(questions, 1):
            if len(children) == 1 and number < len(questions):
                # It imports while this question is judged.
                children.append(Child(sheet.surroundings))
            report = _report(children[0], sheet, question)
            if report.state != NOT_ATTEMPTED:
                children.pop(0).end()
                children += [] if children else [Child(sheet.surroundings)]
            yield report
    finally:
        for child in children:
            child.end()


def _report(child: Child, sheet: Sheet, question: str, *, full: bool = False) -> Report:
    child.ask(sheet.request("judge", question, full=full))
    begun: dict[str, Any] = {}
    for line in child.lines():
        begun |= _of(line.get("begins"), question)
        if begun and "fault" in line:
            return _unfinished(begun, str(line["fault"]))
        _raise_fault(line)
        if report := _of(line.get("report"), question):
            with contextlib.suppress(TypeError):
                return Report(**begun | report)
    if not begun:
        message = f"The judging process ended before {question}: {child.last_words()}"
        raise JudgingError(message)
    return _ended(child, begun)


def _of(line: Any, question: str) -> dict[str, Any]:
    return line if isinstance(line, dict) and line.get("id") == question else {}


def _raise_fault(line: Mapping[str, Any]) -> None:
    if "fault" in line:
        message = f"A check failed by itself; this is not your fault. {line['fault']} "
        raise JudgingError(message + "`course doctor` looks for what was changed.")


def _unfinished(begun: dict[str, Any], fault: str) -> Report:
    sentence = f"The check could not be finished: {fault} "
    sentence += "Does your answer change what everything uses, a built-in or a module? If not, "
    sentence += "this is not your fault: `course doctor` looks for what was changed."
    # No attempt: what a check gets wrong unlocks no hint.
    return Report(**begun | {"attempt": ""}, state=RAISED, sentence=sentence, complete=False)


def _ended(child: Child, begun: dict[str, Any]) -> Report:
    """The report on the answer during which the process ended or fell silent."""
    if child.silent:
        what = f"hung for {SILENCE_S:g} s in one call that nothing could interrupt"
        nudge = "Which call computes in one piece, and on how much?"
    else:
        what = f"ended the process that judged it (exit code {child.exit_code()})"
        nudge = "What in it ends a process, or takes more memory than there is?"
    sentence = f"The answer {what}."
    return Report(**begun, state=RAISED, sentence=sentence, nudge=nudge, complete=False)
