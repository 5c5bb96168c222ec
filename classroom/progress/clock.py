"""A kata or an exam against the clock: when it began, how long it took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from classroom.progress.events import now
from classroom.progress.record import Event, Record

BEGUN, PASSED = "begun", "passed"


def begin_timed(record: Record, kind: str, name: str) -> None:
    """Start the clock; an earlier start that never passed counts for nothing from now on."""
    record.append({"kind": kind, "name": name, "step": BEGUN, "at": now()})


def pass_timed(record: Record, kind: str, name: str) -> float | None:
    """Stop the clock; seconds since it began, None when it was not running or was set back."""
    seconds = seconds_running(record.events(), kind, name)
    if seconds is not None:
        event = {"kind": kind, "name": name, "step": PASSED, "at": now(), "seconds": seconds}
        record.append(event)
    return seconds


def is_begun(events: Iterable[Event], kind: str, name: str) -> bool:
    """Whether it began and has not passed since, whatever the clock says by now."""
    mine = _steps(events, kind, name)
    return bool(mine) and mine[-1]["step"] == BEGUN


def seconds_running(events: Iterable[Event], kind: str, name: str) -> float | None:
    """Seconds since it began; None when it is not running or the clock was set back."""
    mine = _steps(events, kind, name)
    if not mine or mine[-1]["step"] != BEGUN:
        return None
    try:
        began = dt.datetime.fromisoformat(mine[-1]["at"])
        seconds = (dt.datetime.now(dt.UTC) - began).total_seconds()
    except (ValueError, TypeError):
        return None
    return seconds if seconds >= 0 else None


def seconds_passed(events: Iterable[Event], kind: str, name: str) -> float | None:
    """Seconds of the pass that stopped the clock; None when it began again or never passed."""
    mine = _steps(events, kind, name)
    return _seconds(mine[-1]) if mine else None


def best_timed(events: Iterable[Event], kind: str, name: str) -> float | None:
    """Seconds of the fastest pass, or None."""
    times = [_seconds(one) for one in _steps(events, kind, name)]
    return min((one for one in times if one is not None), default=None)


def _steps(events: Iterable[Event], kind: str, name: str) -> list[Event]:
    return [one for one in events if one.get("kind") == kind and one["name"] == name]


def _seconds(step: Event) -> float | None:
    seconds = step.get("seconds") if step["step"] == PASSED else None
    return seconds if isinstance(seconds, int | float) and seconds >= 0 else None
