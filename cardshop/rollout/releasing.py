"""Another version into service, or the one before back: checked first, written down, then made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cardshop import artifact
from cardshop.artifact.metadata import SEMANTIC
from cardshop.artifact.store import LATEST
from cardshop.rollout.history import (
    HISTORY,
    By,
    Change,
    append_line,
    history,
    served_before,
)
from cardshop.rollout.refusals import RolloutError

LOCK = ".rollout.lock"
# Of two people at once one waits: a change takes less than a second.
LOCK_S = 10.0


def promote(root: Path, version: str, *, by: By, other_columns: bool = False) -> Change:
    """The change: a running service answers from `version` within two seconds.

    Nothing is written where it is served already. Raises RolloutError: not there, does not load,
    or asks for other columns than the one it replaces (stations that send the old ones are then
    answered 422) unless `other_columns`.
    """
    with _alone(root):
        loaded = _loaded(root, version)
        before = _served(root)
        if before == version:
            return Change(by, "promote", version, before)
        if before is not None and not other_columns:
            _check_columns(loaded, root, before)
        return _made(root, Change(by, "promote", version, before))


def rollback(root: Path, *, by: By) -> Change:
    """The change: back to the version that was in service before, whatever columns it asks for.

    A second rollback goes further back, never forward. What does not load is passed over and
    told as `skipped`. Raises RolloutError: none before, or none that loads with this code.
    """
    with _alone(root):
        before = _named(root)
        reasons: dict[str, str] = {}
        for version in served_before(history(root), before, _previous(root)):
            try:
                _loaded(root, version)
            except RolloutError as error:
                reasons[version] = str(error)
                continue
            return _made(root, Change(by, "rollback", version, before, tuple(reasons)))
        raise RolloutError(f"{_no_way_back(root, before, reasons)} Promote one by its number.")


def _no_way_back(root: Path, before: str | None, reasons: dict[str, str]) -> str:
    if reasons:
        return " ".join(reasons.values())
    return f"{root} has no version that was served before {before or 'now'}. {_known(root)}"


def columns_changed(new: artifact.Artifact, old: artifact.Artifact) -> tuple[str, ...]:
    """The raw columns that one of both asks for and the other does not, with + and - before."""
    ours, theirs = new.metadata.schema_of_cards, old.metadata.schema_of_cards
    added = [f"+{name}" for name in ours if name not in theirs]
    return (*added, *(f"-{name}" for name in theirs if name not in ours))


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    if not root.is_dir():
        message = f"{root} is no folder. Name the folder of versions, the one that is served from."
        raise RolloutError(message)
    try:
        with FileLock(root / LOCK, timeout=LOCK_S):
            yield
    except Timeout:
        message = f"somebody else has been changing {root} for {LOCK_S:g} s. Try again."
        raise RolloutError(message) from None
    except OSError as error:
        message = f"{root} cannot be written: {error.strerror}. Make it writable for this user."
        raise RolloutError(message) from None


def _loaded(root: Path, version: str) -> artifact.Artifact:
    if version not in artifact.versions(root):
        raise RolloutError(f"{root} has no version {version[:80]!r}. {_known(root)}")
    try:
        return artifact.load(root / version)
    except artifact.ArtifactError as error:
        raise RolloutError(f"{version} does not load, so nothing is changed: {error}") from None


def _check_columns(new: artifact.Artifact, root: Path, before: str) -> None:
    try:
        old = artifact.load(root / before)
    except artifact.ArtifactError:
        # Whatever it asked for, it answers nobody after a restart.
        return
    if changed := columns_changed(new, old):
        message = f"{new.version} asks for other columns than {before} ({', '.join(changed)}): "
        message += "stations that send the old ones would be answered 422. Move them first, then "
        raise RolloutError(f"{message}promote with --other-columns.")


def _served(root: Path) -> str | None:
    try:
        return artifact.latest(root)
    except artifact.ArtifactError:
        return None


def _named(root: Path) -> str | None:
    """What LATEST names, also where its folder is gone; None where it names no version."""
    path = root / LATEST
    try:
        # A pipe would be waited for.
        text = path.read_text("utf-8", errors="replace").strip() if path.is_file() else ""
    except OSError:
        return None
    return text if SEMANTIC.fullmatch(text) else None


def _previous(root: Path) -> str | None:
    try:
        return artifact.previous(root)
    except artifact.ArtifactError:
        return None


def _made(root: Path, change: Change) -> Change:
    # In this order: a change that nobody wrote down would be made again by a second rollback.
    try:
        append_line(root / HISTORY, change.line())
    except OSError as error:
        message = f"nothing is changed: {root / HISTORY} cannot be written: {error.strerror}. "
        raise RolloutError(f"{message}Make room, and the file writable.") from None
    artifact.set_latest(root, change.version)
    return change


def _known(root: Path) -> str:
    return f"Versions: {', '.join(artifact.versions(root)) or 'none'}."
