"""Reviewed code of the shop, shown where it is explained, and never copied into a lesson."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import marimo as mo

from classroom.syllabus import ROOT


def show_source(thing: Any, *, opened: bool = False) -> mo.Html:
    """The source of a function or class of the course, with the file it stands in."""
    source = inspect.getsource(thing)
    path = Path(inspect.getsourcefile(thing) or "").resolve()
    place = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    title = f"{thing.__name__} in {place}"
    code = mo.md(f"```python\n{source}```")
    return mo.vstack([mo.md(f"`{title}`"), code]) if opened else mo.accordion({title: code})


def figure(chart: Any, reading: str) -> mo.Html:
    """A chart with its reading under it, so that nobody needs to see the chart."""
    return mo.vstack([chart, mo.md(f"*{reading}*")])
