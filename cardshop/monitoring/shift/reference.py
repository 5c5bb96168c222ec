"""The cards that today's are compared with: their truth, the model's answers, what those cost."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Cards with lot_id and card_type that the model never saw, and its answers to them.

    truth, said: codes of `classes`. right, sure, cost_usd: of each card; dollars at `threshold`.
    slope: points of accuracy lost where mean confidence falls by one, on shuffled columns.
    """

    sample: Sample = field(repr=False)
    model: Model = field(repr=False)
    classes: tuple[str, ...]
    threshold: float
    truth: Codes = field(repr=False)
    said: Codes = field(repr=False)
    right: Values = field(repr=False)
    sure: Values = field(repr=False)
    cost_usd: Values = field(repr=False)
    slope: float

    @property
    def cards(self) -> pl.DataFrame:
        """The cards as they came."""
        return self.sample.cards


@dataclass(frozen=True)
class Answers:
    """What a model said of cards with known types: (n_cards,) each; 1 or 0 in `right`."""

    said: Codes
    right: Values
    sure: Values
    cost_usd: Values


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
    asked = _Asked(model, misfile_costs(list(classes)), threshold, truth)
    found = asked(cards)
    return Reference(
        sample=sample_of(cards),
        model=model,
        classes=tuple(classes),
        threshold=threshold,
        truth=truth,
        **vars(found),
        slope=_slope(asked, cards, found),
    )


def answers_to(reference: Reference, cards: pl.DataFrame) -> Answers:
    """The model's answers to the reference's cards in another guise, in the same order."""
    costs = misfile_costs(list(reference.classes))
    return _Asked(reference.model, costs, reference.threshold, reference.truth)(cards)


@dataclass(frozen=True)
class _Asked:
    model: Model
    costs: Values
    threshold: float
    truth: Codes

    def __call__(self, cards: pl.DataFrame) -> Answers:
        given = np.asarray(self.model(cards), dtype=np.float64)
        said, sure = given.argmax(axis=1), given.max(axis=1)
        lost = self.costs[self.truth, said]
        cost_usd = np.where(sure >= self.threshold, lost, DESK_USD)
        return Answers(said, (said == self.truth).astype(np.float64), sure, cost_usd)


def _slope(asked: _Asked, cards: pl.DataFrame, sound: Answers) -> float:
    """Least squares through the origin, a point a column (after Guillory et al. 2021)."""
    draws = np.random.default_rng(SHUFFLE_SEED)
    falls = []
    for name in MONITORED:
        mixed = cards[name].gather(draws.permutation(cards.height))
        found = asked(cards.with_columns(mixed))
        falls.append(
            (sound.sure.mean() - found.sure.mean(), sound.right.mean() - found.right.mean())
        )
    confidence, accuracy = np.array(falls).T
    square = float(confidence @ confidence)
    return float(confidence @ accuracy) / square if square > 0 else 1.0


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
