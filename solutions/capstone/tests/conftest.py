"""One small model for all tests of what comes after training."""

from __future__ import annotations

import pytest

from capstone import train
from capstone.__main__ import unwritten
from small_sales import small_sales

UNWRITTEN = pytest.StashKey[bool]()


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """What a test is given may be unwritten: `artifact_dir` needs all that training needs."""
    return (yield from _skipped_when_unwritten(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """A test that meets an unwritten function is skipped, and says which."""
    return (yield from _skipped_when_unwritten(item))


def pytest_sessionfinish(session, exitstatus):
    """Skipped is not passed: no workflow goes green while a function is unwritten."""
    if exitstatus == pytest.ExitCode.OK and session.stash.get(UNWRITTEN, False):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skipped_when_unwritten(item):
    try:
        return (yield)
    except NotImplementedError as error:
        item.session.stash[UNWRITTEN] = True
        pytest.skip(unwritten(error))
