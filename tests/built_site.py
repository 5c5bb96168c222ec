"""The site of all lessons, made once a process from runs that other tests share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from classroom import syllabus
from classroom.site import Built, files
from classroom.syllabus import ROOT
from notebooks import ran

CALLS: list[Path] = []


def shared(notebook: Path) -> tuple[list[str], Mapping[str, Any]]:
    """The one run of a notebook; each call for it is noted."""
    CALLS.append(notebook)
    return ran(notebook).outputs, ran(notebook).found


@cache
def built() -> Built:
    """All files of the site."""
    return files(syllabus.lessons(), shared, sorted((ROOT / "docs").glob("*.md")))
