"""What the events of a record mean: attempts, notes, quizzes, and what passed once and broke."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from classroom.progress.record import Event, Record

if TYPE_CHECKING:
    # Judging needs polars; reading where you are must not wait for it.
    from classroom.checks import Verdict as Judged

NOT_ATTEMPTED, NOT_YET, PASSED = "not attempted", "not yet", "passed"
FAILED = (NOT_YET, "your code raised")
# Levels 0 to 4, in order: where a learner says to be. Nobody else judges it.
LEVELS = (
    "I can follow the lesson, and not change it.",
    "I can repeat it on other data with the lesson beside me.",
    "I can do it alone, and find my own faults.",
    "I see what would go wrong in production, and can explain it to those it concerns.",
    "I would review what others do with it.",
)


def now() -> str:
    """The time in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def append_new(record: Record, event: Event, *, subject: tuple[str, ...]) -> None:
    """Append an event, unless the last one on the same subject said the same.

    `subject` names the fields that make two events comparable, such as kind and question. Two
    processes that do this at once append one event.
    """
    with record.alone():
        alike = [one for one in record.events() if all(one.get(k) == event[k] for k in subject)]
        if not alike or any(alike[-1].get(key) != value for key, value in event.items()):
            record.append({**event, "at": now()})


def record_verdict(record: Record, verdict: Judged) -> None:
    """Record one judged attempt, unless the last one of this question was the same.

    A stub is no attempt, and neither is an answer that could not be found.
    """
    record_attempt(record, verdict.question.id, attempt=verdict.attempt, state=verdict.state.value)


def record_attempt(record: Record, question_id: str, *, attempt: str, state: str) -> None:
    """Record an attempt by the hash of its code and the words of its verdict; see above."""
    if not attempt or state == NOT_ATTEMPTED:
        return
    with record.alone():
        mine = [one for one in record.events() if one.get("question") == question_id]
        if mine and _says(mine[-1], attempt, state):
            return
        event = {"kind": "attempt", "question": question_id, "attempt": attempt, "state": state}
        record.append({**event, "at": now()})


def _says(event: Event, attempt: str, state: str) -> bool:
    return (event["kind"], event.get("attempt"), event.get("state")) == ("attempt", attempt, state)


def untick(record: Record, question_id: str) -> None:
    """Record that a question passed once and does not pass any more."""
    if last_states(record.events()).get(question_id) == PASSED:
        event = {"kind": "unticked", "question": question_id, "state": NOT_YET}
        record.append({**event, "at": now()})


def failed_attempts(events: Iterable[Event], question_id: str) -> int:
    """How many *distinct* attempts at a question did not pass: one hint unlocks for each."""
    mine = (one for one in events if _is_attempt(one, question_id))
    return len({one["attempt"] for one in mine if one["state"] in FAILED})


def last_states(events: Iterable[Event]) -> dict[str, str]:
    """The last state of every question that was attempted; an unticked one is *not yet*."""
    found = {}
    for one in events:
        if one.get("kind") in ("attempt", "unticked"):
            found[one["question"]] = one["state"]
    return found


def record_text(record: Record, key: str, text: str) -> None:
    """Keep what a learner wrote under `key`; the same text twice is kept once."""
    append_new(record, {"kind": "text", "key": key, "text": text}, subject=("kind", "key"))


def last_texts(events: Iterable[Event]) -> dict[str, str]:
    """What a learner last wrote under each key, in the order of the first writing."""
    return {one["key"]: one["text"] for one in events if one.get("kind") == "text"}


def level_key(lesson: str) -> str:
    """The key under which a learner's own level in a lesson is kept, a text from 0 to 4."""
    return f"level {lesson}"


def last_text(events: Iterable[Event], key: str) -> str:
    """What a learner last wrote under `key`, or an empty text."""
    return last_texts(events).get(key, "")


def record_quiz(record: Record, lesson: str, *, right: int, asked: int, seed: int = 0) -> None:
    """Record a finished quiz, unless the last one of this lesson and draw came out the same."""
    event = {"kind": "quiz", "lesson": lesson, "right": right, "asked": asked, "seed": seed}
    append_new(record, event, subject=("kind", "lesson"))


def next_draw(events: Iterable[Event], lesson: str) -> int:
    """A seed that no finished quiz of this lesson has had, so that a retake asks other things."""
    mine = (one for one in events if one.get("kind") == "quiz" and one["lesson"] == lesson)
    return 1 + max((one["seed"] for one in mine), default=-1)


def best_quiz(events: Iterable[Event], lesson: str) -> tuple[int, int] | None:
    """Right and asked of the best finished quiz of a lesson, or None."""
    mine = (one for one in events if one.get("kind") == "quiz" and one["lesson"] == lesson)
    finished = [(one["right"], one["asked"]) for one in mine if one["asked"]]
    return max(finished, key=lambda one: one[0] / one[1], default=None)


def _is_attempt(event: Event, question_id: str) -> bool:
    return event.get("kind") == "attempt" and event.get("question") == question_id
