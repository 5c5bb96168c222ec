"""A version at work: its model, the reader of its columns, and its own queue.

Another version comes with parts of its own. So a card is read, computed and named by one version,
whichever is the newest when its answer leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
import pydantic_core

from cardshop.artifact import DESK, FILE, Artifact
from cardshop.service.batching import Batcher, Card, Commit, Computed
from cardshop.service.requests import Reader, example_card
from cardshop.service.settings import Settings

CONFIDENCE_DIGITS = 6
# card_type and its JSON, confidence, decision, reason.
Answer = tuple[str, str | None, float | None, str, str]


class Release:
    """One version and all that answers from it; `commit` makes it durable, see Batcher."""

    def __init__(
        self, artifact: Artifact, settings: Settings, *, commit: Commit | None = None
    ) -> None:
        self.artifact = artifact
        self.reader = Reader(artifact.features, most_cards=settings.batch_cards)
        self.batcher = Batcher(self.compute, settings, commit=commit)
        self.version_text = pydantic_core.to_json(artifact.version).decode()
        self._types = [(pydantic_core.to_json(one).decode(), one) for one in artifact.classes]

    def warm_up(self) -> None:
        """Nothing; one card is computed, since the first one builds what later ones use."""
        self.compute([example_card(self.reader.columns)])

    def compute(self, cards: Sequence[Card]) -> Computed:
        """(class index, confidence) of cards that this version's reader has read."""
        frame = pl.DataFrame(cards, schema=self.reader.schema)
        probabilities = self.artifact.probabilities(frame)
        codes = probabilities.argmax(axis=1)
        return codes, probabilities[np.arange(len(codes)), codes]

    def answer(self, code: int, confidence: float) -> Answer:
        """What is said of a card."""
        sure = confidence >= self.artifact.threshold
        decision, reason = (FILE, "sure") if sure else (DESK, "unsure")
        return *self._types[code], round(confidence, CONFIDENCE_DIGITS), decision, reason
