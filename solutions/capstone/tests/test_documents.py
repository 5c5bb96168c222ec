"""Documents hold the figures that were computed, and no others in their places."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from capstone.report import BLOCK, BLOCKS, with_figures
from capstone.slides import slides

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
FIGURES = ROOT / "docs" / "figures.json"
WORDS = 400


def told() -> dict:
    if not FIGURES.exists():
        message = "docs/figures.json is missing: run python -m capstone report"
        pytest.fail(message, pytrace=False)
    return json.loads(FIGURES.read_text("utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_shows_the_figures_that_were_computed(path):
    text = path.read_text("utf-8")
    assert {name for _, name, _, _ in BLOCK.findall(text)} <= set(BLOCKS)
    assert with_figures(text, told()) == text


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_short_and_finished(path):
    text = re.sub(r"<!--.*?-->", "", path.read_text("utf-8"), flags=re.DOTALL)
    if "TODO" in text:
        pytest.fail(f"{path.name}: {text.count('TODO')} to write, marked TODO", pytrace=False)
    prose = [line for line in text.splitlines() if not line.startswith("|")]
    assert len(" ".join(prose).split()) <= WORDS
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert (path.parent / target).exists(), target


def test_there_are_ten_slides_and_every_figure_on_them_is_known():
    told()
    pages = slides(ROOT / "docs")
    assert len(pages) == 10
    assert [page for page in pages if "{" in page or len(page.split()) > 60] == []


def test_the_slides_run():
    from slides import app

    outputs, _ = app.run()
    assert len([one for one in outputs if one is not None]) == 10


def test_every_criterion_is_scored_with_a_file_that_exists():
    criteria = tomllib.loads((ROOT / "self_assessment.toml").read_text("utf-8"))["criterion"]
    assert len(criteria) == 15
    for one in criteria:
        if one.get("score") not in (0, 1, 2):
            pytest.fail(f"score = 0, 1 or 2 is missing: {one['name']}", pytrace=False)
        assert (ROOT / one["evidence"]).is_file() or one["score"] == 0, one["name"]
