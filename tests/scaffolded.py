"""Copies of the course to scaffold in, and what is in them afterwards."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from classroom.scaffold import MARK, Draft, manifest
from classroom.syllabus import ROOT
from served import LEFT

STEM, NEW_STEM = "01_data_engineering", "99_new_lesson"
# Ids and names that the course itself will not take.
LAST = Draft("1.9z", "scaffolded", "A new question", 15)
LONGEST = Draft("1.4z", "a" * 30, "x" * 60, 120, "depth")
WHAT_IS_READ = ("solutions", "exercises", "checks", "quizzes", "tests/answers")
# AUTHORING.md tells authors what the word means.
MAY_SAY = ("classroom/scaffold/", "AUTHORING.md")


def small_copy(target: Path) -> Path:
    """What a scaffold reads and writes of the course, and no more: it is copied often."""
    for folder in WHAT_IS_READ:
        ignored = shutil.ignore_patterns(*LEFT)
        shutil.copytree(ROOT / folder, target / folder, ignore=ignored)
    (target / "classroom").mkdir()
    for name in (manifest.PATH, "pyproject.toml"):
        shutil.copyfile(ROOT / name, target / name)
    return target


def files(root: Path) -> list[Path]:
    found = []
    for folder, inner, names in os.walk(root):
        inner[:] = [one for one in inner if one not in LEFT and not one.startswith(".")]
        found += [Path(folder) / one for one in names]
    return sorted(found)


def digest(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files(root)
    }


def forgotten(root: Path) -> list[str]:
    """Files in which an author still has something to replace."""
    shown = [path.relative_to(root).as_posix() for path in files(root)]
    assert len(shown) > 10
    left = [one for one in shown if not one.startswith(MAY_SAY)]
    return [one for one in left if MARK.encode() in (root / one).read_bytes()]


def names(root: Path, written: list[Path]) -> set[str]:
    return {path.relative_to(root).as_posix() for path in written}


def listed(root: Path) -> dict[str, list[dict]]:
    text = (root / manifest.PATH).read_text("utf-8")
    return {one["stem"]: one["questions"] for one in manifest.lessons(text)}
