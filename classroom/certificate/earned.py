"""What a learner has passed, from the record alone, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classroom import progress, standing, syllabus
from classroom.progress import PASSED, Event
from classroom.standing import Standing
from classroom.syllabus import Lesson


@dataclass(frozen=True)
class Line:
    """One part of the course and what was reached in it, as it is printed."""

    what: str
    reached: str


@dataclass(frozen=True)
class Earned:
    """Everything that a certificate tells: modules, assessments, and what nobody verified."""

    modules: tuple[Line, ...]
    assessed: tuple[Line, ...]
    own: tuple[Line, ...]


def missing(events: Sequence[Event]) -> list[str]:
    """What is still to be done, a line each with its command; empty when all is."""
    return [*_of_lessons(events), *_of_assessments(events)]


def earned(events: Sequence[Event], measured: Line, own: Line) -> Earned:
    """What the record says now; `measured` and `own` are the two parts of the marked project."""
    found = standing.standings(events)
    lessons = [(one, one.sheet) for one in found if isinstance(one.sheet, Lesson)]
    modules = tuple(Line(f"{sheet.number} {sheet.title}", _reached(one)) for one, sheet in lessons)
    levels = tuple(_levels(events, [sheet for _, sheet in lessons]))
    return Earned(modules, (*_checkpoints(events), *_exams(events), measured), (own, *levels))


def _of_lessons(events: Sequence[Event]) -> Iterator[str]:
    for one in standing.standings(events):
        sheet = one.sheet
        if not isinstance(sheet, Lesson):
            continue
        if left := [entry.id for entry in one.open("core")]:
            yield f"{sheet.number} {sheet.title}: {', '.join(left)} · course start {sheet.number}"
        if one.quiz is None:
            yield f"{sheet.number} {sheet.title}: its quiz · course quiz {sheet.number}"


def _of_assessments(events: Sequence[Event]) -> Iterator[str]:
    for one in standing.checkpoint_standings(events, standing.standings(events)):
        if not one.passed:
            yield f"{one.checkpoint.title}: not passed · course quiz {one.checkpoint.name}"
    states = progress.last_states(events)
    for exam in syllabus.exams():
        if left := [entry.id for entry in exam.questions if states.get(entry.id) != PASSED]:
            yield f"{exam.title}: {', '.join(left)} · course exam {exam.name}"


def _reached(one: Standing) -> str:
    core = [entry.id for entry in one.sheet.questions if entry.path == "core"]
    depth = [entry.id for entry in one.sheet.questions if entry.path != "core"]
    told = f"{_passed(one, core)} of {len(core)}"
    told += f", depth {_passed(one, depth)} of {len(depth)}" if depth else ""
    return told + (f", quiz {one.quiz[0]} of {one.quiz[1]}" if one.quiz else "")


def _passed(one: Standing, ids: list[str]) -> int:
    return sum(one.states[each] == PASSED for each in ids)


def _checkpoints(events: Sequence[Event]) -> Iterator[Line]:
    for one in syllabus.checkpoints():
        best = progress.best_sitting(events, one.name)
        if best:
            yield Line(one.title, f"{best.right} of {best.asked}")


def _exams(events: Sequence[Event]) -> Iterator[Line]:
    for one in syllabus.exams():
        seconds = progress.best_timed(events, one.KIND, one.name)
        minutes = "no time counted" if seconds is None else f"{seconds / 60:.0f} minutes"
        yield Line(f"Exam: {one.title.partition(':')[0]}", f"passed, {minutes} of {one.minutes}")


def _levels(events: Sequence[Event], lessons: list[Lesson]) -> Iterator[Line]:
    said = {
        one.number: progress.last_text(events, progress.level_key(one.number)) for one in lessons
    }
    if any(said.values()):
        most = len(progress.LEVELS) - 1
        told = " ".join(level or "-" for level in said.values())
        yield Line(f"Own level in {min(said)} to {max(said)}, from 0 to {most}", told)
