"""A real marimo server for the browser tests, on a free port, ended with the test."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from classroom.syllabus import ROOT

START_S = 60
# What stays behind when a clone is copied: too large, or somebody's own.
LEFT = (".git", ".venv", ".course", "work", "screenshots", "__marimo__", "__pycache__", "large")


def copy_of_the_course(target: Path) -> Path:
    """A copy of the working tree, so that no test edits the real files."""
    return Path(shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*LEFT)))


@contextmanager
def marimo(
    *arguments: str, cwd: Path = ROOT, course: Path = ROOT, patience_s: float = START_S
) -> Iterator[str]:
    """The address of a marimo server that runs with these arguments.

    `course` is the clone whose packages it imports.
    """
    port = _free_port()
    command = [sys.executable, "-m", "marimo", "-q", *arguments]
    command += ["--headless", "--no-token", "--port", str(port)]
    environment = {**os.environ, "MARIMO_SKIP_UPDATE_CHECK": "1", "OMP_NUM_THREADS": "1"}
    environment["PYTHONPATH"] = str(course)
    process = subprocess.Popen(command, cwd=cwd, env=environment, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process, patience_s)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, process: subprocess.Popen, patience_s: float) -> None:
    ends = time.monotonic() + patience_s
    while time.monotonic() < ends and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"marimo did not answer at {address} within {patience_s} s")
