"""What a training says of itself: per split with intervals by line, over splits, in pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from cardshop import evaluation
from cardshop.evaluation import Interval
from cardshop.training.fingerprints import Fingerprints
from cardshop.training.refusals import LINE, TARGET
from cardshop.training.settings import Settings
from cardshop.training.validation import Split

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import Pipeline

METRICS = ("accuracy", "log_loss", "macro_f1")
PER_CARD = {"accuracy": "right", "log_loss": "log_loss"}
# The bootstrap's draws are fixed, so that a metric of one run is one number.
REDRAW_SEED = 0


@dataclass(frozen=True, kw_only=True)
class SplitScore:
    """One split: shares 0 to 1, log loss in nats, intervals over other test lines.

    seconds: of its fit. cut_off: the solver ran out of iterations. unseen: per text feature the
    test cards whose word training never had.
    """

    name: str
    n_train: int
    n_test: int
    accuracy: Interval
    log_loss: Interval
    macro_f1: float
    seconds: float
    cut_off: bool
    unseen: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A finished training. `pipeline` saw every card; `scores` are of fits that did not.

    predictions: a row per test card and split: split, row (in the cards), line_id, card_type,
    predicted, right (0 or 1), log_loss, and "p <type>" for each type. seconds: of the last fit.
    """

    settings: Settings
    pipeline: Pipeline
    scores: tuple[SplitScore, ...]
    predictions: pl.DataFrame
    seconds: float
    cut_off: bool
    fingerprints: Fingerprints

    def values(self, metric: str) -> tuple[float, ...]:
        """One number a split."""
        found = [getattr(one, metric) for one in self.scores]
        return tuple(one if isinstance(one, float) else one.estimate for one in found)

    def mean(self, metric: str) -> Interval | None:
        """The recipe's mean over the splits with its interval; None where no honest one exists.

        line, folds: corrected t over the splits (other training lines, too). forward: pooled over
        the tested cards, by line, for these fitted models; None for macro_f1.
        """
        return _mean(self, self.values(metric), _pooled(self, metric))


def scored(
    cards: pl.DataFrame,
    split: Split,
    answers: tuple[NDArray[Any], NDArray[np.float64]],
    *,
    about: Mapping[str, Any],
) -> tuple[SplitScore, pl.DataFrame]:
    """The score of one split and its predictions; answers are (classes, probabilities)."""
    classes, given = answers
    test = cards[split.test]
    truth, predicted = test[TARGET].to_numpy(), classes[given.argmax(axis=1)]
    loss = evaluation.log_loss_per_card(truth, given, classes=classes)
    drawn = evaluation.redraw_lines(test[LINE].to_numpy(), seed=REDRAW_SEED)
    score = SplitScore(
        name=split.name,
        n_train=split.train.size,
        n_test=split.test.size,
        accuracy=evaluation.accuracy_interval(truth, predicted, drawn),
        log_loss=evaluation.mean_interval(loss, drawn),
        macro_f1=evaluation.macro_f1(truth, predicted),
        **about,
    )
    table = pl.DataFrame({"split": [split.name] * test.height, "row": split.test})
    said = {"predicted": predicted, "right": (truth == predicted).astype(float), "log_loss": loss}
    said |= {f"p {kind}": given[:, place] for place, kind in enumerate(classes)}
    return score, table.hstack(test.select(LINE, TARGET)).hstack(pl.DataFrame(said))


def unseen_words(table: pl.DataFrame, split: Split) -> dict[str, int]:
    """Per text feature how many test cards hold a word that the training cards do not."""
    text = [name for name, dtype in table.schema.items() if dtype == pl.String]
    train, test = table[split.train], table[split.test]
    return {name: int((~test[name].is_in(train[name].unique().to_list())).sum()) for name in text}


def differences(trained: Sequence[Trained]) -> pl.DataFrame:
    """Per recipe its means and its paired difference to the first, with 95 % intervals.

    Columns: model, metric, mean, low, high, difference, difference_low, difference_high, seconds
    (median fit). Ours less the first's: above 0 is better for accuracy, worse for log loss.
    Null: the first's difference, and an interval where none is honest.
    """
    return pl.DataFrame(
        [_compared(one, trained[0], metric) for metric in METRICS for one in trained],
        infer_schema_length=None,
    )


def _compared(one: Trained, first: Trained, metric: str) -> dict[str, Any]:
    mean, apart = one.mean(metric), None
    if one is not first:
        pairs = zip(one.values(metric), first.values(metric), strict=True)
        ours, theirs = _pooled(one, metric), _pooled(first, metric)
        pooled = None if ours is None or theirs is None else ours - theirs
        apart = _mean(one, tuple(mine - other for mine, other in pairs), pooled)
    return {
        "model": one.settings.model,
        "metric": metric,
        "mean": mean.estimate if mean else float(np.mean(one.values(metric))),
        **{end: getattr(mean, end, None) for end in ("low", "high")},
        "difference": getattr(apart, "estimate", None),
        **{f"difference_{end}": getattr(apart, end, None) for end in ("low", "high")},
        "seconds": float(np.median([score.seconds for score in one.scores])),
    }


def _pooled(one: Trained, metric: str) -> NDArray[np.float64] | None:
    """The metric card by card over all splits, where it is a mean over cards."""
    return one.predictions[PER_CARD[metric]].to_numpy() if metric in PER_CARD else None


def _mean(
    one: Trained, values: tuple[float, ...], pooled: NDArray[np.float64] | None
) -> Interval | None:
    if one.settings.validation != "forward":
        shares = [score.n_test / score.n_train for score in one.scores]
        return evaluation.over_splits(values, test_over_train=float(np.mean(shares))).corrected
    if pooled is None:
        return None
    drawn = evaluation.redraw_lines(one.predictions[LINE].to_numpy(), seed=REDRAW_SEED)
    return evaluation.mean_interval(pooled, drawn)
