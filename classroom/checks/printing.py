"""What an answer prints while it is judged: kept for the learner, and never a flood.

A check calls an answer many times. What it prints would fill a terminal or a notebook's output,
and print is how most people look for a mistake: so the beginning is kept and the rest is counted.
"""

from __future__ import annotations

import contextlib
import io
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, TextIO

KEPT_LETTERS, KEPT_LINES = 1_000, 10


class Printed:
    """The first letters of what was printed, and how many there were."""

    def __init__(self) -> None:
        self.kept, self.letters = "", 0

    def add(self, text: str) -> None:
        """Take what one call of print wrote."""
        self.kept += text[: max(0, KEPT_LETTERS - self.letters)]
        self.letters += len(text)

    def __str__(self) -> str:
        shown = "\n".join(self.kept.splitlines()[:KEPT_LINES])
        shown = shown.encode("utf-8", "replace").decode()
        left = self.letters - len(shown) - (not self.kept[len(shown) :].strip())
        return shown + (f"\n… and {left:,} letters more." if left > 0 else "")


class _ByThread(io.TextIOBase):
    """Stands for a stream: what a listed thread writes is kept, the rest goes through."""

    def __init__(self, original: TextIO) -> None:
        self.original, self.printed = original, {}

    def write(self, text: str) -> int:
        listener = self.printed.get(threading.get_ident())
        if listener is None:
            return self.original.write(text)
        listener.add(text)
        return len(text)

    def flush(self) -> None:
        self.original.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.original, name)


_ALONE = threading.Lock()
_standing: dict[str, tuple[_ByThread, int]] = {}


@contextlib.contextmanager
def listening(printed: Printed) -> Iterator[Callable[[], None]]:
    """Gives a function: the thread that calls it is heard from then on, until this ends."""
    proxies = [_enter(name) for name in ("stdout", "stderr")]
    heard: list[int] = []

    def hear() -> None:
        heard.append(threading.get_ident())
        for proxy in proxies:
            proxy.printed[heard[-1]] = printed

    try:
        yield hear
    finally:
        for proxy in proxies:
            for identity in heard:
                proxy.printed.pop(identity, None)
        _leave("stdout")
        _leave("stderr")


def _enter(name: str) -> _ByThread:
    # Two sessions of one server judge at the same time: the last one to leave puts it back.
    with _ALONE:
        proxy, count = _standing.get(name, (None, 0))
        if proxy is None or getattr(sys, name) is not proxy:
            proxy, count = _ByThread(getattr(sys, name)), 0
            setattr(sys, name, proxy)
        _standing[name] = (proxy, count + 1)
        return proxy


def _leave(name: str) -> None:
    with _ALONE:
        proxy, count = _standing[name]
        _standing[name] = (proxy, count - 1)
        if count == 1:
            del _standing[name]
            if getattr(sys, name) is proxy:
                setattr(sys, name, proxy.original)
