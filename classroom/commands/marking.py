"""A project marked: a line for each criterion, a table, and a report in `work/`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from classroom import marker
from classroom.commands.terminal import out, say
from classroom.marker import report
from classroom.syllabus import ROOT, Lesson, SyllabusError


def folder_of(lesson: Lesson) -> Path | None:
    """The learner's project in `work/`, if the lesson has one and it was begun."""
    folder = ROOT / "work" / str(lesson.project)
    return folder if lesson.project and folder.exists() else None


def mark_and_tell(lesson: Lesson, folder: Path, page: Path | None) -> bool:
    """Whether a project passes; the report is written beside it, never into it."""
    if not lesson.project:
        message = f"{lesson.number} has no project to mark; `course check 08 FOLDER` marks one."
        raise SyllabusError(message)
    page = page or ROOT / "work" / f"{lesson.project}_report.md"
    refuse_inside(page, folder)
    marking = marker.mark(folder, say)
    report.write(marking, page)
    out.print(report.table(marking))
    say(report.verdict(marking), style="bold")
    for note in marking.notes:
        say(note)
    say(f"{report.outcome(marking)} Every part, with what to do next: {page}")
    return marking.passed


def refuse_inside(page: Path, folder: Path) -> None:
    """Nothing; raises where the report cannot stand: in the marked tree, or out of reach."""
    if page.resolve().is_relative_to(folder.resolve()):
        message = f"{page} lies in the project that is marked; name a place outside of it."
        raise marker.MarkingError(message)
    if page.is_dir():
        message = f"{page} is a folder; name the report's file, such as {page / 'report.md'}."
        raise marker.MarkingError(message)
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=page.parent).close()
    except OSError as error:
        message = f"{page} cannot be written ({error.strerror}); name another place with --out."
        raise marker.MarkingError(message) from error
