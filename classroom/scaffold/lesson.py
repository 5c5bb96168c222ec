"""One new lesson in all its places, with a first question and a bank of three."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from classroom import pairing
from classroom.scaffold import manifest
from classroom.scaffold.notebook import with_cells
from classroom.scaffold.question import Draft, question_files, refuse_taken, refuse_title
from classroom.scaffold.templates import filled
from classroom.scaffold.writing import ScaffoldError, read, write_all

STEM = re.compile(r"[0-9]{2}(_[a-z][a-z0-9]*)+")
FIRST_MINUTES = 15


def new_lesson(root: Path, stem: str, title: str) -> list[Path]:
    """Put a lesson with one question into all its places in the course at `root`; the files.

    Raises `ScaffoldError`, and changes nothing, for a stem or title that is none, and for a number
    or a file that is taken.
    """
    refuse_title(title)
    text = read(root / manifest.PATH)
    _refuse_stem(stem, [one["stem"] for one in manifest.lessons(text)])
    number = stem[:2]
    first = Draft(f"{int(number)}.1", "split_cards", "A first question", FIRST_MINUTES)
    words = first.words | _facts(root) | {"number": number, "stem": stem, "title": title}
    words |= {"module": int(number), "lower_title": title[0].lower() + title[1:]}
    cells = filled("question.py", **first.words)
    solution = with_cells(filled("solution.py", **words), cells, behind=None)
    new = {
        root / f"{stem}.py": filled("lesson.py", **words),
        root / "solutions" / f"{stem}.py": solution,
        root / "exercises" / f"{stem}.py": pairing.exercise_from(solution),
        root / "quizzes" / f"{stem}.toml": filled("quiz.toml", **words),
        **question_files(root, stem, first),
    }
    refuse_taken(root, new)
    entry = manifest.with_lesson(text, filled("manifest.toml", **words))
    return write_all({root / manifest.PATH: entry} | new)


def _refuse_stem(stem: str, known: list[str]) -> None:
    if not STEM.fullmatch(stem):
        message = (
            f"{stem!r} is no stem; needed are two digits and words of a-z and 0-9, joined by _. "
            "Name it as 02_eda_and_features is."
        )
        raise ScaffoldError(message)
    if stem[:2] in {one[:2] for one in known}:
        message = f"Number {stem[:2]} is taken; there are {', '.join(known)}. Choose a free number."
        raise ScaffoldError(message)


def _facts(root: Path) -> dict[str, object]:
    """What every notebook's header repeats of the project."""
    project = tomllib.loads(read(root / "pyproject.toml"))
    return {
        "python": project["project"]["requires-python"],
        "exclude_newer": project["tool"]["uv"]["exclude-newer"],
        "marimo": version("marimo"),
    }
