"""Findings as sections of docs/performance.md, rewritten one by one and atomically.

A section stands between two markers, so that measuring one again leaves the others alone.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.findings import CLOCK_WORDS, OTHER_CLOCK, PER_SECOND, Findings, Table, number
from benchmarks.findings import reading as read_aloud
from benchmarks.timing import Samples

TITLE = "# Performance"
OPENING = """\
Written by `uv run python -m benchmarks`: every figure is a median of interleaved repeats, every
sentence is computed from its table, and results were compared before anything was timed. Trust
the ratios; seconds belong to a machine and its day. Bars are explained in
[decisions.md](decisions.md)."""
NEVER = "it has not been run yet; `uv run python -m benchmarks --only {name}` does."


def section(title: str, findings: Findings, *, measured_on: str) -> str:
    """One benchmark as Markdown: what was done, each table with its reading, notes, machine."""
    parts = [f"## {title}", findings.method]
    parts += [part for table in findings.tables for part in _table(table)]
    parts += [*findings.notes, f"*{measured_on}.*"]
    return "\n\n".join(parts)


def not_measured(title: str, reason: str) -> str:
    """A section that says why it holds no figures."""
    return f"## {title}\n\nNot measured: {reason}"


def write(document: Path, titles: Mapping[str, str], sections: Mapping[str, str]) -> None:
    """Write the document with these sections, keeping the others that stand in it.

    Sections come in the order of `titles`; one that was never measured says so. The file is
    replaced whole: a reader sees the old one or the new one.
    """
    old = document.read_text("utf-8") if document.exists() else ""
    kept = _sections(old) | dict(sections)
    parts = [TITLE, OPENING]
    for name, title in titles.items():
        body = kept.get(name) or not_measured(title, NEVER.format(name=name))
        parts.append(f"<!-- begin {name} -->\n{body}\n<!-- end {name} -->")
    _replace(document, "\n\n".join(parts) + "\n")


def _sections(text: str) -> dict[str, str]:
    found = re.findall(r"<!-- begin (\w+) -->\n(.*?)\n<!-- end \1 -->", text, flags=re.DOTALL)
    return dict(found)


def _replace(document: Path, text: str) -> None:
    document.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=document.parent, prefix=document.stem, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        # A temporary file is private; a document is not.
        Path(name).chmod(0o644)
        Path(name).replace(document)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _table(table: Table) -> list[str]:
    missing = [f"- {name}: not measured: {reason}" for name, reason in table.missing.items()]
    parts = [f"### {table.title}"]
    if table.groups:
        parts += ["\n".join(_rows(table)), read_aloud(table)]
    return [*parts, "\n".join(missing)] if missing else parts


def _rows(table: Table) -> list[str]:
    both = any(one.of(OTHER_CLOCK[table.clock]) for one in _all(table))
    head = [table.of, "way", f"median {CLOCK_WORDS[table.clock]} {table.unit}"]
    head += ["times the first", "min to max", "repeats"]
    head += [f"median {CLOCK_WORDS[OTHER_CLOCK[table.clock]]} {table.unit}"] if both else []
    lines = [_line(head), _line([":---", ":---", *["---:"] * (len(head) - 2)])]
    for group, ways in table.groups.items():
        base = next(iter(ways.values())).median(table.clock)
        for place, (way, one) in enumerate(ways.items()):
            cells = ["" if place else group, way, *_figures(table, one, base)]
            cells += [_other(table, one)] if both else []
            lines.append(_line(cells))
    return lines


def _figures(table: Table, one: Samples, base: float) -> list[str]:
    scale, spent = PER_SECOND[table.unit], one.of(table.clock)
    median = one.median(table.clock)
    spread = f"{number(min(spent) * scale)} to {number(max(spent) * scale)}"
    return [number(median * scale), f"{median / base:.2f}", spread, str(len(spent))]


def _other(table: Table, one: Samples) -> str:
    clock = OTHER_CLOCK[table.clock]
    return number(one.median(clock) * PER_SECOND[table.unit]) if one.of(clock) else ""


def _all(table: Table) -> list[Samples]:
    return [one for ways in table.groups.values() for one in ways.values()]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
