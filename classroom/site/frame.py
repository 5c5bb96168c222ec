"""What stands around the content of every page: head, way round, contents, foot."""

from __future__ import annotations

from collections.abc import Sequence

from classroom.site.lesson import Page
from classroom.site.markup import Node, element
from classroom.site.outline import Heading

NAME = "ML engineering, in nine lessons"
PLACES = (("index.html", "Lessons"), ("search.html", "Search"))


def whole(page: Page, *, around: tuple[Page | None, Page | None] = (None, None)) -> str:
    """The page as a file; `around` are the pages before and after it."""
    up = "../" * page.path.count("/")
    parts = [_contents(page.headings), element("main", page.body, _ways(around, up), id="main")]
    body = element(
        "body",
        element("a", "Skip to the content", href="#main", class_="skip"),
        _head(page, up),
        element("div", *[one for one in parts if one is not None], class_="frame"),
        _foot(),
        *_scripts(page, up),
    )
    root = element("html", _meta(page, up), body, lang="en")
    return f"<!doctype html>\n{root.html()}\n"


def _meta(page: Page, up: str) -> Node:
    title = page.title if page.path == "index.html" else f"{page.title} · {NAME}"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="stylesheet", href=f"{up}style.css"),
        # Without one a browser asks the root of the machine for it.
        element("link", rel="icon", href="data:,"),
    )


def _head(page: Page, up: str) -> Node:
    links = [
        element("li", element("a", words, href=f"{up}{path}", **_here(path == page.path)))
        for path, words in PLACES
    ]
    nav = element("nav", element("ul", *links), aria_label="Site")
    return element("header", element("span", NAME, class_="name"), nav)


def _here(here: bool) -> dict[str, str]:  # noqa: FBT001  one attribute or none
    return {"aria_current": "page"} if here else {}


def _contents(headings: Sequence[Heading]) -> Node | None:
    """The sections of a page as links; closed where the screen is small, if it has some."""
    sections = [one for one in headings if one.level == 2]
    if len(sections) < 4:
        return None
    links = [element("li", element("a", one.text, href=f"#{one.id}")) for one in sections]
    listed = element("details", element("summary", "On this page"), element("ul", *links))
    return element("nav", listed, aria_label="On this page", class_="contents")


def _ways(around: tuple[Page | None, Page | None], up: str) -> Node:
    ways = [
        element("a", f"{words}: {one.title}", href=f"{up}{one.path}", rel=rel)
        for one, words, rel in zip(around, ("Before", "Next"), ("prev", "next"), strict=True)
        if one is not None
    ]
    return element("nav", *ways, aria_label="Neighbours", class_="ways") if ways else Node()


def _foot() -> Node:
    words = (
        "Prose: CC BY 4.0. Code: MIT. Not affiliated with the holders of the Pokemon trademarks."
    )
    return element("footer", element("p", words))


def _scripts(page: Page, up: str) -> list[Node]:
    if page.kind != "Search":
        return []
    return [element("script", src=f"{up}{name}") for name in ("search-index.js", "search.js")]
