"""The learner's record: nothing lost, nothing counted twice."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from classroom.progress import (
    FileRecord,
    MemoryRecord,
    RecordError,
    failed_attempts,
    last_states,
    last_text,
    record_text,
    record_verdict,
)


def record_attempt(record, question_id, *, attempt, state):
    asked, stated = SimpleNamespace(id=question_id), SimpleNamespace(value=state)
    verdict = SimpleNamespace(question=asked, state=stated, attempt=attempt)
    record_verdict(record, verdict)


@pytest.fixture(params=["memory", "file"])
def record(request, tmp_path):
    return MemoryRecord() if request.param == "memory" else FileRecord(tmp_path / "r" / "r.jsonl")


def test_an_attempt_judged_again_is_counted_once(record):
    for _ in range(3):
        record_attempt(record, "1.2", attempt="a", state="not yet")
    assert len(record.events()) == 1


def test_hints_count_distinct_failed_attempts_of_one_question(record):
    for attempt, state in [("a", "not yet"), ("b", "not yet"), ("a", "not yet"), ("c", "passed")]:
        record_attempt(record, "1.2", attempt=attempt, state=state)
    record_attempt(record, "1.3", attempt="z", state="your code raised")
    assert failed_attempts(record.events(), "1.2") == 2
    assert failed_attempts(record.events(), "1.3") == 1


def test_the_last_state_counts(record):
    record_attempt(record, "1.2", attempt="a", state="passed")
    record_attempt(record, "1.2", attempt="b", state="not yet")
    assert last_states(record.events()) == {"1.2": "not yet"}


def test_what_was_written_is_there_again(record):
    record_text(record, "socratic 1", "first")
    record_text(record, "socratic 1", "second")
    record_text(record, "socratic 1", "second")
    assert last_text(record.events(), "socratic 1") == "second"
    assert len(record.events()) == 2
    assert last_text(record.events(), "socratic 2") == ""


def test_a_torn_last_line_costs_only_itself(tmp_path):
    record = FileRecord(tmp_path / "r.jsonl")
    record_attempt(record, "1.2", attempt="a", state="not yet")
    with record.path.open("a") as file:
        file.write('{"v": 1, "kind": "att')
    record_attempt(record, "1.2", attempt="b", state="passed")
    assert [one["attempt"] for one in record.events()] == ["a", "b"]


def test_events_of_an_unknown_version_are_passed_over_and_kept(tmp_path):
    record = FileRecord(tmp_path / "r.jsonl")
    future = json.dumps({"v": 99, "kind": "attempt"}) + "\n"
    record.path.write_text(future)
    record_attempt(record, "1.2", attempt="a", state="passed")
    assert len(record.events()) == 1
    assert record.path.read_text().startswith(future)


@pytest.mark.parametrize(
    "line", [b"\xff\xfe\n", b"[" * 100_000 + b"\n", b'{"v": 1, "kind": "attempt"}\n']
)
def test_a_damaged_line_is_passed_over(tmp_path, line):
    record = FileRecord(tmp_path / "r.jsonl")
    record.path.write_bytes(line)
    record_attempt(record, "1.2", attempt="a", state="passed")
    assert last_states(record.events()) == {"1.2": "passed"}


@pytest.mark.parametrize("verdict", [("a", "not attempted"), ("", "not yet")])
def test_a_stub_or_a_missing_answer_is_no_attempt(record, verdict):
    record_attempt(record, "1.2", attempt=verdict[0], state=verdict[1])
    assert record.events() == []


def test_a_record_that_cannot_be_written_says_where_and_what_to_do(tmp_path):
    (tmp_path / "r.jsonl").mkdir()
    with pytest.raises(RecordError, match=r"r\.jsonl: .* Free some space"):
        record_attempt(_Unreadable(tmp_path / "r.jsonl"), "1.2", attempt="a", state="passed")


class _Unreadable(FileRecord):
    def events(self):
        return []
