"""From a TOML file to a quiz, refusing in one line what the schema does not allow."""

from __future__ import annotations

import math
import re
import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from classroom.quizzes.bank import DIFFICULTIES, KINDS, Option, Question, Quiz, QuizError, value_of

T = TypeVar("T")
ID = re.compile(r"[0-9a-z]+([.-][0-9a-z]+)*")
BANK_KEYS = ("title", "objectives", "reread", "question")
QUESTION_KEYS = (
    "id", "kind", "objective", "difficulty", "scenario", "text", "options", "tolerance", "snippet",
)  # fmt: skip
OPTION_KEYS = ("text", "right", "why")
FEWEST_OPTIONS = {"single": 2, "multiple": 2, "number": 1, "order": 3, "code": 2}
SNIPPET_KINDS = ("number", "code")


def load(path: Path) -> Quiz:
    """The bank in the TOML file at `path`, questions and options in file order.

    Raises QuizError where the schema of the package's docstring is broken. What can be read but
    teaches badly (a missing explanation, a double id) is the business of `lint`.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        wrong = f"{path}: there is no such file; needed is a bank such as quizzes/NN_stem.toml."
        raise QuizError(wrong) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QuizError(f"{path}: {error}; needed is TOML in UTF-8.") from None
    return _quiz(_Table(values, path.name), path.stem)


@dataclass(frozen=True)
class _Table:
    """One table of the file, and the words that say where it stands."""

    values: Mapping[str, Any]
    where: str

    def error(self, wrong: str, allowed: str) -> QuizError:
        # A value of the bank can hold line breaks; an error is one line.
        return QuizError(" ".join(f"{self.where}: {wrong}; {allowed}.".split()))

    def only(self, allowed: tuple[str, ...]) -> None:
        for key in self.values:
            if key not in allowed:
                raise self.error(f"unknown key {key!r}", f"allowed are {', '.join(allowed)}")

    def text(self, key: str, *, may_miss: bool = False) -> str:
        value = self.values.get(key, "" if may_miss else None)
        if not isinstance(value, str) or not (may_miss or value.strip()):
            raise self.error(f"{key} is {value!r}", "needed is a text that is not blank")
        return textwrap.dedent(value).strip()

    def choice(self, key: str, allowed: tuple[T, ...]) -> T:
        value = self.values.get(key)
        for candidate in allowed:
            # In Python True == 1; in a bank `difficulty = true` is a slip.
            if type(value) is type(candidate) and value == candidate:
                return candidate
        raise self.error(f"{key} is {value!r}", f"allowed are {', '.join(map(str, allowed))}")

    def tables(self, key: str, at_least: int) -> list[dict[str, Any]]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(f"{key} is {value!r:.40}", f"needed is [[{key}]], a list of tables")
        if len(value) < at_least:
            raise self.error(f"{key} has {len(value)} entries", f"at least {at_least} are needed")
        return value


def _quiz(bank: _Table, name: str) -> Quiz:
    bank.only(BANK_KEYS)
    objectives = _objectives(bank)
    reread = _reread(bank, objectives)
    questions = [
        _question(_Table(values, f"{bank.where}, {_place(values, number)}"), tuple(objectives))
        for number, values in enumerate(bank.tables("question", 1), start=1)
    ]
    return Quiz(name, bank.text("title"), objectives, tuple(questions), reread)


def _objectives(bank: _Table) -> Mapping[str, str]:
    values = bank.values.get("objectives")
    if not isinstance(values, dict) or not values:
        raise bank.error(f"objectives is {values!r:.40}", 'needed is [objectives] with id = "what"')
    table = _Table(values, f"{bank.where}, [objectives]")
    return MappingProxyType({key: table.text(key) for key in values})


def _reread(bank: _Table, objectives: Mapping[str, str]) -> Mapping[str, str]:
    values = bank.values.get("reread")
    if not isinstance(values, dict):
        raise bank.error(
            f"reread is {values!r:.40}", 'needed is [reread] with objective = "heading"'
        )
    table = _Table(values, f"{bank.where}, [reread]")
    table.only(tuple(objectives))
    return MappingProxyType({key: table.text(key) for key in objectives})


def _place(values: Mapping[str, Any], number: int) -> str:
    """Where a question stands, also when its id is what is wrong."""
    named = values.get("id")
    return f"question {named}" if isinstance(named, str) and named else f"question no. {number}"


def _question(table: _Table, objectives: tuple[str, ...]) -> Question:
    table.only(QUESTION_KEYS)
    question_id = table.text("id")
    if not ID.fullmatch(question_id):
        raise table.error(
            f"id is {question_id!r}", "allowed are a-z, 0-9 and single dots or dashes"
        )
    kind = table.choice("kind", KINDS)
    return Question(
        id=question_id,
        kind=kind,
        objective=table.choice("objective", objectives),
        difficulty=table.choice("difficulty", DIFFICULTIES),
        scenario=_scenario(table),
        text=table.text("text"),
        options=_options(table, kind),
        tolerance=_tolerance(table, kind),
        snippet=_snippet(table, kind),
    )


def _scenario(table: _Table) -> bool:
    value = table.values.get("scenario", False)
    if not isinstance(value, bool):
        raise table.error(f"scenario is {value!r}", "allowed are true and false")
    return value


def _options(table: _Table, kind: str) -> tuple[Option, ...]:
    options = tuple(
        _option(_Table(values, f"{table.where}, option {number}"), kind)
        for number, values in enumerate(table.tables("options", FEWEST_OPTIONS[kind]), start=1)
    )
    texts = [option.text for option in options]
    for number, text in enumerate(texts, start=1):
        if text in texts[: number - 1]:
            raise table.error(
                f"option {number} says {text!r} again", "each option needs its own text"
            )
    _refuse_wrong_keys(table, kind, [option.right for option in options])
    return options


def _refuse_wrong_keys(table: _Table, kind: str, rights: list[bool]) -> None:
    right = sum(rights)
    if kind in ("single", "code", "number") and right != 1:
        raise table.error(f"{right} options are right", f"a {kind} question has exactly one")
    if kind == "multiple" and right in (0, len(rights)):
        raise table.error(
            f"{right} of {len(rights)} options are right",
            "a multiple question has at least one right and one wrong option",
        )


def _option(table: _Table, kind: str) -> Option:
    table.only(OPTION_KEYS)
    text = table.text("text")
    if kind == "number":
        _refuse_no_number(table, text)
    elif kind != "code":
        # Line breaks of the file are layout; in `code` they are the printed text.
        text = " ".join(text.split())
    return Option(text, _right(table, kind), " ".join(table.text("why", may_miss=True).split()))


def _right(table: _Table, kind: str) -> bool:
    right = table.values.get("right")
    if kind == "order":
        if right is not None:
            raise table.error(
                f"right is {right!r}", "an order question has none: the place is the key"
            )
        return True
    if not isinstance(right, bool):
        raise table.error(f"right is {right!r}", "allowed are true and false")
    return right


def _refuse_no_number(table: _Table, text: str) -> None:
    try:
        finite = math.isfinite(value_of(text))
    except ValueError:
        finite = False
    if not finite:
        raise table.error(f"text is {text!r}", 'needed is a value and a unit such as "294 cards"')


def _tolerance(table: _Table, kind: str) -> float | None:
    value = table.values.get("tolerance")
    if value is None:
        return None
    if kind != "number":
        raise table.error(
            f"tolerance stands in a {kind} question", "only a number question has one"
        )
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
        raise table.error(f"tolerance is {value!r}", "needed is a number of 0 or more")
    return float(value)


def _snippet(table: _Table, kind: str) -> str | None:
    if kind not in SNIPPET_KINDS and "snippet" in table.values:
        allowed = f"only {' and '.join(SNIPPET_KINDS)} questions have one, so that lint can run it"
        raise table.error(f"snippet stands in a {kind} question", allowed)
    if kind == "code" or "snippet" in table.values:
        return table.text("snippet")
    return None
