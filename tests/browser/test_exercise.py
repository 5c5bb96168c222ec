"""An exercise as a learner meets it: type a wrong answer, read, type a right one."""

from __future__ import annotations

from classroom import syllabus
from questions import questions, solution_source, wrong
from served import marimo

READY_MS = 60_000
QUESTION = next(one for one in questions() if one.id == "1.2")


def answer_with(page, source: str) -> None:
    """Replace the answer's cell by this source and run it."""
    editor = page.locator(".cm-content").filter(has_text=f"def {QUESTION.answer}(").first
    editor.scroll_into_view_if_needed()
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source.strip())
    page.keyboard.press("ControlOrMeta+Enter")


def verdict(page, state: str):
    return page.get_by_text(f"{QUESTION.id} {QUESTION.title}: {state}").first


def test_a_wrong_then_a_right_answer_change_the_verdict_in_words(browser, own_copy):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    notebook = own_copy / "exercises" / f"{syllabus.lesson(QUESTION.id).stem}.py"
    mistake = next(one for one in wrong() if one.question is QUESTION)
    with marimo("edit", str(notebook), cwd=own_copy, course=own_copy) as address:
        page.goto(address)
        verdict(page, "not attempted").wait_for(timeout=READY_MS)
        answer_with(page, mistake.source)
        verdict(page, "not yet").wait_for()
        page.get_by_text(mistake.message).first.wait_for()
        page.get_by_text("Hint 1 of 3").first.wait_for()
        answer_with(page, solution_source(QUESTION))
        verdict(page, "passed").wait_for()
        page.get_by_text("The seven faults of").first.wait_for()
    record = (own_copy / ".course" / "record.jsonl").read_text()
    assert record.count('"attempt"') >= 2
    assert '"passed"' in record
    page.close()


def test_what_a_learner_wrote_in_a_lesson_is_there_when_it_reopens(browser, own_copy):
    lesson = own_copy / f"{syllabus.lesson('01').stem}.py"
    words = "Only if every order, clock and seed is closed."
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
        page.close()
