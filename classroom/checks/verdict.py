"""What a learner is told: one of four states, a sentence, and a question to think about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import TracebackType

from classroom.checks.limits import Limits
from classroom.checks.question import Question

LONGEST = 200
IN_A_CELL = "__marimo__cell_"
WITHOUT_PYARROW = (
    "pyarrow is not part of this course; pd.DataFrame(cards.to_dict(as_series=False)) goes without "
    "it, and for the way back pl.DataFrame(frame.astype(object).where(frame.notna(), None)"
    ".to_dict('list'), strict=False), with schema=cards.schema where the columns stay the same."
)


class State(Enum):
    """What a verdict can be; the value is the word that the learner reads."""

    NOT_ATTEMPTED = "not attempted"
    RAISED = "your code raised"
    NOT_YET = "not yet"
    PASSED = "passed"


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check of one answer.

    `attempt` is the hash of the answer's code, empty when none was found; `printed` the beginning
    of what it printed; `complete` is False where no verdict on its content was possible, because
    it was not found or did not end.
    """

    question: Question
    state: State
    sentence: str
    nudge: str = ""
    attempt: str = ""
    printed: str = ""
    complete: bool = True

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


def not_found(question: Question, error: Exception) -> Verdict:
    """There is no answer to judge; the error says what there is instead."""
    return Verdict(question, State.NOT_YET, str(error), complete=False)


def not_attempted(question: Question) -> Verdict:
    """The stub stands as the exercise left it: neutral, and never shown red."""
    return Verdict(question, State.NOT_ATTEMPTED, f"{question.answer} is still to be written.")


def endless(question: Question, limits: Limits) -> Verdict:
    """The answer was stopped, by computing or by waiting for too long."""
    sentence = (
        f"{question.answer} was stopped: it had not ended after {limits.cpu_s:g} s of computing "
        f"or {limits.wall_s:g} s of waiting."
    )
    nudge = "Which loop or wait never ends?"
    return Verdict(question, State.RAISED, sentence, nudge, complete=False)


def raised(
    question: Question, error: BaseException, learner_file: str, *, given: str = ""
) -> Verdict:
    """The learner's code raised: one line with their own line number; `given` is what it got."""
    sentence = f"{type(error).__name__}{_place(error.__traceback__, learner_file)}: "
    if lacks_pyarrow(error):
        return Verdict(question, State.RAISED, sentence + WITHOUT_PYARROW)
    moment = f"when {question.answer} gets {given}" if given else "at that moment"
    nudge = f"What does that line hold {moment}?"
    if isinstance(error, NotImplementedError):
        nudge = "Is the stub's last line still there?"
    return Verdict(question, State.RAISED, sentence + first_line(error), nudge)


def lacks_pyarrow(error: BaseException) -> bool:
    """Whether a conversion between frames failed for the one package that it needs."""
    # DuckDB reports the import that failed in an error of its own.
    its_own = isinstance(error, ImportError) or "duckdb" in type(error).__module__
    return its_own and "pyarrow" in first_line(error)


def first_line(error: BaseException) -> str:
    """The first line of an error's message, or the name of its kind when it has none."""
    try:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    except Exception:  # noqa: BLE001  a learner's own exception may fail to say anything
        lines = []
    text = lines[0] if lines else "no message"
    # A message may quote text that no terminal and no file can hold.
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if text.endswith((".", "?")) and len(text) < LONGEST else f"{text[:LONGEST]}."


def _place(traceback: TracebackType | None, learner_file: str) -> str:
    place = ""
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        # A running notebook has a file a cell, and its lines are those that the editor shows.
        if IN_A_CELL in name:
            place = f" in line {traceback.tb_lineno} of its cell"
        elif name == learner_file:
            place = f" in line {traceback.tb_lineno} of {Path(name).name}"
        traceback = traceback.tb_next
    return place
