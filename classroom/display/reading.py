"""A lesson run once for a page that is read, not worked with."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import marimo as mo

from classroom.display.memory import as_nobody
from classroom.site import SiteError

# marimo compiles a cell under a name of its own.
MARK = "__marimo__cell_"


def loaded(notebook: Path) -> mo.App:
    """The app of a notebook; only its setup and its functions run."""
    spec = importlib.util.spec_from_file_location(f"page_{notebook.stem}", notebook)
    if spec is None or spec.loader is None:
        raise SiteError(f"{notebook.name} is no notebook.")
    module = importlib.util.module_from_spec(spec)
    with _told(notebook):
        spec.loader.exec_module(module)
    return module.app


def ran(app: mo.App, notebook: Path) -> tuple[list[str], Mapping[str, Any]]:
    """What cells put out, as marimo's HTML, in the order of the file, and what they defined.

    A cell that waited for a stopped one is missing. Each runs once.
    Results that wait for a prediction stand folded under it; nothing of a learner's own is shown.
    Raises `SiteError`.
    """
    with as_nobody(), _told(notebook), contextlib.redirect_stdout(io.StringIO()):
        # Once outside of a run, or the first run of a process shows frames and charts otherwise.
        mo.as_html("")
        shown, found = app.run()
        texts = ["" if one is None else mo.as_html(one).text for one in shown]
    return texts, found


@contextlib.contextmanager
def _told(notebook: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        own = [one for one in frames if one.filename == str(notebook) or MARK in one.filename]
        place = f", the cell with `{own[-1].line}`" if own else ""
        what = f"{notebook.name} failed{place}, so nothing was replaced."
        raise SiteError(f"{what} {type(error).__name__}: {error}") from error
