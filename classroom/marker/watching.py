"""What changed on disk while a probe ran, where nothing was to change."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

# What tools leave beside code, and what is no part of a project.
PASSED_OVER = {"__pycache__", ".venv", ".pytest_cache", ".ruff_cache", "node_modules"}
Print = dict[str, tuple[int, int, int]]


def fingerprint(folder: Path) -> Print:
    """Per file its size and the times of its last writing and changing.

    The second time is the system's own, so that a file that was put back shows, too.
    """
    return dict(_files(folder))


def changed(before: Mapping[str, tuple[int, int, int]], folder: Path) -> list[str]:
    """The files that were written, made or removed since, by name."""
    now = fingerprint(folder)
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if one not in PASSED_OVER]
        for name in files:
            path = Path(place) / name
            with contextlib.suppress(OSError):
                about = path.lstat()
                told = path.relative_to(folder).as_posix()
                yield told, (about.st_size, about.st_mtime_ns, about.st_ctime_ns)
