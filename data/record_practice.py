"""How the practice models are made: python data/record_practice.py writes them.

Two logistic regressions on the clean delivery's cards, each on one half of the evolution lines,
so that the catalogue's cards are new prints to both. Their numbers differ, their inputs do not.
"""

from __future__ import annotations

import hashlib
from typing import Any, cast

import polars as pl
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from cardshop.contract import read_delivery
from cardshop.contract.parsing import parse
from cardshop.dataset import delivery_path, split_by_line
from cardshop.features import features
from cardshop.training.practice import FOLDER, GROUPS, practice_features

HALVES_SEED = 0
NAMES = ("model.onnx", "other.onnx")


def halves() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cards that each of the two is trained on."""
    return split_by_line(parse(read_delivery(delivery_path("clean"))), HALVES_SEED, test_share=0.5)


def trained(cards: pl.DataFrame) -> Pipeline:
    """The fitted pipeline, from an array of the features."""
    made = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(C=0.3, max_iter=400))
    return made.fit(features(cards, GROUPS).to_numpy(), cards["card_type"].to_numpy())


def in_onnx(made: Pipeline) -> bytes:
    """The pipeline as ONNX: `numbers` (n, 30) in, a type and the share of each type out."""
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType

    inputs: Any = [("numbers", FloatTensorType([None, len(practice_features())]))]
    options = {id(made): {"zipmap": False}}
    graph = cast("Any", to_onnx(made, initial_types=inputs, options=options))
    return graph.SerializeToString()


def record() -> None:
    """Write both models and their CHECKSUMS."""
    FOLDER.mkdir(exist_ok=True)
    lines = []
    for name, cards in zip(NAMES, halves(), strict=True):
        content = in_onnx(trained(cards))
        (FOLDER / name).write_bytes(content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (FOLDER / "CHECKSUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    record()
