"""One thread for linear algebra, and a summary of what the gate measured."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

# Two threads on two busy cores made one fit 36 times slower; set before numpy is imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import pytest  # noqa: E402  after the threads are set

MEASURED = ("checks", "notebook")
RENEWED = "mutants"


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    # Notebooks keep a DuckDB connection; freed at exit only, it fills the screen with notices.
    yield
    from notebooks import loaded

    loaded.cache_clear()
    gc.collect()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What soaks is slow, too; and what shares a process, by file or by the questions' module."""
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.slow)
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    # One file judges every question: a third of the gate, which one worker would do alone.
    asked = getattr(item, "callspec", None)
    told = [getattr(one, "question", one) for one in asked.params.values()] if asked else []
    ids = [one.id for one in told if hasattr(one, "answer") and hasattr(one, "id")]
    return f"{item.path.name} {ids[0][:1] if ids else ''}"


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what the tests recorded: per question what its check does, per notebook CPU s."""
    lines: dict[str, list[str]] = {name: [] for name in (*MEASURED, RENEWED)}
    for report in terminalreporter.stats.get("passed", []):
        for name, text in report.user_properties:
            lines[name].append(text)
    renewed = lines.pop(RENEWED)
    for name, found in lines.items():
        if found:
            terminalreporter.section(f"measured: {name}", sep="-")
            terminalreporter.write_line("\n".join(found))
    if renewed:
        terminalreporter.write_line(_recorded(renewed, terminalreporter.config))


def _recorded(lines: list[str], config: pytest.Config) -> str:
    from mutants import record
    from questions import questions

    if config.getoption("--record-mutants"):
        record.renewed(lines, [one.id for one in questions()])
        return f"{len(lines)} lines of the record of mutants are renewed."
    told = f"{len(lines)} questions have no good line in the record of mutants, so all of theirs"
    return f"{told} were judged. Renew it: {record.RENEW}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The record of mutants is renewed on request only."""
    parser.addoption("--record-mutants", action="store_true", help="renew the record of mutants")
