"""What a killed process loses: batched, the newest entries; durable, none that was acknowledged."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from cardshop.journal import Journal, JournalError, read
from classroom.syllabus import ROOT
from journal_entries import entries, entry

FLUSH_MS = 200
# One write and the turn of a busy machine; the entries lost are those since the last commit.
SLACK_MS = 1000
WRITER = """
import os, sys, time
from cardshop.journal import Journal
from journal_entries import entry
durable = sys.argv[2] == "durable"
journal = Journal(sys.argv[1], durable=durable, flush_ms=int(sys.argv[3]))
for number in range(100_000):
    at_ms = time.time_ns() // 1_000_000
    assert journal.record(entry(number, at_ms=at_ms))
    os.write(1, b"%d %d\\n" % (number, at_ms))
    time.sleep(0.001)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.db"


def killed(path, kind: str, seconds: float) -> tuple[dict[int, int], int]:
    """Acknowledged numbers with their moments, and the moment of the kill."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), kind, str(FLUSH_MS)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
    )
    first = writer.stdout.readline()
    time.sleep(seconds)
    killed_ms = time.time_ns() // 1_000_000
    writer.kill()
    lines = (first + writer.communicate()[0]).split(b"\n")
    told = [line.split() for line in lines[:-1]]
    return {int(number): int(at_ms) for number, at_ms in told}, killed_ms


def lost(path, told: dict[int, int]) -> list[int]:
    kept = {int(one, 16) for one in read(path)["request_id"]}
    return sorted(set(told) - kept)


def kill_batched(path, seconds: float) -> None:
    told, killed_ms = killed(path, "batched", seconds)
    gone = lost(path, told)
    assert len(told) > 10
    # Nothing but the newest: a gap would be an entry that a later commit overtook.
    assert gone == sorted(told)[len(told) - len(gone) :]
    assert all(killed_ms - told[number] <= FLUSH_MS + SLACK_MS for number in gone)


def kill_durable(path, seconds: float) -> None:
    told, _ = killed(path, "durable", seconds)
    assert len(told) > 10
    assert lost(path, told) == []


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(5))
def test_a_killed_batched_journal_loses_only_what_came_since_the_last_flush(path, turn):
    kill_batched(path, 0.5 + 0.07 * turn)


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(5))
def test_a_killed_durable_journal_loses_nothing_acknowledged(path, turn):
    kill_durable(path, 0.5 + 0.07 * turn)


@pytest.mark.soak
@pytest.mark.parametrize("kill", [kill_batched, kill_durable])
def test_two_hundred_kills(path, tmp_path, kill):
    for turn in range(200):
        kill(tmp_path / f"{turn}.db", 0.3 + 0.005 * (turn % 80))


def test_a_durable_journal_has_written_when_the_call_returns(path):
    with Journal(path, durable=True, flush_ms=60_000) as journal:
        journal.write_now(entries(3))
        assert journal.record(entry(3))
        assert read(path).height == 4
        assert journal.counts == (4, 0, 0, 0)
        ((level,),) = journal._store._connection.execute("PRAGMA synchronous")
        assert level == 2


def test_a_durable_batch_is_written_whole_or_not_at_all(path):
    with Journal(path, durable=True) as journal:
        journal.write_now(entries(2))
        with pytest.raises(JournalError, match="refuses a row"):
            journal.write_now([entry(2), entry(0)])
        assert journal.counts == (2, 2, 1, 0)
        assert journal.alive
        assert not journal.record(entry(0))
        journal.write_now([entry(2)])
    assert read(path).height == 3


def test_a_durable_journal_finds_out_by_itself_that_it_can_write_again(path, monkeypatch):
    monkeypatch.setattr("cardshop.journal.store.BUSY_MS", 10)
    import sqlite3
    from contextlib import closing

    from journal_entries import until

    with Journal(path, durable=True, flush_ms=5, patience=2) as journal:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(JournalError, match="locked"):
                journal.write_now([entry()])
            until(lambda: not journal.alive)
            other.execute("COMMIT")
        until(lambda: journal.alive)


def test_a_batched_or_closed_journal_promises_nothing_now(path):
    with Journal(path) as journal, pytest.raises(JournalError, match="durable=True"):
        journal.write_now([entry()])
    durable = Journal(path, durable=True)
    durable.close()
    with pytest.raises(JournalError, match="is closed"):
        durable.write_now([entry()])
    assert not durable.record(entry())
    assert durable.counts.dropped == 2
