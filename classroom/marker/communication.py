"""What the learner scored, and whether it counts: shown apart, and never verified."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.marker.rubric import ITEM_POINTS, Anchor, Criterion, Rubric

SHEET = "self_assessment.toml"
LARGEST_BYTES = 100_000


@dataclass(frozen=True)
class SelfScored:
    """Points by criterion, what did not count and why, and whether the anchors opened them."""

    points: dict[str, float]
    notes: tuple[str, ...]
    unlocked: bool

    @property
    def total(self) -> float:
        """What counts in all."""
        return sum(self.points.values())


def self_scored(project: Path, rubric: Rubric) -> SelfScored:
    """The learner's own scores, once both anchors were scored as the key has them.

    `[anchors.first]` and `[anchors.second]` give a score for each line; each `[[criterion]]` has
    part, name, score (0 to 2) and evidence, a file of the project.
    """
    none = dict.fromkeys((one.id for one in rubric.self_scored), 0.0)
    told, why = _sheet(project)
    if why:
        return SelfScored(none, (why,), unlocked=False)
    far = [why for one in rubric.anchors if (why := _distance(told, one, rubric.within_points))]
    if far:
        return SelfScored(none, tuple(far), unlocked=False)
    points, notes = {}, []
    for criterion in rubric.self_scored:
        scores = list(_scores(told, criterion, project))
        points[criterion.id] = float(sum(score for score, _ in scores))
        notes += [note for _, note in scores if note]
    return SelfScored(points, tuple(notes), unlocked=True)


def _sheet(project: Path) -> tuple[dict[str, Any], str]:
    path = project / SHEET
    if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
        return (
            {},
            f"There is no {SHEET} in the project; docs/capstone_rubric.md says what is in it.",
        )
    try:
        return tomllib.loads(path.read_text("utf-8")), ""
    except ValueError as error:
        return {}, f"{SHEET} cannot be read ({error}); mend that line."


def _distance(told: dict[str, Any], anchor: Anchor, within: int) -> str:
    given = told.get("anchors", {})
    given = given.get(anchor.id, {}) if isinstance(given, dict) else {}
    given = given if isinstance(given, dict) else {}
    missing = [line for line in anchor.key if not _valid(given.get(line))]
    if missing:
        return f"anchors.{anchor.id} has no score from 0 to {ITEM_POINTS} for {', '.join(missing)}."
    apart = sum(abs(given[line] - right) for line, right in anchor.key.items())
    if apart <= within:
        return ""
    lines = ", ".join(line for line, right in anchor.key.items() if given[line] != right)
    where = f"Your scores of the {anchor.id} answer lie {apart} points from the key ({lines})."
    return f"{where} Why: {anchor.why}"


def _scores(told: dict[str, Any], criterion: Criterion, project: Path) -> Iterator[tuple[int, str]]:
    entries = told.get("criterion")
    entries = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    named = {(one.get("part"), one.get("name")): one for one in entries}
    for item in criterion.items:
        name = f"{criterion.title}, {item.text!r},"
        entry = named.get((criterion.title.lower(), item.text), {})
        score: Any = entry.get("score")
        evidence = entry.get("evidence")
        if not _valid(score):
            yield 0, f"{name} has no score from 0 to {ITEM_POINTS}."
        elif score and not _there(project, evidence):
            yield 0, f"{name} names {evidence!r}, which is no file of the project."
        else:
            yield score, ""


def _valid(score: Any) -> bool:
    return isinstance(score, int) and not isinstance(score, bool) and 0 <= score <= ITEM_POINTS


def _there(project: Path, evidence: Any) -> bool:
    if not isinstance(evidence, str) or not evidence:
        return False
    path = (project / evidence).resolve()
    return path.is_file() and path.is_relative_to(project.resolve())
