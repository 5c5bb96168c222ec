"""A certificate of what was passed, once all of it was judged again."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
from pathlib import Path
from typing import Annotated

import typer

from classroom import certificate as page
from classroom import marker, standing, syllabus
from classroom.certificate import Line
from classroom.commands.judging import judge_again
from classroom.commands.marking import folder_of
from classroom.commands.terminal import record, refuse, say
from classroom.copies import CopyError
from classroom.marker import report

NOT_FINISHED = 1
OWN_MARK = "Certificate of completion"


def certificate(
    name: Annotated[str, typer.Option(help="Your name, as it should be printed.")],
    *,
    out: Annotated[Path, typer.Option(help="Where it is written.")] = Path("certificate.svg"),
) -> None:
    """Make a certificate to print, of one page.

    Judges every answer once more, and marks your project: that takes some minutes.
    While something is missing, it says what, and writes nothing.

    Example: course certificate --name "Ada Lovelace"
    """
    whose = page.printable(name)
    _refuse_foreign(out)
    _end_if(page.missing(record().events()), "Still to be done:")
    _end_if(judge_again(standing.standings(record().events())), "Passed once and does not now:")
    marking = _marked_project()
    day = dt.datetime.now(dt.UTC).astimezone().date()
    found = page.earned(record().events(), *_project_lines(marking))
    _write(out, page.drawn(whose, found, day=day, version=_version()))
    say(f"{out} says what you have passed. Open it in a browser and print it: one page.")


def _end_if(lines: list[str], head: str) -> None:
    if lines:
        say(head, style="bold")
        for line in lines:
            say(f"    {line}")
        raise typer.Exit(NOT_FINISHED)


def _marked_project() -> marker.Marking:
    lesson = next(one for one in syllabus.lessons() if one.project)
    folder = folder_of(lesson)
    if folder is None:
        _end_if([f"{lesson.title}: course start {lesson.number}"], "Still to be done:")
    marking = marker.mark(folder or Path(), say)
    told = f"{report.verdict(marking)}. course check {lesson.number} says what is missing"
    _end_if([] if marking.passed else [told], "The project does not pass:")
    return marking


def _project_lines(marking: marker.Marking) -> tuple[Line, Line]:
    measured, own = report.sums(marking)
    return Line("Capstone project", measured), Line("Capstone, communication", own)


def _version() -> str:
    return f"ml-engineering-course {importlib.metadata.version('ml-engineering-course')}"


def _refuse_foreign(out: Path) -> None:
    """Nothing; ends the command where another file would be lost."""
    try:
        if out.is_dir() or (out.exists() and OWN_MARK not in out.read_text("utf-8")):
            refuse(f"{out} is there and no certificate of this course; name another with --out.")
    except (OSError, UnicodeDecodeError):
        refuse(f"{out} is there and no certificate of this course; name another with --out.")


def _write(out: Path, text: str) -> None:
    partial = out.with_name(f".{out.name}.partial")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, "utf-8")
        partial.replace(out)
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror}); name another place with --out."
        raise CopyError(message) from None
