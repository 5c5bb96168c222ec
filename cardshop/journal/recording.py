"""The service's side of a journal: a bounded queue, and one thread that empties it."""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from cardshop.journal.entries import Counts, Entry, JournalError
from cardshop.journal.store import BUSY_MS, RowError, Store

FLUSH_MS = 200
CAPACITY = 10_000
# Writes that fail in a row before the journal calls itself dead.
PATIENCE = 5


class Journal:
    """An open journal that takes entries from any thread; each worker process opens its own.

    Batched, entries wait up to `flush_ms` and are committed together; a batch that fails is tried
    again, and entries beyond `capacity` are dropped. `durable`: committed before a call returns.
    Raises JournalError when the file cannot be written now.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        durable: bool = False,
        flush_ms: float = FLUSH_MS,
        capacity: int = CAPACITY,
        patience: int = PATIENCE,
    ) -> None:
        if not (flush_ms > 0 and capacity >= 1 and patience >= 1):
            message = f"flush_ms {flush_ms}, capacity {capacity}, patience {patience}: "
            raise JournalError(message + "each has to be above 0.")
        self.path, self.durable = Path(path), durable
        self._flush_s, self._capacity, self._patience = flush_ms / 1000, capacity, patience
        self._store = Store(self.path, durable=durable)
        self._queue: list[Entry] = []
        # Taken from the queue, and not yet committed.
        self._held: list[Entry] = []
        self._written = self._dropped = self._failed_batches = self._failed_in_a_row = 0
        self._trouble: str | None = None
        self._closed = False
        self._lock, self._store_lock = threading.Lock(), threading.Lock()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="journal", daemon=True)
        self._thread.start()
        _forget_in_children(self)

    def record(self, entry: Entry) -> bool:
        """Whether it was taken: queued, or committed when durable; False: dropped and counted.

        A batched journal returns at once; a durable one waits for the disk.
        """
        if self.durable:
            return self._recorded_now(entry)
        with self._lock:
            waiting = len(self._queue) + len(self._held)
            if self._closed or waiting >= self._capacity:
                self._dropped += 1
                return False
            self._queue.append(entry)
        # A burst does not wait for the clock.
        if waiting == self._capacity // 2:
            self._wake.set()
        return True

    def write_now(self, entries: Sequence[Entry]) -> None:
        """Nothing, once all entries are on the disk; for a durable journal, from any thread.

        Raises JournalError: none was written, each is counted as dropped.
        """
        if not self.durable:
            message = f"{self.path} is open for batches, which may be lost. "
            raise JournalError(message + "Open it with durable=True to write now.")
        try:
            with self._store_lock:
                self._check_open()
                self._store.insert_all(entries)
        except JournalError as error:
            self._note_failure(error, in_a_row=not isinstance(error, RowError))
            with self._lock:
                self._dropped += len(entries)
            raise
        self._note_success(written=len(entries), refused=0)

    @property
    def alive(self) -> bool:
        """Whether entries reach the file: the thread lives, and not every late write failed."""
        return (
            self._thread.is_alive() and not self._closed and self._failed_in_a_row < self._patience
        )

    @property
    def counts(self) -> Counts:
        """Cards written, dropped and waiting, and batches that failed, since it was opened."""
        with self._lock:
            waiting = len(self._queue) + len(self._held)
            return Counts(self._written, self._dropped, self._failed_batches, waiting)

    @property
    def trouble(self) -> str | None:
        """What the last write failed with, in one line; None when it went well."""
        return self._trouble

    def close(self, timeout_s: float = 5.0) -> bool:
        """Whether all that waited was committed; what was not by then is dropped and counted.

        Entries that come later are dropped and counted. Closing twice does nothing.
        """
        until = time.monotonic() + timeout_s
        with self._lock:
            self._closed = True
        self._wake.set()
        self._thread.join(timeout_s + BUSY_MS / 1000)
        # A thread that hangs in the disk keeps the file; what it holds is not known to be written.
        if not self._thread.is_alive():
            self._flush()
            while self._waiting() and time.monotonic() < until:
                time.sleep(min(self._flush_s, 0.05))
                self._flush()
            with self._store_lock:
                self._store.close()
        return self._drop_what_waits() == 0

    def forget(self) -> None:
        """Nothing; in a forked child, which has no writer thread: what waits is the parent's."""
        self._lock, self._store_lock = threading.Lock(), threading.Lock()
        self._queue, self._held, self._failed_in_a_row = [], [], 0
        self._closed = True
        self._store.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _loop(self) -> None:
        while not self._closed:
            self._wake.wait(self._flush_s)
            self._wake.clear()
            if not self._closed:
                self._flush()

    def _flush(self) -> None:
        """Write what waits; after a failure write in any case, to find out when that is over."""
        with self._lock:
            self._held += self._queue
            self._queue = []
        if not self._held and not self._failed_in_a_row:
            return
        try:
            with self._store_lock:
                refused = self._store.insert(self._held)
        except Exception as error:  # noqa: BLE001  nothing may end the thread in silence
            self._note_failure(error)
        else:
            self._note_success(written=len(self._held) - refused, refused=refused)

    def _note_success(self, *, written: int, refused: int) -> None:
        with self._lock:
            self._written += written
            self._dropped += refused
            self._failed_batches += refused > 0
            self._failed_in_a_row = 0
            self._held = []
        self._trouble = f"{refused} rows were refused" if refused else None

    def _note_failure(self, error: Exception, *, in_a_row: bool = True) -> None:
        with self._lock:
            self._failed_batches += 1
            self._failed_in_a_row += in_a_row
        self._trouble = str(error) or type(error).__name__

    def _check_open(self) -> None:
        if self._closed:
            raise JournalError(f"{self.path} is closed. Open it again to write.")

    def _recorded_now(self, entry: Entry) -> bool:
        try:
            self.write_now((entry,))
        except JournalError:
            return False
        return True

    def _waiting(self) -> int:
        return self.counts.waiting

    def _drop_what_waits(self) -> int:
        with self._lock:
            left = len(self._held) + len(self._queue)
            self._held, self._queue = [], []
            self._dropped += left
        return left


def _forget_in_children(journal: Journal) -> None:
    """A forked process has no writer thread, and SQLite's files must not be shared with it."""
    known = weakref.ref(journal)

    def forget() -> None:
        if (inherited := known()) is not None:
            inherited.forget()

    os.register_at_fork(after_in_child=forget)
