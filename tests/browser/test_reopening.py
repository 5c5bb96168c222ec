"""What a learner wrote is there when the notebook is opened again."""

from __future__ import annotations

from classroom import syllabus
from served import marimo

READY_MS = 60_000


def test_what_a_learner_wrote_in_a_lesson_is_there_when_it_reopens(browser, own_copy):
    lesson = own_copy / f"{syllabus.lesson('00').stem}.py"
    words = "Whoever pays for a wrong answer."
    for visit in (1, 2):
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        with marimo("edit", str(lesson), cwd=own_copy, course=own_copy) as address:
            page.goto(address)
            box = page.get_by_placeholder("Your answer").first
            box.wait_for(timeout=READY_MS)
            if visit == 1:
                box.fill(words)
                box.blur()
                page.wait_for_timeout(1_500)
            else:
                assert box.input_value() == words
                assert page.locator(".marimo-error").count() == 0
        page.close()
