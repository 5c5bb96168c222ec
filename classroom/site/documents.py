"""The documents of `docs/` as pages, with links between them that hold on the site."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from posixpath import normpath

from classroom.site import coloured, elements, outline
from classroom.site.lesson import Page
from classroom.site.markup import Node, changed, element

FOLDER = "docs"


def page(document: Path) -> Page:
    """The page of a Markdown document."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tree = changed(elements.plain(reader.render(document.read_text("utf-8"))), _coloured)
    body = element("article", tree)
    headings = outline.ordered(body)
    path = f"{FOLDER}/{document.stem}.html"
    return Page(path, headings[0].text, body, headings, "Document")


def _coloured(node: Node) -> Node:
    (code, *_) = node.children or [""]
    if node.name != "pre" or not isinstance(code, Node):
        return node
    return coloured.block(code.raw().rstrip("\n"), code.get("class").removeprefix("language-"))


def linked(page: Page, source: str, known: dict[str, str]) -> Page:
    """The page with links to files of the course that lead to pages of the site.

    `source` is the file that the page came from, `known` the page of each file. A link to a file
    that has no page becomes its words: the site may lie where the files do not.
    """

    def mend(node: Node) -> Node:
        target = node.get("href")
        if node.name != "a" or not target or target.startswith(("http", "#", "mailto:")):
            return node
        path, _, part = target.partition("#")
        wanted = normpath((PurePosixPath(source).parent / path).as_posix())
        if wanted not in known:
            return Node(children=node.children)
        up = "../" * page.path.count("/")
        return element("a", *node.children, href=f"{up}{known[wanted]}" + (part and f"#{part}"))

    return Page(page.path, page.title, changed(page.body, mend), page.headings, page.kind)
