"""Whether a feature helped: what a trial says, and that it cannot look at the test lines."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import load_cards
from cardshop.evaluation import over_splits
from cardshop.features import features
from cardshop.training import TrainingError, by_line, feature_trials, trial_cards, trials


@pytest.fixture(scope="module")
def cards() -> pl.DataFrame:
    return load_cards().head(2_000)


def test_the_point_on_the_circle_helps_and_a_coin_does_not(cards):
    coin = pl.Series("coin", np.random.default_rng(0).integers(0, 2, cards.height))
    table = features(cards, ["hue_sin"]).with_columns(coin, told=cards["weakness"])
    found = feature_trials(cards, table, splits=5)
    assert found["feature"].to_list() == ["hue_sin", "coin", "told"]
    assert found["helped"].to_list() == ["helped", "unclear", "helped"]
    assert found["with"][2] > found["with"][0] + 0.1


def test_the_model_is_the_linear_discriminant_of_scikit_learn(cards):
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    rows = features(
        cards, ["base_hp", "base_attack", "base_speed", "hue_sin", "hue_cos"]
    ).to_numpy()
    rows = ((rows - rows.mean(axis=0)) / rows.std(axis=0)).astype(float)
    kinds, types = np.unique(cards["card_type"].to_numpy(), return_inverse=True)
    theirs = LinearDiscriminantAnalysis().fit(rows, types).predict(rows)
    weights, offsets = trials._discriminant(rows, types)
    ours = (rows @ weights + offsets).argmax(axis=1)
    assert kinds.size == offsets.size == 11
    assert (ours == theirs).mean() > 0.98


def test_a_feature_learnt_by_heart_hurts():
    cards = trial_cards()
    lines = cards["line_id"].rank("dense").cast(pl.Int64) % 97
    (found,) = feature_trials(cards, pl.DataFrame({"mark": lines.cast(pl.String)})).to_dicts()
    assert found["helped"] == "hurt"
    assert found["high"] < 0


def test_the_interval_is_the_corrected_one_of_the_differences(cards):
    table = features(cards, ["egg_bug"])
    found = feature_trials(cards, table, splits=4).row(0, named=True)
    single = [mean_over(cards, table, splits) for splits in (2, 3, 4)]
    # Means of the first 2, 3 and 4 splits give the differences one by one.
    third, fourth = 3 * single[1] - 2 * single[0], 4 * single[2] - 3 * single[1]
    first_two = feature_trials(cards, table, splits=2).row(0, named=True)
    shares = [one.test.size / one.train.size for one in by_line(cards, 2)]
    half = first_two["high"] - first_two["difference"]
    spread = half / (12.706204736 * (0.5 + np.mean(shares)) ** 0.5)
    step = spread / 2**0.5
    values = [single[0] - step, single[0] + step, third, fourth]
    shares = [one.test.size / one.train.size for one in by_line(cards, 4)]
    want = over_splits(values, test_over_train=float(np.mean(shares))).corrected
    assert (found["low"], found["high"]) == pytest.approx((want.low, want.high), abs=1e-9)


def mean_over(cards: pl.DataFrame, table: pl.DataFrame, splits: int) -> float:
    return feature_trials(cards, table, splits=splits)["difference"][0]


def test_a_text_that_training_never_had_is_no_opinion(cards):
    # Each line has a word of its own: on unseen lines it says nothing at all.
    (split, *_) = by_line(cards, 2)
    known = cards["line_id"].is_in(cards["line_id"][split.test].unique().to_list())
    mark = pl.select(pl.when(known).then(cards["card_type"]).otherwise(pl.lit("x"))).to_series()
    found = feature_trials(cards, pl.DataFrame({"mark": mark}), splits=2)
    # In the first split a constant in training, in the second known for its training lines.
    assert found["difference"][0] < 0.2


def test_numbers_may_be_missing_and_the_order_of_columns_changes_nothing(cards):
    table = cards.select(
        grade="grade", none=pl.lit(None, dtype=pl.Float64), tall=pl.col("height_m") > 1
    )
    one, other = (
        feature_trials(cards, table),
        feature_trials(cards, table.select(table.columns[::-1])),
    )
    assert one.sort("feature").equals(other.sort("feature"))
    assert one.filter(feature="none")["difference"][0] == 0


def test_classes_are_text(cards):
    texts = cards.select("rarity", "language")
    classes = cards.select(
        pl.col("rarity").cast(pl.Enum(texts["rarity"].unique().sort())),
        pl.col("language").cast(pl.Categorical),
    )
    assert feature_trials(cards, classes).equals(feature_trials(cards, texts))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a": [1.0]}, "the table has 1 rows for 2000 cards"),
        ({}, "the table has 0 rows for 2000 cards"),
        ({"a": [float("inf")] * 2000}, "'a' holds a NaN or an infinity"),
        ({"a": [[1]] * 2000}, r"'a' is List\(Int64\); numbers, booleans and text can be tried"),
        ({"a": [str(one) for one in range(2000)]}, "'a' holds 2000 different texts; at most 100"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_words(cards, table, message):
    with pytest.raises(TrainingError, match=message):
        feature_trials(cards, pl.DataFrame(table))
