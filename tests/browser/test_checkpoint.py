"""A checkpoint as somebody takes it: with keys alone, in light and dark, on a phone."""

from __future__ import annotations

import statistics
import time

import pytest

from accessible import NOTE_DRAWN_TEXT, SCREEN, Opened
from classroom import progress
from served import marimo

APP, READY_MS = "apps/checkpoint_1.py", 60_000
OPEN, TIMES = "0 of 20 answered", 3
# What a quiz may add to an empty marimo page, which takes 3 s by itself here (docs/decisions.md).
MORE_THAN_EMPTY_S = 2.0
EMPTY = f"""import marimo
app = marimo.App()
@app.cell
def _():
    import marimo as mo
    mo.md("{OPEN}")
"""
LETTERS = "option[value=A]"
TROUBLE = "text=/Traceback|This cell raised|An internal error occurred|ancestor prevented/"
STICKS_OUT = """() => [...document.querySelectorAll('p, h1, h2, h3, li, label, select, input')]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
    .map(one => one.innerText.slice(0, 60))"""


def test_a_checkpoint_is_taken_with_keys_alone_and_its_result_can_be_read(browser, own_copy):
    context = browser.new_context(viewport=SCREEN)
    context.add_init_script(NOTE_DRAWN_TEXT)
    page = context.new_page()
    with marimo("run", APP, cwd=own_copy, course=own_copy) as address:
        page.goto(address)
        page.get_by_text(OPEN).first.wait_for(timeout=READY_MS)
        answered = answer_with_keys(page)
        page.get_by_text(f"{answered} of 20 answered").first.wait_for()
        hand_in = page.get_by_role("button", name="Hand in", exact=True)
        hand_in.press("Enter", delay=100)
        page.get_by_text("Not handed in yet").wait_for()
        page.get_by_label("Hand in although").press("Space")
        hand_in.press("Enter", delay=100)
        page.get_by_text("16 are needed: not passed yet.").first.wait_for()
        sheet = Opened("apps", "run", own_copy / APP, page)
        for scheme in ("light", "dark"):
            sheet.show(scheme)
            assert sheet.found(of_colour=scheme == "dark") == []
        page.set_viewport_size({"width": 390, "height": 6_000})
        page.wait_for_timeout(1_000)
        assert page.evaluate(STICKS_OUT) == []
        page.get_by_role("button", name="Take it again").press("Enter", delay=100)
        page.get_by_text(OPEN).first.wait_for()
        assert page.locator(TROUBLE).count() == 0
    context.close()
    record = progress.FileRecord(own_copy / progress.RECORD)
    (one,) = progress.sittings(record.events(), "checkpoint-1")
    assert one.asked == len(one.questions) == 20


def answer_with_keys(page) -> int:
    """How many questions were answered: all lists of letters, in one go."""
    lists = page.get_by_role("combobox").filter(has=page.locator(LETTERS)).all()
    assert len(lists) > 10
    for one in lists:
        one.focus()
        page.keyboard.press("ArrowDown")
    return len(lists)


@pytest.mark.soak
def test_a_checkpoint_opens_hardly_later_than_an_empty_page(browser, own_copy):
    (own_copy / "apps" / "empty.py").write_text(EMPTY, "utf-8")
    seen, empty = [], []
    # Interleaved, so that a busy minute of the machine is in both.
    for _ in range(TIMES):
        for app, seconds in ((APP, seen), ("apps/empty.py", empty)):
            with marimo("run", app, cwd=own_copy, course=own_copy) as address:
                seconds.append(seconds_to_open(browser, address))
    quiz, nothing = statistics.median(seen), statistics.median(empty)
    print(f"checkpoint 1: {quiz:.1f} s; an empty page: {nothing:.1f} s")
    assert quiz - nothing < MORE_THAN_EMPTY_S, (seen, empty)


def seconds_to_open(browser, address: str) -> float:
    page = browser.new_page(viewport=SCREEN)
    began = time.monotonic()
    page.goto(address)
    page.get_by_text(OPEN).first.wait_for(timeout=READY_MS)
    taken = time.monotonic() - began
    page.close()
    return taken
