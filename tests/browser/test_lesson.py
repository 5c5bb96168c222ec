"""A lesson in a real browser: every cell without an error, and controls that answer.

Nine lessons computed once more cost a tenth of the gate, so they stand by their record: in the
gate they are opened where a lesson, the shop, the classroom, the data or marimo has changed. What
opens in every gate are the pages of `test_accessibility.py`, lesson 01 in `run` among them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from classroom import syllabus
from served import marimo

if TYPE_CHECKING:
    from playwright.sync_api import Page

LESSONS = syllabus.lessons()
RESTS_ON = ("cardshop", "classroom", "data", *(f"{one.stem}.py" for one in LESSONS))
# Words of the last cell that waits for others: prose stands there at once.
LAST_COMPUTED = {
    "00": "We will know after looking at the data",
    "01": "Is the contract itself right?",
    "02": "is no feature: it is filled in",
    "03": "the odds of Fire",
    "04": "A model card travels with the model",
    "05": "The journal holds",
    "06": "Press the button to be called",
    "07": "'2 points, within noise",
    "08": "The same for prices of -1",
}
READY_MS = 60_000
SETTLE_MS = 500
TALL_PX, WIDE_PX, NARROW_PX = 12_000, 1_280, 390
# Paragraphs, headings and controls that reach beyond the window's right edge.
STICKS_OUT = """() => [...document.querySelectorAll('p, h1, h2, li, label, select, input')]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
    .map(one => one.innerText.slice(0, 60))"""
# What the page says when a cell failed, in either mode.
TROUBLE = "text=/Traceback|This cell raised|An internal error occurred|ancestor prevented/"
# Of each lesson an option of its first prediction, a control that is moved, and what is said then.
MOVED = {
    "00": ("neither, clearly", "Say it to", "the desk", "You will see"),
    "01": ("the minimum", "Column to summarise", "scan_saturation", "(now scan_saturation)"),
    "02": ("one in eleven", "Ask cardshop.features for", "species", "'species' is no feature"),
    "03": ("networks are the better", "Type to explain", "Water", "the odds of Water"),
    "04": ("useless", "Which evolution lines are unseen", "draw 2", "On 2,771 cards"),
    "05": ("it may fail to load", "Way to a new version", "canary", "a small share of the lots"),
    "06": ("none of them", "Upkeep of a model", "debt", "Glue code"),
    "07": ("tidy the list", "Neighbours of", "incidents", "it is used by none of them"),
    "08": ("about 60 %", "Criterion", "Monitoring: 10", "the index arrives on another scale"),
}


def ids(lesson):
    return lesson.stem


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """One server of all lessons in `run`: the packages are imported once."""
    with marimo("run", *(f"{one.stem}.py" for one in LESSONS)) as address:
        yield address


@pytest.fixture(scope="module")
def shown(browser, address, request) -> Iterator[tuple[syllabus.Lesson, Page]]:
    """A lesson in `marimo run`, computed to its end: one page for all claims."""
    # marimo scrolls inside the page, so only a tall window shows all of it.
    context = browser.new_context(viewport={"width": WIDE_PX, "height": TALL_PX})
    page = context.new_page()
    page.goto(f"{address}/?file={request.param.stem}.py")
    page.get_by_text(LAST_COMPUTED[request.param.number]).first.wait_for(timeout=READY_MS)
    yield request.param, page
    context.close()


def in_run(test):
    """The claim is about each lesson, and stands by its record."""
    each = pytest.mark.parametrize("shown", LESSONS, ids=ids, indirect=True)
    return pytest.mark.slow(pytest.mark.recorded(each(test)))


@in_run
def test_a_lesson_fits_wide_and_narrow_screens(shown):
    _, page = shown
    assert page.locator(TROUBLE).count() == 0
    for width in (NARROW_PX, WIDE_PX):
        page.set_viewport_size({"width": width, "height": TALL_PX})
        page.wait_for_timeout(SETTLE_MS)
        assert page.evaluate(STICKS_OUT) == []


@in_run
def test_a_lesson_in_run_answers_a_moved_control(shown):
    lesson, page = shown
    option, label, value, answer = MOVED[lesson.number]
    page.get_by_label(option).first.select_option(index=1)
    page.get_by_text("You predicted").first.wait_for()
    page.get_by_label(label).first.select_option(value)
    page.get_by_text(answer).first.wait_for()
    assert page.locator(TROUBLE).count() == 0


@pytest.mark.soak
@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_in_edit_renders_every_cell_without_an_error(lesson, browser, own_copy):
    page = browser.new_page()
    with marimo("edit", str(own_copy / f"{lesson.stem}.py"), cwd=own_copy) as address:
        page.goto(address)
        page.get_by_text(LAST_COMPUTED[lesson.number]).first.wait_for(timeout=READY_MS)
        page.wait_for_function("!document.querySelector('[data-status=running]')")
        assert page.locator(TROUBLE).count() == 0
        assert page.locator(".marimo-error").count() == 0
    page.close()


@pytest.mark.soak
@pytest.mark.parametrize("lesson", LESSONS[:1], ids=ids)
def test_a_sandboxed_run_leaves_the_notebook_as_it_was(lesson, browser, own_copy):
    if shutil.which("uv") is None and os.environ.get("CI") != "true":
        pytest.skip("uv is not on the path")
    notebook = own_copy / f"{lesson.stem}.py"
    before, page = notebook.read_bytes(), browser.new_page()
    with marimo("edit", "--sandbox", str(notebook), cwd=own_copy, patience_s=180) as address:
        page.goto(address)
        page.get_by_text(LAST_COMPUTED[lesson.number]).first.wait_for(timeout=4 * READY_MS)
        assert page.locator(TROUBLE).count() == 0
    page.close()
    assert notebook.read_bytes() == before
    assert not (own_copy / ".course").exists()
