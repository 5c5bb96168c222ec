"""A lesson's questions in the terminal; what was chosen and what is right each say why."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any

import typer

from classroom import progress, quizzes, syllabus
from classroom.commands.terminal import LessonArgument, record, refuse, say
from classroom.quizzes import Marked, Question

NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,30})(\.\d{1,30})?", re.ASCII)
ASKED = {
    "single": "Your choice, a number: ",
    "code": "What it prints, a number: ",
    "multiple": "All that hold, numbers such as 1 3: ",
    "order": "The order, all numbers such as 2 1 3: ",
    "number": "Your value in {unit}: ",
}


def quiz(
    lesson: LessonArgument,
    *,
    size: Annotated[int, typer.Option(help="How many questions.", min=1)] = quizzes.SIZE,
    seed: Annotated[
        int | None, typer.Option(help="Which draw; without it, one you have not had.", min=0)
    ] = None,
) -> None:
    """Ask questions on a lesson, in the terminal.

    A quiz that was finished counts, one that was left does not.

    Examples: course quiz 01 · course quiz 01 --size 20
    """
    one = syllabus.lesson(lesson)
    try:
        bank = quizzes.load(one.file("quizzes")).questions
    except quizzes.QuizError as error:
        refuse(f"{error} `git checkout quizzes` restores the questions.")
    seed = progress.next_draw(record().events(), one.number) if seed is None else seed
    chosen = quizzes.drawn(bank, seed, min(size, len(bank)))
    say(f"{one.title}: {len(chosen)} questions. Ctrl+C leaves, and nothing is counted.\n")
    right = 0
    for number, question in enumerate(chosen, 1):
        say(f"{number} of {len(chosen)}", style="bold")
        result = _ask(question, seed)
        right += result.right
        _explain(question, result)
    say(f"{right} right of {len(chosen)}.", style="bold")
    progress.record_quiz(record(), one.number, right=right, asked=len(chosen), seed=seed)


def _ask(question: Question, seed: int) -> Marked:
    shown = quizzes.shuffled(question, seed)
    say(question.text)
    if question.kind == "code" and question.snippet:
        say("\n" + question.snippet + "\n")
    for number, text in enumerate(shown, 1):
        say(f"  {number}) {text}")
    while True:
        if sys.stdin is None:
            raise EOFError
        written = input(ASKED[question.kind].format(unit=question.unit))
        result = quizzes.mark(question, _given(question, shown, written))
        if result.answered:
            return result
        said = f"That is no answer here: {written.strip()[:40]!r}."
        say(f"{said} Allowed: {_allowed(question, len(shown))}.")


def _allowed(question: Question, count: int) -> str:
    """What an answer looks like, in words."""
    if question.kind == "number":
        return "a number such as 12.5"
    if question.kind == "order":
        return f"all {count} numbers from 1 to {count}, each once"
    return f"{'one of the' if question.kind != 'multiple' else 'some of the'} numbers 1 to {count}"


def _given(question: Question, shown: tuple[str, ...], written: str) -> Any:
    """What was typed, in the form that `quizzes.mark` takes; None when it is no answer."""
    words = written.replace(",", " ").split()
    if question.kind == "number":
        # 1,250 groups thousands; 0,5 may be meant as a half, and is asked for again.
        return float(written.replace(",", "")) if NUMBER.fullmatch(written.strip()) else None
    numbers = [str(number) for number in range(1, len(shown) + 1)]
    if not words or not set(words) <= set(numbers):
        return None
    texts = [shown[numbers.index(one)] for one in words]
    if question.kind in ("multiple", "order"):
        return texts
    return texts[0] if len(texts) == 1 else None


def _explain(question: Question, result: Marked) -> None:
    say("Right." if result.right else "Not right.", style="bold")
    for one in result.explanations:
        mark = "x" if one.chosen else " "
        right = "" if question.kind == "order" else (" (right)" if one.right else " (wrong)")
        say(f"  [{mark}] {one.text}{right}: {one.why}")
    say()
