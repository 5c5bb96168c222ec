"""Interleaved repeats on two clocks, and the check that all ways came to one result."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Clock = Literal["wall", "cpu"]


class UnequalError(Exception):
    """The ways do not come to one result: a faster wrong answer is no answer."""


@dataclass(frozen=True)
class Samples:
    """Seconds of one way, one entry a repeat; no CPU seconds where other programs do the work."""

    wall_s: tuple[float, ...]
    cpu_s: tuple[float, ...] = ()

    def of(self, clock: Clock) -> tuple[float, ...]:
        """The seconds on one clock."""
        return self.wall_s if clock == "wall" else self.cpu_s

    def median(self, clock: Clock) -> float:
        """The median of the repeats."""
        return statistics.median(self.of(clock))


def interleaved(
    ways: Mapping[str, Callable[[], Any]], *, repeats: int, warm_up: int = 1
) -> dict[str, Samples]:
    """Samples per way; the ways take turns, so that a busy moment meets all of them.

    The first `warm_up` rounds are not counted. CPU seconds hold every thread of this process.
    """
    turns: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for round_number in range(warm_up + repeats):
        for name, way in ways.items():
            spent = timed(way)
            if round_number >= warm_up:
                turns[name].append(spent)
    return {name: samples(spent) for name, spent in turns.items()}


def timed(way: Callable[[], Any], *, children: bool = False) -> tuple[float, float]:
    """(wall, cpu) seconds of one turn; with `children`, the CPU of processes that it waited for."""
    clock = children_cpu_s if children else time.process_time
    began, busy = time.perf_counter(), clock()
    way()
    return time.perf_counter() - began, clock() - busy


def samples(turns: list[tuple[float, float]]) -> Samples:
    """Turns of (wall, cpu) seconds as samples."""
    walls, cpus = zip(*turns, strict=True)
    return Samples(walls, cpus)


def children_cpu_s() -> float:
    """CPU seconds of all processes that this one started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def assert_equal(results: Mapping[str, Any], *, what: str) -> None:
    """Raise `UnequalError` that names the first two ways whose results differ."""
    (first, wanted), *others = results.items()
    for name, result in others:
        if result != wanted:
            message = f"{what}: {name} and {first} differ; speed is measured on equal results."
            raise UnequalError(message)
