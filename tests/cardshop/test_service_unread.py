"""Output that nobody reads: the service answers, and ends when it is told to."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cardshop.service import logs
from cardshop.service.logs import Lines
from served_cards import card, get, post

ROOT = Path(logs.__file__).parents[2]
# The service of the tests as a process, with its pipes full of somebody else's words.
PROGRAM = """
import os, socket, sys, uvicorn
import served_cards as cards
from cardshop.service import create_app
from cardshop.service.serving import server_config
told = cards.settings(log=True, stop_s=2)
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
sys.stdin.readline()
app = create_app(cards.Model(), cards.Diary(), told)
uvicorn.Server(server_config(app, told)).run(sockets=[listening])
"""


def wait_for(condition) -> bool:
    until = time.monotonic() + 10
    while not (done := condition()) and time.monotonic() < until:
        time.sleep(0.01)
    return done


def answers(port: int) -> bool:
    with contextlib.suppress(OSError, AssertionError):
        return get(port, "/health/ready").status == 200
    return False


@pytest.fixture
def pipe():
    read, write = os.pipe()
    with os.fdopen(write, "w", encoding="utf-8") as stream:
        os.set_blocking(write, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(write, b"x" * 1_024)
        os.set_blocking(write, True)
        yield read, stream
        with contextlib.suppress(OSError):
            os.close(read)


def test_lines_that_nobody_takes_are_dropped_and_counted_and_do_not_keep_the_end(pipe, monkeypatch):
    monkeypatch.setattr(logs, "MOST_WAITING", 10)
    lines = Lines(pipe[1])
    for _ in range(100):
        lines.write("a line\n")
    assert lines.dropped >= 80
    begun = time.monotonic()
    lines.close(timeout_s=0.2)
    assert time.monotonic() - begun < 5
    os.close(pipe[0])


def test_lines_arrive_in_order_and_the_last_ones_at_the_end(tmp_path):
    with (tmp_path / "log").open("w", encoding="utf-8") as stream:
        lines = Lines(stream)
        lines.write("1\n")
        assert wait_for(lambda: (tmp_path / "log").read_text("utf-8") == "1\n")
        for number in range(2, 500):
            lines.write(f"{number}\n")
        lines.close()
        lines.write("too late\n")
    assert (tmp_path / "log").read_text("utf-8").split() == [str(n) for n in range(1, 500)]
    assert lines.dropped == 1


def test_a_closed_pipe_is_counted(pipe):
    os.close(pipe[0])
    lines = Lines(pipe[1])
    lines.write("a line\n")
    lines.close()
    assert lines.dropped == 1


@pytest.mark.slow
def test_a_service_whose_output_nobody_reads_answers_and_ends():
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        port = int(process.stdout.readline())
        process.stdin.write(b"\n")
        process.stdin.flush()
        assert wait_for(lambda: answers(port))
        for _ in range(2_000):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                line.sendall(b"BAD\r\n\r\n")
                assert line.recv(12) == b"HTTP/1.1 400"
        for _ in range(500):
            assert post(port, card()).status == 200
        assert answers(port)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) in (-signal.SIGTERM, 128 + signal.SIGTERM)
    finally:
        process.kill()
        process.communicate()
