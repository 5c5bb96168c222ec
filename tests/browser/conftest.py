"""One Chromium for each file of browser tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.chromium import NONE_FOUND, chromium, launched
from served import copy_of_the_course


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


# While it is open its event loop runs in this thread, and no other test may run one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator:
    """A headless Chromium; without one, CI fails and a laptop skips."""
    path = chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NONE_FOUND)
    with launched(path) as browser:
        yield browser


@pytest.fixture
def own_copy(tmp_path: Path) -> Path:
    """A copy of the course that a test may write to."""
    return copy_of_the_course(tmp_path / "course")
