"""What remembering a prediction costs: a commit a row, batches of them, lines of JSON."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.findings import Findings, Say, Table
from benchmarks.timing import assert_equal, interleaved
from cardshop.dataset import load_cards
from cardshop.journal import Entry, Journal, new_request_id, read
from cardshop.journal.store import Store

WHAT = "remembering a prediction: row by row, in batches, as lines of JSON"
ABOUT_MIN = 1.0
BATCHED = "a commit for 500 rows"
JOURNAL = "the journal: queue, thread and commits"
ROW_WISE = "a commit a row"
DURABLE = "a commit a row, on the disk"
LINES = "a line of JSON a row"
NOON_MS = 1_790_000_000_000
# What one flush takes at about 2,500 cards a second.
BATCH_ROWS = 500


def measured(*, quick: bool, say: Say) -> Findings:
    """Seconds per run of rows on each way; what they kept is asserted to be equal."""
    entries = _entries(1_000 if quick else 5_000)
    with tempfile.TemporaryDirectory() as folder:
        paths = (Path(folder, f"{number}") for number in range(1_000_000))
        kept: dict[str, Path] = {}
        say(f"{len(entries):,} rows, ways that take turns")
        ways = {
            name: partial(_kept, kept, name, paths.__next__, partial(way, entries))
            for name, way in WAYS.items()
        }
        found = interleaved(ways, repeats=3 if quick else 11)
        rows = {name: READERS[name](path) for name, path in kept.items()}
        assert_equal(rows, what="rows kept")
    groups = {f"{len(entries):,} rows": found}
    title = "All rows recorded, and the file closed"
    return Findings(METHOD, [Table(title, groups, of="run", clock="cpu")])


METHOD = (
    "Entries with whole cards are built beforehand, with request ids in order of time. All ways "
    "but the last write the same table in write-ahead mode; the durable one waits for the disk. "
    "A service that answers 2,500 cards a second has about 500 waiting at each flush; handed all "
    "rows at once, the journal commits larger batches. A line of JSON is one write to a file "
    "opened for appending: no key, no query, no deletion. Files are new in each turn; what was "
    "kept is read back and asserted to be equal."
)


def _entries(count: int) -> list[Entry]:
    cards = load_cards().drop("card_type").head(count).to_dicts()
    return [_entry(number, json.dumps(card, default=str)) for number, card in enumerate(cards)]


def _entry(number: int, card: str) -> Entry:
    return Entry(
        request_id=new_request_id(NOON_MS + number),
        position=0,
        client_request_id=None,
        at_ms=NOON_MS + number,
        model_version="2026-11-21",
        card=card,
        card_type="Fire",
        confidence=0.97,
        decision="file",
        reason="sure",
        status=200,
        latency_ms=12.5,
    )


def _kept(
    kept: dict[str, Path], name: str, new_path: Callable[[], Path], way: Callable[[Path], None]
) -> None:
    kept[name] = new_path()
    way(kept[name])


def _batched(entries: Sequence[Entry], path: Path, *, rows: int = BATCH_ROWS) -> None:
    store = Store(path, durable=False)
    for start in range(0, len(entries), rows):
        store.insert_all(entries[start : start + rows])
    store.close()


def _through_the_journal(entries: Sequence[Entry], path: Path) -> None:
    with Journal(path) as journal:
        for entry in entries:
            journal.record(entry)


def _durable(entries: Sequence[Entry], path: Path) -> None:
    with Journal(path, durable=True) as journal:
        for entry in entries:
            journal.record(entry)


def _as_lines(entries: Sequence[Entry], path: Path) -> None:
    lines = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
    for entry in entries:
        os.write(lines, json.dumps(entry).encode() + b"\n")
    os.close(lines)


def _from_journal(path: Path) -> list[tuple[object, ...]]:
    return read(path).rows()


def _from_lines(path: Path) -> list[tuple[object, ...]]:
    return [tuple(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


WAYS: dict[str, Callable[[Sequence[Entry], Path], None]] = {
    BATCHED: _batched,
    JOURNAL: _through_the_journal,
    ROW_WISE: partial(_batched, rows=1),
    DURABLE: _durable,
    LINES: _as_lines,
}
READERS = dict.fromkeys(WAYS, _from_journal) | {LINES: _from_lines}
