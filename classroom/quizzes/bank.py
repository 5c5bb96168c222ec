"""What a quiz bank holds: options, questions, and the bank itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("single", "multiple", "number", "order", "code")
DIFFICULTIES = (1, 2, 3)


class QuizError(ValueError):
    """A bank that can't be read. One line: file, question, what is wrong, what is allowed."""


@dataclass(frozen=True)
class Option:
    """One possible answer, and what it teaches. In an `order` question all options are right."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """One question; the package's docstring says what each kind keeps in which field."""

    id: str
    kind: str
    objective: str
    difficulty: int
    text: str
    options: tuple[Option, ...]
    tolerance: float | None = None
    snippet: str | None = None
    scenario: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """The texts of the right options; of an `order` question, in the right order."""
        return tuple(option.text for option in self.options if option.right)

    @property
    def unit(self) -> str:
        """The unit in which a `number` is asked; empty for other kinds, or if none is written."""
        return unit_of(self.key[0]) if self.kind == "number" else ""


@dataclass(frozen=True)
class Quiz:
    """A bank: its questions in file order, what each objective means, and where to reread it."""

    name: str
    title: str
    objectives: Mapping[str, str]
    questions: tuple[Question, ...]
    reread: Mapping[str, str] = field(default_factory=dict)


def value_of(text: str) -> float:
    """The value of a number option such as "294 cards". ValueError: no number stands first."""
    return float(text.partition(" ")[0])


def unit_of(text: str) -> str:
    """The unit of a number option such as "294 cards", empty where none is written."""
    return text.partition(" ")[2].strip()
