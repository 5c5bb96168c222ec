"""What an artefact answers is what scikit-learn answers; what it costs to load; what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts import CARDS, built
from cardshop import evaluation
from cardshop.artifact import TOLERANCE, Artifact, ArtifactError, load, save
from cardshop.artifact.metadata import inputs_of
from cardshop.contract.fields import FIELDS
from cardshop.features import DEFAULT, FeatureError, code_hash, features
from training_runs import some_cards

MODELS = ("logistic", "xgboost", "network", "forest")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> dict[str, Artifact]:
    root = tmp_path_factory.mktemp("artifacts")
    return {model: load(save(built(model), root / model)) for model in MODELS}


def expected(model: str, cards: pl.DataFrame) -> np.ndarray:
    made = built(model)
    table = features(cards, made.settings.features)
    return evaluation.cooled(made.pipeline.predict_proba(table), made.held_out.temperature)


@pytest.mark.parametrize("model", MODELS)
def test_answers_are_those_of_scikit_learn_on_cards_that_training_never_saw(loaded, model):
    cards = some_cards(CARDS + 400).tail(400)
    ours = loaded[model].probabilities(cards)
    assert ours.dtype == np.float32
    theirs = expected(model, cards)
    assert np.abs(ours - theirs).max() <= TOLERANCE
    # Trees that vote may tie; where the last digit decides, either type is right.
    second, first = np.sort(theirs, axis=1)[:, -2:].T
    clear = first - second > 2 * TOLERANCE
    assert clear.mean() > 0.9
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1))[clear].all()


def values(column: str) -> st.SearchStrategy:
    """Anything that the contract allows, both ends often, and null."""
    field = FIELDS[column]
    if field.dtype == pl.String:
        known = st.sampled_from(some_cards()[column].unique().sort().to_list())
        found = known | st.text(max_size=12) | st.sampled_from(["", " ", "Ember\0x", "É Strike"])
    elif field.dtype == pl.Date:
        found = st.dates(*field.span)
    elif field.dtype == pl.Int64:
        found = st.sampled_from(field.span) | st.integers(*field.span)
    else:
        found = st.sampled_from(field.span) | st.floats(*field.span)
    return st.none() | found


INPUTS = {one.name: FIELDS[one.name].dtype for one in inputs_of(DEFAULT)}
CARD = st.fixed_dictionaries({name: values(name) for name in INPUTS})


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(CARD, min_size=1, max_size=8))
def test_any_card_that_the_contract_allows_gets_the_same_answer_twice(loaded, rows):
    cards = pl.DataFrame(rows, schema=INPUTS)
    for model in ("logistic", "xgboost"):
        ours = loaded[model].probabilities(cards)
        assert np.abs(ours - expected(model, cards)).max() <= TOLERANCE


def test_a_card_alone_gets_the_answer_that_it_gets_among_others(loaded):
    cards = some_cards(40)
    together = loaded["xgboost"].probabilities(cards)
    alone = np.concatenate([loaded["xgboost"].probabilities(cards[i]) for i in range(40)])
    assert np.abs(together - alone).max() <= TOLERANCE


def test_no_cards_get_no_answers(loaded):
    none = some_cards(CARDS).clear()
    assert loaded["logistic"].probabilities(none).shape == (0, len(loaded["logistic"].classes))
    assert loaded["logistic"].decide(none).columns == ["card_type", "confidence", "decision"]
    assert loaded["logistic"].decide(none).is_empty()


def test_a_card_at_the_threshold_is_filed_and_one_below_goes_to_the_desk(loaded):
    artifact, cards = loaded["logistic"], some_cards(CARDS)
    decided = artifact.decide(cards)
    at = float(decided["confidence"].median())
    moved = replace(artifact, metadata=replace(artifact.metadata, threshold=at)).decide(cards)
    filed = moved["decision"] == "file"
    assert (filed == (decided["confidence"] >= at)).all()
    assert 0 < filed.sum() < CARDS
    assert moved.filter(pl.col("confidence") == at)["decision"].to_list() in (["file"], [])
    said = artifact.probabilities(cards).argmax(axis=1)
    assert decided["card_type"].to_list() == [artifact.classes[place] for place in said]


def test_many_threads_get_the_answers_of_one(loaded):
    artifact, cards = loaded["xgboost"], some_cards(64)
    once = artifact.probabilities(cards)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: artifact.probabilities(cards), range(64)))
    assert all((one == once).all() for one in found)


def test_an_artifact_cannot_be_changed(loaded):
    with pytest.raises(FrozenInstanceError):
        loaded["logistic"].metadata = None


def test_a_missing_or_unfit_column_is_named(loaded):
    cards = some_cards(8)
    with pytest.raises(FeatureError, match="no column 'attack_name'"):
        loaded["logistic"].probabilities(cards.drop("attack_name"))
    with pytest.raises(FeatureError, match="'release_date' holds text"):
        loaded["logistic"].probabilities(cards.with_columns(pl.col("release_date").cast(pl.String)))


def behind_a_scaler(trees: int):
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    from cardshop.training.fitting import fit_pipeline
    from cardshop.training.preparing import pipeline

    made = built("xgboost", n_estimators=trees)
    (prepare, model) = pipeline(made.settings).steps
    steps = Pipeline([prepare, ("scale", StandardScaler()), model])
    table = features(made.cards, made.settings.features)
    return replace(
        made, pipeline=fit_pipeline(steps, table, made.cards["card_type"].to_numpy()).pipeline
    )


def test_trees_behind_a_scaler_are_refused_with_the_count_and_the_cause(tmp_path):
    pattern = r"on \d+ of 600 training rows: \d+ changed labels, worst .* scaler before trees"
    with pytest.raises(ArtifactError, match=pattern):
        save(behind_a_scaler(30), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("model", ["word_rule", "dummy"])
def test_a_model_without_a_form_in_onnx_is_refused_in_one_line(tmp_path, model):
    with pytest.raises(ArtifactError, match="no form in ONNX") as refusal:
        save(replace(built(), pipeline=fitted(model)), tmp_path)
    assert len(str(refusal.value).splitlines()) == 1


def fitted(model: str):
    from cardshop.training.fitting import fit
    from training_runs import quick

    cards = some_cards(CARDS)
    return fit(features(cards), cards["card_type"].to_numpy(), quick(model)).pipeline


def test_the_metadata_tells_what_the_model_was_made_of(loaded):
    made, found = built(), loaded["logistic"].metadata
    assert found == made.packed()[1]
    assert found.feature_code == code_hash()
    assert found.features == made.settings.features
    assert found.classes == tuple(sorted(made.cards["card_type"].unique()))
    assert found.made_on == date(2026, 1, 5).isoformat()
    assert found.parity.cards == CARDS
    assert set(found.hashes) == {"training_data", "training_code", "pipeline"}
    assert [one.unit for one in found.inputs if one.name == "scan_hue_deg"] == ["degrees"]
    (hp,) = [one for one in found.inputs if one.name == "hp"]
    assert (hp.kind, hp.span, hp.step) == ("Int64", ("30", "340"), 10)
    for one in found.metrics.values():
        assert one.low is None or one.low <= one.estimate <= one.high
    assert found.metrics["accuracy"].low is not None
    assert json.loads(found.as_json())["version"] == "1.0.0"


def test_temperature_and_threshold_come_from_lines_that_the_model_had_not_seen():
    from cardshop.training import held_out

    made = built()
    unseen = held_out(made.cards, made.settings)
    given = unseen.select(pl.selectors.starts_with("p_"))
    kinds = [name.removeprefix("p_") for name in given.columns]
    truth = np.array([kinds.index(one) for one in unseen["card_type"]])
    assert made.held_out.temperature == evaluation.fit_temperature(given.to_numpy(), truth)
    # The last fit knows its own cards: it looks far better calibrated than it is.
    known = made.pipeline.predict_proba(features(made.cards, made.settings.features))
    assert evaluation.fit_temperature(known, truth) < made.held_out.temperature


def test_serving_loads_no_library_that_trains(tmp_path):
    folder = save(built(), tmp_path)
    heavy = {"sklearn", "pandas", "xgboost", "pandera", "scipy", "onnx", "skl2onnx", "onnxmltools"}
    heavy |= {"statsmodels", "mlflow", "sqlalchemy", "narwhals", "joblib"}
    code = f"""import sys
from cardshop.artifact import load
from cardshop.dataset import load_cards
print(load({str(folder)!r}).decide(load_cards().head(2)).height, *({heavy!r} & set(sys.modules)))"""
    outcome = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert outcome.stdout.split() == ["2"]
