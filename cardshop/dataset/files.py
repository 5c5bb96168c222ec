"""Where the data files lie, and the proof that one is what CHECKSUMS lists."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent.parent / "data"
CHECKSUMS = "CHECKSUMS"
REPAIR = "Restore it with `git checkout -- data`, or rebuild it with `python data/generate.py`."


class DatasetError(Exception):
    """A data file is missing, altered or unknown, or a table cannot be split as asked."""


def verified(name: str, *, folder: Path = DATA) -> Path:
    """The path of a data file whose content matches CHECKSUMS.

    Raises DatasetError: file missing, not listed, or with another hash.
    """
    path, expected = folder / name, expected_hash(name, folder=folder)
    if not path.is_file():
        raise DatasetError(f"{path} is missing; expected sha256 {expected[:12]}…. {REPAIR}")
    found = sha256(path)
    if found != expected:
        message = f"{path} was altered: sha256 {found[:12]}…, expected {expected[:12]}…. {REPAIR}"
        raise DatasetError(message)
    return path


def expected_hash(name: str, *, folder: Path = DATA) -> str:
    """The sha256 that CHECKSUMS lists for a file; raises DatasetError if it lists none."""
    path = folder / CHECKSUMS
    if not path.is_file():
        raise DatasetError(f"{path} is missing, so {name} cannot be verified. {REPAIR}")
    for line in path.read_text(encoding="utf-8").splitlines():
        found, _, listed = line.partition("  ")
        if listed == name:
            return found
    raise DatasetError(f"{path} does not list {name}. {REPAIR}")


def sha256(path: Path) -> str:
    """The sha256 of a file; read once as long as its size and time of change stay the same."""
    state = path.stat()
    return _sha256(path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _sha256(path: Path, _modified_ns: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
