"""One of several, chosen with a mouse or with keys alone.

marimo 0.25 has radio buttons, but in them the arrow keys reach the first and the last option only.
A native list is operated by keys everywhere; its options stand above it, so that a room can read
them before anybody chooses.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from typing import Any

import marimo as mo


def choice(
    question: str,
    options: Mapping[str, Any],
    *,
    value: str | None = None,
    on_change: Callable[[Any], None] | None = None,
) -> mo.ui.dropdown:
    """A list of letters under the question and its options; its value is that of the option.

    `options` are Markdown; `value` is one of them, chosen from the beginning.
    """
    lettered = dict(zip(string.ascii_uppercase, options, strict=False))
    chosen = [letter for letter, text in lettered.items() if text == value]
    lines = [question, "", *(f"- **{letter}** {text}" for letter, text in lettered.items())]
    return mo.ui.dropdown(
        {letter: options[text] for letter, text in lettered.items()},
        value=next(iter(chosen), None),
        allow_select_none=True,
        label="\n".join(lines),
        on_change=on_change,
    )
