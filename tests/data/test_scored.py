"""The scored cards that are kept: unseen lines in two parts, and what scoring them again gives."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import load_cards
from cardshop.evaluation import fit_temperature
from cardshop.training import Settings, TrainingError, scored_cards
from record_scored import record, sides


def probabilities(cards: pl.DataFrame) -> np.ndarray:
    return cards.select("^p_.*$").to_numpy()


def test_no_line_is_in_two_parts_or_was_trained_on():
    given = sides()
    lines = [set(one["line_id"]) for one in given]
    assert sum(map(len, lines)) == len(set().union(*lines)) == 542
    assert set(scored_cards("tuning")["line_id"]) == lines[1]
    assert set(scored_cards("test")["line_id"]) == lines[2]


@pytest.mark.parametrize("part", ["tuning", "test"])
def test_what_is_kept_of_a_card_is_what_the_catalogue_says_of_it(part: str):
    kept = scored_cards(part)
    shown = [name for name in kept.columns if name in load_cards().columns]
    catalogue = load_cards().filter(pl.col("card_id").is_in(kept["card_id"].implode()))
    assert len(shown) == 9
    assert kept.select(shown).equals(catalogue.select(shown))


@pytest.mark.parametrize("part", ["tuning", "test"])
def test_the_prediction_is_the_likeliest_type(part: str):
    kept = scored_cards(part)
    types = np.array([one.removeprefix("p_") for one in kept.columns if one.startswith("p_")])
    assert kept["predicted"].to_list() == types[probabilities(kept).argmax(axis=1)].tolist()
    assert kept["confidence"].to_list() == probabilities(kept).max(axis=1).tolist()
    assert np.abs(probabilities(kept).sum(axis=1) - 1).max() < 1e-4


def test_the_temperature_was_fitted_on_the_tuning_lines():
    kept = scored_cards("tuning")
    types = sorted(kept["card_type"].unique())
    codes = np.searchsorted(types, kept["card_type"].to_numpy())
    # Cooled already, so that nothing is left to cool.
    assert fit_temperature(probabilities(kept), codes) == pytest.approx(1, abs=0.02)
    assert kept["temperature"].unique().to_list() == pytest.approx([1.39], abs=0.05)


def test_there_are_two_parts():
    with pytest.raises(TrainingError, match=r"no part 'training'; take one of tuning, test\."):
        scored_cards("training")


@pytest.mark.slow
@pytest.mark.recorded
def test_scored_again_the_cards_have_the_kept_answers():
    again = record(sides(), Settings())
    for part in ("tuning", "test"):
        kept, made = scored_cards(part), again.filter(part=part)
        assert made.schema == kept.schema
        assert made.drop("predicted", "confidence", "temperature", "^p_.*$").equals(
            kept.drop("predicted", "confidence", "temperature", "^p_.*$")
        )
        # Another processor may move a card or two of three thousand.
        assert (made["predicted"] == kept["predicted"]).mean() > 0.998
        assert np.abs(probabilities(made) - probabilities(kept)).max() < 0.01
