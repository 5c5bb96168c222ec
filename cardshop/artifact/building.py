"""Cards and settings become what can be kept: a pipeline, two numbers for the gate, measurements.

Temperature and threshold are fitted on lines that the model had not seen; the last fit then takes
every card. Its own training cards would say that it is surer than it is.
"""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

import polars as pl

from cardshop import training
from cardshop.artifact.converting import converted, opsets_of, parity
from cardshop.artifact.measuring import HeldOut, measured
from cardshop.artifact.metadata import (
    SCHEMA,
    Measured,
    Metadata,
    checked_version,
    inputs_of,
)
from cardshop.evaluation import Interval, Metric
from cardshop.features import code_hash, features
from cardshop.training.fingerprints import fingerprints_of
from cardshop.training.fitting import checked, fit

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

CONVERTERS = ("onnx", "onnxruntime", "skl2onnx", "onnxmltools")


@dataclass(frozen=True, kw_only=True)
class Built:
    """A trained model with all that `save` writes beside it; `cards` are its training rows."""

    version: str
    made_on: date
    settings: training.Settings
    cards: pl.DataFrame
    pipeline: Pipeline
    held_out: HeldOut

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
            temperature=self.held_out.temperature,
            threshold=self.held_out.threshold,
            # As it will be read again: lists, where the settings have tuples.
            settings=json.loads(json.dumps(self.settings.as_dict())),
            metrics={name: _figure(one) for name, one in self.held_out.all_metrics.items()},
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
    found = measured(cards, unseen)
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
        held_out=found,
    )


def _figure(metric: Metric) -> Measured:
    found = metric.value
    if isinstance(found, Interval):
        return Measured(found.estimate, found.low, found.high, metric.unit)
    return Measured(found, None, None, metric.unit)


def _converters() -> str:
    listed = [f"{name} {version_of(name)}" for name in CONVERTERS]
    return ", ".join([*listed, f"python {platform.python_version()}"])


def _silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody."""
