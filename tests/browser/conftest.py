"""One Chromium for all browser tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from served import copy_of_the_course

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def chromium() -> str | None:
    """Where a Chromium is: `COURSE_CHROMIUM` first, then the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("COURSE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """A headless Chromium; without one, CI fails and a laptop skips."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        reason = "No Chromium found: install it, or name one in COURSE_CHROMIUM."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def own_copy(tmp_path: Path) -> Path:
    """A copy of the course that a test may write to."""
    return copy_of_the_course(tmp_path / "course")
