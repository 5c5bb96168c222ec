"""What each model is made of: no scaler before trees, fills from training, a rule that files."""

from __future__ import annotations

import pickle

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import split_by_line
from cardshop.features import features
from cardshop.training import pipeline
from cardshop.training.estimators import WordRule
from cardshop.training.fitting import fit, probabilities_of
from tests.data.dollars import WORTH_FILING, priced, word_rule
from training_runs import models, quick, some_cards


def fitted(model, cards=None):
    cards = some_cards() if cards is None else cards
    settings = quick(model)
    table = features(cards, settings.features)
    return fit(table, cards["card_type"].to_numpy(), settings).pipeline


@pytest.mark.parametrize("model", models())
def test_only_linear_models_have_a_scaler(model):
    has_scaler = "StandardScaler" in repr(pipeline(quick(model)))
    assert has_scaler == (model in ("logistic", "network"))


@pytest.mark.parametrize("model", models())
def test_every_member_survives_a_pickle_and_gives_probabilities(model):
    made = pickle.loads(pickle.dumps(fitted(model)))
    table = features(some_cards(), quick(model).features)
    given = made.predict_proba(table)
    assert given.shape == (table.height, made.classes_.size)
    assert np.allclose(given.sum(axis=1), 1, atol=1e-5)
    assert set(made.predict(table)) <= set(made.classes_)
    assert made.classes_.dtype.kind == "U" or made.classes_.dtype == object


@pytest.mark.parametrize("model", models())
def test_a_word_that_training_never_saw_is_no_refusal(model):
    cards = some_cards().with_columns(attack_name=pl.lit("Zorblax Strike"), language=pl.lit("xx"))
    given = probabilities_of(fitted(model), features(cards), np.unique(cards["card_type"]))
    assert np.isfinite(given).all()


@pytest.mark.parametrize("model", ["logistic", "forest"])
def test_a_missing_number_is_filled_with_the_median_of_training(model):
    train, test = split_by_line(some_cards(), 0)
    made = fitted(model, train)
    table = features(test)
    median = float(features(train)["hp"].median())
    holes = table.with_columns(hp=pl.lit(None, pl.Float32))
    filled = table.with_columns(hp=pl.lit(median, pl.Float32))
    assert np.array_equal(made.predict_proba(holes), made.predict_proba(filled))


def test_a_class_that_a_split_never_trained_on_gets_probability_zero():
    cards = some_cards()
    made = fitted("logistic", cards.filter(pl.col("card_type") != "Water"))
    classes = np.unique(cards["card_type"])
    given = probabilities_of(made, features(cards), classes)
    assert (given[:, classes.tolist().index("Water")] == 0).all()
    assert np.allclose(given.sum(axis=1), 1)


def test_the_rule_with_a_desk_below_its_share_is_the_rule_of_the_story():
    train, test = split_by_line(some_cards(4_000), 0)
    rule = WordRule().fit(features(train, "first_word"), train["card_type"])
    words = features(test, "first_word")
    filed = rule.predict_proba(words).max(axis=1) > WORTH_FILING
    assert np.array_equal(filed, rule.covers(words))
    right = rule.predict(words) == test["card_type"].to_numpy()
    assert priced(filed, right) == pytest.approx(word_rule(train, test))
    assert 0.1 < filed.mean() < 0.6


def words_of(*counted):
    pairs = [(word, kind) for word, kind, count in counted for _ in range(count)]
    return np.array([[word] for word, _ in pairs]), np.array([kind for _, kind in pairs])


def test_the_rule_needs_twenty_cards_and_more_than_three_quarters():
    words, types = words_of(
        ("Ember", "Fire", 20), ("Splash", "Water", 15), ("Splash", "Fire", 5), ("Few", "Water", 19)
    )
    rule = WordRule().fit(words, types)
    assert rule.covers([["Ember"], ["Splash"], ["Few"], ["New"]]).tolist() == [1, 0, 0, 0]
    # A word that was always right is still not certain.
    assert rule.predict_proba([["Ember"]]).max() == pytest.approx(20 / 21)
    shares = [np.mean(types == one) for one in rule.classes_]
    assert rule.predict_proba([["New"]])[0] == pytest.approx(shares)
