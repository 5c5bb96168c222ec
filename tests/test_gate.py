"""The gate hands tests out by what they share."""

from __future__ import annotations

import os
import subprocess
import sys

from classroom.syllabus import ROOT
from tests.conftest import SHARING, group_of

TWO_FILES = """
import os, pytest
@pytest.mark.parametrize("one", range(20))
def test_(one):
    print(f"PROCESS {os.getpid()} of {__file__}")
"""


def test_questions_go_by_module_shared_runs_together_and_all_else_by_file():
    ids = ("tests/test_questions.py::a[1.2 x]", "tests/test_questions.py::b[1.3]")
    assert group_of(ids[0]) == group_of(ids[1]) != group_of("tests/test_questions.py::a[2.1a y]")
    assert len({group_of(f"tests/browser/{one}::test_a[x]") for one in SHARING}) == 1
    assert group_of("tests/a/test_a.py::x[1]") == group_of("tests/a/test_a.py::y")


def test_a_file_is_run_by_one_process(tmp_path):
    for name in ("test_a.py", "test_b.py"):
        (tmp_path / name).write_text(TWO_FILES)
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_xdist_make_scheduler")
    command = [sys.executable, "-m", "pytest", "-pxdist", "-n2", "--dist=loadscope", "-rP"]
    alone = {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    outcome = subprocess.run(
        [*command, "-c", os.devnull, "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=tmp_path, env={**os.environ, **alone}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcome.stdout.count("PROCESS") == 40, outcome.stdout + outcome.stderr
    processes = {line for line in outcome.stdout.splitlines() if line.startswith("PROCESS")}
    assert len(processes) == 2
