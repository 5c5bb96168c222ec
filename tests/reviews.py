"""Reviews as text, for the answers to questions 7.1: comments, and a function that returns them."""

from __future__ import annotations

from typing import Any

# Reviewers who say the same of every line; each is a sentence of somebody's own.
LOOK = "I do not like how {} is written here, so please have another look at it."
NOT_MINE = (
    "the name", "this comment", "the order of lines", "that constant", "the long line", "this type",
    "the import", "that call",
)  # fmt: skip


def said(
    file: str,
    line: int,
    category: str,
    comment: str,
    *,
    severity: str = "blocker",
    test: str | None = None,
) -> dict[str, Any]:
    """One comment."""
    found = {
        "file": file,
        "line": line,
        "category": category,
        "severity": severity,
        "comment": comment,
    }
    return found | ({"test": test} if test else {})


def review(answer: str, comments: list[dict[str, Any]]) -> str:
    """The source of an answer that returns these comments."""
    return f"\ndef {answer}():\n    return {comments!r}\n"


def changed(comments: list[dict[str, Any]], **parts: Any) -> list[dict[str, Any]]:
    """The comments, each with these parts in place of its own."""
    return [one | parts for one in comments]


def complaints(places: list[tuple[str, int]], category: str) -> list[dict[str, Any]]:
    """A comment of nothing on each place."""
    return [
        said(file, line, category, LOOK.format(what), severity="should_fix")
        for (file, line), what in zip(places, NOT_MINE, strict=False)
    ]
