"""CPU of running every notebook: in one process, in a process each, by `marimo export html`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.findings import Findings, Say, Table
from benchmarks.timing import Samples, assert_equal, samples, timed
from classroom import syllabus
from classroom.syllabus import ROOT

WHAT = "CPU of running all notebooks in one process, in one each, by marimo export html"
ABOUT_MIN = 3.0
TOGETHER, EACH, EXPORT = "one process for all", "a process each", "marimo export html each"
ALL = "all notebooks"
Turns = dict[str, dict[str, list[tuple[float, float]]]]


def notebooks() -> list[Path]:
    """Lesson, exercise and solution of every lesson in the manifest."""
    return [path for one in syllabus.sheets() for path in one.notebooks]


def measured(
    *, quick: bool, say: Say, paths: list[Path] | None = None, rounds: int = 3
) -> Findings:
    """CPU seconds per notebook and way; raises `UnequalError` when outputs differ in number."""
    chosen = paths or notebooks()
    repeats = 1 if quick else rounds
    turns: Turns = {name: {} for name in [ALL, *map(_name, chosen)]}
    for number in range(1, repeats + 1):
        say(f"round {number} of {repeats}")
        _round(chosen, turns)
    groups = {
        group: {way: _samples(spent) for way, spent in ways.items()}
        for group, ways in turns.items()
    }
    total = {ALL: groups.pop(ALL)}
    tables = [
        Table("All notebooks", total, of="notebook", clock="cpu", unit="s"),
        Table("Each notebook", groups, of="notebook", clock="cpu", unit="s"),
    ]
    return Findings(_method(len(chosen)), tables)


def _method(count: int) -> str:
    return (
        f"CPU seconds of running {count} notebooks from the first cell to the last, each way in "
        "fresh processes: `app.run()` of all of them in one (imports are paid once, by the first "
        "notebook), `app.run()` in a process each, and `marimo export html` each. CPU is that of "
        "child processes, start and imports with it; a notebook's share in the common process is "
        "its own. The runs gave equally many outputs, and every export ended with exit code 0, "
        "which marimo refuses when a cell fails."
    )


def _round(paths: list[Path], turns: Turns) -> None:
    together: dict = {}
    spent = timed(lambda: together.update(_headless(*paths)), children=True)
    turns[ALL].setdefault(TOGETHER, []).append(spent)
    totals: dict[str, list[tuple[float, float]]] = {EACH: [], EXPORT: []}
    for path in paths:
        alone: dict = {}
        group = turns[_name(path)]
        own = together[str(path)]
        group.setdefault(TOGETHER, []).append((0.0, own["cpu_s"]))
        for way, run in (
            (EACH, lambda path=path, alone=alone: alone.update(_headless(path))),
            (EXPORT, lambda path=path: _export(path)),
        ):
            totals[way].append(timed(run, children=True))
            group.setdefault(way, []).append(totals[way][-1])
        outputs = {TOGETHER: own["outputs"], EACH: alone[str(path)]["outputs"]}
        assert_equal(outputs, what=f"outputs of {_name(path)}")
    for way, parts in totals.items():
        wall_s, cpu_s = (sum(one) for one in zip(*parts, strict=True))
        turns[ALL].setdefault(way, []).append((wall_s, cpu_s))


def _headless(*paths: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "benchmarks.headless", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def _export(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "marimo", "-q", "export", "html", "--no-sandbox"]
        command += [str(path), "-o", f"{folder}/page.html"]
        subprocess.run(command, capture_output=True, check=True, cwd=ROOT)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def _samples(turns: list[tuple[float, float]]) -> Samples:
    found = samples(turns)
    # A notebook inside the common process has no wall time of its own.
    return found if any(found.wall_s) else Samples((), found.cpu_s)
