"""What the course puts on a page can be read, heard and operated by everybody.

One server and one page a (notebook, mode) serve all claims; what is marimo's own stands in
`accessible.MARIMOS`, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from accessible import LESSON, SCREEN, SETTLE_MS, Opened, opened
from classroom.checks import State
from classroom.progress import RECORD, FileRecord
from questions import questions
from served import copy_of_the_course

LESSON_RUN, LESSON_EDIT = ("", "run"), ("", "edit")
EXERCISE_RUN, EXERCISE_EDIT = ("exercises", "run"), ("exercises", "edit")
EACH = (LESSON_RUN, LESSON_EDIT, EXERCISE_RUN, EXERCISE_EDIT)
NARROW_PX = 390
TEXT_CONTRAST = 4.5
MOST_STOPS, KEY_MS, OPERATED_MS = 400, 100, 10_000
# What the page says when a cell failed.
TROUBLE = "text=/Traceback|This cell raised|An internal error occurred|ancestor prevented/"
FIGURE = re.compile(r"figure\(\s*\*")

# Elements of all shadow roots in reading order.
DEEP = """((root = document) => { const walk = one => [...one.querySelectorAll('*')]
    .flatMap(each => each.shadowRoot ? [each, ...walk(each.shadowRoot)] : [each]);
    return walk(root); })()"""
HEADINGS = f"""() => {DEEP}.filter(one => /^H[1-6]$/.test(one.tagName) && one.checkVisibility())
    .map(one => [Number(one.tagName[1]), one.innerText])"""
# A chart's description, and the text of the cell that it stands in.
CHARTS = f"""() => {{ const cell = one => one.closest('.marimo-cell')
        ?? (one.getRootNode().host && cell(one.getRootNode().host));
    return {DEEP}.filter(one => one.tagName === 'CANVAS' && one.checkVisibility())
    .map(one => [one.closest('[role=graphics-document]')?.ariaLabel ?? '',
        cell(one)?.innerText ?? '']); }}"""
# Boxes that scroll sideways or reach beyond the window, but for tables in their own box.
TOO_WIDE = f"""() => {DEEP}.filter(one => one.checkVisibility()
        && !one.closest('table, svg, .sr-only') && !one.querySelector('table')
        && (one.getBoundingClientRect().right > window.innerWidth + 1
            || ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
                && one.scrollWidth > one.clientWidth + 1))
    .map(one => one.tagName + ' ' + one.className + ': ' + (one.innerText ?? '').slice(0, 60))"""
DRAWN_TEXT = """() => window.drawn.filter(([pen]) => pen.canvas.isConnected)
    .map(([pen, text, colour]) => [text, colour, [...pen.getImageData(0, 0, 1, 1).data]])"""
CHOICE, VALUE = "select:has(option[value=A])", "one => one.value"
NO_CHOICE = "--"
CALLOUTS = f"""() => {DEEP}.filter(one => one.tagName === 'MARIMO-CALLOUT-OUTPUT')
    .map(one => [...(one.shadowRoot ?? one).children].map(part => part.innerText ?? '')
        .join('\\n').trim())"""
FOCUSED = """() => { let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one; }"""


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return copy_of_the_course(tmp_path_factory.mktemp("accessible") / "course")


@pytest.fixture(scope="module")
def notebook(browser, course, request) -> Iterator[Opened]:
    with opened(browser, course, *request.param) as one:
        yield one


def of(*notebooks):
    """The claim is about these notebooks, in these modes."""
    found = []
    for one in notebooks:
        # In `edit` a lesson puts out what it does in `run`, and takes three times as long.
        marks = [pytest.mark.soak] if one == LESSON_EDIT else []
        found.append(pytest.param(one, id=f"{one[0] or 'lesson'}-{one[1]}", marks=marks))
    return pytest.mark.parametrize("notebook", found, indirect=True)


@of(*EACH)
def test_axe_finds_nothing_to_mend_in_light_and_dark(notebook):
    for scheme in ("light", "dark"):
        notebook.show(scheme)
        assert notebook.found(of_colour=scheme == "dark") == []


@of(LESSON_EDIT, EXERCISE_EDIT)
def test_no_cell_fails_in_edit(notebook):
    raised = TROUBLE if notebook.folder == "" else "text=/An internal error occurred/"
    assert notebook.page.locator(raised).count() == 0
    assert notebook.page.locator(".marimo-error").count() == 0


@of(EXERCISE_EDIT)
def test_a_wrong_then_a_right_answer_are_recorded(notebook, course):
    events = [one for one in FileRecord(course / RECORD).events() if one.get("question") == "1.3"]
    assert [one["state"] for one in events] == ["not yet", "passed"]


@of(LESSON_RUN, EXERCISE_RUN)
def test_headings_go_down_one_level_at_a_time(notebook):
    headings = notebook.page.evaluate(HEADINGS)
    levels = [level for level, _ in headings]
    assert len(levels) > 5
    assert levels[0] == 1
    assert levels.count(1) == 1
    skipped = [text for (before, _), (level, text) in pairwise(headings) if level > before + 1]
    assert skipped == []
    assert [level for level, text in headings if not text.strip()] == []


@of(LESSON_RUN, LESSON_EDIT)
def test_every_chart_has_its_sentence_for_eye_and_ear(notebook):
    charts = notebook.page.evaluate(CHARTS)
    assert len(charts) == len(FIGURE.findall(notebook.path.read_text("utf-8"))) > 0
    for description, beside in charts:
        assert len(description.split()) > 5
        assert description in beside


@of(LESSON_RUN)
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_text_in_charts_stands_out(notebook, scheme):
    # A chart is drawn anew when the scheme changes.
    notebook.show("light" if scheme == "dark" else "dark")
    notebook.show(scheme)
    page = notebook.page.evaluate("getComputedStyle(document.body).backgroundColor")
    drawn = notebook.page.evaluate(DRAWN_TEXT)
    assert len(drawn) > 50
    faint = [
        text
        for text, colour, (*behind, opaque) in drawn
        if contrast(channels(colour), behind if opaque else channels(page)) < TEXT_CONTRAST
    ]
    assert faint == []


def channels(colour: str) -> list[int]:
    """Red, green and blue of #rrggbb or rgb(...)."""
    if colour.startswith("#"):
        return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return [int(float(one)) for one in re.findall(r"[\d.]+", colour)[:3]]


def contrast(one: list[int], other: list[int]) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted(luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[int]) -> float:
    shares = [part / 255 for part in colour]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@of(EXERCISE_EDIT)
def test_every_verdict_says_its_state_in_words(notebook):
    cards = notebook.page.evaluate(CALLOUTS)
    asked = [one for one in questions() if one.id.startswith(LESSON.number.lstrip("0"))]
    said = {}
    for one in asked:
        heads = [card for card in cards if card.startswith(f"{one.id} {one.title}: ")]
        assert len(heads) == 1
        first_line = heads[0].splitlines()[0].removeprefix(f"{one.id} {one.title}: ")
        said[one.id] = first_line.split(" · ")[0]
    assert len(said) == len(LESSON.questions) > 0
    assert set(said.values()) == {state.value for state in State}
    assert (said["1.1a"], said["1.2"], said["1.3"]) == ("your code raised", "not yet", "passed")
    assert sum(card.startswith(("Right.", "Not right.")) for card in cards) > 0


@of(LESSON_RUN, EXERCISE_RUN)
def test_only_tables_scroll_sideways_on_a_phone(notebook):
    notebook.page.set_viewport_size({"width": NARROW_PX, "height": SCREEN["height"]})
    notebook.page.wait_for_timeout(SETTLE_MS)
    wide = notebook.page.evaluate(TOO_WIDE)
    notebook.page.set_viewport_size(SCREEN)
    assert wide == []


def operate(page, kind: str, key: str, says: str) -> tuple[str, str]:
    """Tab to the next element of a kind, which shows the focus: what it says before and after."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle(FOCUSED)
        if focused.evaluate("(one, kind) => one?.matches(kind) ?? false", kind):
            break
    else:
        pytest.fail(f"Tab reaches no {kind}")
    assert shows_focus(page, focused), f"nothing shows the focus on {kind}"
    before = focused.evaluate(says)
    page.keyboard.press(key, delay=KEY_MS)
    for _ in range(OPERATED_MS // KEY_MS):
        after = page.evaluate_handle(FOCUSED).evaluate(says)
        if after not in (before, None):
            return before, after
        page.wait_for_timeout(KEY_MS)
    pytest.fail(f"{key} does nothing to {kind}")


def shows_focus(page, focused) -> bool:
    """Whether the pixels in and around an element differ once it lost the focus."""
    box = focused.as_element().bounding_box()
    around = {"x": box["x"] - 6, "y": box["y"] - 6}
    around |= {"width": box["width"] + 12, "height": box["height"] + 12}
    with_focus = page.screenshot(clip=around, animations="disabled")
    focused.evaluate("one => one.blur()")
    without = page.screenshot(clip=around, animations="disabled")
    focused.evaluate("one => one.focus({focusVisible: true})")
    return with_focus != without


@of(LESSON_RUN)
def test_the_keyboard_alone_predicts_moves_writes_and_reveals(notebook):
    page = notebook.page
    before, after = operate(page, CHOICE, "B", VALUE)
    assert (before, after) == ("A", "B")
    before, after = operate(page, "[role=slider]", "ArrowLeft", "one => one.ariaValueNow")
    assert int(after) < int(before)
    before, after = operate(page, "textarea", "x", "one => one.value")
    assert after == f"{before}x"
    before, after = operate(page, "h3 > button", "Enter", "one => one.ariaExpanded")
    assert {before, after} == {"true", "false"}


@of(EXERCISE_RUN)
def test_the_keyboard_alone_answers_a_quiz(notebook):
    before, after = operate(notebook.page, CHOICE, "B", VALUE)
    assert after != before


@of(EXERCISE_RUN)
def test_quick_answers_to_a_quiz_all_count_and_no_field_is_drawn_anew(notebook):
    lists = notebook.page.get_by_role("combobox", name="Your answer to")
    count = lists.count()
    assert count > 1
    lists.evaluate_all("all => all.forEach(one => { one.seen = true; })")
    for option, answered in ((NO_CHOICE, 0), ("B", count)):
        for one in lists.all():
            one.select_option(option)
        said = f"of {answered} answered"
        notebook.page.get_by_text(said).wait_for(timeout=OPERATED_MS)
    assert lists.evaluate_all("all => all.filter(one => one.seen).length") == count
