"""What a benchmark hands over: tables of samples, and sentences computed from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.timing import Clock, Samples

# A benchmark tells where it is by calling this with a few words.
Say = Callable[[str], object]
OTHER_CLOCK: dict[Clock, Clock] = {"wall": "cpu", "cpu": "wall"}
CLOCK_WORDS: dict[Clock, str] = {"wall": "wall", "cpu": "CPU"}
PER_SECOND = {"s": 1.0, "ms": 1000.0}


class NotMeasuredError(Exception):
    """A benchmark cannot run here; the message says what is missing."""


@dataclass(frozen=True)
class Bar:
    """A limit that was set before measuring, for `way` against the first line or in seconds."""

    way: str
    limit: float
    kind: Literal["ratio", "seconds"]


@dataclass(frozen=True)
class Table:
    """Samples by group and way; in each group the first way is what others are measured against.

    `missing`: ways or groups that could not be measured here, with the reason.
    """

    title: str
    groups: dict[str, dict[str, Samples]]
    of: str
    clock: Clock = "wall"
    unit: Literal["s", "ms"] = "ms"
    bar: Bar | None = None
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """All tables of a benchmark, what was done to get them, and notes that were computed."""

    method: str
    tables: list[Table]
    notes: list[str] = field(default_factory=list)


def ratios(table: Table) -> dict[str, dict[str, float]]:
    """Per way its ratio to the first line of each group that has both."""
    found: dict[str, dict[str, float]] = {}
    for group, ways in table.groups.items():
        base = next(iter(ways.values())).median(table.clock)
        for way, measured in list(ways.items())[1:]:
            found.setdefault(way, {})[group] = measured.median(table.clock) / base
    return found


def reading(table: Table) -> str:
    """The table in one sentence, and a second one when there is a bar."""
    if not table.groups:
        return "Nothing could be measured."
    base = next(iter(next(iter(table.groups.values()))))
    parts = [f"{way} takes {_span(by_group)}" for way, by_group in ratios(table).items()]
    said = f"Against {base}, {'; '.join(parts)}." if parts else _alone(table)
    return f"{said} {against_the_bar(table)}".rstrip()


def against_the_bar(table: Table) -> str:
    """Whether the bar is met, where it is not, and the highest value; empty without a bar."""
    if table.bar is None:
        return ""
    bar, scale = table.bar, PER_SECOND[table.unit]
    if bar.kind == "ratio":
        values, show = ratios(table).get(bar.way, {}), _times
    else:
        values = {name: ways[bar.way].median(table.clock) for name, ways in table.groups.items()}

        def show(value: float) -> str:
            return f"{number(value * scale)} {table.unit}"

    above = [name for name, value in values.items() if value > bar.limit]
    met = f"not met for {', '.join(above)}" if above else "met"
    return (
        f"The bar for {bar.way}, at most {show(bar.limit)}, is {met}; "
        f"the highest is {show(max(values.values()))}."
    )


def number(value: float) -> str:
    """Three digits that count, and whole numbers in full."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _alone(table: Table) -> str:
    scale = PER_SECOND[table.unit]
    medians = [
        one.median(table.clock) * scale for ways in table.groups.values() for one in ways.values()
    ]
    low, high = number(min(medians)), number(max(medians))
    span = low if low == high else f"{low} to {high}"
    return f"Measured: {span} {CLOCK_WORDS[table.clock]} {table.unit}."


def _span(by_group: dict[str, float]) -> str:
    low = min(by_group, key=by_group.__getitem__)
    high = max(by_group, key=by_group.__getitem__)
    if _times(by_group[low]) == _times(by_group[high]):
        return _times(by_group[low])
    return f"{_times(by_group[low])} ({low}) to {_times(by_group[high])} ({high})"


def _times(ratio: float) -> str:
    return f"{ratio:.2f} times" if ratio < 10 else f"{ratio:.0f} times"
