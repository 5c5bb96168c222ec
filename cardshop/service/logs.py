"""One JSON line a request on standard output; no card, no key, no address."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any, TextIO

import structlog

GATHER_S = 0.05  # lines of so long are written at once; kill -9 loses them
MOST_WAITING = 10_000  # lines; when nobody reads the pipe, later ones are dropped and counted


class Lines:
    """A stream that never makes the event loop wait: lines gather, a thread writes them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: list[str] = []
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Future[None] | None = None
        self.dropped = 0

    def write(self, text: str) -> None:
        """Nothing; the line is written soon, or dropped and counted."""
        if len(self._waiting) >= MOST_WAITING:
            self.dropped += 1
            return
        self._waiting.append(text)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHER_S, self._start)

    def flush(self) -> None:
        """Nothing: structlog asks after every line, and a call to the system costs more."""

    def close(self) -> None:
        """Nothing, once what waits is written."""
        self._write("".join(self._waiting))
        self._waiting.clear()

    def _start(self) -> None:
        if self._writing and not self._writing.done():
            self._timer = asyncio.get_running_loop().call_later(GATHER_S, self._start)
            return
        text, self._waiting, self._timer = "".join(self._waiting), [], None
        self._writing = asyncio.get_running_loop().run_in_executor(None, self._write, text)

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            # A full disk or a closed pipe: the answer matters more than its line.
            self.dropped += text.count("\n")


def request_log(lines: Lines) -> Any:
    """A logger with times in UTC; bound once, so that a line costs microseconds."""
    return structlog.wrap_logger(
        structlog.WriteLogger(lines),  # pyrefly: ignore
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=json.dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        cache_logger_on_first_use=True,
    ).bind()


def standard_output() -> Lines:
    """Lines to where standard output leads at this moment."""
    return Lines(sys.stdout)
