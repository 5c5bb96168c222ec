"""The servers agree before they are loaded and are gone after it; no time is asserted."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import serving
from benchmarks.findings import NotMeasuredError
from benchmarks.serving import contenders, load, measuring, models, ways, words
from benchmarks.serving.apps import stripped
from benchmarks.serving.load import Load
from benchmarks.serving.servers import NoStartError, Way, running
from benchmarks.timing import UnequalError


def say(_words):
    return None


def turn(per_s, cpu_ms, **others):
    told = {"p50_ms": 200.0, "p99_ms": 20.0, "resident_mb": 150.0, "failed": 0, "late": 0}
    return Load(per_s=per_s, cpu_s=cpu_ms / 1000, **(told | others))


TURNS = {
    ways.NAIVE: [turn(100, 8.0), turn(50, 9.0)],
    ways.OURS: [turn(2_000, 0.5), turn(500, 0.5, late=3)],
    ways.ALONE: [turn(200, 4.0), turn(100, 4.0)],
    ways.PARTS["all"]: [turn(2_500, 0.3), turn(600, 0.1)],
    contenders.LIT: [turn(500, 2.0), turn(250, 2.0)],
}


def test_ratios_are_medians_of_turns_that_stand_together():
    found = words.paired(TURNS, ways.OURS, ways.NAIVE, figure=words.per_s)
    assert (found.middle, found.low, found.high) == (15, 10, 20)
    assert found.times() == "15 times (10 to 20)"


def test_every_bar_is_said_to_be_met_or_not():
    said = " ".join(words.about(TURNS))
    assert "15 times (10 to 20) the requests of the naive one (at least 15: met)" in said
    assert "spends 17 times (16 to 18) its CPU on each (at least 15: met)" in said
    assert "Its p99 of 20 ms lies below the naive p50 of 200 ms: met." in said
    assert "A worker holds 150 MB (at most 200: met)." in said
    assert "Beside LitServe the service answers 3 times (2 to 4) the requests" in said
    assert "the bar, 3, is met" in said
    slow = TURNS | {ways.OURS: [turn(1_400, 0.6, p99_ms=300, resident_mb=250)] * 2}
    assert " ".join(words.about(slow)).count("not met") == 3


def test_the_cost_of_all_parts_is_set_against_its_bar():
    said = words.about_parts(TURNS)
    assert "| no middleware, no metrics, no journal | 0.300 | 0.200 to 0.400 |" in said
    assert words.about_parts({ways.NAIVE: TURNS[ways.NAIVE]}) == ""


def test_late_and_failed_answers_stand_in_the_table_and_what_is_missing_below():
    missing = {"BentoML": "no wheel."}
    found = words.findings({"logistic": TURNS}, missing, seconds=4)
    assert any(f"| {ways.OURS} | 1,250 | 0.5 |" in one for one in found.notes)
    assert any(one.endswith("| 0 | 3 |") for one in found.notes[1].splitlines())
    assert found.notes[-1] == "- BentoML: not measured: no wheel."


def test_without_wrk_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(load.shutil, "which", lambda _: None)
    with pytest.raises(NotMeasuredError, match="apt-get install -y wrk"):
        serving.measured(quick=True, say=say)


def test_a_server_that_cannot_be_installed_is_named_with_its_reason(monkeypatch, tmp_path):
    monkeypatch.setattr(contenders.shutil, "which", lambda _: None)
    run = measuring.Run(measuring.QUICK, tmp_path, {}, {}, say)
    measuring._install(run)
    assert run.environments == {}
    assert run.missing == dict.fromkeys(contenders.NAMES, "uv is not on the path.")


def test_a_program_that_ends_is_named_with_its_last_line(tmp_path):
    way = Way([sys.executable, "-c", "raise SystemExit('no such model')"])
    refused = pytest.raises(NoStartError, match=r"broken did not answer .* no such model")
    with refused, running("broken", way, folder=tmp_path, card={}):
        pass


def test_programs_of_other_environments_need_no_library_of_the_course():
    code = (
        "import sys, benchmarks.serving.apps.answering;"
        "print(*({'sklearn', 'fastapi', 'pydantic', 'classroom', 'typer'} & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


@pytest.mark.slow
def test_the_servers_agree_and_one_that_does_not_stops_the_benchmark(tmp_path):
    root = models.made("logistic", tmp_path, most_cards=1_200)
    cards = models.sent(root)[:20]
    listed = {ways.NAIVE: ways.naive(root), ways.OURS: ways.ours(root, tmp_path)}
    with contextlib.ExitStack() as stack:
        servers = [
            stack.enter_context(running(name, way, folder=tmp_path, card=cards[0]))
            for name, way in listed.items()
        ]
        measuring.assert_agreed(servers, cards)
        assert all(server.cpu_s() > 0 and server.resident_mb() > 50 for server in servers)
        assert servers[1].late() == 0
        wrong = Way(ways.hello().command, told=lambda _: ("Fire", 0.5, "file"))
        other = stack.enter_context(running("wrong", wrong, folder=tmp_path, card=cards[0]))
        with pytest.raises(UnequalError, match=rf"{ways.NAIVE} says .* and wrong"):
            measuring.assert_agreed([*servers, other], cards)
        # What stands still is ended, too.
        servers[0].hold()
        pids = [one.process.pid for one in servers]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert not list(Path("/proc").glob(f"{pids[0]}/stat"))


def test_a_part_that_nobody_knows_is_not_measured_as_the_whole(tmp_path):
    with pytest.raises(SystemExit, match="no part 'speed'; there are batching, key,"):
        stripped.settings_without("speed", tmp_path / "journal.db")
    assert set(ways.PARTS) < set(stripped.PARTS)
