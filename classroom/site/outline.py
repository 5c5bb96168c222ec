"""Headings of a page: in order, each with a name to link to; and names that occur once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from classroom.site.markup import Node

LEVEL = re.compile(r"h[1-6]")
REFERENCE = re.compile(r"#([\w-]+)")


@dataclass(frozen=True)
class Heading:
    """A heading: its level, the name to link to, its words, and those that follow it."""

    level: int
    id: str
    text: str
    words: str = ""


def ordered(body: Node) -> tuple[Heading, ...]:
    """The headings of a page, mended in place: one of the first level, none skipped.

    Those of a folded part stand below the heading that it belongs to.
    """
    seen: Counter[str] = Counter()
    found: list[tuple[Heading, list[str]]] = []
    _walk(body, found, seen)
    return tuple(
        Heading(one.level, one.id, one.text, " ".join(" ".join(words).split()))
        for one, words in found
    )


def _walk(
    node: Node, found: list[tuple[Heading, list[str]]], seen: Counter[str], *, lower: int = 0
) -> None:
    if LEVEL.fullmatch(node.name):
        _mend(node, found, seen, lower)
        return
    if node.name == "details":
        inner = [int(one.name[1]) for one in node.walk() if LEVEL.fullmatch(one.name)]
        above = found[-1][0].level if found else 1
        lower = max(0, above + 1 - min(inner)) if inner else 0
    for one in node.children:
        if isinstance(one, Node):
            # A picture says nothing here that its reading beside it does not.
            if one.name != "svg":
                _walk(one, found, seen, lower=lower)
        elif found:
            found[-1][1].append(one)


def _mend(
    node: Node, found: list[tuple[Heading, list[str]]], seen: Counter[str], lower: int
) -> None:
    deepest = found[-1][0].level + 1 if found else 1
    level = min(max(int(node.name[1]) + lower, 2 if found else 1), deepest, 6)
    # As GitHub names headings, so that links within documents hold on both.
    slug = re.sub(r"[^\w\- ]", "", node.text().strip().lower()).replace(" ", "-") or "part"
    name = slug if not seen[slug] else f"{slug}-{seen[slug]}"
    seen[slug] += 1
    node.name, node.attributes = f"h{level}", {"id": name}
    found.append((Heading(level, name, node.text()), []))


def distinct(body: Node) -> None:
    """Give the names inside each picture a beginning of its own, in place."""
    pictures = [one for one in body.walk() if one.name == "svg"]
    for number, picture in enumerate(pictures, 1):
        for one in picture.walk():
            for key, value in one.attributes.items():
                if key == "id":
                    one.attributes[key] = f"p{number}-{value}"
                elif "#" in value and ("url(" in value or key.endswith("href")):
                    one.attributes[key] = REFERENCE.sub(rf"#p{number}-\1", value)
