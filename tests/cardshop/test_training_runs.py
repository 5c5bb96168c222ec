"""A training says the same thing twice, scores what it has not seen, and refuses what it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache

import numpy as np
import polars as pl
import pytest

from cardshop import evaluation
from cardshop.dataset import split_by_line
from cardshop.features import features
from cardshop.training import (
    TrainingError,
    compare,
    differences,
    estimate,
    pipeline_hash,
    train,
)
from cardshop.training.fingerprints import ROOT, git_commit, training_code_hash
from training_runs import models, quick, some_cards

ELSEWHERE = """
import json, sys
from cardshop.training import train
from training_runs import models, quick, some_cards
found = {one: train(some_cards(), quick(one)).fingerprints.pipeline for one in models()}
print(json.dumps(found))
"""
SEEDLESS = ("dummy", "word_rule", "logistic")


@cache
def trained(model="logistic", **told):
    return train(some_cards(), quick(model, **told))


@pytest.mark.slow
def test_another_process_with_the_same_seed_makes_the_same_pipelines():
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    outcome = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        capture_output=True, text=True, check=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    here = {one: trained(one).fingerprints.pipeline for one in models()}
    assert json.loads(outcome.stdout) == here
    assert len(set(here.values())) == len(here)


@pytest.mark.parametrize("model", [one for one in models() if one not in SEEDLESS])
def test_another_seed_makes_another_pipeline(model):
    assert trained(model).fingerprints.pipeline != trained(model, seed=1).fingerprints.pipeline


def test_other_data_other_options_and_other_features_make_other_hashes():
    usual = trained().fingerprints
    fewer = train(some_cards().head(799), quick("logistic")).fingerprints
    assert fewer.data != usual.data
    assert fewer.pipeline != usual.pipeline
    for told in ({"options": {"C": 0.2}}, {"leave_out": ("hp",)}):
        assert trained_with(told).pipeline != usual.pipeline


def trained_with(told):
    return train(some_cards(), quick("logistic", **told)).fingerprints


def test_a_hash_moves_with_the_last_bit_of_a_weight():
    made = train(some_cards(), quick("logistic")).pipeline
    before = pipeline_hash(made)
    made.named_steps["model"].coef_[3, 3] = np.nextafter(made.named_steps["model"].coef_[3, 3], 9)
    assert pipeline_hash(made) != before


def test_the_code_hash_moves_with_the_code_and_not_with_line_ends(tmp_path):
    (tmp_path / "fitting.py").write_bytes(b"a = 1\nb = 2\n")
    before = training_code_hash(tmp_path)
    (tmp_path / "fitting.py").write_bytes(b"a = 1\r\nb = 2\r\n")
    assert training_code_hash(tmp_path) == before
    (tmp_path / "fitting.py").write_bytes(b"a = 1\nb = 3\n")
    assert training_code_hash(tmp_path) != before
    assert git_commit(tmp_path) == "none"


def test_a_score_is_that_of_a_fit_on_the_training_lines():
    settings, cards = quick("logistic"), some_cards()
    from cardshop.training import pipeline

    train_side, test = split_by_line(cards, 0)
    made = pipeline(settings).fit(features(train_side), train_side["card_type"].to_numpy())
    expected = made.predict(features(test)) == test["card_type"].to_numpy()
    (first, _) = trained().scores
    assert first.accuracy.estimate == pytest.approx(expected.mean())
    assert (first.n_train, first.n_test) == (train_side.height, test.height)
    assert first.accuracy.low < first.accuracy.estimate < first.accuracy.high


def test_predictions_hold_every_tested_card_with_its_probabilities():
    found = trained().predictions
    assert found.height == sum(one.n_test for one in trained().scores)
    kinds = sorted(some_cards()["card_type"].unique())
    given = found.select(f"p {kind}" for kind in kinds).to_numpy()
    assert np.allclose(given.sum(axis=1), 1)
    assert [kinds[one] for one in given.argmax(axis=1)] == found["predicted"].to_list()
    assert some_cards()["card_type"].gather(found["row"]).equals(found["card_type"])
    right = (found["predicted"] == found["card_type"]).cast(pl.Float64)
    assert right.equals(found["right"].alias("predicted"))


def test_the_final_pipeline_saw_every_card():
    cards = some_cards()
    assert trained("dummy").pipeline.named_steps["model"].class_prior_ == pytest.approx(
        [(cards["card_type"] == kind).mean() for kind in sorted(cards["card_type"].unique())]
    )


def test_words_that_only_the_test_side_has_are_counted():
    cards = some_cards()
    _, test = split_by_line(cards, 0)
    marked = pl.col("card_id").is_in(test["card_id"].head(7).to_list())
    word = pl.when(marked).then(pl.lit("Zorblax")).otherwise("attack_name")
    found = train(cards.with_columns(attack_name=word), quick("dummy")).scores[0]
    usual = trained("dummy").scores[0]
    assert found.unseen["first_word"] >= 7
    assert found.unseen["first_word"] <= usual.unseen["first_word"] + 7


def test_a_solver_that_ran_out_of_iterations_says_so():
    found = trained_cut_off()
    assert found.cut_off
    assert all(one.cut_off for one in found.scores)
    assert not trained().cut_off


def trained_cut_off():
    return train(some_cards(), quick("logistic", options={"max_iter": 2}))


def test_the_mean_of_repeated_splits_has_the_corrected_interval():
    settings = trained().settings
    ratio = np.mean([one.n_test / one.n_train for one in trained().scores])
    expected = evaluation.over_splits(trained().values("accuracy"), test_over_train=float(ratio))
    assert settings.validation == "line"
    assert trained().mean("accuracy") == expected.corrected


def test_forward_means_are_pooled_by_line_and_have_no_interval_for_f1():
    found = trained("logistic", validation="forward")
    mean = found.mean("accuracy")
    assert mean.unit == "evolution line"
    assert mean.estimate == pytest.approx(found.predictions["right"].mean())
    assert found.mean("macro_f1") is None
    table = differences([found, trained("dummy", validation="forward")])
    assert table.filter(metric="macro_f1")["low"].null_count() == 2


def test_recipes_are_compared_on_the_same_splits_in_pairs():
    ours, theirs = compare(some_cards(), [quick("dummy"), quick("logistic")])
    assert ours.predictions["row"].equals(theirs.predictions["row"])
    table = differences([ours, theirs]).filter(metric="accuracy")
    apart = np.subtract(theirs.values("accuracy"), ours.values("accuracy"))
    assert table["difference"].to_list() == [None, pytest.approx(apart.mean())]
    assert table["difference_low"][1] < apart.mean() < table["difference_high"][1]


def test_recipes_that_are_validated_differently_are_not_compared():
    with pytest.raises(TrainingError, match="needs the same splits"):
        compare(some_cards(), [quick("dummy"), quick("logistic", split_seed=3)])
    with pytest.raises(TrainingError, match="no settings to compare"):
        compare(some_cards(), [])


def test_progress_is_told_from_nothing_to_all():
    told = []
    train(some_cards(), quick("dummy"), progress=lambda *step: told.append(step))
    assert [done for _, done, _ in told] == [0, 1, 2, 3]
    assert {of for _, _, of in told} == {3}


def test_an_estimate_is_a_range():
    found = estimate(some_cards(), quick("logistic"))
    assert 0 < found.low < found.high
    assert str(found._replace(low=4.2, high=9.6)) == "4 to 10 s"
