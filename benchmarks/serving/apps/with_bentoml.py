"""BentoML around the same artefact, with and without its batching."""

from __future__ import annotations

import os
from typing import Any

import bentoml  # pyrefly: ignore

from benchmarks.serving.apps.answering import Answers


@bentoml.service
class Cards:
    """One card a request, and lists of cards that BentoML may put together."""

    def __init__(self) -> None:
        self.answers = Answers(os.environ["FOLDER"])

    @bentoml.api
    def alone(self, card: dict[str, Any]) -> dict[str, Any]:
        """The answer to a card."""
        return self.answers.of([card])[0]

    @bentoml.api(batchable=True, max_batch_size=64)
    def together(self, cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers to the cards of one or more requests."""
        return self.answers.of(cards)
