"""The cards that today's are compared with: their truth, the model's answers, what those cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from cardshop.drift import DriftError
from cardshop.evaluation import DESK_USD, misfile_costs
from cardshop.monitoring.shift.columns import LOT, MONITORED, TRUTH, Sample, sample_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike

    from cardshop.monitoring.shift.columns import Codes, Values

    Model = Callable[[pl.DataFrame], ArrayLike]

# How far confidence falls for a point of accuracy is read off columns shuffled among the cards.
SHUFFLE_SEED = 0


@dataclass(frozen=True)
class Answers:
    """What a model said of cards with known types, (n_cards,) each; 1 or 0 in `right`.

    said: codes of the classes. cost_usd: of the decision at the reference's threshold.
    """

    said: Codes
    right: Values
    sure: Values
    cost_usd: Values


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Cards with lot_id and card_type that the model never saw, and its `answers` to them."""

    sample: Sample = field(repr=False)
    model: Model = field(repr=False)
    classes: tuple[str, ...]
    threshold: float
    truth: Codes = field(repr=False)
    answers: Answers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Ask the model once."""
        object.__setattr__(self, "answers", self.answers_to(self.sample.cards))

    def answers_to(self, cards: pl.DataFrame) -> Answers:
        """The model's answers to the same cards in another guise, in the same order."""
        given = np.asarray(self.model(cards), dtype=np.float64)
        said, sure = given.argmax(axis=1), given.max(axis=1)
        lost = misfile_costs(list(self.classes))[self.truth, said]
        cost_usd = np.where(sure >= self.threshold, lost, DESK_USD)
        return Answers(said, (said == self.truth).astype(np.float64), sure, cost_usd)

    @cached_property
    def slope(self) -> float:
        """Points of accuracy lost where mean confidence falls by one, on shuffled columns.

        Least squares through the origin, a point a column of MONITORED (after Guillory et al.
        2021); shuffled among the cards, a column keeps its values and loses its meaning.
        """
        draws, cards = np.random.default_rng(SHUFFLE_SEED), self.sample.cards
        falls = []
        for name in MONITORED:
            mixed = cards[name].gather(draws.permutation(cards.height))
            found = self.answers_to(cards.with_columns(mixed))
            both = ((self.answers.sure, found.sure), (self.answers.right, found.right))
            falls.append([before.mean() - after.mean() for before, after in both])
        confidence, accuracy = np.array(falls).T
        square = float(confidence @ confidence)
        return float(confidence @ accuracy) / square if square > 0 else 1.0


def reference_of(
    cards: pl.DataFrame, model: Model, *, classes: Sequence[str], threshold: float
) -> Reference:
    """The reference that these cards make for this model, answered once.

    cards: the columns of MONITORED, lot_id, card_type; whole lots, of evolution lines that the
    model was not trained on. model: probabilities (n_cards, n_classes), an artefact's for example.
    Raises DriftError.
    """
    _require(cards, classes)
    truth = np.array([classes.index(one) for one in cards[TRUTH]], dtype=np.intp)
    return Reference(
        sample=sample_of(cards),
        model=model,
        classes=tuple(classes),
        threshold=threshold,
        truth=truth,
    )


def _require(cards: pl.DataFrame, classes: Sequence[str]) -> None:
    lacking = [name for name in (*MONITORED, LOT, TRUTH) if name not in cards.columns]
    if lacking or cards.is_empty():
        what = f"the reference has {cards.height} cards and lacks {lacking}"
        raise DriftError(f"{what}; cards with these columns are needed. Take whole lots.")
    strange = sorted(set(cards[TRUTH].unique().to_list()) - set(classes), key=str)
    if strange:
        message = (
            f"the reference has types {strange}, which the model does not know. Take cards of "
        )
        raise DriftError(message + "its types, or train it anew.")
