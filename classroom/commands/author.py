"""For authors: exercises made from solutions, and a new question or lesson in all its places."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from classroom import pairing, scaffold, syllabus
from classroom.commands.terminal import refuse, say
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
    """Make the exercises from the solutions, the capstone's rubric, and what programs make.

    Examples: course build · course build --check
    """
    solutions, exercises = ROOT / "solutions", ROOT / "exercises"
    if check:
        stale = [*pairing.out_of_step(solutions, exercises), *rubric.out_of_step()]
        stale += _made_by_programs("--check")
        say(f"Out of step: {', '.join(stale)}. Run: course build" if stale else "In step.")
        raise typer.Exit(1 if stale else 0)
    written = [*pairing.write_exercises(solutions, exercises), *rubric.write_page()]
    written += _made_by_programs()
    say(f"Written: {', '.join(written) or 'nothing, all were in step'}.")


def _made_by_programs(*told: str) -> list[str]:
    """Files that the manifest's programs wrote or found out of step; what they refuse ends it."""
    found: list[str] = []
    for program in syllabus.programs():
        outcome = subprocess.run(
            [sys.executable, str(program), *told], capture_output=True, text=True, check=False
        )
        if outcome.returncode not in (0, 1) or outcome.stderr:
            refuse(f"{program.name}: {outcome.stderr.strip()[-500:]}")
        found += [one for one in outcome.stdout.splitlines() if "/" in one]
    return found


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
