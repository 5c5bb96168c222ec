"""A lesson in a real browser: every cell without an error, and controls that answer."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from classroom import syllabus
from classroom.syllabus import ROOT
from served import marimo

LESSONS = syllabus.lessons()
LAST_CELL = "Further reading"
READY_MS = 60_000
SCREENSHOTS = ROOT / "screenshots"
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
# What the page says when a cell failed, in either mode.
TROUBLE = "text=/Traceback|This cell raised|An internal error occurred|ancestor prevented/"
# A control of each lesson, moved, and what the page says then.
MOVED = {"01": ("Column to summarise", "scan_saturation", "(now scan_saturation)")}


def ids(lesson):
    return lesson.stem


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def page(browser, request):
    look = getattr(request, "param", LOOKS["light"])
    context = browser.new_context(**look)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_in_edit_renders_every_cell_without_an_error(lesson, page, own_copy):
    with marimo("edit", str(own_copy / f"{lesson.stem}.py"), cwd=own_copy) as address:
        page.goto(address)
        page.get_by_text(LAST_CELL).first.wait_for(timeout=READY_MS)
        page.wait_for_function("!document.querySelector('[data-status=running]')")
        assert page.locator(TROUBLE).count() == 0
        assert page.locator(".marimo-error").count() == 0


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_in_run_answers_a_moved_control(lesson, page):
    label, value, answer = MOVED[lesson.number]
    with marimo("run", f"{lesson.stem}.py") as address:
        page.goto(address)
        page.get_by_text(LAST_CELL).first.wait_for(timeout=READY_MS)
        page.get_by_label("the minimum", exact=True).first.check()
        page.get_by_text("You predicted").first.wait_for()
        page.get_by_label(label).first.select_option(value)
        page.get_by_text(answer).first.wait_for()
        assert page.locator(TROUBLE).count() == 0


@pytest.mark.parametrize("page", LOOKS.values(), ids=LOOKS, indirect=True)
@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_fits_light_dark_and_narrow_screens(lesson, page, request):
    look = request.node.callspec.id.split("-")[-1]
    with marimo("run", f"{lesson.stem}.py") as address:
        page.goto(address)
        page.get_by_text(LAST_CELL).first.wait_for(timeout=READY_MS)
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{lesson.stem}-{look}.png", full_page=True)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 1, f"{overflow} px stick out to the right"


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS[:1], ids=ids)
def test_a_sandboxed_run_leaves_the_notebook_as_it_was(lesson, page, own_copy):
    if shutil.which("uv") is None and os.environ.get("CI") != "true":
        pytest.skip("uv is not on the path")
    notebook = own_copy / f"{lesson.stem}.py"
    before = digest(notebook)
    with marimo("edit", "--sandbox", str(notebook), cwd=own_copy, patience_s=180) as address:
        page.goto(address)
        page.get_by_text(LAST_CELL).first.wait_for(timeout=4 * READY_MS)
        assert page.locator(TROUBLE).count() == 0
    assert digest(notebook) == before
    assert not (own_copy / ".course").exists()
