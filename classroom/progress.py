"""The learner's own record: append-only JSON lines, one event a line, nothing counted twice."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    # Judging needs polars; reading where you are must not wait for it.
    from classroom.checks import Verdict as Judged

VERSION = 1
RECORD = Path(".course") / "record.jsonl"
NOT_ATTEMPTED = "not attempted"
FAILED = ("not yet", "your code raised")
Event = dict[str, Any]
# What every reader of an event of a kind may rely on; a line without it is passed over.
FIELDS: dict[str, tuple[str, ...]] = {
    "attempt": ("question", "attempt", "state"),
    "text": ("key", "text"),
}


class RecordError(Exception):
    """The record cannot be written or read; the message says where and what to do."""


class Record(Protocol):
    """Where events go."""

    def append(self, event: Event) -> None:
        """Add one event at the end."""
        ...

    def events(self) -> list[Event]:
        """All events, oldest first."""
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


@dataclass(frozen=True)
class FileRecord:
    """A record in one file; every event is one write, so that a crash tears at most one line."""

    path: Path

    def append(self, event: Event) -> None:
        """Add one event; raises `RecordError` when the disk is full or the file read-only."""
        line = json.dumps({"v": VERSION, **event}, sort_keys=True) + "\n"
        try:
            self.path.parent.mkdir(exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                os.write(handle, (self._mend(handle) + line).encode())
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            message = f"Progress could not be saved in {self.path}: {error.strerror}. "
            raise RecordError(message + "Free some space or make the file writable.") from None

    def events(self) -> list[Event]:
        """All events, oldest first; a line torn by a crash is passed over."""
        if not self.path.exists():
            return []
        try:
            text = self.path.read_bytes().decode("utf-8", errors="replace")
        except OSError as error:
            message = f"Progress in {self.path} cannot be read: {error.strerror}. Move it away."
            raise RecordError(message) from None
        parsed = (_parsed(line) for line in text.splitlines())
        return [event for event in parsed if event is not None]

    @staticmethod
    def _mend(handle: int) -> str:
        # A torn last line has no end; without one, the next event would be lost with it.
        size = os.fstat(handle).st_size
        if size == 0:
            return ""
        os.lseek(handle, size - 1, os.SEEK_SET)
        return "" if os.read(handle, 1) == b"\n" else "\n"


def now() -> str:
    """The time in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def append_new(record: Record, event: Event, *, subject: tuple[str, ...]) -> None:
    """Append an event, unless the last one on the same subject said the same.

    `subject` names the fields that make two events comparable, such as kind and question.
    """
    alike = [one for one in record.events() if all(one.get(k) == event[k] for k in subject)]
    if not alike or any(alike[-1].get(key) != value for key, value in event.items()):
        record.append({**event, "at": now()})


def record_verdict(record: Record, verdict: Judged) -> None:
    """Record one judged attempt, unless the last one of this question was the same.

    A stub is no attempt, and neither is an answer that could not be found.
    """
    state = verdict.state.value
    if verdict.attempt and state != NOT_ATTEMPTED:
        event = {"kind": "attempt", "question": verdict.question.id, "state": state}
        append_new(record, {**event, "attempt": verdict.attempt}, subject=("kind", "question"))


def failed_attempts(events: Iterable[Event], question_id: str) -> int:
    """How many *distinct* attempts at a question did not pass: one hint unlocks for each."""
    return len(
        {
            one["attempt"]
            for one in events
            if _is_attempt(one, question_id) and one["state"] in FAILED
        }
    )


def last_states(events: Iterable[Event]) -> dict[str, str]:
    """The last state of every question that was attempted."""
    return {one["question"]: one["state"] for one in events if one.get("kind") == "attempt"}


def record_text(record: Record, key: str, text: str) -> None:
    """Keep what a learner wrote under `key`; the same text twice is kept once."""
    append_new(record, {"kind": "text", "key": key, "text": text}, subject=("kind", "key"))


def last_text(events: Iterable[Event], key: str) -> str:
    """What a learner last wrote under `key`, or an empty text."""
    texts = [one["text"] for one in events if one.get("kind") == "text" and one["key"] == key]
    return texts[-1] if texts else ""


def _is_attempt(event: Event, question_id: str) -> bool:
    return event.get("kind") == "attempt" and event.get("question") == question_id


def _parsed(line: str) -> Event | None:
    try:
        event = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return None
    if not isinstance(event, dict) or event.get("v") != VERSION:
        return None
    fields = FIELDS.get(str(event.get("kind")), ())
    return event if all(isinstance(event.get(name), str) for name in fields) else None
