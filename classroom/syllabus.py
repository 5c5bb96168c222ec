"""The manifest `course.toml`, read: which lessons and questions there are, and where they lie."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
class Kata:
    """One ability against the clock: a question of its own, with files of its own."""

    name: str
    title: str
    minutes: int
    after: str

    @property
    def stem(self) -> str:
        """The stem that its files share."""
        return f"kata_{self.name.replace('-', '_')}"

    @property
    def questions(self) -> tuple[QuestionEntry, ...]:
        """Its one question, which has the kata's name as its id."""
        return (QuestionEntry(self.name, self.minutes, "depth"),)

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """All notebooks that the course has of it."""
        return (self.file("exercises"), self.file("solutions"))

    def file(self, kind: str) -> Path:
        """Its file in `exercises`, `solutions`, `checks` or `work`."""
        return ROOT / kind / f"{self.stem}.py"


Sheet = Lesson | Kata


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
    return tuple(Kata(**entry) for entry in _manifest().get("kata", ()))


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
    for one in katas():
        if one.name == name:
            return one
    message = f"No kata {name!r}; there are {', '.join(one.name for one in katas())}."
    raise SyllabusError(message)


def sheet(key: str) -> Sheet:
    """The lesson or the kata that a number, a stem, a question's id or a kata's name belongs to."""
    return kata(key) if key in {one.name for one in katas()} else lesson(key)


def sheets() -> tuple[Sheet, ...]:
    """All lessons, then all katas: everything that has a notebook with questions."""
    return (*lessons(), *katas())


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


def _lesson(entry: dict) -> Lesson:
    questions = tuple(QuestionEntry(**one) for one in entry["questions"])
    return Lesson(**entry | {"questions": questions, "weeks": tuple(entry["weeks"])})
