"""Outcomes: what each source of labels can estimate, and what it cannot."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.evaluation import EvaluationError
from cardshop.monitoring import (
    MonitoringError,
    accuracy_by_source,
    desk_share,
    dollars_a_card,
    label_delay,
    misfiled,
    promises,
)
from monitored import DAY_MS, NOON_MS, cards, desk, journal, label, labels, row

LATER_MS = NOON_MS + 10 * DAY_MS


def audited(right: int, wrong: int, *, start: int = 0) -> list[dict]:
    truths = ["Fire"] * right + ["Water"] * wrong
    return [label(start + n, card_type=truth) for n, truth in enumerate(truths)]


def at_desk(right: int, wrong: int, *, start: int) -> list[dict]:
    return [one | {"source": "desk"} for one in audited(right, wrong, start=start)]


def test_the_audit_alone_says_how_many_filed_cards_are_misfiled():
    rows = journal(*cards(100), *desk(50, start=100))
    told = labels(
        *audited(18, 2),
        *at_desk(20, 30, start=100),
        *[label(50 + n, source="complaint", card_type="Metal") for n in range(9)],
    )
    found = misfiled(rows, told, at_ms=LATER_MS)
    assert (found.estimate, found.n_units) == (0.1, 20)
    assert 0.01 < found.low < 0.02
    assert 0.31 < found.high < 0.32


def test_no_misfile_in_a_small_audit_is_no_proof_of_none():
    found = misfiled(journal(*cards(20)), labels(*audited(20, 0)), at_ms=LATER_MS)
    assert (found.estimate, found.low) == (0, 0)
    assert 0.16 < found.high < 0.17


def test_an_audit_label_of_a_card_at_the_desk_is_no_misfile():
    with pytest.raises(MonitoringError, match="no audit label of a filed card is known"):
        misfiled(journal(*desk(5)), labels(*audited(0, 5)), at_ms=LATER_MS)


def test_accuracy_over_all_cards_takes_both_parts_by_their_shares():
    rows = journal(*cards(800), *desk(200, start=800))
    told = labels(*audited(90, 10), *at_desk(100, 100, start=800))
    found = accuracy_by_source(rows, told, at_ms=LATER_MS)
    by = {line["source"]: line for line in found.iter_rows(named=True)}
    assert (by["desk"]["accuracy"], by["audit"]["accuracy"]) == (0.5, 0.9)
    assert by["together"]["accuracy"] == pytest.approx(0.8 * 0.9 + 0.2 * 0.5)
    assert by["together"]["low"] < 0.82 < by["together"]["high"]
    assert (by["complaint"]["accuracy"], by["complaint"]["cards"]) == (None, 800)
    assert "not" in by["desk"]["estimates"]


def test_where_the_desk_has_not_labelled_its_cards_nothing_is_put_together():
    rows = journal(*cards(80), *desk(20, start=80))
    told = labels(*audited(10, 0), *at_desk(10, 0, start=80))
    line = accuracy_by_source(rows, told, at_ms=LATER_MS).row(-1, named=True)
    assert line["accuracy"] is None
    assert line["note"] == "the desk has labelled 10 of its 20 cards: the rest may differ"


def test_without_cards_or_labels_every_source_has_a_row():
    found = accuracy_by_source(journal(), labels(), at_ms=LATER_MS)
    assert found["source"].to_list() == ["desk", "audit", "complaint", "together"]
    assert found["accuracy"].null_count() == 4
    assert found["note"][-1] == "no card was answered with a type"


@pytest.mark.parametrize("desk_accuracy", [0.3, 0.9])
def test_the_stratified_interval_covers_what_it_estimates(desk_accuracy):
    draws, hits = np.random.default_rng(5), 0
    rows = journal(*cards(300), *desk(100, start=300))
    truth = 0.75 * 0.9 + 0.25 * desk_accuracy
    for _ in range(60):
        right, sure = draws.binomial(50, 0.9), draws.binomial(100, desk_accuracy)
        told = labels(*audited(right, 50 - right), *at_desk(sure, 100 - sure, start=300))
        line = accuracy_by_source(rows, told, at_ms=LATER_MS).row(-1, named=True)
        hits += line["low"] <= truth <= line["high"]
    assert hits >= 54


def test_a_card_costs_its_desk_and_its_audited_misfiles():
    rows = journal(*cards(60), *desk(40, start=60))
    found = dollars_a_card(rows, labels(*audited(18, 2)), at_ms=LATER_MS)
    assert found.desk_usd == pytest.approx(0.4 * 0.15)
    assert found.misfile_usd == pytest.approx(0.6 * 0.1 * 0.60)
    assert found.total_usd == pytest.approx(found.desk_usd + found.misfile_usd)
    assert found.low_usd < found.total_usd < found.high_usd


LATE = {"latency_ms": 100.0}


def test_a_late_card_is_at_the_desk_though_it_says_filed():
    rows = journal(*cards(30), *cards(60, start=30, **LATE), *cards(10, start=90, status=500))
    told = labels(*audited(27, 3), *audited(0, 9, start=30))
    found = dollars_a_card(rows, told, at_ms=LATER_MS)
    assert found.desk_usd == pytest.approx(0.7 * 0.15)
    assert found.misfile_usd == pytest.approx(0.3 * 0.1 * 0.60)
    assert misfiled(rows, told, at_ms=LATER_MS).n_units == found.n_audited == 30
    assert desk_share(rows).estimate == pytest.approx(0.7)


def test_the_labels_of_late_cards_are_the_desks():
    rows = journal(*cards(30), *cards(60, start=30, **LATE))
    told = labels(*audited(30, 0), *at_desk(30, 30, start=30))
    found = accuracy_by_source(rows, told, at_ms=LATER_MS)
    by = {line["source"]: line for line in found.iter_rows(named=True)}
    assert (by["desk"]["cards"], by["desk"]["accuracy"], by["audit"]["cards"]) == (60, 0.5, 30)
    assert by["complaint"]["cards"] == 30
    assert by["together"]["accuracy"] == pytest.approx(2 / 3)
    waits = label_delay(labels(*at_desk(20, 0, start=30)), rows, at_ms=LATER_MS)
    assert waits.filter(source="desk")["waiting"].to_list() == [40]


def test_a_dear_pair_costs_what_the_matrix_says():
    rows = journal(*cards(40, card_type="Fighting"))
    told = [label(n, card_type="Dragon" if n < 4 else "Fighting") for n in range(40)]
    found = dollars_a_card(rows, labels(*told), at_ms=LATER_MS, matrix=True)
    assert found.total_usd == pytest.approx(0.1 * 3.00)
    assert dollars_a_card(rows, labels(*told), at_ms=LATER_MS).total_usd == pytest.approx(0.06)


def test_all_cards_at_the_desk_need_no_audit():
    found = dollars_a_card(journal(*desk(7)), labels(), at_ms=LATER_MS)
    assert found == (0.15, 0.15, 0.15, 0.15, 0.0, 0)


def test_a_type_that_no_contract_knows_still_has_a_price():
    rows = journal(*cards(20, card_type="Cosmic"))
    found = dollars_a_card(rows, labels(*audited(20, 0)), at_ms=LATER_MS, matrix=True)
    assert found.total_usd == pytest.approx(0.60)


def test_the_desk_share_is_as_unsure_as_its_lots_are_few():
    alone = desk_share(journal(*cards(100), *desk(100, start=100)))
    trays = [
        row(n, position=at, decision="desk" if n % 2 else "file")
        for n in range(20)
        for at in range(10)
    ]
    together = desk_share(journal(*trays))
    assert alone.estimate == together.estimate == 0.5
    assert together.half_width > 2 * alone.half_width
    assert (together.unit, together.n_units) == ("lot", 20)


def test_a_desk_share_of_nothing_or_of_few_lots_is_refused_in_one_line():
    with pytest.raises(MonitoringError, match="no card was answered"):
        desk_share(journal())
    with pytest.raises(EvaluationError, match="10 or more"):
        desk_share(journal(row()))


def test_frames_are_not_changed():
    rows, told = journal(*cards(30)), labels(*audited(28, 2))
    before = rows.clone(), told.clone()
    dollars_a_card(rows, told, at_ms=LATER_MS)
    accuracy_by_source(rows, told, at_ms=LATER_MS)
    assert isinstance(rows, pl.DataFrame)
    assert rows.equals(before[0])
    assert told.equals(before[1])


def verdicts(rows: pl.DataFrame, told: pl.DataFrame | None) -> list[str]:
    found = promises(rows, until_ms=LATER_MS, labels=told)
    assert found["promise"].to_list() == ["good", "misfiled", "desk share"]
    return found["verdict"].to_list()


def test_promises_are_kept_broken_or_not_known():
    rows = journal(*cards(90), *desk(10, start=90))
    assert verdicts(rows, labels(*audited(90, 0))) == ["kept", "kept", "kept"]
    assert verdicts(rows, labels(*audited(60, 30))) == ["kept", "broken", "kept"]
    assert verdicts(rows, labels(*audited(19, 1))) == ["kept", "not known", "kept"]
    full = journal(*cards(20, status=503), *desk(80, start=90))
    assert verdicts(full, None) == ["broken", "not known", "broken"]


def test_promises_of_an_empty_journal_are_not_known_and_say_why():
    found = promises(journal(), until_ms=LATER_MS, labels=labels())
    assert set(found["verdict"]) == {"not known"}
    assert found["note"][0] == "no card was answered"
    assert "no audit label" in found["note"][1]
