"""Every notebook: well formed, runnable alone, honest about what it imports."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from classroom import pairing, syllabus
from classroom.syllabus import ROOT
from notebooks import header, imported, name, notebooks, ran, unlisted

DISTRIBUTIONS = {"sklearn": "scikit-learn", "cardshop": "ml-engineering-course"}
CPU_S = 10


def test_the_notebooks_are_those_of_the_manifest():
    assert len(notebooks()) >= 3 * len(syllabus.lessons()) > 0
    assert [name(path) for path in notebooks() if not path.exists()] == []
    assert [name(path) for path in unlisted()] == []


def test_marimo_finds_nothing_wrong_with_any_notebook():
    slides = sorted((ROOT / "solutions").glob("*/slides.py"))
    assert slides
    paths = map(str, [*notebooks(), *slides])
    command = [sys.executable, "-m", "marimo", "check", "--strict", *paths]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_exercises_are_what_their_solutions_make():
    assert pairing.out_of_step(ROOT / "solutions", ROOT / "exercises") == []


@pytest.mark.parametrize("path", notebooks(), ids=name)
def test_a_notebook_runs_headless_and_writes_nothing(path, record_property):
    done = ran(path)
    assert len(done.outputs) > 0
    assert done.written == []
    record_property("notebook", f"{name(path)}: {done.cpu_s:.1f} CPU s of at most {CPU_S}")


@pytest.mark.parametrize("path", notebooks(), ids=name)
def test_a_header_lists_what_the_notebook_imports_and_nothing_else(path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = header(path)
    wanted = imported(path) - set(sys.stdlib_module_names) - {"classroom"}
    wanted = {DISTRIBUTIONS.get(one, one) for one in wanted} | {"ml-engineering-course"}
    listed = {one.split(">=")[0] for one in found["dependencies"]}
    assert listed == wanted
    assert found["requires-python"] == project["project"]["requires-python"]
    assert found["tool"]["uv"]["exclude-newer"] == project["tool"]["uv"]["exclude-newer"]
    source = found["tool"]["uv"]["sources"]["ml-engineering-course"]["path"]
    assert (path.parent / source).resolve() == ROOT


@pytest.mark.parametrize("path", notebooks(), ids=name)
def test_a_notebook_imports_names_and_no_other_notebook(path):
    text = path.read_text("utf-8")
    assert "from cardshop import" not in text
    assert "from classroom import" not in text
    assert not imported(path) & {"solutions", "exercises", "checks"}
