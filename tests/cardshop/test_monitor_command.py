"""`python -m cardshop monitor`: which page it opens with which files, and what it refuses."""

from __future__ import annotations

import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cardshop.__main__ import main
from cardshop.monitoring import commands


@pytest.fixture
def told(tmp_path, monkeypatch, capfd):
    """(exit code, what would be started, errors) of a command, in a course of two files."""
    started: list[list[str]] = []

    def start(words: list[str], **_: object) -> SimpleNamespace:
        started.append(words)
        return SimpleNamespace(returncode=0)

    (tmp_path / "page.py").write_text("", "utf-8")
    for kind in ("journal", "labels"):
        (tmp_path / f"incident_2_{kind}.parquet").write_bytes(b"")
    monkeypatch.setattr(commands, "APP", tmp_path / "page.py")
    monkeypatch.setattr(commands, "INCIDENTS", tmp_path)
    monkeypatch.setattr(subprocess, "run", start)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CARDSHOP_JOURNAL", raising=False)

    def run(*words: str) -> tuple[int, list[list[str]], str]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        ported = words if "--port" in words else (*words, "--port", port)
        monkeypatch.setattr(sys, "argv", ["cardshop", "monitor", *ported])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, started, capfd.readouterr().err

    return run


def test_a_journal_and_its_labels_are_opened_in_a_process_of_their_own(told, tmp_path):
    for name in ("mine.db", "labels.parquet"):
        (tmp_path / name).write_bytes(b"")
    code, started, err = told("--journal", "mine.db", "--labels", "labels.parquet")
    assert (code, err) == (0, "")
    (words,) = started
    assert words[1:5] == ["-m", "marimo", "run", str(tmp_path / "page.py")]
    files = ["--journal", str(tmp_path / "mine.db"), "--labels", str(tmp_path / "labels.parquet")]
    assert words[words.index("--") + 1 :] == files


def test_an_example_is_a_recorded_incident(told, tmp_path):
    code, started, _ = told("--example", "2")
    assert code == 0
    assert str(tmp_path / "incident_2_journal.parquet") in started[0]
    assert str(tmp_path / "incident_2_labels.parquet") in started[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "there is no journal journal.db. `python -m cardshop serve` writes one as it answers"),
        (["--journal", "."], "there is no journal ."),
        (["--example", "7"], "no recorded incident 7. There are 2."),
        (["--example", "two"], "Invalid value for '--example'"),
        (["--example", "2", "surplus"], "unexpected extra argument"),
        (["--example", "2", "--port", "0"], "Invalid value for '--port'"),
    ],
)
def test_what_cannot_be_opened_is_one_line_and_exit_code_2(told, words, message):
    code, started, err = told(*words)
    assert (code, started) == (2, [])
    assert message in err
    assert len(err.splitlines()) == 1


def test_labels_a_port_or_a_page_that_are_not_there_are_named(told, tmp_path, monkeypatch):
    (tmp_path / "mine.db").write_bytes(b"")
    assert "no labels nowhere" in told("--journal", "mine.db", "--labels", "nowhere")[2]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"port {port} cannot be listened on" in told("--example", "2", "--port", port)[2]
    monkeypatch.setattr(commands, "APP", tmp_path / "gone.py")
    assert "gone.py is not there: run this in a clone" in told("--example", "2")[2]
    monkeypatch.setattr(commands.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(commands, "APP", tmp_path / "page.py")
    assert "marimo is not installed" in told("--example", "2")[2]
