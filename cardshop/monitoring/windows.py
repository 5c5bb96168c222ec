"""Windows of a journal as a page shows them: panels over time, and the cards of a moment."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cardshop.journal import Entry, JournalError
from cardshop.journal.reading import SCHEMA, connected
from cardshop.journal.store import Store
from cardshop.monitoring.counting import BETWEEN, STRANGE, changes, slots, strange, types
from cardshop.monitoring.levels import DAY_MS
from cardshop.monitoring.queries import BAD
from cardshop.monitoring.refusals import MonitoringError, require_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

# "All" of a journal looks back so far: a row of 1970 is a clock's doing.
LONGEST_MS = 365 * DAY_MS
PAGE_ROWS = 50


class Panels(NamedTuple):
    """A window of time as the panels draw it: see `counting.slots`, `changes` and `types`."""

    slots: pl.DataFrame
    changes: pl.DataFrame
    types: pl.DataFrame
    note: str


def panels(path: str | Path, since_ms: int, until_ms: int, *, width_ms: int) -> Panels:
    """A window in slots of `width_ms`; without any card, or a readable file, the note says so."""
    try:
        with connected(Path(path)) as journal:
            found = slots(journal, since_ms, until_ms, width_ms=width_ms)
            note = "" if found.height else "No card was answered in this window."
            return Panels(found, changes(found), types(journal, since_ms, until_ms), note)
    except JournalError as error:
        said = str(error)
    except STRANGE as error:
        said = strange(path, error)
    empty = pl.DataFrame()
    return Panels(empty, empty, empty, said)


def ends(path: str | Path, *, now_ms: int) -> tuple[int | None, int | None]:
    """(first, last) moment of a journal's cards, the last as it was written; None where unknown.

    The first of the last LONGEST_MS before the last.
    """
    try:
        with connected(Path(path)) as journal:
            newest = journal.execute("SELECT at_ms FROM predictions ORDER BY rowid DESC LIMIT 1")
            last_ms = next(newest, (now_ms,))[0]
            query = "SELECT min(at_ms) FROM predictions WHERE at_ms >= ?"
            return journal.execute(query, (last_ms - LONGEST_MS,)).fetchone()[0], last_ms
    except (JournalError, *STRANGE):
        return None, None


def requests(
    path: str | Path,
    since_ms: int,
    until_ms: int,
    *,
    page: int = 0,
    only_bad: bool = False,
) -> pl.DataFrame:
    """The cards of a window, PAGE_ROWS a page from page 0, in order of time: columns of a journal.

    Raises JournalError; MonitoringError for a page before the first.
    """
    if page < 0:
        raise MonitoringError(f"page {page}; the first one is 0. Take 0 or more.")
    where = f"{BETWEEN} AND ({BAD})" if only_bad else BETWEEN
    query = (
        f"SELECT {', '.join(SCHEMA)} FROM predictions WHERE {where} "  # noqa: S608
        "ORDER BY at_ms, rowid LIMIT ? OFFSET ?"
    )
    with connected(Path(path)) as journal:
        wanted = (since_ms, until_ms, PAGE_ROWS, page * PAGE_ROWS)
        rows = journal.execute(query, wanted).fetchall()
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@contextlib.contextmanager
def as_journal(path: str | Path) -> Iterator[Path]:
    """A journal in SQLite: the file itself, or a passing copy of a recorded one (.parquet).

    Raises JournalError for a Parquet file that holds no journal.
    """
    path = Path(path)
    if path.suffix != ".parquet":
        yield path
        return
    try:
        rows = require_columns(pl.read_parquet(path, glob=False), SCHEMA, f"the rows of {path}")
    except (OSError, pl.exceptions.PolarsError, MonitoringError) as error:
        what = str(error).splitlines()[0]
        raise JournalError(f"{path} is no recorded journal: {what}") from None
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "journal.db"
        store = Store(copy, durable=False)
        store.insert_all([Entry(*row) for row in rows.iter_rows()])
        store.close()
        yield copy
