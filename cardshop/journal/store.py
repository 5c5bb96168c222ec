"""The file of a journal: found fit to be used, opened, and written in one transaction."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from cardshop.journal.entries import Entry, JournalError

# "CARD" in ASCII, where SQLite keeps which program a file belongs to.
APPLICATION = 0x43415244
VERSION = 1
# How long a write waits for another worker's; theirs take milliseconds.
BUSY_MS = 1000
# The write-ahead file is cut back to this after a burst or a long read.
LEFT_OVER_BYTES = 16 * 2**20
TABLE = """
CREATE TABLE IF NOT EXISTS predictions (
    request_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    client_request_id TEXT,
    at_ms INTEGER NOT NULL,
    model_version TEXT NOT NULL,
    card TEXT,
    card_type TEXT,
    confidence REAL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    status INTEGER NOT NULL,
    latency_ms REAL NOT NULL,
    PRIMARY KEY (request_id, position)
) STRICT
"""
# Half a microsecond a row; without it "the last hour" reads the whole file.
INDEX = "CREATE INDEX IF NOT EXISTS predictions_by_time ON predictions (at_ms)"
INSERT = f"INSERT INTO predictions VALUES ({', '.join('?' * len(Entry._fields))})"  # noqa: S608
# What one row does wrong; any other error is the file's, and the batch is tried again.
ROW_ERRORS = (
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
    sqlite3.DataError,
    OverflowError,
    TypeError,
    ValueError,
)
Identity = tuple[tuple[int, int] | None, ...]


class RowError(JournalError):
    """The file takes rows, and refuses this one."""


class Store:
    """An open journal file, for one thread at a time; after a failed write it is opened anew."""

    def __init__(self, path: Path, *, durable: bool) -> None:
        self.path, self._durable = path, durable
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._identity: Identity = ()
        self._open()

    def insert(self, entries: Sequence[Entry]) -> int:
        """How many rows were refused; the others are committed. Raises JournalError: none is.

        Without entries it is a test write, which a full disk refuses as it would a row.
        """
        return self._in_one_transaction(entries, one_by_one=True)

    def insert_all(self, entries: Sequence[Entry]) -> None:
        """Nothing, once all are committed; raises JournalError when one is refused: none is."""
        self._in_one_transaction(entries, one_by_one=False)

    def forget(self) -> None:
        """Nothing; the connection stays as it is, since it belongs to the parent of a fork."""
        self._inherited, self._connection = self._connection, None

    def close(self) -> None:
        """Nothing; a transaction that is open is rolled back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _in_one_transaction(self, entries: Sequence[Entry], *, one_by_one: bool) -> int:
        try:
            connection = self._usable()
            connection.execute("BEGIN IMMEDIATE")
            refused = _inserted(connection, entries, one_by_one=one_by_one)
            connection.execute("COMMIT")
        except ROW_ERRORS as error:
            self.close()
            raise JournalError(
                f"{self.path} refuses a row: {error}. Nothing was written."
            ) from None
        except sqlite3.Error as error:
            self.close()
            raise unusable(self.path, error) from None
        return refused

    def _usable(self) -> sqlite3.Connection:
        connection = self._connection or self._open()
        # SQLite would go on writing into a file that has no name any more.
        if identity(self.path) != self._identity:
            self.close()
            message = f"{self.path} or its -wal was deleted or replaced while it was written. "
            raise JournalError(message + "Rows in it are gone; the next write makes a new one.")
        return connection

    def _open(self) -> sqlite3.Connection:
        self._connection = opened(self.path, durable=self._durable)
        self._identity = identity(self.path)
        return self._connection


def _inserted(connection: sqlite3.Connection, entries: Sequence[Entry], *, one_by_one: bool) -> int:
    if not entries:
        connection.execute(f"PRAGMA user_version = {VERSION}")
        return 0
    try:
        connection.executemany(INSERT, entries)
    except ROW_ERRORS:
        if not one_by_one:
            raise
        connection.execute("ROLLBACK")
        connection.execute("BEGIN IMMEDIATE")
        return sum(not _taken(connection, entry) for entry in entries)
    return 0


def _taken(connection: sqlite3.Connection, entry: Entry) -> bool:
    try:
        connection.execute(INSERT, entry)
    except ROW_ERRORS:
        return False
    return True


def identity(path: Path) -> Identity:
    """What the file and its write-ahead file are to the system; None: not there."""
    return tuple(_inode(name) for name in (path, f"{path}-wal"))


def _inode(name: Path | str) -> tuple[int, int] | None:
    try:
        state = Path(name).stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def opened(path: Path, *, durable: bool = False) -> sqlite3.Connection:
    """A connection that has proved that it can write; a new file is made whole.

    Raises JournalError: no folder, no permission, damaged, locked, another program's, newer.
    """
    if not path.parent.is_dir():
        raise JournalError(f"the folder {path.parent} of the journal is not there. Make it first.")
    try:
        connection = sqlite3.connect(
            path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise unusable(path, error) from None
    try:
        _prepare(connection, path, durable=durable)
    except sqlite3.Error as error:
        connection.close()
        raise unusable(path, error) from None
    except JournalError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, durable: bool) -> None:
    if not check_kind(connection, path):
        _switch_to_wal(connection, path)
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute(f"PRAGMA journal_size_limit = {LEFT_OVER_BYTES}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(TABLE)
    connection.execute(INDEX)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    # A change, since SQLite begins a write on a file that it may only read.
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def check_kind(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is a journal; False: nothing is in it. Raises JournalError: another kind."""
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master")
    if not (application or version or tables):
        return False
    if application != APPLICATION:
        message = f"{path} is no journal: it has {tables} tables of another program. "
        raise JournalError(message + "Name another file; a new one is made.")
    if version != VERSION:
        message = f"{path} is a journal of version {version}, and this program writes {VERSION}. "
        raise JournalError(message + "Use the program that wrote it, or name another file.")
    found = [
        name for (name,) in connection.execute("SELECT name FROM pragma_table_info('predictions')")
    ]
    if found != list(Entry._fields):
        message = f"{path} calls itself a journal, and its predictions have {found or 'no table'}. "
        raise JournalError(message + f"A journal has {list(Entry._fields)}. Restore a copy.")
    return True


def _switch_to_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Several workers start at once; for this change SQLite does not wait for the others."""
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            ((mode,),) = connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
            continue
        if mode != "wal":
            message = f"{path} lies where SQLite cannot share memory between processes ({mode}). "
            raise JournalError(message + "Name a file on a local disk.")
        return


def unusable(path: Path, error: sqlite3.Error) -> JournalError:
    """The error in one line, with what to do next."""
    said = str(error)
    if "locked" in said or "busy" in said:
        advice = "Close the program that holds it, then try again."
    elif "readonly" in said or "unable to open" in said:
        advice = "Make the file and its folder writable, or name another file."
    elif "full" in said or "disk I/O" in said:
        advice = "Make room on the disk; `prune` frees pages of old rows."
    else:
        advice = "Name another file, or restore a copy."
    return JournalError(f"{path} cannot be used: {said}. {advice}")
