"""Cards that cannot be trained on are refused before any fit, with the remedy."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.features import FeatureError
from cardshop.training import Settings, TrainingError, train
from training_runs import quick, some_cards


def changed(**columns):
    return some_cards().with_columns(**columns)


WRONG_CARDS = {
    "no rows": (lambda: some_cards().head(0), "has no rows"),
    "no types": (lambda: some_cards().drop("card_type"), "no column 'card_type'"),
    "a card without a type": (
        lambda: changed(card_type=pl.when(pl.col("hp") > 60).then("card_type")),
        "have no card_type",
    ),
    "a single class": (
        lambda: changed(card_type=pl.lit("Water")),
        "every card has card_type 'Water'",
    ),
    "no lines": (lambda: some_cards().drop("line_id"), "no column 'line_id'"),
    "a missing column": (lambda: some_cards().drop("hp"), "no column 'hp', needed by hp"),
    "a column under another name": (
        lambda: some_cards().rename({"hp": "HP"}),
        "There is 'HP'",
    ),
    "a number that is text": (lambda: changed(hp=pl.lit("60")), "column 'hp' holds text"),
    "infinity": (
        lambda: changed(weight_kg=pl.when(pl.col("hp") > 60).then(np.inf).otherwise("weight_kg")),
        "values of 'weight_kg' are infinite. Set them to null",
    ),
    "a column of nulls": (
        lambda: changed(hp=pl.lit(None, pl.Int64)),
        "column 'hp' holds no value at all, so hp says nothing",
    ),
    "a column of nan": (lambda: changed(weight_kg=pl.lit(np.nan)), "'weight_kg' holds no value"),
    "a constant number": (
        lambda: changed(scan_saturation=pl.lit(0.5)),
        'set leave_out = ["scan_saturation"]',
    ),
    "one number and nulls": (
        lambda: changed(scan_saturation=pl.when(pl.col("hp") > 60).then(0.5)),
        "'scan_saturation' is 0.5 on every card that has one",
    ),
    "a constant text": (
        lambda: changed(language=pl.lit("en")),
        "'language' is 'en' on every card that has one",
    ),
    "an angle of nulls": (
        lambda: changed(scan_hue_deg=pl.lit(None, pl.Float64)),
        'set leave_out = ["scan_hue_deg", "hue_sin", "hue_cos"]',
    ),
    "a type a card": (lambda: changed(card_type="card_id"), "800 types on 800 cards"),
    "types as numbers of decimals": (
        lambda: changed(card_type=pl.col("hp") * 1.0),
        "column 'card_type' holds Float64; text or whole numbers are needed",
    ),
    "a constant angle": (lambda: changed(scan_hue_deg=pl.lit(90.0)), "is 90.0 on every card"),
}


@pytest.mark.parametrize("case", WRONG_CARDS)
def test_cards_that_cannot_be_trained_on_are_refused_before_any_fit(case):
    make, expected = WRONG_CARDS[case]
    told = []
    with pytest.raises((TrainingError, FeatureError)) as found:
        train(make(), Settings(), progress=lambda *step: told.append(step))
    assert expected in str(found.value)
    assert "\n" not in str(found.value)
    assert told == []


def test_a_silent_column_that_was_left_out_on_purpose_is_no_obstacle():
    settings = quick("dummy", leave_out=("language",))
    assert train(changed(language=pl.lit("en")), settings).scores
    assert train(changed(hp=pl.when(pl.col("hp") > 60).then("hp")), quick("logistic")).scores
