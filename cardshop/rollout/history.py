"""Who put which version into service, when and why: a line a change in <root>/HISTORY.jsonl.

`artifact.set_latest` writes no line: what it changed is known from LATEST and PREVIOUS alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import polars as pl

from cardshop.rollout.refusals import RolloutError

HISTORY = "HISTORY.jsonl"
Action = Literal["promote", "rollback"]
COLUMNS = pl.Schema(
    {
        "at_ms": pl.Int64,
        "who": pl.String,
        "action": pl.String,
        "version": pl.String,
        "before": pl.String,
        "why": pl.String,
    }
)


class By(NamedTuple):
    """Who changes something, at which UTC millisecond since 1970, and why if it was said."""

    who: str
    at_ms: int
    why: str | None = None


class Change(NamedTuple):
    """One change of the served version; `before` is null where none was served."""

    by: By
    action: Action
    version: str
    before: str | None

    def line(self) -> dict[str, Any]:
        """The change as a line of the history holds it."""
        about = {"action": self.action, "version": self.version, "before": self.before}
        return {"at_ms": self.by.at_ms, "who": self.by.who, **about, "why": self.by.why}


def history(root: Path) -> pl.DataFrame:
    """A row a change, oldest first: at_ms, who, action, version, before, why.

    Null: `before` of the first version, a `why` that nobody gave; all of a line that cannot be
    read, such as one that a full disk cut off. Raises RolloutError: a file that cannot be read.
    """
    rows = [_row(told) for told in read_lines(root / HISTORY)]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def served_before(changes: pl.DataFrame, current: str | None, previous: str | None) -> str | None:
    """The version that a rollback from `current` goes to; None where there is none.

    A rollback takes its version off the pile for good, so a second one goes further back and
    never forward again to what was rolled back. Where somebody set LATEST by hand, it is the
    newest of the history; without a history, `previous`.
    """
    pile = _pile(changes)
    if not pile:
        return previous if previous != current else None
    if pile[-1] != current:
        return pile[-1]
    return pile[-2] if len(pile) > 1 else None


def read_lines(path: Path) -> list[dict[str, Any] | None]:
    """The JSON objects of a file, None for a line that is none. Raises RolloutError."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RolloutError(f"{path} cannot be read: {error.strerror}. Move it away.") from None
    return [_object(line) for line in text.splitlines() if line.strip()]


def append_line(path: Path, told: Mapping[str, Any]) -> None:
    """Nothing; the line is on the disk, behind a torn one on a line of its own. Raises OSError."""
    with path.open("a+b") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
        torn = file.read(1) not in (b"", b"\n")
        line = json.dumps(told, ensure_ascii=False).encode("utf-8", errors="replace")
        file.write(b"\n" * torn + line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _pile(changes: pl.DataFrame) -> list[str]:
    """The versions that were put into service and not rolled back, oldest first."""
    pile: list[str] = []
    rows = changes.drop_nulls("action").select("action", "version", "before").rows()
    for action, version, before in rows:
        # Somebody set it by hand in between.
        if before is not None and pile[-1:] != [before]:
            pile.append(before)
        if action == "rollback":
            pile.pop() if pile else None
        if pile[-1:] != [version]:
            pile.append(version)
    return pile


def _row(told: dict[str, Any] | None) -> tuple[Any, ...]:
    kinds = {name: int if dtype == pl.Int64 else str for name, dtype in COLUMNS.items()}
    found = [(told or {}).get(name) for name in COLUMNS]
    pairs = zip(found, kinds.values(), strict=True)
    fits = all(one is None or type(one) is kind for one, kind in pairs)
    return tuple(found) if fits else (None,) * len(COLUMNS)


def _object(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", told) if isinstance(told, dict) else None
