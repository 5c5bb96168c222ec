"""One JSON line a request on standard output; no card, no key, no address."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import deque
from typing import Any

import structlog

PROCESS_OUTPUT = 1  # the descriptor that every process begins with
CLOSE_S = 1.0  # for the last lines; a reader that is gone for longer does not come back
GATHER_S = 0.05  # lines of so long are written at once; kill -9 loses them
MOST_WAITING = 10_000  # lines; when nobody reads the pipe, later ones are dropped and counted


class Lines:
    """A stream that never makes the event loop wait: lines gather, a thread writes them.

    The thread is of its own and writes to the descriptor: a pipe that nobody reads holds it for
    ever, and neither the loop's executor nor a lock of the stream may be held with it.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting: deque[str] = deque()
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="log", daemon=True)
        self.dropped = 0

    def write(self, text: str) -> None:
        """Nothing; the line is written soon, or dropped and counted."""
        if len(self._waiting) >= MOST_WAITING:
            self.dropped += 1
            return
        self._waiting.append(text)
        if not self._wake.is_set():
            self._wake.set()
            if self._thread.ident is None:
                self._thread.start()

    def flush(self) -> None:
        """Nothing: structlog asks after every line, and a call to the system costs more."""

    def close(self) -> None:
        """Nothing, once what waits is written; where nobody reads, it is dropped and counted."""
        self._closing = True
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(CLOSE_S)
        self.dropped += len(self._waiting)

    def _work(self) -> None:
        while not self._closing:
            self._wake.wait()
            if not self._closing:
                time.sleep(GATHER_S)
            # Before the lines are taken: one that comes from now on wakes the thread again.
            self._wake.clear()
            # The loop appends meanwhile; what is popped here it does not see again.
            self._write([self._waiting.popleft() for _ in range(len(self._waiting))])

    def _write(self, lines: list[str]) -> None:
        left = "".join(lines).encode()
        try:
            while left:
                left = left[os.write(self._descriptor, left) :]
        except OSError:
            # A full disk or a closed pipe: the answer matters more than its line.
            self.dropped += left.count(b"\n")


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
    """Lines to where standard output leads at this moment; the process's where it leads nowhere."""
    try:
        return Lines(sys.stdout.fileno())
    except (OSError, AttributeError):
        # A notebook's own has no descriptor.
        return Lines(PROCESS_OUTPUT)
