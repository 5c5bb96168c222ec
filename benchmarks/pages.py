"""CPU of the lessons as pages: `course site`, and `marimo export html` of each."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.findings import Bar, Findings, Say, Table
from benchmarks.timing import samples, timed
from classroom import syllabus
from classroom.syllabus import ROOT

WHAT = "CPU of all lessons as pages, by course site and by marimo export html"
ABOUT_MIN = 8.0
OURS, EXPORT = "course site", "marimo export html each"
# Set before it was measured.
BAR = Bar(OURS, 90.0, "seconds")
METHOD = (
    "CPU seconds of child processes, start and imports with them, for all lessons of the course: "
    "`course site` runs each once in one process and draws its charts, with the documents and the "
    "search; `marimo export html` runs each in a process of its own, and its pages load their "
    "scripts from a network. Both ended with exit code 0."
)


def measured(*, quick: bool, say: Say, rounds: int = 3) -> Findings:
    """CPU seconds of both ways, interleaved."""
    ways = {OURS: _site, EXPORT: _export}
    turns: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    repeats = 1 if quick else rounds
    for number in range(1, repeats + 1):
        say(f"round {number} of {repeats}")
        for way, run in ways.items():
            turns[way].append(timed(run, children=True))
    group = {way: samples(spent) for way, spent in turns.items()}
    name = f"{len(syllabus.lessons())} lessons"
    table = Table("All lessons", {name: group}, of="site", clock="cpu", unit="s", bar=BAR)
    return Findings(METHOD, [table])


def _site() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run("classroom", "site", "--out", str(Path(folder) / "site"))


def _export() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for one in syllabus.lessons():
            page = f"{folder}/{one.stem}.html"
            _run("marimo", "-q", "export", "html", "--no-sandbox", one.notebook.name, "-o", page)


def _run(*command: str) -> None:
    subprocess.run([sys.executable, "-m", *command], capture_output=True, check=True, cwd=ROOT)
