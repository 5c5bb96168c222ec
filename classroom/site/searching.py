"""Search without a server: a list for the browser's own find, and an index for a small script."""

from __future__ import annotations

import json
from collections.abc import Sequence

from classroom.site.lesson import Page
from classroom.site.markup import Node, element

HINT = (
    "Type a word to see the sections that speak of it. Without a script, use your browser's find."
)


def index(pages: Sequence[Page]) -> str:
    """The sections of all pages with their words, as a script that a file may load."""
    entries = [
        {"page": page.title, "to": f"{page.path}#{one.id}", "title": one.text, "words": one.words}
        for page in pages
        for one in page.headings
    ]
    # A closing tag inside a text could end the script.
    told = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"window.COURSE_SECTIONS = {told};\n"


def page(pages: Sequence[Page]) -> Page:
    """The page to search on: a box that works with the script, and every section as a link."""
    listed = [part for one in pages for part in _listed(one)]
    box = element(
        "form",
        element("label", "Search all pages", for_="query"),
        element("input", id="query", type="search", autocomplete="off"),
        element("p", role="status", aria_live="polite", id="found"),
        element("ol", id="results"),
        id="search",
        role="search",
        hidden="",
    )
    heading = element("h1", "Search")
    body = element("article", heading, element("p", HINT), box, *listed)
    return Page("search.html", "Search", body, (), "Search")


def _listed(page: Page) -> list[Node]:
    links = [
        element("li", element("a", one.text, href=f"{page.path}#{one.id}"))
        for one in page.headings[1:]
    ]
    heading = element("h2", element("a", page.title, href=page.path))
    return [heading, element("ul", *links)] if links else [heading]
