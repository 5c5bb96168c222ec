"""One Chromium for each file of browser tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.chromium import NONE_FOUND, chromium, launched
from served import copy_of_the_course

# Fixtures of a whole file, with a server and a page each.
SHARED = ("shown", "notebook")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Everything in this folder needs a browser, and what shares a server stands together."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
    yield
    places = [at for at, item in enumerate(items) if item.path.parent == Path(__file__).parent]
    # In a session of thousands of tests pytest itself leaves them apart: each started its own.
    together = sorted((items[at] for at in places), key=_server)
    for at, item in zip(places, together, strict=True):
        items[at] = item


def _server(item: pytest.Item) -> tuple[str, int, str]:
    told = item.callspec.params if hasattr(item, "callspec") else {}
    shared = [str(told[name]) for name in SHARED if name in told]
    return item.path.name, len(shared), "".join(shared)


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
