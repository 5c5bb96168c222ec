"""What decisions cost the shop: each card is filed as a type, or sent to the desk.

One threshold on the confidence needs the loss of each card if it were filed; the expected cost
(`cheapest`) needs probabilities that come true, and asks for no threshold. On equal cost the desk
has the card, everywhere: it errs less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop.evaluation.calibration import confidences
from cardshop.evaluation.inputs import EvaluationError, codes, names, numbers, same_length
from cardshop.evaluation.metrics import checked_probabilities

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]

# The course's assumptions, dollars a card: 20 seconds of a person; a misfile on average, of which
# 10 % reach a buyer ($4.20) and 90 % are filed anew ($0.20).
DESK_USD, MISFILE_USD = 0.15, 0.60
# Dear pairs: a Dragon sold as Fighting; any other card sold as a Dragon.
DRAGON, FIGHTING = "Dragon", "Fighting"
DRAGON_AS_FIGHTING_USD, FILED_AS_DRAGON_USD = 3.00, 1.50
# A decision beside the columns of the classes, and a threshold that no confidence reaches.
DESK = -1
NOTHING_FILED = 1.01
# Costs a card this close are equal: sums of .15 and .60 in another order differ in the last digit.
TIE_USD = 1e-9


class Threshold(NamedTuple):
    """Cards at the threshold or above are filed, others go to the desk; `cost_usd` a card.

    desk_share: of all cards. misfiled: share of the filed cards that lose money; None where none
    is filed (threshold NOTHING_FILED).
    """

    threshold: float
    cost_usd: float
    desk_share: float
    misfiled: float | None


def misfile_costs(classes: ArrayLike) -> Values:
    """Dollars by [true, predicted] class, (n_classes, n_classes); 0 where they are the same.

    A Dragon filed as Fighting DRAGON_AS_FIGHTING_USD, another card filed as Dragon
    FILED_AS_DRAGON_USD, every other misfile MISFILE_USD: the average was 10 % x 4.20 + 90 % x .20,
    and stays for what nobody has priced apart. So the matrix's mean misfile is above that average.
    """
    listed = names(classes, "classes").tolist()
    costs = np.full((len(listed), len(listed)), MISFILE_USD)
    if DRAGON in listed:
        costs[:, listed.index(DRAGON)] = FILED_AS_DRAGON_USD
    if DRAGON in listed and FIGHTING in listed:
        costs[listed.index(DRAGON), listed.index(FIGHTING)] = DRAGON_AS_FIGHTING_USD
    np.fill_diagonal(costs, 0.0)
    return costs


def cost_usd(
    confidence: ArrayLike, loss_usd: ArrayLike, *, threshold: float, desk_usd: float = DESK_USD
) -> Values:
    """Dollars of each card, (n_cards,): its loss where filed, else the desk.

    loss_usd: what filing the card as its likeliest type would cost, 0 where that is right. A card
    at the threshold is filed. Take its mean, or `mean_interval` by line. Raises EvaluationError.
    """
    sure, loss = _both(confidence, loss_usd, desk_usd)
    return np.where(sure >= threshold, loss, desk_usd)


def costs_by_threshold(
    confidence: ArrayLike,
    loss_usd: ArrayLike,
    *,
    desk_usd: float = DESK_USD,
    thresholds: ArrayLike | None = None,
) -> pl.DataFrame:
    """A row a threshold, ascending: threshold, cost_usd (a card), desk_share, misfiled.

    thresholds: None takes every distinct confidence (the lowest files everything) and
    NOTHING_FILED, which covers all that a threshold can do. misfiled: as in Threshold, null where
    nothing is filed. Sorts once: n log n. Raises EvaluationError.
    """
    sure, loss = _both(confidence, loss_usd, desk_usd)
    order = np.argsort(sure, kind="stable")
    sure, loss = sure[order], loss[order]
    wanted = np.unique(sure if thresholds is None else numbers(thresholds, "thresholds"))
    if thresholds is None:
        wanted = np.append(wanted, NOTHING_FILED)
    at_desk = np.searchsorted(sure, wanted, side="left")
    filed = sure.size - at_desk
    # Free of the product of no cards and an endless price.
    paid = np.where(at_desk > 0, desk_usd, 0.0) * np.maximum(at_desk, 1)
    table = {"threshold": wanted, "cost_usd": (paid + _from(loss, at_desk)) / sure.size}
    table |= {"desk_share": at_desk / sure.size}
    wrong = _from((loss > 0).astype(np.float64), at_desk) / np.maximum(filed, 1)
    misfiled = pl.when(pl.Series(filed) > 0).then(pl.Series(wrong)).alias("misfiled")
    return pl.DataFrame(table).with_columns(misfiled)


def best_threshold(
    confidence: ArrayLike, loss_usd: ArrayLike, *, desk_usd: float = DESK_USD
) -> Threshold:
    """The threshold with the least cost on these cards, of all of `costs_by_threshold`.

    Where several cost the same (within TIE_USD a card) it is the highest: the desk has the card.
    A free desk gets everything, an endless price nothing. Its cost flatters: it was chosen
    on these cards; score it on other lines. Raises EvaluationError.
    """
    table = costs_by_threshold(confidence, loss_usd, desk_usd=desk_usd)
    costs = table["cost_usd"].to_numpy()
    best = int(np.flatnonzero(costs <= costs.min() + TIE_USD)[-1])
    return Threshold(*table.row(best))


def cheapest(
    probabilities: ArrayLike, costs: ArrayLike, *, desk_usd: float = DESK_USD
) -> NDArray[np.intp]:
    """The cheapest decision for each card, (n_cards,): the column of a class, or DESK.

    Filing as class j is expected to cost the sum over true classes i of probability i times
    costs[i, j]; the least of these is taken if it is below the desk (Bayes' decision). As good as
    the probabilities are: uncalibrated ones misjudge it. The first class of a tie. EvaluationError.
    """
    given = checked_probabilities(probabilities)
    _check_desk(desk_usd)
    expected = given @ _square(costs, given.shape[1])
    chosen = expected.argmin(axis=1)
    return np.where(expected.min(axis=1) < desk_usd - TIE_USD, chosen, DESK)


def decision_cost_usd(
    truth_code: ArrayLike, decided: ArrayLike, costs: ArrayLike, *, desk_usd: float = DESK_USD
) -> Values:
    """Dollars of each card, (n_cards,): costs[true, decided], or the desk where decided is DESK.

    With decided the likeliest class it is the `loss_usd` of the threshold. Raises EvaluationError,
    also for a code that is no column of `costs`.
    """
    _check_desk(desk_usd)
    matrix = _square(costs, len(np.atleast_1d(costs)))
    last = len(matrix) - 1
    truth, said = (
        codes(truth_code, "truth_code", (0, last)),
        codes(decided, "decided", (DESK, last)),
    )
    same_length(truth.size, said.size, "true codes", "decisions")
    return np.where(said == DESK, desk_usd, matrix[truth, said])


def _from(values: Values, start: NDArray[np.intp]) -> Values:
    """The sum of the values from each start to the end."""
    sums = np.append(np.cumsum(values[::-1])[::-1], 0.0)
    return sums[start]


def _both(confidence: ArrayLike, loss_usd: ArrayLike, desk_usd: float) -> tuple[Values, Values]:
    sure, loss = confidences(confidence), numbers(loss_usd, "loss_usd")
    same_length(sure.size, loss.size, "confidences", "losses")
    _check_desk(desk_usd)
    return sure, loss


def _check_desk(desk_usd: float) -> None:
    if not desk_usd >= 0:
        message = f"desk_usd is {desk_usd}; 0 or more is needed (infinite: no desk). The story's "
        raise EvaluationError(message + f"is {DESK_USD}.")


def _square(costs: ArrayLike, size: int) -> Values:
    matrix = np.asarray(costs, dtype=np.float64)
    if matrix.shape != (size, size) or not (np.isfinite(matrix) & (matrix >= 0)).all():
        message = f"costs has shape {matrix.shape}; {(size, size)} dollars of 0 or more, [true, "
        raise EvaluationError(message + "predicted], are needed. Start from misfile_costs.")
    return matrix
