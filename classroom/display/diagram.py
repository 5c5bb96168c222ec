"""Diagrams as plain SVG: boxes and arrows in the page's own colours, each with its reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import marimo as mo

BOX_PX, HIGH_PX = 150, 44
STEP_X_PX, STEP_Y_PX = 220, 76
EDGE_PX = 12
LINES_IN_A_BOX = 2
Place = tuple[int, int]


def diagram(
    boxes: Mapping[str, Place], arrows: Sequence[tuple[str, str, str]], *, reading: str
) -> mo.Html:
    """Boxes by (column, row) and arrows (from, to, label) between neighbouring columns.

    A label may be empty; a text with a bar is two lines. The reading stands under the picture and
    is its description for a screen reader.
    """
    columns = 1 + max(column for column, _ in boxes.values())
    rows = 1 + max(row for _, row in boxes.values())
    width = (columns - 1) * STEP_X_PX + BOX_PX + 2 * EDGE_PX
    height = (rows - 1) * STEP_Y_PX + HIGH_PX + 2 * EDGE_PX
    drawn = [_arrow(boxes[one], boxes[other], label) for one, other, label in arrows]
    drawn += [_box(text, place) for text, place in boxes.items()]
    svg = (
        f'<svg role="img" aria-label="{escape(reading)}" viewBox="0 0 {width} {height}" '
        f'style="width: 100%; max-width: {width}px" fill="none" stroke="currentColor" '
        'font-size="12" font-family="sans-serif">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="currentColor"/>'
        f"</marker></defs>{''.join(drawn)}</svg>"
    )
    return mo.vstack([mo.Html(svg), mo.md(f"*{reading}*")])


def _corner(place: Place) -> tuple[int, int]:
    return EDGE_PX + place[0] * STEP_X_PX, EDGE_PX + place[1] * STEP_Y_PX


def _box(text: str, place: Place) -> str:
    left, top = _corner(place)
    lines = text.split("|")[:LINES_IN_A_BOX]
    first = top + HIGH_PX / 2 + 4 - 8 * (len(lines) - 1)
    words = "".join(_words(left + BOX_PX / 2, first + 16 * at, one) for at, one in enumerate(lines))
    return f'<rect x="{left}" y="{top}" width="{BOX_PX}" height="{HIGH_PX}" rx="6"/>{words}'


def _arrow(one: Place, other: Place, label: str) -> str:
    (left, top), (right, bottom) = _corner(one), _corner(other)
    start, end = left + BOX_PX, right
    high, low = top + HIGH_PX / 2, bottom + HIGH_PX / 2
    line = f'<path d="M{start} {high} L{end} {low}" marker-end="url(#tip)"/>'
    return line + (_words((start + end) / 2, (high + low) / 2 - 6, label) if label else "")


def _words(x: float, y: float, text: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="middle" fill="currentColor" stroke="none">'
        f"{escape(text)}</text>"
    )
