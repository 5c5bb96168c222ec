"""One new question in all its places."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass
from pathlib import Path

from classroom import pairing
from classroom.scaffold import manifest
from classroom.scaffold.notebook import bound, parsed, with_cells
from classroom.scaffold.templates import filled
from classroom.scaffold.writing import ScaffoldError, read, write_all

ID = re.compile(r"(0|[1-9][0-9]?)\.[1-9][a-z]?")
ANSWER = re.compile(r"[a-z][a-z0-9_]{1,29}")
PATHS = ("core", "depth")
LONGEST_MINUTES = 120
TITLE_LENGTHS = (3, 60)


@dataclass(frozen=True)
class Draft:
    """What an author says of a question before it exists."""

    id: str
    answer: str
    title: str
    minutes: int
    path: str = "core"

    def __post_init__(self) -> None:
        """Refuse what no question can have; `ScaffoldError` names the first of it."""
        refuse_title(self.title)
        wrong = {
            f"{self.id!r} is no question id; needed is one such as 1.6 or 1.6a: the lesson, a "
            "point, 1 to 9, and a letter if you like.": not ID.fullmatch(self.id),
            f"{self.answer!r} names no answer; needed are 2 to 30 of a-z, 0-9 and _, a letter "
            "first. Name what comes back, such as price_of.": not ANSWER.fullmatch(self.answer),
            f"{self.answer!r} is a word of Python's own; choose another name for the answer, such "
            f"as {self.answer}_of.": keyword.iskeyword(self.answer)
            or hasattr(builtins, self.answer),
            f"{self.minutes} minutes; a question takes 1 to {LONGEST_MINUTES}. Split a longer one "
            "into parts a, b, c.": not 1 <= self.minutes <= LONGEST_MINUTES,
            f"{self.path!r} is no path; allowed are {' and '.join(PATHS)}. Say which one learners "
            "need.": self.path not in PATHS,
        }
        for message, holds in wrong.items():
            if holds:
                raise ScaffoldError(message)

    @property
    def verdict(self) -> str:
        """The name of its verdict in a notebook."""
        return f"verdict_{self.id.replace('.', '_')}"

    @property
    def words(self) -> dict[str, object]:
        """What its templates ask for."""
        depth = " (depth)" if self.path == "depth" else ""
        return vars(self) | {"verdict": self.verdict, "depth": depth}


def refuse_title(title: str) -> None:
    """`ScaffoldError` for a title that could not stand in code, Markdown and TOML as it is."""
    shortest, longest = TITLE_LENGTHS
    plain = title.isascii() and title.isprintable() and not set('"\\') & set(title)
    if not plain or title != title.strip() or not shortest <= len(title) <= longest:
        message = (
            f"{title!r} is no title; needed is one line of {shortest} to {longest} ASCII characters"
            " without a double quote or a backslash. Shorten or reword it."
        )
        raise ScaffoldError(message)


def new_question(root: Path, draft: Draft) -> list[Path]:
    """Put a question into all its places in the course at `root`; the files written.

    Raises `ScaffoldError`, and changes nothing, when its lesson is missing, its id, its answer's
    name or a file is taken, or the exercise is not what its solution makes.
    """
    text = read(root / manifest.PATH)
    stem = _stem(manifest.lessons(text), draft)
    solution = root / "solutions" / f"{stem}.py"
    before = read(solution)
    _refuse_clashes(before, f"solutions/{stem}.py", draft)
    exercise = root / "exercises" / f"{stem}.py"
    if not exercise.exists() or read(exercise) != _paired(before, solution.name):
        message = f"exercises/{stem}.py is not what its solution makes; run course build first."
        raise ScaffoldError(message)
    listed = next(one for one in manifest.lessons(text) if one["stem"] == stem)["questions"]
    earlier = [one["id"] for one in listed if one["id"] < draft.id]
    made = with_cells(before, filled("question.py", **draft.words), behind=max(earlier, default=""))
    entry = {"id": draft.id, "minutes": draft.minutes, "path": draft.path}
    new = question_files(root, f"{stem}_{draft.answer}", draft)
    refuse_taken(root, new)
    changed = {
        solution: made,
        exercise: pairing.exercise_from(made),
        root / manifest.PATH: manifest.with_question(text, stem, entry),
    }
    return write_all(changed | new)


def question_files(root: Path, stem: str, draft: Draft) -> dict[Path, str]:
    """The check of a question, and the answers that it is tested with, as files of this stem."""
    return {
        root / "checks" / f"{stem}.py": filled("check.py", **draft.words),
        root / "tests" / "answers" / f"{stem}.py": filled("answers.py", **draft.words),
    }


def refuse_taken(root: Path, new: dict[Path, str]) -> None:
    """`ScaffoldError` for the first of these files that is there already."""
    for path in new:
        if path.exists():
            shown = path.relative_to(root).as_posix()
            message = f"{shown} is there already; choose another name, or move that file away."
            raise ScaffoldError(message)


def _paired(solution: str, name: str) -> str:
    try:
        return pairing.exercise_from(solution)
    except pairing.PairingError as error:
        message = f"solutions/{name}, {error}"
        raise ScaffoldError(message) from None


def _stem(lessons: list[dict], draft: Draft) -> str:
    number = int(draft.id.split(".")[0])
    for one in lessons:
        if int(one["stem"][:2]) == number:
            taken = [entry["id"] for entry in one["questions"]]
            if draft.id in taken:
                message = f"{draft.id} is taken; lesson {number:02} has {', '.join(taken)}."
                raise ScaffoldError(f"{message} Choose a free id.")
            return one["stem"]
    known = ", ".join(one["stem"][:2] for one in lessons)
    message = (
        f"No lesson {number:02} for {draft.id}; there are {known}. Run course new lesson first."
    )
    raise ScaffoldError(message)


def _refuse_clashes(text: str, name: str, draft: Draft) -> None:
    names = bound(parsed(text, name))
    for one in (draft.answer, draft.verdict):
        if one in names:
            message = f"{one} is a name in line {names[one]} of {name}; choose another answer name."
            raise ScaffoldError(message)
    missing = [one for one in ("mo", "pl", "check") if one not in names]
    if missing:
        message = f"{name} does not import {', '.join(missing)}; add it to the setup cell first."
        raise ScaffoldError(message)
