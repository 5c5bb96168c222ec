"""Does a feature help? One recipe with and without it, on the same splits by line.

The recipe is fixed: the 19 raw columns and those on trial, numbers filled and scaled, text one-hot,
logistic regression with C = 1 and 400 iterations. What differs between two scores is the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop import evaluation
from cardshop.features import MISSING, features
from cardshop.training.fitting import fit_pipeline
from cardshop.training.preparing import columns_prepared
from cardshop.training.refusals import TARGET, TrainingError, check_cards
from cardshop.training.validation import Split, by_line
from cardshop.training.zoo import classifier

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

KEY = "card_id"
SPLITS = 5
POINTS = 100  # of accuracy: hundredths


class Scores(NamedTuple):
    """One accuracy a split, and the ratio of sizes that the corrected interval needs."""

    values: tuple[float, ...]
    test_over_train: float

    @property
    def mean(self) -> float:
        """The mean over the splits."""
        return float(np.mean(self.values))


class Trial(NamedTuple):
    """Accuracy before and after, and the gain in points with its corrected 95 % interval."""

    before: float
    after: float
    points: float
    low: float
    high: float


def tried(
    cards: pl.DataFrame,
    added: pl.DataFrame,
    *,
    kept: pl.DataFrame | None = None,
    splits: int = SPLITS,
) -> Trial:
    """What the columns of `added` gain on top of the raw ones and of those of `kept`.

    Both hold card_id and any columns of numbers or text, rows in any order. Missing numbers become
    the median of training, missing words a category. The interval is about the recipe, over other
    lines of the catalogue. Raises TrainingError for columns that cannot be used.
    """
    already = [] if kept is None else [kept]
    before = accuracies(cards, *already, splits=splits)
    return gain(before, accuracies(cards, *already, added, splits=splits))


def accuracies(cards: pl.DataFrame, *added: pl.DataFrame, splits: int = SPLITS) -> Scores:
    """The accuracy of the fixed recipe on each split, on the raw columns and those of `added`.

    Raises TrainingError.
    """
    check_cards(cards)
    table = features(cards, "raw").hstack(
        [column for number, one in enumerate(added) for column in _columns(cards, one, number)]
    )
    types, found = cards[TARGET].to_numpy(), by_line(cards, splits)
    values = tuple(_accuracy(table, types, one) for one in found)
    return Scores(values, float(np.mean([one.test.size / one.train.size for one in found])))


def gain(before: Scores, after: Scores) -> Trial:
    """The paired difference of two scores on the same splits, in points."""
    apart = np.subtract(after.values, before.values) * POINTS
    found = evaluation.over_splits(apart, test_over_train=after.test_over_train).corrected
    return Trial(before.mean, after.mean, found.estimate, found.low, found.high)


def _accuracy(table: pl.DataFrame, types: np.ndarray, split: Split) -> float:
    done = fit_pipeline(_recipe(table), table[split.train], types[split.train])
    return float(np.mean(done.pipeline.predict(table[split.test]) == types[split.test]))


def _recipe(table: pl.DataFrame) -> Pipeline:
    from sklearn.pipeline import Pipeline

    text = [name for name, dtype in table.schema.items() if dtype == pl.String]
    numbers = [name for name in table.columns if name not in text]
    prepared = columns_prepared("linear", numbers, text)
    return Pipeline([("prepare", prepared), ("model", classifier("logistic", {}, 0))])


def _columns(cards: pl.DataFrame, added: pl.DataFrame, number: int) -> list[pl.Series]:
    """The columns on trial in the order of the cards, under names that no other table has."""
    if KEY not in added.columns:
        message = f"the columns on trial have no {KEY!r}; they have {', '.join(added.columns)}. "
        raise TrainingError(message + "Select it, too.")
    if added[KEY].n_unique() < added.height:
        message = f"{added.height} rows for {added[KEY].n_unique()} cards. Return one a card."
        raise TrainingError(message)
    found = cards.select(KEY).join(added, on=KEY, how="left", maintain_order="left")
    if absent := cards.height - cards[KEY].is_in(added[KEY].to_list()).sum():
        raise TrainingError(f"{absent} of {cards.height} cards have no row. Return one a card.")
    return [_usable(one).alias(f"{one.name} ({number})") for one in found.drop(KEY)]


def _usable(column: pl.Series) -> pl.Series:
    """Numbers as 64 bits, missing where they are NaN; text with a word where it is missing."""
    if column.dtype in (pl.String, pl.Categorical, pl.Enum):
        return column.cast(pl.String).fill_null(MISSING)
    if not (column.dtype.is_numeric() or column.dtype in (pl.Boolean, pl.Null)):
        message = f"{column.name!r} holds {column.dtype}; a model takes numbers or text. Cast it, "
        raise TrainingError(message + "or make several columns of it.")
    numbers = column.cast(pl.Float64).fill_nan(None)
    if infinite := int(numbers.is_infinite().sum()):
        message = f"{infinite} values of {column.name!r} are infinite. Which division or logarithm "
        raise TrainingError(message + "met a zero?")
    return numbers
