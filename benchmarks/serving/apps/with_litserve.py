"""LitServe around the same artefact: `python … FOLDER PORT`, and `together` for its batching."""

from __future__ import annotations

import sys
from typing import Any

import litserve  # pyrefly: ignore

from benchmarks.serving.apps.answering import Answers

MOST_TOGETHER = 32
WAIT_S = 0.005


class Cards(litserve.LitAPI):
    """The model, loaded once in the worker."""

    def setup(self, device: str) -> None:  # noqa: ARG002  LitServe names it
        """Nothing; the model is there."""
        self.answers = Answers(sys.argv[1])


class Alone(Cards):
    """One card a computation."""

    def predict(self, card: dict[str, Any]) -> dict[str, Any]:
        """The answer to a card."""
        return self.answers.of([card])[0]


class Together(Cards):
    """The cards that wait, at once."""

    def batch(self, inputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The cards as they are."""
        return inputs

    def predict(self, cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers to the cards."""
        return self.answers.of(cards)

    def unbatch(self, output: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers as they are."""
        return output


def main() -> None:
    """Serve until told to stop."""
    together = sys.argv[3:] == ["together"]
    api = Together(max_batch_size=MOST_TOGETHER, batch_timeout=WAIT_S) if together else Alone()
    server = litserve.LitServer(api, accelerator="cpu", workers_per_device=1)
    server.run(port=int(sys.argv[2]), log_level="warning", generate_client_file=False)


if __name__ == "__main__":
    main()
