"""Input that an answer has to refuse: whether it raised ValueError, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from classroom.checks.encoding import copied
from classroom.checks.shape import described


class Refusal(NamedTuple):
    """What came of a call: the words of a ValueError, or else what happened in its place."""

    words: str | None
    instead: str


def refusal(function: Callable[..., Any], *args: Any) -> Refusal:
    """How a learner's function took arguments that it has to refuse; never raises its errors.

    `function` is the bare one: called through the judge, an error would end the verdict.
    """
    try:
        result = function(*map(copied, args))
    except ValueError as error:
        return Refusal(str(error), "")
    except Exception as error:  # noqa: BLE001  whatever else a learner's code may raise
        words = " ".join(str(error).split())[:80]
        return Refusal(None, f"raised {type(error).__name__}{': ' * bool(words)}{words}")
    return Refusal(None, f"returned {described(result)}")
