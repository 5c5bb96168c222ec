"""A fitted pipeline becomes one ONNX graph, and is compared with itself on every training row."""

from __future__ import annotations

import copy
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from cardshop.artifact.metadata import Parity
from cardshop.artifact.refusals import ArtifactError
from cardshop.artifact.running import NUMBERS, WORDS, Model, numbers_and_words

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

# The largest difference between two probabilities that counts as equal.
TOLERANCE = 1e-5
# The newest operators that may be used: "" the standard, then those of scikit-learn's models.
OPSETS = {"": 21, "ai.onnx.ml": 3}
PREPARE, MODEL = "prepare", "model"


def converted(pipeline: Pipeline, names: tuple[str, ...]) -> bytes:
    """The whole pipeline in ONNX: (n, numbers) and (n, words) in, probabilities (n, types) out.

    Raises ArtifactError for a step that has no form in ONNX.
    """
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import FloatTensorType, StringTensorType
    from skl2onnx.common.exceptions import MissingConverter, MissingShapeCalculator

    numbers, words = numbers_and_words(names)
    ready = _by_place(pipeline, (*numbers, *words))
    kinds = [(NUMBERS, FloatTensorType, numbers), (WORDS, StringTensorType, words)]
    inputs = [(name, kind([None, len(some)])) for name, kind, some in kinds if some]
    _register_boosting()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph = convert_sklearn(
                ready,
                "cardshop",
                inputs,
                target_opset=OPSETS,
                options={id(ready.steps[-1][1]): {"zipmap": False}},
            )
    except (MissingConverter, MissingShapeCalculator, NameError, RuntimeError) as error:
        raise _unconvertible(pipeline, error) from None
    del graph.graph.output[:-1]
    return graph.SerializeToString()


def opsets_of(onnx: bytes) -> dict[str, int]:
    """The version of each set of operators that a graph uses, "" being the standard."""
    from onnx import load_from_string

    return {one.domain: one.version for one in load_from_string(onnx).opset_import}


def parity(pipeline: Pipeline, onnx: bytes, table: pl.DataFrame) -> Parity:
    """The converted model against the pipeline on every row of a table of features.

    Raises ArtifactError unless all differ by TOLERANCE at most and no label changes.
    """
    from threadpoolctl import threadpool_limits

    numbers, words = numbers_and_words(tuple(table.columns))
    ours = Model(onnx).probabilities(table.select(numbers), table.select(words))
    with threadpool_limits(1):
        theirs = pipeline.predict_proba(table)
    apart = np.abs(ours - theirs).max(axis=1)
    changed = int((ours.argmax(axis=1) != theirs.argmax(axis=1)).sum())
    found = Parity(cards=table.height, worst_difference=float(apart.max()), changed_labels=changed)
    # Asked in this way, since NaN is no less than anything.
    if changed or not found.worst_difference <= TOLERANCE:
        off = int((~(apart <= TOLERANCE)).sum())
        raise ArtifactError(_unequal(pipeline, found, off))
    return found


def _unequal(pipeline: Pipeline, found: Parity, off: int) -> str:
    message = (
        f"ONNX differs from scikit-learn by more than {TOLERANCE:g} on {off} of {found.cards} "
        f"training rows: {found.changed_labels} changed labels, worst difference "
        f"{found.worst_difference:.2g}. "
    )
    if _scaled(pipeline) and _has_trees(pipeline):
        cause = (
            "Likely cause: a scaler before trees, whose 32-bit values cross a cut. Leave it out."
        )
    elif _has_trees(pipeline):
        cause = "Likely cause: a cut that 32 bits round to its other side. Take another model."
    else:
        cause = "Likely cause: a step that computes in 64 bits. Cast its input to 32 bits."
    return message + cause


def _scaled(pipeline: Pipeline) -> bool:
    return "Scaler" in str(pipeline)


def _has_trees(pipeline: Pipeline) -> bool:
    kind = type(pipeline.steps[-1][1]).__name__
    return any(word in kind for word in ("Tree", "Forest", "XGB", "Boost"))


def _by_place(pipeline: Pipeline, names: tuple[str, ...]) -> Pipeline:
    """The same fitted steps, with columns by place, as tensors have no names."""
    from sklearn.pipeline import Pipeline as Steps

    steps = dict(pipeline.steps)
    if PREPARE not in steps:
        raise _unconvertible(pipeline, "it looks at no feature")
    prepare = copy.copy(steps[PREPARE])
    for own in ("transformers", "transformers_"):
        listed = getattr(prepare, own)
        setattr(prepare, own, [(name, step, _places(some, names)) for name, step, some in listed])
    model = steps[MODEL]
    # The shop's own class around XGBoost translates labels alone.
    inner = getattr(model, "model_", model)
    return Steps([*(steps | {PREPARE: prepare, MODEL: inner}).items()])


def _places(columns: Any, names: tuple[str, ...]) -> list[int]:
    return [one if isinstance(one, int) else names.index(one) for one in columns]


def _unconvertible(pipeline: Pipeline, why: object) -> ArtifactError:
    kind = type(pipeline.steps[-1][1]).__name__
    what = str(why).strip().splitlines()[0]
    return ArtifactError(
        f"{kind} has no form in ONNX ({what}). Take logistic, network, forest or xgboost."
    )


def _register_boosting() -> None:
    from onnxmltools.convert.xgboost.operator_converters.XGBoost import convert_xgboost
    from skl2onnx import update_registered_converter
    from skl2onnx.common.shape_calculator import calculate_linear_classifier_output_shapes
    from xgboost import XGBClassifier

    update_registered_converter(
        XGBClassifier,
        "CardshopXGBClassifier",
        calculate_linear_classifier_output_shapes,
        convert_xgboost,
        options={"nocl": [True, False], "zipmap": [True, False, "columns"]},
    )
