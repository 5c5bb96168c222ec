"""Katas and exams: abilities from scratch, against the clock."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer

from classroom import copies, progress, syllabus
from classroom.commands.judging import judge_and_tell
from classroom.commands.terminal import ExamArgument, KataArgument, record, refuse, say
from classroom.judging import Report
from classroom.progress import Event
from classroom.syllabus import Exam, Kata

DoneOption = Annotated[bool, typer.Option("--done", help="Judge it and read the clock.")]


def kata(name: KataArgument = "", *, done: DoneOption = False) -> None:
    """Do one thing from scratch, against the clock.

    Without a name, the katas are listed. Beginning again keeps your text
    before, and starts the clock anew. No page opens: open your copy as told.

    Examples: course kata · course kata data-test · course kata data-test --done
    """
    if not name:
        _list(syllabus.katas(), "kata", done=done)
        return
    one = syllabus.kata(name)
    (_finish if done else _begin)(one)


def exam(
    name: ExamArgument = "",
    *,
    done: DoneOption = False,
    anew: Annotated[bool, typer.Option("--anew", help="Begin again; your text is kept.")] = False,
) -> None:
    """Take a practical exam, on a table without a card in it.

    Without a name, the exams are listed. A copy that is there stays as it is,
    unless you begin anew. The clock runs on when it is over: what you hand in
    late is judged all the same, and is told as late.

    Examples: course exam · course exam churn · course exam churn --done
    """
    if not name:
        if anew:
            refuse("Which exam begins again? `course exam` lists them.")
        _list(syllabus.exams(), "exam", done=done)
        return
    one = syllabus.exam(name)
    if done and anew:
        refuse("Done, or begun anew? Give one of --done and --anew.")
    if done:
        _finish(one)
    elif anew:
        _begin(one)
    else:
        _resume(one)


def _list(found: tuple[Kata, ...] | tuple[Exam, ...], kind: str, *, done: bool) -> None:
    if done:
        refuse(f"Which {kind} is done? `course {kind}` lists them.")
    events = record().events()
    for one in found:
        about = f"{one.title}, {one.minutes} min, after lesson {one.after}"
        say(f"{one.name:<16} {about}: {how_it_stands(one, events)}")


def _begin(one: Kata | Exam) -> None:
    progress.begin_timed(record(), one.KIND, one.name)
    kept = copies.begin_anew(one)
    say(f"{one.title}: {one.minutes} minutes, from now.", style="bold")
    if kept:
        say(f"Your text before lies in {copies.place(kept)}.")
    _tell_how(one)


def _resume(one: Exam) -> None:
    """Go on where it was left: a text that is there, and a clock that runs, stay as they are."""
    events, copy = record().events(), one.file("work")
    seconds = progress.seconds_running(events, one.KIND, one.name)
    if seconds is None and not copy.exists():
        _begin(one)
        return
    if not copy.exists():
        say(f"{copies.place(copies.begin(one))} was gone and is made anew; the clock runs on.")
    told = _left(one, seconds) if seconds is not None else _stopped(one, events)
    say(f"{one.title}: {told}.", style="bold")
    for line in copies.changed_since(one):
        say(line)
    _tell_how(one)
    say(f"    course exam {one.name} --anew    begins again, and keeps your text")


def _left(one: Kata | Exam, seconds: float) -> str:
    left = 60 * one.minutes - seconds
    return f"{_clock(left)} are left" if left >= 0 else f"{_clock(-left)} over its time"


def _stopped(one: Kata | Exam, events: list[Event]) -> str:
    seconds = progress.seconds_passed(events, one.KIND, one.name)
    if seconds is not None:
        return f"passed before, in {_within(one, seconds)}"
    if progress.is_begun(events, one.KIND, one.name):
        return "the clock was set back, so no time is counted"
    return "the clock is not running, so no time is counted"


def _within(one: Kata | Exam, seconds: float) -> str:
    within = "within" if seconds <= 60 * one.minutes else "over"
    return f"{_clock(seconds)}, {within} the {one.minutes} minutes"


def _tell_how(one: Kata | Exam) -> None:
    say(f"    uv run marimo edit {copies.place(one.file('work'))}    or any editor")
    say(f"    course {one.KIND} {one.name} --done    judges it and reads the clock")


def _finish(one: Kata | Exam) -> None:
    events = record().events()
    seconds = progress.seconds_running(events, one.KIND, one.name)
    if not one.file("work").exists():
        _refuse_without_copy(one, events)
    reports = judge_and_tell(one, [entry.id for entry in one.questions])
    if not all(report.passed for report in reports):
        _tell_unfinished(reports, seconds)
        raise typer.Exit(1 if all(report.complete for report in reports) else 2)
    seconds = progress.pass_timed(record(), one.KIND, one.name)
    told = _within(one, seconds) if seconds is not None else _stopped(one, events)
    say(f"    {told[:1].upper()}{told[1:]}.")


def _refuse_without_copy(one: Kata | Exam, events: list[Event]) -> NoReturn:
    command = f"`course {one.KIND} {one.name}`"
    passed = progress.seconds_passed(events, one.KIND, one.name) is not None
    if not passed and not progress.is_begun(events, one.KIND, one.name):
        refuse(f"{one.name} has not begun; {command} starts the clock.")
    runs_on = progress.seconds_running(events, one.KIND, one.name) is not None
    # Only an exam goes on: a kata of ten minutes is begun again.
    on = "makes a new one, the clock runs on" if runs_on and one.KIND == "exam" else "begins again"
    refuse(f"{copies.place(one.file('work'))} is gone; {command} {on}.")


def _tell_unfinished(reports: list[Report], seconds: float | None) -> None:
    if len(reports) > 1:
        say(f"    {sum(report.passed for report in reports)} of {len(reports)} pass.")
    if seconds is not None:
        say(f"    The clock runs: {_clock(seconds)}.")


def how_it_stands(one: Kata | Exam, events: list[Event]) -> str:
    """Its best time, or that it passed without one, and what is left of a clock that runs."""
    best, states = progress.best_timed(events, one.KIND, one.name), progress.last_states(events)
    seconds = progress.seconds_running(events, one.KIND, one.name)
    told = []
    if best is not None:
        told.append(f"best {_clock(best)}" + (", late" if best > 60 * one.minutes else ""))
    elif all(states.get(entry.id) == progress.PASSED for entry in one.questions):
        told.append("passed, without a time")
    if seconds is not None:
        told.append(f"begun, {_left(one, seconds)}")
    return " · ".join(told) or "not passed yet"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours} h " if hours else "") + f"{minutes} min {rest:02d} s"
