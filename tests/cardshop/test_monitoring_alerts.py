"""Alerts: each names its numbers, a query that runs, and a page of the runbook that is there."""

from __future__ import annotations

import re
import sqlite3

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardshop.dataset import DATA
from cardshop.journal import Entry, Journal
from cardshop.monitoring import RUNBOOK, Alert, MonitoringError, alerts, look
from cardshop.monitoring.alert import made
from cardshop.monitoring.alerts import FINDING_SUBJECTS
from cardshop.monitoring.queries import FIRST_LOOK
from cardshop.monitoring.shift import PAGE_POINTS, PAGE_USD
from cardshop.monitoring.shift.report import TICKET_POINTS, TICKET_USD
from classroom.syllabus import ROOT
from journal_entries import filled
from monitored import (
    CARD,
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    NOON_MS,
    cards,
    desk,
    journal,
    label,
    labels,
    row,
)

UNTIL_MS = NOON_MS + MINUTE_MS
TYPES = ("Fire", "Water", "Grass", "Metal", "Psychic")
HEADINGS = re.findall(r"^## (.+)$", (ROOT / RUNBOOK).read_text("utf-8"), re.MULTILINE)


def mixed(count: int, *, start: int = 0, **changed) -> list[dict]:
    return [row(n, card_type=TYPES[n % 5], **changed) for n in range(start, start + count)]


def found(*rows: dict, **given) -> dict[str, Alert]:
    return {one.subject: one for one in alerts(journal(*rows), until_ms=UNTIL_MS, **given)}


def test_every_alert_has_its_section_in_the_runbook_and_every_section_an_alert():
    anchors = [heading.lower().replace(" ", "-") for heading in HEADINGS]
    assert len(anchors) == 13
    assert anchors == list(FIRST_LOOK)
    assert set(FINDING_SUBJECTS.values()) < set(FIRST_LOOK)


def test_the_runbook_says_when_drift_pages_and_when_it_is_a_ticket():
    text = (ROOT / RUNBOOK).read_text("utf-8")
    about = text.split("\n## Drift\n")[1].split("\n## ")[0]
    assert (PAGE_POINTS, TICKET_POINTS) == (2, 0.5)
    assert f"*Page from 2 expected points of accuracy or ${PAGE_USD} a card; " in about
    assert f"ticket from half a point or ${TICKET_USD}.*" in about


def test_the_runbook_tells_of_retraining_what_was_recorded():
    text = (ROOT / RUNBOOK).read_text("utf-8")
    recorded = pl.read_csv(DATA / "incidents" / "recovery.csv")
    one = recorded.filter(incident="incident_2", action="retrain").row(0, named=True)
    usd = (one["usd_during"] - one["usd_after"]) / (one["usd_during"] - one["usd_before"])
    assert f"{one['recovered']:.0%}".replace("%", " %") + " of the accuracy" in text
    assert f"{usd:.0%}".replace("%", " %") + " of the dollars" in text


def test_the_runbook_shows_the_query_that_the_alert_carries():
    text = (ROOT / RUNBOOK).read_text("utf-8")
    shown = re.findall(r"```sql\n(.+?)\n```", text, re.DOTALL)
    yesterday = "strftime('%s', 'now', '-1 day') * 1000"
    assert shown == [one.replace("{since_ms}", yesterday) for one in FIRST_LOOK.values()]


@pytest.mark.parametrize("subject", FIRST_LOOK)
def test_the_first_look_runs_on_a_journal(subject, tmp_path):
    rows = [row(0), row(1, card="{broken"), row(2, at_ms=NOON_MS - HOUR_MS, card=row(0)["card"])]
    with Journal(tmp_path / "journal.db") as kept:
        assert all(kept.record(Entry(**one)) for one in rows)
    look = made("ticket", subject, "", NOON_MS - DAY_MS).first_look
    with sqlite3.connect(f"file:{tmp_path}/journal.db?mode=ro", uri=True) as connection:
        assert connection.execute(look).fetchall()
    connection.close()


def test_a_good_day_alerts_nobody():
    assert found(*mixed(200), *desk(60, start=500, card_type="Water")) == {}


def test_an_empty_journal_alerts_nobody_and_raises_nothing():
    assert found() == {}
    assert found(row()) == {}
    assert found(labels=labels(), shifts=None) == {}


def test_a_burning_budget_pages_once_with_its_numbers():
    bad = [row(900 + n, status=503, card_type="Metal") for n in range(5)]
    one = found(*mixed(100), *bad)["budget-burn"]
    assert one.severity == "page"
    assert "burns at 47.6 over 60 min" in one.evidence
    assert "5 of 105 cards bad in 5 requests" in one.evidence
    assert one.runbook == f"{RUNBOOK}#budget-burn"
    assert str(UNTIL_MS - HOUR_MS) in one.first_look


def test_one_type_in_ten_lots_pages_and_one_type_in_one_tray_does_not():
    one = found(*cards(40))["one-class"]
    assert one.severity == "page"
    assert one.evidence.startswith("100% of 40 cards in 15 min are Fire")
    tray = [row(77, position=n) for n in range(25)]
    assert found(*mixed(40, start=100), *tray) == {}


def test_few_lots_in_an_hour_are_looked_at_over_six():
    rows = [row(n, at_ms=UNTIL_MS - 1 - n * 20 * MINUTE_MS) for n in range(18)]
    assert "in 360 min are Fire" in found(*rows)["one-class"].evidence


def test_a_gate_that_nobody_reaches_pages():
    days = [
        row(100 * day + n, at_ms=UNTIL_MS - day * DAY_MS - 2 * MINUTE_MS, card_type=TYPES[n % 5])
        for day in range(1, 5)
        for n in range(8)
    ]
    morning = mixed(12, start=900, at_ms=UNTIL_MS - 3 * HOUR_MS)
    one = found(*days, *morning)["no-traffic"]
    assert (one.severity, one.evidence[:16]) == ("page", "no card in 60 mi")
    closed = found(*days)["no-traffic"]
    assert closed.severity == "ticket"
    assert "closed, or unreachable" in closed.evidence
    assert found(*days[:16], *morning) == {}
    assert found(*days, *morning, row(5000, card_type="Grass")) == {}


def test_a_full_desk_is_a_ticket():
    one = found(*mixed(40), *desk(60, start=500, card_type="Water"))["desk-share"]
    assert one.severity == "ticket"
    assert one.evidence.startswith("60% of 100 cards in 24 h went to the desk")
    rows = mixed(54) + [one | {"decision": "desk"} for one in mixed(46, start=500)]
    assert found(*rows) == {}


def test_misfiles_are_alerted_from_the_audit_and_never_from_the_desk():
    rows = mixed(400, at_ms=UNTIL_MS - DAY_MS // 2)
    wrong = [label(n, card_type="Fairy", known_at_ms=UNTIL_MS - 1) for n in range(60)]
    right = [label(n, card_type=TYPES[n % 5], known_at_ms=UNTIL_MS - 1) for n in range(60, 200)]
    one = found(*rows, labels=labels(*wrong, *right))["misfiled"]
    assert one.evidence.startswith("30.0% of 200 audited cards of 14 days")
    biased = [told | {"source": "desk"} for told in wrong + right]
    assert found(*rows, labels=labels(*biased)) == {}


def test_ten_percent_within_chance_is_no_alert():
    rows = mixed(400, at_ms=UNTIL_MS - DAY_MS // 2)
    told = [
        label(n, card_type="Fairy" if n < 24 else TYPES[n % 5], known_at_ms=UNTIL_MS - 1)
        for n in range(200)
    ]
    assert found(*rows, labels=labels(*told)) == {}


def late_rows() -> list[dict]:
    old = mixed(300, at_ms=UNTIL_MS - 3 * DAY_MS)
    return old + mixed(300, start=1000, at_ms=UNTIL_MS - 2 * DAY_MS)


def told_of(start: int, count: int) -> list[dict]:
    return [
        label(start + n, card_type=TYPES[(start + n) % 5], known_at_ms=UNTIL_MS - HOUR_MS)
        for n in range(count)
    ]


def test_a_late_label_pipeline_is_no_model_fault():
    one = alerts(journal(*late_rows()), until_ms=UNTIL_MS, labels=labels(*told_of(0, 40)))
    assert [alert.subject for alert in one] == ["late-labels"]
    assert one[0].evidence.startswith("audit: 0 of 40 labels that are due")
    assert "not known, not bad" in one[0].evidence


def test_labels_in_time_and_cards_too_young_for_labels_alert_nobody():
    assert found(*late_rows(), labels=labels(*told_of(0, 40), *told_of(1000, 20))) == {}
    assert found(*mixed(300, at_ms=UNTIL_MS - 30 * HOUR_MS), labels=labels()) == {}


def test_the_desk_is_late_when_most_of_its_cards_wait():
    rows = desk(100, at_ms=UNTIL_MS - 2 * DAY_MS, card_type="Water")
    told = [label(n, source="desk", card_type="Water") for n in range(40)]
    told = [one | {"known_at_ms": UNTIL_MS - DAY_MS} for one in told]
    one = found(*rows, labels=labels(*told))["late-labels"]
    assert one.evidence.startswith("desk: 40 of 100 labels")


def test_a_value_outside_the_contract_is_loud():
    bad = [row(500 + n, card_type="Metal", sent={"scan_saturation": 181.0}) for n in range(7)]
    one = found(*mixed(100), *bad)["outside-contract"]
    assert one.severity == "ticket"
    assert "scan_saturation: 7 of 107 cards in 24 h, such as 181.0" in one.evidence


def test_a_column_that_comes_no_more_needs_a_reference():
    reference = pl.DataFrame([CARD | {"retreat_cost": 2}])
    assert found(*mixed(50)) == {}
    one = found(*mixed(50), reference=reference)["schema"]
    assert "retreat_cost: 50 of 50 cards" in one.evidence


def test_one_repeated_card_is_no_incident_and_many_are():
    again = [one | {"request_id": f"again{n}"} for n, one in enumerate(mixed(20))]
    assert found(*mixed(200), again[0]) == {}
    assert "20 of 220 cards" in found(*mixed(200), *again)["duplicated-traffic"].evidence


def test_a_clock_that_went_back_is_told():
    rows = [
        *mixed(20),
        row(30, at_ms=NOON_MS - HOUR_MS, card_type="Water"),
        row(31, card_type="Grass"),
    ]
    assert "up to 60.0 minutes later" in found(*rows)["clock"].evidence


def test_a_clock_that_ran_ahead_is_told_and_a_look_into_the_past_is_not():
    ahead = row(30, at_ms=UNTIL_MS + HOUR_MS, card_type="Water")
    assert found(*mixed(20), ahead) == {}
    assert "1 of 21 cards" in found(*mixed(20), ahead, row(31, card_type="Grass"))["clock"].evidence


def test_a_card_that_is_no_json_is_an_alert_and_no_traceback():
    one = found(*mixed(20), row(30, card="{broken", card_type="Water"))["outside-contract"]
    assert "cannot be read" in one.evidence


SHIFTS = {
    "column": ["hp", "scan_hue_deg", "scan_brightness"],
    "statistic": [0.1, 9.0, 0.3],
    "adjusted_p": [0.2, 0.001, 0.001],
    "effect": [1.0, 57.0, 0.1],
    "unit": ["hit points", "degrees", "fraction"],
    "harm_points": [0.1, 21.0, 0.0],
    "harm_usd": [0.0, 0.08, 0.0],
    "severity": [None, "ticket", None],
}


def test_only_shifts_that_harm_become_tickets():
    one = alerts(journal(*mixed(20)), until_ms=UNTIL_MS, shifts=pl.DataFrame(SHIFTS))
    assert [alert.subject for alert in one] == ["drift"]
    assert "scan_hue_deg moved by 57 degrees" in one[0].evidence
    assert "21.0 points, $0.0800 a card" in one[0].evidence


def test_pages_stand_before_tickets():
    rows = [*cards(60), *desk(90, start=500), row(700, at_ms=NOON_MS - HOUR_MS), row(800)]
    one = alerts(journal(*rows), until_ms=UNTIL_MS)
    assert [alert.severity for alert in one] == ["page", "ticket", "ticket"]


def test_files_that_cannot_be_read_are_alerts_of_one_line(tmp_path):
    path = tmp_path / "journal.db"
    seen = [look(path, until_ms=UNTIL_MS)]
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 40)
    seen.append(look(path, until_ms=UNTIL_MS))
    path.unlink()
    filled(path, 20)
    path.write_bytes(path.read_bytes()[:6000])
    seen.append(look(path, until_ms=UNTIL_MS))
    assert [[one.severity for one in each] for each in seen] == [["page"]] * 3
    assert "there is no journal" in seen[0][0].evidence
    assert "file is not a database" in seen[1][0].evidence
    assert "malformed" in seen[2][0].evidence
    assert all("\n" not in each[0].evidence for each in seen)


def test_a_locked_journal_is_a_page_that_says_so(tmp_path):
    path = filled(tmp_path / "journal.db", 20)
    with sqlite3.connect(path, isolation_level=None) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("DELETE FROM predictions WHERE position > 0")
        (one,) = look(path, until_ms=UNTIL_MS)
    holder.close()
    assert one.severity == "page"
    assert "database is locked. Close the program that holds it" in one.evidence


def test_labels_that_cannot_be_read_are_a_ticket_beside_the_others(tmp_path):
    path = filled(tmp_path / "journal.db", 20)
    found = look(path, until_ms=UNTIL_MS, labels_path=tmp_path / "none.parquet")
    assert [one.subject for one in found] == ["one-class", "late-labels"]
    assert "no labels at" in found[-1].evidence


def test_a_frame_that_is_no_journal_is_refused_in_one_line():
    with pytest.raises(MonitoringError, match="the journal's rows have no column latency_ms"):
        alerts(journal(row()).drop("latency_ms"), until_ms=UNTIL_MS)


KINDS = st.sampled_from([None, "Fire", "Water", "Cosmic", ""])
TEXTS = st.sampled_from([None, "", "{}", "[1]", "{broken", '{"hp": "many"}', '{"hp": 7}'])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "at_ms": st.integers(0, 2 * UNTIL_MS),
            "card": st.sampled_from(
                [None, "", "{}", "[1]", "{broken", '{"hp": "many"}', '{"hp": 7}']
            ),
            "card_type": KINDS,
            "confidence": st.sampled_from([None, 0.0, 1.0]),
            "decision": st.sampled_from(["file", "desk", "?"]),
            "status": st.sampled_from([200, 503, 0]),
            "latency_ms": st.floats(0, 1e6),
        }
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, told=st.lists(st.tuples(st.integers(0, 40), KINDS), max_size=9))
def test_no_row_that_comes_in_badly_ends_in_a_traceback(rows, told):
    made_rows = journal(*[row(n, **one) for n, one in enumerate(rows)])
    named = labels(*[label(n, card_type=kind) for n, kind in told])
    for one in alerts(made_rows, until_ms=UNTIL_MS + 9 * DAY_MS, labels=named):
        assert one.severity in ("page", "ticket")
        assert "\n" not in one.evidence


@pytest.mark.parametrize(
    ("name", "subjects"),
    [
        ("alert_1", ["budget-burn", "desk-share"]),
        ("alert_2", ["desk-share"]),
        ("alert_3", ["one-class", "outside-contract"]),
    ],
)
def test_the_three_mornings_of_module_5_are_told_apart(name, subjects):
    rows = pl.read_parquet(DATA / "alerts" / f"{name}.parquet")
    until_ms = int(rows["at_ms"].max()) + 1
    last = rows.filter(pl.col("at_ms") >= until_ms - 12 * MINUTE_MS)
    assert [one.subject for one in alerts(last, until_ms=until_ms)] == subjects
    sound = rows.filter(pl.col("at_ms") < rows["at_ms"].min() + 17 * MINUTE_MS)
    assert alerts(sound, until_ms=int(sound["at_ms"].max()) + 1) == []
