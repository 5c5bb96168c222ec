"""Folders of artefacts: written whole or not at all, never overwritten, read with their hashes.

<root>/<version>/{model.onnx, metadata.json, MODEL_CARD.md, SHA256SUMS}
<root>/LATEST, <root>/PREVIOUS: a version each, as text
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cardshop.artifact.metadata import SEMANTIC, checked_version
from cardshop.artifact.refusals import ArtifactError

MODEL, METADATA, CARD, SUMS = "model.onnx", "metadata.json", "MODEL_CARD.md", "SHA256SUMS"
FILES = (MODEL, METADATA, CARD)
LATEST, PREVIOUS, LOCK = "LATEST", "PREVIOUS", ".lock"
# So that a folder that nobody finished is told from one that is there.
UNFINISHED = ".unfinished-"
# A writer that lives takes seconds; one that was killed leaves what it had begun.
ABANDONED_S = 3600
DAMAGED = "Copy it anew from where it was built, or build it anew."


def versions(root: Path) -> tuple[str, ...]:
    """The versions in a folder, oldest number first; none where the folder is not there."""
    if not root.is_dir():
        return ()
    found = [one.name for one in root.iterdir() if SEMANTIC.fullmatch(one.name) and one.is_dir()]
    return tuple(sorted(found, key=lambda one: tuple(map(int, one.split(".")))))


def write(root: Path, version: str, contents: Mapping[str, bytes]) -> Path:
    """The folder of a new version, complete from the moment it has its name.

    Raises ArtifactError: the version is there, or the disk takes no more.
    """
    sums = "".join(f"{_sha256(one)}  {name}\n" for name, one in contents.items())
    unfinished: Path | None = None
    try:
        root.mkdir(parents=True, exist_ok=True)
        check_new(root, version)
        unfinished = Path(tempfile.mkdtemp(prefix=f"{UNFINISHED}{version}-", dir=root))
        # The disk's clock, which need not be this machine's.
        _sweep(root, before_s=unfinished.stat().st_mtime - ABANDONED_S)
        unfinished.chmod(0o755)
        for name, content in {**contents, SUMS: sums.encode()}.items():
            _write_synced(unfinished / name, content)
        _sync_folder(unfinished)
        # The system refuses a folder that holds files: of two at once, one wins.
        unfinished.rename(root / version)
        _sync_folder(root)
    except OSError as error:
        check_new(root, version)
        what = f"{root / version} cannot be written: {error.strerror}."
        raise ArtifactError(f"{what} Name a folder that takes files.") from None
    finally:
        if unfinished is not None and unfinished.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
    return root / version


def check_new(root: Path, version: str) -> None:
    """Raises ArtifactError where the version is there: it is never overwritten."""
    if (root / checked_version(version)).exists():
        newest = versions(root)[-1]
        major, minor, patch = newest.split(".")
        message = f"version {version} is in {root} already, and none is overwritten. "
        raise ArtifactError(message + f"Take {major}.{minor}.{int(patch) + 1} or above.")


def read_files(folder: Path) -> dict[str, bytes]:
    """The files of an artefact by name, each equal to its hash when it was read.

    Raises ArtifactError: missing, altered, outside the folder, or hashes that list other files.
    """
    listed = _listed(folder)
    contents = {name: _content(folder, name) for name in FILES}
    for name, content in contents.items():
        found = _sha256(content)
        if found != listed[name]:
            message = f"{folder / name} is not as it was written: sha256 {found[:12]}…, expected "
            raise ArtifactError(f"{message}{listed[name][:12]}…. {DAMAGED}")
    return contents


def set_latest(root: Path, version: str) -> None:
    """Make a version the one that is served; the one before is kept as PREVIOUS.

    A reader finds the old or the new one, whole. Raises ArtifactError for one that is not there.
    """
    from filelock import FileLock

    if checked_version(version) not in versions(root):
        raise ArtifactError(f"{root} has no version {version}. {_known(root)}")
    try:
        with FileLock(root / LOCK):
            before = _named(root, LATEST)
            if before == version:
                return
            if before is not None:
                _replace(root / PREVIOUS, before)
            _replace(root / LATEST, version)
    except OSError as error:
        what = f"{root / LATEST} cannot be written: {error.strerror}."
        raise ArtifactError(f"{what} Make room, and the folder writable.") from None


def latest(root: Path) -> str:
    """The version that is served. Raises ArtifactError where none is set, or it is gone."""
    found = _named(root, LATEST)
    if found is None:
        message = f"{root} has no {LATEST}. {_known(root)} Choose one with set_latest."
        raise ArtifactError(message)
    if found not in versions(root):
        message = f"{root / LATEST} names {found!r}, which is not there. {_known(root)}"
        raise ArtifactError(message)
    return found


def previous(root: Path) -> str | None:
    """The version that was served before, None where there was none."""
    return _named(root, PREVIOUS)


def _sweep(root: Path, *, before_s: float) -> None:
    """Nothing; what writers that were killed have left is gone, what may be in use is not."""
    for one in root.glob(f"{UNFINISHED}*"):
        # Another writer may sweep it at this moment.
        with contextlib.suppress(OSError):
            if one.lstat().st_mtime < before_s:
                shutil.rmtree(one) if one.is_dir() else one.unlink()


def _known(root: Path) -> str:
    return f"Versions: {', '.join(versions(root)) or 'none'}."


def _named(root: Path, name: str) -> str | None:
    try:
        # A pipe would be waited for.
        if (root / name).exists() and not (root / name).is_file():
            raise ArtifactError(f"{root / name} is no file. Put a version into one.")
        return (root / name).read_text("utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArtifactError(f"{root / name} cannot be read: {error.strerror}.") from None


def _listed(folder: Path) -> dict[str, str]:
    text = _content(folder, SUMS).decode("utf-8", errors="replace")
    pairs = [line.partition("  ") for line in text.splitlines()]
    listed = {name: found for found, _, name in pairs}
    if set(listed) != set(FILES) or len(pairs) != len(FILES):
        message = f"{folder / SUMS} lists {', '.join(listed) or 'nothing'}, not "
        raise ArtifactError(f"{message}{', '.join(FILES)}. {DAMAGED}")
    return listed


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise ArtifactError(f"{path} is missing. {DAMAGED}")
    if path.resolve().parent != folder.resolve():
        raise ArtifactError(f"{path} leads out of its folder, to {path.resolve()}. {DAMAGED}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArtifactError(f"{path} cannot be read: {error.strerror}. {DAMAGED}") from None


def _replace(path: Path, version: str) -> None:
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    os.close(handle)
    # A writer that was killed here left a file that nobody would look for again.
    _sweep(path.parent, before_s=Path(name).stat().st_mtime - ABANDONED_S)
    try:
        _write_synced(Path(name), f"{version}\n".encode())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Only POSIX can: elsewhere a name is on the disk when the call returns, or is not.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
