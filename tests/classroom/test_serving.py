"""One server for all: two starts share it, and nobody else gets in."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bad_input import ENVIRONMENT
from classroom import serving
from served import copy_of_the_course

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?access_token=([\w-]+)&file=(\S+)")
START = [sys.executable, "-m", "classroom", "start", "01", "--no-browser"]


@pytest.fixture
def server(tmp_path, monkeypatch) -> Path:
    """Where the address of a running server is kept, for this test alone."""
    monkeypatch.setattr(serving, "SERVER", tmp_path / ".course" / "server.json")
    return serving.SERVER


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"port": "x", "token": "t"}'])
def test_an_address_that_is_none_is_no_server(text, server):
    server.parent.mkdir()
    server.write_text(text)
    assert serving._running() is None


def test_an_address_where_nobody_answers_is_no_server(server):
    serving._remember({"port": serving.free_port(0), "token": "t"})
    assert server.exists()
    assert serving._running() is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_may_read_the_token(server):
    serving._remember({"port": 1, "token": "t"})
    assert stat.S_IMODE(server.stat().st_mode) == 0o600


def test_a_place_where_no_start_can_wait_is_told(server):
    server.parent.write_text("a file")
    with pytest.raises(serving.PortError, match="`course doctor` says more"):
        serving.edit([], port=0, browser=False, say=print)


def told(process: subprocess.Popen[str]) -> list[str]:
    """What a start says, up to the line that ends it."""
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if line.startswith(("Ctrl+C", "The server of your other")):
            return lines
    return lines


@pytest.mark.slow
def test_two_starts_at_once_share_one_server(tmp_path):
    """Two servers on one copy would save over each other."""
    course = copy_of_the_course(tmp_path / "course")
    options = {"cwd": course, "env": ENVIRONMENT | {"PYTHONPATH": str(course)}, "text": True}
    starts = [subprocess.Popen(START, stdout=subprocess.PIPE, **options) for _ in range(2)]
    # A start that waits for ever must not hold the gate.
    alarm = threading.Timer(120, lambda: [one.kill() for one in starts])
    alarm.start()
    try:
        said = [told(one) for one in starts]
        found = [ADDRESS.findall("\n".join(one)) for one in said]
        assert [len(one) for one in found] == [2, 2], said
        assert found[0] == found[1]
        holds = [one[-1].startswith("Ctrl+C") for one in said]
        assert sorted(holds) == [False, True], said
        # The other one ends by itself, and the server goes on without it.
        assert starts[holds.index(False)].wait(30) == 0
        assert starts[holds.index(True)].poll() is None
        starts[holds.index(True)].send_signal(signal.SIGTERM)
        assert starts[holds.index(True)].wait(30) == 0
    finally:
        alarm.cancel()
        for one in starts:
            one.terminate()
            one.wait(30)
            one.stdout.close()
    assert not (course / ".course" / "server.json").exists()
