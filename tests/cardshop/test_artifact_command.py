"""`python -m cardshop package` and `evaluate`: what they write and print, and their refusals."""

from __future__ import annotations

import sys

import pytest

from cardshop.__main__ import main
from cardshop.artifact import latest, load, versions
from training_runs import some_cards


@pytest.fixture
def inputs(tmp_path):
    cards, config = tmp_path / "cards.parquet", tmp_path / "quick.toml"
    some_cards(400).write_parquet(cards)
    config.write_text("splits = 2\n[options]\nC = 0.1\n", "utf-8")
    return ["--config", config, "--cards", cards, "--artifacts", tmp_path / "artifacts"]


def told(monkeypatch, capfd, *command):
    """(exit code, standard output, standard error) of one command, in this process."""
    monkeypatch.setattr(sys, "argv", ["cardshop", *map(str, command)])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfd.readouterr()
    return ended.value.code or 0, out, err


def test_a_packaged_model_is_kept_served_and_read_again(monkeypatch, capfd, tmp_path, inputs):
    root = tmp_path / "artifacts"
    code, out, err = told(monkeypatch, capfd, "package", *inputs, "--version", "1.0.0", "--latest")
    assert (code, err) == (0, "")
    assert f"written to {root / '1.0.0'}" in out
    assert versions(root) == (latest(root),) == (load(root).version,) == ("1.0.0",)
    code, out, err = told(monkeypatch, capfd, "evaluate", "--artifact", root)
    assert (code, err) == (0, "")
    assert out.startswith("# Model card: card types 1.0.0")
    for figure in ("accuracy", "log loss", "threshold", "temperature", "desk share", "printed in"):
        assert figure in out
    code, out, err = told(monkeypatch, capfd, "package", *inputs, "--version", "1.0.0")
    assert (code, out) == (2, "")
    assert "none is overwritten. Take 1.0.1" in err


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["evaluate", "--artifact", "/nowhere"], "/nowhere is no folder."),
        (["package", "--config", "logistic", "--artifacts", "/nowhere", "--version", "1"], "MAJOR"),
        (["package", "--config", "logistic", "--version", "1.0.0"], "--artifacts"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(monkeypatch, capfd, command, message):
    code, out, err = told(monkeypatch, capfd, *command)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1
