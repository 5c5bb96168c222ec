"""A small model in ONNX to practise with: numbers in, one type and its probability out.

It lies in data/practice_model; `data/record_practice.py` wrote it. No product of the course.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from cardshop.dataset import DATA
from cardshop.features import chosen, features

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = DATA / "practice_model"
PRACTICE_MODEL = FOLDER / "model.onnx"
GROUPS = (
    "base_hp", "base_attack", "base_defense", "base_sp_attack", "base_sp_defense", "base_speed",
    "height_m", "weight_kg", "hp", "attack_damage", "retreat_cost", "scan_saturation",
    "scan_brightness", "hue", "egg",
)  # fmt: skip
# What a day's record keeps of each card beside the answer.
KEPT = (
    "card_id", "lot_id", "language", "rarity", "hp", "attack_damage", "scan_hue_deg",
    "scan_saturation", "scan_brightness",
)  # fmt: skip


def practice_features() -> tuple[str, ...]:
    """The names of the 30 features that the model reads, in its order."""
    return tuple(one.name for one in chosen(GROUPS))


def practice_inputs() -> tuple[str, ...]:
    """The columns of a card that these features are made of, each once."""
    return tuple(dict.fromkeys(name for one in chosen(GROUPS) for name in one.inputs))


def answered(cards: pl.DataFrame) -> pl.DataFrame:
    """What the journal of a day holds: KEPT, and the model's card_type and confidence.

    A row a card, in order; `card_type` is the answer, never the truth. Nulls are filled as in
    training. Raises FeatureError for cards without the columns of `practice_inputs`.
    """
    numbers = features(cards, GROUPS).to_numpy().astype("float32")
    types, shares = cast("list[Any]", _session().run(None, {"numbers": numbers}))
    said = pl.Series("card_type", types, dtype=pl.String)
    return cards.select(KEPT).with_columns(
        said, pl.Series("confidence", shares.max(axis=1).astype(float))
    )


@lru_cache(maxsize=1)
def _session() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(PRACTICE_MODEL), options)
