"""The made part of docs/progress_tracker.md: an entry for each module, with boxes."""

from __future__ import annotations

from classroom import syllabus
from classroom.outline import lessons
from classroom.syllabus import Lesson

BEGIN, END = "<!-- begin modules -->", "<!-- end modules -->"


class TrackerError(Exception):
    """The page has lost its marks; the message says which."""


def renewed(text: str) -> str:
    """The page with its part between the marks made anew; the rest is the author's.

    Raises `TrackerError` when a mark is missing.
    """
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        message = f"docs/progress_tracker.md needs {BEGIN} and {END} once each; put them back."
        raise TrackerError(message)
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{entries()}\n{END}{after}"


def entries() -> str:
    """An entry for each lesson, then katas, then checkpoints with their exams."""
    lines = [line for lesson in syllabus.lessons() for line in _entry(lesson)]
    lines += ["### Katas", ""]
    lines += [
        f"- [ ] `{one.name}`: {one.title}, {one.minutes} min; my time: ___"
        for one in syllabus.katas()
    ]
    lines += ["", "### Checkpoints", ""]
    for one in syllabus.checkpoints():
        least = f"{one.pass_share:.0%} of {one.size} questions"
        lines.append(f"- [ ] `{one.name}`, {one.title}: {least}; my score: ___")
    lines += [
        f"- [ ] practical exam `{one.name}`: {one.title}, {one.minutes} min; my time: ___"
        for one in syllabus.exams()
    ]
    return "\n".join(lines)


def _entry(lesson: Lesson) -> list[str]:
    titles = lessons.titles(lesson)
    lines = [f"### {lesson.number} {lesson.title}", "", "- [ ] lesson read, predictions made"]
    for entry in lesson.questions:
        mark = " (depth)" if entry.path != "core" else ""
        lines.append(f"- [ ] {entry.id} {titles[entry.id]}{mark}")
    lines.append(f"- [ ] quiz: `course quiz {lesson.number}`; my best: ___")
    if lesson.project:
        lines.append(f"- [ ] project in `work/{lesson.project}`: `course check {lesson.number}`")
    return [*lines, "- [ ] journal written; my level, 0 to 4: ___", ""]
