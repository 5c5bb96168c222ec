"""A lesson's project: begun whole, with data and a first commit, and never overwritten."""

from __future__ import annotations

import shutil
import subprocess

import polars as pl
import pytest

from classroom import copies, projects, syllabus
from classroom.copies import CopyError

MAKER = "import pathlib, sys; pathlib.Path(sys.argv[2]).mkdir(); {then}"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one project, whose data are an empty folder."""
    starter = tmp_path / "exercises" / "shop"
    (starter / "shop").mkdir(parents=True)
    (starter / "pyproject.toml").write_text("[project]\n")
    (starter / "shop" / "double.py").write_text("ONE = 1\n")
    (starter / ".gitignore").write_text("data/\n")
    (tmp_path / "data").mkdir()
    (tmp_path / projects.DATA_MAKER).write_text(MAKER.format(then=""))
    (tmp_path / "work").mkdir()
    monkeypatch.setattr(projects, "ROOT", tmp_path)
    monkeypatch.setattr(copies, "ROOT", tmp_path)
    # Neither a name nor settings of whoever runs the tests.
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


def git(folder, *words: str) -> str:
    outcome = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return outcome.stdout


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")


@needs_git
def test_a_project_begins_with_its_data_and_one_commit_of_the_starter(course):
    said = []
    folder = projects.begin("shop", said.append)
    assert folder == course / "work" / "shop"
    assert (folder / "shop" / "double.py").read_text() == "ONE = 1\n"
    assert (folder / "data").is_dir()
    assert len(said) == 1
    assert git(folder, "log", "--format=%s").splitlines() == [projects.FIRST_COMMIT]
    assert git(folder, "status", "--short") == ""
    assert git(folder, "ls-files").split() == [".gitignore", "pyproject.toml", "shop/double.py"]
    assert [path.name for path in (course / "work").iterdir()] == ["shop"]


def test_a_project_that_is_there_stays_as_it_is(course):
    own = course / "work" / "shop" / "mine.py"
    own.parent.mkdir()
    own.write_text("mine\n")
    said = []
    assert projects.begin("shop", said.append) == own.parent
    assert [path.name for path in own.parent.iterdir()] == ["mine.py"]
    assert said == []


def test_without_git_the_project_begins_and_one_line_says_so(course, monkeypatch):
    monkeypatch.setenv("PATH", str(course / "nowhere"))
    said = []
    folder = projects.begin("shop", said.append)
    assert (folder / "shop" / "double.py").exists()
    assert len(said) == 2
    assert "no git here" in said[1]


def test_data_that_cannot_be_made_leave_nothing_behind(course):
    (course / projects.DATA_MAKER).write_text(MAKER.format(then="sys.exit('no cards')"))
    with pytest.raises(CopyError, match=r"make_quotes.py failed \(no cards\); `course doctor`"):
        projects.begin("shop", [].append)
    assert list((course / "work").iterdir()) == []


@needs_git
def test_a_repository_around_the_course_is_not_the_project_s(course, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(course / "elsewhere"))
    folder = projects.begin("shop", [].append)
    assert (folder / ".git").is_dir()
    assert not (course / "elsewhere").exists()


@pytest.mark.slow
def test_the_capstone_begins_with_the_tables_of_the_default_seed(course, monkeypatch):
    root = syllabus.ROOT
    shutil.copytree(root / "exercises" / "capstone", course / "exercises" / "capstone")
    (course / projects.DATA_MAKER).unlink()
    (course / projects.DATA_MAKER).symlink_to(root / projects.DATA_MAKER)
    folder = projects.begin("capstone", [].append)
    sales = pl.read_parquet(folder / "data" / "sales.parquet")
    holdout = pl.read_parquet(folder / "data" / "holdout.parquet")
    assert sales["sale_date"].max() < holdout["sale_date"].min()
    assert git(folder, "ls-files", "data") == ""
