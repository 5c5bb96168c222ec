"""The others' side of a journal: rows as a typed frame, and old rows deleted."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from cardshop.journal.entries import Entry, JournalError
from cardshop.journal.store import BUSY_MS, check_kind, opened, unusable

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

# Rows of one frame while reading, and of one transaction while deleting: the service waits for it.
CHUNK_ROWS = 50_000
PRUNED_ROWS = 5_000
# What SQLite says where it may not write beside the file; the low byte is the kind of error.
READ_ONLY = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
# What JSON may hold for a type of the contract: 60.0 is a whole number, too.
SENT_AS: dict[PolarsDataType, PolarsDataType] = {pl.Int64: pl.Float64, pl.Date: pl.String}
SCHEMA = pl.Schema(
    {
        "request_id": pl.String,
        "position": pl.Int64,
        "client_request_id": pl.String,
        "at_ms": pl.Int64,
        "model_version": pl.String,
        "card": pl.String,
        "card_type": pl.String,
        "confidence": pl.Float64,
        "decision": pl.String,
        "reason": pl.String,
        "status": pl.Int64,
        "latency_ms": pl.Float64,
    }
)


def read(
    path: str | Path,
    *,
    since_ms: int | None = None,
    until_ms: int | None = None,
    model_version: str | None = None,
) -> pl.DataFrame:
    """One row a card, in the order of writing, with the columns of `Entry`.

    From `since_ms` on, before `until_ms`. One moment's state, while others write.
    Null: as `Entry` says. Raises JournalError: no journal, damaged, of another version.
    """
    where, values = _where(since_ms, until_ms, model_version)
    columns = ", ".join(Entry._fields)
    query = f"SELECT {columns} FROM predictions{where} ORDER BY rowid"  # noqa: S608
    with connected(Path(path)) as connection:
        found = connection.execute(query, values)
        chunks = [SCHEMA.to_frame()]
        while rows := found.fetchmany(CHUNK_ROWS):
            chunks.append(pl.DataFrame(rows, schema=SCHEMA, orient="row"))
    return pl.concat(chunks, rechunk=True)


def cards(journal: pl.DataFrame) -> pl.DataFrame:
    """The cards as they were sent, typed as the contract types them, row for row.

    Columns: the contract's but `card_type`, which the service was asked for. Null: not sent, no
    card kept, or a fraction where the contract wants a whole number.
    Raises JournalError when a text is no JSON object with values of such kinds.
    """
    try:
        chunks = [_parsed(chunk["card"]) for chunk in journal.iter_slices(CHUNK_ROWS)]
    except pl.exceptions.PolarsError as error:
        what = str(error).splitlines()[0]
        message = f"a card of the journal cannot be read: {what}. Look at its column `card`."
        raise JournalError(message) from None
    return pl.concat([_parsed(journal["card"].clear()), *chunks], rechunk=True)


def _parsed(texts: pl.Series) -> pl.DataFrame:
    """One row a text; lines of JSON are read in half the time of `json_decode`."""
    from cardshop.contract import FIELDS

    kinds = {name: field.dtype for name, field in FIELDS.items() if name != "card_type"}
    # A line feed may stand between the values of JSON, and never within one.
    lines = texts.fill_null("{}").str.replace_all("\n", " ", literal=True)
    sent = {name: SENT_AS.get(kind, kind) for name, kind in kinds.items()}
    found = pl.read_ndjson("\n".join(lines.to_list()).encode(), schema=sent)
    if found.height != texts.len():
        empty = texts.len() - found.height
        raise JournalError(f"{empty} cards of the journal are empty texts. Look at `card`.")
    return found.select(_typed(name, kind) for name, kind in kinds.items())


def _typed(name: str, kind: PolarsDataType) -> pl.Expr:
    value = pl.col(name)
    if kind == pl.Date:
        return value.str.to_date("%Y-%m-%d")
    if kind.is_integer():
        return pl.when(value == value.round()).then(value).cast(kind)
    return value


def prune(path: str | Path, older_than_ms: int) -> int:
    """How many rows were deleted: those with `at_ms` before the moment `older_than_ms`.

    In small transactions, so that a service that writes waits little. The file does not shrink:
    new rows fill the room. Raises JournalError.
    """
    query = (
        "DELETE FROM predictions WHERE rowid IN "
        "(SELECT rowid FROM predictions WHERE at_ms < ? LIMIT ?)"
    )
    path = _existing(Path(path))
    with contextlib.closing(opened(path)) as connection:
        deleted = 0
        try:
            while rows := connection.execute(query, (older_than_ms, PRUNED_ROWS)).rowcount:
                deleted += rows
        except sqlite3.Error as error:
            raise unusable(path, error) from None
    return deleted


def _where(
    since_ms: int | None, until_ms: int | None, model_version: str | None
) -> tuple[str, list[int | str]]:
    wanted = {"at_ms >= ?": since_ms, "at_ms < ?": until_ms, "model_version = ?": model_version}
    given = {condition: value for condition, value in wanted.items() if value is not None}
    return (f" WHERE {' AND '.join(given)}" if given else "", list(given.values()))


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise JournalError(f"there is no journal {path}. Name the file that the service writes.")
    return path


@contextlib.contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads; what SQLite says becomes a JournalError."""
    try:
        with contextlib.closing(_reader(_existing(path))) as connection:
            if not check_kind(connection, path):
                raise JournalError(f"{path} is empty: no service has written a journal there yet.")
            yield connection
    except sqlite3.Error as error:
        raise unusable(path, error) from None


def _reader(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri() + "?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_MS / 1000)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        connection.close()
        # A closed journal in a folder that may only be read: nobody writes, so no lock is needed.
        # One that is locked is no such case: without a lock its rows are read while they change.
        if error.sqlite_errorcode & 0xFF not in READ_ONLY or Path(f"{path}-wal").exists():
            raise
        connection = sqlite3.connect(address + "&immutable=1", uri=True)
    return connection
