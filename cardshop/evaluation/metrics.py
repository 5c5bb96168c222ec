"""How good are the answers? One number, or a line per class; no interval yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from cardshop.evaluation.inputs import EvaluationError, labels, names, same_length

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]

# The least probability that counts: a certain miss costs 36.04 nats, not infinity (scikit-learn's).
LEAST_PROBABILITY = float(np.finfo(np.float64).eps)
# Probabilities of float32 models sum to 1 within this.
SUM_ROOM = 1e-4


def accuracy(truth: ArrayLike, predicted: ArrayLike) -> float:
    """The share of cards whose type is named rightly, 0 to 1; raises EvaluationError.

    One card, one vote: a line of 60 cards counts like sixty lines of one.
    """
    ours, theirs = labels(truth, predicted)
    return float((ours == theirs).mean())


def macro_f1(truth: ArrayLike, predicted: ArrayLike) -> float:
    """The mean F1 over the classes that are true or predicted at least once, 0 to 1.

    Each class counts alike, whatever its size; one that is only predicted counts 0. A class in
    neither column is left out. As scikit-learn's f1_score(average="macro"). Raises EvaluationError.
    """
    return float(per_class(truth, predicted)["f1"].to_numpy().mean())


def per_class(
    truth: ArrayLike, predicted: ArrayLike, *, classes: ArrayLike | None = None
) -> pl.DataFrame:
    """A row a class: class, cards, predicted, right (counts), recall, precision, f1 (0 to 1).

    Rows in the order of `classes`, or sorted. Null: recall of a class without cards, precision of
    one never predicted, f1 of one that is neither. Raises EvaluationError, also where a label
    is missing in `classes`.
    """
    ours, theirs = labels(truth, predicted)
    found = np.unique(np.concatenate([ours, theirs]))
    rows = found if classes is None else _listed(classes, found)
    counts = {"cards": ours, "predicted": theirs, "right": ours[ours == theirs]}
    table = pl.DataFrame(
        {"class": rows.tolist()}
        | {name: [int((side == one).sum()) for one in rows] for name, side in counts.items()}
    )
    cards, said, right = (pl.col(name) for name in counts)
    return table.with_columns(
        pl.when(cards > 0).then(right / cards).alias("recall"),
        pl.when(said > 0).then(right / said).alias("precision"),
        pl.when(cards + said > 0).then(2 * right / (cards + said)).alias("f1"),
    )


def log_loss(truth: ArrayLike, probabilities: ArrayLike, *, classes: ArrayLike) -> float:
    """The mean of `log_loss_per_card`, in nats; 0 for certain and right."""
    return float(log_loss_per_card(truth, probabilities, classes=classes).mean())


def log_loss_per_card(
    truth: ArrayLike, probabilities: ArrayLike, *, classes: ArrayLike
) -> NDArray[np.float64]:
    """Minus the logarithm of the probability that each card's true class was given, in nats.

    probabilities: (n_cards, n_classes), a column for each of `classes` in that order, rows that
    sum to 1. LEAST_PROBABILITY is the floor. Raises EvaluationError: nulls, negative, another
    shape or sum, or a true class without a column.
    """
    ours, columns = names(truth, "truth"), names(classes, "classes")
    listed = _listed(columns, np.unique(ours))
    given = _distributions(probabilities, (ours.size, listed.size))
    order = np.argsort(listed)
    column = order[np.searchsorted(listed, ours, sorter=order)]
    return -np.log(np.maximum(given[np.arange(ours.size), column], LEAST_PROBABILITY))


def _listed(classes: ArrayLike, found: NDArray[np.generic]) -> NDArray[np.generic]:
    """The classes, if each stands there once and no label is missing."""
    listed = names(classes, "classes")
    if np.unique(listed).size != listed.size:
        message = f"classes names one of {listed.size} twice. List each class once."
        raise EvaluationError(message)
    missing = [str(one) for one in found if one not in listed.tolist()]
    if missing:
        message = f"{', '.join(missing)} is not in classes ({', '.join(map(str, listed))}). "
        raise EvaluationError(message + "Add it, with probability 0 where a model cannot say it.")
    return listed


def confusion(truth: ArrayLike, predicted: ArrayLike) -> pl.DataFrame:
    """A row a pair of classes, wrong and right: truth, predicted, cards, share; sorted by both.

    share: of the cards of that true class, 0 to 1. Every class in either column is crossed with
    every other; 0 cards where a pair never came. Null: share of a class without cards. Raises
    EvaluationError.
    """
    ours, theirs = labels(truth, predicted)
    found = np.unique(np.concatenate([ours, theirs]))
    sides = [np.searchsorted(found, one) for one in (ours, theirs)]
    counts = np.bincount(sides[0] * found.size + sides[1], minlength=found.size**2)
    table = pl.DataFrame(
        {
            "truth": np.repeat(found, found.size).tolist(),
            "predicted": np.tile(found, found.size).tolist(),
            "cards": counts,
        }
    )
    of_type = pl.col("cards").sum().over("truth")
    return table.with_columns(pl.when(of_type > 0).then(pl.col("cards") / of_type).alias("share"))


def checked_probabilities(probabilities: ArrayLike) -> Values:
    """(n_cards, n_classes) as numbers, if each row is a distribution; else EvaluationError."""
    shape = np.shape(probabilities)
    if len(shape) != 2 or 0 in shape:
        message = f"probabilities has shape {shape}; a row a card, a column a class is needed. "
        raise EvaluationError(message + "Pass predict_proba's answer.")
    return _distributions(probabilities, shape)


def _distributions(probabilities: ArrayLike, shape: tuple[int, ...]) -> Values:
    """The probabilities as numbers, if each row is a distribution over the classes."""
    try:
        given = np.asarray(probabilities, dtype=np.float64)
    except (TypeError, ValueError):
        message = "probabilities holds something that is no number. Pass predict_proba's answer."
        raise EvaluationError(message) from None
    same_length(
        given.size and len(np.atleast_1d(given)), shape[0], "rows of probabilities", "cards"
    )
    if given.shape != shape:
        message = f"probabilities has shape {given.shape}; {shape} is needed: a row a card, a "
        raise EvaluationError(message + "column a class. Pass predict_proba's answer.")
    wrong = ~np.isfinite(given).all(axis=1) | (given < 0).any(axis=1)
    wrong |= ~(np.abs(given.sum(axis=1) - 1) <= SUM_ROOM)
    if wrong.any():
        first = int(wrong.argmax())
        message = f"{int(wrong.sum())} of {len(given)} rows are no probabilities (row {first}: sum "
        message += f"{given[first].sum():.4g}); 0 or more, sum 1 are needed. Normalise first."
        raise EvaluationError(message)
    return given
