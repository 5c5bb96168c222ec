"""Answers judged and measured, and the help that attempts unlock."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from classroom import catalogue, copies, health, judging, progress, standing, syllabus
from classroom.commands.marking import folder_of, mark_and_tell
from classroom.commands.terminal import (
    QuestionArgument,
    TargetArgument,
    out,
    question,
    record,
    refuse,
    say,
)
from classroom.judging import Report
from classroom.standing import Standing
from classroom.syllabus import Sheet

NOT_JUDGED, NOT_ALL_PASSED = 2, 1


def check(
    target: TargetArgument = "",
    folder: Annotated[
        Path | None, typer.Argument(help="A capstone project to mark, after 08.")
    ] = None,
    *,
    full: Annotated[bool, typer.Option("--full", help="Full size, other surroundings.")] = False,
    page: Annotated[
        Path | None, typer.Option("--out", help="Where the project's report is written.")
    ] = None,
) -> None:
    """Judge your answers, and mark your project.

    The copy in work/ if there is one, the exercise itself otherwise. 08 also marks
    work/capstone, or with a folder that project alone.

    Exit code 0 when all pass, 1 when one does not, 2 when one could not be judged to its end.

    Examples: course check · course check 01 · course check 1.2 --full · course check 08 FOLDER
    """
    one = syllabus.sheet(target) if target else standing.current_lesson(record().events())
    if folder is not None:
        if "." in target:
            message = f"{target} is a question; `course check 08 FOLDER` marks a project."
            raise syllabus.SyllabusError(message)
        lesson = syllabus.lesson(target)
        raise typer.Exit(0 if mark_and_tell(lesson, folder, page) else NOT_ALL_PASSED)
    ids = [entry.id for entry in one.questions]
    whole = not target or (target not in ids and "." not in target)
    ids = ids if whole else [question(target)[1]]
    reports = judge_and_tell(one, ids, full=full)
    if not all(report.complete for report in reports):
        raise typer.Exit(NOT_JUDGED)
    passed = all(report.passed for report in reports)
    if whole and isinstance(one, syllabus.Lesson) and (project := folder_of(one)):
        passed = mark_and_tell(one, project, page) and passed
    raise typer.Exit(0 if passed else NOT_ALL_PASSED)


def hint(question_id: QuestionArgument) -> None:
    """Show the hints that you have unlocked.

    One opens for each attempt that differs and does not pass.

    Example: course hint 1.2
    """
    one, question_id = question(question_id)
    hints = catalogue.about(one)[question_id].hints
    opened = progress.failed_attempts(record().events(), question_id)
    for number, text in enumerate(hints[:opened], 1):
        say(f"Hint {number} of {len(hints)}: {text}")
    if opened < len(hints):
        say(f"Hint {opened + 1} of {len(hints)} opens with your next attempt that differs.")
    elif opened == len(hints):
        say(f"`course solution {question_id}` opens with your next attempt that differs.")
    else:
        say(f"All hints are open, and so is `course solution {question_id}`.")


def solution(question_id: QuestionArgument) -> None:
    """Show the model answer, once it is open.

    It opens when yours passes, or with the next attempt after the last hint.

    Example: course solution 1.2
    """
    one, question_id = question(question_id)
    about, events = catalogue.about(one)[question_id], record().events()
    missing = len(about.hints) + 1 - progress.failed_attempts(events, question_id)
    if missing > 0 and progress.last_states(events).get(question_id) != progress.PASSED:
        attempts = "attempt that differs" if missing == 1 else "attempts that differ"
        say(f"It opens when {question_id} passes, or after {missing} more {attempts}.")
        say(f"Every model answer lies in {copies.place(one.file('solutions'))} all the same.")
        raise typer.Exit(NOT_ALL_PASSED)
    say(f"{question_id} {about.title}\n", style="bold")
    say(catalogue.solution(one, about.answer))
    say(f"\n{about.why}")


def measure(question_id: QuestionArgument) -> None:
    """Measure how fast your answer is.

    Beside other ways to the same result; a verdict never measures.

    Example: course measure 1.3
    """
    one, question_id = question(question_id)
    waiting = f"Measuring {question_id}, interleaved and repeated: up to half a minute"
    with out.status(waiting), guarded_sheet(one) as sheet:
        found = judging.measured(sheet, question_id)
    if "refused" in found:
        refuse(found["refused"])
    out.print(_table(found["table"]))
    say(found["reading"])


def judge_and_tell(one: Sheet, ids: list[str], *, full: bool = False) -> list[Report]:
    """The reports on these questions, each told and recorded as soon as it is there."""
    reports, unsaved = [], None
    with guarded_sheet(one) as sheet:
        say(f"Judging {sheet.filename}")
        for line in copies.changed_since(one):
            say(line)
        refuse_changed_data()
        for report in judging.judged(sheet, ids, full=full):
            reports.append(report)
            try:
                progress.record_attempt(
                    record(), report.id, attempt=report.attempt, state=report.state
                )
            except progress.RecordError as error:
                unsaved = error
            tell(report)
            refuse_changed_data()
    if unsaved:
        raise unsaved
    return reports


def judge_again(found: list[Standing]) -> list[str]:
    """Judge again what passed, un-tick what broke, and tell; a line for each that broke."""
    broken = []
    for one in found:
        ids = [entry.id for entry in one.sheet.questions if one.states[entry.id] == progress.PASSED]
        if not ids:
            continue
        refuse_changed_data()
        with guarded_sheet(one.sheet) as sheet:
            say(f"Judging {sheet.filename} again")
            for report in judging.judged(sheet, ids):
                if not report.passed:
                    progress.untick(record(), report.id)
                    broken.append(f"{report.id}: {report.sentence}")
                    say(f"    {report.id} passed once and does not now: {report.sentence}")
    return broken


def refuse_changed_data() -> None:
    """An answer that reads another file than everybody's would be judged for it."""
    if wrong := health.changed_data():
        refuse(wrong)


@contextlib.contextmanager
def guarded_sheet(one: Sheet) -> Iterator[judging.Sheet]:
    """The notebook whose answers count, as it is now; it is there afterwards, too."""
    notebook = copies.judged_file(one)
    with copies.guarded(notebook, say) as text:
        yield judging.Sheet(text, copies.place(notebook), one.file("checks"))


def tell(report: Report) -> None:
    """Say a verdict, and the hint that this attempt unlocked."""
    say(f"{report.id} {report.title}: {report.state}", style="bold")
    say(f"    {report.sentence} {report.nudge}".rstrip())
    if report.printed:
        say("    It printed:\n" + "\n".join(f"    | {one}" for one in report.printed.splitlines()))
    opened, total = progress.failed_attempts(record().events(), report.id), len(report.hints)
    if report.passed or not opened:
        return
    # The last hint again and again would seem to speak of a failure that it has never met.
    if opened > total:
        say(f"    All hints are open: `course hint {report.id}`")
    else:
        say(f"    Hint {opened} of {total}: {report.hints[opened - 1]}")


def _table(rows: list[dict[str, str]]) -> object:
    from rich.table import Table

    table = Table(*rows[0])
    for row in rows:
        table.add_row(*row.values())
    return table
