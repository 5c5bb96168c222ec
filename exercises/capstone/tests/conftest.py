"""One small model for all tests of what comes after training."""

from __future__ import annotations

import pytest

from capstone import train
from small_sales import small_sales


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory):
    """A folder with a sales.parquet."""
    folder = tmp_path_factory.mktemp("data")
    small_sales().write_parquet(folder / "sales.parquet")
    return folder


@pytest.fixture(scope="session")
def artifact_dir(data_dir, tmp_path_factory):
    """An artefact that was trained on it."""
    folder = tmp_path_factory.mktemp("artifact")
    train(data_dir, folder)
    return folder
