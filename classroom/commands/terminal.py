"""What the commands share: where they write, how they refuse, and what completes a word."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer
from rich.console import Console

from classroom import progress, syllabus
from classroom.syllabus import ROOT

out = Console(highlight=False, markup=False, emoji=False)
# What an answer says may hold codes that would paint or move on the terminal.
HARMLESS = {code: f"\\x{code:02x}" for code in range(32) if chr(code) not in "\n\t"}


def say(text: str = "", *, style: str | None = None) -> None:
    """One line on the terminal; a long one is left to the terminal to wrap."""
    out.print(text.translate(HARMLESS), style=style, soft_wrap=True)


def refuse(message: str) -> NoReturn:
    """End with one line on what was wrong, and exit code 2."""
    errors = Console(stderr=True, highlight=False, markup=False, emoji=False)
    errors.print(" ".join(message.split()).translate(HARMLESS), soft_wrap=True)
    raise SystemExit(2)


def record() -> progress.FileRecord:
    """The learner's own record."""
    return progress.FileRecord(ROOT / progress.RECORD)


def question(question_id: str) -> tuple[syllabus.Sheet, str]:
    """The sheet and the id of one question; a lesson's number is refused with its questions."""
    return syllabus.sheet(question_id), syllabus.question_entry(question_id).id


def _lessons(incomplete: str) -> list[str]:
    return [one.number for one in syllabus.lessons() if one.number.startswith(incomplete)]


def _questions(incomplete: str) -> list[str]:
    ids = [entry.id for one in syllabus.sheets() for entry in one.questions]
    return [one for one in ids if one.startswith(incomplete)]


def _targets(incomplete: str) -> list[str]:
    return [*_lessons(incomplete), *_questions(incomplete)]


def _katas(incomplete: str) -> list[str]:
    return [one.name for one in syllabus.katas() if one.name.startswith(incomplete)]


def _exams(incomplete: str) -> list[str]:
    return [one.name for one in syllabus.exams() if one.name.startswith(incomplete)]


def _quizzes(incomplete: str) -> list[str]:
    names = [one.name for one in syllabus.checkpoints() if one.name.startswith(incomplete)]
    return [*_lessons(incomplete), *names]


LessonArgument = Annotated[
    str, typer.Argument(help="A lesson's number, such as 01.", autocompletion=_lessons)
]
QuestionArgument = Annotated[
    str, typer.Argument(help="A question, such as 1.2.", autocompletion=_questions)
]
TargetArgument = Annotated[
    str, typer.Argument(help="A lesson (01) or a question (1.2).", autocompletion=_targets)
]
KataArgument = Annotated[
    str, typer.Argument(help="A kata's name; without one, all are listed.", autocompletion=_katas)
]
ExamArgument = Annotated[
    str, typer.Argument(help="An exam's name; without one, all are listed.", autocompletion=_exams)
]
QuizArgument = Annotated[
    str,
    typer.Argument(
        help="A lesson's number, such as 01, or a checkpoint's name.", autocompletion=_quizzes
    ),
]
