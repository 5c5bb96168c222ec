"""Judges in a process of its own, for `classroom.judging`: `python -m classroom.checks.child`.

Reads one request as JSON from standard input, and writes a line of JSON for everything that the
parent waits for: that a question begins, its report, and a beat each second in between. What an
answer prints past Python goes nowhere, so that it cannot be taken for a line of ours.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Any, TextIO

BEAT_S = 1.0
_ONE_AT_A_TIME = threading.Lock()


def main() -> None:
    """Do what the request asks for."""
    request = json.load(sys.stdin)
    told = _own_stdout()
    threading.Thread(target=_beat, args=(told,), daemon=True).start()
    work = {"judge": _judge, "measure": _measure}[request["work"]]
    try:
        work(request, told)
    except Exception as error:  # noqa: BLE001  the parent says it in one line
        _tell(told, fault=_fault(error))


def _judge(request: dict[str, Any], told: TextIO) -> None:
    from classroom.checks import judge_text

    bank = _bank(request)
    for question_id in request["questions"]:
        question = bank[question_id]
        about = {"id": question.id, "title": question.title, "hints": list(question.hints)}
        _tell(told, begins=about)
        verdict = judge_text(
            question, request["text"], filename=request["filename"], full=request["full"]
        )
        told_fields = ("sentence", "nudge", "attempt", "printed", "complete")
        found = {name: getattr(verdict, name) for name in told_fields}
        _tell(told, report={**about, **found, "state": verdict.state.value})


def _measure(request: dict[str, Any], told: TextIO) -> None:
    from classroom.checks import answer_from, speed

    question = _bank(request)[request["questions"][0]]
    if question.speed is None:
        _tell(told, refused=f"Nothing is measured for {question.id}.")
        return
    function = answer_from(request["text"], question.answer, filename=request["filename"])
    try:
        measured = question.speed(function)
    except speed.UnequalError as error:
        _tell(told, refused=str(error))
    except Exception as error:  # noqa: BLE001  whatever the answer raises
        what = "is not written yet" if isinstance(error, NotImplementedError) else "raised"
        kind = f" {type(error).__name__}" if what == "raised" else ""
        message = f"{question.answer} {what}{kind}; `course check {question.id}` says more."
        _tell(told, refused=message)
    else:
        _tell(told, table=speed.table(measured), reading=speed.reading(measured))


def _bank(request: dict[str, Any]) -> Any:
    from pathlib import Path

    from classroom.checks import CheckError, load_bank

    bank = load_bank(Path(request["bank"]))
    missing = [one for one in request["questions"] if one not in bank]
    if missing:
        message = f"{request['bank']} has no check of {', '.join(missing)}."

        raise CheckError(message)
    return bank


def _own_stdout() -> TextIO:
    """Where the parent listens; standard output itself leads nowhere from now on."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return told


def _tell(told: TextIO, **line: Any) -> None:
    with _ONE_AT_A_TIME:
        told.write(json.dumps(line) + "\n")
        told.flush()


def _beat(told: TextIO) -> None:
    while True:
        try:
            _tell(told, beat=True)
        except OSError:
            # Nobody listens any more, and what an answer computes for nobody is stopped.
            os._exit(1)
        time.sleep(BEAT_S)


def _fault(error: Exception) -> str:
    place = f" in line {error.lineno} of {error.filename}" if isinstance(error, SyntaxError) else ""
    text = str(error).strip().splitlines()[0] if str(error).strip() else "no message"
    known = type(error).__name__ in ("CheckError", "AnswerNotFoundError")
    return text if known else f"{type(error).__name__}{place}: {text}"


if __name__ == "__main__":
    main()
