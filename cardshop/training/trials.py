"""Did a feature help? One quick model with and without it, on the same splits by line.

The model is a linear discriminant, because it is solved and not searched for: a fit takes
hundredths of a second, and equal cards give equal answers. Another model may give another
answer; what helped is said of a feature *and* a model.
"""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from polars import selectors

from cardshop.dataset import load_cards
from cardshop.evaluation import over_splits
from cardshop.features import features
from cardshop.training.refusals import TARGET, TrainingError, check_cards
from cardshop.training.validation import Split, by_line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

# What every trial starts from: numbers and categories of a card as they are.
START = ("raw",)
SPLITS = 8
# Added to each variance, of columns with about 1: one-hot columns depend on each other.
RIDGE = 0.01
# A column of text becomes one column a word, and time grows with their square.
MOST_WORDS = 100


class _Fold(NamedTuple):
    """A split with the encoded raw features of all cards, and their types."""

    split: Split
    start: Values
    types: NDArray[Any]


def trial_cards() -> pl.DataFrame:
    """The first half of the catalogue, 6,000 cards: a trial of five features takes 0.5 CPU s."""
    return load_cards().head(6_000)


def feature_trials(
    cards: pl.DataFrame, table: pl.DataFrame, *, splits: int = SPLITS
) -> pl.DataFrame:
    """One row a column of `table`: what it, alone, adds to the raw features of these cards.

    feature; without, with: mean accuracies; difference, low, high: of the paired differences, a
    corrected 95 % interval over the splits; helped: "helped", "hurt", or "unclear" where the
    interval holds 0. Numbers (a null gets the median of training) or text. Raises TrainingError.
    """
    from threadpoolctl import threadpool_limits

    check_cards(cards)
    table = table.with_columns((selectors.categorical() | selectors.enum()).cast(pl.String))
    _check_table(cards, table)
    base, types = (
        features(cards, START),
        np.unique(cards[TARGET].to_numpy(), return_inverse=True)[1],
    )
    with threadpool_limits(1):
        folds = [_Fold(one, _encoded(base, one), types) for one in by_line(cards, splits)]
        without = [_accuracy(one, one.start) for one in folds]
        found = [_trial(table.select(name), folds, without) for name in table.columns]
    return pl.DataFrame(found)


def _trial(column: pl.DataFrame, folds: list[_Fold], without: list[float]) -> dict[str, Any]:
    made = ((one, np.hstack([one.start, _encoded(column, one.split)])) for one in folds)
    ours = list(starmap(_accuracy, made))
    differences = np.subtract(ours, without)
    shares = [one.split.test.size / one.split.train.size for one in folds]
    found = over_splits(differences, test_over_train=float(np.mean(shares))).corrected
    return {
        "feature": column.columns[0],
        "without": float(np.mean(without)),
        "with": float(np.mean(ours)),
        "difference": found.estimate,
        "low": found.low,
        "high": found.high,
        "helped": "helped" if found.low > 0 else "hurt" if found.high < 0 else "unclear",
    }


def _encoded(table: pl.DataFrame, split: Split) -> Values:
    """(n_cards, n_columns) for all rows: what fills, scales and is a word is of training alone.

    As `preparing` does it for linear models, by whole columns: a verdict waits for it.
    """
    parts = [_one_hot if one.dtype == pl.String else _scaled for one in table.iter_columns()]
    return np.hstack([of(one, split) for of, one in zip(parts, table.iter_columns(), strict=True)])


def _one_hot(column: pl.Series, split: Split) -> Values:
    known = column.fill_null("missing")
    words = known[split.train].unique().sort()
    places = known.replace_strict(words, range(len(words)), default=-1).to_numpy()
    return np.equal.outer(places, np.arange(len(words))).astype(np.float64)


def _scaled(column: pl.Series, split: Split) -> Values:
    values = column.cast(pl.Float64)
    median = values[split.train].median()
    filled = values.fill_null(0.0 if median is None else median).to_numpy()
    train = filled[split.train]
    return ((filled - train.mean()) / (train.std() or 1.0)).reshape(-1, 1)


def _accuracy(fold: _Fold, encoded: Values) -> float:
    train, test = fold.split.train, fold.split.test
    weights, offsets = _discriminant(encoded[train], fold.types[train])
    said = (encoded[test] @ weights + offsets).argmax(axis=1)
    return float((said == fold.types[test]).mean())


def _discriminant(rows: Values, types: NDArray[np.intp]) -> tuple[Values, Values]:
    """(n_columns, n_types) weights and (n_types,) offsets of Fisher's linear discriminant.

    scikit-learn shrinks towards the mean variance, so that a column of zeros moves every answer;
    a fixed ridge leaves them alone.
    """
    counts = np.bincount(types)
    means = np.zeros((counts.size, rows.shape[1]))
    np.add.at(means, types, rows)
    means /= np.maximum(counts, 1)[:, None]
    apart = rows - means[types]
    pooled = apart.T @ apart / len(rows) + RIDGE * np.eye(rows.shape[1])
    weights = np.asarray(np.linalg.solve(pooled, means.T), dtype=np.float64)
    with np.errstate(divide="ignore"):
        # A type that training never had gets minus infinity: it is never said.
        priors = np.log(counts / len(rows))
    return weights, priors - (means.T * weights).sum(axis=0) / 2


def _check_table(cards: pl.DataFrame, table: pl.DataFrame) -> None:
    if table.height != cards.height:
        message = f"the table has {table.height} rows for {cards.height} cards. Make it one a card."
        raise TrainingError(message)
    if not table.width:
        raise TrainingError("the table has no column. Pass one feature or more.")
    for one in table.iter_columns():
        kind = one.dtype
        if not (kind.is_numeric() or kind in (pl.Boolean, pl.String)):
            message = f"{one.name!r} is {kind}; numbers, booleans and text can be tried. Cast it."
            raise TrainingError(message)
        if kind.is_float() and not one.drop_nulls().is_finite().all():
            message = f"{one.name!r} holds a NaN or an infinity. Make it null where it is unknown."
            raise TrainingError(message)
        if kind == pl.String and one.n_unique() > MOST_WORDS:
            message = f"{one.name!r} holds {one.n_unique()} different texts; at most {MOST_WORDS} "
            raise TrainingError(message + "can be tried. Group the rare ones.")
