"""One project being marked: its copy, its tables, and what each probe told, run once."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from classroom.marker import watching
from classroom.marker.confined import Heard, Limits, probed
from classroom.marker.tables import DEFAULT, SMALL, WITHHELD_SEEDS, Tables
from classroom.syllabus import ROOT

PACKAGE = "capstone"
# A project's copy holds code and documents; data, models and environments stay where they are.
LEFT_OUT = ("data", "artifact", "artifacts", ".git", ".venv", "__pycache__", "*.ubj", "*.parquet")
LARGEST_BYTES = 20 << 20
# Another hash seed and time zone than the first training had.
ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}
CANARY = "Nothing writes here.\n"


class Found(NamedTuple):
    """What a part was worth, from 0 to 1, and the line that shows why."""

    share: float
    evidence: str


@dataclass
class Work:
    """A project, where it is marked, and what was heard of it.

    `known`: what probes told of an equal project before; those are not run again, and
    `artifacts` must then hold what was trained.
    """

    project: Path
    place: Path
    tables: Tables
    artifacts: Path
    seeds: tuple[int, ...] = WITHHELD_SEEDS
    limits: Limits = field(default_factory=Limits)
    known: dict[str, Heard] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def copy(self) -> Path:
        """The project as it runs: nothing that it does to itself reaches the learner's files."""
        return self.place / "project"

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that it is trained and judged on."""
        return (DEFAULT, *map(str, self.seeds))

    def training(self, name: str) -> Path:
        """The folder that `train` is given, this marking's own."""
        return self.place / "data" / name

    def artifact(self, name: str) -> Path:
        """Where the artefact of a table lies."""
        return self.artifacts / name

    def begin(self) -> None:
        """Make the copy, the training folders and the canary."""
        copy_project(self.project, self.copy)
        for name in (*self.names, SMALL):
            self.put_back(name)
        (self.place / "canary").mkdir()
        (self.place / "canary" / "canary.txt").write_text(CANARY, "utf-8")

    def put_back(self, name: str) -> None:
        """Give a training folder the published sales, and nothing else."""
        shutil.rmtree(self.training(name), ignore_errors=True)
        shutil.copytree(self.tables.training(name), self.training(name))

    def missing(self) -> str:
        """What keeps the package from being run at all, in a clause; empty when nothing does."""
        if (self.copy / PACKAGE / "__init__.py").is_file():
            return ""
        inside = f"{PACKAGE}/__init__.py"
        return f"the folder has no package {PACKAGE} (no {inside}): name the one of README.md"

    def heard(self, probe: str, **asked: Any) -> Heard:
        """What a probe tells; it runs once, and what it wrote elsewhere is named."""
        if probe not in self.known:
            self.known[probe] = self._probe(probe, asked)
        return self.known[probe]

    def _probe(self, probe: str, asked: Mapping[str, Any]) -> Heard:
        if probe != "history" and (why := self.missing()):
            return Heard(ended=why)
        own = watching.fingerprint(self.project, watching.BUILT)
        before = {place: watching.fingerprint(place) for place in self._watched(probe)}
        surroundings = ELSEWHERE if probe == "quoting" else {}
        home = self.place / "homes" / probe
        limits = {"limits": self.limits, "surroundings": surroundings}
        heard = probed(probe, self.copy, home, **limits, **asked)
        # Whoever saves a file meanwhile has done no wrong: the copy is what was marked.
        edited = watching.changed(own, self.project, watching.BUILT)
        if edited and not self.notes:
            first = ", ".join(edited[:3])
            self.notes.append(f"Changed while it was marked, so mark it again: {first}.")
        wrote = [
            (place / name).as_posix()
            for place, seen in before.items()
            for name in watching.changed(seen, place)
        ]
        return replace(heard, wrote=tuple(wrote))

    def _watched(self, probe: str) -> list[Path]:
        watched = [
            self.copy,
            ROOT / "data",
            self.place / "canary",
            self.tables.folder,
        ]
        # The probe of leaks itself puts other sales into the training folder.
        return watched if probe == "leaking" else [*watched, self.place / "data"]


def copy_project(project: Path, copy: Path) -> None:
    """Copies code and documents; a link is copied as a link.

    A file of 20 MB or more is not copied, nor what is no file, or cannot be read.
    """

    def left_out(folder: str, names: list[str]) -> set[str]:
        ignored = shutil.ignore_patterns(*LEFT_OUT)(folder, names)
        paths = [Path(folder) / name for name in names]
        return ignored | {one.name for one in paths if not _copied(one)}

    shutil.copytree(project, copy, symlinks=True, ignore=left_out)


def lost(parts: tuple[str, ...], why: str) -> dict[str, Found]:
    """Every part with nothing, for one reason."""
    return dict.fromkeys(parts, Found(0.0, why))


def judged(heard: Heard, step: str, judge: Callable[[Any], Found]) -> Found:
    """What a step is worth; nothing where it failed, with what was raised."""
    if fault := heard.fault(step):
        return Found(0.0, f"{step}: {fault}")
    return judge(heard.value(step))


def linear(value: float, *, none_at: float, full_at: float) -> float:
    """0 at one end, 1 at the other, a straight line between."""
    return min(1.0, max(0.0, (value - none_at) / (full_at - none_at)))


def number(told: Any) -> bool:
    """Whether a value is a finite number, and no truth value."""
    return isinstance(told, (int, float)) and not isinstance(told, bool) and math.isfinite(told)


def priced(quotes: dict[str, list[Any]]) -> dict[Any, Any]:
    """The price of each sale_id."""
    return dict(zip(quotes["sale_id"], quotes["price_usd"], strict=True))


def _copied(path: Path) -> bool:
    if path.is_symlink():
        return True
    if path.is_dir():
        return os.access(path, os.R_OK | os.X_OK)
    readable = path.is_file() and os.access(path, os.R_OK)
    return readable and path.stat().st_size < LARGEST_BYTES
