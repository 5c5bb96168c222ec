"""An empty store of runs, made once and copied for each test."""

from __future__ import annotations

import shutil

import pytest

from cardshop.training import open_tracker


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "runs.db"
    open_tracker(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def uri(empty_store, tmp_path):
    shutil.copy(empty_store, tmp_path / "runs.db")
    return f"sqlite:///{tmp_path / 'runs.db'}"
