"""What the dashboard reads: the same numbers as from frames, and a sentence for every bad file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from cardshop.dataset import DATA
from cardshop.journal import Entry, JournalError
from cardshop.journal.reading import SCHEMA, connected
from cardshop.journal.store import Store
from cardshop.monitoring import (
    MonitoringError,
    alerts,
    budget,
    burn_rates,
    dollars_a_card,
    label_delay,
    latency_by_window,
    misfiled,
    promises,
    quality,
    read_labels,
)
from cardshop.monitoring.counting import burn, totals
from cardshop.monitoring.levels import IS_FILED, is_bad
from cardshop.monitoring.overview import count, look_over
from cardshop.monitoring.windows import PAGE_ROWS, as_journal, ends, panels, requests
from monitored import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, cards, journal, label, labels, row

FOLDER = DATA / "incidents"
UNTIL_MS = NOON_MS + MINUTE_MS


def stored(path: Path, rows: pl.DataFrame) -> Path:
    """A journal file that holds these rows."""
    store = Store(path, durable=False)
    store.insert_all([Entry(*one) for one in rows.iter_rows()])
    store.close()
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.db"


def test_sql_and_frames_call_the_same_cards_bad_and_at_the_desk(path):
    kinds = [
        {},
        {"latency_ms": 99.999},
        {"latency_ms": 100.0},
        {"status": 500},
        {"decision": "desk", "reason": "unsure"},
        {"reason": "late", "latency_ms": 9.0},
    ]
    rows = journal(*[row(number, **kind) for number, kind in enumerate(kinds)])
    with connected(stored(path, rows)) as kept:
        found = totals(kept, NOON_MS, UNTIL_MS)
    assert found[1:3] == rows.select(is_bad().sum(), (~IS_FILED).sum()).row(0) == (3, 4)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_look_at_a_file_finds_what_frames_find(number, path):
    rows = pl.read_parquet(FOLDER / f"incident_{number}_journal.parquet").select(*SCHEMA)
    told = FOLDER / f"incident_{number}_labels.parquet"
    known, until_ms = read_labels(told), rows["at_ms"].max() + 1
    # An hour and two days later: in the incident, and when its labels are due.
    for moment in (until_ms, until_ms + 2 * DAY_MS):
        seen = look_over(stored(path, rows), until_ms=moment, labels_path=told)
        path.unlink()
        assert seen.alerts == alerts(rows, until_ms=moment, labels=known)
        assert seen.budget == budget(rows, until_ms=moment)
        assert seen.misfiled == misfiled(rows, known, at_ms=moment)
        assert seen.dollars == pytest.approx(dollars_a_card(rows, known, at_ms=moment))
        verdicts = promises(rows, until_ms=moment, labels=known)["verdict"].to_list()
        assert seen.promises["verdict"].to_list()[:2] == verdicts[:2]
        later = known.filter(pl.col("known_at_ms") > moment).height
        told_later = f"{later} labels are dated after this moment: not counted."
        assert seen.notes == [told_later] * (later > 0)
    assert_frame_equal(seen.delay, label_delay(known, rows, at_ms=moment))


def test_burn_rates_in_sqlite_are_those_of_frames(path):
    rows = [
        row(at, at_ms=UNTIL_MS - 1 - at * 7 * MINUTE_MS, **bad)
        for at, bad in enumerate(
            [{}, {"status": 500}, {"latency_ms": 100.0}, {"reason": "late"}, {"latency_ms": 99.9}]
            * 150
        )
    ]
    stored(path, journal(*rows))
    with connected(path) as opened:
        assert_frame_equal(burn(opened, UNTIL_MS), burn_rates(journal(*rows), until_ms=UNTIL_MS))


def test_percentiles_from_bins_are_never_below_those_of_the_rows(path):
    took = [0.05, 9.99, 10.0, 99.9, 250.0, 999.9, 1_000.0, 12_345.0] * 13
    rows = journal(*(row(at, latency_ms=ms, at_ms=NOON_MS) for at, ms in enumerate(took)))
    told = panels(stored(path, rows), NOON_MS, UNTIL_MS, width_ms=MINUTE_MS)
    exact = latency_by_window(rows, minutes=1).row(0, named=True)
    found = told.slots.row(0, named=True)
    assert found["cards"] == exact["cards"] == len(took)
    for name in ("p50_ms", "p95_ms", "p99_ms"):
        assert exact[name] < found[name] <= 1.11 * exact[name] + 0.1
    assert found["bad"] == pytest.approx(exact["bad"])


def test_a_window_tells_its_versions_types_and_empty_slots(path):
    rows = [*cards(2, card_type=None, confidence=None), *cards(3, start=2, at_ms=NOON_MS + HOUR_MS)]
    rows += cards(1, start=5, at_ms=NOON_MS + 2 * HOUR_MS, model_version="2")
    stored(path, journal(*rows))
    told = panels(path, NOON_MS, NOON_MS + 3 * HOUR_MS, width_ms=HOUR_MS)
    assert told.slots["cards"].to_list() == [2, 3, 1]
    assert told.slots["confidence"].to_list() == [None, pytest.approx(0.9), pytest.approx(0.9)]
    assert told.changes["versions"].to_list() == ["2"]
    assert told.types.select("card_type", "cards").rows() == [("Fire", 4), (None, 2)]
    quiet = panels(path, NOON_MS - DAY_MS, NOON_MS - HOUR_MS, width_ms=HOUR_MS)
    assert quiet.slots.is_empty()
    assert quiet.note == "No card was answered in this window."


def test_every_card_of_a_window_is_on_one_page(path):
    rows = cards(PAGE_ROWS + 1, at_ms=NOON_MS) + cards(2, start=90, status=503)
    stored(path, journal(*rows))
    pages = [requests(path, NOON_MS, UNTIL_MS, page=at) for at in range(3)]
    assert [one.height for one in pages] == [PAGE_ROWS, 3, 0]
    assert sorted(pl.concat(pages)["request_id"]) == sorted(one["request_id"] for one in rows)
    bad = requests(path, NOON_MS, UNTIL_MS, only_bad=True)
    assert bad["status"].to_list() == [503, 503]
    with pytest.raises(MonitoringError, match="page -1; the first one is 0"):
        requests(path, NOON_MS, UNTIL_MS, page=-1)


def test_a_recorded_journal_is_read_like_a_written_one(tmp_path):
    rows = journal(*cards(3))
    rows.write_parquet(tmp_path / "recorded.parquet")
    with as_journal(tmp_path / "recorded.parquet") as opened:
        assert count(opened, until_ms=UNTIL_MS).day.cards == 3
        assert ends(opened, now_ms=0) == (NOON_MS, NOON_MS)
    assert not opened.exists()
    rows.drop("status").write_parquet(tmp_path / "other.parquet")
    with (
        pytest.raises(JournalError, match="no column status"),
        as_journal(tmp_path / "other.parquet"),
    ):
        pass


def other_schema(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE predictions (id TEXT)")
    made.close()


def torn(path: Path) -> None:
    stored(path, journal(*cards(2_000)))
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + bytes(len(whole) - 8192))


UNREADABLE = {
    "no file": (lambda path: None, "there is no journal"),
    "a folder": (lambda path: path.mkdir(), "there is no journal"),
    "no bytes": (lambda path: path.touch(), "is empty: no service has written"),
    "a text": (lambda path: path.write_text("hello " * 100), "file is not a database"),
    "another schema": (other_schema, "is no journal: it has 1 tables of another program"),
    "damaged": (torn, "malformed"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_journal_that_cannot_be_read_is_a_page_and_a_sentence(kind, path):
    prepare, says = UNREADABLE[kind]
    prepare(path)
    seen = look_over(path, until_ms=UNTIL_MS)
    assert [(one.severity, one.subject) for one in seen.alerts] == [("page", "journal")]
    assert says in seen.notes[0]
    assert says in seen.alerts[0].evidence
    assert seen.promises["verdict"].to_list() == ["not known"] * 3
    assert says in count(path, until_ms=UNTIL_MS)
    assert says in panels(path, 0, UNTIL_MS, width_ms=HOUR_MS).note
    with pytest.raises(JournalError, match=says):
        requests(path, 0, UNTIL_MS)


def test_a_moment_before_all_clocks_in_a_journal_is_no_end_of_it(path):
    stored(path, journal(*cards(2), row(2, at_ms=-(2**63))))
    assert ends(path, now_ms=UNTIL_MS) == (None, None)
    assert look_over(path, until_ms=UNTIL_MS).last_day.cards == 2


@pytest.mark.parametrize("error", [pl.exceptions.ComputeError("mixed\nkinds"), TypeError("mixed")])
def test_what_polars_cannot_compute_of_a_journal_is_a_page(path, error, monkeypatch):
    def fails(*_):
        raise error

    stored(path, journal(*cards(1)))
    monkeypatch.setattr("cardshop.monitoring.overview.relevant", fails)
    seen = look_over(path, until_ms=UNTIL_MS)
    assert [one.subject for one in seen.alerts] == ["journal"]
    assert "holds a value that cannot be counted: mixed" in seen.notes[0]


def test_a_moment_that_no_clock_shows_is_a_sentence(path):
    stored(path, journal(*cards(1)))
    far_ms = 2**63
    assert "too large" in look_over(path, until_ms=far_ms).notes[0]
    assert "too large" in count(path, until_ms=far_ms)
    assert "too large" in panels(path, 0, far_ms, width_ms=HOUR_MS).note


def test_a_locked_journal_is_a_page(path, monkeypatch):
    monkeypatch.setattr("cardshop.journal.reading.BUSY_MS", 10)
    stored(path, journal(*cards(1)))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("UPDATE predictions SET status = 500")
    seen = look_over(path, until_ms=UNTIL_MS)
    holder.close()
    assert [one.subject for one in seen.alerts] == ["journal"]
    assert "locked" in seen.notes[0]


STRANGE = {
    "no row": ([], ["The journal holds no card before this moment."]),
    "one row": (cards(1), []),
    "late cards alone": (
        cards(3, card_type=None, confidence=None, decision="desk", reason="late"),
        [],
    ),
    "no text of a card": (cards(3, card=None), []),
    "a card that is no JSON": (cards(3, card="{hp: }"), []),
    "a category nobody knows": (cards(3, sent={"body_color": "Plaid"}), []),
    "a type nobody knows": (cards(30, card_type="Plaid"), []),
    "before 1970": (cards(2, at_ms=-5) + cards(2, start=2), []),
    "a clock ahead": (
        cards(2, at_ms=NOON_MS + 3 * HOUR_MS) + cards(2, start=2),
        ["2 cards are dated after this moment, by another clock: left out."],
    ),
    "a clock centuries ahead": (
        cards(1, at_ms=2**62) + cards(2, start=2),
        ["1 cards are dated after this moment, by another clock: left out."],
    ),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_rows_are_shown_and_nothing_raises(kind, path, tmp_path):
    rows, notes = STRANGE[kind]
    stored(path, journal(*rows))
    labels(*(label(at) for at in range(2))).write_parquet(tmp_path / "labels.parquet")
    seen = look_over(path, until_ms=UNTIL_MS, labels_path=tmp_path / "labels.parquet")
    assert [one for one in seen.notes if "audit" not in one and " labels " not in one] == notes
    assert "journal" not in [one.subject for one in seen.alerts]
    assert (ends(path, now_ms=UNTIL_MS)[0] is None) == (not rows)
    told = panels(path, 0, UNTIL_MS, width_ms=DAY_MS)
    assert told.slots["cards"].sum() == sum(0 <= one["at_ms"] <= UNTIL_MS for one in rows)


def test_strange_rows_become_findings_and_tickets(path):
    strange = [*cards(30, card_type="Plaid"), *cards(9, start=30, sent={"body_color": "Plaid"})]
    strange += [row(40, at_ms=NOON_MS + 30_000), row(41, at_ms=NOON_MS)]
    seen = look_over(stored(path, journal(*strange)), until_ms=UNTIL_MS)
    assert set(seen.findings["check"]) >= {"type", "contract", "clock"}
    assert {one.subject for one in seen.alerts} >= {"outside-contract", "clock"}
    assert seen.findings.equals(quality(journal(*strange), until_ms=UNTIL_MS))


LABELLED = {
    "never": ([], "Misfiles and dollars are not known: no audit label"),
    "twice": (
        [label(0), label(0, card_type="Water")],
        "2 labels contradict another one of the same",
    ),
    "of nobody": ([label(0), label(1, source="oracle")], "1 labels lack a type, or come from no"),
    "of other cards": (
        [label(0), label(77)],
        "1 labels are the audit's, of cards that the journal",
    ),
    "of tomorrow": (
        [label(0), label(1, known_at_ms=NOON_MS * 1000)],
        "1 labels are dated after this moment: not counted.",
    ),
    "in seconds": (
        [label(0), label(1, known_at_ms=NOON_MS // 1000)],
        "1 labels are dated before their card was answered, by another clock or unit.",
    ),
    "of nothing": ([label(0, card_type=None)], "Of the file's 1 labels none can be used."),
    "empty": ([], "Of the file's 0 labels none can be used."),
}


@pytest.mark.parametrize("kind", LABELLED)
def test_labels_that_say_less_than_they_seem_are_a_sentence(kind, path, tmp_path):
    told, says = LABELLED[kind]
    labels(*told).write_parquet(tmp_path / "labels.parquet")
    stored(path, journal(*cards(3)))
    seen = look_over(path, until_ms=UNTIL_MS + 2 * DAY_MS, labels_path=tmp_path / "labels.parquet")
    assert [one for one in seen.notes if one.startswith(says)]
    assert (seen.misfiled is None) == (kind in ("never", "twice", "of nothing", "empty"))


def test_labels_that_are_missing_or_cannot_be_read_are_a_sentence_and_a_ticket(path, tmp_path):
    stored(path, journal(*cards(3)))
    unnamed = look_over(path, until_ms=UNTIL_MS)
    assert unnamed.notes == ["No labels were named: misfiles and dollars are not known."]
    assert unnamed.alerts == []
    (tmp_path / "labels.parquet").write_text("hello")
    for name, says in (("gone.parquet", "there are no labels"), ("labels.parquet", "as Parquet")):
        seen = look_over(path, until_ms=UNTIL_MS, labels_path=tmp_path / name)
        assert says in seen.notes[0]
        assert [(one.severity, one.subject) for one in seen.alerts] == [("ticket", "late-labels")]
        assert (seen.misfiled, seen.dollars, seen.delay) == (None, None, None)
