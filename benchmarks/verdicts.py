"""What judging costs: the model answer of every question, compiled and from the notebook's text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from benchmarks.findings import Bar, Findings, Say, Table
from benchmarks.timing import Samples, interleaved
from classroom import checks, syllabus
from classroom.checks import Question, Verdict

WHAT = "verdict on the model answer of every question"
ABOUT_MIN = 0.5
COMPILED, FROM_TEXT = "`judge` of a function", "`judge_text` of a notebook"
BAR = Bar(COMPILED, 0.050, "seconds")


def measured(*, quick: bool, say: Say) -> Findings:
    """CPU and wall seconds per question; a verdict that is not *passed* is an AssertionError.

    `quick` takes the first question of each notebook.
    """
    ways = {
        f"{question.id}\n{way}": verdict
        for question in _questions(first=quick)
        for way, verdict in _ways(question).items()
    }
    say(f"{len(ways)} ways to a verdict, taking turns")
    found = interleaved(ways, repeats=3 if quick else 11)
    groups: dict[str, dict[str, Samples]] = {}
    for name, one in found.items():
        question_id, way = name.split("\n")
        groups.setdefault(question_id, {})[way] = one
    table = Table("Verdict on the model answer", groups, of="question", clock="cpu", bar=BAR)
    return Findings(_method(), [table])


def _method() -> str:
    return (
        "`judge` is what a cell of a notebook calls with the learner's function; `judge_text` "
        "finds and compiles the answer in the whole notebook first, as `course check` does. Every "
        "verdict is asserted to be *passed*, so every case of the question runs. Checks that train "
        "keep what they fitted for columns or settings seen before, as in a notebook that judges "
        "again."
    )


def _questions(*, first: bool) -> list[Question]:
    banks = [list(checks.load_bank(one.file("checks")).values()) for one in syllabus.sheets()]
    return [question for bank in banks for question in (bank[:1] if first else bank)]


def _ways(question: Question) -> dict[str, Callable[[], None]]:
    path = syllabus.sheet(question.id).file("solutions")
    text = path.read_text("utf-8")
    function = checks.answer_from(text, question.answer, filename=path.name)
    judge_text = partial(checks.judge_text, question, text, filename=path.name)
    return {
        COMPILED: lambda: _passed(checks.judge(question, function)),
        FROM_TEXT: lambda: _passed(judge_text()),
    }


def _passed(verdict: Verdict) -> None:
    if not verdict.passed:
        message = f"{verdict.question.id}: {verdict.state.value}. {verdict.sentence}"
        raise AssertionError(message)
