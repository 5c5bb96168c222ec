"""Diagrams as plain SVG: boxes and arrows in the page's own colours, each with its reading."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import marimo as mo

BOX_PX, HIGH_PX = 150, 44
STEP_X_PX, STEP_Y_PX = 220, 76
EDGE_PX = 12
Place = tuple[int, float]


def diagram(arrows: Sequence[tuple[str, str, str]], *, reading: str) -> mo.Html:
    """Boxes and arrows (from, to, label), left to right; a label may be empty.

    A box stands one column right of all that point to it; arrows must not run in a circle. The
    reading stands under the picture and is its description for a screen reader.
    """
    boxes = _places(arrows)
    columns = 1 + max(column for column, _ in boxes.values())
    rows = 1 + max(row for _, row in boxes.values())
    width = (columns - 1) * STEP_X_PX + BOX_PX + 2 * EDGE_PX
    height = (rows - 1) * STEP_Y_PX + HIGH_PX + 2 * EDGE_PX
    drawn = [_arrow(boxes[one], boxes[other], label) for one, other, label in arrows]
    drawn += [_box(text, place) for text, place in boxes.items()]
    svg = (
        f'<svg role="img" aria-label="{escape(reading)}" viewBox="0 0 {width} {height:g}" '
        f'style="width: 100%; max-width: {width}px" fill="none" stroke="currentColor" '
        'font-size="12" font-family="sans-serif">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="currentColor"/>'
        f"</marker></defs>{''.join(drawn)}</svg>"
    )
    return mo.vstack([mo.Html(svg), mo.md(f"*{reading}*")])


def _places(arrows: Sequence[tuple[str, str, str]]) -> dict[str, Place]:
    """The (column, row) of each box; a column's boxes are spread evenly over the tallest."""
    names = list(dict.fromkeys(name for one, other, _ in arrows for name in (one, other)))
    column = dict.fromkeys(names, 0)
    # So many rounds reach the end of the longest way.
    for _ in names:
        for one, other, _ in arrows:
            column[other] = max(column[other], column[one] + 1)
    stacks = [[name for name in names if column[name] == at] for at in sorted({*column.values()})]
    tallest = max(len(stack) for stack in stacks)
    return {
        name: (at, (place + 0.5) * tallest / len(stack) - 0.5)
        for at, stack in enumerate(stacks)
        for place, name in enumerate(stack)
    }


def _corner(place: Place) -> tuple[float, float]:
    return EDGE_PX + place[0] * STEP_X_PX, EDGE_PX + place[1] * STEP_Y_PX


def _box(text: str, place: Place) -> str:
    left, top = _corner(place)
    box = f'<rect x="{left:g}" y="{top:g}" width="{BOX_PX}" height="{HIGH_PX}" rx="6"/>'
    return box + _words(left + BOX_PX / 2, top + HIGH_PX / 2 + 4, text)


def _arrow(one: Place, other: Place, label: str) -> str:
    (left, top), (right, bottom) = _corner(one), _corner(other)
    start, end = left + BOX_PX, right
    high, low = top + HIGH_PX / 2, bottom + HIGH_PX / 2
    line = f'<path d="M{start:g} {high:g} L{end:g} {low:g}" marker-end="url(#tip)"/>'
    return line + (_words((start + end) / 2, (high + low) / 2 - 6, label) if label else "")


def _words(x: float, y: float, text: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="middle" fill="currentColor" stroke="none">'
        f"{escape(text)}</text>"
    )
