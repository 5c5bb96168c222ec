"""One thread for linear algebra, and a summary of what the gate measured."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from pathlib import Path

# Two threads on two busy cores made one fit 36 times slower; set before numpy is imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import pytest  # noqa: E402  after the threads are set
from xdist.scheduler import LoadScopeScheduling  # noqa: E402

MEASURED = ("checks", "notebook")
RENEWED = ("mutants", "claims")
# They share one run of each notebook, so one process runs them.
SHARING = ("test_notebooks.py", "test_built_site.py", "test_site.py")
SHARING += ("test_lesson_07.py", "test_lesson_08.py")


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    # Some tests run pytest on projects of their own, where options of this run mean nothing.
    os.environ.pop("PYTEST_ADDOPTS", None)
    # Notebooks keep a DuckDB connection; freed at exit only, it fills the screen with notices.
    yield
    from notebooks import loaded, ran

    ran.cache_clear()
    loaded.cache_clear()
    gc.collect()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all lessons as a folder, from the runs that the tests of notebooks share."""
    from built_site import built
    from classroom.site import write

    folder = tmp_path_factory.mktemp("site") / "pages"
    write(folder, built().files)
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What soaks is slow, too; what stands by its record is skipped; the longest comes first."""
    import claims

    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.slow)
    claims.group(items)
    items.sort(key=_rank)


def pytest_collection_finish() -> None:
    """Spare the collector of garbage the thousands of tests that live to the end."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Free at the end what libraries would otherwise call a leak."""
    gc.unfreeze()
    gc.collect()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what stands by its record; here, since a digest costs more than most tests."""
    from claims import choose

    choose(item)


def _rank(item: pytest.Item) -> int:
    # The longest first, many short ones last: otherwise one worker ends alone, in a browser.
    places = ("browser", "test_questions.py")
    return next((at for at, one in enumerate(places) if one in item.path.parts), len(places))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> LoadScopeScheduling:
    """Hand out what shares servers, pages and runs as a whole; see `group_of`."""

    # The mark `xdist_group` has no effect: ids of pytest 9.2 are none that xdist 3.8 can change.
    class ByProcess(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return ByProcess(config, log)


def group_of(nodeid: str) -> str:
    """What runs in one process: a file, what shares runs with it, or the questions of a module."""
    file = nodeid.split("::", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]
    if file in SHARING:
        return SHARING[0]
    # One file judges every question: a third of the gate, which one worker would do alone.
    asked = re.search(r"\[(\w)", nodeid) if file == "test_questions.py" else None
    return f"{file} {asked[1] if asked else ''}"


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what the tests recorded: per question what its check does, per notebook CPU s."""
    # A worker has a reporter, too, and knows its own tests alone.
    if hasattr(terminalreporter.config, "workerinput"):
        return
    lines: dict[str, list] = {name: [] for name in (*MEASURED, *RENEWED)}
    for report in terminalreporter.stats.get("passed", []):
        for name, told in report.user_properties:
            lines[name].append(told)
    for name in MEASURED:
        if lines[name]:
            terminalreporter.section(f"measured: {name}", sep="-")
            terminalreporter.write_line("\n".join(lines[name]))
    for said in _recorded(lines, terminalreporter.config):
        terminalreporter.write_line(said)


def _recorded(lines: dict[str, list], config: pytest.Config) -> Iterator[str]:
    """What is renewed, or what stands in no record any more and costs the gate its time."""
    from claims import RENEW, Claim, passed, read, renewed
    from mutants import record
    from questions import questions

    claims = passed(Claim(*one) for one in lines["claims"])
    stale = [one for one in claims if read().get(one.name) != one]
    if config.getoption("--record"):
        record.renewed(lines["mutants"], [one.id for one in questions()])
        # A test that is named alone says nothing of the others of its file.
        renewed([] if any("::" in one for one in config.args) else stale)
        yield f"Renewed: {len(lines['mutants'])} lines of mutants, {len(stale)} of claims."
        return
    if lines["mutants"]:
        yield f"{len(lines['mutants'])} questions are not in the record: {record.RENEW}"
    if stale:
        yield f"{len(stale)} claims at full size are not in the record: {RENEW}"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """Tell a worker whether this is the whole gate."""
    from claims import is_whole

    node.workerinput["whole"] = is_whole(node.config)


def pytest_configure(config: pytest.Config) -> None:
    """A mark of these tests alone, and their order."""
    about = "computed from code, data and seeds alone; in the gate a sample, see tests/claims.py"
    config.addinivalue_line("markers", f"recorded: {about}")
    # Workers take files in the order of `_rank`, not by the number of their tests.
    config.option.loadscopereorder = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """Records are renewed on request only."""
    parser.addoption("--record", action="store_true", help="renew the records of tests/")
