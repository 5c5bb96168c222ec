"""A notebook in a browser, used to the full, and what axe and the eye find there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from classroom import syllabus
from classroom.checks import State
from questions import Candidate, questions, solution_source, wrong
from served import marimo

LESSON = syllabus.lesson("01")
# Words of the last cell that computes, by folder of the notebook: prose stands there at once.
LAST_COMPUTED = {"": "Is the contract itself right?", "exercises": "0 right of 0 answered"}
READY_MS, SETTLE_MS = 120_000, 1_000
SCREEN = {"width": 1280, "height": 900}
# marimo scrolls inside the page and draws what comes into sight, so all of it is passed once.
PASS_BY = """async () => { for (const cell of document.querySelectorAll('.marimo-cell')) {
        cell.scrollIntoView(); await new Promise(done => setTimeout(done, 30)); }
    document.querySelector('.marimo-cell').scrollIntoView(); }"""
# What stands where a result waits for a prediction, or a quiz for its first answer.
UNANSWERED = "text=/Choose above, and the result|of 0 answered/ >> nth=0"
CLICK = "one => one.click()"
# A choice is a native list of letters; other lists are controls of the lesson.
LETTER_A, LETTERS = "option[value=A]", "ABCDEFGH"

# A rule about the page around the cells, which marimo makes.
RULES_OFF = {"region": "marimo's page has no landmarks, and a cell cannot enclose the others"}
# What marimo draws: (rule, elements, why it is not the course's to mend). All else is judged.
MARIMOS = (
    (
        "button-name",
        "[data-testid=notebook-actions-dropdown] *",
        "the menu of `run` is an icon without a name",
    ),
    ("color-contrast", "[data-state].italic", "'No selection' under a table, 3.2 to 1 in light"),
    ("heading-order", "[role=alert] h5", "'Ancestor stopped', where `edit` names a waiting cell"),
)
# Two schemes are one page in other colours: what is no matter of colour is asked once.
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# In `edit` the course makes what cells put out; around it is marimo's editor.
OUTPUTS = {"include": ["[id^=output-]"]}

# The element that axe names: a path through shadow roots, in which marimo's elements live.
MATCHES = """([target, selector]) => { let one = null;
    for (const step of [target[0]].flat()) one = (one?.shadowRoot ?? document).querySelector(step);
    return one !== null && one.matches(selector); }"""
# Charts are canvases, which axe cannot read: each text that is drawn is noted with its colour.
NOTE_DRAWN_TEXT = """window.drawn = [];
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
        window.drawn.push([this, text, this.fillStyle]);
        return draw.call(this, text, ...where); };"""


@dataclass(frozen=True)
class Opened:
    """A notebook in a browser: where it lies, in which mode, and its page."""

    folder: str
    mode: str
    path: Path
    page: Any

    def show(self, scheme: str) -> None:
        """All of it, light or dark."""
        self.page.evaluate("window.drawn.length = 0")
        self.page.emulate_media(color_scheme=scheme)
        self.page.locator(f"body.{scheme}").wait_for()
        self.page.evaluate(PASS_BY)
        self.page.wait_for_timeout(SETTLE_MS)

    def found(self, *, of_colour: bool = False) -> list[str]:
        """What axe finds against the course, a line each; marimo's own left out.

        `of_colour` asks only what another colour scheme can change.
        """
        where = OUTPUTS if self.mode == "edit" else None
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        options |= OF_COLOUR if of_colour else {}
        options["rules"] = {rule: {"enabled": False} for rule in RULES_OFF}
        return [
            f"{violation['id']}: {node['html'][:200]}"
            for violation in Axe().run(self.page, where, options).response["violations"]
            for node in violation["nodes"]
            if not self._is_marimos(violation["id"], node["target"])
        ]

    def _is_marimos(self, rule: str, target: list) -> bool:
        return any(
            rule == its_rule and self.page.evaluate(MATCHES, [target, selector])
            for its_rule, selector, _ in MARIMOS
        )


@contextmanager
def opened(browser, course: Path, folder: str, mode: str) -> Iterator[Opened]:
    """A notebook that computed all it can, used as a learner would."""
    path = course / folder / f"{LESSON.stem}.py"
    context = browser.new_context(viewport=SCREEN)
    context.add_init_script(NOTE_DRAWN_TEXT)
    page = context.new_page()
    with marimo(mode, str(path), cwd=course, course=course) as address:
        page.goto(address)
        page.get_by_text(LAST_COMPUTED[folder]).first.wait_for(timeout=READY_MS)
        page.evaluate(PASS_BY)
        _use(page, folder, mode)
        page.evaluate(PASS_BY)
        page.wait_for_timeout(SETTLE_MS)
        yield Opened(folder, mode, path, page)
    context.close()


def _use(page, folder: str, mode: str) -> None:
    """Choose the first option everywhere; in `edit` of an exercise also answer three questions."""
    if (folder, mode) == ("exercises", "edit"):
        _attempt_three(page)
    _choose_everywhere(page)
    for model_answer in page.get_by_role("button", name="Compare with a model answer").all():
        model_answer.evaluate(CLICK)


def _choose_everywhere(page) -> None:
    """Choose first options until each group has a choice: one that is drawn anew loses a click."""
    groups = page.get_by_role("combobox").filter(has=page.locator(LETTER_A))
    for _ in range(READY_MS // SETTLE_MS):
        open_ones = [one for one in groups.all() if one.input_value() not in LETTERS]
        for one in open_ones:
            one.select_option("A")
        page.wait_for_timeout(SETTLE_MS)
        if not open_ones:
            break
    else:
        pytest.fail(f"No choice in {len(open_ones)} of {groups.count()} groups.")
    page.locator(UNANSWERED).wait_for(state="detached", timeout=READY_MS)


def _attempt_three(page) -> None:
    """One answer that raises, one that is wrong, and one that is wrong and then right."""
    by_id = {one.id: one for one in questions()}
    mistake, mended = (mistake_in(one) for one in ("1.2", "1.3"))
    raising = f"def {by_id['1.1a'].answer}(cards, seed):\n    return 1 / 0"
    _attempt(page, by_id["1.1a"], raising, State.RAISED)
    _attempt(page, by_id["1.2"], mistake.source, State.NOT_YET)
    _attempt(page, by_id["1.3"], mended.source, State.NOT_YET)
    page.get_by_text(mended.message).first.wait_for()
    _attempt(page, by_id["1.3"], solution_source(by_id["1.3"]), State.PASSED)
    page.get_by_role("button", name="Hint 1 of").first.evaluate(CLICK)


def mistake_in(question_id: str) -> Candidate:
    """The first named mistake of a question."""
    return next(one for one in wrong() if one.question.id == question_id)


def _attempt(page, question, source: str, state: State) -> None:
    editor = page.locator(".cm-content").filter(has_text=f"def {question.answer}(").first
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source.strip())
    page.keyboard.press("ControlOrMeta+Enter")
    page.get_by_text(f"{question.id} {question.title}: {state.value}").first.wait_for()
