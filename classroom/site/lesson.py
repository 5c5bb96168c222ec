"""A lesson as a page: its cells in order, its sections, and what can be found in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classroom.site import coloured, elements, outline
from classroom.site.cells import Cell
from classroom.site.markup import Node, element
from classroom.site.outline import Heading


@dataclass(frozen=True)
class Page:
    """One page of the site: where it lies, what it is called, its content and its headings."""

    path: str
    title: str
    body: Node
    headings: tuple[Heading, ...]
    kind: str = "Lesson"


def page(path: str, number: str, cells: Iterable[tuple[Cell, str]]) -> Page:
    """The page of a lesson from its cells and what they put out; `number` opens the live one.

    The first control of a section says where it can be moved.
    """
    parts: list[Node] = []
    told = False
    for cell, output in cells:
        shown = _shown(cell, output)
        names = [node for part in shown for node in part.walk()]
        told = told and not any(one.name == "h2" for one in names)
        parts += shown
        if not told and any("control" in one.classes() for one in names):
            parts.append(_how_to_move(number))
            told = True
    body = element("article", *parts)
    headings = outline.ordered(body)
    outline.distinct(body)
    return Page(path, headings[0].text, body, headings)


def _shown(cell: Cell, output: str) -> list[Node]:
    code = [] if cell.hidden or not cell.source else [coloured.block(cell.source)]
    content = elements.plain(output)
    return [*code, *([element("div", content, class_="output")] if output.strip() else [])]


def _how_to_move(number: str) -> Node:
    command = element("code", f"uv run course start {number}")
    return element(
        "p",
        "Set to their defaults here; they move in the live lesson: ",
        command,
        ".",
        class_="note",
    )
