"""Values of an artefact that cannot work, and folders that take no file: one line each."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from artifacts import built
from cardshop.artifact import ArtifactError, load, save, set_latest, store


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> Path:
    return save(built(), tmp_path_factory.mktemp("artifacts"))


@pytest.fixture
def copy(saved, tmp_path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "1.0.0"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("features", '["surprise"]'),
        ("features", '"hp"'),
        ("feature_code", "1"),
        ("feature_code", "null"),
        ("code", "[]"),
        ("temperature", "1" + "0" * 400),
        ("temperature", "Infinity"),
        ("temperature", "1e-40"),
        ("threshold", "NaN"),
        ("threshold", "-5"),
        ("classes", '["Fire", "Fire"]'),
        ("settings", "[" * 100_000),
    ],
)
def test_a_value_that_cannot_work_is_refused_in_one_line(copy, name, text):
    told = json.loads((copy / "metadata.json").read_text("utf-8")) | {name: "@@"}
    contents = store.read_files(copy)
    contents["metadata.json"] = json.dumps(told).replace('"@@"', text).encode()
    shutil.rmtree(copy)
    store.write(copy.parent, copy.name, contents)
    with pytest.raises(ArtifactError, match=r"metadata\.json") as refusal:
        load(copy)
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "cut"),
    [("classes", lambda told: told[:-1]), ("features", lambda told: told[:-3])],
    ids=["a class short", "three features short"],
)
def test_metadata_of_another_model_is_refused_when_it_is_loaded(copy, name, cut):
    told = json.loads((copy / "metadata.json").read_text("utf-8"))
    contents = store.read_files(copy)
    contents["metadata.json"] = json.dumps(told | {name: cut(told[name])}).encode()
    shutil.rmtree(copy)
    store.write(copy.parent, copy.name, contents)
    with pytest.raises(ArtifactError, match="do not belong together") as refusal:
        load(copy)
    assert len(str(refusal.value).splitlines()) == 1


def test_a_name_that_no_disk_takes_is_refused():
    with pytest.raises(ArtifactError, match="cannot be read"):
        load("x" * 5_000)


def test_a_lock_that_is_a_folder_is_refused(copy):
    (copy.parent / ".lock").mkdir()
    with pytest.raises(ArtifactError, match="cannot be written"):
        set_latest(copy.parent, "1.0.0")


def test_a_full_disk_leaves_nothing_behind(copy, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_write_synced", full)
    with pytest.raises(ArtifactError, match="No space left"):
        set_latest(copy.parent, "1.0.0")
    assert {one.name for one in copy.parent.iterdir()} <= {"1.0.0", ".lock"}


def test_a_pipe_in_place_of_latest_is_not_waited_for(copy):
    os.mkfifo(copy.parent / "LATEST")
    with pytest.raises(ArtifactError, match="is no file"):
        load(copy.parent)
