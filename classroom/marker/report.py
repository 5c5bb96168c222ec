"""A marking as a page, as JSON, and as the lines and the table of a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.marker import Marking, Row
from classroom.marker.rubric import read_rubric

if TYPE_CHECKING:
    from rich.table import Table


def verdict(marking: Marking) -> str:
    """Both sums, apart, in one line."""
    return "; ".join(sums(marking))


def sums(marking: Marking) -> tuple[str, str]:
    """What was measured, and what the learner scored, each of how much."""
    own = f"self-scored {marking.self_scored.total:g}/{_own_points():g} (not verified)"
    return f"measured {marking.measured:g}/{read_rubric().measured_points:g}", own


def outcome(marking: Marking) -> str:
    """Whether that passes, and what it takes."""
    word = "Passed" if marking.passed else "Not passed yet"
    return f"{word}: {marking.pass_points:g} of the measured points pass."


def table(marking: Marking) -> Table:
    """The criteria with their points, and where any were lost the first line that says why."""
    from rich.table import Table

    shown = Table("criterion", "points", "of", "first lost")
    for criterion in read_rubric().measured:
        rows = [row for row in marking.rows if row.criterion.id == criterion.id]
        lost = [row for row in rows if row.points < row.part.points]
        why = f"{_name(lost[0].part.id)}: {lost[0].evidence}" if lost else ""
        shown.add_row(
            criterion.title, f"{marking.points(criterion.id):g}", f"{criterion.points:g}", why
        )
    return shown


def page(marking: Marking) -> str:
    """The report in Markdown: every part with its evidence, and the next step where one is due."""
    lines = ["# Capstone report", "", f"{verdict(marking)}.", "", outcome(marking)]
    lines += [line for note in marking.notes for line in ("", _safe(note))]
    for criterion in read_rubric().measured:
        points = f"{marking.points(criterion.id):g} of {criterion.points:g}"
        lines += ["", f"## {criterion.title}: {points}", ""]
        rows = [row for row in marking.rows if row.criterion.id == criterion.id]
        lines += [line for row in rows for line in _lines(row)]
    return "\n".join([*lines, *_communication(marking)]) + "\n"


def data(marking: Marking) -> dict[str, object]:
    """The report as data."""
    own = marking.self_scored
    return {
        "measured": marking.measured,
        "measured_of": read_rubric().measured_points,
        "passed": marking.passed,
        "self_scored": own.total,
        "self_scored_of": _own_points(),
        "self_scored_verified": False,
        "parts": [
            {
                "criterion": row.criterion.id,
                "part": row.part.id,
                "points": row.points,
                "of": row.part.points,
                "evidence": row.evidence,
                "next": row.part.next if row.points < row.part.points else "",
            }
            for row in marking.rows
        ],
        "notes": list(marking.notes),
        "own": {"points": own.points, "notes": list(own.notes), "unlocked": own.unlocked},
    }


def write(marking: Marking, out: Path) -> None:
    """Writes the page to `out`, and the data beside it under .json."""
    out.parent.mkdir(parents=True, exist_ok=True)
    content = {
        out: page(marking),
        out.with_suffix(".json"): json.dumps(data(marking), indent=1) + "\n",
    }
    for path, text in content.items():
        partial = path.with_name(f".{path.name}.partial")
        partial.write_text(text, "utf-8")
        partial.replace(path)


def _lines(row: Row) -> list[str]:
    points = f"{row.points:g} of {row.part.points:g}"
    lines = [f"- **{_name(row.part.id)}** {points}: {_safe(row.evidence)}"]
    if row.points < row.part.points:
        lines += [f"  - *Measured*: {row.part.measured}", f"  - *Next*: {row.part.next}"]
    return lines


def _communication(marking: Marking) -> list[str]:
    own = marking.self_scored
    lines = [
        "",
        f"## Communication, self-scored: {own.total:g} of {_own_points():g} (not verified)",
        "",
    ]
    lines += [
        f"- **{one.title}** {own.points[one.id]:g} of {one.points:g}"
        for one in read_rubric().self_scored
    ]
    lines += ["", *(f"- {_safe(note)}" for note in own.notes)] if own.notes else []
    if own.unlocked:
        lines += ["", "The anchors' key:", ""]
        for anchor in read_rubric().anchors:
            key = ", ".join(f"{line} {score}" for line, score in anchor.key.items())
            lines.append(f"- the {anchor.id} answer: {key}. {anchor.why}")
    return lines


def _own_points() -> float:
    return sum(one.points for one in read_rubric().self_scored)


def _name(part: str) -> str:
    return part.replace("_", " ")


def _safe(text: str) -> str:
    """Evidence may quote a project's own words; none of them is markup here."""
    return text.replace("<", "&lt;").replace("|", "\\|").replace("`", "'")
