"""What the history says: steps, reasons, and nothing in it that belongs elsewhere."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import Any

from classroom.marker.work import Found, Work, judged, linear, lost

PROBE = "history"
PARTS = ("commits", "subjects", "clean_history", "clean_tree")
COMMITS, LONGEST_SUBJECT = 5, 72
# A share of the subjects may be otherwise: a revert, a merge by hand.
SUBJECTS_FULL, SUBJECTS_NONE = 0.9, 0.5
TYPED = re.compile(r"^[a-z]+(\([\w./-]+\))?!?: \S")
# Words that begin a subject and are no imperative: what was done, is being done, or no verb.
NO_IMPERATIVE = re.compile(
    r"^((?!bring|ping|string|embed|shed|shred|\w*eed\b)\w+(ed|ing)|wip|fixes|adds|updates|removes|changes|makes|stuff|misc|more|some|the|a|an|my|final|new|asdf)\b|test\W*$",
    re.IGNORECASE,
)
WORD = re.compile(r"^[A-Z]?[a-z]{2,}\b")
# A small table of truth is part of a test.
TABLES, LARGEST_TABLE_BYTES = ("*.csv", "*.parquet"), 100_000
ELSEWHERE = (
    "data/*", "artifact/*", "artifacts/*", "*.parquet", "*.csv", "*.ubj", "*.onnx", "*.pkl",
    "*.pickle", "*.joblib", "*.db", "*.sqlite", ".env", "*/.env", "*.pem", "*.key", "*id_rsa*",
)  # fmt: skip


def found(work: Work) -> dict[str, Found]:
    """A share for each part; without a commit of the learner's own there is nothing to mark."""
    heard = work.heard(PROBE, folder=str(work.project))
    if fault := heard.fault("own"):
        return lost(PARTS, fault)
    if not heard.value("commits"):
        return lost(PARTS, heard.fault("commits") or "there is no commit beyond the first")
    return {
        "commits": judged(heard, "commits", counted),
        "subjects": judged(heard, "commits", subjects),
        "clean_history": judged(heard, "files", clean),
        "clean_tree": judged(heard, "status", tree),
    }


def counted(told: list[str]) -> Found:
    """How many commits there are beyond the first."""
    return Found(min(1.0, len(told) / COMMITS), f"{len(told)} commits beyond the first")


def subjects(told: list[str]) -> Found:
    """The share of subjects that say in a line what the commit does."""
    wrong = [one for one in told if not well_said(one)]
    share = linear(1 - len(wrong) / len(told), none_at=SUBJECTS_NONE, full_at=SUBJECTS_FULL)
    first = f"; {wrong[0][:60]!r}" if wrong else ""
    return Found(share, f"{len(told) - len(wrong)} of {len(told)} subjects in form{first}")


def well_said(subject: str) -> bool:
    """Whether a subject is short, and typed or begins like an imperative."""
    if len(subject) > LONGEST_SUBJECT:
        return False
    return bool(TYPED.match(subject) or (WORD.match(subject) and not NO_IMPERATIVE.match(subject)))


def clean(told: list[list[Any]]) -> Found:
    """Whether no file was ever there that is data, a model or a secret; names and bytes."""
    wrong = sorted({name for name, size in told if _belongs_elsewhere(name, size)})
    return Found(
        float(not wrong),
        f"committed: {', '.join(wrong[:3])}" if wrong else "code and documents only",
    )


def _belongs_elsewhere(name: str, size_bytes: int) -> bool:
    table = name.startswith("tests/") and any(fnmatch(name, kind) for kind in TABLES)
    if table and size_bytes < LARGEST_TABLE_BYTES:
        return False
    return any(fnmatch(name, kind) for kind in ELSEWHERE)


def tree(told: list[str]) -> Found:
    """Whether nothing waits to be committed."""
    return Found(
        float(not told), f"{len(told)} files not committed: {told[0][3:]}" if told else "clean"
    )
