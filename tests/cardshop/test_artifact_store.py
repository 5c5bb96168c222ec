"""Folders of artefacts: whole or not there, never overwritten, refused when they were touched."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from artifacts import built, numbered
from cardshop.artifact import (
    ArtifactError,
    latest,
    load,
    previous,
    save,
    serving,
    set_latest,
    store,
    versions,
)

FILES = ("model.onnx", "metadata.json", "MODEL_CARD.md", "SHA256SUMS")


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> Path:
    return save(built(), tmp_path_factory.mktemp("artifacts"))


@pytest.fixture
def copy(saved, tmp_path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "1.0.0"))


def refused(folder: Path, pattern: str) -> None:
    with pytest.raises(ArtifactError, match=pattern) as refusal:
        load(folder)
    assert len(str(refusal.value).splitlines()) == 1


def rewritten(folder: Path, name: str, content: bytes) -> None:
    """Change a file and its hash, as somebody would who means to."""
    contents = store.read_files(folder) | {name: content}
    shutil.rmtree(folder)
    store.write(folder.parent, folder.name, contents)


def changed_metadata(folder: Path, **changes: object) -> None:
    told = json.loads((folder / "metadata.json").read_text("utf-8")) | changes
    rewritten(folder, "metadata.json", json.dumps(told).encode())


def test_a_version_holds_four_files_and_nothing_else_is_left(saved):
    assert {one.name for one in saved.iterdir()} == set(FILES)
    assert [one.name for one in saved.parent.iterdir()] == ["1.0.0"]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(copy, name):
    (copy / name).unlink()
    refused(copy, f"{name} is missing")


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_refused(copy, name):
    (copy / name).write_bytes(b"")
    refused(copy, f"{name} (is not as it was written|lists nothing)")


@pytest.mark.parametrize("name", FILES)
def test_a_torn_file_is_refused(copy, name):
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    refused(copy, f"{name} (is not as it was written|lists)")


@pytest.mark.parametrize("name", FILES[:3])
def test_one_changed_byte_is_refused(copy, name):
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    refused(copy, f"{name} is not as it was written")


@pytest.mark.parametrize("name", FILES)
def test_a_link_out_of_the_folder_is_refused(copy, saved, name):
    (copy / name).unlink()
    (copy / name).symlink_to(saved / name)
    refused(copy, f"{name} leads out of its folder")


def test_a_folder_in_place_of_a_file_is_refused(copy):
    (copy / "model.onnx").unlink()
    (copy / "model.onnx").mkdir()
    refused(copy, "model.onnx is missing")


def test_hashes_that_list_another_file_are_refused(copy):
    lines = (copy / "SHA256SUMS").read_text("utf-8").replace("MODEL_CARD.md", "../../secret")
    (copy / "SHA256SUMS").write_text(lines, "utf-8")
    refused(copy, "SHA256SUMS lists")


def test_metadata_of_another_schema_is_refused(copy):
    changed_metadata(copy, schema=2)
    refused(copy, "has schema 2, and this code reads 1")


@pytest.mark.parametrize(
    ("changes", "pattern"),
    [
        ({"surprise": 1}, "lacks or adds surprise"),
        ({"temperature": "warm"}, "value of another kind"),
        ({"temperature": 0}, "value of another kind"),
        ({"inputs": [{"name": "hp"}]}, "value of another kind"),
        ({"metrics": []}, "value of another kind"),
        ({"version": "2.0.0"}, "holds version 2.0.0"),
        ({"version": "two"}, "value of another kind"),
    ],
)
def test_metadata_that_does_not_fit_is_refused(copy, changes, pattern):
    changed_metadata(copy, **changes)
    refused(copy, pattern)


@pytest.mark.parametrize("text", [b"{", b"[]", b"null", b"\xff\xfe"])
def test_metadata_that_is_no_record_is_refused(copy, text):
    rewritten(copy, "metadata.json", text)
    refused(copy, r"metadata\.json")


def test_other_feature_code_is_refused_with_what_to_do(copy, monkeypatch):
    monkeypatch.setattr(serving, "code_hash", lambda: "f" * 64)
    refused(copy, "made with feature code .* Roll the code back .* or train anew")


def test_a_model_that_does_not_run_is_refused(copy):
    rewritten(copy, "model.onnx", b"no model")
    refused(copy, "does not run the model")


def test_operators_from_the_future_are_refused(copy):
    import onnx

    model = onnx.load_from_string((copy / "model.onnx").read_bytes())
    model.opset_import[0].version = 999
    rewritten(copy, "model.onnx", model.SerializeToString())
    refused(copy, "does not run the model")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    refused(tmp_path / "nowhere", "is no folder")


def test_a_version_is_never_overwritten(saved):
    before = {one.name: one.read_bytes() for one in saved.iterdir()}
    with pytest.raises(ArtifactError, match=r"1\.0\.0 is in .* already.*Take 1\.0\.1"):
        save(built(), saved.parent)
    assert before == {one.name: one.read_bytes() for one in saved.iterdir()}


@pytest.mark.parametrize(
    "version", ["1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "", "../1.0.0", "1.0.0\n"]
)
def test_a_version_is_three_numbers(tmp_path, version):
    with pytest.raises(ArtifactError, match=r"is not MAJOR\.MINOR\.PATCH"):
        save(numbered(version), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_versions_are_in_order_of_their_numbers(saved, tmp_path):
    for version in ("1.10.0", "1.9.0", "1.2.10"):
        shutil.copytree(saved, tmp_path / version)
    (tmp_path / "notes").mkdir()
    assert versions(tmp_path) == ("1.2.10", "1.9.0", "1.10.0")
    assert versions(tmp_path / "nowhere") == ()


def test_the_latest_is_served_and_the_one_before_is_kept(saved, tmp_path):
    for version in ("1.0.0", "1.1.0"):
        save(numbered(version), tmp_path)
    with pytest.raises(ArtifactError, match="has no LATEST"):
        latest(tmp_path)
    set_latest(tmp_path, "1.0.0")
    assert (latest(tmp_path), previous(tmp_path)) == ("1.0.0", None)
    set_latest(tmp_path, "1.1.0")
    set_latest(tmp_path, "1.1.0")
    assert (latest(tmp_path), previous(tmp_path)) == ("1.1.0", "1.0.0")
    assert load(tmp_path).version == "1.1.0"
    assert load(tmp_path / "1.0.0").version == "1.0.0"
    with pytest.raises(ArtifactError, match=r"no version 2\.0\.0\. Versions: 1\.0\.0, 1\.1\.0"):
        set_latest(tmp_path, "2.0.0")


@pytest.mark.parametrize("text", ["", "1.0.0/../..", "9.9.9", "\x00"])
def test_a_latest_that_names_nothing_is_refused(saved, text):
    (saved.parent / "LATEST").write_text(text, "utf-8")
    try:
        refused(saved.parent, "which is not there")
    finally:
        (saved.parent / "LATEST").unlink()


def python(code: str, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", code, *arguments])


KILLED = """import os, signal, sys
from pathlib import Path
from cardshop.artifact import set_latest, store
root, saved, what, at = sys.argv[1:]
calls = 0
for name in ("_write_synced", "_sync_folder"):
    def counted(*told, real=getattr(store, name)):
        global calls
        calls += 1
        if calls == int(at):
            os.kill(os.getpid(), signal.SIGKILL)
        real(*told)
    setattr(store, name, counted)
if what == "write":
    store.write(Path(root), "2.0.0", store.read_files(Path(saved)))
else:
    set_latest(Path(root), "1.1.0")
"""


@pytest.mark.parametrize("at", [3, 5, 6])
def test_kill_9_while_writing_leaves_a_whole_version_or_none(saved, tmp_path, at):
    # Calls 1 to 4 write a file each, 5 syncs the folder, 6 the root after the rename.
    ended = python(KILLED, str(tmp_path), str(saved), "write", str(at)).wait()
    assert ended == -signal.SIGKILL
    whole = at == 6
    assert versions(tmp_path) == (("2.0.0",) if whole else ())
    if whole:
        assert set(store.read_files(tmp_path / "2.0.0")) == set(FILES[:3])
    else:
        store.write(tmp_path, "2.0.0", store.read_files(saved))
        assert versions(tmp_path) == ("2.0.0",)


def test_the_next_save_sweeps_what_killed_writers_left_and_nothing_younger(saved, tmp_path):
    for _ in range(2):
        python(KILLED, str(tmp_path), str(saved), "write", "3").wait()
    dead, young = sorted(tmp_path.glob(f"{store.UNFINISHED}*"))
    name = tmp_path / f"{store.UNFINISHED}name"
    name.write_text("1.1.0\n", "utf-8")
    long_ago = time.time() - store.ABANDONED_S - 60
    for one in (dead, name):
        os.utime(one, (long_ago, long_ago))
    store.write(tmp_path, "2.0.0", store.read_files(saved))
    assert {one.name for one in tmp_path.iterdir()} == {young.name, "2.0.0"}


def test_the_next_change_of_the_latest_sweeps_what_killed_ones_left(saved, tmp_path):
    for version in ("1.0.0", "1.1.0"):
        shutil.copytree(saved, tmp_path / version)
    set_latest(tmp_path, "1.0.0")
    dead, young = (tmp_path / f"{store.UNFINISHED}{one}" for one in ("dead", "young"))
    long_ago = time.time() - store.ABANDONED_S - 60
    for one in (dead, young):
        one.write_text("1.1.0\n", "utf-8")
    os.utime(dead, (long_ago, long_ago))
    set_latest(tmp_path, "1.1.0")
    assert [one.name for one in tmp_path.glob(f"{store.UNFINISHED}*")] == [young.name]


@pytest.mark.parametrize(("at", "found"), [(3, "1.0.0"), (4, "1.1.0")])
def test_kill_9_while_changing_the_latest_leaves_the_old_or_the_new(saved, tmp_path, at, found):
    # Calls 1 and 2 write PREVIOUS, 3 and 4 LATEST, each synced after its name was replaced.
    for version in ("1.0.0", "1.1.0"):
        shutil.copytree(saved, tmp_path / version)
    set_latest(tmp_path, "1.0.0")
    assert python(KILLED, str(tmp_path), str(saved), "latest", str(at)).wait() == -signal.SIGKILL
    assert latest(tmp_path) == found
    set_latest(tmp_path, "1.1.0")
    assert (latest(tmp_path), previous(tmp_path)) == ("1.1.0", "1.0.0")


TWO_AT_ONCE = """import sys
from pathlib import Path
from cardshop.artifact import ArtifactError, store
root, saved, mark = sys.argv[1:]
contents = store.read_files(Path(saved)) | {"MODEL_CARD.md": mark.encode()}
won = 0
Path(root, mark).touch()
while not (Path(root, "a").exists() and Path(root, "b").exists()):
    pass
for place in range(12):
    try:
        store.write(Path(root), f"1.0.{place}", contents)
        won += 1
    except ArtifactError as error:
        assert "already" in str(error), error
print(won)
"""


def test_of_two_processes_that_write_one_version_one_wins_whole(saved, tmp_path):
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TWO_AT_ONCE, str(tmp_path), str(saved), mark],
            stdout=subprocess.PIPE,
            text=True,
        )
        for mark in "ab"
    ]
    won = [int(one.communicate()[0]) for one in both]
    assert sum(won) == len(versions(tmp_path)) == 12
    cards = [store.read_files(tmp_path / one)["MODEL_CARD.md"] for one in versions(tmp_path)]
    assert [cards.count(b"a"), cards.count(b"b")] == won
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ArtifactError, match="cannot be written"):
        save(built(), tmp_path / "file")
