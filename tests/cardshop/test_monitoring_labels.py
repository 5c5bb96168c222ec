"""Labels: told twice, never, late, or of two minds."""

from __future__ import annotations

import polars as pl
import pytest

from cardshop.monitoring import (
    LABELS,
    SOURCES,
    MonitoringError,
    conflicts,
    count_labels,
    judged,
    known,
    label_delay,
    lots_of,
    read_labels,
)
from cardshop.service.limits import client_id
from classroom.syllabus import ROOT
from monitored import DAY_MS, HOUR_MS, NOON_MS, cards, desk, journal, label, labels, row

LATER_MS = NOON_MS + 10 * DAY_MS


def test_a_label_told_twice_counts_once_and_from_the_first_time():
    told = labels(label(), label(known_at_ms=NOON_MS + 2 * DAY_MS), label())
    assert known(told, LATER_MS).rows() == [("r000000", 0, "Fire", "audit", NOON_MS + DAY_MS)]


def test_the_audit_is_believed_before_the_desk_and_the_desk_before_a_buyer():
    told = labels(
        label(source="complaint", card_type="Metal", known_at_ms=NOON_MS),
        label(source="desk", card_type="Water", known_at_ms=NOON_MS),
        label(1, source="complaint", card_type="Metal"),
        label(1, source="desk", card_type="Water"),
        label(),
    )
    assert known(told, LATER_MS)["card_type"].to_list() == ["Fire", "Water"]


def test_a_source_that_contradicts_itself_leaves_its_card_without_a_truth():
    told = labels(label(card_type="Water"), label(), label(source="desk", card_type="Metal"))
    assert known(told, LATER_MS).is_empty()
    assert conflicts(told, LATER_MS)["card_type"].sort().to_list() == ["Fire", "Water"]


def test_a_contradiction_of_a_source_believed_less_takes_no_truth_away():
    told = labels(label(), label(source="desk"), label(source="desk", card_type="Metal"))
    assert known(told, LATER_MS)["card_type"].to_list() == ["Fire"]
    assert conflicts(told, LATER_MS).is_empty()


def test_what_is_told_later_is_not_known_yet():
    told = labels(label(), label(card_type="Water", known_at_ms=LATER_MS + 1))
    assert known(told, LATER_MS)["card_type"].to_list() == ["Fire"]
    assert known(told, NOON_MS).is_empty()
    assert known(told, NOON_MS + DAY_MS).height == 1


def test_every_label_is_counted_once():
    told = labels(
        label(),
        label(),
        label(source="desk"),
        label(source="complaint", card_type="Metal"),
        label(1, card_type="Water"),
        label(1),
        label(2, card_type=None),
        label(3, source="a robot"),
        label(99),
        label(4, known_at_ms=LATER_MS + 1),
    )
    found = count_labels(told, journal(*cards(5)), LATER_MS)
    assert found == (2, 2, 1, 2, 2, 1, 1)
    assert sum(found) - found.unknown_requests == told.height


def test_a_card_that_nobody_labelled_is_not_judged():
    found = judged(journal(*cards(3)), labels(label(1, card_type="Water")), at_ms=LATER_MS)
    assert found.select("request_id", "truth", "wrong").rows() == [("r000001", "Water", True)]


def test_a_late_card_has_no_answer_to_judge():
    late = row(card_type=None, confidence=None, decision="desk", reason="late")
    assert judged(journal(late), labels(label(source="desk")), at_ms=LATER_MS).is_empty()


def test_one_source_can_be_heard_alone():
    told = labels(label(), label(source="desk", card_type="Metal"))
    assert known(told, LATER_MS, source="desk")["card_type"].to_list() == ["Metal"]
    with pytest.raises(
        MonitoringError, match=r"no source 'robot' of labels. Take one of \['audit'"
    ):
        known(told, LATER_MS, source="robot")


def test_the_delay_of_those_that_came_is_shorter_than_that_with_those_that_wait():
    told = [label(n, source="desk", known_at_ms=NOON_MS + HOUR_MS) for n in range(4)]
    told += [label(n, source="desk", known_at_ms=NOON_MS + 6 * HOUR_MS) for n in range(4, 6)]
    rows = desk(6) + desk(6, start=6)
    found = label_delay(labels(*told), journal(*rows), at_ms=NOON_MS + 8 * HOUR_MS)
    line = found.row(by_predicate=pl.col("source") == "desk", named=True)
    assert (line["labels"], line["waiting"]) == (6, 6)
    assert line["newest_hours"] == pytest.approx(2)
    assert line["median_hours"] == pytest.approx(1)
    assert line["median_hours_with_waiting"] == pytest.approx(6)


def test_where_most_wait_there_is_no_median():
    told = labels(label(0, source="desk", known_at_ms=NOON_MS + HOUR_MS))
    found = label_delay(told, journal(*desk(9)), at_ms=NOON_MS + 8 * HOUR_MS)
    assert found["median_hours_with_waiting"].to_list() == [None, None, None]
    assert found["waiting"].to_list() == [None, 8, None]


def test_without_labels_each_source_has_a_row_that_says_so():
    found = label_delay(labels(), journal(), at_ms=NOON_MS)
    assert found["source"].to_list() == list(SOURCES)
    assert found["labels"].to_list() == [0, 0, 0]
    assert found["newest_hours"].to_list() == [None, None, None]


def test_a_label_before_its_card_is_no_negative_delay():
    told = labels(label(known_at_ms=NOON_MS - HOUR_MS))
    assert label_delay(told, journal(row()), at_ms=NOON_MS)["median_hours"][0] == 0.0


def test_labels_are_read_in_their_types_and_refused_in_one_line(tmp_path):
    path = tmp_path / "labels.parquet"
    labels(label()).with_columns(pl.col("position").cast(pl.Int32)).write_parquet(path)
    assert read_labels(path).schema == LABELS
    labels(label()).drop("source").write_parquet(path)
    with pytest.raises(MonitoringError, match=r"have no column source; needed are \['request_id'"):
        read_labels(path)
    path.write_bytes(b"no parquet")
    with pytest.raises(MonitoringError, match=r"cannot be read as Parquet: .*\. Restore a copy"):
        read_labels(path)
    with pytest.raises(MonitoringError, match=r"no labels at .*\. Name the Parquet file"):
        read_labels(tmp_path / "none")


def test_labels_with_dates_are_refused_since_their_unit_is_another(tmp_path):
    told = labels(label()).with_columns(pl.col("known_at_ms").cast(pl.Datetime("us")))
    told.write_parquet(tmp_path / "labels.parquet")
    with pytest.raises(MonitoringError, match=r"dates in known_at_ms; .*\.dt\.epoch"):
        read_labels(tmp_path / "labels.parquet")


def test_the_name_of_a_file_is_no_pattern(tmp_path):
    labels(label()).write_parquet(tmp_path / "labels[1].parquet")
    assert read_labels(tmp_path / "labels[1].parquet").height == 1


def test_labels_of_another_kind_are_refused_in_one_line():
    told = labels(label()).with_columns(known_at_ms=pl.lit("yesterday"))
    with pytest.raises(MonitoringError, match=r"hold values of another kind: .*yesterday") as error:
        known(told, NOON_MS)
    assert "\n" not in str(error.value)


def test_the_lot_that_the_documents_ask_for_passes_the_service():
    about = (ROOT / "docs/service.md").read_text("utf-8")
    assert "`<lot>.<n>`: `L000123.07`" in about
    said = client_id({b"x-request-id": b"L000123.07"})
    assert lots_of(journal(row(client_request_id=said))).to_list() == ["L000123"]
    assert client_id({b"x-request-id": b"L000123/07"}) is None


def test_a_lot_is_what_the_station_calls_it_else_the_tray():
    said = ["L000123/07", "L000124.08", "gate-07", None, "/7"]
    rows = [row(n, client_request_id=one) for n, one in enumerate(said)]
    found = lots_of(journal(*rows))
    assert found.to_list() == ["L000123", "L000124", "r000002", "r000003", "r000004"]
