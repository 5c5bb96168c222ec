"""Each fault moves what it says, each remedy ends it, and one incident is no fault of the model."""

from __future__ import annotations

import json
import sqlite3
from functools import cache

import polars as pl
import pytest

from cardshop.dataset import DatasetError
from cardshop.incidents import (
    ACTIONS,
    FAULTS,
    METRICS,
    RECORDED,
    Drill,
    Incident,
    act,
    ask,
    drawn,
    load_incident,
    load_recovery,
    measured,
    training_cards,
    tried,
    unseen_cards,
)
from cardshop.incidents.drill import KEY
from cardshop.incidents.labels import simulated
from cardshop.incidents.trying import recovered
from cardshop.monitoring import LABELS
from monitored import NOON_MS, journal, row

# Two trays a minute: about 125 cards, and the fault in five minutes of seven.
MINUTES, BEGINS = 7, 2
MODEL_ACTIONS = ("roll_back", "restart", "raise_threshold", "wait_for_labels")
# The least that a fault moves its metric by, in its unit.
MOVES = {
    "hue_in_radians": 0.05,
    "lower_cased_text": 0.01,
    "unit_change": 0.4,
    "dropped_column": 0.01,
    "rolled_back": 0.5,
    "double_softmax": 0.4,
    "model_loaded_per_card": 1.0,
    "slow_dependency": 80.0,
    "duplicated_traffic": 0.4,
    "late_labels": 0.9,
}


@pytest.fixture(scope="module")
def drill():
    return Drill(seed=1, minutes=MINUTES)


@pytest.fixture(scope="module")
def healthy(drill):
    return drill.morning()


@pytest.fixture(scope="module")
def bad(drill):
    """The morning with a fault, served once."""
    return cache(lambda name: drill.morning(Incident(name, BEGINS)))


def test_every_fault_and_every_action_is_named_once_and_fits_the_other():
    assert len(FAULTS) == len(MOVES) == 10
    assert set(MOVES) == set(FAULTS)
    for fault in FAULTS.values():
        assert fault.metric in METRICS
        assert fault.remedy in ACTIONS
        assert fault.where in ("stream", "model", "path", "labels")
    assert set().union(*(one.ends for one in ACTIONS.values())) <= set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_moves_its_metric_from_its_minute_on_and_not_before(bad, healthy, name):
    metric = FAULTS[name].metric
    before, during = (measured(one, since_minute=BEGINS)[metric] for one in (healthy, bad(name)))
    assert abs(during - before) >= MOVES[name]
    early = [one.answered().filter(pl.col("minute") < BEGINS) for one in (healthy, bad(name))]
    same = [one.select("card", "card_type", "confidence", "model_version") for one in early]
    assert same[0].height > 20
    assert same[0].equals(same[1])


@pytest.mark.parametrize("name", FAULTS)
def test_the_remedy_of_a_fault_recovers_its_metric(drill, healthy, bad, name):
    after = drill.morning(Incident(name, BEGINS), actions=(FAULTS[name].remedy,))
    mornings = (healthy, bad(name), after)
    metric = FAULTS[name].metric
    share = recovered(*(measured(one, since_minute=BEGINS)[metric] for one in mornings))
    # Milliseconds are a machine's: half of the way is more than chance.
    assert share >= (0.5 if metric == "median_ms" else 0.9)


def test_nothing_that_is_done_to_the_model_brings_late_labels_home(drill):
    incident = Incident("late_labels", BEGINS)
    found = {one.action: one.recovered for one in tried(drill, incident, MODEL_ACTIONS)}
    assert found == {"roll_back": 0, "restart": 0, "raise_threshold": 0, "wait_for_labels": 1}


def test_the_contract_makes_a_change_of_unit_loud(drill, healthy, bad):
    incident = Incident("unit_change", BEGINS)
    silent, loud = bad("unit_change"), drill.morning(incident, actions=("contract_on",))
    assert silent.truth["came"].unique().sort().to_list() == ["gate", "import"]
    assert loud.truth["came"].unique().sort().to_list() == ["gate", "refused"]
    assert loud.journal.height < silent.journal.height == healthy.journal.height
    statuses = [json.loads(line)["status"] for line in loud.log]
    trays = 2 * BEGINS, 2 * (MINUTES - BEGINS)
    assert (statuses.count(200), statuses.count(422)) == trays
    assert "422" not in "".join(silent.log)


def test_a_fault_inside_the_contract_is_refused_by_nobody(drill, healthy):
    names = [one.name for one in FAULTS.values() if one.where == "stream" and one.inside_contract]
    assert names == ["hue_in_radians", "lower_cased_text"]
    for name in names:
        morning = drill.morning(Incident(name, 0), actions=("contract_on",))
        assert morning.journal.height == healthy.journal.height


def test_severity_is_a_share_of_the_trays(drill):
    whole, half = (drill.morning(Incident("rolled_back", 0, one)) for one in (1.0, 0.5))
    reached = [(one.journal["model_version"] == "1.0.0").mean() for one in (whole, half)]
    assert reached[0] == 1
    assert 0.1 < reached[1] < 0.9


def test_days_bring_other_lots_and_the_same_day_the_same_cards(drill, healthy):
    again, other = drill.morning(), drill.morning(day=1)
    assert again.truth["card_id"].equals(healthy.truth["card_id"])
    assert not set(other.truth["lot_id"]) & set(healthy.truth["lot_id"])
    assert other.journal["at_ms"].min() - healthy.journal["at_ms"].min() == 86_400_000


def test_the_model_learned_no_line_that_a_drill_serves():
    learned, served = training_cards(), unseen_cards()
    assert served["lot_id"].n_unique() == 640
    assert not set(learned["line_id"]) & set(served["line_id"])


def test_labels_follow_the_rules_of_the_shop(healthy):
    answered = healthy.answered()
    by_key = answered.select(*KEY, "truth", "card_type", "decision", "at_ms")
    labels = healthy.labels.join(by_key.rename({"card_type": "said"}), on=KEY, how="left")
    assert healthy.labels.schema == LABELS
    assert (labels["card_type"] == labels["truth"]).all()
    desk = labels.filter(pl.col("source") == "desk")
    assert desk.height == (answered["decision"] == "desk").sum() > 10
    assert desk.select((pl.col("known_at_ms") - pl.col("at_ms")).min()).item() == 20_000
    audit = labels.filter(pl.col("source") == "audit")
    assert audit.height == (answered["decision"] == "file").sum() > 10
    hours = (audit["known_at_ms"] - healthy.journal["at_ms"].min()) / 3_600_000
    assert 23.9 < hours.min() < hours.max() < 25


@pytest.mark.parametrize(("latency_ms", "source"), [(99.999, "audit"), (100.0, "desk")])
def test_the_gate_closes_for_a_drill_when_it_closes_for_monitoring(latency_ms, source):
    answered = journal(row(latency_ms=latency_ms)).with_columns(truth=pl.lit("Fire"))
    told = simulated(answered, opened_ms=NOON_MS, seed=0)
    assert told["source"].to_list() == [source]


def test_complaints_come_from_buyers_of_wrong_cards_after_a_median_of_nine_days():
    about = pl.DataFrame({"request_id": ["a"] * 40_000, "position": range(40_000)})
    answered = about.with_columns(
        card_type=pl.lit("Fire"),
        truth=pl.when(pl.col("position") % 2 == 0).then(pl.lit("Fire")).otherwise(pl.lit("Water")),
        decision=pl.lit("file"),
        latency_ms=pl.lit(3.0),
        status=pl.lit(200),
        reason=pl.lit("sure"),
        at_ms=pl.lit(0, pl.Int64),
    )
    labels = simulated(answered, opened_ms=0, seed=1)
    assert labels.filter(pl.col("source") == "audit").height == 200
    heard = labels.filter(pl.col("source") == "complaint")
    assert (heard["card_type"] == "Water").all()
    assert heard.height == pytest.approx(0.1 * 20_000, rel=0.1)
    assert heard["known_at_ms"].median() / 86_400_000 == pytest.approx(9, rel=0.05)


def test_a_seed_draws_the_same_incident_and_all_faults_are_drawn():
    found = [drawn(seed) for seed in range(200)]
    assert found == [drawn(seed) for seed in range(200)]
    assert {one.fault for one in found} == set(FAULTS)
    assert {one.begins for one in found} == set(range(10, 31))


def test_an_unknown_name_is_refused_with_the_known_ones(drill):
    with pytest.raises(ValueError, match=r"no fault is called 'gremlins'. Take one of hue_in"):
        drill.morning(Incident("gremlins", 1))
    with pytest.raises(DatasetError, match=r"day 99 of 7 minutes needs 1400 lots; there are 640"):
        drill.morning(day=99)
    with pytest.raises(ValueError, match=r"no action is called 'pray'. Take one of roll_back"):
        act(drill, Incident("rolled_back", 1), "pray")


def test_a_question_to_an_incident_may_read_and_nothing_else():
    assert ask("incident_1", "SELECT day, day FROM journal LIMIT 1").rows() == [(1, 1)]
    refused = ("DELETE FROM journal", "ATTACH 'x.db' AS x", "PRAGMA user_version = 3", "SELECT ?")
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    for query in (*refused, endless, "SELECT 1; SELECT 2", "SELECT '\0'"):
        with pytest.raises(sqlite3.Error):
            ask("incident_1", query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT hex(zeroblob(2000000))",
        "SELECT a.day FROM journal a, journal b",
        "SELECT printf('%.*c', 900000, 'x') FROM journal",
        "SELECT CASE WHEN day = 1 THEN x'00' ELSE 1.5 END FROM journal",
        "SELECT '\ud800'",
    ],
)
def test_a_question_whose_answer_is_no_table_for_a_cell_is_an_error_of_sql(query):
    with pytest.raises(sqlite3.Error):
        ask("incident_1", query)


def test_columns_of_one_name_are_told_apart_whatever_the_others_are_called():
    found = ask("incident_1", "SELECT 1 AS a, 2 AS a, 3 AS 'a (1)', 4 AS 'a (2)', 5 AS a")
    assert found.row(0) == (1, 2, 3, 4, 5)
    assert len(set(found.columns)) == 5


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_incident_is_two_mornings_of_forty_minutes(name):
    journal, labels, log = load_incident(name)
    assert journal["day"].unique().to_list() == [1, 2]
    assert journal["minute"].unique().sort().to_list() == list(range(40))
    assert journal.height > 1_300
    assert labels.schema == LABELS
    assert not labels.join(journal, on=KEY, how="anti").height
    assert set(log["request_id"]) == set(journal["request_id"])
    assert log["timestamp"].str.slice(0, 10).unique().sort().to_list() == [
        "2026-03-02",
        "2026-03-03",
    ]


def test_every_action_was_tried_on_every_recorded_incident():
    found = load_recovery()
    pairs = found.select("incident", "action").unique().height
    assert found.height == pairs == len(RECORDED) * len(ACTIONS) == 40
    best = found.filter(pl.col("recovered") >= 0.9).group_by("incident").len()
    assert best["incident"].sort().to_list() == list(RECORDED)
