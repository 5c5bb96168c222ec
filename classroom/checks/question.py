"""The author's side of a check: a question is data plus a generator of cases."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Case = tuple[bool, str] | tuple[bool, str, str]
Cases = Callable[[Any], Iterator[Case]]
Bank = dict[str, "Question"]


class CheckError(Exception):
    """A fault of the check's author, never of the learner; it fails CI."""


@dataclass(frozen=True)
class Question:
    """What a right answer to one question is.

    `answer` names the learner's function; `returns` is the shape that `shape.mismatch`
    understands. `cases` yields `(holds, sentence)` or `(holds, sentence, nudge)`; `full` yields
    more of them, for full sizes. `hints` unlock one per distinct failed attempt. `speed` measures
    the answer against another, on request only: a verdict never times.
    """

    id: str
    title: str
    answer: str
    returns: Any
    points: int
    hints: Sequence[str]
    why: str
    cases: Cases
    full: Cases | None = None
    speed: Callable[[Any], dict[str, float]] | None = None

    def __post_init__(self) -> None:
        """Refuse a question that cannot help: fewer than two hints, no *why*, no points."""
        if len(self.hints) < 2 or not self.why or self.points < 1:
            message = f"Question {self.id} needs at least 2 hints, a why and 1 point or more."
            raise CheckError(message)


def question(question_id: str, **fields: Any) -> Callable[[Cases], Question]:
    """Turn a generator of cases into a `Question`; `fields` are the fields of that class.

    The name under which the generator stands in its module does not matter.
    """

    def build(cases: Cases) -> Question:
        return Question(id=question_id, cases=cases, **fields)

    return build


def load_bank(path: Path) -> Bank:
    """Questions of one lesson in `checks/`, by id: of `path` and of `<its stem>_*.py` beside it.

    Raises `CheckError` when there are none, or one id twice: an empty bank would pass every
    learner.
    """
    files = [path, *sorted(path.parent.glob(f"{path.stem}_*.py"))]
    values = [value for file in files for value in vars(_module(file)).values()]
    found = [value for value in values if isinstance(value, Question)]
    bank = {one.id: one for one in sorted(found, key=lambda one: one.id)}
    if not found or len(bank) < len(found):
        message = f"{path.name} holds {len(found)} questions with {len(bank)} ids; ids are unique."
        raise CheckError(message)
    return bank


def _module(path: Path) -> Any:
    # Loaded by path: a name that starts with a digit has no import statement.
    name = f"checks_{path.stem}"
    if name in sys.modules and sys.modules[name].__file__ == str(path):
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        message = f"No checks at {path}; every lesson of course.toml has one there."
        raise CheckError(message)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except ModuleNotFoundError:
        raise
    except Exception as error:
        del sys.modules[name]
        what = f"checks/{path.name} does not load ({type(error).__name__}: {error})."
        message = f"{what} `git checkout checks` restores it."
        raise CheckError(message) from error
    return module
