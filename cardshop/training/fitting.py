"""Cards and settings become a fitted pipeline and its scores on lines that it has not seen."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.features import chosen, features
from cardshop.training.fingerprints import fingerprints_of
from cardshop.training.preparing import pipeline
from cardshop.training.refusals import TARGET, TrainingError, check_cards, check_inputs
from cardshop.training.scoring import SplitScore, Trained, scored, unseen_words
from cardshop.training.settings import Settings
from cardshop.training.validation import Split, splits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import Pipeline

# Called with what is done, how many steps are, and how many there will be.
Progress = Callable[[str, int, int], None]


class Fit(NamedTuple):
    """A fitted pipeline, its time in seconds of the clock, and whether its solver was cut off."""

    pipeline: Pipeline
    seconds: float
    cut_off: bool


def train(cards: pl.DataFrame, settings: Settings, *, progress: Progress | None = None) -> Trained:
    """The pipeline fitted on all cards, with the scores of the same recipe on unseen lines.

    Each split fits anew on its training rows; the last fit takes every card, and no score here
    is its own. One thread. Equal cards and settings give equal hashes. Raises TrainingError,
    FeatureError, before any fit.
    """
    table = checked(cards, settings)
    splits = splits_of(cards, settings)
    tell = progress or _silent
    tell("splits", 0, len(splits) + 1)
    scores: list[SplitScore] = []
    predictions: list[pl.DataFrame] = []
    for done, split in enumerate(splits, start=1):
        score, predicted = _one_split(cards, table, split, settings)
        scores.append(score)
        predictions.append(predicted)
        tell(split.name, done, len(splits) + 1)
    last = fit(table, cards[TARGET].to_numpy(), settings)
    tell("all cards", len(splits) + 1, len(splits) + 1)
    return Trained(
        settings=settings,
        pipeline=last.pipeline,
        scores=tuple(scores),
        predictions=pl.concat(predictions),
        seconds=last.seconds,
        cut_off=last.cut_off,
        fingerprints=fingerprints_of(cards, last.pipeline),
    )


def checked(cards: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """The features of these cards, once nothing speaks against training on them."""
    check_cards(cards)
    table = features(cards, settings.features)
    check_inputs(cards, chosen(settings.features))
    return table


def fit(table: pl.DataFrame, types: NDArray[Any], settings: Settings) -> Fit:
    """One fit of a fresh pipeline of these settings; see `fit_pipeline`."""
    return fit_pipeline(pipeline(settings), table, types)


def fit_pipeline(made: Pipeline, table: pl.DataFrame, types: NDArray[Any]) -> Fit:
    """One fit of a pipeline on these rows, on one thread.

    A solver that ran out of iterations is reported in `cut_off`, not as a warning.
    """
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    begun = time.perf_counter()
    # One thread: equal sums on every machine, and two on busy cores were 36 times slower.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        # A side of a split may be small; of all cards, `check_cards` has asked for two a type.
        warnings.filterwarnings("ignore", "The number of unique classes is greater than 50%")
        made.fit(table, types)
    return Fit(made, time.perf_counter() - begun, _cut_off(made))


def probabilities_of(
    fitted: Pipeline, table: pl.DataFrame, classes: NDArray[Any]
) -> NDArray[np.float64]:
    """(n_rows, n_classes) with a column for each of `classes`, 0 for one the model cannot say."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        given = fitted.predict_proba(table)
    aligned = np.zeros((table.height, classes.size))
    listed = classes.tolist()
    aligned[:, [listed.index(one) for one in fitted.classes_]] = given
    return aligned


def compare(
    cards: pl.DataFrame, candidates: Sequence[Settings], *, progress: Progress | None = None
) -> tuple[Trained, ...]:
    """Every recipe trained on the same splits, in the order given; see `differences`.

    Raises TrainingError unless all agree on how they are validated.
    """
    if not candidates:
        raise TrainingError("no settings to compare. Pass two or more.")
    ways = {
        (one.validation, one.splits, one.split_seed, one.test_share): one.model
        for one in candidates
    }
    if len(ways) > 1:
        message = f"{' and '.join(ways.values())} are validated in different ways; a paired "
        raise TrainingError(message + "difference needs the same splits. Make validation equal.")
    return tuple(train(cards, one, progress=progress) for one in candidates)


def _one_split(
    cards: pl.DataFrame, table: pl.DataFrame, split: Split, settings: Settings
) -> tuple[SplitScore, pl.DataFrame]:
    types = cards[TARGET].to_numpy()
    classes = np.unique(types)
    done = fit(table[split.train], types[split.train], settings)
    given = probabilities_of(done.pipeline, table[split.test], classes)
    return scored(
        cards,
        split,
        (classes, given),
        about={
            "seconds": done.seconds,
            "cut_off": done.cut_off,
            "unseen": unseen_words(table, split),
        },
    )


def _cut_off(fitted: Pipeline) -> bool:
    """Whether lbfgs ended at its limit; other models have no solver that could."""
    model = fitted.named_steps["model"]
    if not hasattr(model, "n_iter_") or not hasattr(model, "C"):
        return False
    return bool(np.max(model.n_iter_) >= model.max_iter)


def _silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody."""
