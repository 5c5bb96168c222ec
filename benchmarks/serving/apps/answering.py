"""The same model and features for servers that have neither the contract nor the service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from cardshop.artifact import load


class Answers:
    """The artefact of a folder, asked with cards as they came."""

    def __init__(self, folder: str | Path) -> None:
        self._artifact = load(folder)
        kinds = {one.name: getattr(pl, one.kind) for one in self._artifact.metadata.inputs}
        # Days come as text; all else is what JSON makes of it.
        self._sent = {n: pl.String if kind == pl.Date else kind for n, kind in kinds.items()}
        self._days = [pl.col(name).str.to_date() for name, kind in kinds.items() if kind == pl.Date]

    def of(self, cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """card_type, confidence and decision of each card, in order."""
        frame = pl.DataFrame(cards, schema=self._sent).with_columns(self._days)
        return self._artifact.decide(frame).to_dicts()
