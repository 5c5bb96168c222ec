"""What another process would have given: hashes of text and orders of sets, salted otherwise.

Another interpreter would be the whole proof, and takes a second to start; here what an answer calls
`hash` and `set` is replaced while it runs. A set written in braces keeps its order.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

SALT = 0x5DEECE66D
UNSALTED = (int, float, complex, type(None))
ABSENT = object()


def other_hash(thing: Any) -> int:
    """A hash as another process might give it; numbers keep theirs."""
    own = builtins.hash(thing)
    if isinstance(thing, UNSALTED):
        return own
    return builtins.hash((own, SALT))


class OtherSet(set):
    """A set whose members come in another order."""

    def __iter__(self) -> Iterator[Any]:
        """The members, last first; of numbers as ever."""
        members = list(super().__iter__())
        salted = any(not isinstance(one, UNSALTED) for one in members)
        return iter(members[::-1] if salted else members)


REPLACED = {"hash": other_hash, "set": OtherSet}


@contextmanager
def otherwise_salted(function: Callable[..., Any]) -> Iterator[None]:
    """Give the names beside a function another `hash` and another `set`, and take them back."""
    names = function.__globals__
    before = {name: names.get(name, ABSENT) for name in REPLACED}
    # What the learner has named so is the learner's own.
    mine = {name: new for name, new in REPLACED.items() if before[name] is ABSENT}
    names.update(mine)
    try:
        yield
    finally:
        for name in mine:
            names.pop(name, None)
