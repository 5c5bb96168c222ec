"""From starting a lesson to its last computed cell in Chromium, cold and warm, in each mode."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

from benchmarks.chromium import NONE_FOUND, chromium, launched
from benchmarks.findings import Findings, NotMeasuredError, Say, Table
from benchmarks.served import copy_of_the_course, running, wait_for
from benchmarks.timing import Samples
from classroom import syllabus
from classroom.serving import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WHAT = "cold and warm start of lesson 01 in each launch mode"
ABOUT_MIN = 4.5
LESSON = "01"
# Words of the last cell of lesson 01 that waits for others; prose stands there earlier.
LAST_COMPUTED = "Is the contract itself right?"
START_S, COMPUTED_MS = 180, 240_000
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
# The lesson and its exercises, which `course start` opens side by side.
PAGES = 2
COLD, WARM = "cold", "warm"


@dataclass(frozen=True)
class Mode:
    """One way to start a lesson: its command for a notebook and a port, and what it needs."""

    command: Callable[[str, str], list[str]]
    needs: str = ""
    tells_addresses: bool = False


def modes() -> dict[str, Mode]:
    """The ways to start a lesson, by what a learner types."""
    python = [sys.executable, "-m"]
    start = [*python, "classroom", "start", LESSON, "--no-browser", "--port"]
    return {
        "marimo edit": Mode(_marimo(*python, "marimo", "-q", "edit")),
        "marimo run": Mode(_marimo(*python, "marimo", "-q", "run")),
        "course start 01": Mode(lambda _, port: [*start, port], tells_addresses=True),
        "marimo edit --sandbox": Mode(
            _marimo(*python, "marimo", "-q", "edit", "--sandbox"), needs="uv"
        ),
        "uvx marimo edit --sandbox": Mode(
            _marimo("uvx", "marimo", "-q", "edit", "--sandbox"), needs="uvx"
        ),
    }


def _marimo(*command: str) -> Callable[[str, str], list[str]]:
    return lambda file, port: [*command, file, "--headless", "--no-token", "--port", port]


def measured(*, quick: bool, say: Say, rounds: int = 2) -> Findings:
    """Wall seconds per mode, cold and warm; raises `NotMeasuredError` without a Chromium."""
    path = chromium()
    if path is None:
        raise NotMeasuredError(NONE_FOUND)
    every = modes()
    chosen = dict(list(every.items())[:1]) if quick else every
    lacking = {name: mode.needs for name, mode in chosen.items() if not _there(mode)}
    missing = {name: f"{tool} is not on the path." for name, tool in lacking.items()}
    turns: dict[str, dict[str, list[float]]] = {
        name: {COLD: [], WARM: []} for name in chosen if name not in missing
    }
    with launched(path) as browser:
        for number in range(1, 1 + (1 if quick else rounds)):
            for name, spent in turns.items():
                say(f"round {number}: {name}")
                _cold_and_warm(chosen[name], browser, spent)
    groups = {
        name: {start: Samples(tuple(one)) for start, one in spent.items()}
        for name, spent in turns.items()
    }
    table = Table("To the last cell", groups, of="mode", unit="s", missing=missing)
    return Findings(_method(), [table])


def _there(mode: Mode) -> bool:
    return not mode.needs or shutil.which(mode.needs) is not None


def _method() -> str:
    return (
        "Wall seconds from the start of the command until the last computed cell of lesson 01 "
        "stands in a Chromium that is already open. *Cold* is the first start of a new copy of "
        "the course in a new folder: no bytecode of the course, and with `--sandbox` a new "
        "environment, which uv installs from wheels in its cache (nothing is downloaded that it "
        "has). *Warm* is the second start of that copy, at once. Libraries' files may lie in the "
        "system's cache in both. `course start` opens the exercises beside the lesson. The "
        "first three run in the course's own environment, without the moment that `uv run` takes "
        "to look at it. A start takes too long for more than two repeats."
    )


def _cold_and_warm(mode: Mode, browser: Browser, spent: dict[str, list[float]]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        course = copy_of_the_course(Path(folder) / "course")
        for start in (COLD, WARM):
            spent[start].append(_seconds_to_the_last_cell(mode, course, browser))


def _seconds_to_the_last_cell(mode: Mode, course: Path, browser: Browser) -> float:
    port = free_port(0)
    command = mode.command(str(course / syllabus.lesson(LESSON).notebook.name), str(port))
    began = time.perf_counter()
    with running(command, cwd=course, course=course, told=True) as process:
        wait_for(f"http://127.0.0.1:{port}", process, START_S)
        pages = _told(process) if mode.tells_addresses else [f"http://127.0.0.1:{port}"]
        context = browser.new_context(viewport={"width": 1280, "height": 1000})
        opened = [context.new_page() for _ in pages]
        for page, address in zip(opened, pages, strict=True):
            page.goto(address, wait_until="commit")
        opened[0].get_by_text(LAST_COMPUTED).first.wait_for(timeout=COMPUTED_MS)
        took_s = time.perf_counter() - began
        context.close()
    return took_s


def _told(process: Popen[str]) -> list[str]:
    found: list[str] = []
    for line in process.stdout or ():
        found += ADDRESS.findall(line)
        if len(found) == PAGES:
            break
    return found
