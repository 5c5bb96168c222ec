"""A quiz as marimo elements: questions to answer, then why each choice is right or wrong."""

from __future__ import annotations

from typing import Any

import marimo as mo

from classroom import progress, quizzes, syllabus
from classroom.display.choice import choice
from classroom.display.memory import counting_record, unsaved
from classroom.display.source import code
from classroom.quizzes import Marked, Question


def quiz(lesson: str, *, seed: int = 0, size: int = quizzes.SIZE) -> mo.ui.dictionary:
    """Questions of a lesson's bank, drawn and shuffled by `seed`; its value is the answers."""
    bank = quizzes.load(syllabus.lesson(lesson).file("quizzes")).questions
    chosen = quizzes.drawn(bank, seed, size)
    return mo.ui.dictionary({one.id: _element(one, seed) for one in chosen}, label="")


def marks(lesson: str, answers: mo.ui.dictionary) -> mo.Html:
    """Questions with their elements, and under each answered one why it is right or wrong."""
    bank = {one.id: one for one in quizzes.load(syllabus.lesson(lesson).file("quizzes")).questions}
    given = {key: _given(bank[key], value) for key, value in answers.value.items()}
    marked = {key: quizzes.mark(bank[key], value) for key, value in given.items()}
    shown: list[Any] = []
    for number, (key, result) in enumerate(marked.items(), 1):
        snippet = [code(bank[key].snippet or "")] if bank[key].kind == "code" else []
        shown += [mo.md(f"**{number}.** {bank[key].text}"), *snippet, _laid_out(answers[key])]
        shown += [_explained(bank[key], result)] if result.answered else []
    right = sum(result.right for result in marked.values())
    answered = sum(result.answered for result in marked.values())
    if answered == len(marked):
        record = counting_record()
        why = unsaved(lambda: progress.record_quiz(record, lesson, right=right, asked=len(marked)))
        shown += [mo.md(why)] if why else []
    shown.append(mo.md(f"**{right} right of {answered} answered**, {len(marked)} in all."))
    return mo.vstack(shown, gap=1)


def _element(question: Question, seed: int) -> Any:
    # Labels of choices are plain text: the marks of code would be read aloud.
    options = {text.replace("`", ""): text for text in quizzes.shuffled(question, seed)}
    if question.kind == "multiple":
        boxes = {text: mo.ui.checkbox(label=label) for label, text in options.items()}
        return mo.ui.dictionary(boxes)
    if question.kind == "number":
        return mo.ui.text(placeholder="a number", label=f"In {question.unit}")
    if question.kind == "order":
        places = range(1, len(options) + 1)
        return mo.ui.array([mo.ui.dropdown(options, label=f"Place {place}") for place in places])
    return choice("", {text: text for text in options.values()})


def _laid_out(element: Any) -> Any:
    if isinstance(element, mo.ui.dictionary):
        return mo.vstack([mo.md("Choose all that hold."), *element.elements.values()])
    return mo.vstack(element.elements) if isinstance(element, mo.ui.array) else element


def _given(question: Question, value: Any) -> Any:
    if question.kind == "multiple":
        return [text for text, ticked in value.items() if ticked]
    if question.kind == "number":
        try:
            return float(value)
        except ValueError:
            return None
    return value


def _explained(question: Question, result: Marked) -> mo.Html:
    yes, no = ("in its place", "elsewhere") if question.kind == "order" else ("chosen", "missed")
    lines = [f"**{'Right' if result.right else 'Not right'}.**", ""]
    for one in result.explanations:
        right = "" if question.kind == "order" else f", {'right' if one.right else 'wrong'}"
        lines.append(f"- *{one.text}* ({yes if one.chosen else no}{right}): {one.why}")
    return mo.callout(mo.md("\n".join(lines)), kind="success" if result.right else "warn")
