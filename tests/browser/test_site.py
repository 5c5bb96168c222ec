"""The site from its files, in one browser without a server: light, dark, narrow, by keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from accessible import OF_COLOUR
from classroom import syllabus

pytestmark = pytest.mark.slow

NARROW = {"width": 390, "height": 844}
# They hold every kind of element; the soak takes all pages.
EACH_KIND = ("index.html", "search.html", "01_data_engineering.html", "04_model_evaluation.html")
EACH_KIND += ("docs/ml_cheatsheet.html",)
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
# Boxes beyond the window, but for what stands in a box that scrolls by itself.
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(one => one.checkVisibility()
        && !one.closest('.table, pre, svg, .skip')
        && one.getBoundingClientRect().right > window.innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 80))"""
TERM, MOST_TABS = "leak", 12


class Shown:
    """A page of a browser that notes what it said, and what it asked of anything but a file."""

    def __init__(self, context, site) -> None:
        self.page, self.site, self.noted = context.new_page(), site, []
        self.page.on("console", lambda said: self.noted.append(said.text))
        self.page.on("pageerror", lambda error: self.noted.append(str(error)))
        self.page.on("request", self._request)

    def _request(self, request) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.noted.append(request.url)

    def open(self, path: str) -> None:
        self.page.goto((self.site / path).as_uri())
        self.page.evaluate(OPEN)

    def violations(self, *, of_colour: bool = False) -> list[str]:
        # Preloading asks for style sheets over a network, which a file has not.
        options = {"resultTypes": ["violations"], "preload": False}
        options |= OF_COLOUR if of_colour else {}
        found = Axe().run(self.page, None, options).response["violations"]
        return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.fixture(scope="module")
def paths(site) -> list[str]:
    found = sorted(one.relative_to(site).as_posix() for one in site.rglob("*.html"))
    assert len(found) > len(syllabus.lessons())
    return found


@pytest.fixture
def shown(site, browser, request) -> Iterator[Shown]:
    context = browser.new_context(**getattr(request, "param", {}))
    yield Shown(context, site)
    context.close()


in_both = pytest.mark.parametrize(
    "shown", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=str
)


@in_both
def test_axe_finds_nothing_in_light_and_dark(shown, request):
    dark = "dark" in request.node.name
    for path in EACH_KIND:
        shown.open(path)
        assert shown.violations(of_colour=dark) == [], path


@pytest.mark.soak
@in_both
def test_axe_finds_nothing_on_any_page(paths, shown):
    for path in paths:
        shown.open(path)
        assert shown.violations() == [], path


def test_no_page_says_or_asks_anything(paths, shown):
    for path in paths:
        shown.open(path)
        assert shown.noted == [], path


@pytest.mark.parametrize("shown", [{"viewport": NARROW}], indirect=True, ids=["390px"])
def test_nothing_sticks_out_of_a_narrow_screen(paths, shown):
    for path in paths:
        shown.open(path)
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert shown.page.evaluate(TOO_WIDE) == [], path


@pytest.mark.parametrize("shown", [{"java_script_enabled": False}], indirect=True, ids=["plain"])
def test_a_lesson_is_there_without_scripts(shown):
    shown.page.goto((shown.site / "01_data_engineering.html").as_uri())
    assert "Data engineering" in shown.page.locator("h1").inner_text()
    shown.page.locator("summary", has_text="What comes out").first.click()
    assert shown.page.get_by_text("the minimum").last.is_visible()


def test_a_term_is_found_with_the_keyboard_alone(shown):
    page = shown.page
    page.goto((shown.site / "search.html").as_uri())
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "query":
            break
    page.keyboard.type(TERM)
    assert f"sections with “{TERM}”" in page.locator("[role=status]").inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html#*")
    assert TERM in page.locator("main").inner_text().lower()
    page.goto((shown.site / "search.html").as_uri())
    page.locator("#query").fill("no such word anywhere")
    assert page.locator("[role=status]").inner_text().startswith("No sections")
    assert shown.noted == []
