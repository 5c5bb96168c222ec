"""At full size: 12,000 cards, the models that the shop would serve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cardshop.artifact import TOLERANCE, ArtifactError, build, load, save
from cardshop.dataset import load_cards
from cardshop.evaluation import cooled
from cardshop.features import features
from cardshop.training import pipeline, read_settings
from cardshop.training.fitting import fit_pipeline

pytestmark = [pytest.mark.slow, pytest.mark.recorded]


@pytest.mark.parametrize("model", ["logistic", "xgboost"])
def test_all_12_000_cards_get_the_answers_of_scikit_learn(tmp_path, model):
    cards, settings = load_cards(), replace(read_settings(model), splits=2)
    made = build(cards, settings, version="1.0.0", made_on=date(2026, 1, 5))
    artifact = load(save(made, tmp_path))
    assert artifact.metadata.parity.cards == cards.height == 12_000
    assert artifact.metadata.parity.changed_labels == 0
    theirs = made.pipeline.predict_proba(features(cards, settings.features))
    apart = np.abs(artifact.probabilities(cards) - cooled(theirs, artifact.temperature))
    assert apart.max() <= TOLERANCE
    if model == "xgboost":
        with pytest.raises(ArtifactError, match=r"[1-9]\d* changed labels.* scaler before trees"):
            save(replace(made, version="1.0.1", pipeline=behind_a_scaler(made)), tmp_path)


def behind_a_scaler(made):
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    prepare, model = pipeline(made.settings).steps
    steps = Pipeline([prepare, ("scale", StandardScaler()), model])
    table = features(made.cards, made.settings.features)
    return fit_pipeline(steps, table, made.cards["card_type"].to_numpy()).pipeline
