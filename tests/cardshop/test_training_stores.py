"""A store that cannot take a run says so in a line, before the work, and is left as it was."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from cardshop.training import TrackerError, open_tracker


def foreign(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE sales (price_usd REAL)")


UNUSABLE = {
    "another kind of address": (lambda path: "postgresql://shop/runs", "is no SQLite address"),
    "no file named": (lambda path: "sqlite:///", "is no SQLite address"),
    "no such folder": (lambda path: f"sqlite:///{path.parent / 'no' / 'r.db'}", "Make it first"),
    "no SQLite": (lambda path: path.write_text("runs\n" * 99) and None, "file is not a database"),
    "somebody else's tables": (foreign, "is no store of MLflow: it has 1 tables"),
    "an empty file": (lambda path: path.touch(), "is no store of MLflow"),
    "a folder": (lambda path: path.mkdir(), "cannot be used"),
    "no file but memory": (lambda path: "sqlite:///:memory:", "nothing is kept in memory"),
    "options of the driver": (
        lambda path: f"sqlite:///{path}?mode=ro",
        "options after a ? are not taken. Write sqlite:///runs.db",
    ),
}
# What may have been done to a store, and what is said of it before any work.
SPOILED = {
    "no version": ("DELETE FROM alembic_version", "names 0 versions of its tables"),
    "two versions": (
        "INSERT INTO alembic_version VALUES ('ffffffffffff')",
        "names 2 versions of its tables",
    ),
    "a dropped table": ("DROP TABLE latest_metrics", "lacks latest_metrics, which MLflow's"),
    "a deleted experiment": (
        "UPDATE experiments SET lifecycle_stage = 'deleted'",
        "mlflow experiments restore --experiment-id 1",
    ),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_store_that_is_none_is_refused_and_left_as_it_was(case, tmp_path):
    make, expected = UNUSABLE[case]
    path = tmp_path / "runs.db"
    uri = make(path) or f"sqlite:///{path}"
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(TrackerError) as found:
        open_tracker(uri)
    assert expected in str(found.value)
    assert "\n" not in str(found.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_folder_that_takes_no_file_is_refused_before_the_work(tmp_path, monkeypatch):
    # Permissions do not bind a superuser.
    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.touch", forbidden)
    with pytest.raises(TrackerError, match=r"cannot be made: Permission denied\. Make the folder"):
        open_tracker(f"sqlite:///{tmp_path / 'runs.db'}")


def test_a_locked_store_is_refused_before_the_work(tmp_path):
    path = tmp_path / "runs.db"
    foreign(path)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(TrackerError, match="Close the program that writes to it"):
            open_tracker(f"sqlite:///{path}")


@pytest.mark.slow
@pytest.mark.parametrize("case", SPOILED)
def test_a_store_that_would_take_no_run_is_refused_before_the_work(case, uri):
    statement, expected = SPOILED[case]
    with contextlib.closing(sqlite3.connect(uri.removeprefix("sqlite:///"))) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(TrackerError) as found:
        open_tracker(uri)
    assert expected in str(found.value)
    assert "\n" not in str(found.value)


@pytest.mark.slow
def test_a_store_with_a_corrupt_middle_is_refused_in_a_line(uri, tmp_path):
    path = tmp_path / "runs.db"
    whole = path.read_bytes()
    middle = len(whole) // 8
    path.write_bytes(whole[:middle] + b"\xff" * (len(whole) - 2 * middle) + whole[-middle:])
    with pytest.raises(TrackerError, match=r"is damaged \(|cannot be used: ") as found:
        open_tracker(uri)
    assert "\n" not in str(found.value)


@pytest.mark.slow
def test_a_store_that_can_only_be_read_is_refused_before_the_work(uri, monkeypatch):
    # Permissions do not bind a superuser; a connection that may only read binds everybody.
    connect = sqlite3.connect
    monkeypatch.setattr(
        "cardshop.training.run_store.sqlite3.connect",
        lambda path, **told: connect(f"file:{path}?mode=ro", uri=True, **told),
    )
    with pytest.raises(TrackerError, match=r"readonly database\. Make the file and its"):
        open_tracker(uri)


@pytest.mark.slow
def test_a_store_of_a_newer_mlflow_is_refused_with_the_remedy(uri):
    with contextlib.closing(sqlite3.connect(uri.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
        connection.commit()
    with pytest.raises(TrackerError, match=r"written by a newer MLflow \(tables f{12}\)"):
        open_tracker(uri)


@pytest.mark.slow
def test_a_store_of_an_older_mlflow_is_refused_with_the_remedy(uri):
    # The first revision that MLflow ever had.
    with contextlib.closing(sqlite3.connect(uri.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '451aebb31d03'")
        connection.commit()
    with pytest.raises(TrackerError, match="mlflow db upgrade sqlite:///"):
        open_tracker(uri)
