"""Recorded runs can be read, changed and run again; what they do not have is refused by name."""

from __future__ import annotations

import pytest

from cardshop.dataset import DatasetError
from cardshop.training import RUNS, TrainingError, recorded, recorded_run


def test_a_run_scores_again_what_its_log_says():
    # The tree: one thread and whole numbers of cards, so the same on every machine.
    run = recorded_run("run_d")
    logged = run.log["scores"]
    scores = run.scores()
    for side in ("train", "test"):
        assert scores[side] == pytest.approx(sum(one[side] for one in logged) / 3, abs=1e-4)


def test_settings_and_columns_change_the_run_and_not_the_record():
    run = recorded_run("run_d")
    before = run.settings, run.columns
    changed = run.scores(settings={"min_samples_leaf": 50}, drop=["weakness", "resistance"])
    assert changed["test"] < run.scores()["test"] - 0.2
    assert (run.settings, run.columns) == before
    assert set(run.log["columns"]) == set(run.columns)


def test_a_model_answers_cards_without_their_type():
    run = recorded_run("run_f")
    answers = run.fit(run.table)(run.table.drop("card_type"))
    assert answers.shape == (run.table.height,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"settings": {"c": 1}}, r"unknown setting of run_f 'c'\. .*Known: C\."),
        ({"drop": ["weakness"]}, r"unknown column of run_f 'weakness'\."),
    ],
)
def test_a_name_that_the_run_does_not_have_is_refused(changes, message):
    run = recorded_run("run_f")
    with pytest.raises(TrainingError, match=message):
        run.fit(run.table, **changes)


def test_an_unknown_run_is_refused_with_those_that_there_are():
    with pytest.raises(TrainingError, match=r"unknown recorded run 'run_z'.*run_a, run_b"):
        recorded_run("run_z")
    assert len(RUNS) == 6


def test_an_altered_table_is_refused(tmp_path, monkeypatch):
    for path in recorded.FOLDER.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "run_a.parquet").open("ab") as table:
        table.write(b"\n")
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    with pytest.raises(DatasetError, match="was altered"):
        recorded_run("run_a")
