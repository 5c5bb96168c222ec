"""Data quality, traffic and predictions: what is wrong before anybody asks for statistics."""

from __future__ import annotations

import polars as pl
import pytest

from cardshop.journal import cards as cards_of
from cardshop.monitoring import by_type, confidence, one_class, quality, schema_differences, silence
from monitored import (
    CARD,
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    NOON_MS,
    cards,
    journal,
    row,
)

UNTIL_MS = NOON_MS + MINUTE_MS
REFERENCE = cards_of(journal(*cards(20), row(99, sent={"language": "ja"})))


def findings(*rows: dict, **given) -> list[tuple]:
    table = quality(journal(*rows), **given)
    return table.select("check", "column", "rows").rows()


def test_good_rows_have_no_findings():
    assert findings(*cards(20), until_ms=UNTIL_MS, reference=REFERENCE) == []


def test_no_row_is_a_finding_of_its_own():
    assert findings() == [("empty", None, 0)]


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("scan_saturation", 1.01, "such as 1.01; allowed: 0.0 to 1.0 fraction"),
        ("scan_hue_deg", 360.0, "such as 360.0; allowed: 0.0 to below 360.0 degrees"),
        ("hp", 135, "such as 135; allowed: 30 to 340 hit points in steps of 10"),
        ("language", "EN", "such as EN; allowed: en, ja"),
    ],
)
def test_a_value_outside_the_contract_is_found_and_its_neighbour_is_not(column, value, allowed):
    table = quality(journal(*cards(3), row(7, sent={column: value})))
    assert table.select("check", "column", "rows", "share").rows() == [
        ("contract", column, 1, 0.25)
    ]
    assert table["note"][0].startswith(allowed)
    assert findings(row(8, sent={"scan_saturation": 1.0, "scan_hue_deg": 0.0, "hp": 340})) == []


def test_a_missing_value_is_found_where_others_have_one():
    assert findings(*cards(3), row(7, sent={"hp": None})) == [("nulls", "hp", 1)]


def test_a_column_that_nobody_sends_any_more_is_a_difference_of_schema():
    without = [row(n, sent={"language": None}) for n in range(5)]
    assert findings(*without) == []
    assert findings(*without, reference=REFERENCE) == [("schema", "language", 5)]


def test_frames_of_another_schema_are_told_column_by_column():
    ours = pl.DataFrame({"hp": [60], "rarity": ["Rare"], "gone": [1]})
    theirs = pl.DataFrame({"hp": ["60"], "rarity": ["Rare"], "extra": [1], "empty": [None]})
    assert schema_differences(ours, theirs).select("column", "note").rows() == [
        ("hp", "Int64 in the reference, String now"),
        ("gone", "in the reference, and no card has one now"),
        ("extra", "not in the reference"),
    ]
    assert schema_differences(ours, ours).is_empty()


def test_a_category_that_the_reference_never_showed_is_told_apart_from_a_wrong_one():
    rows = [row(1, sent={"language": "fr"}), row(2, sent={"language": "xx"}), row(3)]
    assert findings(*rows, reference=REFERENCE) == [
        ("contract", "language", 1),
        ("category", "language", 1),
    ]


def test_a_type_that_no_contract_knows_is_found_and_a_late_card_has_none():
    assert findings(row(1, card_type="Cosmic"), row(2, card_type=None)) == [
        ("type", "card_type", 1)
    ]


def test_a_card_sent_twice_is_a_duplicate_from_the_second_time():
    first = row(1)
    assert findings(first, row(2), first | {"request_id": "again"}) == [("duplicate", "card", 1)]
    tray = [row(1, position=0), row(1, position=1)]
    assert findings(*tray) == []


def test_rows_without_a_card_are_no_duplicates():
    assert findings(*cards(3, card=None)) == []


def test_the_clock_may_step_back_by_seconds_and_not_by_a_minute():
    assert findings(row(1), row(2, at_ms=NOON_MS - 5_000)) == []
    table = quality(journal(row(1), row(2, at_ms=NOON_MS - MINUTE_MS), row(3)))
    assert table.select("check", "rows", "first_at_ms").rows() == [
        ("clock", 1, NOON_MS - MINUTE_MS)
    ]
    still = [row(1), row(2, at_ms=NOON_MS - MINUTE_MS), row(3, at_ms=NOON_MS - MINUTE_MS + 9)]
    assert findings(*still) == [("clock", "at_ms", 2)]
    assert findings(row(1, at_ms=UNTIL_MS), until_ms=UNTIL_MS) == [("clock", "at_ms", 1)]


def test_the_finding_of_most_rows_stands_first():
    rows = [*cards(5, card_type="Cosmic"), row(7, sent={"hp": 5})]
    assert [check for check, _, _ in findings(*rows)] == ["type", "contract"]


def usual(lots: int, days: int) -> list[dict]:
    return [
        row(100 * day + n, at_ms=UNTIL_MS - day * DAY_MS - MINUTE_MS)
        for day in range(1, days + 1)
        for n in range(lots)
    ]


def test_silence_is_odd_only_where_traffic_is_usual():
    assert silence(journal(*usual(8, 3)), until_ms=UNTIL_MS).is_odd
    assert not silence(journal(*usual(7, 3)), until_ms=UNTIL_MS).is_odd
    assert silence(journal(*usual(8, 2)), until_ms=UNTIL_MS).usual_lots is None
    with_one = journal(*usual(8, 3), row(9999))
    assert not silence(with_one, until_ms=UNTIL_MS).is_odd
    assert silence(journal(), until_ms=UNTIL_MS) == (0, None, False)


def test_closed_days_and_other_hours_are_not_usual_ones():
    evening = [
        row(9000 + 20 * day + n, at_ms=UNTIL_MS - day * DAY_MS - 5 * HOUR_MS)
        for day in (1, 2, 3)
        for n in range(20)
    ]
    found = silence(journal(*usual(8, 3), *evening), until_ms=UNTIL_MS)
    assert found.usual_lots == 8
    assert not found.open_today
    today = row(9999, at_ms=UNTIL_MS - 3 * HOUR_MS)
    assert silence(journal(*usual(8, 2), today), until_ms=UNTIL_MS) == (0, None, True)


def test_types_are_counted_with_late_cards_as_a_row_of_their_own():
    late = row(9, card_type=None, confidence=None, decision="desk", reason="late")
    found = by_type(journal(*cards(2), row(5, card_type="Water", decision="desk"), late))
    assert found.rows() == [
        ("Fire", 2, 0.5, 1.0, 0.9),
        (None, 1, 0.25, 0.0, None),
        ("Water", 1, 0.25, 0.0, 0.9),
    ]
    assert by_type(journal()).is_empty()


def test_confidences_are_summed_up_and_may_be_none():
    rows = [row(n, confidence=n / 100) for n in range(101)]
    found = confidence(journal(*rows, row(200, confidence=None)))
    assert found == pytest.approx((101, 0.05, 0.5, 0.95))
    assert confidence(journal(row(confidence=None))) == (0, None, None, None)


def test_one_class_needs_lots():
    assert one_class(journal()) == (None, 0, 0, None)
    few = one_class(journal(*cards(9)))
    assert (few.card_type, few.lots, few.share, few.is_stuck) == ("Fire", 9, None, False)
    assert one_class(journal(*cards(10))).is_stuck
    luck = [*cards(12), *cards(8, start=50, card_type="Water")]
    assert not one_class(journal(*luck)).is_stuck
    half = [*cards(10), *cards(10, start=50, card_type="Water")]
    assert not one_class(journal(*half)).is_stuck


def test_the_sent_text_is_what_the_contract_would_call_it():
    assert cards_of(journal(row(3)))["hp"].to_list() == [CARD["hp"]]
