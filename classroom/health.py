"""What `course doctor` looks at: each finding in one line, with what to do when it is bad."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from classroom import pairing, progress, serving
from classroom.syllabus import ROOT

# What a learner's work never changes; git knows how each of them was.
COURSE = ("cardshop", "checks", "classroom", "data", "quizzes", "solutions", "pyproject.toml")
# Compiled packages that may be installed and still fail to load on a machine.
HEAVY = ("numpy", "scipy", "polars", "pandas", "duckdb", "sklearn", "statsmodels.api", "xgboost")
# Where a package is known to need something that pip does not bring.
NEEDS = {"xgboost": "On macOS: `brew install libomp`. "}
FREE_MB = 500


class Finding(NamedTuple):
    """One thing looked at: whether it is well, and what was found or what to do."""

    what: str
    well: bool
    told: str


def findings() -> Iterator[Finding]:
    """Everything, quickest first; nothing is changed."""
    looks: dict[str, Callable[[], tuple[bool, str]]] = {
        "Python": _python,
        "place": _place,
        "packages": _packages,
        "data": _data,
        "course files": _course_files,
        "exercises": _exercises,
        "work/": _work,
        "record": _record,
        "port": _port,
        "disk": _disk,
        "libraries": _libraries,
    }
    for what, look in looks.items():
        try:
            yield Finding(what, *look())
        except (OSError, ValueError, KeyError) as error:
            told = f"cannot be looked at ({error}). `git checkout .` restores the course's files"
            yield Finding(what, well=False, told=told)


def _python() -> tuple[bool, str]:
    found = ".".join(map(str, sys.version_info[:3]))
    return True, f"{found} at {sys.executable}"


def _place() -> tuple[bool, str]:
    if set("[]*?") & set(str(ROOT)):
        return False, f"{ROOT} has signs that file readers take for a pattern; rename that folder"
    return True, str(ROOT)


def _packages() -> tuple[bool, str]:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [Requirement(one) for one in project["dependencies"]]
    missing = [str(one) for one in wanted if not _satisfied(one.name, one.specifier)]
    if missing:
        return False, f"missing or too old: {', '.join(missing)}. Run `uv sync`."
    return True, f"all {len(wanted)} that the course needs"


def _satisfied(name: str, specifier) -> bool:  # noqa: ANN001  packaging's own type
    try:
        return importlib.metadata.version(name) in specifier
    except importlib.metadata.PackageNotFoundError:
        return False


def changed_data() -> str:
    """Which files of the shared data are not as published, and what to do; or nothing."""
    try:
        lines = (ROOT / "data" / "CHECKSUMS").read_text("utf-8").split("\n")
        expected = {line.split()[1]: line.split()[0] for line in lines if line.strip()}
    except (OSError, UnicodeDecodeError, IndexError):
        return "Missing or changed: data/CHECKSUMS. `git checkout data` restores it."
    wrong = [name for name, digest in expected.items() if _sha256(ROOT / "data" / name) != digest]
    if wrong or not expected:
        named = ", ".join(f"data/{name}" for name in wrong or ["CHECKSUMS"])
        return f"Missing or changed: {named}. `git checkout data` restores what is published."
    return ""


def _data() -> tuple[bool, str]:
    wrong = changed_data()
    return not wrong, wrong or "all files are as published"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _course_files() -> tuple[bool, str]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        return True, "not compared: this is no clone, or git is not installed"
    command = ["git", "-C", str(ROOT), "status", "--porcelain", "--", *COURSE]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    changed = [line[3:] for line in outcome.stdout.splitlines()]
    if outcome.returncode:
        return True, f"not compared: {outcome.stderr.strip().splitlines()[0]}"
    if changed:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        what = f"differ from the course's own: {', '.join(changed[:3])}{more}. "
        return False, what + "`git diff` shows how, `git checkout FILE` restores one."
    return True, "as the course has them"


def _exercises() -> tuple[bool, str]:
    try:
        stale = pairing.out_of_step(ROOT / "solutions", ROOT / "exercises")
    except pairing.PairingError as error:
        return False, f"{error} `git checkout solutions` restores them."
    if stale:
        # A learner may well write into exercises/ itself: that is told, and is no fault.
        return True, f"written in: {', '.join(stale)} (`course build` would undo that)"
    return True, "as the solutions make them"


def _work() -> tuple[bool, str]:
    folder = ROOT / "work"
    if not folder.exists():
        return True, "none yet; `course start 01` makes it"
    if not folder.is_dir():
        return False, "is a file; rename it, and `course start` makes the folder"
    if not os.access(folder, os.W_OK):
        return False, "cannot be written to; change its permissions"
    return True, f"{len(list(folder.glob('*.py')))} copies"


def _record() -> tuple[bool, str]:
    record = progress.FileRecord(ROOT / progress.RECORD)
    try:
        with record.alone():
            events, odd = record.events(), record.passed_over()
    except progress.RecordError as error:
        return False, str(error)
    if odd:
        return False, f"{len(odd)} lines count for nothing: line {odd[0].line}, {odd[0].why}"
    return True, f"{len(events)} events"


def _port() -> tuple[bool, str]:
    try:
        return True, f"{serving.free_port(0)} is free, as is whichever `course start` takes"
    except serving.PortError as error:
        return False, str(error)


def _disk() -> tuple[bool, str]:
    free_mb = shutil.disk_usage(ROOT).free // 2**20
    return free_mb >= FREE_MB, f"{free_mb:,} MB free; {FREE_MB} are enough"


def _libraries() -> tuple[bool, str]:
    """Whether the compiled packages load: some need what no package brings along."""
    code = "import importlib, sys; importlib.import_module(sys.argv[1])"
    for name in HEAVY:
        command = [sys.executable, "-c", code, name]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode:
            said = (outcome.stderr.strip().splitlines() or ["it crashed"])[-1]
            return False, f"{name} does not load: {said}. {NEEDS.get(name, '')}Run `uv sync`."
    return True, f"all {len(HEAVY)} compiled packages load"
