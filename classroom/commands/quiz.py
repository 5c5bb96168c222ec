"""A lesson's questions in the terminal; what was chosen and what is right each say why."""

from __future__ import annotations

from typing import Annotated

import typer

from classroom import progress, quizzes, syllabus
from classroom.commands import asking, checkpoint
from classroom.commands.terminal import QuizArgument, record, refuse, say
from classroom.quizzes import Marked, Question
from classroom.syllabus import SyllabusError


def quiz(
    lesson: QuizArgument,
    *,
    size: Annotated[
        int | None, typer.Option(help=f"How many questions; {quizzes.SIZE} without it.", min=1)
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Which draw; without it, one you have not had.", min=0)
    ] = None,
) -> None:
    """Ask questions on a lesson, or a checkpoint over several.

    A quiz that was finished counts, one that was left does not. A lesson's
    quiz explains each answer at once; a checkpoint shows no key, only how
    each objective went and where to reread it.

    Examples: course quiz 01 · course quiz 01 --size 20 · course quiz checkpoint-1
    """
    if lesson in {one.name for one in syllabus.checkpoints()}:
        if size is not None or seed is not None:
            refuse(f"{lesson} has its own size and draw; give no --size and no --seed.")
        checkpoint.take(lesson)
    else:
        _ask_all(_lesson(lesson), size or quizzes.SIZE, seed)


def _lesson(key: str) -> syllabus.Lesson:
    try:
        return syllabus.lesson(key)
    except SyllabusError as error:
        known = ", ".join(one.name for one in syllabus.checkpoints())
        raise SyllabusError(f"{error} Quizzes over several lessons are {known}.") from None


def _ask_all(one: syllabus.Lesson, size: int, seed: int | None) -> None:
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
    asking.show(question, shown)
    while True:
        written = asking.typed(asking.asked(question))
        result = quizzes.mark(question, asking.given(question, shown, written))
        if result.answered:
            return result
        asking.say_no_answer(question, shown, written)


def _explain(question: Question, result: Marked) -> None:
    say("Right." if result.right else "Not right.", style="bold")
    for one in result.explanations:
        mark = "x" if one.chosen else " "
        right = "" if question.kind == "order" else (" (right)" if one.right else " (wrong)")
        say(f"  [{mark}] {one.text}{right}: {one.why}")
    say()
