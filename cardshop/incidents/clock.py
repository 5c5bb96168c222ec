"""A clock turned by hand, and a journal that stamps its rows by it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from cardshop.journal import Entry, Journal

OPENS = time(8, tzinfo=UTC)
MINUTE_MS = 60_000


class Clock:
    """`now_ms` is the moment of a row; `waited_ms` what the request at hand is charged on top.

    A drill does not sleep: a wait is charged to the request, so that a morning takes a second.
    """

    def __init__(self, now_ms: int = 0) -> None:
        self.now_ms, self.waited_ms = now_ms, 0.0

    def wait(self, milliseconds: float) -> None:
        """Nothing; the request at hand takes so much longer."""
        self.waited_ms += milliseconds


class DatedJournal(Journal):
    """A journal whose rows are dated by a clock, with its waits in their latency."""

    def __init__(self, path: str | Path, clock: Clock) -> None:
        super().__init__(path)
        self._clock = clock

    def record(self, entry: Entry) -> bool:
        """As Journal does, at the clock's moment."""
        latency_ms = round(entry.latency_ms + self._clock.waited_ms, 3)
        return super().record(entry._replace(at_ms=self._clock.now_ms, latency_ms=latency_ms))


def opened_ms(day: date) -> int:
    """UTC milliseconds of a day's opening, 8 o'clock."""
    return int(datetime.combine(day, OPENS).timestamp() * 1000)
