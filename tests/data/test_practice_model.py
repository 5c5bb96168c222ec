"""The practice models and the three mornings: recorded once, and what exercises say of them."""

from __future__ import annotations

import hashlib

import numpy as np
import onnxruntime
import polars as pl
import pytest

from cardshop.contract import read_delivery
from cardshop.contract.parsing import parse
from cardshop.dataset import delivery_path, load_cards
from cardshop.features import features
from cardshop.journal import cards
from cardshop.journal.reading import SCHEMA
from cardshop.training import PRACTICE_MODEL, answered, practice_features, practice_inputs
from record_alerts import ALERTS, FIRST_BAD_MINUTE
from record_alerts import FOLDER as MORNINGS
from record_practice import NAMES, halves, trained

FOLDERS = {PRACTICE_MODEL.parent: NAMES, MORNINGS: tuple(f"{one}.parquet" for one in ALERTS)}
LARGEST_BYTES = 200_000


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_checksums_list_every_file_and_no_other(folder):
    lines = (folder / "CHECKSUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(listed) == set(FOLDERS[folder])
    assert {one.name for one in folder.iterdir()} == {*listed, "CHECKSUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert sum(one.stat().st_size for one in folder.iterdir()) < LARGEST_BYTES


def test_the_practice_model_answers_new_prints_of_lines_that_it_half_knows():
    told = answered(load_cards())
    assert told.height == 12_000
    assert not {"line_id", "species"} & set(told.columns)
    right = (told["card_type"] == load_cards()["card_type"]).mean()
    assert right == pytest.approx(0.79, abs=0.02)
    assert told.null_count().sum_horizontal().item() == 0


def test_the_practice_model_reads_thirty_features_of_fifteen_columns():
    assert len(practice_features()) == 30
    assert len(practice_inputs()) == 15


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("name", NAMES)
def test_a_practice_model_is_what_training_gives(name):
    made = trained(halves()[NAMES.index(name)])
    numbers = features(load_cards().head(2_000), practice_features()).to_numpy()
    session = onnxruntime.InferenceSession(str(PRACTICE_MODEL.with_name(name)))
    _, shares = session.run(None, {"numbers": numbers.astype(np.float32)})
    assert np.abs(shares - made.predict_proba(numbers)).max() < 1e-3


@pytest.mark.parametrize("alert", ALERTS)
def test_a_morning_is_a_journal_of_forty_minutes_with_cards_of_the_contract(alert):
    journal = pl.read_parquet(MORNINGS / f"{alert}.parquet")
    assert journal.schema == SCHEMA
    minutes = (journal["at_ms"] - journal["at_ms"].min()) // 60_000
    assert minutes.unique().sort().to_list() == list(range(40))
    sent = cards(journal)
    assert sent.height == journal.height > 600
    assert sent["hp"].null_count() == 0
    assert journal.select("card_type", "confidence", "latency_ms").null_count().row(0) == (0, 0, 0)


def test_what_is_wrong_begins_in_the_minute_that_was_fixed_before_recording():
    found = {}
    for alert in ALERTS:
        journal = pl.read_parquet(MORNINGS / f"{alert}.parquet")
        minute = (journal["at_ms"] - journal["at_ms"].min()) // 60_000
        since = minute >= FIRST_BAD_MINUTE[alert]
        found[alert] = journal.filter(~since), journal.filter(since)
    slow = [one["latency_ms"].median() for one in found["alert_1"]]
    assert slow[1] > 10 * slow[0]
    # Eleven types, and shares of one type between 0 and 1: e / (e + 10) is the most there can be.
    assert found["alert_2"][1]["confidence"].max() < np.e / (np.e + 10)
    assert found["alert_2"][0]["confidence"].median() > 0.8
    grey = [(cards(one)["scan_saturation"] > 1).mean() for one in found["alert_3"]]
    assert grey[0] == 0
    assert grey[1] > 0.6


def test_no_card_of_the_mornings_is_one_that_the_model_was_trained_on():
    known = set(load_cards()["card_id"])
    assert not known & set(parse(read_delivery(delivery_path("clean")))["card_id"])
