"""Where a learner stands: from the manifest and the record alone, in a few milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classroom import progress, syllabus
from classroom.progress import NOT_ATTEMPTED, PASSED, Event, Sitting
from classroom.syllabus import Checkpoint, Exam, Lesson, QuestionEntry


@dataclass(frozen=True)
class Standing:
    """One lesson, kata or exam: the state of each question, and the best quiz as (right, asked)."""

    sheet: syllabus.Sheet
    states: dict[str, str]
    quiz: tuple[int, int] | None

    @property
    def passed(self) -> int:
        """How many of its questions pass."""
        return sum(state == PASSED for state in self.states.values())

    def open(self, path: str) -> list[QuestionEntry]:
        """Questions of a path, `core` or `depth`, that do not pass yet."""
        entries = self.sheet.questions
        return [one for one in entries if one.path == path and self.states[one.id] != PASSED]

    @property
    def core_minutes_left(self) -> int:
        """Minutes of the core path that lie ahead: questions that do not pass, and the quiz."""
        sheet = self.sheet
        asked = sheet.quiz_minutes if isinstance(sheet, Lesson) and not self.quiz else 0
        return asked + sum(one.minutes for one in self.open("core"))

    @property
    def core_done(self) -> bool:
        """Whether its core questions pass and its quiz was taken."""
        taken = self.quiz is not None or not isinstance(self.sheet, Lesson)
        return taken and not self.open("core")


@dataclass(frozen=True)
class CheckpointStanding:
    """One checkpoint: its best result, and what of it can be done now."""

    checkpoint: Checkpoint
    best: Sitting | None
    lessons_done: bool
    exam: Exam | None

    @property
    def passed(self) -> bool:
        """Whether its best result has the share of right answers that the manifest asks for."""
        share, best = self.checkpoint.pass_share, self.best
        return best is not None and best.right >= progress.enough(share, best.asked)

    @property
    def waits(self) -> bool:
        """Whether its lessons are done, and its quiz or its exam is still to be passed."""
        return self.lessons_done and not (self.passed and self.exam is None)


@dataclass(frozen=True)
class Step:
    """What comes next: a question, or the lesson's quiz when `entry` is None."""

    sheet: syllabus.Sheet
    entry: QuestionEntry | None


def standings(events: Sequence[Event]) -> list[Standing]:
    """Every lesson, then every kata, then every exam."""
    states = progress.last_states(events)
    return [
        Standing(
            one,
            {entry.id: states.get(entry.id, NOT_ATTEMPTED) for entry in one.questions},
            progress.best_quiz(events, one.number) if isinstance(one, Lesson) else None,
        )
        for one in syllabus.sheets()
    ]


def checkpoint_standings(
    events: Sequence[Event], found: Sequence[Standing]
) -> list[CheckpointStanding]:
    """Every checkpoint of the manifest, by the standings of its lessons and of its exam.

    `exam` is the practical exam that belongs to it, None where none does or all of it passes.
    """
    done = {one.sheet.stem[:2] for one in found if isinstance(one.sheet, Lesson) and one.core_done}
    exams = {
        one.sheet.name: one.sheet
        for one in found
        if isinstance(one.sheet, Exam) and one.passed < len(one.sheet.questions)
    }
    return [
        CheckpointStanding(
            one,
            progress.best_sitting(events, one.name),
            lessons_done=done.issuperset(one.lessons),
            exam=exams.get(one.exam),
        )
        for one in syllabus.checkpoints()
    ]


def next_step(events: Sequence[Event]) -> Step | None:
    """The first core question or quiz that is open, then the first of depth; None at the end."""
    found = standings(events)
    for one in found:
        if core := one.open("core"):
            return Step(one.sheet, core[0])
        if isinstance(one.sheet, Lesson) and one.quiz is None:
            return Step(one.sheet, None)
    depth = [Step(one.sheet, entry) for one in found for entry in one.open("depth")]
    return next(iter(depth), None)


def current_lesson(events: Sequence[Event]) -> Lesson:
    """The lesson of the next step, or the last one when nothing is left to do."""
    step = next_step(events)
    here = [step.sheet] if step and isinstance(step.sheet, Lesson) else syllabus.lessons()
    return here[-1]
