"""The record under bad luck: two writers, a full disk, a clock set back, kill -9 at any moment."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classroom import progress
from classroom.progress import (
    FileRecord,
    RecordError,
    append_new,
    begin_timed,
    best_timed,
    is_begun,
    last_states,
    pass_timed,
    record_attempt,
    seconds_passed,
    seconds_running,
    untick,
)
from classroom.progress import clock as clock_module
from classroom.syllabus import ROOT

# A learner's process: one event after the other, each said aloud once it is written.
WRITER = """
import sys, time
from pathlib import Path
import filelock
from classroom.progress import FileRecord, record_attempt
record, number = FileRecord(Path(sys.argv[1])), int(sys.argv[2])
print("ready", flush=True)
while True:
    record_attempt(record, "1.2", attempt=f"a{number}", state="not yet")
    print(number, flush=True)
    number += 1
    # Whoever writes without a pause hardly ever leaves the lock to the other one.
    time.sleep(float(sys.argv[3]))
"""


@pytest.fixture
def record(tmp_path) -> FileRecord:
    return FileRecord(tmp_path / ".course" / "record.jsonl")


def writer(record: FileRecord, first: int, pause_s: float = 0.0) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, str(record.path), str(first), str(pause_s)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def killed_writers(record: FileRecord, times: int, seed: int) -> set[int]:
    """Numbers that were said to be written, over `times` writers killed at random moments."""
    moments, said, first = random.Random(seed), set(), 0
    for _ in range(times):
        process = writer(record, first)
        assert process.stdout.readline() == "ready\n"
        killer = threading.Timer(moments.random() * 0.1, process.kill)
        killer.start()
        said |= {int(line) for line in process.stdout if line.strip().isdecimal()}
        assert process.wait() == -signal.SIGKILL
        killer.join()
        process.stdout.close()
        # The next one begins with the last number written: its event must not be doubled.
        first = max((int(one["attempt"][1:]) for one in record.events()), default=0)
    return said


def assert_nothing_lost_or_doubled(record: FileRecord, said: set[int]) -> None:
    written = [int(one["attempt"][1:]) for one in record.events()]
    assert len(said) > 0
    assert said <= set(written)
    assert written == sorted(set(written))


@pytest.mark.slow
def test_kill_9_at_random_moments_loses_and_doubles_nothing(record):
    assert_nothing_lost_or_doubled(record, killed_writers(record, times=25, seed=3))


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_kill_9_at_a_thousand_random_moments_loses_and_doubles_nothing(record):
    assert_nothing_lost_or_doubled(record, killed_writers(record, times=1_000, seed=4))


def test_two_processes_at_once_lose_and_double_nothing(record):
    first, second = (writer(record, number, pause_s=0.01) for number in (0, 100_000))
    said = set()
    for process in (first, second):
        while len(said) < (20 if process is first else 40):
            line = process.stdout.readline()
            assert line, "a writer ended by itself"
            said |= {int(line)} if line.strip().isdecimal() else set()
    for process in (first, second):
        process.terminate()
        said |= {int(line) for line in process.stdout if line.strip().isdecimal()}
        process.wait()
        process.stdout.close()
    written = [int(one["attempt"][1:]) for one in record.events()]
    assert said <= set(written)
    assert len(written) == len(set(written))
    assert record.passed_over() == []


def test_two_threads_that_judge_the_same_append_one_event(record, monkeypatch):
    read = FileRecord.events

    def read_slowly(one):
        found = read(one)
        # Without a lock, every thread has read before the first one writes.
        time.sleep(0.02)
        return found

    monkeypatch.setattr(FileRecord, "events", read_slowly)
    event = {"kind": "text", "key": "k", "text": "t"}
    threads = [
        threading.Thread(target=append_new, args=(record, event), kwargs={"subject": ("kind",)})
        for _ in range(8)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(record.events()) == 1


def test_a_full_disk_is_told_and_leaves_the_file_as_it_was(record, monkeypatch):
    record_attempt(record, "1.2", attempt="a", state="passed")
    before = record.path.read_bytes()
    real_write = os.write

    def half_then_full(handle, data):
        if len(data) < 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real_write(handle, data[: len(data) // 2])

    monkeypatch.setattr(os, "write", half_then_full)
    with pytest.raises(RecordError, match=r"No space left on device\. Free some space"):
        record_attempt(record, "1.3", attempt="b", state="passed")
    monkeypatch.undo()
    assert record.path.read_bytes() == before
    record_attempt(record, "1.3", attempt="b", state="passed")
    assert last_states(record.events()) == {"1.2": "passed", "1.3": "passed"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_device_that_is_really_full_is_told(record):
    record.path.parent.mkdir()
    record.path.symlink_to("/dev/full")
    with pytest.raises(RecordError, match="No space left on device"):
        record.append({"kind": "text", "key": "k", "text": "t"})


def test_a_read_only_place_is_told(record, monkeypatch):
    def refused(*_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(RecordError, match="Read-only file system"):
        record.append({"kind": "text", "key": "k", "text": "t"})


def test_a_record_that_somebody_else_holds_is_told_after_a_while(record, monkeypatch):
    monkeypatch.setattr(progress.record, "LOCK_S", 0.2)
    held, release = threading.Event(), threading.Event()

    def hold():
        with record.alone():
            held.set()
            release.wait(5)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(5)
    with pytest.raises(RecordError, match=r"has been writing for long\. End it"):
        record.append({"kind": "text", "key": "k", "text": "t"})
    release.set()
    holder.join()


def test_the_order_of_the_file_counts_when_the_clock_was_set_back(record):
    for at, state in (("2031-01-01T00:00:00+00:00", "passed"), ("1999-01-01", "not yet")):
        record.append(
            {"kind": "attempt", "question": "1.2", "attempt": at, "state": state, "at": at}
        )
    assert last_states(record.events()) == {"1.2": "not yet"}


@pytest.mark.parametrize("kind", ["kata", "exam"])
def test_a_kata_or_exam_counts_no_time_when_the_clock_was_set_back(record, monkeypatch, kind):
    begin_timed(record, kind, "data-test")
    past = datetime(1999, 1, 1, tzinfo=UTC)

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return past

    monkeypatch.setattr(clock_module.dt, "datetime", Earlier)
    assert seconds_running(record.events(), kind, "data-test") is None
    assert pass_timed(record, kind, "data-test") is None
    assert best_timed(record.events(), kind, "data-test") is None


def test_a_kata_remembers_its_fastest_pass_and_ends_with_it(record):
    begin_timed(record, "kata", "data-test")
    seconds = pass_timed(record, "kata", "data-test")
    assert seconds is not None
    assert best_timed(record.events(), "kata", "data-test") == seconds
    assert seconds_running(record.events(), "kata", "data-test") is None


def test_a_pass_stops_the_clock_with_its_seconds_until_it_begins_again(record):
    assert not is_begun(record.events(), "exam", "churn")
    assert seconds_passed(record.events(), "exam", "churn") is None
    begin_timed(record, "exam", "churn")
    assert is_begun(record.events(), "exam", "churn")
    seconds = pass_timed(record, "exam", "churn")
    assert not is_begun(record.events(), "exam", "churn")
    assert seconds_passed(record.events(), "exam", "churn") == seconds
    begin_timed(record, "exam", "churn")
    assert is_begun(record.events(), "exam", "churn")
    assert seconds_passed(record.events(), "exam", "churn") is None


@pytest.mark.parametrize("seconds", [None, "9", -1.0])
def test_a_pass_whose_seconds_cannot_have_been_has_no_time(seconds):
    passed = {"kind": "exam", "name": "churn", "step": "passed", "at": "", "seconds": seconds}
    assert seconds_passed([passed], "exam", "churn") is None
    assert best_timed([passed], "exam", "churn") is None


def test_what_passed_and_broke_is_unticked_once_and_ticked_again_by_passing(record):
    record_attempt(record, "1.2", attempt="a", state="passed")
    untick(record, "1.2")
    untick(record, "1.2")
    assert last_states(record.events()) == {"1.2": "not yet"}
    assert len(record.events()) == 2
    record_attempt(record, "1.2", attempt="a", state="passed")
    assert last_states(record.events()) == {"1.2": "passed"}


def test_lines_that_count_for_nothing_are_named_and_kept(record):
    record.path.parent.mkdir()
    lines = ['{"v": 99, "kind": "attempt"}', "{torn", '{"v": 1, "kind": "quiz", "lesson": "01"}']
    record.path.write_text("\n".join(lines) + "\n")
    record_attempt(record, "1.2", attempt="a", state="passed")
    assert [one.line for one in record.passed_over()] == [1, 2, 3]
    assert "another version" in record.passed_over()[0].why
    assert "right, asked" in record.passed_over()[2].why
    assert record.path.read_text().splitlines()[:3] == lines
    assert json.loads(record.path.read_text().splitlines()[3])["attempt"] == "a"


ODD = {
    "a number of 5,000 digits": '{"v": 1, "kind": "text", "key": "k", "text": ' + "1" * 5_000 + "}",
    "a score beyond every count": (
        '{"v": 1, "kind": "quiz", "lesson": "01", "asked": 8, "seed": 0, "right": 1'
        + "0" * 400
        + "}"
    ),
    "a seed that is text": (
        '{"v": 1, "kind": "quiz", "lesson": "01", "asked": 8, "right": 8, "seed": "x"}'
    ),
    "a state that is a list": '{"v": 1, "kind": "unticked", "question": "1.2", "state": []}',
}


@pytest.mark.parametrize("kind", ODD)
def test_a_line_that_would_break_a_reader_counts_for_nothing(record, kind):
    record.path.parent.mkdir()
    record.path.write_text(ODD[kind] + "\n")
    assert record.events() == []
    assert len(record.passed_over()) == 1


def test_a_byte_order_mark_costs_no_event(record):
    record.path.parent.mkdir()
    line = '{"v": 1, "kind": "attempt", "question": "1.2", "attempt": "a", "state": "passed"}'
    record.path.write_bytes(b"\xef\xbb\xbf" + line.encode() + b"\n")
    assert last_states(record.events()) == {"1.2": "passed"}
