"""A real marimo server on a free port, ended with its block, and a copy of the course for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from classroom.serving import free_port
from classroom.syllabus import ROOT

START_S, END_S = 60, 10
# What stays behind when a clone is copied: too large, or somebody's own.
LEFT = (".git", ".venv*", ".*_cache", ".hypothesis", ".course", "work", "large")
LEFT += ("__marimo__", "__pycache__")


class NoAnswerError(Exception):
    """A server did not answer in time; the message names its address and the seconds."""


def copy_of_the_course(target: Path) -> Path:
    """A copy of the working tree, so that nothing edits the real files."""
    return Path(shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*LEFT)))


@contextmanager
def marimo(
    *arguments: str,
    cwd: Path = ROOT,
    course: Path = ROOT,
    patience_s: float = START_S,
    told: Sequence[str] = (),
) -> Generator[str, None, None]:
    """The address of a marimo server that runs with these arguments.

    `course` is the clone whose packages it imports; `told` the notebook's own arguments.
    Raises `NoAnswerError`.
    """
    port = free_port(0)
    command = [sys.executable, "-m", "marimo", "-q", *arguments]
    command += ["--headless", "--no-token", "--port", str(port), "--", *told]
    with running(command, cwd=cwd, course=course) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, patience_s)
        yield address


@contextmanager
def running(
    command: Sequence[str], *, cwd: Path, course: Path = ROOT, told: bool = False
) -> Generator[subprocess.Popen[str], None, None]:
    """A process in a session of its own, ended with the block and all that it started.

    With `told` its output is there to be read, and what it says of its troubles is not shown.
    """
    environment = {**os.environ, "MARIMO_SKIP_UPDATE_CHECK": "1", "OMP_NUM_THREADS": "1"}
    environment["PYTHONPATH"] = str(course)
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        start_new_session=True,
        text=True,
        stdout=subprocess.PIPE if told else None,
        stderr=subprocess.DEVNULL if told else None,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and all that it started, in peace if it can."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(END_S)
    except subprocess.TimeoutExpired:
        # On a busy machine a server of many sessions may not come to its end.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(address: str, process: subprocess.Popen[str], patience_s: float) -> None:
    """Return once this marimo server answers there; raises `NoAnswerError` when it does not."""
    ends = time.monotonic() + patience_s
    while time.monotonic() < ends and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()  # noqa: S310  our own
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = f"marimo did not answer at {address} within {patience_s} s."
    raise NoAnswerError(message)
