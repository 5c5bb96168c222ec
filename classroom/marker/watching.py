"""What changed on disk while a probe ran, where nothing was to change."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

# What tools leave beside code, and what is no part of a project.
PASSED_OVER = frozenset({
    "__pycache__", ".venv", ".pytest_cache", ".ruff_cache", ".mypy_cache", "node_modules",
    ".git", "__marimo__", ".ipynb_checkpoints",
})  # fmt: skip
# What the learner's own commands write beside the project while it is marked.
BUILT = frozenset({"artifact", "artifacts", "data"})
Print = dict[str, tuple[int, int, int]]


def fingerprint(folder: Path, but: frozenset[str] = frozenset()) -> Print:
    """Per file its size and the times of its last writing and changing; folders in `but` are not.

    The second time is the system's own, so that a file that was put back shows, too.
    """
    return dict(_files(folder, PASSED_OVER | but))


def changed(before: Print, folder: Path, but: frozenset[str] = frozenset()) -> list[str]:
    """The files that were written, made or removed since, by name."""
    now = fingerprint(folder, but)
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _files(folder: Path, left_out: frozenset[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if one not in left_out]
        for name in files:
            path = Path(place) / name
            with contextlib.suppress(OSError):
                about = path.lstat()
                told = path.relative_to(folder).as_posix()
                yield told, (about.st_size, about.st_mtime_ns, about.st_ctime_ns)
