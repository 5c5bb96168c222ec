"""What the service's side of the journal promises: nothing lost in silence, nothing stops it."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cardshop.journal import Journal, JournalError, read
from classroom.syllabus import ROOT
from journal_entries import entries, entry, filled, until

SOON = {"flush_ms": 5}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.db"


def numbers(path) -> list[int]:
    return [int(one, 16) for one in read(path)["request_id"]]


def test_closing_writes_all_that_waits(path):
    journal = Journal(path, flush_ms=60_000)
    assert all(journal.record(one) for one in entries(300))
    assert journal.counts == (0, 0, 0, 300)
    assert journal.close()
    assert journal.counts == (300, 0, 0, 0)
    assert numbers(path) == list(range(300))


def test_entries_reach_the_file_without_closing(path):
    with Journal(path, **SOON) as journal:
        journal.record(entry())
        until(lambda: journal.counts.written == 1)
        assert numbers(path) == [0]


def test_a_burst_is_written_before_the_clock_says_so(path):
    with Journal(path, flush_ms=60_000, capacity=100) as journal:
        assert all(journal.record(one) for one in entries(80))
        until(lambda: journal.counts.written > 0)


def test_one_client_id_many_times_is_no_trouble(path):
    with Journal(path) as journal:
        journal.record(entry(1, client_request_id="again"))
        journal.record(entry(2, client_request_id="again"))
    assert journal.counts == (2, 0, 0, 0)


def test_the_cards_of_one_request_stand_side_by_side(path):
    with Journal(path) as journal:
        for position in range(3):
            journal.record(entry(7, position=position))
    assert read(path)["position"].to_list() == [0, 1, 2]


@pytest.mark.parametrize(
    "bad",
    [
        entry(3),
        entry(90, at_ms=2**63),
        entry(91, decision=None),
        entry(92, status="many"),
        entry(93, card="\ud800"),
        entry(94, confidence=object()),
        (1, 2),
    ],
    ids=["key again", "too large", "null", "text", "surrogate", "no value", "too short"],
)
def test_one_bad_row_takes_no_other_with_it(path, bad):
    journal = Journal(path, flush_ms=60_000)
    for one in [*entries(5), bad, *entries(5, start=5)]:
        assert journal.record(one)
    assert journal.close()
    assert journal.counts == (10, 1, 1, 0)
    assert journal.trouble == "1 rows were refused"
    assert numbers(path) == list(range(10))


def test_after_a_bad_row_the_journal_goes_on(path):
    with Journal(path, **SOON) as journal:
        journal.record(entry(1, decision=None))
        until(lambda: journal.counts.dropped == 1)
        assert journal.alive
        journal.record(entry(2))
        until(lambda: journal.counts.written == 1)


def test_more_than_the_capacity_is_refused_and_counted(path):
    with closing(sqlite3.connect(filled(path, 1), isolation_level=None)) as other:
        journal = Journal(path, capacity=10, **SOON)
        other.execute("BEGIN EXCLUSIVE")
        taken = [journal.record(one) for one in entries(25, start=1)]
        assert taken == [True] * 10 + [False] * 15
        other.execute("COMMIT")
    assert journal.close()
    assert journal.counts[:2] == (10, 15)
    assert numbers(path) == list(range(11))


def test_what_comes_after_closing_is_refused_and_counted(path):
    journal = Journal(path)
    assert journal.alive
    journal.close()
    assert not journal.record(entry())
    assert (journal.alive, journal.counts) == (False, (0, 1, 0, 0))
    assert journal.close()


def test_a_locked_file_is_tried_again_until_it_is_free(path, monkeypatch):
    monkeypatch.setattr("cardshop.journal.store.BUSY_MS", 10)
    journal = Journal(path, patience=3, **SOON)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        journal.record(entry())
        until(lambda: not journal.alive)
        assert journal.counts.failed_batches >= 3
        assert journal.counts.waiting == 1
        assert "locked" in journal.trouble
        other.execute("COMMIT")
    until(lambda: journal.alive)
    assert (journal.counts.written, journal.trouble) == (1, None)
    journal.close()


def test_what_could_not_be_written_by_the_end_is_counted(path, monkeypatch):
    monkeypatch.setattr("cardshop.journal.store.BUSY_MS", 10)
    journal = Journal(path, flush_ms=60_000)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        journal.record(entry())
        assert not journal.close(0.05)
    assert journal.counts.dropped == 1
    assert journal.counts.waiting == 0


def test_a_full_disk_is_no_end(path):
    journal = Journal(path, patience=2, **SOON)
    # SQLite's own quota; what it says at the bound is what it says on a full disk.
    with journal._store_lock:
        journal._store._connection.execute("PRAGMA max_page_count = 1")
    big = [entry(number, card="x" * 50_000) for number in range(3)]
    assert all(journal.record(one) for one in big)
    until(lambda: journal.counts.written == 3)
    assert journal.counts.failed_batches >= 1
    journal.close()
    assert numbers(path) == [0, 1, 2]


def test_a_full_disk_is_said_and_counted(path):
    # A limit on the size of files is what a full disk is, for one process.
    code = """
import resource, sys
from cardshop.journal import Journal
from journal_entries import entry, until
journal = Journal(sys.argv[1], flush_ms=5, patience=2)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
for number in range(20):
    journal.record(entry(number, card="x" * 50_000))
until(lambda: not journal.alive)
assert journal.counts.failed_batches >= 2, journal.counts
assert "room" in journal.trouble, journal.trouble
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
until(lambda: journal.alive and not journal.counts.waiting)
assert journal.close()
print(journal.counts.written)
"""
    assert run(code, path).strip() == "20"
    assert len(numbers(path)) == 20


@pytest.mark.parametrize("lost", ["", "-wal"])
def test_a_deleted_file_is_noticed_and_made_again(path, lost):
    journal = Journal(path, **SOON)
    journal.record(entry(1))
    until(lambda: journal.counts.written == 1)
    Path(f"{path}{lost}").unlink()
    journal.record(entry(2))
    until(lambda: journal.counts.written == 2)
    assert journal.counts.failed_batches == 1
    assert journal.close()
    assert 2 in numbers(path)


def test_a_folder_that_cannot_be_written_is_said_at_once(tmp_path):
    # Root may write everywhere but among the processes.
    folder = tmp_path if os.geteuid() else Path("/proc")
    if folder == tmp_path:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(JournalError, match="Make the file and its folder writable"):
            Journal(folder / "journal.db")
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_file_that_turns_read_only_is_counted(path):
    journal = Journal(path, patience=2, **SOON)
    with journal._store_lock:
        journal._store._connection.execute("PRAGMA query_only = 1")
    journal.record(entry())
    until(lambda: journal.counts.written == 1)
    assert journal.counts.failed_batches == 1
    journal.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_writer_is_not_alive_and_closing_writes_for_it(path, monkeypatch):
    journal = Journal(path, **SOON)
    flush, died = journal._flush, []

    def dies():
        if not died:
            died.append(True)
            raise KeyboardInterrupt
        flush()

    monkeypatch.setattr(journal, "_flush", dies)
    until(lambda: not journal._thread.is_alive())
    assert not journal.alive
    assert journal.record(entry())
    assert journal.close()
    assert numbers(path) == [0]


def test_an_error_nobody_foresaw_does_not_end_the_writer(path, monkeypatch):
    journal = Journal(path, **SOON)
    insert = journal._store.insert
    errors = iter([MemoryError(), RuntimeError("no idea")])

    def fails(waiting):
        for error in errors:
            raise error
        return insert(waiting)

    monkeypatch.setattr(journal._store, "insert", fails)
    journal.record(entry())
    until(lambda: journal.counts.written == 1)
    assert journal.counts.failed_batches == 2
    journal.close()


def test_several_workers_share_one_file(path):
    code = """
import sys
from cardshop.journal import Journal
from journal_entries import entries
journal = Journal(sys.argv[1], flush_ms=1)
for one in entries(500, start=int(sys.argv[2])):
    assert journal.record(one)
assert journal.close()
assert journal.counts == (500, 0, 0, 0), journal.counts
"""
    workers = [started(code, path, str(number * 500)) for number in range(3)]
    assert [one.communicate(timeout=60)[1] for one in workers] == [""] * 3
    assert sorted(numbers(path)) == list(range(1500))


def test_a_forked_child_writes_nothing_with_its_parents_journal(path):
    code = """
import os, sys
from cardshop.journal import Journal
from journal_entries import entry
journal = Journal(sys.argv[1], flush_ms=60_000)
journal.record(entry(1))
child = os.fork()
if child == 0:
    assert not journal.alive
    assert not journal.record(entry(2))
    journal.close()
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
assert journal.alive and journal.close()
"""
    run(code, path)
    assert numbers(path) == [1]


@pytest.mark.parametrize("changed", [{"flush_ms": 0}, {"capacity": 0}, {"patience": 0}])
def test_settings_that_make_no_sense_are_refused(path, changed):
    with pytest.raises(JournalError, match="above 0"):
        Journal(path, **changed)


def started(code, path, *more) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code, str(path), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
    )


def run(code, path) -> str:
    worker = started(code, path)
    said, complained = worker.communicate(timeout=60)
    assert worker.returncode == 0, complained
    return said
