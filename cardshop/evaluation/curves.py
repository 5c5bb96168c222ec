"""One class against the rest: what a threshold on its score finds, and what it costs in errors.

A curve judges the order of the scores alone. It knows neither dollars nor whether a probability
of .8 comes true in 80 % of the cards: see `dollars` and `calibration`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cardshop.evaluation.inputs import EvaluationError, numbers, same_length

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def roc(scores: ArrayLike, is_class: ArrayLike) -> pl.DataFrame:
    """A row a threshold, highest first: threshold, true_positive_rate, false_positive_rate.

    A card is called the class where its score is the threshold or more; equal scores are one
    row, and the first row calls none (threshold infinite). is_class: yes or no a card. Raises
    EvaluationError where all cards are of the class, or none.
    """
    from sklearn.metrics import roc_curve

    found, positive = _both_kinds(scores, is_class)
    false_rate, true_rate, thresholds = roc_curve(positive, found, drop_intermediate=False)
    columns = ("threshold", "true_positive_rate", "false_positive_rate")
    return pl.DataFrame(dict(zip(columns, (thresholds, true_rate, false_rate), strict=True)))


def area_under_roc(scores: ArrayLike, is_class: ArrayLike) -> float:
    """The chance that a card of the class scores above another one, ties half; .5 is no order.

    Of pairs of cards, so a rare class can score high while most cards called it are wrong: read
    precision, too. Raises EvaluationError as `roc`.
    """
    from sklearn.metrics import roc_auc_score

    found, positive = _both_kinds(scores, is_class)
    return float(roc_auc_score(positive, found))


def _both_kinds(scores: ArrayLike, is_class: ArrayLike) -> tuple[NDArray, NDArray]:
    found, flags = numbers(scores, "scores"), numbers(is_class, "is_class")
    same_length(found.size, flags.size, "scores", "flags of the class")
    positive = flags > 0
    if positive.all() or not positive.any():
        what = "every" if positive.all() else "no"
        message = f"{what} card of {positive.size} is of the class; a curve needs both kinds. "
        raise EvaluationError(message + "Pass a class that some cards have, or more cards.")
    return found, positive
