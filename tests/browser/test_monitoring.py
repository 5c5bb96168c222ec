"""The dashboard as somebody on call meets it: what is wrong, since when, and which cards."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import pytest

from accessible import NOTE_DRAWN_TEXT, SCREEN, Opened
from benchmarks.journal_of_a_month import ROWS, write_month
from classroom.syllabus import ROOT
from served import marimo

APP, READY_MS, SETTLE_MS = "apps/monitoring.py", 60_000, 500
PHONE = {"width": 390, "height": 6_000}
FIRST_CONTENT, LAST_CONTENT = "The promise of good answers is", "What was answered:"
# An empty marimo page takes 3 s by itself here: what the dashboard may add (docs/decisions.md).
MORE_THAN_EMPTY_S, TIMES = 2.5, 3
EMPTY = f"""import marimo
app = marimo.App()
@app.cell
def _():
    import marimo as mo
    mo.md("{FIRST_CONTENT}")
"""
TROUBLE = "text=/Traceback|This cell raised|An internal error occurred|ancestor prevented/"
STICKS_OUT = """() => [...document.querySelectorAll('p, h1, h2, h3, li, label, select, input')]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
    .map(one => one.innerText.slice(0, 60))"""


@pytest.fixture(scope="module")
def dashboard(browser) -> Iterator[Opened]:
    """The dashboard of an incident, computed to its end."""
    context = browser.new_context(viewport=SCREEN)
    context.add_init_script(NOTE_DRAWN_TEXT)
    page = context.new_page()
    with marimo("run", APP, told=["--example", "1"]) as address:
        page.goto(address)
        page.get_by_text(LAST_CONTENT).first.wait_for(timeout=READY_MS)
        yield Opened("apps", "run", ROOT / APP, page)
    context.close()


def test_an_incident_is_seen_in_words_and_followed_to_one_card(dashboard):
    page = dashboard.page
    page.get_by_text("PAGE: act now: budget-burn.").wait_for()
    page.get_by_text("Look 1. Pages: 1; tickets: 1.").wait_for()
    page.get_by_role("button", name="Runbook: docs/runbook.md#budget-burn").press(
        "Enter", delay=100
    )
    # marimo keeps a hidden copy of what an accordion holds.
    page.locator("text=time a slow dependency out >> visible=true").first.wait_for()
    page.get_by_label("only answers that were not good").press("Space")
    page.get_by_text("50 cards, in order of time").wait_for()
    place = page.get_by_label("Cards of", exact=True)
    place.select_option("alert budget-burn: the last day")
    page_number = page.locator("input[type=text][aria-label*='Page of 50 cards']")
    page_number.fill("5")
    page_number.press("Enter")
    page.get_by_text("34 cards, in order of time").wait_for()
    page.get_by_label("Open one card").select_option(index=3)
    page.get_by_text(LAST_CONTENT).first.wait_for()
    page.get_by_role("button", name="Look again").press("Enter", delay=100)
    page.get_by_text("Look 2. Pages: 1").wait_for()
    assert page.locator(TROUBLE).count() == 0


def test_axe_finds_nothing_to_mend_on_the_dashboard_in_light_and_dark(dashboard):
    for scheme in ("light", "dark"):
        dashboard.show(scheme)
        assert dashboard.found(of_colour=scheme == "dark") == []


def test_the_dashboard_fits_a_phone(dashboard):
    dashboard.page.set_viewport_size(PHONE)
    dashboard.page.wait_for_timeout(SETTLE_MS)
    assert dashboard.page.evaluate(STICKS_OUT) == []


def test_a_journal_that_is_none_is_a_page_on_a_phone(browser, tmp_path):
    (tmp_path / "journal.db").write_text("hello " * 100)
    page = browser.new_page(color_scheme="dark", viewport=PHONE)
    with marimo("run", APP, told=["--journal", str(tmp_path / "journal.db")]) as address:
        page.goto(address)
        page.get_by_text("Nobody can see what the service does.").first.wait_for(timeout=READY_MS)
        page.wait_for_timeout(SETTLE_MS)
        assert page.evaluate(STICKS_OUT) == []
        assert page.locator(TROUBLE).count() == 0
    page.close()


@pytest.mark.soak
def test_a_million_cards_are_seen_hardly_later_than_an_empty_page(browser, tmp_path):
    journal, labels = write_month(tmp_path, until_ms=time.time_ns() // 1_000_000)
    (tmp_path / "empty.py").write_text(EMPTY, "utf-8")
    told = ["--journal", str(journal), "--labels", str(labels)]
    seen, empty = [], []
    # Interleaved, so that a busy minute of the machine is in both.
    for _ in range(TIMES):
        with marimo("run", APP, told=told) as address:
            seen.append(seconds_to_first(browser, address))
        with marimo("run", str(tmp_path / "empty.py")) as address:
            empty.append(seconds_to_first(browser, address))
    dashboard, nothing = statistics.median(seen), statistics.median(empty)
    print(f"{ROWS} cards: {dashboard:.1f} s; an empty page: {nothing:.1f} s")
    assert dashboard - nothing < MORE_THAN_EMPTY_S, (seen, empty)


def seconds_to_first(browser, address: str) -> float:
    page = browser.new_page(viewport=SCREEN)
    began = time.monotonic()
    page.goto(address)
    page.get_by_text(FIRST_CONTENT).first.wait_for(timeout=READY_MS)
    taken = time.monotonic() - began
    page.close()
    return taken
