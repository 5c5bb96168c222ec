"""Answers judged in processes of their own, so that whatever they do, the command stays whole.

An answer that ends its process, prints without end, hangs in one call or leaves the folder costs
one report. The parent imports nothing heavy: it starts, listens, and words what it hears.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Self

from classroom.syllabus import ROOT

SILENCE_S = 15.0
RAISED = "your code raised"
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


def judged(sheet: Sheet, questions: Sequence[str], *, full: bool = False) -> Iterator[Report]:
    """A report for each question, as soon as it is there.

    With `full`, what passed is judged again at full size in two other surroundings. Raises
    `JudgingError` when a check or the environment is at fault.
    """
    for report in _reports(sheet, questions, full=False):
        yield _elsewhere(sheet, report) if full and report.passed else report


def measured(sheet: Sheet, question: str) -> dict[str, Any]:
    """`table` and `reading` of a question's speed, or `refused` with the reason."""
    with _Child(sheet, "measure", [question], full=False) as child:
        for line in child.lines():
            if "refused" in line or "table" in line:
                return line
        raise JudgingError(child.last_words(f"{question} was being measured"))


def _elsewhere(sheet: Sheet, report: Report) -> Report:
    for changes in ELSEWHERE:
        there = replace(sheet, surroundings=changes)
        (again,) = _reports(there, [report.id], full=True)
        if not again.passed:
            where = f"In a fresh process (hash seed {changes['PYTHONHASHSEED']}, {changes['TZ']}): "
            return replace(again, sentence=where + again.sentence, attempt=report.attempt)
    return report


def _reports(sheet: Sheet, questions: Sequence[str], *, full: bool) -> Iterator[Report]:
    left = list(questions)
    while left:
        with _Child(sheet, "judge", left, full=full) as child:
            begun: dict[str, Any] = {}
            for line in child.lines():
                begun = line.get("begins", begun)
                if "report" in line:
                    left.remove(line["report"]["id"])
                    begun = {}
                    yield Report(**line["report"])
            if not left:
                return
            if not begun:
                raise JudgingError(child.last_words("it had begun with any answer"))
            left.remove(begun["id"])
            yield child.ended_by(begun)


class _Child:
    """One judging process: started, listened to, and never left behind."""

    def __init__(self, sheet: Sheet, work: str, questions: Sequence[str], *, full: bool) -> None:
        request = {"work": work, "questions": list(questions), "full": full}
        request |= {"text": sheet.text, "filename": sheet.filename, "bank": str(sheet.bank)}
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  see __exit__
        self.silent = False
        environment = {**os.environ, **sheet.surroundings, "PYTHONPATH": str(ROOT)}
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "classroom.checks.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            # As in a notebook, but where the surroundings are others the folder is another, too.
            cwd=self.folder.name if sheet.surroundings else ROOT,
            env=environment,
            encoding="utf-8",
        )
        self.heard: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_ask, args=(self.process.stdin, request), daemon=True).start()
        threading.Thread(target=_hear, args=(self.process.stdout, self.heard), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.errors.close()
        self.folder.cleanup()

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the process tells, until it ends or falls silent; its own faults are raised."""
        while True:
            try:
                text = self.heard.get(timeout=SILENCE_S)
            except queue.Empty:
                self.silent = True
                return
            if text is None:
                return
            line = json.loads(text)
            if "fault" in line:
                message = f"A check failed by itself; this is not your fault. {line['fault']} "
                raise JudgingError(message + "`course doctor` looks for what was changed.")
            yield line

    def ended_by(self, begun: dict[str, Any]) -> Report:
        """The report on the answer during which the process ended or fell silent."""
        if self.silent:
            what = f"hung for {SILENCE_S:g} s in one call that nothing could interrupt"
            nudge = "Which call computes in one piece, and on how much?"
        else:
            what = f"ended the process that judged it (exit code {self.process.wait()})"
            nudge = "What in it ends a process, or takes more memory than there is?"
        sentence = f"The answer {what}."
        return Report(**begun, state=RAISED, sentence=sentence, nudge=nudge, complete=False)

    def last_words(self, before: str) -> str:
        """Why the process ended without any report, in one line."""
        self.process.kill()
        self.process.wait()
        self.errors.seek(0)
        said = [line for line in self.errors.read().splitlines() if line.strip()] or ["no message"]
        advice = "Run `course doctor`."
        if said[-1].startswith("ModuleNotFoundError"):
            advice = "Run `uv sync`, which installs what is missing."
        return f"The judging process ended before {before}: {said[-1].rstrip('.')}. {advice}"


def _ask(stdin: IO[str] | None, request: dict[str, Any]) -> None:
    # A child that died while it was asked is heard of by its silence.
    try:
        with stdin or open(os.devnull, "w", encoding="utf-8") as asked:  # noqa: PTH123
            json.dump(request, asked)
    except OSError:
        return


def _hear(stdout: IO[str] | None, heard: queue.Queue[str | None]) -> None:
    with stdout or open(os.devnull, encoding="utf-8") as told:  # noqa: PTH123
        for line in told:
            heard.put(line)
    heard.put(None)
