"""How long a lesson may take, in three paces; no human has been timed yet.

Words: most adults read English non-fiction silently at 175 to 300 words a minute, 238 on average
(Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047). All other seconds are our assumptions.
"""

from __future__ import annotations

from dataclasses import dataclass

from classroom.outline import lessons
from classroom.outline.lessons import Load
from classroom.syllabus import Lesson


@dataclass(frozen=True)
class Pace:
    """One reader: words a minute, and seconds for a line of code, a choice, a control, a text."""

    name: str
    words_per_minute: float
    line_s: float
    prediction_s: float
    control_s: float
    socratic_s: float
    figure_s: float


PACES = (
    Pace("quick", 300, 2, 30, 20, 60, 15),
    Pace("usual", 238, 4, 45, 40, 120, 30),
    Pace("careful", 175, 6, 60, 60, 180, 45),
)
USUAL = PACES[1]
# Further off than this share of the estimate, the manifest's minutes are named.
TOLERANCE = 1 / 3


def minutes(load: Load, pace: Pace) -> float:
    """Minutes that a load takes at a pace, waiting for no computation."""
    seconds = (
        load.code_lines * pace.line_s
        + load.predictions * pace.prediction_s
        + load.controls * pace.control_s
        + load.socratic * pace.socratic_s
        + load.figures * pace.figure_s
    )
    return load.words / pace.words_per_minute + seconds / 60


def lesson_load(lesson: Lesson) -> Load:
    """All that a lesson asks of its reader."""
    return sum((one.load for one in lessons.sections(lesson)), Load())


def is_off(lesson: Lesson) -> bool:
    """Whether the manifest's minutes of a lesson lie further off than `TOLERANCE`."""
    estimate = minutes(lesson_load(lesson), USUAL)
    return abs(lesson.minutes - estimate) > TOLERANCE * estimate


def section_minutes(lesson: Lesson) -> list[int]:
    """The manifest's minutes of a lesson, shared among its sections by their estimates.

    Whole minutes that add up: what is cut off goes where most of it was cut.
    """
    estimates = [minutes(one.load, USUAL) for one in lessons.sections(lesson)]
    if not (total := sum(estimates)):
        return [lesson.minutes, *[0] * (len(estimates) - 1)]
    exact = [lesson.minutes * one / total for one in estimates]
    whole = [int(one) for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
    for at in by_rest[: lesson.minutes - sum(whole)]:
        whole[at] += 1
    return whole


def seconds_per_line(lesson: Lesson) -> float:
    """Seconds that the manifest leaves for a line of solution, after reading the exercise."""
    lines = lessons.solution_lines(lesson)
    reading = minutes(lessons.exercise_load(lesson), USUAL)
    given = sum(one.minutes for one in lesson.questions)
    return 60 * (given - reading) / lines if lines else 0.0
