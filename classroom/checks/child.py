"""Judges in a process of its own, for `classroom.judging`.

Reads requests, a line of JSON each, and writes a line for everything that the parent waits for:
that a question begins, its report, and a beat each second in between. An answer that reads
standard input finds it empty, and what it writes past Python goes nowhere, so that neither can be
taken for a line of ours.
"""

from __future__ import annotations

import json
import os
import threading
import time
from typing import Any, TextIO

from classroom.checks.judge import judge_text
from classroom.checks.limits import Limits, TimeIsUpError, run_limited
from classroom.checks.question import CheckError, Question, load_bank
from classroom.checks.source import AnswerNotFoundError, answer_from
from classroom.checks.speed import UnequalError, reading, table

BEAT_S = 1.0
MEASURING = Limits(cpu_s=60, wall_s=120)
# At full size a check may train twenty models.
FULL_SIZE = Limits(cpu_s=60, wall_s=240)
_ONE_AT_A_TIME = threading.Lock()


def main() -> None:
    """Do what each request asks for, until there are no more."""
    requests, told = _own_ends()
    threading.Thread(target=_beat, args=(told,), daemon=True).start()
    for line in requests:
        request = json.loads(line)
        try:
            {"judge": _judge, "measure": _measure}[request["work"]](request, told)
        except Exception as error:  # noqa: BLE001  the parent says it in one line
            _tell(told, fault=_fault(error))


def _judge(request: dict[str, Any], told: TextIO) -> None:
    question = _question(request)
    about = {"id": question.id, "title": question.title, "hints": list(question.hints)}
    _tell(told, begins=about)
    verdict = judge_text(
        question,
        request["text"],
        filename=request["filename"],
        full=request["full"],
        limits=FULL_SIZE if request["full"] else None,
        # An answer that ends the process is an attempt, too.
        begun=lambda attempt: _tell(told, begins={**about, "attempt": attempt}),
    )
    fields = ("sentence", "nudge", "attempt", "printed", "complete")
    found = {name: getattr(verdict, name) for name in fields}
    _tell(told, report={**about, **found, "state": verdict.state.value})


def _measure(request: dict[str, Any], told: TextIO) -> None:
    question = _question(request)
    if question.speed is None:
        _tell(told, refused=f"Nothing is measured for {question.id}.")
        return
    try:
        measured = run_limited(lambda: _measured(question, request), MEASURING)
    except (UnequalError, AnswerNotFoundError) as error:
        _tell(told, refused=str(error))
    except BaseException as error:  # noqa: BLE001  whatever the answer raises
        _tell(
            told,
            refused=f"{question.answer} {_why(error)}; `course check {question.id}` says more.",
        )
    else:
        _tell(told, table=table(measured), reading=reading(measured))


def _measured(question: Question, request: dict[str, Any]) -> dict[str, float]:
    function = answer_from(request["text"], question.answer, filename=request["filename"])
    return question.speed(function) if question.speed else {}


def _why(error: BaseException) -> str:
    if isinstance(error, NotImplementedError):
        return "is not written yet"
    return "did not end" if isinstance(error, TimeIsUpError) else f"raised {type(error).__name__}"


def _question(request: dict[str, Any]) -> Question:
    from pathlib import Path

    bank = load_bank(Path(request["bank"]))
    if request["question"] not in bank:
        message = f"{request['bank']} has no check of {request['question']}."
        raise CheckError(message)
    return bank[request["question"]]


def _own_ends() -> tuple[TextIO, TextIO]:
    """Where the parent asks and listens; standard input and output lead nowhere from now on."""
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, told


def _tell(told: TextIO, **line: Any) -> None:
    with _ONE_AT_A_TIME:
        told.write(json.dumps(line) + "\n")
        told.flush()


def _beat(told: TextIO) -> None:
    while True:
        try:
            _tell(told, beat=True)
        except (OSError, ValueError):
            # Nobody listens any more, and what an answer computes for nobody is stopped.
            os._exit(1)
        time.sleep(BEAT_S)


def _fault(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else "no message"
    return text if isinstance(error, CheckError) else f"{type(error).__name__}: {text}"
