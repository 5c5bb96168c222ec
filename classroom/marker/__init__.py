"""Marks a capstone project: what a machine can measure, and the learner's own scores beside it.

`rubric`         what points are given for, and the page that shows it
`tables`         the tables that a project is trained and judged on
`confined`       a probe in a process of its own; `processes` ends it, `watching` sees what it wrote
`probes`         run in that process: they call the project and return data, never points
`work`           a project being marked, and what was heard of it
`truth`          the marker's own numbers
`criteria`       from what was heard to a share and a line a part
`communication`  what the learner scored
`report`         the result as a page, as JSON and as a table

A project that breaks, hangs or writes elsewhere costs itself a criterion, and the others are
marked all the same. Nothing heavy is imported here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from classroom.marker.communication import SelfScored, self_scored
from classroom.marker.rubric import Criterion, Part, read_rubric
from classroom.marker.tables import WITHHELD_SEEDS, TablesError, made
from classroom.marker.work import Found, Work, lost

__all__ = ["Marking", "MarkingError", "TablesError", "mark", "marked"]

# Probes whose work a criterion rests on; what one wrote elsewhere is held against each.
PROBES = {
    "data_pipeline": ("validating",),
    "features": ("leaking",),
    "training": ("training", "quoting"),
    "evaluation": ("evaluating",),
    "deployment": ("serving",),
    "monitoring": ("alerting",),
    "git": ("history",),
    "review": (),
}


class MarkingError(Exception):
    """There is nothing to mark; one line that says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One part of a criterion: what it earned, and the line that shows why."""

    criterion: Criterion
    part: Part
    points: float
    evidence: str


@dataclass(frozen=True)
class Marking:
    """Everything that was found out about a project."""

    project: Path
    rows: tuple[Row, ...]
    self_scored: SelfScored
    pass_points: float

    @property
    def measured(self) -> float:
        """The points that were measured."""
        return round(sum(row.points for row in self.rows), 1)

    @property
    def passed(self) -> bool:
        """Whether they are enough."""
        return self.measured >= self.pass_points

    def points(self, criterion: str) -> float:
        """The points of one criterion."""
        return round(sum(row.points for row in self.rows if row.criterion.id == criterion), 1)


def mark(project: Path, say: Callable[[str], object]) -> Marking:
    """A project's marking, with a line for each criterion as soon as it is marked.

    Raises `MarkingError` where there is no folder, `TablesError` where the tables fail.
    """
    if not project.is_dir():
        what = "is no folder" if project.exists() else "does not exist"
        message = f"{project} {what}. `course start 08` makes work/capstone; or name your folder."
        raise MarkingError(message)
    with tempfile.TemporaryDirectory(prefix="capstone-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        say(f"Marking {project}, one to three minutes: first the default data and three new seeds")
        tables = made(folder / "tables", WITHHELD_SEEDS)
        place = folder / "marking"
        place.mkdir()
        return marked(Work(project.resolve(), place, tables, place / "artifacts"), say)


def marked(work: Work, say: Callable[[str], object]) -> Marking:
    """The marking of a project in the place that was prepared for it."""
    told, rows = read_rubric(), []
    work.begin()
    for criterion in told.measured:
        found = _found(work, criterion)
        new = [_row(criterion, part, found) for part in criterion.parts if part.id in found]
        rows += new
        points = round(sum(row.points for row in new), 1)
        say(f"{criterion.title}: {points:g} of {criterion.points:g}")
    least = told.pass_share * told.measured_points
    return Marking(work.project, tuple(rows), self_scored(work.project, told), least)


def _found(work: Work, criterion: Criterion) -> dict[str, Found]:
    from classroom.marker.criteria import FOUND

    try:
        found = FOUND[criterion.id](work)
    except Exception as error:  # noqa: BLE001  whatever a project returned, the others are marked
        why = f"what it returned could not be judged ({type(error).__name__}: {error})"
        return lost(tuple(part.id for part in criterion.parts), why)
    heard = [work.known[probe] for probe in PROBES[criterion.id] if probe in work.known]
    wrote = [name for one in heard for name in one.wrote]
    if wrote:
        why = f"files changed where nothing may be written: {', '.join(wrote[:3])}"
        return lost(tuple(found), why)
    return found


def _row(criterion: Criterion, part: Part, found: dict[str, Found]) -> Row:
    share, evidence = found[part.id]
    return Row(criterion, part, round(share * part.points, 1), " ".join(evidence.split()))
