"""Does a confidence of .8 come true in 80 % of the cards? And how is it mended with one number.

A model that learned on some evolution lines is too sure of others: its temperature must be fitted
on held-out lines. On held-out cards of known lines it looks calibrated, and the fit finds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from cardshop.evaluation.inputs import EvaluationError, codes, numbers, same_length
from cardshop.evaluation.metrics import SUM_ROOM, checked_probabilities, log_loss

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]

BINS = 10
# Where temperatures are looked for: at the ends a model is all but certain, or all but blind.
COLDEST, HOTTEST = 0.05, 20.0


def reliability(confidence: ArrayLike, right: ArrayLike, *, bins: int = BINS) -> pl.DataFrame:
    """A row a bin of equal width that holds cards: low, high, cards, confidence, accuracy, gap.

    confidence: the probability of the type that was named, 0 to 1; in a row its mean, as
    accuracy is. gap: confidence less accuracy, above 0 where the model is too sure. A bin holds its
    low end, the last one both. Bins without cards are left out. Raises EvaluationError.
    """
    sure, hits = confidences(confidence), numbers(right, "right") > 0
    same_length(sure.size, hits.size, "confidences", "values of right")
    if bins < 1:
        message = f"{bins} bins; one or more are needed. Take {BINS}."
        raise EvaluationError(message)
    edges = np.linspace(0, 1, bins + 1)
    place = np.digitize(sure, edges[1:-1])
    cards = pl.DataFrame(
        {"low": edges[place], "high": edges[place + 1], "confidence": sure, "right": hits}
    )
    kept = cards.group_by("low", "high").agg(
        pl.len().cast(pl.Int64).alias("cards"), pl.col("confidence").mean(), pl.col("right").mean()
    )
    gap = (pl.col("confidence") - pl.col("right")).alias("gap")
    return kept.sort("low").with_columns(gap).rename({"right": "accuracy"})


def expected_calibration_error(
    confidence: ArrayLike, right: ArrayLike, *, bins: int = BINS
) -> float:
    """The mean over cards of the size of the gap of their bin (`reliability`), 0 to 1.

    Biased: luck in a bin counts as error (a perfectly calibrated model scored .058 on 100 cards,
    .020 on 1,000, .011 on 3,000, drawn one by one; more where cards of a line are alike), gaps
    within a bin cancel. Compare at equal bins and numbers of cards. Raises EvaluationError.
    """
    table = reliability(confidence, right, bins=bins)
    cards = table["cards"].to_numpy()
    return float((np.abs(table["gap"].to_numpy()) * cards).sum() / cards.sum())


def cooled(probabilities: ArrayLike, temperature: float) -> Values:
    """Softmax of the logarithms over the temperature, (n_cards, n_classes), rows that sum to 1.

    The same as dividing a softmax model's scores by it. Above 1 a model becomes less sure, at 1
    nothing changes. The order of a card's classes stays, and so does the accuracy; 0 stays 0.
    Raises EvaluationError.
    """
    given = checked_probabilities(probabilities)
    if not 0 < temperature < np.inf:
        message = f"temperature is {temperature}; a number above 0 is needed. 1 changes nothing."
        raise EvaluationError(message)
    with np.errstate(divide="ignore"):
        scaled = np.log(given) / temperature
    scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return scaled / scaled.sum(axis=1, keepdims=True)


def fit_temperature(probabilities: ArrayLike, truth_code: ArrayLike) -> float:
    """The temperature with the least log loss on these cards; they must be of held-out lines.

    truth_code: the column of each card's true class, 0 to n_classes - 1. Fitted on cards of lines
    that the model has seen, it is too low. Raises EvaluationError where none between COLDEST and
    HOTTEST is best (every card right, or worse than a guess).
    """
    from scipy.optimize import minimize_scalar

    given = checked_probabilities(probabilities)
    columns = np.arange(given.shape[1])
    truth = codes(truth_code, "truth_code", (0, columns.size - 1))

    # Convex in 1 / temperature, so that one search over its logarithm finds the one minimum.
    def loss(log_temperature: float) -> float:
        return log_loss(truth, cooled(given, np.exp(log_temperature)), classes=columns)

    ends = float(np.log(COLDEST)), float(np.log(HOTTEST))
    found = float(minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": 1e-6}).x)
    if min(found - ends[0], ends[1] - found) < 1e-3:
        message = f"the best temperature of {len(given)} cards is {np.exp(found):.3g}, an end of "
        message += f"{COLDEST} to {HOTTEST}: too few errors, or no better than a guess. "
        raise EvaluationError(message + "Pass more held-out lines, or check the classes' order.")
    return float(np.exp(found))


def confidences(values: ArrayLike) -> Values:
    """One number from 0 to 1 a card; raises EvaluationError for others."""
    found = numbers(values, "confidence")
    wrong = (found < 0) | (found > 1 + SUM_ROOM)
    if wrong.any():
        message = f"{int(wrong.sum())} of {found.size} confidences lie outside 0 to 1 (the first: "
        message += f"{found[wrong][0]:.4g}). Pass the largest probability of each card."
        raise EvaluationError(message)
    return np.minimum(found, 1.0)
