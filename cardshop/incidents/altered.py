"""An artefact as a faulty release serves it, and cards as a faulty sender sends them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl

from cardshop import artifact
from cardshop.artifact import Artifact
from cardshop.incidents.clock import Clock
from cardshop.journal import Entry, new_request_id

OLD_VERSION = "1.0.0"
CENTIMETRES = 100.0  # in a metre
SATURATION_TOP = 255.0
# What a faulty sender does to a card; the model's own faults stand in `Altered`.
DAMAGE = {
    "hue_in_radians": pl.col("scan_hue_deg").radians(),
    "lower_cased_text": pl.col("attack_name").str.to_lowercase(),
    "unit_change": pl.col("scan_saturation") * SATURATION_TOP,
    "dropped_column": pl.lit(None, pl.String).alias("attack_name"),
}


class Altered:
    """What the service asks of an artefact: sound while `fault` is None, else as a bad release.

    `fault` is the name of a fault of the model or None, and may change between requests.
    """

    def __init__(self, sound: Artifact, folder: Path, clock: Clock) -> None:
        self.sound, self.folder, self.clock = sound, folder, clock
        self.fault: str | None = None
        self.threshold = sound.threshold

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sound, name)

    @property
    def version(self) -> str:
        """MAJOR.MINOR.PATCH of the weights that answer."""
        return OLD_VERSION if self.fault == "rolled_back" else self.sound.version

    def probabilities(self, cards: pl.DataFrame) -> np.ndarray:
        """(n_cards, n_types), by the release of this moment."""
        if self.fault == "rolled_back":
            # To weights that learned metres, features in centimetres are giants; the same numbers
            # come of sound code and a card a hundred times as high.
            return self.sound.probabilities(cards.with_columns(pl.col("height_m") * CENTIMETRES))
        if self.fault == "model_loaded_per_card":
            self._load_for_each(cards.height)
        given = self.sound.probabilities(cards)
        if self.fault == "double_softmax":
            powers = np.exp(given)
            return powers / powers.sum(axis=1, keepdims=True)
        return given

    def decide(self, cards: pl.DataFrame) -> pl.DataFrame:
        """As Artifact.decide, by the release and the threshold of this moment."""
        return Artifact.decide(cast("Artifact", self), cards)

    def _load_for_each(self, cards: int) -> None:
        """Load once, and charge the other cards' loads to the clock: they take as long."""
        begun = time.perf_counter()
        artifact.load(self.folder)
        self.clock.wait(1000 * (time.perf_counter() - begun) * (cards - 1))


def imported(
    model: Artifact, cards: pl.DataFrame, at_ms: int, client_request_id: str
) -> Iterator[Entry]:
    """Rows of the journal, as a job writes them that asks the model and knows no contract."""
    begun, request_id = time.perf_counter(), new_request_id(at_ms)
    answers = model.decide(cards).rows()
    took_ms = 1000 * (time.perf_counter() - begun)
    for at, (card, (kind, confidence, decision)) in enumerate(
        zip(cards.to_dicts(), answers, strict=True)
    ):
        yield Entry(
            request_id=request_id,
            position=at,
            client_request_id=client_request_id,
            at_ms=at_ms,
            model_version=model.version,
            card=json.dumps(card, default=str),
            card_type=kind,
            confidence=round(float(confidence), 6),
            decision=decision,
            reason="sure" if decision == artifact.FILE else "unsure",
            status=200,
            latency_ms=round(took_ms, 3),
        )
