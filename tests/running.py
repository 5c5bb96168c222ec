"""Which functions of the project run while a question is judged, beside those that were reached."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from classroom.checks import Limits
from classroom.syllabus import ROOT
from mutants import reach
from questions import judged, mutated_from, questions

WATCHED = ("cardshop", "checks", "classroom", "tests/mutants")
# A function that hears every call takes several times as long.
PATIENT = Limits(cpu_s=600, wall_s=1200)
Place = tuple[str, str]


def unreached(ids: list[str]) -> dict[str, list[str]]:
    """Of each question the functions that ran in the verdict on its answer and were not reached."""
    asked = {one.id: one for one in questions()}
    found = {}
    for name in ids:
        question = asked[name]
        start, expected = mutated_from(question), set(reach.reached(question).parts)
        with _listening() as ran:
            passed = judged(question, start, limits=PATIENT).passed
        assert passed, f"{name}: the answer has to pass"
        assert len(ran) > 5, f"{name}: nothing was heard"
        found[name] = sorted(f"{path}: {code.split('(')[0]}" for path, code in ran - expected)
    return found


@contextmanager
def _listening() -> Iterator[set[Place]]:
    ran: set[Place] = set()

    def called(frame: FrameType, event: str, _argument: Any) -> None:
        place = _place(frame.f_code.co_filename, frame.f_code.co_firstlineno)
        # What runs because a module is imported runs whatever is asked of it.
        if event == "call" and place and not _in_import(frame):
            ran.add(place)

    threading.setprofile(called)
    sys.setprofile(called)
    try:
        yield ran
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def _in_import(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_name == "<module>" and _watched(frame.f_code.co_filename):
            return True
        frame = frame.f_back
    return False


@cache
def _watched(filename: str) -> str:
    path = Path(filename)
    if not path.is_absolute() or not path.is_relative_to(ROOT):
        return ""
    name = path.relative_to(ROOT).as_posix()
    return name if name.startswith(WATCHED) else ""


@cache
def _place(filename: str, line: int) -> Place | None:
    return reach.statement_at(Path(filename), line) if _watched(filename) else None
