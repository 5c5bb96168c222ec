"""Whatever a project does in its process costs one criterion, and the marker goes on."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import polars as pl
import pytest

from classroom.marker import marked
from classroom.marker.confined import Heard, Limits, probed
from classroom.marker.rubric import read_rubric
from classroom.marker.tables import DEFAULT, SMALL, Tables
from classroom.marker.work import Work
from tests.capstone.projects import SEED, commit, git

pytestmark = pytest.mark.slow
WAIT_S = 10
SALES = pl.DataFrame({"sale_id": [1, 2, 3], "price_usd": [1.0, None, 3.0]})
NAMED = 'pl.DataFrame({"sale_id": [2], "rule": ["missing"]})'


def package(folder: Path, body: str, before: str = "") -> Path:
    """A project of one function, `validate`, and nothing else."""
    (folder / "capstone").mkdir(parents=True)
    lines = [f"    {line}" for line in body.splitlines()]
    head = ["import os, subprocess, sys, time", "import polars as pl", before]
    text = "\n".join([*head, "def validate(sales):", *lines, f"    return {NAMED}", ""])
    (folder / "capstone" / "__init__.py").write_text(text, "utf-8")
    return folder


def heard(folder: Path, body: str, before: str = "", **limits) -> Heard:
    project = package(folder / "project", body, before)
    SALES.write_parquet(folder / "sales.parquet")
    asked = {"sales": str(folder / "sales.parquet")}
    return probed("validating", project, folder / "place", limits=Limits(**limits), **asked)


def test_what_a_project_returns_is_heard(tmp_path):
    told = heard(tmp_path, "pass")
    assert told.value("validate") == [2]
    assert told.ended == told.fault("validate") == ""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "raise ValueError('no peers\\nat all')",
            "ValueError: no peers at all (capstone/__init__.py:5)",
        ),
        ("sys.exit('enough')", "SystemExit: enough"),
        ("os._exit(3)", "it ended the process (exit code 3), at: validate"),
        ("import no_such_package", "ModuleNotFoundError: No module named 'no_such_package'"),
        ("return 5", "validate did not return a frame with sale_id and rule"),
    ],
)
def test_a_failure_is_one_line_with_its_place(tmp_path, body, says):
    assert says in heard(tmp_path, body).fault("validate")
    assert "\n" not in heard(tmp_path / "again", body).fault("validate")


def test_a_project_that_does_not_import_says_so(tmp_path):
    assert "NameError" in heard(tmp_path, "pass", before="no_such_name").fault("validate")


def test_a_project_that_hangs_is_ended(tmp_path):
    told = heard(tmp_path, "while True: pass", wall_s=4)
    assert told.fault("validate") == "it did not end within 4 s, at: validate"


def test_a_project_that_forks_is_counted_and_ended_with_all_its_children(tmp_path):
    child = "    if os.fork() == 0:\n        os.setsid()\n        time.sleep(600)\n"
    body = f"for _ in range(40):\n{child}time.sleep(60)"
    told = heard(tmp_path, body, processes=8)
    assert "processes, 8 are allowed, at: validate" in told.fault("validate")
    assert living(tmp_path) == []


def test_a_process_left_behind_in_a_session_of_its_own_is_ended_too(tmp_path):
    told = heard(tmp_path, "subprocess.Popen(['sleep', '600'], start_new_session=True)")
    assert told.value("validate") == [2]
    assert living(tmp_path) == []


def test_a_process_out_of_reach_does_not_hold_the_marker_up(tmp_path, monkeypatch):
    # As on a system without /proc, where a child in a session of its own is not found.
    monkeypatch.setattr("classroom.marker.processes.marked", lambda token: [])
    body = "if os.fork() == 0:\n    os.setsid()\n    time.sleep(30)\n    os._exit(0)"
    assert heard(tmp_path, body).value("validate") == [2]
    left = [one.parent.name for one in Path("/proc").glob("[0-9]*/environ") if holds(one, tmp_path)]
    for one in left:
        os.kill(int(one), signal.SIGKILL)
    # It still ran when the marker had gone on.
    assert len(left) == 1


def living(folder: Path) -> list[str]:
    """The processes whose home lies in the folder, some moments later."""
    for _ in range(WAIT_S * 10):
        found = [
            one.parent.name for one in Path("/proc").glob("[0-9]*/environ") if holds(one, folder)
        ]
        if not found:
            break
        time.sleep(0.1)
    return found


def holds(environ: Path, folder: Path) -> bool:
    try:
        return f"HOME={folder}".encode() in environ.read_bytes()
    except OSError:
        return False


def test_memory_and_files_are_limited(tmp_path):
    told = heard(tmp_path, "bytearray(6 << 30)")
    assert told.fault("validate").startswith("MemoryError")
    body = "open('model.bin', 'wb').write(b'0' * (3 << 20))"
    told = heard(tmp_path / "file", body, file_bytes=1 << 20)
    assert "File too large" in told.fault("validate")


def test_a_flood_of_output_is_no_harm(tmp_path):
    body = "print('x' * (20 << 20))\nsys.stderr.write('y' * (20 << 20))\nos.write(1, b'{}')"
    assert heard(tmp_path, body).value("validate") == [2]


def test_a_flood_of_results_is_refused(tmp_path):
    body = "return pl.DataFrame({'sale_id': range(300_000), 'rule': 'x'})"
    told = heard(tmp_path, body, told_bytes=1 << 20)
    assert "it told more than 1 MB" in told.fault("validate")


def test_no_secret_of_the_learner_is_in_the_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "secret")
    body = (
        f"assert 'MY_TOKEN' not in os.environ and os.environ['HOME'].startswith({str(tmp_path)!r})"
    )
    assert heard(tmp_path, body).value("validate") == [2]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Tables of a few rows: enough for a project that gets no further."""
    made = Tables(tmp_path_factory.mktemp("tables"))
    from tests.capstone.projects import small_tables

    return small_tables(made.folder)


def marking(tables: Tables, folder: Path, project: Path):
    git(project, "init", "-q")
    commit(project, "Start")
    commit(project, "Add a package")
    place = folder / "marking"
    place.mkdir()
    return marked(Work(project, place, tables, place / "artifacts", seeds=(SEED,)), lambda _: None)


@pytest.mark.parametrize("broken", ["no package", "no import"])
def test_every_criterion_of_a_broken_project_has_its_line_and_git_is_marked(
    tables, tmp_path, broken
):
    project = tmp_path / "project"
    if broken == "no package":
        project.mkdir()
        (project / "README.md").write_text("nothing yet", "utf-8")
    else:
        package(project, "pass", before="raise RuntimeError('not today')")
    told = marking(tables, tmp_path, project)
    says = "no package capstone" if broken == "no package" else "RuntimeError: not today"
    runs = [
        row for row in told.rows if row.criterion.id in ("data_pipeline", "features", "monitoring")
    ]
    assert len(runs) == 14
    assert [
        row.part.id for row in runs if says not in row.evidence and "silence" not in row.evidence
    ] == []
    assert {row.criterion.id for row in told.rows} == {one.id for one in read_rubric().measured}
    assert told.points("git") > 0
    assert told.measured < 7


@pytest.mark.parametrize("where", ["its own folder", "the data", "the learner's folder", "home"])
def test_a_file_written_elsewhere_costs_the_criterion_and_is_named(tables, tmp_path, where):
    project = tmp_path / "project"
    target = {
        "its own folder": "os.path.join(os.path.dirname(__file__), 'cache.txt')",
        "the data": repr(str(tables.folder / DEFAULT / "cache.txt")),
        "the learner's folder": repr(str(project / "cache.txt")),
        "home": "os.path.expanduser('~/cache.txt')",
    }[where]
    named = "pl.DataFrame({'sale_id': sales['sale_id'], 'rule': 'x'})"
    package(project, f"open({target}, 'w').write('x')\nreturn {named}")
    work = Work(project, tmp_path / "marking", tables, tmp_path / "artifacts", seeds=(SEED,))
    work.place.mkdir()
    others = ("training", "quoting", "leaking", "evaluating", "serving", "alerting", "history")
    work.known.update(dict.fromkeys(others, Heard(ended="it is not run here")))
    told = marked(work, lambda _: None)
    (row, *_) = [row for row in told.rows if row.part.id == "missing"]
    for path in (tables.folder / DEFAULT / "cache.txt", project / "cache.txt"):
        path.unlink(missing_ok=True)
    if where in ("home", "the learner's folder"):
        assert row.points == row.part.points
        # A learner who saves a file meanwhile loses nothing, and is told to mark again.
        assert (told.notes != ()) is (where != "home")
        assert all("mark it again: cache.txt" in one for one in told.notes)
    else:
        assert row.points == 0
        assert "where nothing may be written" in row.evidence
        assert "cache.txt" in row.evidence


def test_the_small_table_is_a_part_of_the_first_seed(tables):
    small = pl.read_parquet(tables.training(SMALL) / "sales.parquet")
    assert 0 < small.height < tables.read(str(SEED), "sales").height
    assert [one.name for one in tables.training(DEFAULT).iterdir()] == ["sales.parquet"]
