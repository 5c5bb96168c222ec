"""What a column gains: the fixed recipe with and without it, on the same splits by line."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import load_cards
from cardshop.evaluation import over_splits
from cardshop.training import Settings, TrainingError, accuracies, by_line, gain, train, tried


@pytest.fixture(scope="module")
def cards() -> pl.DataFrame:
    return load_cards().gather_every(6)


@pytest.fixture(scope="module")
def hue(cards) -> pl.DataFrame:
    angle = pl.col("scan_hue_deg").radians()
    return cards.select("card_id", x=angle.cos(), y=angle.sin())


def test_the_scores_are_those_of_the_same_features_in_a_training(cards, hue):
    recipe = Settings(groups=("raw", "hue"), splits=2)
    values = train(cards, recipe).values("accuracy")
    assert accuracies(cards, hue, splits=2).values == pytest.approx(values, abs=0.003)
    bare = train(cards, Settings(groups=("raw",), splits=2)).values("accuracy")
    assert accuracies(cards, splits=2).values == bare


def test_a_gain_is_the_paired_difference_in_points_with_the_corrected_interval(cards, hue):
    before, after = accuracies(cards, splits=3), accuracies(cards, hue, splits=3)
    apart = np.subtract(after.values, before.values) * 100
    share = np.mean([one.test.size / one.train.size for one in by_line(cards, 3)])
    want = over_splits(apart, test_over_train=float(share)).corrected
    found = gain(before, after)
    assert (found.points, found.low, found.high) == (want.estimate, want.low, want.high)
    assert found.points == pytest.approx(100 * (found.after - found.before))
    assert tried(cards, hue, splits=3) == found
    assert found.points > 5


def test_rows_are_joined_by_card_and_names_may_repeat(cards, hue):
    shuffled = hue.sample(fraction=1, shuffle=True, seed=1).rename({"x": "hp", "y": "base_hp"})
    assert accuracies(cards, shuffled, splits=2) == accuracies(cards, hue, splits=2)


def test_what_is_kept_comes_first(cards, hue):
    found = tried(cards, cards.select("card_id", "egg_groups"), kept=hue, splits=2)
    assert found.before == accuracies(cards, hue, splits=2).mean
    assert found.after > found.before


def test_nothing_known_gains_nothing(cards):
    empty = pl.lit(None)
    added = cards.select("card_id", a=empty, b=empty.cast(pl.Float64), c=empty.cast(pl.String))
    assert tried(cards, added, splits=2).points == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda cards: cards.select("hp"), "have no 'card_id'; they have hp"),
        (lambda cards: cards.select("card_id", "hp").head(9), "1991 of 2000 cards have no row"),
        (
            lambda cards: pl.concat([cards.select("card_id", "hp")] * 2),
            "4000 rows for 2000 cards",
        ),
        (lambda cards: cards.select("card_id", "release_date"), "holds Date; a model takes"),
        (
            lambda cards: cards.select("card_id", a=pl.lit(1) / (pl.col("retreat_cost") * 1.0)),
            "values of 'a' are infinite",
        ),
    ],
)
def test_what_cannot_be_tried_is_refused_in_one_line(cards, made, message):
    with pytest.raises(TrainingError, match=message) as refused:
        accuracies(cards, made(cards))
    assert "\n" not in str(refused.value)
