"""Katas: one ability from scratch, against the clock."""

from __future__ import annotations

from typing import Annotated

import typer

from classroom import copies, progress, syllabus
from classroom.commands.judging import judge_and_tell
from classroom.commands.terminal import KataArgument, record, refuse, say
from classroom.syllabus import Kata


def kata(
    name: KataArgument = "",
    *,
    done: Annotated[bool, typer.Option("--done", help="Judge it and read the clock.")] = False,
) -> None:
    """Do one thing from scratch, against the clock.

    Without a name, the katas are listed. Beginning again keeps your text
    before, and starts the clock anew. No page opens: open your copy as told.

    Examples: course kata · course kata data-test · course kata data-test --done
    """
    if not name and done:
        refuse("Which kata is done? `course kata` lists them.")
    if not name:
        for one in syllabus.katas():
            say(_listed(one))
        return
    one = syllabus.kata(name)
    (_finish if done else _begin)(one)


def _begin(one: Kata) -> None:
    progress.begin_kata(record(), one.name)
    kept = copies.begin_anew(one)
    copy = copies.place(one.file("work"))
    say(f"{one.title}: {one.minutes} minutes, from now.", style="bold")
    if kept:
        say(f"Your text before lies in {copies.place(kept)}.")
    say(f"    uv run marimo edit {copy}    or any editor")
    say(f"    course kata {one.name} --done    judges it and reads the clock")


def _finish(one: Kata) -> None:
    seconds = progress.seconds_running(record().events(), one.name)
    if not one.file("work").exists():
        refuse(f"{one.name} has not begun; `course kata {one.name}` starts the clock.")
    (report,) = judge_and_tell(one, [one.name])
    if not report.passed:
        if seconds is not None:
            say(f"    The clock runs: {_clock(seconds)}.")
        raise typer.Exit(1 if report.complete else 2)
    seconds = progress.pass_kata(record(), one.name)
    if seconds is None:
        say("    The clock was not running, or it was set back: no time is counted.")
        return
    within = "within" if seconds <= 60 * one.minutes else "over"
    say(f"    {_clock(seconds)}, {within} the {one.minutes} minutes.")


def _listed(one: Kata) -> str:
    best = progress.best_kata(record().events(), one.name)
    told = f"best {_clock(best)}" if best is not None else "not passed yet"
    return f"{one.name:<16} {one.title}, {one.minutes} min, after lesson {one.after}: {told}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours} h " if hours else "") + f"{minutes} min {rest:02d} s"
