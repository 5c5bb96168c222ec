"""What a run was made of and what it made, as hashes: data, code, libraries, fitted pipeline.

The hash of a pipeline is a sha256 over what it holds, walked in a fixed order: class names, the
attributes by name, arrays as kind, shape and bytes, boosters as XGBoost's own JSON. No
pickle: its bytes depend on which objects happen to be shared. Equal settings, cards and library
versions on one machine give equal hashes in any process; another processor may differ in a last
digit, and then the hash differs.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import shutil
import struct
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from cardshop.dataset import fingerprint
from cardshop.features import code_hash

PACKAGE = "ml-engineering-course"
LIBRARIES = ("numpy", "polars", "scikit-learn", "scipy", "xgboost")
ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent
NO_GIT = "none"
GIT_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Fingerprints:
    """The hashes of one run; `git` ends in "+changes" where files differ from the commit.

    data: order of rows and columns counts. code: features and training sources together.
    """

    data: str
    code: str
    package: str
    git: str
    libraries: str
    pipeline: str

    def as_dict(self) -> dict[str, str]:
        """Every field by name."""
        return asdict(self)


def fingerprints_of(cards: pl.DataFrame, pipeline: Any) -> Fingerprints:
    """The hashes of these cards, this code and a fitted pipeline."""
    return Fingerprints(
        data=fingerprint(cards),
        code=training_code_hash(),
        package=package_version(),
        git=git_commit(),
        libraries=", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES),
        pipeline=pipeline_hash(pipeline),
    )


def training_code_hash(folder: Path = FOLDER) -> str:
    """The sha256 of the features' code hash and the sources of this package; line ends equal."""
    digest = hashlib.sha256(code_hash().encode())
    for path in sorted(folder.glob("*.py")):
        source = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(path.name.encode() + b"\0" + source + b"\0")
    return digest.hexdigest()


def package_version() -> str:
    """The version of the installed course, "unknown" where it is not installed."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def git_commit(root: Path = ROOT) -> str:
    """The commit that is checked out, with "+changes" where tracked files differ; else "none"."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return NO_GIT
    try:
        commit = _asked(git, root, "rev-parse", "HEAD")
        changed = _asked(git, root, "status", "--porcelain", "--untracked-files=no")
    except (subprocess.SubprocessError, OSError):
        return NO_GIT
    return commit + ("+changes" if changed else "")


def _asked(git: str, root: Path, *command: str) -> str:
    told = [git, "--no-optional-locks", "-C", str(root), *command]
    outcome = subprocess.run(told, capture_output=True, text=True, check=True, timeout=GIT_SECONDS)
    return outcome.stdout.strip()


def pipeline_hash(pipeline: Any) -> str:
    """The sha256 of a fitted pipeline's content; see the module for what is walked, and how.

    Raises TypeError for content that has no stable form, such as an open file.
    """
    digest = hashlib.sha256()
    for piece in _pieces(pipeline):
        # The length first, so that two pieces never read as one.
        digest.update(struct.pack("<q", len(piece)) + piece)
    return digest.hexdigest()


@functools.singledispatch
def _pieces(value: Any) -> Iterator[bytes]:
    """The value as a sequence of bytes: its class, then what it holds by name."""
    yield _name(type(value))
    if hasattr(value, "save_raw"):
        # XGBoost's own format: a pickle of it would hold the same bytes and a pointer's state.
        yield bytes(value.save_raw("json"))
    elif hasattr(value, "__dict__"):
        yield from _pieces(vars(value))
    else:
        # Compiled classes, such as a tree of scikit-learn, say what they hold when reduced.
        yield from _pieces(value.__reduce_ex__(2)[1:3])


@_pieces.register(type)
def _class(value: type) -> Iterator[bytes]:
    yield _name(value)


@_pieces.register(type(None))
@_pieces.register(bool)
@_pieces.register(int)
@_pieces.register(float)
@_pieces.register(complex)
@_pieces.register(str)
@_pieces.register(bytes)
def _plain(value: Any) -> Iterator[bytes]:
    yield _name(type(value))
    yield repr(value).encode("utf-8", "backslashreplace")


@_pieces.register(list)
@_pieces.register(tuple)
def _row(value: Iterable[Any]) -> Iterator[bytes]:
    items = list(value)
    yield f"{len(items)} in order".encode()
    for one in items:
        yield from _pieces(one)


@_pieces.register(Mapping)
def _table(value: Mapping[Any, Any]) -> Iterator[bytes]:
    yield f"{len(value)} by name".encode()
    for key in sorted(value, key=repr):
        yield from _pieces(key)
        yield from _pieces(value[key])


@_pieces.register(set)
@_pieces.register(frozenset)
def _set(value: Iterable[Any]) -> Iterator[bytes]:
    yield from _row(sorted(value, key=repr))


@_pieces.register(np.generic)
@_pieces.register(np.ndarray)
def _array(value: Any) -> Iterator[bytes]:
    array = np.asarray(value)
    yield f"{array.dtype.str} {array.shape}".encode()
    if array.dtype.names:
        # Between the fields of a record lie bytes that nobody sets: field by field.
        for name in array.dtype.names:
            yield name.encode()
            yield from _array(array[name])
    elif array.dtype.kind == "O":
        yield from _row(array.ravel().tolist())
    else:
        yield np.ascontiguousarray(array).tobytes()


@_pieces.register(np.random.RandomState)
def _random(value: np.random.RandomState) -> Iterator[bytes]:
    yield from _pieces(value.get_state(legacy=False))


@_pieces.register(np.dtype)
def _kind(value: Any) -> Iterator[bytes]:
    yield value.str.encode()


def _name(kind: type) -> bytes:
    return f"{kind.__module__}.{kind.__qualname__}".encode()
