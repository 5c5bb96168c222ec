"""Real processes under the requests of a day, of a tool's imagination, and under kill -9."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cardshop import artifact, training
from cardshop.dataset import load_cards
from cardshop.journal import read
from classroom.syllabus import ROOT
from served_cards import KEY, card, get, post, serving
from served_process import MIXED, ONLY_GOOD, load, process

FLUSH_MS = 200
# One write and the turn of a busy machine; what is lost was promised since the last commit.
SLACK_MS = 1000
MOST_GROWTH = 1.05
INTENDED = {200, 503}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("artifacts")
    settings = training.read_settings("logistic")
    cards = load_cards().head(1_200)
    built = artifact.build(cards, settings, version="1.0.0", made_on=date(2026, 1, 5))
    artifact.save(built, folder)
    artifact.set_latest(folder, "1.0.0")
    return folder


def imagined(folder: Path, *more: str, seconds: int) -> Counter[tuple[str, int]]:
    """Requests by path and status that a tool made of the document; nothing it checks may fail."""
    report = folder / "report.json"
    tool = str(Path(sys.executable).with_name("schemathesis"))
    environment = {"SCHEMATHESIS_HOOKS": "schema_hooks", "PYTHONPATH": str(ROOT / "tests")}
    with serving() as served:
        address = f"http://127.0.0.1:{served.port}/openapi.json"
        told = [tool, "run", address, "-H", f"X-API-Key: {KEY}", "--max-time", str(seconds)]
        told += ["--checks", "all", "--no-color", "--generation-database", "none"]
        told += ["--report", "json", "--report-json-path", str(report), *more]
        done = subprocess.run(
            told,
            cwd=folder,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        text = get(served.port, "/metrics").body.decode()
    assert done.returncode == 0, done.stdout + done.stderr
    operations = json.loads(report.read_text("utf-8"))["operations"]
    assert operations["tested"] == operations["total"] == 6
    found = re.findall(r'requests_total\{.*path="(.*?)",status="(\d+)"\} (\S+)', text)
    counted: Counter[tuple[str, int]] = Counter()
    for path, status, count in found:
        counted[path, int(status)] += int(float(count))
    return counted


def assert_tried(counted: Counter[tuple[str, int]], *, least: int) -> None:
    """Requests of both kinds reached the routes: cards that are taken, and such that are not."""
    for path in ("/v1/predict", "/v1/predict/batch"):
        assert counted[path, 200] >= least
        assert counted[path, 422] >= least


@pytest.mark.slow
def test_no_request_that_a_tool_makes_of_the_document_fails(tmp_path):
    assert_tried(imagined(tmp_path, "--seed", "1", seconds=20), least=5)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_five_minutes_of_what_a_tool_makes_of_the_document(tmp_path):
    assert_tried(imagined(tmp_path, seconds=300), least=100)


def rows(journal: Path) -> dict[str, int]:
    """Request id to its rows, in a file that SQLite finds whole."""
    with contextlib.closing(sqlite3.connect(journal)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        counted = "SELECT request_id, count(*) FROM predictions GROUP BY request_id"
        return dict(opened.execute(counted).fetchall())


def assert_as_it_should(heard) -> None:
    """Each request got the status that it should, or a 503 that names a time to wait."""
    assert {wanted for wanted, _ in heard.statuses} == {one for _, one in MIXED if one}
    other = {
        (wanted, got): count
        for (wanted, got), count in heard.statuses.items()
        if got != wanted and not (wanted == 200 and got == 503)
    }
    assert other == {}
    assert heard.refused_without_wait == heard.silent == 0


@pytest.mark.slow
def test_a_busy_day_has_no_failure_and_every_answer_has_its_rows(root, tmp_path):
    with process(root, tmp_path / "journal.db") as served:
        heard = load(served.port, MIXED, seconds=15)
        assert post(served.port, card()).status == 200
        served.stop()
    assert_as_it_should(heard)
    assert len(heard.promised) > 500
    written = rows(served.journal)
    wrong = {
        one: (cards, written.get(one))
        for one, (_, cards) in heard.promised.items()
        if written.get(one) != cards
    }
    assert wrong == {}


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_ten_minutes_leave_memory_as_it_was(root, tmp_path):
    with process(root, tmp_path / "journal.db") as served:
        resident_mb = []
        for _ in range(40):
            assert_as_it_should(load(served.port, MIXED, seconds=15))
            resident_mb.append(served.resident_mb())
        served.stop()
    # The first quarter fills caches and buffers; a leak goes on.
    early, late = resident_mb[10:20], resident_mb[-10:]
    assert statistics.median(late) <= MOST_GROWTH * statistics.median(early), resident_mb


def kill(root: Path, journal: Path, *, durable: bool, after_s: float) -> int:
    """How many promised rows were lost; no more than may be, in a whole file."""
    with process(root, journal, CARDSHOP_DURABLE=str(int(durable))) as served:
        # It came up on what the last one left, and it answers.
        assert post(served.port, card()).status == 200
        moments = []

        def shoot() -> None:
            moments.append(time.time_ns() // 1_000_000)
            served.process.kill()

        timer = threading.Timer(after_s, shoot)
        timer.start()
        heard = load(served.port, ONLY_GOOD, seconds=after_s + 10)
        timer.join()
    assert {got for _, got in heard.statuses} <= INTENDED
    written = rows(journal)
    lost_ms = [at_ms for one, (at_ms, _) in heard.promised.items() if one not in written]
    assert len(heard.promised) > 50
    assert not (durable and lost_ms)
    # Nothing but the newest: whatever was promised before is there.
    too_old = [moments[0] - at_ms for at_ms in lost_ms if moments[0] - at_ms > FLUSH_MS + SLACK_MS]
    assert too_old == []
    return len(lost_ms)


def kill_in_turn(root: Path, journal: Path, turns: int) -> None:
    shots = random.Random(0)
    for turn in range(turns):
        kill(root, journal, durable=turn % 2 == 1, after_s=shots.uniform(0.8, 1.6))
    with process(root, journal) as served:
        answer = post(served.port, card())
        served.stop()
    assert read(journal)["request_id"].to_list().count(answer.json["request_id"]) == 1


@pytest.mark.slow
def test_five_kills_under_load_lose_the_newest_rows_alone_and_durable_none(root, tmp_path):
    kill_in_turn(root, tmp_path / "journal.db", 5)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_two_hundred_kills_under_load(root, tmp_path):
    kill_in_turn(root, tmp_path / "journal.db", 200)
