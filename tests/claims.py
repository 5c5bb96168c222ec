"""Claims at full size that stand by their record, as long as nothing they rest on has changed.

A test that is marked `recorded` computes from code, data and seeds alone, so that it comes to the
same whenever these are the same. The whole gate (`uv run pytest` without a choice of tests) skips
such tests where the record is good, but for a sample that their digest draws, and runs all of them
where it is not. The weekly soak runs all of them in any case.
"""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest

from classroom.checks import Question
from classroom.syllabus import ROOT
from mutants import reach

PATH = Path(__file__).parent / "claims.toml"
RENEW = "uv run pytest -m 'recorded and not soak' --record"
LEFT = ("__pycache__", "__marimo__", "artifact", "data", "large")
# What draws a page, beside the libraries of `mutants.reach`.
DRAWN_BY = ("altair", "marimo")
STANDS = "stands by its record in tests/claims.toml; `-m recorded` runs it"
TOGETHER = pytest.StashKey[list[pytest.Item]]()
SHARE_OF_QUESTIONS, SHARE_OF_FILES = 0.05, 0.25
JUDGES = (ROOT / "classroom/judging/__init__.py", ROOT / "classroom/judging/process.py")
JUDGES += (ROOT / "classroom/checks/child.py",)


class Claim(NamedTuple):
    """What a group of tests rests on, how many they are, and where they stand."""

    name: str
    reached: str
    tests: int

    def text(self) -> str:
        """The line of the record."""
        return f'"{self.name}" = {{ reached = "{self.reached}", tests = {self.tests} }}'

    def stands(self) -> bool:
        """Whether the record says the same."""
        return read().get(self.name) == self


@cache
def read(path: Path = PATH) -> dict[str, Claim]:
    """The recorded claims by name; none where there is no record."""
    told = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return {name: Claim(name, **one) for name, one in told.items()}


def renewed(found: Iterable[Claim], path: Path = PATH) -> None:
    """Enter these claims in the record, which is sorted by name."""
    kept = read(path) | {one.name: one for one in found}
    lines = [kept[name].text() for name in sorted(kept)]
    path.write_text("\n".join([f"# Made by `{RENEW}`.", *lines, ""]), "utf-8")
    read.cache_clear()


def passed(told: Iterable[Claim]) -> list[Claim]:
    """The claims of which every test has told that it passed."""
    return [one for one, count in Counter(told).items() if count == one.tests]


def is_whole(config: pytest.Config) -> bool:
    """Whether this is the gate, and no choice of tests by path, mark or word."""
    # A worker is handed paths; what was asked for, its controller knows.
    if hasattr(config, "workerinput"):
        return config.workerinput["whole"]
    chosen = config.option.markexpr != "not soak" or config.option.keyword
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


def group(items: list[pytest.Item]) -> None:
    """Tell each recorded test which tests of its file make one claim with it."""
    groups: dict[Path, list[pytest.Item]] = defaultdict(list)
    for item in items:
        # At full size each question is a claim of its own, and its test asks for itself.
        if item.get_closest_marker("recorded") and not item.get_closest_marker("soak"):
            groups[item.path].append(item)
    groups.pop(ROOT / "tests/test_questions.py", None)
    for tests in groups.values():
        for one in tests:
            one.stash[TOGETHER] = tests


def choose(item: pytest.Item) -> None:
    """Let a recorded test tell its claim, and skip in the gate what stands."""
    tests = item.stash.get(TOGETHER, None)
    if tests is None:
        return
    claim = of_file(item.path, len(tests), getattr(item.module, "RESTS_ON", ()))
    item.user_properties.append(("claims", list(claim)))
    if is_whole(item.config) and item not in sample(claim, tests):
        pytest.skip(STANDS)


@cache
def of_file(path: Path, tests: int, rests_on: tuple[str, ...] = ()) -> Claim:
    """The claim of the recorded tests of one file.

    `rests_on` names files and folders that other processes read, which no import tells of.
    """
    inside = [one / "conftest.py" for one in path.parents if one.is_relative_to(ROOT / "tests")]
    files = (path, *(one for one in inside if one.is_file() and one.parent != ROOT / "tests"))
    reached = reach.digest_of_files(files) + digest_of_bytes(rests_on)
    return Claim(path.relative_to(ROOT).as_posix(), reached, tests)


def digest_of_bytes(names: tuple[str, ...], root: Path = ROOT) -> str:
    """16 hex digits over these files and folders, and what draws pages; without names no text."""
    whole = hashlib.sha256("".join(f"{one} {version(one)} " for one in DRAWN_BY).encode())
    found = [path for name in names for path in _inside(root / name)]
    for path in sorted(found):
        whole.update(f"{path.relative_to(root)} ".encode() + path.read_bytes())
    return whole.hexdigest()[:16] if names else ""


def _inside(place: Path) -> list[Path]:
    """The files of a folder but for what tests and runs leave in it, or the file itself."""
    parts = {path: path.relative_to(place).parts for path in place.rglob("*") if path.is_file()}
    kept = [path for path in parts if not any(one in LEFT or one[0] == "." for one in parts[path])]
    found = kept or [place]
    assert found[0].is_file(), f"{place} is no file and holds none"
    return found


def of_answer(question: Question) -> Claim:
    """The claim that the model answer of a question passes at full size."""
    # There a check may make a catalogue of another seed.
    generator = sorted((ROOT / "data/generator").glob("*.py"))
    judges = reach.digest_of_files((*JUDGES, *generator))
    return Claim(f"answer {question.id}", reach.digest(question) + judges, 1)


def sample(claim: Claim, tests: list[pytest.Item]) -> list[pytest.Item]:
    """What is run of the tests of a claim: all; one or none of them where the record is good."""
    if not claim.stands():
        return tests
    drawn = random.Random(claim.reached)
    return [drawn.choice(tests)] if drawn.random() < SHARE_OF_FILES else []


def is_drawn(claim: Claim) -> bool:
    """Whether an answer runs at full size all the same."""
    return not claim.stands() or random.Random(claim.reached).random() < SHARE_OF_QUESTIONS
