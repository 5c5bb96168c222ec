"""All questions of the course with their answers, right and wrong, for the tests of the checks."""

from __future__ import annotations

import ast
import importlib.util
import textwrap
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from classroom import checks, syllabus
from classroom.checks import Question, Verdict

ANSWERS = Path(__file__).parent / "answers"


@dataclass(frozen=True)
class Candidate:
    """One answer to one question: where it comes from, and the message if it is wrong."""

    question: Question
    name: str
    source: str
    message: str = ""

    def __str__(self) -> str:
        return f"{self.question.id} {self.name}"


@cache
def questions() -> tuple[Question, ...]:
    """Every question of every lesson of the manifest."""
    banks = (checks.load_bank(one.file("checks")) for one in syllabus.sheets())
    return tuple(question for bank in banks for question in bank.values())


@cache
def answers(stem: str) -> tuple[dict, dict]:
    """RIGHT and WRONG of `tests/answers/<stem>*.py`, by question."""
    right_answers, wrong_answers = {}, {}
    for path in sorted(ANSWERS.glob(f"{stem}*.py")):
        spec = importlib.util.spec_from_file_location(f"answers_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        right_answers |= module.RIGHT
        wrong_answers |= module.WRONG
    return right_answers, wrong_answers


@cache
def right() -> tuple[Candidate, ...]:
    """The right answers of all questions, the solution first."""
    found = [Candidate(one, "solution", solution_source(one)) for one in questions()]
    for one in questions():
        book = answers(syllabus.sheet(one.id).stem)[0][one.id]
        found += [Candidate(one, name, source) for name, source in book.items()]
    return tuple(found)


@cache
def wrong() -> tuple[Candidate, ...]:
    """The wrong answers of all questions, each with the words its message must hold."""
    return tuple(
        Candidate(one, name, source, message)
        for one in questions()
        for name, (source, message) in answers(syllabus.sheet(one.id).stem)[1][one.id].items()
    )


def waivers(question: Question) -> dict[str, str]:
    """What equivalent mutants of a question read, each with its line of proof."""
    files = sorted(ANSWERS.glob(f"{syllabus.sheet(question.id).stem}*.waivers.toml"))
    entries = [
        one for path in files for one in tomllib.loads(path.read_text("utf-8")).get("waiver", [])
    ]
    return {one["becomes"]: one["proof"] for one in entries if one["question"] == question.id}


def mutated_from(question: Question) -> str:
    """The source that mutants are made of: the solution, or the answer that passes narrowly.

    Where a question lets some entries be wrong, a mutant of the full answer passes by right. A
    `[[start]]` beside the waivers then names the right answer that stands at the bar, and why.
    """
    for path in sorted(ANSWERS.glob(f"{syllabus.sheet(question.id).stem}*.waivers.toml")):
        for one in tomllib.loads(path.read_text("utf-8")).get("start", []):
            if one["question"] == question.id and one["proof"]:
                return answers(syllabus.sheet(question.id).stem)[0][question.id][one["answer"]]
    return solution_source(question)


def solution_text(question: Question) -> str:
    """The whole solution notebook of a question."""
    return syllabus.sheet(question.id).file("solutions").read_text("utf-8")


@cache
def solution_source(question: Question) -> str:
    """The model answer's own source."""
    return checks.answer_source(solution_text(question), question.answer, filename="solution")


def judged(question: Question, source: str, **options: Any) -> Verdict:
    """The verdict on a source that stands where the learner's would."""
    return checks.judge(question, compiled(question, source), **options)


def compiled(question: Question, source: str) -> Callable[..., Any]:
    """The function of a source that stands in the notebook in the place of the model answer."""
    text = in_notebook(question, source)
    return checks.answer_from(text, question.answer, filename=f"an answer to {question.id}")


def in_notebook(question: Question, source: str) -> str:
    """The solution notebook, with a source in a cell in the place of the model answer."""
    before, after = _around(solution_text(question), question.answer)
    cell = ["@app.cell", "def _():", *textwrap.indent(source.strip(), "    ").splitlines()]
    return "\n".join([*before, *cell, "", *after]) + "\n"


@cache
def _around(notebook: str, answer: str) -> tuple[list[str], list[str]]:
    """The lines before and after the model answer."""
    model = next(one for one in ast.parse(notebook).body if _defines(one, answer))
    lines = notebook.splitlines()
    return lines[: model.decorator_list[0].lineno - 1], lines[model.end_lineno :]


def _defines(node: ast.stmt, answer: str) -> bool:
    inner = [one for one in ast.walk(node) if isinstance(one, ast.FunctionDef)]
    return isinstance(node, ast.FunctionDef) and answer in [one.name for one in inner]
