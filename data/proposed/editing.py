"""Edits of texts: each replaces one place, and says so when that place is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Edit = Callable[[str], str]


class EditError(Exception):
    """The text that an edit replaces is not there any more, or stands there twice."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A pull request: what its author says of it, and the edits of each file in their order.

    `added` holds whole new files. `words` is Markdown with {names} of measured figures.
    """

    title: str
    branch: str
    author: str
    words: str
    edits: Mapping[str, tuple[Edit, ...]]
    added: Mapping[str, str]

    def of(self, path: str, text: str) -> str:
        """The file after the change. Raises EditError."""
        for edit in self.edits[path]:
            try:
                text = edit(text)
            except EditError as error:
                raise EditError(f"{path}: {error}") from None
        return text


def replaced(text: str, old: str, new: str) -> str:
    """The text with its only `old` as `new`. Raises EditError."""
    found = text.count(old)
    if found != 1:
        first = old.strip().splitlines()[0]
        message = f"{first!r} stands there {found} times, not once. Name another place in data/"
        raise EditError(message + "proposed, then run `course build`.")
    return text.replace(old, new)
