"""A lesson taken apart: its cells, its words and its controls, for the style budget."""

from __future__ import annotations

import re

from classroom.outline.cells import CONTROLS, PROSE_CALLS, Cell, cells

__all__ = ["CONTROLS", "PROSE_CALLS", "Cell", "cells", "sentences"]


def sentences(cell: Cell) -> list[str]:
    """The sentences of a prose cell, without tables, lists of links and headings."""
    lines = [line.strip() for text in cell.texts for line in text.splitlines()]
    lines = [one for one in lines if not one.startswith(("#", "|", ">", "- ["))]
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", " ".join(lines))
    return [one for one in re.split(r"(?<=[.?:;])\s+", plain) if len(one.split()) > 2]
