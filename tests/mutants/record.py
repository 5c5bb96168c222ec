"""The record of mutants: a line a question, good as long as nothing it rests on has changed.

With a good line, the gate makes all mutants, judges a sample of those that a waiver may be about
and of the others, and compares. Without one, it judges all.
`uv run pytest tests/test_questions.py -k every_mutant --record` renews the lines that no longer
hold; the weekly soak judges all in any case.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mutants import Mutant

PATH = Path(__file__).parent / "record.toml"
RENEW = "uv run pytest tests/test_questions.py -k every_mutant --record"
HEAD = f"# Made by `{RENEW}`.\n"
SAMPLE = 4


class Line(NamedTuple):
    """What all mutants of a question came to, and the digest of all that this rests on."""

    reached: str
    made: int
    killed: int
    waived: int

    def text(self, question_id: str) -> str:
        """The line as it stands in the file."""
        counts = f"made = {self.made}, killed = {self.killed}, waived = {self.waived}"
        return f'"{question_id}" = {{ reached = "{self.reached}", {counts} }}'


def read(path: Path = PATH) -> dict[str, Line]:
    """The recorded lines by question; none where there is no record."""
    text = path.read_text("utf-8") if path.exists() else ""
    return {name: Line(**one) for name, one in tomllib.loads(text).items()}


def renewed(lines: Iterable[str], asked: Iterable[str], path: Path = PATH) -> None:
    """Enter these lines in the record, in the order of the questions that are `asked`."""
    told = tomllib.loads("\n".join(lines))
    kept = read(path) | {name: Line(**one) for name, one in told.items()}
    text = "\n".join(kept[name].text(name) for name in asked if name in kept)
    path.write_text(f"{HEAD}{text}\n", "utf-8")


def sampled(made: list[Mutant], proofs: Iterable[str], seed: str) -> list[Mutant]:
    """SAMPLE of the mutants that a waiver may be about, and SAMPLE others, drawn by `seed`."""
    doubtful = [one for one in made if is_doubtful(one, proofs)]
    others = [one for one in made if one not in doubtful]
    draw = random.Random(seed).sample
    return [one for some in (doubtful, others) for one in draw(some, min(SAMPLE, len(some)))]


def is_doubtful(mutant: Mutant, proofs: Iterable[str]) -> bool:
    """Whether a waiver may be about a mutant."""
    return any(text in mutant.source for text in proofs)
