"""Models are compared on later sales, written down, and made again to the byte."""

from __future__ import annotations

import json

import polars as pl
import pytest

from capstone import predict, train
from capstone.artifact import load
from capstone.columns import QuoteError
from capstone.training import candidates, species_effects, split_by_time
from small_sales import small_sales


def test_the_later_part_begins_after_the_earlier_one_ends():
    earlier, later = split_by_time(small_sales(400), 0.2)
    assert earlier["sale_date"].max() < later["sale_date"].min()
    assert earlier.height + later.height == 400
    assert 0.15 < later.height / 400 < 0.25


def test_every_candidate_is_tracked_and_the_best_is_kept(artifact_dir):
    runs = [json.loads(line) for line in (artifact_dir / "runs.jsonl").read_text().splitlines()]
    assert [run["name"] for run in runs] == [one.name for one in candidates()]
    assert len(runs) >= 3
    (chosen,) = [run for run in runs if run["chosen"]]
    assert chosen["rmse_usd"] == min(run["rmse_usd"] for run in runs)
    metadata = load(artifact_dir).metadata
    assert metadata["settings"] == chosen["settings"]
    # The kept model is learned from all sales, the compared ones from the earlier part.
    assert metadata["train_rows"] > chosen["train_rows"]


def test_the_same_sales_make_the_same_artefact(data_dir, artifact_dir, tmp_path):
    train(data_dir, tmp_path)
    names = sorted(path.name for path in artifact_dir.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    assert all((artifact_dir / one).read_bytes() == (tmp_path / one).read_bytes() for one in names)


def test_a_species_own_price_is_not_in_the_effect_that_it_is_learned_with():
    effects, own = species_effects(pl.Series([1, 1, 2]), pl.Series([0.6, 0.2, 0.9]), 1.0)
    assert effects == pytest.approx({1: 0.8 / 3, 2: 0.9 / 2})
    assert own.to_list() == pytest.approx([0.2 / 2, 0.6 / 2, 0.0])


def test_folders_without_sales_and_without_enough_of_them_are_refused(tmp_path):
    with pytest.raises(QuoteError, match="There is no"):
        train(tmp_path, tmp_path)
    small_sales(90).write_parquet(tmp_path / "sales.parquet")
    with pytest.raises(QuoteError, match="has 90 usable sales; a model needs"):
        train(tmp_path, tmp_path / "artifact")


def test_quotes_come_in_the_order_of_the_sales_without_a_null(artifact_dir):
    sales = small_sales(60, seed=1).sample(fraction=1, shuffle=True, seed=0)
    quotes = predict(artifact_dir, sales)
    assert quotes["sale_id"].to_list() == sales["sale_id"].to_list()
    assert quotes["price_usd"].is_finite().all()
    assert (quotes["price_usd"] > 0).all()
    assert predict(artifact_dir, sales.drop("price_usd")).equals(quotes)


def test_a_price_follows_the_index(artifact_dir):
    sales = small_sales(60, seed=1)
    risen = sales.with_columns(pl.col("index_vintage", "index_modern") * 1.5)
    ratio = predict(artifact_dir, risen)["price_usd"] / predict(artifact_dir, sales)["price_usd"]
    assert ratio.median() == pytest.approx(1.5, rel=0.01)


def test_a_quote_without_an_index_is_refused(artifact_dir):
    sales = small_sales(9).with_columns(index_modern=None, index_vintage=None)
    with pytest.raises(QuoteError, match="9 of 9 sales have no index"):
        predict(artifact_dir, sales)


@pytest.mark.parametrize("name", ["model.ubj", "weights.json", "metadata.json"])
def test_a_file_that_changed_after_training_is_refused(name, artifact_dir, tmp_path):
    for path in artifact_dir.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    if not (tmp_path / name).exists():
        pytest.skip("the kept model has no such file")
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    with pytest.raises(QuoteError, match="was changed after training"):
        load(tmp_path)


def test_an_artefact_of_other_feature_code_is_refused(artifact_dir, monkeypatch):
    monkeypatch.setattr("capstone.artifact.code_hash", lambda: "other")
    with pytest.raises(QuoteError, match="made by other code"):
        load(artifact_dir)
