"""From a table of features to what a classifier wants, by family; fitted on training rows alone.

linear  missing numbers become the median of training, then mean 0 and deviation 1; text one-hot
trees   the same fill and one-hot, no scaler: a cut does not care for units, and a scaler in
        front of trees breaks parity after the export to ONNX (see docs/decisions.md)
word    first_word alone
none    whatever comes, unseen
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from cardshop.features import FEATURES
from cardshop.training.settings import Settings
from cardshop.training.zoo import MODELS, Family, classifier

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline


def pipeline(settings: Settings) -> Pipeline:
    """The unfitted pipeline of these settings: it takes the table that `features()` gives."""
    from sklearn.pipeline import Pipeline

    model = classifier(settings.model, settings.options, settings.seed)
    family = MODELS[settings.model].family
    steps = [] if family == "none" else [("prepare", _prepared(family, settings.features))]
    return Pipeline([*steps, ("model", model)])


def _prepared(family: Family, names: tuple[str, ...]) -> Any:
    from sklearn.compose import ColumnTransformer

    if family == "word":
        return ColumnTransformer([("word", "passthrough", ["first_word"])])
    text = [name for name in names if FEATURES[name].dtype == pl.String]
    return columns_prepared(family, [name for name in names if name not in text], text)


def columns_prepared(family: Family, numbers: Sequence[str], text: Sequence[str]) -> Any:
    """The unfitted step that prepares these columns, of the catalogue or not, for a family."""
    from sklearn.compose import ColumnTransformer

    parts = [("numbers", _numbers(family), numbers), ("text", _text(), text)]
    # Dense: these tables have about 100 columns, and ONNX and the trees want them dense.
    return ColumnTransformer([part for part in parts if part[2]], sparse_threshold=0)


def _numbers(family: Family) -> Any:
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    # A split may hold no value of a column that the whole catalogue has: it becomes 0 there.
    fill = ("fill", SimpleImputer(strategy="median", keep_empty_features=True))
    return Pipeline([fill, ("scale", StandardScaler())] if family == "linear" else [fill])


def _text() -> Any:
    from sklearn.preprocessing import OneHotEncoder

    # A word that training never saw gets zeros in all columns: no opinion, not a refusal.
    return OneHotEncoder(handle_unknown="ignore", sparse_output=False)
