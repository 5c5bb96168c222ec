"""The text of docs/COURSE_OUTLINE.md, from the manifest, the lessons and the checks."""

from __future__ import annotations

from classroom import progress, syllabus
from classroom.outline import estimates, lessons, sittings
from classroom.outline.estimates import Lines, hours
from classroom.syllabus import Checkpoint, Lesson


def outline() -> str:
    """The whole page."""
    parts = [_head(), _sums()]
    for week, found in sittings.weeks().items():
        parts.append(_week(week, found))
    parts += [
        _modules(),
        _katas(),
        _checkpoints(),
        _checklist(),
        estimates.of_lessons(),
        estimates.of_exercises(),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def _head() -> Lines:
    return [
        "# Course outline",
        "",
        "Made by `course build` from the manifest, the lessons and the checks: edit those.",
        "**All minutes are estimates: no learner has been timed yet.** The last two sections say",
        "what they rest on. `course` always knows your next step; this page shows the whole way.",
        "",
        "Each week has a clock of its own, which runs over its core path in sittings of about an",
        "hour. Sections of a lesson share its minutes by how much stands in them.",
    ]


def _sums() -> Lines:
    lines = ["", "## The whole way", ""]
    lines += ["| week | modules | core path | depth questions | katas | checkpoint |"]
    lines += ["|---:|:---|---:|---:|---:|---:|"]
    sums = [0, 0, 0, 0]
    for week, found in sittings.weeks().items():
        row = _week_minutes(found)
        sums = [mine + more for mine, more in zip(sums, row, strict=True)]
        names = ", ".join(one.number for one in found)
        lines.append(f"| {week} | {names} | {' | '.join(map(hours, row))} |")
    lines.append(f"| **all** | | {' | '.join(f'**{hours(one)}**' for one in sums)} |")
    return [
        *lines,
        "",
        f"The core path takes {hours(sums[0])}. The depth path adds depth questions, katas,",
        f"checkpoint quizzes and practical exams: {hours(sum(sums))} in all.",
    ]


def _week_minutes(found: list[Lesson]) -> list[int]:
    numbers = {one.number for one in found}
    return [
        sum(one.core_minutes for one in found),
        sum(entry.minutes for one in found for entry in one.questions if entry.path != "core"),
        sum(one.minutes for one in syllabus.katas() if one.after in numbers),
        sum(map(_checkpoint_minutes, _checkpoints_of(numbers))),
    ]


def _checkpoints_of(numbers: set[str]) -> list[Checkpoint]:
    return [one for one in syllabus.checkpoints() if one.lessons[-1] in numbers]


def _checkpoint_minutes(one: Checkpoint) -> int:
    exams = [exam.minutes for exam in syllabus.exams() if exam.name == one.exam]
    return one.minutes + sum(exams)


def _week(week: int, found: list[Lesson]) -> Lines:
    titles = ", ".join(f"{one.number} {one.title}" for one in found)
    lines = ["", f"## Week {week}: {found[0].number} to {found[-1].number}", "", f"{titles}.", ""]
    lines += ["| sitting | clock | min | what |", "|---:|:---|---:|:---|"]
    for number, one in enumerate(sittings.sittings(found), 1):
        lines.append(f"| {number} | {one.span} | {one.minutes} | {one.words()} |")
    beside = [f"- {words}" for words in _beside(found)]
    return [*lines, "", "Beside the core path:", "", *beside] if beside else lines


def _beside(found: list[Lesson]) -> Lines:
    numbers = {one.number for one in found}
    told = []
    for lesson in found:
        titles = lessons.titles(lesson)
        told += [
            f"depth question **{entry.id}** {titles[entry.id]}: {entry.minutes} min"
            for entry in lesson.questions
            if entry.path != "core"
        ]
    told += [
        f"kata `{one.name}`, {one.title}: {one.minutes} min"
        for one in syllabus.katas()
        if one.after in numbers
    ]
    for one in _checkpoints_of(numbers):
        told.append(f"{one.title}, a quiz of {one.size} questions: {one.minutes} min")
        told += [
            f"practical exam `{exam.name}`, {exam.title}: {exam.minutes} min"
            for exam in syllabus.exams()
            if exam.name == one.exam
        ]
    return told


def _modules() -> Lines:
    lines = ["", "## Modules", ""]
    for lesson in syllabus.lessons():
        link = f"[{lesson.number} {lesson.title}](../{lesson.stem}.py)"
        lines += ["", f"### {link}", ""] if lines[-1] else [f"### {link}", ""]
        lines += ["Objectives: " + "; ".join(lessons.objectives(lesson)) + ".", ""]
        headings = [one.heading for one in lessons.sections(lesson) if one.number]
        lines += ["Sections: " + " · ".join(headings), ""]
        lines += ["| question | min | path |", "|:---|---:|:---|"]
        titles = lessons.titles(lesson)
        for entry in lesson.questions:
            lines.append(f"| {entry.id} {titles[entry.id]} | {entry.minutes} | {entry.path} |")
        bank = f"| quiz, drawn from a bank of {lesson.quiz} | {lesson.quiz_minutes} | core |"
        lines.append(bank)
        if lesson.project:
            lines.append(
                f"| project in `work/{lesson.project}` | {lesson.project_minutes} | core |"
            )
    return lines


def _katas() -> Lines:
    lines = ["", "## Katas", "", "From scratch, against the clock: `course kata NAME`.", ""]
    lines += ["| kata | after lesson | min |", "|:---|---:|---:|"]
    return lines + [
        f"| `{one.name}`: {one.title} | {one.after} | {one.minutes} |" for one in syllabus.katas()
    ]


def _checkpoints() -> Lines:
    lines = ["", "## Checkpoints", ""]
    lines += ["A quiz: `course quiz NAME`. A practical exam: `course exam NAME`.", ""]
    lines += ["| checkpoint | lessons | questions | min | to pass | practical exam |"]
    lines += ["|:---|:---|---:|---:|---:|:---|"]
    for one in syllabus.checkpoints():
        span = f"{one.lessons[0]} to {one.lessons[-1]}"
        held = [exam for exam in syllabus.exams() if exam.name == one.exam]
        exam = ", ".join(f"`{exam.name}`: {exam.title}, {exam.minutes} min" for exam in held)
        asked = f"{one.size} | {one.minutes} | {one.pass_share:.0%}"
        lines.append(f"| `{one.name}`: {one.title} | {span} | {asked} | {exam or 'none'} |")
    return lines


def _checklist() -> Lines:
    lines = [
        "",
        "## Self-assessment",
        "",
        "Tick what you can do alone, without the lesson open.",
        "",
    ]
    for lesson in syllabus.lessons():
        lines += [f"**{lesson.number} {lesson.title}**", ""]
        lines += [f"- [ ] {one}" for one in lessons.mastered(lesson)]
        lines += [""]
    levels = [f"{number}. {words}" for number, words in enumerate(progress.LEVELS)]
    lines += ["Where you are, said by yourself:", ""]
    return [*lines, *(f"- {one}" for one in levels)]
