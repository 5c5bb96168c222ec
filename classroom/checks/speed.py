"""Speed, measured on request and shown, never judged: CPU time of several ways to one result."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from typing import Any

YOURS = "yours"
CPU_MS, RATIO = " CPU ms", " ratio"
TURN_S = 0.05


class UnequalError(Exception):
    """The ways do not give one result: a faster wrong answer is no answer."""


def cpu_ratios(
    ways: dict[str, Callable[[], Any]], *, rows: int, repeats: int = 5
) -> dict[str, float]:
    """Median CPU milliseconds of each way, and its ratio to the one called "yours".

    The ways take turns, so that a busy minute hits all of them; CPU time counts every thread of
    the process, and none of the time in which other programs run.
    """
    calls = {name: _calls(way) for name, way in ways.items()}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            started = time.process_time()
            for _ in range(calls[name]):
                way()
            spent[name].append(1000 * (time.process_time() - started) / calls[name])
    medians = {name: statistics.median(times) for name, times in spent.items()}
    measured = {"rows": float(rows)}
    for name, median_ms in medians.items():
        measured[name + CPU_MS] = median_ms
        measured[name + RATIO] = median_ms / medians[YOURS]
    return measured


def _calls(way: Callable[[], Any]) -> int:
    # Some systems count CPU time in steps of 16 ms: a turn must be longer than that.
    started = time.perf_counter()
    way()
    return max(1, math.ceil(TURN_S / max(time.perf_counter() - started, 1e-4)))


def table(measured: dict[str, float]) -> list[dict[str, str]]:
    """One row a way, slowest first as it was given, in words and rounded numbers."""
    names = [key.removesuffix(CPU_MS) for key in measured if key.endswith(CPU_MS)]
    return [
        {
            "way": name,
            "CPU milliseconds": f"{measured[name + CPU_MS]:.3g}",
            "times yours": _rounded(measured[name + RATIO]),
        }
        for name in names
    ]


def reading(measured: dict[str, float]) -> str:
    """The table as one sentence."""
    others = [key.removesuffix(RATIO) for key in measured if key.endswith(RATIO)]
    parts = [f"{name} {_times(measured[name + RATIO])}" for name in others if name != YOURS]
    rows, spent_ms = measured["rows"], measured[YOURS + CPU_MS]
    # Three digits: one row takes a few milliseconds.
    own = f"On {rows:,.0f} row{'s' * (rows != 1)} yours took {spent_ms:.3g} ms"
    return f"{own} of computing time. Measured against it: {', '.join(parts)}."


def _times(ratio: float) -> str:
    return f"{_rounded(ratio)} times"


def _rounded(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
