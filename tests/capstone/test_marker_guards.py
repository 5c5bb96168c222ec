"""What a project leaves about, says or reads must neither stop the marking nor be missed by it."""

from __future__ import annotations

import os

import polars as pl
import pytest

from classroom.marker import Marking, Row, report, watching
from classroom.marker.communication import self_scored
from classroom.marker.criteria import training
from classroom.marker.criteria.monitoring import HARM, harms
from classroom.marker.probes import history
from classroom.marker.rubric import read_rubric
from classroom.marker.work import Found, copy_project
from tests.capstone.projects import commit, git


def test_half_a_letter_and_escapes_do_not_lose_the_report(tmp_path):
    from classroom.marker import _row

    criterion = read_rubric().measured[0]
    part = criterion.parts[0]
    row = _row(criterion, part, {part.id: Found(0.0, "odd \udcff\x1b[31m\nred")})
    assert isinstance(row, Row)
    notes = ("2 documents still say TODO: a.md, b.md.",)
    marking = Marking(tmp_path, (row,), self_scored(tmp_path, read_rubric()), 56.0, notes)
    report.write(marking, tmp_path / "report.md")
    page = (tmp_path / "report.md").read_text("utf-8")
    assert "odd ??[31m red" in page
    assert notes[0] in page


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_in_the_project_is_left_where_it_is(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "README.md").write_text("read me", "utf-8")
    os.mkfifo(tmp_path / "one" / "pipe")
    copy_project(tmp_path / "one", tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["README.md"]


def test_what_git_and_the_learner_s_own_commands_write_is_passed_over(tmp_path):
    before = watching.fingerprint(tmp_path, watching.BUILT)
    for folder in (".git", "artifact", "__marimo__", "docs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file").write_text("new", "utf-8")
    assert watching.changed(before, tmp_path, watching.BUILT) == ["docs/file"]


def test_data_that_came_with_a_second_root_are_in_the_history(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "README.md").write_text("start", "utf-8")
    commit(tmp_path, "Start")
    git(tmp_path, "checkout", "-q", "--orphan", "other")
    (tmp_path / "sales.csv").write_text("12345", "utf-8")
    commit(tmp_path, "Add the sales", "sales.csv")
    git(tmp_path, "add", "-A")
    git(tmp_path, "checkout", "-q", "-f", "main")
    git(tmp_path, "merge", "-q", "--allow-unrelated-histories", "-m", "Merge", "other")
    assert ("sales.csv", 5) in history.files(str(tmp_path))


class Silent:
    """Heard of a project that alerts on some harms only."""

    def __init__(self, *loud: str):
        self.loud = loud

    def fault(self, step: str) -> str:
        return ""

    def value(self, step: str) -> list[str]:
        return ["page: quotes"] if step in self.loud else []


def test_an_alert_at_a_half_only_has_half_of_the_points():
    both = HARM["harm_quotes"]
    found = harms(Silent("quotes at 1.6 times"), both)
    assert found.share == 0.5
    assert found.evidence.startswith("quotes at 1.2 times: no alert")
    assert harms(Silent(*both), both).share == 1
    assert harms(Silent(), both).share == 0


def test_an_error_that_no_model_reaches_earns_nothing(monkeypatch):
    sales = pl.DataFrame({"sale_id": [1, 2], "price_usd": [10.0, 20.0]})

    class Work:
        class tables:  # noqa: N801
            read = staticmethod(lambda name, kind: sales)

    for off, share in ((0.0, 0.0), (4.0, 1.0)):
        quotes = sales.with_columns(pl.col("price_usd") + off)
        monkeypatch.setattr(training, "usable_quotes", lambda work, name, told=quotes: (told, ""))
        assert training.rmse(Work(), "101").share == share
