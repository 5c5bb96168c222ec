"""A runbook as data, walked: at each step a look, a comparison, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

START = "start"
WAYS = ("yes", "no", "none")
Steps = Mapping[str, Mapping[str, Any]]


class Look(NamedTuple):
    """One look on the way: what was looked at, what it found, and the way taken."""

    look: str
    found: float | None
    way: str


class Walk(NamedTuple):
    """The looks in their order, and where they ended: an action, or None where no way led on."""

    looks: tuple[Look, ...]
    end: str | None

    def told(self) -> str:
        """The walk in one line."""
        parts = [f"{one.look} {_short(one.found)} ({one.way})" for one in self.looks]
        return ", ".join([*parts, self.end or "no way on"])


def walk(steps: Steps, found: Mapping[str, float | None]) -> Walk:
    """Where `steps` lead from "start", with these findings of the looks.

    A step is {"look", "above", "yes", "no"} and perhaps "none": "yes" where the finding is greater
    than "above", "none" where there is no finding, "no" otherwise. What is no name of a step ends
    the walk; a step that comes round again ends it with None. Raises KeyError: an unknown look.
    """
    looks: list[Look] = []
    at: str | None = START
    while at in steps:
        if len(looks) == len(steps):
            return Walk(tuple(looks), None)
        step = steps[at]
        value = found[step["look"]]
        way = "none" if value is None else "yes" if value > step["above"] else "no"
        looks.append(Look(step["look"], value, way))
        at = step.get(way)
    return Walk(tuple(looks), at)


def every_way(steps: Steps, most: int, at: str = START) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each way that can be gone: its looks, and its action, or a step where `most` looks end it."""
    if at not in steps or most == 0:
        yield (), at
        return
    step = steps[at]
    for way in (one for one in WAYS if one in step):
        for looks, end in every_way(steps, most - 1, step[way]):
            yield (step["look"], *looks), end


def _short(found: float | None) -> str:
    return "nothing" if found is None else f"{found:.3g}"
