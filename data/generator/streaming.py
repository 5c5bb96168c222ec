"""A card table of millions of rows, written chunk by chunk with flat memory."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import polars as pl
from polars.io.plugins import register_io_source

from generator.press import Press
from generator.prints import print_chunk
from generator.seeds import CHUNK, Table

ROW_GROUP_ROWS = 2 * CHUNK
SIGNAL_CHECK_SECONDS = 0.2


class InterruptedWriteError(Exception):
    """The write was stopped from outside; nothing is left of the unfinished file."""


class StopRequest:
    """Remembers that somebody asked to stop (Ctrl-C or a termination signal)."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Note the request; the writer looks before each chunk."""
        self.asked = True


@contextmanager
def stop_requests() -> Iterator[StopRequest]:
    """A stop request instead of an exception for as long as the block runs.

    An exception in the middle of the clean-up would leave half a file behind.
    """
    request = StopRequest()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, request) for number in signals]
    try:
        yield request
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


def claim(path: Path) -> Path:
    """The partial file beside `path`, created; raises OSError where nothing can be written."""
    partial = path.with_name(path.name + ".partial")
    partial.touch()
    return partial


def write_large(
    press: Press, rows: int, path: Path, *, advance: Callable[[int], None] = lambda _rows: None
) -> None:
    """Write the first `rows` prints to a Parquet file; `advance` hears of each finished chunk.

    The file appears under its name only when it is whole; no partial file remains.
    Raises InterruptedWriteError after Ctrl-C, OSError or a polars error if the disk refuses.
    """
    partial = claim(path)
    with stop_requests() as request:
        table = source(press, rows, advance, request=request)
        try:
            run_beside(lambda: sink(table, partial))
            if request.asked:
                raise InterruptedWriteError
            partial.replace(path)
        except (KeyboardInterrupt, pl.exceptions.PolarsError) as error:
            if request.asked:
                raise InterruptedWriteError from error
            raise
        finally:
            partial.unlink(missing_ok=True)


def sink(table: pl.LazyFrame, path: Path) -> None:
    """Write a lazy table as it comes."""
    table.sink_parquet(path, compression="zstd", row_group_size=ROW_GROUP_ROWS, maintain_order=True)


def run_beside(work: Callable[[], None]) -> None:
    """Run in a second thread and wait; Python hears signals in the first thread only.

    What the work raises is raised here.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        done = pool.submit(work)
        while not done.done():
            wait([done], timeout=SIGNAL_CHECK_SECONDS)
        done.result()


def source(
    press: Press, rows: int, advance: Callable[[int], None], *, request: StopRequest
) -> pl.LazyFrame:
    """A lazy table that prints its chunks when the writer asks for them."""

    def chunks(*_pushdown: object) -> Iterator[pl.DataFrame]:
        for begin in range(0, rows, CHUNK):
            if request.asked:
                raise InterruptedWriteError
            chunk = print_chunk(press, Table.CARDS, begin // CHUNK).head(rows - begin)
            advance(chunk.height)
            yield chunk

    return register_io_source(chunks, schema=print_chunk(press, Table.CARDS, 0).schema)
