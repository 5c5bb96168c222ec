"""Where an element writes: to the learner's record while editing, to memory otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import marimo as mo

from classroom import progress, syllabus

COUNTING = ("work", "exercises")
_NOBODY: ContextVar[bool] = ContextVar("nobody", default=False)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Show elements as on a page for everybody: nothing of a learner's own stands there."""
    before = _NOBODY.set(True)
    try:
        yield
    finally:
        _NOBODY.reset(before)


def for_nobody() -> bool:
    """Whether the page is for everybody, and nobody can choose or write on it."""
    return _NOBODY.get()


def counting_record() -> progress.Record:
    """The record of attempts: on disk only in `edit`, in a notebook of work/ or exercises/."""
    folder = _folder()
    counts = folder is not None and folder.name in COUNTING and folder.parent == syllabus.ROOT
    return _on_disk() if counts and _editing() else progress.MemoryRecord()


def note_record() -> progress.Record:
    """The record of what a learner wrote: on disk in `edit`, in any notebook of the course."""
    folder = _folder()
    ours = folder is not None and syllabus.ROOT in (folder, folder.parent)
    return _on_disk() if ours and _editing() else progress.MemoryRecord()


def sitting_record() -> progress.Record:
    """The record of checkpoints: on disk in `edit` and in `run`, in an app of the course.

    Handing in is a deliberate act of whoever opened the app, in either mode.
    """
    ours = _folder() == syllabus.ROOT / "apps"
    on_a_page = mo.app_meta().mode in ("edit", "run")
    return _on_disk() if ours and on_a_page else progress.MemoryRecord()


def kept() -> list[progress.Event]:
    """All events on disk, in every mode; an absent or unreadable record reads as empty."""
    if for_nobody():
        return []
    try:
        return _on_disk().events()
    except progress.RecordError:
        return []


def keep_note(key: str, text: str | None) -> None:
    """Keep what a learner wrote; where that fails, a note appears on the page."""
    why = unsaved(lambda: progress.record_text(note_record(), key, text or ""))
    if why:
        mo.status.toast("Not saved", why, kind="danger")


def unsaved(write: Callable[[], object]) -> str:
    """Why what was to be written could not be, or nothing: a lesson goes on without its record."""
    try:
        write()
    except progress.RecordError as error:
        return str(error)
    return ""


def _on_disk() -> progress.Record:
    return progress.FileRecord(syllabus.ROOT / progress.RECORD)


def _editing() -> bool:
    return mo.app_meta().mode == "edit"


def _folder() -> Path | None:
    try:
        return mo.notebook_dir()
    except RuntimeError:
        return None
