"""Projects to mark: the reference with a history, the starter, and tables of any size."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from classroom.marker import Work
from classroom.marker.tables import DEFAULT, SMALL, Tables, made
from classroom.syllabus import ROOT

REFERENCE, STARTER = ROOT / "solutions" / "capstone", ROOT / "exercises" / "capstone"
# What is committed after the starter, each with its subject.
STEPS = (
    ("Refuse sales that break a rule", ("capstone/data.py",)),
    ("feat: describe a card in numbers", ("capstone/features.py", "capstone/model.py")),
    ("Compare three models on later sales", ("capstone/training.py",)),
    ("Judge quotes in dollars and by slice", ("capstone/evaluation.py",)),
    ("Alert on what was never learned", ("capstone/monitoring.py",)),
    ("docs: say what the quotes are good for", (".",)),
)
# The gate marks on every fourth sale and one seed; the soak on all.
EVERY, SEED = 4, 101


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=learner", "-c", "user.email=learner@example.com")
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *names, "-C", str(folder), *words],
        check=True,
        capture_output=True,
        env={**os.environ, **quiet},
    )


def commit(folder: Path, subject: str, *paths: str) -> None:
    git(folder, "add", "-A", *(paths or (".",)))
    git(folder, "commit", "-q", "--allow-empty", "-m", subject)


def starter(folder: Path) -> Path:
    """The starter as `course start 08` leaves it, but for the data."""
    shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("data", "__pycache__"))
    git(folder, "init", "-q")
    commit(folder, "Start from the course's starter")
    return folder


def reference(folder: Path) -> Path:
    """The reference, committed step by step on top of the starter."""
    starter(folder)
    left = shutil.ignore_patterns("data", "artifact", "__pycache__")
    shutil.copytree(REFERENCE, folder, dirs_exist_ok=True, ignore=left)
    for subject, paths in STEPS:
        commit(folder, subject, *paths)
    return folder


def thinned(tables: Tables) -> Tables:
    """The tables with fewer sales to learn from; what is judged stays as it is."""
    for name in (DEFAULT, str(SEED)):
        few = tables.read(name, "sales").gather_every(EVERY)
        few.write_parquet(tables.training(name) / "sales.parquet")
    few.gather_every(EVERY // 2).write_parquet(tables.training(SMALL) / "sales.parquet")
    return tables


def small_tables(folder: Path) -> Tables:
    return thinned(made(folder, (SEED,)))


def work(project: Path, place: Path, tables: Tables, **others) -> Work:
    place.mkdir(parents=True)
    options = {"artifacts": place / "artifacts", "seeds": (SEED,)} | others
    return Work(project, place, tables, **options)
