"""What `course doctor` finds: each trouble by its name, with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from classroom import health, progress
from classroom.syllabus import ROOT


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A course of its own for the doctor to look at."""
    monkeypatch.setattr(health, "ROOT", tmp_path)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    for folder in ("solutions", "exercises"):
        ignored = shutil.ignore_patterns("__pycache__", "__marimo__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return tmp_path


def test_a_sound_place_is_well(place):
    looks = (health._place, health._packages, health._exercises, health._work, health._record)
    assert [look() for look in looks if not look()[0]] == []


def test_lines_of_the_record_that_count_for_nothing_are_trouble(place):
    path = place / progress.RECORD
    path.parent.mkdir()
    path.write_text("{torn\n")
    assert health._record() == (False, "1 lines count for nothing: line 1, torn or damaged")


def test_a_record_that_cannot_be_read_is_trouble(place):
    (place / progress.RECORD).mkdir(parents=True)
    well, told = health._record()
    assert not well
    assert "Move it away" in told


def test_a_file_named_work_is_trouble(place):
    (place / "work").write_text("mine")
    well, told = health._work()
    assert not well
    assert "rename it" in told


def test_a_folder_that_readers_take_for_a_pattern_is_trouble(place, monkeypatch):
    monkeypatch.setattr(health, "ROOT", place / "course [1]")
    well, told = health._place()
    assert not well
    assert "rename that folder" in told


def test_a_package_that_is_missing_or_too_old_is_named(place):
    wanted = '[project]\ndependencies = ["not-a-package", "polars>=999", "typer"]\n'
    (place / "pyproject.toml").write_text(wanted)
    well, told = health._packages()
    assert not well
    assert told == "missing or too old: not-a-package, polars>=999. Run `uv sync`."


def test_a_compiled_package_that_does_not_load_is_named(monkeypatch):
    monkeypatch.setattr(health, "HEAVY", ("json", "not_a_package"))
    well, told = health._libraries()
    assert not well
    assert told.startswith("not_a_package does not load: ModuleNotFoundError")


def test_writing_into_the_exercise_itself_is_told_and_is_no_trouble(place):
    exercise = place / "exercises" / "01_data_engineering.py"
    exercise.write_text(exercise.read_text("utf-8") + "# mine\n", "utf-8")
    well, told = health._exercises()
    assert well
    assert told.startswith("written in: 01_data_engineering.py")


def test_a_look_that_breaks_does_not_cost_the_others(monkeypatch):
    def broken() -> tuple[bool, str]:
        raise OSError("no such device")

    monkeypatch.setattr(health, "_python", broken)
    monkeypatch.setattr(health, "HEAVY", ())
    found = list(health.findings())
    assert found[0].what == "Python"
    assert not found[0].well
    assert len(found) > 5
