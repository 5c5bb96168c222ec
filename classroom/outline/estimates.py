"""What the minutes of docs/COURSE_OUTLINE.md rest on, as two sections of it."""

from __future__ import annotations

from classroom import syllabus
from classroom.outline import lessons, pacing
from classroom.outline.pacing import PACES, USUAL
from classroom.syllabus import Lesson

Lines = list[str]


def hours(minutes: int) -> str:
    """Minutes as hours and minutes, in words."""
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"


def of_lessons() -> Lines:
    """The section on lessons: the readers, a row a lesson, and what is far off."""
    lines = ["", "## What a lesson's minutes rest on", ""]
    lines += [
        "Nobody has been timed. Three readers are computed, not observed: so many words a minute,",
        "and so many seconds for a visible line of code, a prediction, a control, a Socratic",
        "question and a figure. Most adults read English non-fiction silently at 175 to 300 words",
        "a minute, 238 on average ([Brysbaert 2019](https://doi.org/10.1016/j.jml.2019.104047)).",
        "Technical prose is likely read slower. The other seconds are this course's assumptions,",
        "and no reader waits for a cell.",
        "",
        "| reader | words a minute | line | prediction | control | Socratic | figure |",
        "|:---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in PACES:
        seconds = (one.line_s, one.prediction_s, one.control_s, one.socratic_s, one.figure_s)
        told = " | ".join(f"{value:g} s" for value in seconds)
        lines.append(f"| {one.name} | {one.words_per_minute:g} | {told} |")
    names = " | ".join(one.name for one in PACES)
    lines += ["", f"| lesson | words | lines | tries | planned min | {names} | planned / usual |"]
    lines += ["|:---|---:|---:|---:|---:|" + "---:|" * len(PACES) + "---:|"]
    lines += [_pacing_row(one) for one in syllabus.lessons()]
    return [*lines, "", *_off()]


def _pacing_row(lesson: Lesson) -> str:
    load = pacing.lesson_load(lesson)
    tries = load.predictions + load.controls + load.socratic + load.figures
    found = [pacing.minutes(load, one) for one in PACES]
    told = " | ".join(f"{one:.0f}" for one in found)
    ratio = lesson.minutes / pacing.minutes(load, USUAL)
    counts = f"{load.words} | {load.code_lines} | {tries} | {lesson.minutes}"
    return f"| {lesson.number} {lesson.title} | {counts} | {told} | {ratio:.2f} |"


def _off() -> Lines:
    found = syllabus.lessons()
    usual = sum(pacing.minutes(pacing.lesson_load(one), USUAL) for one in found)
    planned = sum(one.minutes for one in found)
    rest = sum(one.core_minutes for one in found) - planned
    off = ", ".join(one.number for one in found if pacing.is_off(one)) or "none"
    return [
        f"The usual reader takes {usual:.0f} minutes for all lessons, and {planned} are planned.",
        f"With the estimate in the plan's place the core path takes {hours(round(rest + usual))}.",
        f"Further off than a third of the estimate: {off}.",
    ]


def of_exercises() -> Lines:
    """The section on exercises: what the plan leaves for a line of the answer."""
    lines = ["", "## What an exercise's minutes rest on", ""]
    lines += [
        "We know no source for the time that a line of such code takes, so none is assumed. The",
        "table turns it round: what the planned minutes leave for a line of the model answer, once",
        "the usual reader has read the exercise's words and given code. In 00 and 07 most lines",
        "are prose or entries of a form.",
        "",
        "| exercise | planned min | words | given lines | lines of solution | seconds a line |",
        "|:---|---:|---:|---:|---:|---:|",
    ]
    for lesson in syllabus.lessons():
        load, answer = lessons.exercise_load(lesson), lessons.solution_lines(lesson)
        planned = sum(one.minutes for one in lesson.questions)
        rate = pacing.seconds_per_line(lesson)
        counts = f"{planned} | {load.words} | {load.code_lines} | {answer} | {rate:.0f}"
        lines.append(f"| {lesson.number} {lesson.title} | {counts} |")
    return [
        *lines,
        "",
        "Your own times are better evidence. `.course/record.jsonl` holds a time (`at`) with each",
        "of your attempts: from the first to the one that passed is your time at a question, but",
        "for what came before the first and with your breaks. Katas and exams have a clock.",
    ]
