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

import shutil
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
    notes: tuple[str, ...] = ()

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
    try:
        work.begin()
    except (OSError, shutil.Error) as error:
        why = _one_line(str(error))[:200]
        message = f"{work.project} cannot be copied: {why}. Mend or remove what is named."
        raise MarkingError(message) from error
    for criterion in told.measured:
        found = _found(work, criterion)
        new = [_row(criterion, part, found) for part in criterion.parts if part.id in found]
        rows += new
        points = round(sum(row.points for row in new), 1)
        say(f"{criterion.title}: {points:g} of {criterion.points:g}")
    least = told.pass_share * told.measured_points
    notes = (*work.notes, *_unwritten(work.copy))
    return Marking(work.project, tuple(rows), self_scored(work.project, told), least, notes)


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


def _unwritten(project: Path) -> list[str]:
    """That documents still say TODO, which costs no measured point."""
    pages = [one for one in sorted(project.glob("docs/*.md")) if one.is_file()]
    names = [one.name for one in pages if "TODO" in one.read_text("utf-8", "replace")]
    if not names:
        return []
    told = f"{len(names)} documents still say" if len(names) > 1 else "1 document still says"
    return [f"{told} TODO: {', '.join(names)}."]


def _one_line(text: str) -> str:
    """Printable text in one line: evidence may quote whatever a project says."""
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))


def _row(criterion: Criterion, part: Part, found: dict[str, Found]) -> Row:
    share, evidence = found[part.id]
    return Row(criterion, part, round(share * part.points, 1), _one_line(evidence))
