"""The four incidents: what lies in data, and that the scripts would record the same again."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest

from cardshop import artifact
from cardshop.incidents import (
    DRILL_MODEL,
    FAULTS,
    RECORDED,
    load_incident,
    load_recovery,
    measured,
    unseen_cards,
)
from cardshop.incidents.recorded import FOLDER
from record_incidents import INCIDENTS, make_model, record

MOST_BYTES = 2_000_000
# Which way the metric of each incident moves, and at least how far; milliseconds are a machine's.
SIGNATURES = {"incident_1": 100.0, "incident_2": -0.1, "incident_3": -0.9, "incident_4": 0.6}


def test_checksums_list_every_file_of_the_incidents_and_no_other():
    lines = (FOLDER / "CHECKSUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert len(listed) == 3 * len(RECORDED) + 1
    assert {one.name for one in FOLDER.iterdir()} == {*listed, "CHECKSUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert sum(one.stat().st_size for one in FOLDER.iterdir()) < MOST_BYTES


def test_the_day_before_each_incident_was_healthy():
    for name in RECORDED:
        before = load_incident(name).journal.filter(pl.col("day") == 1)
        assert before.select("status", "model_version").unique().rows() == [(200, "1.1.0")]
        assert (before["latency_ms"] < 100).mean() > 0.99
        assert 0.2 < (before["decision"] == "desk").mean() < 0.45


def test_one_incident_is_no_fault_of_the_model_and_no_action_on_it_helps():
    late = INCIDENTS["incident_3"].fault
    assert FAULTS[late].where == "labels"
    found = load_recovery().filter(pl.col("incident") == "incident_3")
    helps = found.filter(pl.col("recovered") > 0)["action"].sort().to_list()
    assert helps == ["restart_label_job", "wait_for_labels"]
    assert found["usd_after"].max() > found["usd_before"].max()


@pytest.mark.slow
@pytest.mark.recorded
def test_the_drills_model_is_what_training_gives(tmp_path):
    made, kept = artifact.load(make_model(tmp_path)), artifact.load(DRILL_MODEL)
    cards = unseen_cards()
    assert abs(made.probabilities(cards) - kept.probabilities(cards)).max() < 1e-3
    assert made.threshold == pytest.approx(kept.threshold, abs=0.01)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("name", RECORDED)
def test_recorded_again_an_incident_shows_what_it_showed(name):
    mornings = record(name)
    fault, begins, _ = INCIDENTS[name]
    before, bad = (measured(one, since_minute=begins)[FAULTS[fault].metric] for one in mornings)
    moved = (bad - before) / SIGNATURES[name]
    assert moved > 1
    again = pl.concat([one.journal for one in mornings])
    kept = load_incident(name).journal
    for column in ("position", "client_request_id", "at_ms", "model_version", "card_type", "card"):
        assert again[column].equals(kept[column])
    delays = [
        labels.select(pl.col("known_at_ms").sort()).to_series().to_list()
        for labels in (pl.concat([one.labels for one in mornings]), load_incident(name).labels)
    ]
    assert len(delays[0]) == pytest.approx(len(delays[1]), abs=5)
