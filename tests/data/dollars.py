"""The story's options in dollars a card: desk, model, rule, model with a desk."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import split_by_line
from cardshop.evaluation import (
    DESK_USD,
    MISFILE_USD,
    cooled,
    expected_calibration_error,
    fit_temperature,
)
from tests.data.calibration import (
    EVERYTHING,
    FIRST_WORD,
    SPLITS,
    Score,
    catalogue,
    features,
    fitted,
    logistic,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

# File where the expected misfile is cheaper than the desk: (1 - p) x 0.60 < 0.15.
WORTH_FILING = 1 - DESK_USD / MISFILE_USD
RULE_MIN_CARDS = 20
DESK, MODEL = "everything to the desk", "the model files everything"
RULE, MODEL_AND_DESK = "first attack word, else desk", "calibrated model, else desk"


class Option(NamedTuple):
    """What one way of working costs, which share it files, and how much of that is wrong."""

    cost_usd: float
    filed: float
    wrong: float


def priced(filed: NDArray[np.bool_], right: NDArray[np.bool_]) -> Option:
    """Mean cost of filing the marked cards and sending the rest to the desk."""
    cost = np.where(filed, MISFILE_USD * ~right, DESK_USD)
    return Option(float(cost.mean()), float(filed.mean()), float((~right[filed]).mean()))


def word_rule(train: pl.DataFrame, test: pl.DataFrame) -> Option:
    """File by the first attack word where its usual type was right often enough in training."""
    kinds = train.group_by(word=FIRST_WORD, kind="card_type").len()
    known = kinds.sort("len", descending=True).group_by("word", maintain_order=True)
    rule = known.agg(pl.col("kind").first(), pl.col("len").first(), total=pl.col("len").sum())
    enough = (pl.col("total") >= RULE_MIN_CARDS) & (pl.col("len") / pl.col("total") > WORTH_FILING)
    answers = test.select("card_type", word=FIRST_WORD).join(
        rule.filter(enough), on="word", how="left", maintain_order="left"
    )
    filed = answers["kind"].is_not_null().to_numpy()
    right = (answers["kind"] == answers["card_type"]).fill_null(value=False).to_numpy()
    return priced(filed, right)


class Day(NamedTuple):
    """One split: the options by name, and how sure the model is before and after cooling."""

    options: dict[str, Option]
    temperature: float
    accuracy: float
    mean_confidence: float
    error_before: float
    error_after: float


def temperature_for(train: pl.DataFrame, split: int) -> float:
    """The temperature that a model of three quarters of the lines needs on the rest."""
    fit, held_out = split_by_line(train, split)
    model = logistic(fit, EVERYTHING)
    truth = np.searchsorted(model.classes_, held_out["card_type"].to_numpy())
    return fit_temperature(model.predict_proba(features(held_out, EVERYTHING)), truth)


@cache
def work_a_day(seed: int, split: int) -> Day:
    """Decide on unseen lines; every option learns from all training lines."""
    train, test = split_by_line(catalogue(seed), split)
    temperature = temperature_for(train, split)
    model = fitted(seed, split, EVERYTHING)
    raw = model.predict_proba(features(test, EVERYTHING))
    cool = cooled(raw, temperature)
    right = model.classes_[cool.argmax(1)] == test["card_type"].to_numpy()
    sure = cool.max(1)
    everywhere = np.ones(test.height, dtype=bool)
    return Day(
        {
            DESK: Option(DESK_USD, 0.0, 0.0),
            MODEL: priced(everywhere, right),
            RULE: word_rule(train, test),
            MODEL_AND_DESK: priced(sure > WORTH_FILING, right),
        },
        temperature,
        float(right.mean()),
        float(raw.max(1).mean()),
        expected_calibration_error(raw.max(1), right),
        expected_calibration_error(sure, right),
    )


def days(seed: int) -> tuple[Day, ...]:
    """Five splits of a seed."""
    return tuple(work_a_day(seed, split) for split in SPLITS)


def saved(seed: int, before: str, after: str) -> Score:
    """Dollars a card that `after` saves against `before`, split by split."""
    pairs = zip(cost(seed, before).values, cost(seed, after).values, strict=True)
    return Score(tuple(old - new for old, new in pairs), cost(seed, before).test_over_train)


def cost(seed: int, option: str) -> Score:
    """Dollars a card of an option over the five splits."""
    return Score(tuple(day.options[option].cost_usd for day in days(seed)), 1 / 3)
