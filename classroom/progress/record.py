"""Where events go: append-only JSON lines, one event a line, in one file or in memory."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

VERSION = 1
RECORD = Path(".course") / "record.jsonl"
LOCK_S = 5.0
LARGEST = 1e9
Event = dict[str, Any]
# What every reader of an event of a kind may rely on; a line without it is passed over.
FIELDS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "attempt": {"question": str, "attempt": str, "state": str},
    "unticked": {"question": str, "state": str},
    "text": {"key": str, "text": str},
    "quiz": {"lesson": str, "right": int, "asked": int, "seed": int},
    "checkpoint": {"name": str, "right": int, "asked": int, "seed": int, "questions": list},
    "ledger": {"lesson": str, "label": str, "usd_a_card": (int, float)},
    "kata": {"name": str, "step": str, "at": str},
    "exam": {"name": str, "step": str, "at": str},
}


class RecordError(Exception):
    """The record cannot be written or read; the message says where and what to do."""


class PassedOver(NamedTuple):
    """A line of the record that counts for nothing, and why; it stays where it is."""

    line: int
    why: str


class Record(Protocol):
    """Where events go."""

    def append(self, event: Event) -> None:
        """Add one event at the end."""
        ...

    def events(self) -> list[Event]:
        """All events, in the order in which they were written, whatever a clock said."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """While it lasts, nobody else writes: for reading first and appending then."""
        ...


@dataclass
class MemoryRecord:
    """A record that ends with the process: for `run` mode, scripts and tests."""

    kept: list[Event] = field(default_factory=list)

    def append(self, event: Event) -> None:
        """Add one event at the end."""
        self.kept.append(event)

    def events(self) -> list[Event]:
        """All events, oldest first."""
        return list(self.kept)

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else knows this record."""
        return contextlib.nullcontext()


@dataclass(frozen=True)
class FileRecord:
    """A record in one file. An event is one write to its end, and durable when `append` returns.

    Every method that fails raises `RecordError` with one line.
    """

    path: Path

    def append(self, event: Event) -> None:
        """Add one event; on a full disk the file is as it was before."""
        line = json.dumps({"v": VERSION, **event}, sort_keys=True) + "\n"
        with self.alone(), self._told("saved"):
            # Windows would write another line end, and two letters more than were counted.
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            handle = os.open(self.path, flags, 0o644)
            try:
                _write_whole(handle, line.encode())
            finally:
                os.close(handle)

    def events(self) -> list[Event]:
        """All events, in the order of the file; a line that says nothing is passed over."""
        return [one for one in map(_parsed, self._lines()) if isinstance(one, dict)]

    def passed_over(self) -> list[PassedOver]:
        """The lines that count for nothing: torn, damaged, or written by a newer course."""
        parsed = enumerate(map(_parsed, self._lines()), 1)
        return [PassedOver(number, one) for number, one in parsed if isinstance(one, str)]

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """While it lasts, no other process and no other thread writes; it may be nested."""
        # Slow to import, and reading where you are needs no lock.
        import filelock

        with self._told("saved"):
            self.path.parent.mkdir(exist_ok=True)
            lock = filelock.FileLock(self.path.with_suffix(".lock"), is_singleton=True)
            lock.acquire(timeout=LOCK_S)
        try:
            yield
        finally:
            lock.release()

    def _lines(self) -> list[str]:
        if not self.path.exists():
            return []
        with self._told("read"):
            return self.path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()

    @contextlib.contextmanager
    def _told(self, done: str) -> Iterator[None]:
        try:
            yield
        except (OSError, NotImplementedError) as error:
            why, todo = _why_and_todo(error, done)
            message = f"Progress could not be {done} in {self.path}: {why}. {todo}, then repeat."
            raise RecordError(message) from None


def _why_and_todo(error: Exception, done: str) -> tuple[str, str]:
    if isinstance(error, TimeoutError):
        return "another process has been writing for long", "End it"
    why = getattr(error, "strerror", None) or "no file can be locked there"
    return why, "Free some space or make it writable" if done == "saved" else "Move it away"


def _write_whole(handle: int, line: bytes) -> None:
    size = os.fstat(handle).st_size
    left = _mend(handle, size) + line
    try:
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, size)
        raise


def _mend(handle: int, size: int) -> bytes:
    # A line torn by a crash has no end; without one, the next event would be lost with it.
    if size == 0:
        return b""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return b"" if os.read(handle, 1) == b"\n" else b"\n"


def _parsed(line: str) -> Event | str:
    """The event of a line, or why it counts for nothing."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return "torn or damaged"
    if not isinstance(event, dict):
        return "no event"
    if event.get("v") != VERSION:
        return f"written by another version of the course ({event.get('v')})"
    wanted = FIELDS.get(str(event.get("kind")), {})
    missing = [name for name, kind in wanted.items() if not _fits(event.get(name), kind)]
    return f"without {', '.join(missing)}" if missing else event


def _fits(value: Any, kind: type | tuple[type, ...]) -> bool:
    if isinstance(value, (int, float)):
        return isinstance(value, kind) and abs(value) < LARGEST
    return isinstance(value, kind)
