"""The capstone's starter: it imports, and says what is to be written where something is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

import polars as pl
import pytest

from classroom.syllabus import ROOT

STARTER = ROOT / "exercises" / "capstone"
STUBS = """
import inspect, pkgutil, importlib, sys
import capstone
for one in pkgutil.iter_modules(capstone.__path__):
    module = importlib.import_module(f"capstone.{one.name}")
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__:
            stub = inspect.getsource(function).rstrip().endswith("raise NotImplementedError")
            print(one.name, name, "stub" if stub else "filled", bool(function.__doc__))
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """What Python says when it is started so in the starter's folder."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=STARTER,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def functions() -> dict[str, tuple[str, str]]:
    """Each function of the starter: whether it is a stub, and whether it has a docstring."""
    outcome = run("-c", STUBS)
    assert outcome.returncode == 0, outcome.stderr
    rows = [line.split() for line in outcome.stdout.splitlines()]
    return {f"{module}.{name}": (state, doc) for module, name, state, doc in rows}


def test_what_is_learned_is_to_be_written_and_the_service_is_there(functions):
    stubs = {one for one, (state, _) in functions.items() if state == "stub"}
    assert stubs == {
        "columns.followed_index",
        "data._broken_prices",
        "data.cleaned",
        "data.validate",
        "evaluation._verdict",
        "evaluation.cost_usd",
        "evaluation.evaluate",
        "features.features",
        "monitoring.input_alerts",
        "training.candidates",
        "training.species_effects",
        "training.split_by_time",
    }
    assert functions["service.create_app"][0] == "filled"
    assert functions["monitoring.alerts"][0] == "filled"


def test_every_stub_keeps_the_docstring_that_says_what_is_wanted(functions):
    said = {one: doc for one, (state, doc) in functions.items() if state == "stub"}
    assert [one for one, doc in said.items() if doc != "True" and "._" not in one] == []


def test_no_figure_of_the_reference_is_in_the_starter():
    assert not (STARTER / "docs" / "figures.json").exists()
    documents = sorted((STARTER / "docs").glob("*.md"))
    assert len(documents) >= 9
    text = {path.name: path.read_text("utf-8") for path in documents}
    assert [name for name, one in text.items() if "TODO" in one] == [
        "PULL_REQUEST.md",
        "business_case.md",
        "evaluation.md",
        "model_card.md",
        "monitoring_plan.md",
        "offer_experiment.md",
        "runbook.md",
        "slides.md",
    ]
    sheet = tomllib.loads((STARTER / "self_assessment.toml").read_text("utf-8"))
    assert len(sheet["criterion"]) == 15
    assert [one for one in sheet["criterion"] if "score" in one] == []
    assert sheet["anchors"] == {"first": {}, "second": {}}


@pytest.fixture(scope="module")
def one_sale(tmp_path_factory):
    """A folder with a sale, for commands that end at the first unwritten function."""
    folder = tmp_path_factory.mktemp("data")
    pl.DataFrame({"sale_id": [1]}).write_parquet(folder / "sales.parquet")
    return folder


def test_a_command_that_meets_an_unwritten_function_names_it_in_one_line(one_sale):
    outcome = run("-m", "capstone", "train", "--data", str(one_sale))
    said = "capstone/data.py, cleaned: still to be written; README.md has the order.\n"
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (2, "", said)


def test_the_project_s_tests_name_what_is_unwritten_and_stay_red():
    outcome = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_features.py")
    assert outcome.returncode == 1
    assert "capstone/features.py, features: still to be written" in outcome.stdout
    assert "4 skipped" in outcome.stdout
    assert "Traceback" not in outcome.stdout


def test_each_todo_of_the_code_names_tests_that_are_there_and_the_readme_lists_them_all():
    readme = (STARTER / "README.md").read_text("utf-8")
    asked = {
        path.name: set(re.findall(r"then run (\S+)\.\n", path.read_text("utf-8")))
        for path in sorted((STARTER / "capstone").glob("*.py"))
        if "TODO:" in path.read_text("utf-8")
    }
    assert asked == {name: {f"tests/test_{name}"} for name in asked}
    assert len(asked) == 6
    assert [one for one in asked if not (STARTER / "tests" / f"test_{one}").is_file()] == []
    assert [one for one in asked if f"`capstone/{one}`" not in readme] == []
    assert [one for one in asked if f"tests/test_{one}" not in readme] == []
