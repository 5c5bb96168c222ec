"""One JSON line a request on standard output; no card, no key, no address."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections import deque
from io import FileIO
from typing import Any, TextIO

import structlog

GATHER_S = 0.05  # lines of so long are written at once; kill -9 loses them
MOST_WAITING = 10_000  # lines; when nobody reads the pipe, later ones are dropped and counted
CLOSE_S = 2.0  # for the last lines; a pipe that nobody reads takes none


class Lines:
    """A stream that never makes its writer wait: lines gather, a thread of its own writes them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: deque[str] = deque()
        self._rung, self._closing = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self.dropped = 0

    def write(self, text: str) -> None:
        """Nothing; the line is written soon, or dropped and counted."""
        if len(self._waiting) >= MOST_WAITING or self._closing.is_set():
            self.dropped += 1
            return
        self._waiting.append(text)
        if not self._rung.is_set():
            self._ring()

    def flush(self) -> None:
        """Nothing: structlog asks after every line, and a call to the system costs more."""

    def close(self, timeout_s: float = CLOSE_S) -> None:
        """Nothing, once what waits is written, or nobody took it for so long."""
        self._closing.set()
        self._rung.set()
        if self._thread:
            self._thread.join(timeout_s)

    def _ring(self) -> None:
        self._rung.set()
        if self._thread is None:
            # The process ends without it where it waits for a reader.
            self._thread = threading.Thread(target=self._work, name="lines", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while not self._closing.is_set() or self._waiting:
            self._rung.wait()
            self._closing.wait(GATHER_S)
            if not self._closing.is_set():
                self._rung.clear()
            count = len(self._waiting)
            self._write("".join(self._waiting.popleft() for _ in range(count)), count)

    def _write(self, text: str, lines: int) -> None:
        try:
            _put(self._stream, text)
        except (OSError, ValueError):
            # A full disk or a closed pipe: the answer matters more than its line.
            self.dropped += lines


class ErrorLines(logging.StreamHandler):  # pyrefly: ignore
    """The server's own warnings on standard error, where nobody has to read them either."""

    def __init__(self) -> None:
        super().__init__(Lines(sys.stderr))  # pyrefly: ignore

    def close(self) -> None:
        """Nothing, once what waits is written, or nobody took it."""
        self.stream.close()
        super().close()


SERVER_LOG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    # By name, since each worker process makes its own.
    "handlers": {"errors": {"()": "cardshop.service.logs.ErrorLines"}},
    "loggers": {"uvicorn": {"handlers": ["errors"], "level": "WARNING", "propagate": False}},
}


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


def _put(stream: TextIO, text: str) -> None:
    try:
        number = stream.fileno()
    except (OSError, ValueError, AttributeError):
        stream.write(text)
        stream.flush()
        return
    # Past Python's buffer: its lock, held by a thread that waits, would abort the process's end.
    with FileIO(number, "wb", closefd=False) as raw:
        rest = text.encode()
        while rest:
            taken = raw.write(rest)
            if taken is None:
                time.sleep(GATHER_S)
            rest = rest[taken or 0 :]
