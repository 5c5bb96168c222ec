"""The dollar ledger: what each decision costs or earns a card, line by line as you earn it."""

from __future__ import annotations

from dataclasses import dataclass

import marimo as mo

from classroom import progress
from classroom.display.memory import counting_record, kept, unsaved

CARDS_A_YEAR = 2_000 * 300


@dataclass(frozen=True)
class Line:
    """One line: what it is, dollars a card, and whether the learner's own work put it there."""

    label: str
    usd_a_card: float
    own: bool = False


def ledger(*lines: tuple[str, float], cards_a_year: int = CARDS_A_YEAR) -> mo.Html:
    """The ledger as a table: the lesson's computed lines, then those that you entered."""
    all_lines = [Line(label, usd) for label, usd in lines] + _entered()
    head = f"| ledger at {cards_a_year:,} cards a year | $ a card | $ a year | from |"
    rows = [_row(one, cards_a_year) for one in all_lines]
    return mo.md("\n".join([head, "|:---|---:|---:|:---|", *rows]))


def _row(line: Line, cards_a_year: int) -> str:
    usd_a_year = line.usd_a_card * cards_a_year
    source = "your own work" if line.own else "this lesson's cells"
    return f"| {line.label} | {line.usd_a_card:+.4f} | {usd_a_year:+,.0f} | {source} |"


def book(lesson: str, label: str, usd_a_card: float) -> mo.Html:
    """Enter a line that your own answer earned; the same line twice stands once."""
    event = {"kind": "ledger", "lesson": lesson, "label": label, "usd_a_card": usd_a_card}
    record = counting_record()
    why = unsaved(lambda: progress.append_new(record, event, subject=("kind", "lesson")))
    return mo.md(why or f"Entered in your ledger: **{label}**, {usd_a_card:+.4f} $ a card.")


def _entered() -> list[Line]:
    entries = [one for one in kept() if one.get("kind") == "ledger"]
    latest = {one["lesson"]: one for one in entries}
    return [Line(one["label"], one["usd_a_card"], own=True) for one in latest.values()]
