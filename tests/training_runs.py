"""Small cards and settings that the tests of training share."""

from __future__ import annotations

from functools import cache

import polars as pl

from cardshop.dataset import load_cards
from cardshop.training import MODELS, Settings

# Quick options per model; a model without any is quick as it is.
QUICK = {
    "forest": {"n_estimators": 5},
    "xgboost": {"n_estimators": 3, "max_depth": 3},
    "network": {"hidden_units": 8, "epochs": 5},
    "logistic": {"C": 0.1},
}


@cache
def some_cards(rows: int = 800) -> pl.DataFrame:
    """The first cards of the catalogue, in whole lots."""
    return load_cards().head(rows)


def quick(model: str, **told: object) -> Settings:
    """Settings that fit in a moment, two splits by line."""
    options = QUICK.get(model, {})
    return Settings(**{"model": model, "options": options, "splits": 2} | told)


def models() -> list[str]:
    """Every member of the zoo, six of them."""
    assert len(MODELS) == 6
    return list(MODELS)
