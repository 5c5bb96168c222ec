"""Where you are: the next step, every question's state, and what you wrote on the way."""

from __future__ import annotations

from typing import Annotated

import typer

from classroom import catalogue, progress, standing
from classroom.commands.judging import judge_again
from classroom.commands.terminal import record, say
from classroom.commands.timed import how_it_stands
from classroom.progress import NOT_ATTEMPTED, Event
from classroom.standing import CheckpointStanding, Standing, Step
from classroom.syllabus import Exam, Lesson

WIDTH = 24


def where_you_are(context: typer.Context) -> None:
    """Professional ML engineering: where you are, and the next step.

    Every command works from any folder of the clone, and `course COMMAND --help` shows examples.
    """
    if context.invoked_subcommand:
        return
    events = record().events()
    found = standing.standings(events)
    for one in found:
        if isinstance(one.sheet, Lesson):
            say(_line(one))
    checkpoints = standing.checkpoint_standings(events, found)
    for each in checkpoints:
        say(_checkpoint_line(each))
    for one in found:
        if isinstance(one.sheet, Exam):
            say(f"exam {one.sheet.name}: {one.sheet.title} · {how_it_stands(one.sheet, events)}")
    say()
    for line in [line for each in checkpoints if each.waits for line in _waiting(each)]:
        say(line)
    step = standing.next_step(events)
    if step is None:
        say("Everything passed. `course status` judges all of it once more.")
        return
    for line in _told(step, events):
        say(line)


def status(
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Judge again what passed.")] = False,
) -> None:
    """Show every question's state.

    When all have passed, all are judged again, and what broke is un-ticked.

    Examples: course status · course status --verify
    """
    events = record().events()
    if verify or standing.next_step(events) is None:
        judge_again(standing.standings(events))
        events = record().events()
    found = standing.standings(events)
    for one in found:
        say(_line(one), style="bold")
        if own := progress.last_text(events, progress.level_key(one.sheet.stem[:2])):
            say(f"    your own level, said by yourself: {own} of {len(progress.LEVELS) - 1}")
        described = catalogue.about(one.sheet)
        for entry in one.sheet.questions:
            tried = progress.failed_attempts(events, entry.id)
            tries = f", {tried} without passing" if tried else ""
            about = f"{entry.id:<10} {one.states[entry.id]:<16} {described[entry.id].title}"
            say(f"    {about} ({entry.path}, {entry.minutes} min{tries})")
    for each in standing.checkpoint_standings(events, found):
        say(_checkpoint_line(each), style="bold")
    for odd in record().passed_over():
        say(f"Line {odd.line} of {progress.RECORD} counts for nothing: {odd.why}. It is kept.")


def journal() -> None:
    """Print what you wrote, as Markdown.

    Your predictions, your answers in lessons, and your notes on each module.

    Example: course journal > journal.md
    """
    texts = progress.last_texts(record().events())
    if not any(texts.values()):
        say("Nothing written yet: predictions and answers in the lessons are kept here.")
    for key, text in texts.items():
        if text:
            say(f"## {key}\n\n{text}\n")


def _line(one: Standing) -> str:
    sheet = one.sheet
    if not isinstance(sheet, Lesson):
        return f"{sheet.KIND} {sheet.name}: {sheet.title}"
    best = f"{one.quiz[0]} of {one.quiz[1]}" if one.quiz else "not taken"
    total = len(sheet.questions)
    return (
        f"{sheet.number} {sheet.title:<{WIDTH}} {one.passed} of {total} passed · quiz {best} · "
        f"core path: {one.core_minutes_left} min left"
    )


def _checkpoint_line(one: CheckpointStanding) -> str:
    told = "not taken"
    if one.best:
        passed = "passed" if one.passed else "not passed yet"
        told = f"best {one.best.right} of {one.best.asked}, {passed}"
    return f"{one.checkpoint.name}: {one.checkpoint.title} · {told}"


def _waiting(one: CheckpointStanding) -> list[str]:
    """A checkpoint whose lessons are done: what of it is open, beside the core path."""
    numbers = one.checkpoint.lessons
    lines = [f"Lessons {numbers[0]} to {numbers[-1]} are done, and a checkpoint over them waits:"]
    if not one.passed:
        about = f"the quiz, about {one.checkpoint.minutes} minutes"
        lines.append(f"    course quiz {one.checkpoint.name}   {about}")
    if one.exam is not None:
        about = f"the practical exam, {one.exam.minutes} minutes"
        lines.append(f"    course exam {one.exam.name}   {about}")
    return lines


def _told(step: Step, events: list[Event]) -> list[str]:
    """The next step: what it is, how it stands, and the commands for it."""
    sheet, entry = step.sheet, step.entry
    if entry is None:
        number = sheet.stem[:2]
        return [f"Next: the quiz of {sheet.title}.", f"    course quiz {number}"]
    if not isinstance(sheet, Lesson):
        return [
            f"Next: the {sheet.KIND} {sheet.name}, {sheet.minutes} minutes.",
            f"    course {sheet.KIND} {sheet.name}",
        ]
    about = catalogue.about(sheet)[entry.id]
    state = progress.last_states(events).get(entry.id, NOT_ATTEMPTED)
    opened = min(progress.failed_attempts(events, entry.id), len(about.hints))
    lines = [
        f"Next: {entry.id} {about.title} ({entry.path}, about {entry.minutes} minutes), {state}.",
        f"    course start {sheet.number}   opens the lesson and your copy of its exercises",
        f"    course check {entry.id}  judges your answer",
    ]
    if opened:
        lines.append(f"    course hint {entry.id}   {opened} of {len(about.hints)} hints are open")
    return lines
