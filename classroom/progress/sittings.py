"""Checkpoints that were handed in: what was asked, and how it went."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from classroom.progress.events import append_new
from classroom.progress.record import Event, Record

KIND = "checkpoint"
# 0.8 of 20 is a little more than 16 in some arithmetic, and 16 must be enough.
ROUNDING_SLACK = 1e-9


@dataclass(frozen=True)
class Sitting:
    """One checkpoint that was handed in, from its draw to its outcome."""

    seed: int
    questions: tuple[str, ...]
    right: int
    asked: int


def record_sitting(record: Record, name: str, sitting: Sitting) -> None:
    """Record a checkpoint that was handed in; the same draw with the same outcome counts once."""
    event = {
        "kind": KIND,
        "name": name,
        "seed": sitting.seed,
        "questions": list(sitting.questions),
        "right": sitting.right,
        "asked": sitting.asked,
    }
    append_new(record, event, subject=("kind", "name", "seed"))


def sittings(events: Iterable[Event], name: str) -> list[Sitting]:
    """All that were handed in of one checkpoint, oldest first; one that asked nothing is none."""
    mine = (one for one in events if one.get("kind") == KIND and one["name"] == name)
    return [
        Sitting(
            one["seed"],
            tuple(each for each in one["questions"] if isinstance(each, str)),
            one["right"],
            one["asked"],
        )
        for one in mine
        if 0 <= one["right"] <= one["asked"] != 0
    ]


def best_sitting(events: Iterable[Event], name: str) -> Sitting | None:
    """The one with the largest share of right answers, or None."""
    found = sittings(events, name)
    return max(found, key=lambda one: one.right / one.asked, default=None)


def next_seed(events: Iterable[Event], name: str) -> int:
    """A seed that no sitting of this checkpoint has had."""
    return 1 + max((one.seed for one in sittings(events, name)), default=-1)


def enough(pass_share: float, asked: int) -> int:
    """The fewest right answers that are at least this share of those asked."""
    return math.ceil(pass_share * asked - ROUNDING_SLACK)
