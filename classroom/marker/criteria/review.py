"""Whether a reviewer could begin: the description's sections, and figures that exist."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classroom.marker import truth
from classroom.marker.criteria.training import runs_of, train, usable_quotes
from classroom.marker.tables import DEFAULT
from classroom.marker.work import Found, Work

PAGE = "docs/PULL_REQUEST.md"
SECTIONS = ("What", "Why", "How", "Testing", "Metrics")
FEWEST_WORDS, FEWEST_FIGURES = 8, 2
# So many figures that stand nowhere else leave no point.
LOST_AT = 3
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w]|\.\d)")
# The brief's own, and numbers so small that they count things.
GOALS, COUNTS_BELOW = {5.0, 10.0, 90.0, 100.0}, 10
LARGEST_BYTES = 200_000
LONGEST_TABLE = 30


def found(work: Work) -> dict[str, Found]:
    """A share for the sections, and one for the figures."""
    path = work.copy / PAGE
    if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
        return dict.fromkeys(("sections", "numbers"), Found(0.0, f"there is no {PAGE}"))
    sections = sections_of(path.read_text("utf-8", "replace"))
    return {"sections": complete(sections), "numbers": numbers(work, sections.get("metrics", ""))}


def sections_of(text: str) -> dict[str, str]:
    """What stands under each heading, by its first word in small letters."""
    parts = HEADING.split(text)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {name.split()[0].strip(":*").lower(): body.strip() for name, body in pairs}


def complete(sections: dict[str, str]) -> Found:
    """The share of the five sections that say something."""
    wrong = [one for one in SECTIONS if not _says(sections.get(one.lower(), ""))]
    share = 1 - len(wrong) / len(SECTIONS)
    return Found(share, f"nothing yet under {', '.join(wrong)}" if wrong else "five sections")


def numbers(work: Work, metrics: str) -> Found:
    """Whether the figures under Metrics exist; fewer than two that can be checked earn nothing."""
    if not _says(metrics):
        return Found(0.0, "nothing yet under Metrics")
    if fault := train(work).fault(f"train {DEFAULT}"):
        return Found(0.0, f"there is no artefact to compare with: {fault}")
    told = [one.replace(",", "") for one in FIGURE.findall(metrics)]
    told = [
        one for one in told if "." in one or (int(one) >= COUNTS_BELOW and float(one) not in GOALS)
    ]
    known = list(figures(work))
    sure = [one for one in told if any(exists(one, value) for value in known)]
    if len(sure) < FEWEST_FIGURES:
        return Found(
            0.0, f"{len(sure)} of {len(told)} figures exist; {FEWEST_FIGURES} are asked for"
        )
    known += list(_in_files(sorted((work.copy / "docs").glob("*.json"))))
    unknown = [one for one in told if not any(exists(one, value) for value in known)]
    first = f"; {unknown[0]} stands nowhere else" if unknown else ""
    shown = f"{len(sure)} of {len(told)} figures are the artefact's or the marker's{first}"
    return Found(max(0.0, 1 - len(unknown) / LOST_AT), shown)


def exists(told: str, value: float) -> bool:
    """Whether a figure is this value, itself or in percent, as precisely as it is told."""
    step = 10.0 ** -len(told.partition(".")[2])
    # Another processor may round the last digit the other way.
    return any(abs(float(told) - abs(one)) <= step for one in (value, 100 * value))


def figures(work: Work) -> Iterator[float]:
    """Every number of the default artefact's metadata and runs, and the marker's own."""
    folder = work.artifact(DEFAULT)
    yield from _numbers(runs_of(folder)[0])
    yield from _in_files(sorted(folder.glob("*.json")))
    quotes, _ = usable_quotes(work, DEFAULT)
    if quotes is not None:
        holdout = work.tables.read(DEFAULT, "holdout")
        yield from _numbers(truth.errors(quotes, holdout))
        yield from _numbers(list(truth.slices(quotes, holdout).values()))


def _in_files(paths: list[Path]) -> Iterator[float]:
    for path in paths:
        if path.is_file() and path.stat().st_size <= LARGEST_BYTES * 10:
            with contextlib.suppress(ValueError, RecursionError):
                yield from _numbers(json.loads(path.read_text("utf-8")))


def _numbers(told: Any) -> Iterator[float]:
    """The numbers of a report; long tables, such as an effect a species, hold any number."""
    if isinstance(told, (int, float)) and not isinstance(told, bool):
        yield float(told)
    elif isinstance(told, dict) and len(told) <= LONGEST_TABLE:
        for value in told.values():
            yield from _numbers(value)
    elif isinstance(told, list):
        for value in told:
            yield from _numbers(value) if isinstance(value, dict) else ()


def _says(text: str) -> bool:
    return "TODO" not in text and len(text.split()) >= FEWEST_WORDS
