"""Quotes of every artefact in a fresh process, and one training once more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from classroom.marker.probes import Steps, of_project, quotes_of
from classroom.marker.probes.training import trained


def steps(cards: Mapping[str, str], artifacts: str, again: Mapping[str, str]) -> Steps:
    """`quote NAME` for each artefact; `again` for the table that is trained a second time."""
    for name, table in cards.items():
        yield f"quote {name}", partial(quoted, Path(artifacts) / name, table)
    yield (
        "again",
        partial(quoted_again, Path(again["data"]), Path(again["artifact"]), again["cards"]),
    )


def quoted(artifact: Path, cards: str) -> dict[str, list[Any]]:
    """The quotes for a table of cards, as lists."""
    return quotes_of(of_project("predict")(artifact, pl.read_parquet(cards)))


def quoted_again(data: Path, artifact: Path, cards: str) -> dict[str, list[Any]]:
    """The quotes after another training."""
    trained(data, artifact)
    return quoted(artifact, cards)
