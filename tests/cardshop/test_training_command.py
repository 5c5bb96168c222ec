"""`python -m cardshop train`: what it prints, and one line with exit code 2 for wrong use."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import subprocess
import sys

import polars as pl
import pytest

from cardshop.__main__ import main
from cardshop.training.fingerprints import ROOT
from training_runs import some_cards


@pytest.fixture
def cards(tmp_path):
    path = tmp_path / "cards.parquet"
    some_cards().write_parquet(path)
    return path


def told(monkeypatch, capfd, *command):
    """(exit code, standard output, standard error) of one command, in this process."""
    monkeypatch.setattr(sys, "argv", ["cardshop", *map(str, command)])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfd.readouterr()
    return ended.value.code or 0, out, err


def test_a_training_prints_scores_with_intervals_and_hashes(monkeypatch, capfd, cards):
    code, out, err = told(monkeypatch, capfd, "train", "--config", "dummy", "--cards", cards)
    assert (code, err) == (0, "")
    assert re.match(r"dummy: 5 splits and all cards, (less than 2|\d+ to \d+) s\n", out)
    assert out.count("accuracy 0.") == 6
    for name in ("data:", "code:", "git:", "libraries:", "pipeline:"):
        assert f"\n{name} " in out


def test_a_cut_off_solver_is_said(monkeypatch, capfd, cards, tmp_path):
    config = tmp_path / "short.toml"
    config.write_text("splits = 2\n[options]\nmax_iter = 2\n", "utf-8")
    code, out, _ = told(monkeypatch, capfd, "train", "--config", config, "--cards", cards)
    assert code == 0
    assert "raise max_iter under [options]" in out


WRONG_USE = {
    "an unknown command": (["trian"], "No such command"),
    "no configuration": (["train"], "Missing option '--config'"),
    "a configuration that is not there": (
        ["train", "--config", "logistik"],
        "there is no configuration 'logistik'",
    ),
    "a tracker that is none": (
        ["train", "--config", "dummy", "--tracker", "runs.db"],
        "Write sqlite:///runs.db",
    ),
    "cards that are not there": (
        ["train", "--config", "dummy", "--cards", "absent.parquet"],
        "absent.parquet is not there. Name a Parquet file of cards.",
    ),
    "cards that are a folder": (
        ["train", "--config", "dummy", "--cards", str(ROOT)],
        " is a folder. Name a Parquet file of cards.",
    ),
    "an empty configuration": (["train", "--config", ""], "there is no configuration ''"),
    "a tracker in memory": (
        ["train", "--config", "dummy", "--tracker", "sqlite:///:memory:"],
        "nothing is kept in memory",
    ),
    "a tracker with options": (
        ["train", "--config", "dummy", "--tracker", "sqlite:///q.db?mode=ro"],
        "options after a ? are not taken",
    ),
    "cards that are no Parquet": (
        ["train", "--config", "dummy", "--cards", __file__],
        "is no Parquet file",
    ),
}


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_is_one_line_and_exit_code_2(case, monkeypatch, capfd):
    command, expected = WRONG_USE[case]
    code, out, err = told(monkeypatch, capfd, *command)
    assert (code, out) == (2, "")
    assert expected in err
    assert err.count("\n") == 1


def test_a_typo_and_unfit_cards_are_one_line_too(monkeypatch, capfd, cards, tmp_path):
    config = tmp_path / "typo.toml"
    config.write_text('modle = "forest"\n', "utf-8")
    code, _, err = told(monkeypatch, capfd, "train", "--config", config)
    assert (code, err.count("\n")) == (2, 1)
    assert "Did you mean 'model'?" in err
    pl.read_parquet(cards).drop("hp").write_parquet(cards)
    code, _, err = told(monkeypatch, capfd, "train", "--config", "dummy", "--cards", cards)
    assert (code, err.count("\n")) == (2, 1)
    assert "no column 'hp'" in err


def test_a_locked_tracker_is_refused_before_the_training(monkeypatch, capfd, cards, tmp_path):
    path = tmp_path / "runs.db"
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE runs (id INTEGER)")
        other.execute("BEGIN EXCLUSIVE")
        command = ["train", "--config", "dummy", "--cards", cards, "--tracker", f"sqlite:///{path}"]
        code, out, err = told(monkeypatch, capfd, *command)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "locked" in err


UNFIT_CARDS = {
    "types in lists": (pl.concat_list("card_type").alias("card_type"), "'card_type' holds List"),
    "lines in lists": (pl.concat_list("line_id").alias("line_id"), "'line_id' holds List"),
    "lines as numbers with nan": (
        pl.when(pl.col("hp") > 60).then(1.0).otherwise(float("nan")).alias("line_id"),
        "column 'line_id' holds Float64; text or whole numbers are needed. Cast it",
    ),
    "a type a card": (pl.col("card_id").alias("card_type"), "fewer than two cards for each type"),
}


@pytest.mark.parametrize("case", UNFIT_CARDS)
def test_unfit_types_and_lines_are_one_line_and_exit_code_2(case, monkeypatch, capfd, cards):
    column, expected = UNFIT_CARDS[case]
    pl.read_parquet(cards).with_columns(column).write_parquet(cards)
    code, out, err = told(monkeypatch, capfd, "train", "--config", "logistic", "--cards", cards)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert expected in err


def test_rare_types_bring_no_warning_of_a_library(monkeypatch, capfd, cards, tmp_path):
    few = pl.read_parquet(cards).with_row_index("row")
    kind = pl.concat_str(pl.lit("type "), pl.col("row") // 2)
    few.with_columns(card_type=kind).drop("row").head(200).write_parquet(cards)
    config = tmp_path / "some.toml"
    config.write_text("splits = 2\n[options]\nC = 0.01", "utf-8")
    code, _, err = told(monkeypatch, capfd, "train", "--config", config, "--cards", cards)
    assert (code, err) == (0, "")


@pytest.mark.slow
def test_the_command_trains_and_keeps_the_run(cards, tmp_path):
    command = ["-m", "cardshop", "train", "--config", "logistic", "--cards", str(cards)]
    outcome = subprocess.run(
        [sys.executable, "-W", "error", *command, "--tracker", f"sqlite:///{tmp_path / 'runs.db'}"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "recorded as " in outcome.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cards.parquet", "runs.db"]
