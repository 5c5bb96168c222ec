"""Your own copies of the exercises: begun and opened, and put back to the stub."""

from __future__ import annotations

from typing import Annotated

import typer

from classroom import catalogue, copies, projects, serving, standing, syllabus
from classroom.commands.terminal import LessonArgument, TargetArgument, record, say
from classroom.syllabus import Lesson


def start(
    lesson: LessonArgument = "",
    *,
    browser: Annotated[bool, typer.Option(help="Open the two pages in a browser.")] = True,
    port: Annotated[
        int, typer.Option(help="0 takes any free port.", min=0, max=serving.LAST_PORT)
    ] = 0,
) -> None:
    """Open a lesson and your copy of its exercises.

    The copy lies in work/, which git ignores. Without a number it is the lesson of your
    next step. A copy that is there stays as it is. 08 begins the capstone's project, too.

    Examples: course start · course start 01 · course start 01 --no-browser --port 2718
    """
    one = syllabus.lesson(lesson) if lesson else standing.current_lesson(record().events())
    port = serving.free_port(port)
    copy = copies.begin(one)
    say(f"Your copy is {copies.place(copy)}; git ignores it.")
    for line in copies.changed_since(one):
        say(line)
    if one.project:
        folder = projects.begin(one.project, say)
        say(f"Your project is {copies.place(folder)}; its README.md says what to do.")
    pages = [copies.place(path) for path in (one.notebook, copy)]
    raise typer.Exit(serving.edit(pages, port=port, browser=browser, say=say))


def reset(target: TargetArgument) -> None:
    """Put an answer or a lesson back to where it began.

    Your text before is kept in work/kept/.

    Examples: course reset 1.2 · course reset 01
    """
    one = syllabus.sheet(target)
    if isinstance(one, Lesson) and "." not in target:
        kept = copies.begin_anew(one)
    else:
        entry = syllabus.question_entry(target)
        kept = copies.reset(one, entry.id, catalogue.about(one)[entry.id].answer)
    say(f"{copies.place(one.file('work'))} is back where it began.")
    if kept:
        say(f"Your text before lies in {copies.place(kept)}.")
    if isinstance(one, Lesson) and one.project:
        again = f"to begin it again, move it away, then `course start {one.number}`."
        say(f"work/{one.project} stays as it is: {again}")
    say("Is its page open in a browser? End `course start` with Ctrl+C and start it again.")
