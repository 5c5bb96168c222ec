"""What a learner is told: one of four states, a sentence, and a question to think about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import TracebackType

from classroom.checks.question import Question


class State(Enum):
    """What a verdict can be; the value is the word that the learner reads."""

    NOT_ATTEMPTED = "not attempted"
    RAISED = "your code raised"
    NOT_YET = "not yet"
    PASSED = "passed"


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check of one answer."""

    question: Question
    state: State
    sentence: str
    nudge: str = ""

    @property
    def passed(self) -> bool:
        """Whether every case held."""
        return self.state is State.PASSED


def passed(question: Question) -> Verdict:
    """Every case held; the sentence is the question's *why*."""
    return Verdict(question, State.PASSED, question.why)


def not_yet(question: Question, sentence: str, nudge: str = "") -> Verdict:
    """A case did not hold, or no case could be reached."""
    return Verdict(question, State.NOT_YET, sentence, nudge)


def endless(question: Question, cpu_s: float) -> Verdict:
    """The answer was stopped."""
    sentence = f"{question.answer} was stopped: it did not end within {cpu_s:g} seconds."
    return Verdict(question, State.RAISED, sentence, "Which loop waits for something that ends?")


def raised(question: Question, error: BaseException, learner_file: str) -> Verdict:
    """The learner's code raised: one line with their own line number.

    `NotImplementedError` is the stub's, so it reads as *not attempted* and is never shown red.
    """
    if isinstance(error, NotImplementedError):
        return Verdict(question, State.NOT_ATTEMPTED, f"{question.answer} is still to be written.")
    line = _line(error.__traceback__, learner_file)
    where = f" in line {line}" if line else ""
    sentence = f"{type(error).__name__}{where}: {first_line(error)}"
    return Verdict(question, State.RAISED, sentence, "What does that line hold at that moment?")


def first_line(error: BaseException) -> str:
    """The first line of an error's message, or the name of its kind when it has none."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def _line(traceback: TracebackType | None, learner_file: str) -> int | None:
    line = None
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        # A helper of the learner's may stand in another cell, which has a file name of its own.
        if name == learner_file or "__marimo__cell_" in name:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
