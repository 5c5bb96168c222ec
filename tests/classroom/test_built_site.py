"""The whole site as files: every lesson, nothing of marimo's, in order, from one run of each."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from built_site import CALLS, built
from classroom import syllabus
from classroom.display import reading
from classroom.site.cells import paired
from classroom.site.lesson import page
from classroom.site.markup import parsed
from classroom.syllabus import ROOT
from notebooks import loaded, ran

pytestmark = pytest.mark.slow

LESSONS = syllabus.lessons()
CPU_S = 90
LINK = re.compile(r'<a [^>]*href="([^"]+)"')


@pytest.fixture(scope="module")
def pages(site):
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")
    }


def test_every_lesson_and_document_is_a_page(pages):
    wanted = {f"{one.stem}.html" for one in LESSONS} | {"index.html", "search.html"}
    wanted |= {f"docs/{path.stem}.html" for path in (ROOT / "docs").glob("*.md")}
    assert set(pages) == wanted
    assert len(wanted) > len(LESSONS) == 9


def test_no_lesson_is_run_twice_and_all_stay_within_the_bar(site):
    assert [one.notebook for one in LESSONS] == CALLS
    assert sum(ran(one.notebook).cpu_s for one in LESSONS) <= CPU_S


def test_nothing_of_marimos_and_no_traceback_is_left(pages):
    for path, text in pages.items():
        names = {node.name for node in parsed(text).walk()}
        assert [one for one in names if one.startswith("marimo-")] == [], path
        assert "Traceback (most" not in text or path.startswith("0"), path
        assert "Choose above, and the result appears" not in text, path


def test_only_the_search_has_scripts_and_they_lie_beside_it(pages):
    for path, text in pages.items():
        scripts = [one.get("src") for one in parsed(text).walk() if one.name == "script"]
        assert scripts == (["search-index.js", "search.js"] if path == "search.html" else [])


def test_headings_go_down_one_level_at_a_time(pages):
    for path, text in pages.items():
        levels = [int(one) for one in re.findall(r"<h([1-6])[ >]", text)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert [later for one, later in pairwise(levels) if later > one + 1] == [], path


def test_names_to_link_to_occur_once(pages):
    for path, text in pages.items():
        names = [one.get("id") for one in parsed(text).walk() if one.get("id")]
        assert len(names) == len(set(names)) > 0, path


def test_every_link_inside_the_site_leads_somewhere(site, pages):
    checked = 0
    for path, text in pages.items():
        for target in LINK.findall(text):
            if target.startswith(("http", "mailto:")):
                continue
            file, _, part = target.partition("#")
            there = ((site / path).parent / file).resolve() if file else site / path
            assert there.exists(), f"{path} links to {target}"
            assert not part or f'id="{part}"' in there.read_text("utf-8"), f"{path}: {target}"
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.stem)
def test_a_lesson_shows_its_objectives_predictions_and_readings(pages, lesson):
    tree = parsed(pages[f"{lesson.stem}.html"])
    texts = [one.text() for one in tree.walk() if one.name == "summary"]
    predictions = [one for one in tree.walk() if "predict" in one.classes()]
    charts = [one for one in tree.walk() if "chart" in one.classes()]
    assert texts.count("What comes out") >= 4
    assert len(predictions) >= 4
    assert sum("Compare with a model answer" in one for one in texts) >= 4
    assert charts
    readings = {one.text() for one in tree.walk() if one.name == "em"}
    for chart in charts:
        pictures = [one for one in chart.walk() if one.name == "svg"]
        assert [one.get("role") for one in pictures] == ["img", "img"]
        assert {one.get("aria-label") for one in pictures} <= readings


def test_the_first_page_tells_objectives_and_minutes(pages):
    for lesson in LESSONS:
        assert f'href="{lesson.stem}.html"' in pages["index.html"]
        assert f"Reading {lesson.minutes} minutes" in pages["index.html"]
    entries = [one for one in parsed(pages["index.html"]).walk() if one.name == "h3"]
    lists = [one for one in parsed(pages["index.html"]).walk() if one.name == "ol"]
    assert len(entries) == len(LESSONS)
    assert len(lists) == 1 + len(LESSONS)


def test_a_second_run_gives_the_same_bytes(site):
    # A lesson that measures no time: others print milliseconds, which differ from run to run.
    path = syllabus.lesson("08").notebook
    again = reading.ran(loaded(path).app, path)
    first = page("a.html", "08", paired(path, ran(path).outputs, ran(path).found))
    assert page("a.html", "08", paired(path, *again)).body.html() == first.body.html()
    assert built().files["08_capstone_project.html"].count(first.body.children[0].html()) == 1
