"""A real service under load, through a promotion, a refused version and a rollback."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import polars as pl
import pytest

from artifacts import numbered
from cardshop import artifact
from cardshop.journal import read
from classroom.syllabus import ROOT
from served_cards import CARD, card, get, post
from served_process import environment, process

OLD, NEW, BROKEN = "1.0.0", "1.1.0", "1.2.0"
STATIONS, HPS = 6, range(30, 341, 10)
# A worker that answered the old version would show among so many answers in a row.
IN_A_ROW = 60
# The promise is 2 s; the gate's machine may be busy with other tests.
PATIENCE_S, PAUSE_S = 20, 0.02


class Heard(NamedTuple):
    """One answer: which card was sent, the status, and what came back."""

    hp: int
    status: int
    told: dict


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("artifacts")
    artifact.save(numbered(OLD), folder)
    artifact.save(numbered(NEW, "xgboost"), folder)
    shutil.copytree(folder / OLD, folder / BROKEN)
    artifact.set_latest(folder, OLD)
    return folder


def command(root, *words: str) -> subprocess.CompletedProcess:
    told = [sys.executable, "-m", "cardshop", *words, "--artifacts", str(root)]
    return subprocess.run(
        told, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )


def answers_of(root) -> dict[tuple[str, int], tuple[str, float, str]]:
    """What each version says of each card."""
    cards = pl.DataFrame([CARD | {"hp": hp} for hp in HPS])
    found = {}
    for version in (OLD, NEW):
        model = artifact.load(root / version)
        typed = cards.select(
            pl.col(name).str.to_date() if kind == pl.Date else pl.col(name).cast(kind)
            for name, kind in model.metadata.schema_of_cards.items()
        )
        for hp, row in zip(HPS, model.decide(typed).rows(), strict=True):
            found[version, hp] = row
    return found


def until_all_answer(port: int, version: str) -> float:
    """Seconds until IN_A_ROW answers in a row are this version's."""
    began, row = time.monotonic(), 0
    changed = began
    while row < IN_A_ROW:
        assert time.monotonic() - began < PATIENCE_S, f"{version} does not answer everywhere"
        if post(port, card()).json["model_version"] == version:
            row += 1
        else:
            row, changed = 0, time.monotonic()
    return changed - began


@contextlib.contextmanager
def stations(port: int) -> Iterator[list[Heard]]:
    """What stations hear that send card after card until the block ends, however it ends."""
    heard: list[Heard] = []
    stop = threading.Event()

    def station(start: int) -> None:
        at = start
        while not stop.is_set():
            hp = HPS[at % len(HPS)]
            answer = post(port, card(hp=hp))
            heard.append(Heard(hp, answer.status, answer.json))
            at += 1
            # A card takes a camera longer; without a pause the load is that of this loop.
            time.sleep(PAUSE_S)

    with ThreadPoolExecutor(STATIONS) as pool:
        working = [pool.submit(station, at * 5) for at in range(STATIONS)]
        try:
            yield heard
        finally:
            stop.set()
        [one.result() for one in working]


def break_by_hand(root, port: int) -> None:
    """A version that promote refuses is named all the same; nothing, once the service says so."""
    path = root / BROKEN / "model.onnx"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    refused = command(root, "promote", BROKEN)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "does not load, so nothing is changed" in refused.stderr
    (root / "LATEST").write_text(f"{BROKEN}\n", "utf-8")
    until = time.monotonic() + PATIENCE_S
    while not get(port, "/v1/model").json["refused"]:
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.slow
def test_a_promotion_and_a_rollback_under_load_lose_nothing_and_mix_nothing(root, tmp_path):
    # A busy machine makes cards late; late ones are answered by no version.
    deadline = {"CARDSHOP_DEADLINE_MS": "60000"}
    took_s = []
    with process(root, tmp_path / "journal.db", "--workers", "2", **deadline) as served:
        with stations(served.port) as heard:
            for words, version in ((("promote", NEW), NEW), (("rollback",), OLD)):
                done = command(root, *words)
                assert done.returncode == 0, done.stderr
                took_s.append(until_all_answer(served.port, version))
            break_by_hand(root, served.port)
            until_all_answer(served.port, OLD)
        text = get(served.port, "/metrics").body.decode()
        served.stop()
    print(f"followed within {took_s[0]:.1f} s and {took_s[1]:.1f} s")
    assert {one.status for one in heard} == {200}
    versions = [one.told["model_version"] for one in heard]
    assert {*versions} == {OLD, NEW}
    assert "cardshop_model_refused 1.0" in text
    expected = answers_of(root)
    # Otherwise a mix would not be seen.
    assert any(expected[OLD, hp] != expected[NEW, hp] for hp in HPS)
    for one in heard:
        kind, confidence, decision = expected[one.told["model_version"], one.hp]
        assert (one.told["card_type"], one.told["decision"]) == (kind, decision)
        assert np.isclose(one.told["confidence"], confidence, atol=1e-5)
    rows = read(served.journal)
    named = dict(rows.select("request_id", "model_version").rows())
    assert all(named[one.told["request_id"]] == one.told["model_version"] for one in heard)
    log = served.journal.with_suffix(".log").read_text("utf-8").splitlines()
    events = [json.loads(one) for one in log if '"model_' in one]
    assert [one["event"] for one in events].count("model_changed") == 4
    # Each of two processes tells it, once.
    assert [one["event"] for one in events].count("model_refused") == 2
