"""Each card is answered by a model that saw none of its line."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import load_cards
from cardshop.training import Settings, TrainingError, held_out, splits_of
from cardshop.training.fitting import checked, fit, probabilities_of
from training_runs import quick, some_cards

KINDS = pl.col("^p_.*$")


def test_every_card_has_a_distribution_over_all_types_in_its_old_place():
    cards = some_cards()
    found = held_out(cards, quick("logistic"))
    assert found["card_id"].equals(cards["card_id"])
    kinds = sorted(cards["card_type"].unique())
    assert found.select(KINDS).columns == [f"p_{kind}" for kind in kinds]
    assert found.select(KINDS).to_numpy().sum(axis=1) == pytest.approx(1)


def test_no_line_is_in_two_folds_and_a_fold_is_answered_by_the_others():
    cards, told = some_cards(), quick("logistic", validation="folds", splits=3)
    found = held_out(cards, told)
    assert found["fold"].n_unique() == 3
    assert found.group_by("line_id").agg(pl.col("fold").n_unique())["fold"].max() == 1
    table, types = checked(cards, told), cards["card_type"].to_numpy()
    for place, split in enumerate(splits_of(cards, told)):
        done = fit(table[split.train], types[split.train], told)
        given = probabilities_of(done.pipeline, table[split.test], np.unique(types))
        assert found.filter(fold=place).select(KINDS).to_numpy() == pytest.approx(given)


def test_the_way_of_validation_does_not_matter_and_equal_settings_give_equal_answers():
    cards = some_cards()
    ways = [quick("logistic", validation=way) for way in ("line", "folds", "forward")]
    first, *others = [held_out(cards, one) for one in ways]
    assert all(one.equals(first) for one in others)


def test_cards_without_an_id_or_with_too_few_folds_are_refused():
    with pytest.raises(TrainingError, match="card_id"):
        held_out(some_cards().drop("card_id"), quick("logistic"))
    with pytest.raises(TrainingError, match="splits is 1; 2 to"):
        held_out(some_cards(), Settings(validation="forward", splits=1))


@pytest.mark.slow
@pytest.mark.recorded
def test_a_model_is_worse_on_lines_that_it_has_not_seen():
    cards, told = load_cards().head(3_000), Settings(splits=4)
    found = held_out(cards, told)
    kinds = np.array([name[2:] for name in found.select(KINDS).columns])
    said = kinds[found.select(KINDS).to_numpy().argmax(axis=1)]
    table, types = checked(cards, told), cards["card_type"].to_numpy()
    seen = fit(table, types, told).pipeline.predict(table)
    assert (seen == types).mean() - (said == types).mean() > 0.05
