"""What every measure asks of its input, and the one error of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]
    Names = NDArray[np.generic]


class EvaluationError(ValueError):
    """Scores that cannot be computed: empty, of unequal length, with nulls, too few units."""


def names(values: ArrayLike, called: str) -> Names:
    """One name a card, text or whole numbers; raises EvaluationError when empty or with a null."""
    # A list that mixes text and NaN would turn into text, "nan" included.
    found = np.asarray(values if hasattr(values, "dtype") else np.array(values, dtype=object))
    if found.ndim != 1 or found.size == 0:
        message = f"{called} has shape {found.shape}; one name for each of one or more cards is "
        raise EvaluationError(message + "needed. Pass the column of the scored cards.")
    _refuse_nulls(_missing(found), found.size, called)
    if found.dtype.kind == "O" and len({isinstance(one, str) for one in found}) == 1:
        found = np.array(found.tolist())
    if found.dtype.kind not in "UTbiu":
        kind = "text and numbers" if found.dtype.kind == "O" else found.dtype
        message = f"{called} holds {kind}; text or whole numbers are needed. Cast it first."
        raise EvaluationError(message)
    return found


def numbers(values: ArrayLike, called: str) -> Values:
    """One finite number a row; raises EvaluationError when empty, null, NaN or infinite."""
    try:
        found = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        message = f"{called} holds something that is no number; numbers or yes and no are needed."
        raise EvaluationError(message + " Cast it first.") from None
    if found.ndim != 1 or found.size == 0:
        message = f"{called} has shape {found.shape}; one number for each of one or more rows is "
        raise EvaluationError(message + "needed. Pass one column.")
    _refuse_nulls(int((~np.isfinite(found)).sum()), found.size, called)
    return found


def labels(truth: ArrayLike, predicted: ArrayLike) -> tuple[Names, Names]:
    """Both columns, checked: as long as each other, and both text or both numbers."""
    ours, theirs = names(truth, "truth"), names(predicted, "predicted")
    same_length(ours.size, theirs.size, "true labels", "predictions")
    if (ours.dtype.kind in "UT") != (theirs.dtype.kind in "UT"):
        message = f"truth holds {ours.dtype} and predicted holds {theirs.dtype}, so none can be "
        raise EvaluationError(message + "right. Turn codes back into names first.")
    return ours, theirs


def codes(values: ArrayLike, called: str, ends: tuple[int, int]) -> NDArray[np.intp]:
    """One position of a class a card, ends included; raises EvaluationError for others."""
    found = names(values, called)
    whole = found.dtype.kind in "iu"
    found = found.astype(np.intp) if whole else np.array([ends[0] - 1])
    if (found < ends[0]).any() or (found > ends[1]).any():
        message = f"{called} holds more than whole numbers from {ends[0]} to {ends[1]}, the "
        raise EvaluationError(message + "positions of the classes. Pass the position of each.")
    return found


def same_length(ours: int, theirs: int, what: str, other: str) -> None:
    """Raises EvaluationError unless both counts are equal."""
    if ours != theirs:
        message = f"{ours} {what} for {theirs} {other}; one for each is needed. "
        raise EvaluationError(message + "Take both from the same cards, in the same order.")


def share(value: float, called: str, example: float) -> None:
    """Raises EvaluationError unless the value lies between 0 and 1, ends excluded."""
    if not 0 < value < 1:
        message = f"{called} is {value}, not between 0 and 1. Try {example}."
        raise EvaluationError(message)


def _missing(found: Names) -> int:
    if found.dtype.kind == "f":
        return int(np.isnan(found.astype(np.float64)).sum())
    if found.dtype.kind != "O":
        return 0
    return sum(one is None or (isinstance(one, float) and np.isnan(one)) for one in found)


def _refuse_nulls(missing: int, rows: int, called: str) -> None:
    if missing:
        what = f"{missing} of {rows} values of {called} are null or not finite"
        raise EvaluationError(f"{what}; a value in every row is needed. Find out why first.")
