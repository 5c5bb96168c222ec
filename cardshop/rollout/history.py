"""Who put which version into service, when and why: a line a change in <root>/HISTORY.jsonl.

`artifact.set_latest` writes no line: what it changed is known from LATEST and PREVIOUS alone.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast, get_args

import polars as pl

from cardshop.artifact.metadata import SEMANTIC
from cardshop.rollout.refusals import RolloutError

HISTORY = "HISTORY.jsonl"
# 9999-12-31, the last day that a calendar of four digits writes.
LAST_MS = 253_402_300_799_999
SURROGATE = re.compile(r"[\ud800-\udfff]")
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
    """One change of the served version; `before` is null where none was served.

    skipped: versions that a rollback passed over, since they do not load; not in the history.
    """

    by: By
    action: Action
    version: str
    before: str | None
    skipped: tuple[str, ...] = ()

    def line(self) -> dict[str, Any]:
        """The change as a line of the history holds it."""
        about = {"action": self.action, "version": self.version, "before": self.before}
        return {"at_ms": self.by.at_ms, "who": self.by.who, **about, "why": self.by.why}


def history(root: Path) -> pl.DataFrame:
    """A row a change, oldest first: at_ms, who, action, version, before, why.

    Null: `before` of the first version, a `why` that nobody gave; all of a line that cannot be
    read, one that a full disk cut off or somebody edited. A change is written before it is made:
    a last line whose version LATEST does not name was not. Raises RolloutError: no file to read.
    """
    rows = [_row(told) for told in read_lines(root / HISTORY)]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def served_before(changes: pl.DataFrame, current: str | None, previous: str | None) -> list[str]:
    """The versions that a rollback from `current` goes to, the nearest first.

    A rollback takes its version off the pile for good, so a second one goes further back and
    never forward again to what was rolled back. current: null where LATEST names none; then it
    is the newest of the history. Without a history, `previous`.
    """
    pile = _pile(changes, current)
    if not pile:
        return [] if previous is None or previous == current else [previous]
    if current is None:
        current = pile[-1]
    # Somebody may have set LATEST by hand, back or to one that the history does not know.
    below = pile[: _last(pile, current)] if current in pile else pile
    return [one for one in dict.fromkeys(reversed(below)) if one != current]


def read_lines(path: Path) -> list[dict[str, Any] | None]:
    """The JSON objects of a file, None for a line that is none. Raises RolloutError."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RolloutError(f"{path} cannot be read: {error.strerror}. Move it away.") from None
    return [_object(line) for line in text.split("\n") if line.strip()]


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


def _pile(changes: pl.DataFrame, current: str | None) -> list[str]:
    """The versions that were put into service and not rolled back, oldest first."""
    pile: list[str] = []
    rows = changes.drop_nulls("action").select("action", "version", "before").rows()
    found_later = [*(before for *_, before in rows[1:]), current]
    for (action, version, before), later in zip(rows, found_later, strict=False):
        # Written down before it is made: where the old version is still there, it was not made.
        if before is not None and later == before:
            continue
        if before is not None:
            _cut(pile, before)
        if action == "rollback":
            pile.pop() if pile else None
            _cut(pile, version)
        elif pile[-1:] != [version]:
            pile.append(version)
    return pile


def _cut(pile: list[str], version: str) -> None:
    """Nothing; the version is on top: what lay above it is gone, one that was not there is put."""
    if version in pile:
        del pile[_last(pile, version) + 1 :]
    else:
        pile.append(version)


def _last(pile: list[str], version: str) -> int:
    return len(pile) - 1 - pile[::-1].index(version)


def _row(told: dict[str, Any] | None) -> tuple[Any, ...]:
    found = tuple((told or {}).get(name) for name in COLUMNS)
    return found if _fits(*found) else (None,) * len(COLUMNS)


def _fits(at_ms: object, *texts: object) -> bool:
    """Whether a line is one that `Change.line` writes; anybody may have edited it."""
    who, action, version, before, _why = texts
    return (
        type(at_ms) is int
        and 0 <= at_ms <= LAST_MS
        and None not in (who, version)
        and action in get_args(Action)
        and all(one is None or _is_text(one) for one in texts)
        and all(one is None or SEMANTIC.fullmatch(str(one)) for one in (version, before))
    )


def _is_text(value: object) -> bool:
    # Half of a surrogate pair is valid JSON and no text.
    return isinstance(value, str) and not SURROGATE.search(value)


def _object(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", told) if isinstance(told, dict) else None
