"""What a model is worth on held-out lines, and the two numbers that the gate needs from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from cardshop import evaluation
from cardshop.evaluation import Metric

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The bootstrap's draws are fixed, so that a metric of one artefact is one number.
REDRAW_SEED = 0
CARDS, DOLLARS, NATS = "share of cards", "$ a card", "nats a card"


@dataclass(frozen=True, kw_only=True)
class HeldOut:
    """Temperature, threshold and figures from cards of lines that no answering model had seen.

    slices: print languages and grading. desk_by_country: country, cards, desk_share.
    """

    temperature: float
    threshold: float
    metrics: Mapping[str, Metric]
    calibration: Mapping[str, Metric]
    dollars: Mapping[str, Metric]
    slices: pl.DataFrame
    desk_by_country: pl.DataFrame

    @property
    def all_metrics(self) -> dict[str, Metric]:
        """Every figure by name."""
        return {**self.metrics, **self.calibration, **self.dollars}


def measured(cards: pl.DataFrame, unseen: pl.DataFrame) -> HeldOut:
    """The figures of out-of-fold answers (`training.held_out`) to these cards, rows alike.

    Raises EvaluationError: too few lines, or answers that no temperature mends.
    """
    classes = [name.removeprefix("p_") for name in unseen.columns if name.startswith("p_")]
    truth = np.array([classes.index(kind) for kind in unseen["card_type"]])
    given = unseen.select(f"p_{kind}" for kind in classes).to_numpy()
    temperature = evaluation.fit_temperature(given, truth)
    cooled = evaluation.cooled(given, temperature)
    said, sure = cooled.argmax(axis=1), cooled.max(axis=1)
    loss_usd = evaluation.misfile_costs(classes)[truth, said]
    best = evaluation.best_threshold(sure, loss_usd, desk_usd=evaluation.DESK_USD)
    filed = sure >= best.threshold
    drawn = evaluation.redraw_lines(unseen["line_id"].to_numpy(), seed=REDRAW_SEED)

    def mean(values: NDArray[np.generic], unit: str) -> Metric:
        return Metric(evaluation.mean_interval(values.astype(np.float64), drawn), unit)

    def loss(answers: NDArray[np.float64]) -> Metric:
        columns = np.arange(len(classes))
        return mean(evaluation.log_loss_per_card(truth, answers, classes=columns), NATS)

    def error(answers: NDArray[np.float64]) -> Metric:
        sure, right = answers.max(axis=1), answers.argmax(axis=1) == truth
        return Metric(evaluation.expected_calibration_error(sure, right), CARDS)

    return HeldOut(
        temperature=temperature,
        threshold=float(best.threshold),
        metrics={"accuracy": mean(said == truth, CARDS), "log loss": loss(cooled)},
        calibration={
            "log loss before cooling": loss(given),
            "expected calibration error before cooling": error(given),
            "expected calibration error": error(cooled),
        },
        dollars={
            "cost": mean(np.where(filed, loss_usd, evaluation.DESK_USD), DOLLARS),
            "desk share": mean(~filed, CARDS),
            "misfiled of the filed cards": Metric(best.misfiled, "share of filed cards"),
        },
        slices=evaluation.slice_report(said == truth, _slices(cards), drawn),
        desk_by_country=_desk_by_country(cards, ~filed),
    )


def _slices(cards: pl.DataFrame) -> dict[str, NDArray[np.bool_]]:
    language, graded = cards["language"].fill_null("missing"), cards["grade"].is_not_null()
    found = {f"printed in {one}": language == one for one in language.unique().sort()}
    return {name: one.to_numpy() for name, one in (found | {"graded": graded}).items()}


def _desk_by_country(cards: pl.DataFrame, desk: NDArray[np.bool_]) -> pl.DataFrame:
    table = pl.DataFrame({"country": cards["seller_country"], "desk": desk})
    shares = table.group_by("country").agg(cards=pl.len(), desk_share=pl.col("desk").mean())
    return shares.sort("country")
