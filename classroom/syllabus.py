"""The manifest `course.toml`, read: which lessons and questions there are, and where they lie."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = Path(__file__).with_name("course.toml")


class SyllabusError(Exception):
    """No such lesson or question; the message lists what there is."""


@dataclass(frozen=True)
class QuestionEntry:
    """One question of an exercise: its id, how long it takes, whether the core path holds it."""

    id: str
    minutes: int
    path: str


@dataclass(frozen=True)
class Lesson:
    """One lesson: the stem that its five files share, and what it expects of a learner.

    `project`: a folder of `exercises/` that is copied as well, or nothing; it takes
    `project_minutes`.
    """

    stem: str
    title: str
    minutes: int
    weeks: tuple[int, ...]
    quiz: int
    quiz_minutes: int
    questions: tuple[QuestionEntry, ...]
    project: str = ""
    project_minutes: int = 0

    @property
    def core_minutes(self) -> int:
        """Its core path: lesson, core questions, quiz and project."""
        core = sum(one.minutes for one in self.questions if one.path == "core")
        return self.minutes + core + self.quiz_minutes + self.project_minutes

    @property
    def number(self) -> str:
        """The two digits with which every file of the lesson begins."""
        return self.stem[:2]

    @property
    def notebook(self) -> Path:
        """The lesson itself, at the root."""
        return ROOT / f"{self.stem}.py"

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """All notebooks that the course has of it."""
        return (self.notebook, self.file("exercises"), self.file("solutions"))

    def file(self, kind: str) -> Path:
        """Its file in `exercises`, `solutions`, `checks`, `quizzes` or `work`."""
        return ROOT / kind / f"{self.stem}{'.toml' if kind == 'quizzes' else '.py'}"


@dataclass(frozen=True)
class Timed:
    """Questions against the clock, with files of their own; none is on the core path.

    `after` is the number of the lesson after which it can be done.
    """

    KIND: ClassVar[str] = ""

    name: str
    title: str
    minutes: int
    after: str
    questions: tuple[QuestionEntry, ...]

    @property
    def stem(self) -> str:
        """The stem that its files share."""
        return f"{self.KIND}_{self.name.replace('-', '_')}"

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """All notebooks that the course has of it."""
        return (self.file("exercises"), self.file("solutions"))

    def file(self, kind: str) -> Path:
        """Its file in `exercises`, `solutions`, `checks` or `work`."""
        return ROOT / kind / f"{self.stem}.py"


class Kata(Timed):
    """One ability: one question, which has the kata's name as its id."""

    KIND = "kata"


class Exam(Timed):
    """A practical exam at a checkpoint, on a table without a card in it."""

    KIND = "exam"


@dataclass(frozen=True)
class Checkpoint:
    """A quiz over several lessons: `size` questions of their banks, `pass_share` of them right.

    `exam` is the name of the practical exam that belongs to it, or nothing.
    """

    name: str
    title: str
    lessons: tuple[str, ...]
    size: int
    minutes: int
    pass_share: float
    exam: str = ""

    @property
    def app(self) -> Path:
        """The marimo app that asks it."""
        return ROOT / "apps" / f"{self.name.replace('-', '_')}.py"


Sheet = Lesson | Kata | Exam
T = TypeVar("T", Kata, Exam, Checkpoint)


def programs() -> tuple[Path, ...]:
    """Programs that make files of the course from others; each takes `--check`."""
    return tuple(ROOT / one for one in _manifest().get("generated", ()))


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons, in the order in which they are read."""
    return tuple(_lesson(entry) for entry in _manifest()["lesson"])


@cache
def katas() -> tuple[Kata, ...]:
    """All katas, in the order of the lessons after which they can be done."""
    return tuple(
        Kata(**entry, questions=(QuestionEntry(entry["name"], entry["minutes"], "depth"),))
        for entry in _manifest().get("kata", ())
    )


@cache
def exams() -> tuple[Exam, ...]:
    """All practical exams, in the order of the lessons after which they can be done."""
    return tuple(Exam(**entry | _entries(entry)) for entry in _manifest().get("exam", ()))


@cache
def checkpoints() -> tuple[Checkpoint, ...]:
    """The quizzes over several lessons, in the order in which they can be taken."""
    return tuple(
        Checkpoint(**entry | {"lessons": tuple(entry["lessons"])})
        for entry in _manifest().get("checkpoint", ())
    )


def lesson(key: str) -> Lesson:
    """The lesson of a number ("01", "1"), a stem, or a question's id ("1.2").

    Raises `SyllabusError` that lists the lessons or the questions there are.
    """
    head = key.split(".", maxsplit=1)[0] if key[:1].isdigit() and "_" not in key else key
    for one in lessons():
        if key == one.stem or (head.isdecimal() and len(head) < 4 and int(head) == int(one.number)):
            return one
    known = ", ".join(one.number for one in lessons())
    message = f"No lesson {key!r}; there are {known}."
    raise SyllabusError(message)


def kata(name: str) -> Kata:
    """The kata of a name; `SyllabusError` lists the names there are."""
    return _named(katas(), name, "kata")


def exam(name: str) -> Exam:
    """The practical exam of a name; `SyllabusError` lists the names there are."""
    return _named(exams(), name, "exam")


def checkpoint(name: str) -> Checkpoint:
    """The checkpoint quiz of a name; `SyllabusError` lists the names there are."""
    return _named(checkpoints(), name, "checkpoint")


def sheet(key: str) -> Sheet:
    """The lesson, kata or exam of a number, a stem, a name or a question's id."""
    for one in (*katas(), *exams()):
        if key == one.name or key in {entry.id for entry in one.questions}:
            return one
    return lesson(key)


def sheets() -> tuple[Sheet, ...]:
    """Lessons, katas, then exams: everything that has a notebook with questions."""
    return (*lessons(), *katas(), *exams())


def question_entry(question_id: str) -> QuestionEntry:
    """The manifest's entry of a question; `SyllabusError` lists the lesson's questions."""
    owner = sheet(question_id)
    for entry in owner.questions:
        if entry.id == question_id:
            return entry
    known = ", ".join(entry.id for entry in owner.questions)
    message = f"No question {question_id!r}; {owner.title} has {known}."
    raise SyllabusError(message)


@cache
def _manifest() -> dict:
    try:
        return tomllib.loads(MANIFEST.read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"{MANIFEST} cannot be read: {error}. `git checkout classroom` restores it."
        raise SyllabusError(message) from None


def _named(found: Sequence[T], name: str, kind: str) -> T:
    for one in found:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in found)
    raise SyllabusError(f"No {kind} {name!r}; there are {known}.")


def _lesson(entry: dict) -> Lesson:
    return Lesson(**entry | _entries(entry) | {"weeks": tuple(entry["weeks"])})


def _entries(entry: dict) -> dict[str, Any]:
    return {"questions": tuple(QuestionEntry(**one) for one in entry["questions"])}
