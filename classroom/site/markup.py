"""HTML as a small tree: read from what an element put out, changed, and written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# The parser writes names small; in a picture these are read as written.
NAMES = """viewBox markerWidth markerHeight refX refY clipPath clipPathUnits linearGradient
    gradientUnits gradientTransform textLength preserveAspectRatio"""
WRITTEN = {one.lower(): one for one in NAMES.split()}


@dataclass
class Node:
    """An element with its attributes and what stands in it; without a name, a list of nodes."""

    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """An attribute, or an empty text."""
        return self.attributes.get(attribute, "")

    def classes(self) -> set[str]:
        """The names in its `class`."""
        return set(self.get("class").split())

    def walk(self) -> Iterator[Node]:
        """The node and all in it, in reading order."""
        yield self
        for one in self.children:
            if isinstance(one, Node):
                yield from one.walk()

    def text(self) -> str:
        """All words in it, with one blank between them."""
        return " ".join(self.raw().split())

    def raw(self) -> str:
        """All text in it, as it stands."""
        return "".join(one if isinstance(one, str) else one.raw() for one in self.children)

    def html(self) -> str:
        """It as HTML; texts and attributes are escaped."""
        inner = "".join(
            escape(one, quote=False) if isinstance(one, str) else one.html()
            for one in self.children
        )
        if not self.name:
            return inner
        told = "".join(f' {key}="{escape(value)}"' for key, value in self.attributes.items())
        closed = "" if self.name in VOID else f"{inner}</{self.name}>"
        return f"<{self.name}{told}>{closed}"


Change = Callable[[Node], Node]


def element(name: str, /, *children: Node | str, **attributes: str) -> Node:
    """A node; `class_` is written `class`, and `_` in a name as `-`."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return Node(name, named, list(children))


def parsed(html: str) -> Node:
    """The tree of a piece of HTML, in a node without a name; what was not closed is closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def changed(node: Node, change: Change) -> Node:
    """The tree with `change` applied to each element, the inner ones first."""
    inner = [changed(one, change) if isinstance(one, Node) else one for one in node.children]
    return change(Node(node.name, dict(node.attributes), inner))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node()
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {WRITTEN.get(key, key): value or "" for key, value in attrs}
        node = Node(WRITTEN.get(tag, tag), told)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = WRITTEN.get(tag, tag)
        places = [at for at, one in enumerate(self.open) if one.name == name]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
