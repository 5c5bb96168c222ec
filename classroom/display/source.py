"""Reviewed code of the shop, shown where it is explained, and never copied into a lesson."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import marimo as mo

from classroom.syllabus import ROOT

PRINTED = '<code style="white-space: pre-wrap">'
WRAPPED = '<pre style="white-space: pre-wrap; overflow-wrap: anywhere">'


def code(text: str, language: str = "python") -> mo.Html:
    """Code or a program's output as a block."""
    return wrapped(f"```{language}\n{text}\n```")


def printed(text: str) -> str:
    """A program's output within a line of Markdown, each character and line as it printed."""
    # As numbers, no character means anything to Markdown, which would join lines at a break.
    exact = "".join(one if one.isalnum() else f"&#{ord(one)};" for one in text)
    return f"{PRINTED}{exact}</code>"


def wrapped(text: str) -> mo.Html:
    """Markdown whose blocks of code wrap: one that scrolled could not be read by keyboard."""
    return mo.Html(mo.md(text).text.replace("<pre>", WRAPPED))


def show_source(thing: Any, *, opened: bool = False) -> mo.Html:
    """The source of a function or class of the course, with the file it stands in."""
    source = inspect.getsource(thing)
    path = Path(inspect.getsourcefile(thing) or "").resolve()
    place = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    title = f"{thing.__name__} in {place}"
    shown = code(source)
    return mo.vstack([mo.md(f"`{title}`"), shown]) if opened else mo.accordion({title: shown})


def figure(chart: Any, reading: str) -> mo.Html:
    """A chart with its reading under it, so that nobody needs to see the chart."""
    return mo.vstack([chart, mo.md(f"*{reading}*")])
