"""How cards are split for scoring: always by whole evolution lines, since species are the sample.

line     repeated random lines: unseen species of known generations
folds    every line in test once, folds of about equal size
forward  each of the last generations, trained on those before it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import DatasetError, shuffle_key, split_by_line, split_forward, usable
from cardshop.evaluation import FEWEST_UNITS
from cardshop.training.refusals import LINE, TARGET, TrainingError
from cardshop.training.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROW = "row number of the split"
# What helps where a split trains on one type, and where it tests on too few lines. A further fold
# leaves more lines to each training side, a further generation back leaves fewer.
REMEDIES = {
    "line": ("Pass more lines, or lower test_share.", "Pass more lines, or raise test_share."),
    "folds": ("Pass more lines, or raise splits.", "Pass more lines, or lower splits."),
    "forward": ("Pass older cards, or lower splits.", "Pass more lines, or lower splits."),
}


class Split(NamedTuple):
    """Rows of the cards to train on and to score on, in ascending order; no line in both."""

    name: str
    train: NDArray[np.intp]
    test: NDArray[np.intp]


def splits_of(cards: pl.DataFrame, settings: Settings) -> tuple[Split, ...]:
    """The splits that the settings ask for; raises TrainingError where one cannot be scored."""
    kinds = {
        "line": lambda: by_line(
            cards, settings.splits, seed=settings.split_seed, test_share=settings.test_share
        ),
        "folds": lambda: by_folds(cards, settings.splits, seed=settings.split_seed),
        "forward": lambda: forward(cards, settings.splits),
    }
    found = kinds[settings.validation]()
    for one in found:
        _check_split(cards, one, REMEDIES[settings.validation])
    return found


def by_line(
    cards: pl.DataFrame, splits: int, *, seed: int = 0, test_share: float = 0.25
) -> tuple[Split, ...]:
    """Repeated random splits: `split_by_line` with the seeds from `seed` on.

    Test sides overlap: judge their mean with the corrected interval. Raises TrainingError.
    """
    numbered = cards.with_row_index(ROW)
    seeds = range(seed, seed + splits)
    try:
        pairs = [split_by_line(numbered, one, test_share=test_share) for one in seeds]
    except DatasetError as error:
        raise TrainingError(str(error)) from None
    return tuple(_split(f"seed {one}", *pair) for one, pair in zip(seeds, pairs, strict=True))


def by_folds(cards: pl.DataFrame, folds: int, *, seed: int = 0) -> tuple[Split, ...]:
    """Grouped K-fold: every line in exactly one test side, largest lines dealt first.

    Each line goes to the smallest fold so far, lines of equal size in an order of the seed.
    Raises TrainingError for fewer lines than folds, or fewer than two folds.
    """
    lines = _lines(cards)
    sizes = sorted(lines.value_counts().iter_rows(), key=lambda one: shuffle_key(seed, one[0]))
    if not 2 <= folds <= len(sizes):
        message = f"{folds} folds of {len(sizes)} evolution lines; 2 to {len(sizes)} are possible. "
        raise TrainingError(message + "Lower splits, or pass cards of more lines.")
    filled = [0] * folds
    fold_of: dict[object, int] = {}
    for line, size in sorted(sizes, key=lambda one: -one[1]):
        fold_of[line] = min(range(folds), key=lambda fold: filled[fold])
        filled[fold_of[line]] += size
    fold = np.array([fold_of[line] for line in lines])
    return tuple(
        Split(f"fold {one}", np.flatnonzero(fold != one), np.flatnonzero(fold == one))
        for one in range(folds)
    )


def forward(cards: pl.DataFrame, splits: int) -> tuple[Split, ...]:
    """Each of the last `splits` generations in test, trained on older ones (`split_forward`).

    Older cards of a line that goes on in the tested generation are on neither side. These splits
    differ in kind, so their mean has no interval over splits. Raises TrainingError.
    """
    try:
        known = sorted(usable(cards, "generation").unique().to_list())
        if splits > len(known) - 1:
            message = f"{splits} forward splits need {splits + 1} generations; the cards have "
            raise TrainingError(f"{message}{len(known)}. Lower splits to {len(known) - 1}.")
        numbered = cards.with_row_index(ROW)
        pairs = [(one, split_forward(numbered, one)) for one in known[-splits:]]
    except DatasetError as error:
        raise TrainingError(str(error)) from None
    return tuple(_split(f"generation {one}", *pair) for one, pair in pairs)


def _split(name: str, train: pl.DataFrame, test: pl.DataFrame) -> Split:
    rows = [side[ROW].to_numpy().astype(np.intp) for side in (train, test)]
    return Split(name, rows[0], rows[1])


def _lines(cards: pl.DataFrame) -> pl.Series:
    try:
        return usable(cards, LINE)
    except DatasetError as error:
        raise TrainingError(str(error)) from None


def _check_split(cards: pl.DataFrame, split: Split, remedies: tuple[str, str]) -> None:
    if cards[TARGET].gather(split.train).n_unique() < 2:
        raise TrainingError(f"{split.name} trains on one type alone. {remedies[0]}")
    lines = cards[LINE].gather(split.test).n_unique()
    if lines < FEWEST_UNITS:
        message = f"{split.name} tests on {lines} evolution lines; {FEWEST_UNITS} or more carry an "
        raise TrainingError(f"{message}interval. {remedies[1]}")
