"""For authors: exercises made from solutions, and a new question or lesson in all its places."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classroom import pairing, scaffold
from classroom.commands.terminal import say
from classroom.marker import rubric
from classroom.syllabus import ROOT

new = typer.Typer(
    rich_markup_mode=None,
    help="Scaffold a question or a lesson. AUTHORING.md says what follows.",
)


def build(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say what is out of step.")] = False,
) -> None:
    """Make the exercises from the solutions, and the capstone's rubric from its data.

    Examples: course build · course build --check
    """
    solutions, exercises = ROOT / "solutions", ROOT / "exercises"
    if check:
        stale = [*pairing.out_of_step(solutions, exercises), *rubric.out_of_step()]
        say(f"Out of step: {', '.join(stale)}. Run: course build" if stale else "In step.")
        raise typer.Exit(1 if stale else 0)
    written = [*pairing.write_exercises(solutions, exercises), *rubric.write_page()]
    say(f"Written: {', '.join(written) or 'nothing, all were in step'}.")


@new.command()
def question(
    question_id: Annotated[str, typer.Argument(help="A free id, such as 1.6.")],
    *,
    answer: Annotated[str, typer.Option(help="The name of the learner's function.")],
    title: Annotated[str, typer.Option(help="What the question is called.")],
    minutes: Annotated[int, typer.Option(help="How long it takes.", min=1)] = 15,
    depth: Annotated[bool, typer.Option("--depth", help="Not on the core path.")] = False,
) -> None:
    """Write a question that works, in all its places.

    It says where your own words are missing.

    Example: course new question 1.6 --answer price_of --title "A price for each card"
    """
    draft = scaffold.Draft(question_id, answer, title, minutes, "depth" if depth else "core")
    _say_written(scaffold.new_question(ROOT, draft))


@new.command()
def lesson(
    stem: Annotated[str, typer.Argument(help="Two digits and words, such as 02_features.")],
    title: Annotated[str, typer.Argument(help="What the lesson is called.")],
) -> None:
    """Write a lesson that runs, with one question.

    It says where your own words are missing.

    Example: course new lesson 02_features "Features without leakage"
    """
    _say_written(scaffold.new_lesson(ROOT, stem, title))


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        say(f"    {path.relative_to(ROOT).as_posix()}")
    say(f"Your words are missing wherever {scaffold.MARK} stands; the gate refuses that word.")
