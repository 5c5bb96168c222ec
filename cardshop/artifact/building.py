"""Cards and settings become what can be kept: a pipeline, two numbers for the gate, measurements.

Temperature and threshold are fitted on lines that the model had not seen; the last fit then takes
every card. Its own training cards would say that it is surer than it is.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from cardshop import evaluation, training
from cardshop.artifact.converting import converted, opsets_of, parity
from cardshop.artifact.metadata import (
    SCHEMA,
    Measured,
    Metadata,
    checked_version,
    inputs_of,
)
from cardshop.features import code_hash, features
from cardshop.training.fingerprints import fingerprints_of
from cardshop.training.fitting import checked, fit

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import Pipeline

CONVERTERS = ("onnx", "onnxruntime", "skl2onnx", "onnxmltools")
# The bootstrap's draws are fixed, so that a metric of one artefact is one number.
REDRAW_SEED = 0


@dataclass(frozen=True, kw_only=True)
class Built:
    """A trained model with all that `save` writes beside it; `cards` are its training rows."""

    version: str
    made_on: date
    settings: training.Settings
    cards: pl.DataFrame
    pipeline: Pipeline
    temperature: float
    threshold: float
    metrics: Mapping[str, Measured]

    def packed(self) -> tuple[bytes, Metadata]:
        """The ONNX model and the metadata; raises ArtifactError where the two models differ."""
        names = self.settings.features
        onnx = converted(self.pipeline, names)
        equal = parity(self.pipeline, onnx, features(self.cards, names))
        prints = fingerprints_of(self.cards, self.pipeline)
        return onnx, Metadata(
            schema=SCHEMA,
            version=self.version,
            made_on=self.made_on.isoformat(),
            model=self.settings.model,
            classes=tuple(self.pipeline.classes_.tolist()),
            inputs=inputs_of(names),
            features=names,
            temperature=self.temperature,
            threshold=self.threshold,
            settings=self.settings.as_dict(),
            metrics=self.metrics,
            parity=equal,
            opsets=opsets_of(onnx),
            feature_code=code_hash(),
            hashes={
                "training_data": prints.data,
                "training_code": prints.code,
                "pipeline": prints.pipeline,
            },
            code={"git": prints.git, "package": prints.package},
            libraries=f"{prints.libraries}, {_converters()}",
        )


def build(
    cards: pl.DataFrame,
    settings: training.Settings,
    *,
    version: str,
    made_on: date,
    progress: training.Progress | None = None,
) -> Built:
    """A model fitted on all cards, with temperature and threshold from held-out lines.

    Raises ArtifactError, TrainingError, FeatureError, EvaluationError; most before any fit.
    """
    checked_version(version)
    tell = progress or _silent
    tell("held-out lines", 0, 2)
    unseen = training.held_out(cards, settings)
    temperature, threshold, metrics = _measured(unseen)
    tell("all cards", 1, 2)
    table = checked(cards, settings)
    last = fit(table, cards["card_type"].to_numpy(), settings)
    tell("all cards", 2, 2)
    return Built(
        version=version,
        made_on=made_on,
        settings=settings,
        cards=cards,
        pipeline=last.pipeline,
        temperature=temperature,
        threshold=threshold,
        metrics=metrics,
    )


def _measured(unseen: pl.DataFrame) -> tuple[float, float, dict[str, Measured]]:
    """Temperature, threshold, and what they make of these cards of held-out lines."""
    classes = [name.removeprefix("p_") for name in unseen.columns if name.startswith("p_")]
    truth = np.array([classes.index(kind) for kind in unseen["card_type"]])
    given = unseen.select(f"p_{kind}" for kind in classes).to_numpy()
    temperature = evaluation.fit_temperature(given, truth)
    cooled = evaluation.cooled(given, temperature)
    said, confidence = cooled.argmax(axis=1), cooled.max(axis=1)
    costs = evaluation.misfile_costs(classes)
    loss_usd = costs[truth, said]
    best = evaluation.best_threshold(confidence, loss_usd, desk_usd=evaluation.DESK_USD)
    filed = confidence >= best.threshold
    per_card: dict[str, NDArray[Any]] = {
        "accuracy": said == truth,
        "log_loss": evaluation.log_loss_per_card(truth, cooled, classes=np.arange(len(classes))),
        "log_loss_before_cooling": evaluation.log_loss_per_card(
            truth, given, classes=np.arange(len(classes))
        ),
        "desk_share": ~filed,
        "cost_usd": np.where(filed, loss_usd, evaluation.DESK_USD),
    }
    drawn = evaluation.redraw_lines(unseen["line_id"].to_numpy(), seed=REDRAW_SEED)
    found = {
        name: _interval(evaluation.mean_interval(values.astype(float), drawn))
        for name, values in per_card.items()
    }
    return temperature, float(best.threshold), found


def _interval(found: evaluation.Interval) -> Measured:
    return Measured(estimate=found.estimate, low=found.low, high=found.high)


def _converters() -> str:
    listed = [f"{name} {version_of(name)}" for name in CONVERTERS]
    return ", ".join([*listed, f"python {platform.python_version()}"])


def _silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody."""
