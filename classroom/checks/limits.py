"""Stops code that does not end, in any thread and on any system, without a second process."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

POLL_S = 0.1
PATIENCE_S = 2.0


@dataclass(frozen=True)
class Limits:
    """How long an answer may run before it is stopped."""

    cpu_s: float = 10.0
    wall_s: float = 60.0


class StoppedError(BaseException):
    """Raised inside the worker when time is up; `except Exception` does not swallow it."""


class TimeIsUpError(Exception):
    """The work did not end within its limits."""


class _CpuClock:
    """The computing time of the thread that started it."""

    def start(self) -> None:
        # Windows and macOS have no clock per thread; the process's is then the nearest thing.
        self.identity = (
            time.pthread_getcpuclockid(threading.get_ident())
            if hasattr(time, "pthread_getcpuclockid")
            else None
        )
        self.began = time.process_time()

    def seconds(self) -> float:
        if not hasattr(self, "began"):
            return 0.0
        if self.identity is None:
            return time.process_time() - self.began
        # The clock vanishes with its thread; a thread that has ended uses no more time.
        with contextlib.suppress(OSError):
            return time.clock_gettime(self.identity)
        return 0.0


def run_limited(work: Callable[[], Any], limits: Limits) -> Any:
    """What `work` returns, or what it raises; `TimeIsUpError` when it does not end in time.

    The work runs in a thread of its own. Code that swallows even `StoppedError` is left behind
    in its daemon thread after two seconds of asking.
    """
    outcome: dict[str, Any] = {}

    clock = _CpuClock()

    def record() -> None:
        try:
            clock.start()
            outcome["value"] = work()
        except BaseException as error:  # noqa: BLE001  handed to the caller below
            outcome["error"] = error

    worker = threading.Thread(target=record, daemon=True)
    worker.start()
    in_time = _wait(worker, clock, limits)
    if not in_time or isinstance(outcome.get("error"), StoppedError) or not outcome:
        raise TimeIsUpError
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


def _wait(worker: threading.Thread, clock: _CpuClock, limits: Limits) -> bool:
    ends = time.monotonic() + limits.wall_s
    while worker.is_alive():
        worker.join(POLL_S)
        if clock.seconds() > limits.cpu_s or time.monotonic() > ends:
            return _stop(worker)
    return True


def _stop(worker: threading.Thread) -> bool:
    patience_ends = time.monotonic() + PATIENCE_S
    while worker.is_alive() and time.monotonic() < patience_ends:
        identity = ctypes.c_ulong(worker.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(identity, ctypes.py_object(StoppedError))
        worker.join(POLL_S)
    return False
