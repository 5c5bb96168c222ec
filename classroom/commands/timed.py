"""Katas and exams: abilities from scratch, against the clock."""

from __future__ import annotations

from typing import Annotated

import typer

from classroom import copies, progress, syllabus
from classroom.commands.judging import judge_and_tell
from classroom.commands.terminal import ExamArgument, KataArgument, record, refuse, say
from classroom.judging import Report
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
    """Take a practical exam, on a table that no lesson has shown.

    Without a name, the exams are listed. The clock runs on when it is over:
    what you hand in late is judged all the same, and is told as late.

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
    running = progress.seconds_running(record().events(), one.KIND, one.name)
    if done:
        _finish(one)
    elif running is not None and one.file("work").exists() and not anew:
        _tell_running(one, running)
    else:
        _begin(one)


def _list(found: tuple[Kata, ...] | tuple[Exam, ...], kind: str, *, done: bool) -> None:
    if done:
        refuse(f"Which {kind} is done? `course {kind}` lists them.")
    for one in found:
        say(_listed(one))


def _begin(one: Kata | Exam) -> None:
    progress.begin_timed(record(), one.KIND, one.name)
    kept = copies.begin_anew(one)
    say(f"{one.title}: {one.minutes} minutes, from now.", style="bold")
    if kept:
        say(f"Your text before lies in {copies.place(kept)}.")
    _tell_how(one)


def _tell_running(one: Exam, seconds: float) -> None:
    left = 60 * one.minutes - seconds
    told = f"{_clock(left)} are left" if left >= 0 else f"{_clock(-left)} over its time"
    say(f"{one.title}: {told}.", style="bold")
    _tell_how(one)
    say(f"    course exam {one.name} --anew    begins again, and keeps your text")


def _tell_how(one: Kata | Exam) -> None:
    say(f"    uv run marimo edit {copies.place(one.file('work'))}    or any editor")
    say(f"    course {one.KIND} {one.name} --done    judges it and reads the clock")


def _finish(one: Kata | Exam) -> None:
    seconds = progress.seconds_running(record().events(), one.KIND, one.name)
    if not one.file("work").exists():
        refuse(f"{one.name} has not begun; `course {one.KIND} {one.name}` starts the clock.")
    reports = judge_and_tell(one, [entry.id for entry in one.questions])
    if not all(report.passed for report in reports):
        _tell_unfinished(reports, seconds)
        raise typer.Exit(1 if all(report.complete for report in reports) else 2)
    seconds = progress.pass_timed(record(), one.KIND, one.name)
    if seconds is None:
        say("    The clock was not running, or it was set back: no time is counted.")
        return
    within = "within" if seconds <= 60 * one.minutes else "over"
    say(f"    {_clock(seconds)}, {within} the {one.minutes} minutes.")


def _tell_unfinished(reports: list[Report], seconds: float | None) -> None:
    if len(reports) > 1:
        say(f"    {sum(report.passed for report in reports)} of {len(reports)} pass.")
    if seconds is not None:
        say(f"    The clock runs: {_clock(seconds)}.")


def _listed(one: Kata | Exam) -> str:
    events = record().events()
    best, states = progress.best_timed(events, one.KIND, one.name), progress.last_states(events)
    passed = all(states.get(entry.id) == progress.PASSED for entry in one.questions)
    told = "passed, without a time" if passed else "not passed yet"
    told = f"best {_clock(best)}" if best is not None else told
    return f"{one.name:<16} {one.title}, {one.minutes} min, after lesson {one.after}: {told}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours} h " if hours else "") + f"{minutes} min {rest:02d} s"
