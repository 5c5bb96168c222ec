"""The first thing judged: did the right kind of thing come back, said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args, get_origin

import polars as pl

WORDS: dict[Any, tuple[str, str]] = {
    pl.DataFrame: ("a polars DataFrame", "frames"),
    str: ("text", "texts"),
    int: ("a whole number", "whole numbers"),
    float: ("a number", "numbers"),
    bool: ("True or False", "booleans"),
    list: ("a list", "lists"),
    dict: ("a dict", "dicts"),
    type(None): ("None", "None"),
}
LONGEST = 60
COUNTED = ("no", "one", "two", "three", "four", "five")


@dataclass(frozen=True)
class FrameWith:
    """A frame that has at least these columns."""

    columns: tuple[str, ...]


def frame_with(*columns: str) -> FrameWith:
    """Shape of a frame that has at least these columns; more are allowed."""
    return FrameWith(columns)


def mismatch(value: Any, wanted: Any) -> str | None:
    """One sentence that says what came back and what is needed, or None when it fits.

    `wanted` is a type, a tuple of shapes, `list[shape]`, `dict[shape, shape]` or
    `frame_with(...)`. A whole number serves where a number is wanted; True does not.
    """
    if _fits(value, wanted):
        return None
    if get_origin(wanted) is dict and isinstance(value, dict):
        return _wrong_item(value, *get_args(wanted))
    if isinstance(wanted, FrameWith) and isinstance(value, pl.DataFrame):
        missing = [name for name in wanted.columns if name not in value.columns]
        return f"your frame lacks the column {missing[0]!r}; it has {_names(value.columns)}."
    return f"you returned {described(value)}; {needed(wanted)}."


def _wrong_item(value: dict, key_shape: Any, item_shape: Any) -> str:
    for key, item in value.items():
        if wrong := mismatch(key, key_shape) or mismatch(item, item_shape):
            return f"in your dict, under {described(key)}: {wrong}"
    return ""


def described(value: Any) -> str:
    """A value in a few words: kind, size, and content only where it is short."""
    if isinstance(value, pl.DataFrame):
        return f"a frame of {value.height} x {value.width}"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)} ({', '.join(described(one) for one in value[:4])})"
    if isinstance(value, (list, dict)) and len(_repr(value)) > LONGEST:
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, (str, int, float, bool, list, dict, type(None))):
        text = _repr(value)
        return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
    home = type(value).__module__.split(".")[0]
    words = type(value).__name__ if home == "builtins" else f"{home} {type(value).__name__}"
    return f"{'an' if words[0] in 'AEIOUaeiou' else 'a'} {words}"


def needed(wanted: Any) -> str:
    """What is needed, as the end of a sentence."""
    if isinstance(wanted, tuple):
        kinds = {_kind(one) for one in wanted}
        plural = WORDS.get(kinds.pop(), ("", "values"))[1] if len(kinds) == 1 else "values"
        parts = "" if plural != "values" else f": {', '.join(_words(one) for one in wanted)}"
        return f"{COUNTED[len(wanted)]} {plural} are needed{parts}"
    return f"{_words(wanted)} is needed"


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        same_length = isinstance(value, tuple) and len(value) == len(wanted)
        return same_length and all(map(_fits, value, wanted))
    if isinstance(wanted, FrameWith):
        return isinstance(value, pl.DataFrame) and set(wanted.columns) <= set(value.columns)
    if get_origin(wanted) is list:
        return isinstance(value, list) and all(_fits(one, get_args(wanted)[0]) for one in value)
    if get_origin(wanted) is dict:
        key, item = get_args(wanted)
        return isinstance(value, dict) and all(
            _fits(k, key) and _fits(v, item) for k, v in value.items()
        )
    if wanted is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def _kind(wanted: Any) -> Any:
    return pl.DataFrame if isinstance(wanted, FrameWith) else get_origin(wanted) or wanted


def _words(wanted: Any) -> str:
    if isinstance(wanted, FrameWith):
        return f"a polars DataFrame with {_names(wanted.columns)}"
    if get_origin(wanted) is list:
        return f"a list of {WORDS.get(_kind(get_args(wanted)[0]), ('', 'values'))[1]}"
    if get_origin(wanted) is dict:
        return f"a dict of {WORDS.get(_kind(get_args(wanted)[1]), ('', 'values'))[1]}"
    return WORDS.get(wanted, (str(wanted), ""))[0]


def _names(columns: list[str] | tuple[str, ...]) -> str:
    shown = ", ".join(columns[:8]) or "no columns"
    return shown + (f" and {len(columns) - 8} more" if len(columns) > 8 else "")


def _repr(value: Any) -> str:
    try:
        return repr(value)
    except Exception:  # noqa: BLE001  a learner's own class may fail to show itself
        return f"<{type(value).__name__}>"
