"""What the debugging guide tells of, provoked: a reproduction for each of its entries.

A reproduction is a generator. It yields the words that a person sees and the names that the
guide's first lines may use; what stands after the `yield` runs when those lines have run. Commands
that it ran as the guide has them stand in `ran`.

notebooks   marimo, and what `course` refuses
deciding    module 00
tables      modules 01 and 02
models      modules 03 and 04
operating   modules 05 and 06
together    modules 07 and 08
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Reproduction = Callable[[Path], Iterator[tuple[str, dict[str, Any]]]]
REPRODUCED: dict[str, Reproduction] = {}


def provokes(title: str) -> Callable[[Reproduction], Reproduction]:
    """Enter a reproduction under the title of the guide's entry; two of one title are an error."""

    def entered(reproduction: Reproduction) -> Reproduction:
        assert title not in REPRODUCED, title
        REPRODUCED[title] = reproduction
        return reproduction

    return entered


def refused(call: Callable[[], object]) -> str:
    """The kind and the words of the error that a call ends in."""
    try:
        call()
    except Exception as error:  # noqa: BLE001  whatever a person would see
        return f"{type(error).__name__}: {error}"
    raise AssertionError("nothing was refused")


def warned(call: Callable[[], object]) -> str:
    """The kinds and words of the warnings of a call."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        call()
    assert heard
    return "\n".join(f"{one.category.__name__}: {one.message}" for one in heard)


def load_all() -> dict[str, Reproduction]:
    """Every reproduction by its entry's title."""
    from symptoms import deciding, models, notebooks, operating, tables, together

    assert all((deciding, models, notebooks, operating, tables, together))
    return REPRODUCED
