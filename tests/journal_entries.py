"""Entries for tests of the journal: one card, answered at a known moment."""

from __future__ import annotations

import json
from pathlib import Path

from cardshop.journal import Entry, Journal

NOON_MS = 1_790_000_000_000
CARD = {"card_id": "PK00000042", "release_date": "2018-01-05", "hp": 130, "is_holo": False}


def entry(number: int = 0, **changed) -> Entry:
    made = Entry(
        request_id=f"{number:032x}",
        position=0,
        client_request_id="the same for all",
        at_ms=NOON_MS + number,
        model_version="2026-11-21",
        card=json.dumps(CARD),
        card_type="Fire",
        confidence=0.75,
        decision="file",
        reason="sure",
        status=200,
        latency_ms=12.5,
    )
    return made._replace(**changed)


def entries(count: int, *, start: int = 0) -> list[Entry]:
    return [entry(number) for number in range(start, start + count)]


def until(condition, *, turns: int = 2000) -> None:
    """Wait for another thread: an event that nobody sets, so that no clock is asserted."""
    import threading

    pause = threading.Event()
    for _ in range(turns):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come about")


def filled(path: Path, count: int) -> Path:
    with Journal(path) as journal:
        assert all(journal.record(one) for one in entries(count))
    return path
