"""A run is kept whole or not at all, and MLflow's own client reads it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from functools import cache

import pytest

from cardshop.training import TrackerError, open_tracker, train
from cardshop.training.fingerprints import ROOT
from training_runs import quick, some_cards

AT_MS = 1_760_000_000_000
TABLES = ("runs", "params", "metrics", "latest_metrics", "tags")
# A recording that stops for ever where `hanging` is called, after it has said so.
HANGS = """
import sys, time
from cardshop.training import open_tracker, train
from training_runs import quick, some_cards
tracker = open_tracker(sys.argv[1])
trained = train(some_cards(), quick("dummy"))
def hanging(*_):
    print("hangs", flush=True)
    time.sleep(600)
setattr(tracker.store, sys.argv[2], hanging)
tracker.record(trained, name="killed", at_ms=0)
"""


@cache
def trained(model="dummy"):
    return train(some_cards(), quick(model))


def counted(uri):
    """Rows of the tables that hold runs."""
    with contextlib.closing(sqlite3.connect(uri.removeprefix("sqlite:///"))) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in TABLES
        }


NOTHING = dict.fromkeys(TABLES, 0)


@pytest.mark.slow
def test_a_run_keeps_settings_hashes_and_metrics_with_intervals(uri):
    tracker = open_tracker(uri)
    assert tracker.runs().is_empty()
    first = tracker.record(trained(), name="first", at_ms=AT_MS)
    tracker.record(trained("logistic"), name="second", at_ms=AT_MS + 1)
    runs = open_tracker(uri).runs()
    assert runs["name"].to_list() == ["second", "first"]
    found = runs.row(1, named=True)
    mean = trained().mean("accuracy")
    assert found["run_id"] == first
    assert found["accuracy"] == pytest.approx(mean.estimate)
    assert found["accuracy_low"] == pytest.approx(mean.low)
    assert found["model"] == "dummy"
    assert json.loads(found["seed"]) == 0
    for name, value in trained().fingerprints.as_dict().items():
        assert found[name] == value
    assert runs["option.C"].to_list() == ["0.1", None]
    tracker.close()


@pytest.mark.slow
def test_mlflows_own_client_reads_every_split(uri):
    tracker = open_tracker(uri)
    run_id = tracker.record(trained(), name="first", at_ms=AT_MS)
    from mlflow import MlflowClient

    client = MlflowClient(tracking_uri=uri)
    kept = client.get_metric_history(run_id, "accuracy_by_split")
    assert [one.value for one in kept] == pytest.approx(list(trained().values("accuracy")))
    assert client.get_run(run_id).info.status == "FINISHED"
    assert client.get_run(run_id).info.end_time == AT_MS


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["log_batch", "update_run_info"])
def test_a_recording_that_is_killed_leaves_nothing(uri, stage):
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    command = [sys.executable, "-c", HANGS, uri, stage]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout.readline() == "hangs\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert counted(uri) == NOTHING
    open_tracker(uri).record(trained(), name="after", at_ms=AT_MS)
    assert open_tracker(uri).runs()["name"].to_list() == ["after"]


@pytest.mark.slow
def test_a_recording_that_fails_in_the_middle_leaves_nothing(uri, monkeypatch):
    tracker = open_tracker(uri)
    from mlflow.exceptions import MlflowException

    def failing(*_):
        raise MlflowException("the disk is full")

    monkeypatch.setattr(tracker.store, "update_run_info", failing)
    with pytest.raises(TrackerError, match=r"the disk is full.*Nothing was recorded"):
        tracker.record(trained(), name="first", at_ms=AT_MS)
    assert counted(uri) == NOTHING


@pytest.mark.slow
def test_a_store_that_is_locked_while_recording_loses_the_run_and_nothing_else(uri, monkeypatch):
    tracker = open_tracker(uri)
    monkeypatch.setattr("cardshop.training.tracking.RECORD_WAIT_MS", 200)
    with contextlib.closing(sqlite3.connect(uri.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TrackerError, match="database is locked"):
            tracker.record(trained(), name="first", at_ms=AT_MS)
    assert counted(uri) == NOTHING
    tracker.record(trained(), name="again", at_ms=AT_MS)
    assert tracker.runs().height == 1


@pytest.mark.slow
def test_a_killed_first_start_leaves_no_half_store(tmp_path):
    uri = f"sqlite:///{tmp_path / 'runs.db'}"
    code = f"from cardshop.training import open_tracker; open_tracker({uri!r})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob("*.new")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "runs.db").exists()
    assert open_tracker(uri).runs().is_empty()


@pytest.mark.slow
def test_training_and_recording_open_no_connection(uri):
    code = f"""
import socket
def refuse(*_): raise AssertionError("a connection was asked for")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
import threading
threading.excepthook = lambda told: print("THREAD", told.exc_value, flush=True)
from cardshop.training import open_tracker, train
from training_runs import quick, some_cards
open_tracker({uri!r}).record(train(some_cards(), quick("dummy")), name="quiet", at_ms=0)
"""
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    outcome = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")
    assert counted(uri)["runs"] == 1
