"""From Ctrl+Enter to the changed verdict on the page, beside a check that computes nothing.

Both notebooks are the exercise in a copy of the course, in `marimo edit`. The second one's `check`
is EMPTY_CHECK. The page itself keeps the time: from the key to the change of the verdict's text.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from benchmarks.chromium import NONE_FOUND, chromium, launched
from benchmarks.findings import Bar, Findings, NotMeasuredError, Say, Table
from benchmarks.served import copy_of_the_course, marimo
from benchmarks.timing import Samples
from classroom import checks, syllabus
from classroom.checks import Question

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHAT = "edit to verdict in the browser, against a check that computes nothing"
ABOUT_MIN = 4.0
# One of middle weight, a light and a heavy one.
ASKED = ("1.2", "1.3", "1.5b")
EMPTY, OURS = "an empty check", "the course's check"
State = Literal["passed", "not yet"]
STATES: tuple[State, ...] = ("passed", "not yet")
BAR = Bar(OURS, 1.15, "ratio")
READY_MS, VERDICT_MS = 120_000, 30_000
# Whatever the last verdict unlocked has run, and its pictures are drawn.
SETTLE_MS = 250

EMPTY_CHECK = '''\
"""A check that judges nothing and gives the next state at once: what marimo takes by itself."""

from collections import Counter

import marimo as mo

CALLS = Counter()


class Card:
    def __init__(self, question_id):
        CALLS[question_id] += 1
        self.question_id, call = question_id, CALLS[question_id]
        self.passed = call % 2 == 0
        self.state = "passed" if self.passed else "not attempted" if call == 1 else "not yet"

    def _display_(self):
        said = mo.md(f"**{self.question_id} Empty: {self.state}**\\n\\nNothing was judged.")
        return mo.callout(mo.vstack([said]), kind="success" if self.passed else "warn")


def check(question_id, function):
    return Card(question_id)
'''
# Verdicts stand in shadow roots, where an observer of the document does not look by itself.
STOPWATCH = """(() => {
    const said = () => [...document.querySelectorAll('marimo-callout-output')]
        .map(one => one.shadowRoot?.textContent ?? '').join('\\n');
    const look = () => {
        if (window.began === undefined || window.took !== undefined) return;
        if (said().includes(window.wanted)) window.took = performance.now() - window.began;
    };
    const observer = new MutationObserver(look);
    const all = {subtree: true, childList: true, characterData: true, attributes: true};
    observer.observe(document, all);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
        const root = attach.call(this, how);
        observer.observe(root, all);
        return root;
    };
    document.addEventListener('keydown', event => {
        if (event.key === 'Enter' && event.ctrlKey) window.began = performance.now();
    }, true);
    window.wind = wanted => {
        window.began = window.took = undefined;
        window.wanted = wanted;
        return said().includes(wanted);
    };
})()"""
IDLE = "!document.querySelector('[data-status=running], [data-status=queued]')"


@dataclass(frozen=True)
class Desk:
    """An open notebook: its page, and the words with which its verdicts begin."""

    page: Page
    empty: bool

    def verdict(self, question: Question, state: str) -> str:
        """The words of a verdict as they stand on the page."""
        return f"{question.id} {'Empty' if self.empty else question.title}: {state}"

    def seconds(self, question: Question, source: str, state: State) -> float:
        """From Ctrl+Enter, once the source stands in the answer's cell, to the verdict's words."""
        self.page.bring_to_front()
        editor = self.page.locator(".cm-content").filter(has_text=f"def {question.answer}(").first
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)
        self.page.wait_for_timeout(SETTLE_MS)
        if self.page.evaluate("wanted => wind(wanted)", self.verdict(question, state)):
            message = f"The verdict on {question.id} is {state} before anything was run."
            raise AssertionError(message)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("window.took !== undefined", timeout=VERDICT_MS)
        took_s = self.page.evaluate("window.took") / 1000
        self.page.wait_for_function(IDLE, timeout=VERDICT_MS)
        self.page.wait_for_timeout(SETTLE_MS)
        return took_s


def measured(*, quick: bool, say: Say, rounds: int = 15) -> Findings:
    """Seconds per question, state and check; raises `NotMeasuredError` without a Chromium."""
    asked, rounds = (ASKED[:1], 3) if quick else (ASKED, rounds)
    with _desks(say) as desks:
        groups = {}
        for question_id in asked:
            say(f"question {question_id}, {rounds} rounds")
            groups |= _one_question(_question(question_id), desks, rounds)
    table = Table("Edit to verdict", groups, of="question, verdict", bar=BAR)
    return Findings(_method(), [table])


def _method() -> str:
    return (
        "From Ctrl+Enter in the answer's cell to the changed words of its verdict, taken by the "
        "page itself (`performance.now()`, an observer of the document and its shadow roots), in "
        "`marimo edit`. The empty check returns such a callout without judging or recording, so "
        "its time is marimo's own. *passed* runs every case of the question; *not yet* is an "
        "answer of None, which the first case refuses. Saving by itself is switched off in both."
    )


@contextmanager
def _desks(say: Say) -> Generator[dict[str, Desk], None, None]:
    path = chromium()
    if path is None:
        raise NotMeasuredError(NONE_FOUND)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        browser = stack.enter_context(launched(path))
        desks = {}
        for name in (EMPTY, OURS):
            say(f"opening the notebook with {name}")
            course = prepared(Path(folder) / name.replace(" ", "_"), empty=name == EMPTY)
            notebook = course / "exercises" / _notebook().name
            server = marimo("edit", str(notebook), cwd=course, course=course)
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.add_init_script(STOPWATCH)
            page.goto(stack.enter_context(server))
            desks[name] = Desk(page, empty=name == EMPTY)
            _wait_until_ready(desks[name])
        yield desks


def prepared(course: Path, *, empty: bool) -> Path:
    """A copy of the course that does not save by itself; an `empty` one judges nothing."""
    copy_of_the_course(course)
    settings = course / "pyproject.toml"
    save = '\n[tool.marimo.save]\nautosave = "off"\n'
    settings.write_text(settings.read_text("utf-8") + save, "utf-8")
    if empty:
        (course / "empty_check.py").write_text(EMPTY_CHECK, "utf-8")
        notebook = course / "exercises" / _notebook().name
        lines = notebook.read_text("utf-8").splitlines()
        place = next(n for n, line in enumerate(lines) if "from classroom.display import" in line)
        # In the same cell, the later import is the one that counts.
        lines.insert(place + 1, "    from empty_check import check")
        notebook.write_text("\n".join(lines) + "\n", "utf-8")
    return course


def _notebook() -> Path:
    return syllabus.lesson(ASKED[0]).file("exercises")


def _wait_until_ready(desk: Desk) -> None:
    last = _question(syllabus.lesson(ASKED[0]).questions[-1].id)
    words = desk.page.get_by_text(desk.verdict(last, "not attempted")).first
    words.wait_for(timeout=READY_MS)
    desk.page.wait_for_function(IDLE, timeout=READY_MS)
    desk.page.locator(".cm-content").first.wait_for(timeout=READY_MS)


def _question(question_id: str) -> Question:
    return checks.load_bank(syllabus.lesson(question_id).file("checks"))[question_id]


def _one_question(
    question: Question, desks: dict[str, Desk], rounds: int
) -> dict[str, dict[str, Samples]]:
    sources = answers(question)
    spent: dict[State, dict[str, list[float]]] = {
        state: {name: [] for name in desks} for state in STATES
    }
    for number in range(rounds + 1):
        for state in STATES:
            for name, desk in desks.items():
                took_s = desk.seconds(question, sources[state], state)
                if number:
                    spent[state][name].append(took_s)
    return {
        f"{question.id}, {state}": {name: Samples(tuple(one)) for name, one in by_name.items()}
        for state, by_name in spent.items()
    }


def answers(question: Question) -> dict[State, str]:
    """The model answer, and the same function with `return None` for its body."""
    path = syllabus.lesson(question.id).file("solutions")
    source = checks.answer_source(
        path.read_text("utf-8"), question.answer, filename=path.name
    ).strip()
    head = source[: source.index('"""')]
    return {"passed": source, "not yet": f"{head}return None"}
