"""One question in the terminal: shown, answered in numbers, and what is no answer."""

from __future__ import annotations

import re
import sys
from typing import Any

from classroom.commands.terminal import say
from classroom.quizzes import Question

NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,30})(\.\d{1,30})?", re.ASCII)
ASKED = {
    "single": "Your choice, a number",
    "code": "What it prints, a number",
    "multiple": "All that hold, numbers such as 1 3",
    "order": "The order, all numbers such as 2 1 3",
    "number": "Your value in {unit}",
}


def show(question: Question, shown: tuple[str, ...]) -> None:
    """The question with its options, numbered as they are shown."""
    say(question.text)
    if question.kind == "code" and question.snippet:
        say("\n" + question.snippet + "\n")
    for number, text in enumerate(shown, 1):
        say(f"  {number}) {text}")


def typed(prompt: str) -> str:
    """What is typed after a prompt; `EOFError` where nobody can type."""
    if sys.stdin is None:
        raise EOFError
    return input(f"{prompt}: ")


def asked(question: Question) -> str:
    """What is asked for, in words."""
    return ASKED[question.kind].format(unit=question.unit)


def say_no_answer(question: Question, shown: tuple[str, ...], written: str) -> None:
    """A line on what was typed, and on what an answer looks like."""
    said = f"That is no answer here: {written.strip()[:40]!r}."
    say(f"{said} Allowed: {_allowed(question, len(shown))}.")


def given(question: Question, shown: tuple[str, ...], written: str) -> Any:
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


def _allowed(question: Question, count: int) -> str:
    if question.kind == "number":
        return "a number such as 12.5"
    if question.kind == "order":
        return f"all {count} numbers from 1 to {count}, each once"
    return f"{'one of the' if question.kind != 'multiple' else 'some of the'} numbers 1 to {count}"
