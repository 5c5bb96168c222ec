"""Plain data of what an answer returned, so that no case meets a value that is no data.

A subclass of a number or a text may say of itself that it equals everything, a list may hold
itself, a whole number may be too large for any comparison with a float. None of these is a
check's fault, and none is a reason to refuse what is otherwise right: subclasses become what they
are made from, and what cannot be judged is told in a sentence.
"""

from __future__ import annotations

from typing import Any

# A result is a table or a list of records; deeper than this is a knot.
DEEPEST = 30
LARGEST = 2**64  # the largest whole numbers of a frame are smaller
SURROGATE = "text that no file can hold: half of a character pair (a lone surrogate)"


class NoDataError(ValueError):
    """A result holds what cannot be judged; the text is the end of a sentence."""


def plain(value: Any, depth: int = 0) -> Any:
    """The same data in Python's own types; frames, arrays, dates and sets stay as they are.

    Raises NoDataError: nested too deep or in itself, a number or a text that nothing can hold, an
    object of the learner's own class.
    """
    if depth > DEEPEST:
        raise NoDataError(f"is nested more than {DEEPEST} deep. Does it hold itself?")
    if isinstance(value, (list, tuple)):
        inside = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
        parts = [plain(one, depth + 1) for one in inside]
        return parts if isinstance(value, list) else tuple(parts)
    if isinstance(value, dict):
        pairs = dict.items(value)
        return {plain(key, depth + 1): plain(one, depth + 1) for key, one in pairs}
    return _single(value)


def _single(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(str.__str__(value))
    if isinstance(value, int):
        return _whole(int.__int__(value))
    if isinstance(value, float):
        return float.__float__(value)
    # An answer's own classes are defined where it was compiled.
    if type(value).__module__ == "__main__":
        raise NoDataError(
            f"holds an object of your class {type(value).__name__}, which is no data."
        )
    return value


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NoDataError(f"holds {SURROGATE}.") from None
    return value


def _whole(value: int) -> int:
    if abs(value) >= LARGEST:
        raise NoDataError(f"holds a whole number of {value.bit_length()} bits; 64 are the most.")
    return value
