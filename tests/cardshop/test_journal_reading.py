"""What a journal gives back: typed rows while the service writes, and one line when it cannot."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date

import polars as pl
import pytest

from cardshop.contract import FIELDS
from cardshop.dataset import load_cards
from cardshop.journal import (
    Entry,
    Journal,
    JournalError,
    cards,
    new_request_id,
    prune,
    read,
)
from cardshop.journal.reading import SCHEMA
from journal_entries import NOON_MS, entries, entry, filled


@pytest.fixture
def path(tmp_path):
    return tmp_path / "it is 100% ours?#.db"


def test_what_was_recorded_comes_back_typed_in_order(path):
    late = entry(9, card_type=None, confidence=None, decision="desk", reason="late", card=None)
    given = [*entries(3), late, entry(4, client_request_id=None)]
    with Journal(path) as journal:
        assert all(journal.record(one) for one in given)
    found = read(path)
    assert found.rows() == [tuple(one) for one in given]
    assert found.schema == SCHEMA


def test_the_columns_are_those_of_an_entry():
    assert tuple(SCHEMA) == Entry._fields


def test_an_unused_journal_has_typed_columns_and_no_row(path):
    with Journal(path):
        pass
    assert read(path).equals(SCHEMA.to_frame())
    assert cards(read(path)).height == 0


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({"since_ms": NOON_MS + 7}, [7, 8, 9]),
        ({"until_ms": NOON_MS + 2}, [0, 1]),
        ({"since_ms": NOON_MS + 3, "until_ms": NOON_MS + 5}, [3, 4]),
        ({"since_ms": NOON_MS + 10}, []),
        ({"model_version": "2026-11-21"}, list(range(10))),
        ({"model_version": "another", "since_ms": NOON_MS}, []),
    ],
)
def test_rows_of_a_span_or_a_version(path, wanted, numbers):
    found = read(filled(path, 10), **wanted)
    assert found["at_ms"].to_list() == [NOON_MS + number for number in numbers]


def test_reading_more_than_a_chunk_keeps_the_order(path, monkeypatch):
    monkeypatch.setattr("cardshop.journal.reading.CHUNK_ROWS", 4)
    found = read(filled(path, 10))
    assert found["at_ms"].to_list() == list(range(NOON_MS, NOON_MS + 10))
    assert cards(found)["hp"].to_list() == [130] * 10


def test_reading_goes_on_while_the_service_writes(path):
    with Journal(path, durable=True) as journal:
        journal.write_now(entries(2))
        assert read(path).height == 2
        journal.write_now(entries(2, start=2))
        assert read(path).height == 4


def test_reading_changes_nothing(path):
    before = filled(path, 3).read_bytes()
    read(path)
    assert path.read_bytes() == before


def test_the_cards_of_the_data_come_back_as_they_were(path):
    sent = load_cards().head(200).drop("card_type", "weakness", "resistance")
    texts = [json.dumps(one, default=str) for one in sent.to_dicts()]
    with Journal(path) as journal:
        for number, text in enumerate(texts):
            journal.record(entry(number, card=text))
    found = cards(read(path))
    assert found.select(sent.columns).equals(sent)
    assert found.schema == {n: f.dtype for n, f in FIELDS.items() if n != "card_type"}


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ('{"hp": 60.0}', "hp", 60),
        ('{"hp": 60.5}', "hp", None),
        ('{"scan_saturation": 187}', "scan_saturation", 187.0),
        ('{\n "hp": 60\n}', "hp", 60),
        ('{"attack_name": "a\\nb"}', "attack_name", "a\nb"),
        ('{"release_date": "2018-01-05"}', "release_date", date(2018, 1, 5)),
        ('{"unknown": 1}', "hp", None),
        (None, "hp", None),
    ],
)
def test_a_sent_value_becomes_what_the_contract_says(text, column, value):
    journal = pl.DataFrame({"card": [text, '{"hp": 10}']}, schema={"card": pl.String})
    found = cards(journal)
    assert found[column].to_list()[0] == value
    assert found["hp"].to_list()[1] == 10


@pytest.mark.parametrize("text", ["", "[1]", "nonsense", '{"hp": "60"}', '{"release_date": "x"}'])
def test_a_text_that_is_no_card_is_said_in_one_line(text):
    with pytest.raises(JournalError) as refused:
        cards(pl.DataFrame({"card": ['{"hp": 10}', text]}))
    assert "\n" not in str(refused.value)
    assert "`card`" in str(refused.value)


def test_old_rows_are_deleted_and_counted(path, monkeypatch):
    monkeypatch.setattr("cardshop.journal.reading.PRUNED_ROWS", 3)
    with Journal(path, durable=True) as journal:
        journal.write_now(entries(10))
        assert prune(path, NOON_MS + 8) == 8
        journal.write_now([entry(10)])
    assert read(path)["at_ms"].to_list() == [NOON_MS + 8, NOON_MS + 9, NOON_MS + 10]
    assert prune(path, NOON_MS) == 0


def test_room_of_deleted_rows_is_used_again(path):
    size = filled(path, 2000).stat().st_size
    for turn in range(1, 4):
        prune(path, NOON_MS + 2000 * turn)
        with Journal(path) as journal:
            assert all(journal.record(one) for one in entries(2000, start=2000 * turn))
        assert read(path).height == 2000
    assert path.stat().st_size < 1.2 * size


def foreign(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE runs (id INTEGER)")


def newer(path):
    with closing(sqlite3.connect(filled(path, 1))) as other:
        other.execute("PRAGMA user_version = 2")


def renamed(path):
    with closing(sqlite3.connect(filled(path, 1))) as other:
        other.execute("ALTER TABLE predictions RENAME COLUMN at_ms TO moment")


def emptied(path):
    with closing(sqlite3.connect(filled(path, 1))) as other:
        other.execute("DROP TABLE predictions")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (foreign, "is no journal: it has 1 tables of another program"),
        (newer, "is a journal of version 2, and this program writes 1"),
        (renamed, "calls itself a journal, and its predictions have ['request_id', "),
        (emptied, "calls itself a journal, and its predictions have no table"),
        (lambda path: path.write_bytes(b"card_id,hp\n" * 300), "file is not a database"),
        (lambda path: path.mkdir(), ""),
    ],
    ids=["foreign", "newer", "renamed", "emptied", "corrupt", "folder"],
)
@pytest.mark.parametrize("use", [Journal, read, lambda path: prune(path, NOON_MS)])
def test_a_file_that_is_no_journal_is_refused_and_left_alone(path, make, said, use):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(JournalError) as refused:
        use(path)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("content", [b"card_id,hp\n" * 300, b""], ids=["text", "nothing"])
def test_a_refused_file_leaves_no_connection_open(path, content, monkeypatch):
    path.write_bytes(content)
    connect, opened = sqlite3.connect, []
    monkeypatch.setattr(
        sqlite3, "connect", lambda *a, **b: opened.append(connect(*a, **b)) or opened[-1]
    )
    with pytest.raises(JournalError):
        read(path)
    assert opened
    for one in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            one.execute("SELECT 1")


def test_a_damaged_journal_is_said_in_one_line(path):
    content = bytearray(filled(path, 200).read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(JournalError, match=r"malformed.*restore a copy"):
        read(path)


def test_an_empty_file_becomes_a_journal_and_is_none_before(path):
    path.touch()
    with pytest.raises(JournalError, match="no service has written"):
        read(path)
    assert read(filled(path, 1)).height == 1


def test_no_file_and_no_folder_are_said(path):
    with pytest.raises(JournalError, match="there is no journal"):
        read(path)
    with pytest.raises(JournalError, match="there is no journal"):
        prune(path, NOON_MS)
    with pytest.raises(JournalError, match="Make it first"):
        Journal(path / "deeper" / "journal.db")
    assert not path.exists()


def test_request_ids_differ_and_follow_time():
    ids = [new_request_id(NOON_MS + number // 10) for number in range(1000)]
    assert len(set(ids)) == 1000
    assert [one[:12] for one in ids] == sorted(one[:12] for one in ids)
    assert {(len(one), one[12], one[16] in "89ab") for one in ids} == {(32, "7", True)}


def test_a_journal_that_another_program_locks_is_not_read_behind_its_back(path, monkeypatch):
    monkeypatch.setattr("cardshop.journal.reading.BUSY_MS", 10)
    with closing(sqlite3.connect(filled(path, 20))) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM predictions")
        with pytest.raises(JournalError, match=r"locked\. Close the program that holds it") as said:
            read(path)
        other.rollback()
    assert "\n" not in str(said.value)
    assert read(path).height == 20


def test_a_copy_without_its_service_can_be_read(path, tmp_path):
    copy = tmp_path / "copy.db"
    shutil.copy(filled(path, 3), copy)
    assert read(copy).height == 3
