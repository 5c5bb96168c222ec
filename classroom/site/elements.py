"""What marimo put out as plain HTML: no element of marimo's is left, and none needs a script."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from classroom.site import charts, controls, tables
from classroom.site.markup import Node, changed, element, parsed

PLAIN = "markdown"
COLOURED = "codehilite"
# Words of 12 px are still read at this share of it.
SMALLEST = 0.85


def plain(html: str) -> Node:
    """The tree of an output, with every element of marimo's made into a plain one."""
    return changed(_unpacked(parsed(html)), _plain)


def _unpacked(node: Node) -> Node:
    """The wrappers of elements left out, so that an element stands where its wrapper stood."""
    children: list[Node | str] = []
    for one in node.children:
        if isinstance(one, str):
            children.append(one)
            continue
        inner = _unpacked(one)
        children += inner.children if one.name == "marimo-ui-element" else [inner]
    return Node(node.name, node.attributes, children)


def _plain(node: Node) -> Node:
    make = ELEMENTS.get(node.name)
    if make is not None:
        return make(node)
    if node.name.startswith("marimo-"):
        raise ValueError(f"<{node.name}> has no plain form; write one into {__name__}")
    return _without_looks(_block(node))


def _block(node: Node) -> Node:
    """Marimo writes paragraphs as spans, which would stand in one line without its styles."""
    if node.name == "span" and PLAIN in node.classes():
        return element("div", *node.children)
    if node.name == "span" and "paragraph" in node.classes():
        return element("p", *node.children)
    if node.name == "div" and "flex-direction: row" in node.get("style"):
        return element("div", *node.children, class_="row")
    if node.name == "div" and COLOURED in node.classes():
        return element("div", *node.children, class_="code")
    if node.name == "pre":
        return element("pre", *node.children, tabindex="0")
    return tables.boxed(node) if node.name == "table" else node


def _without_looks(node: Node) -> Node:
    """Styles left out; the alignment of a column is a class."""
    style = node.attributes.pop("style", "")
    if node.name == "svg":
        return _wide(node)
    if "text-align: right" in style:
        node.attributes["class"] = "number"
    if node.name == "th":
        node.attributes["scope"] = "col"
    return node


def _wide(node: Node) -> Node:
    """A diagram in a box that scrolls sideways, so that its words stay large enough to read."""
    wide_px = float(node.get("viewBox").split()[2])
    node.attributes["style"] = f"max-width: {wide_px:g}px; min-width: {SMALLEST * wide_px:g}px"
    return element("div", node, class_="diagram", tabindex="0", role="group", aria_label="Diagram")


def _folded(node: Node) -> Node:
    """Parts that open on a click: the browser's own element does it."""
    labels = json.loads(node.get("data-labels"))
    parts = [one for one in node.children if isinstance(one, Node)]
    return Node(
        children=[
            element("details", element("summary", *controls.words(label)), part)
            for label, part in zip(labels, parts, strict=True)
        ]
    )


def _callout(node: Node) -> Node:
    inner = plain(json.loads(node.get("data-html")))
    return element("div", inner, class_=f"callout {json.loads(node.get('data-kind'))}")


def _value(node: Node) -> Node:
    """A value of Python as its text; marimo marks the kind of a number before it."""
    return element("pre", _written(json.loads(node.get("data-json-data"))), tabindex="0")


def _written(value: Any) -> str:
    def unmarked(one: Any) -> Any:
        if isinstance(one, dict):
            return {key: unmarked(inner) for key, inner in one.items()}
        if isinstance(one, list):
            return [unmarked(inner) for inner in one]
        marked = isinstance(one, str) and one.startswith("text/plain")
        return json.loads(one.split(":", maxsplit=1)[1]) if marked else one

    return json.dumps(unmarked(value), indent=2, ensure_ascii=False)


def _drawn(node: Node) -> Node:
    mime, told = json.loads(node.get("data-mime")), json.loads(node.get("data-data"))
    if "vegalite" not in mime:
        raise ValueError(f"an output of kind {mime} has no plain form; write one into {__name__}")
    return charts.drawn(json.loads(told) if isinstance(told, str) else told)


ELEMENTS: dict[str, Callable[[Node], Node]] = {
    "marimo-accordion": _folded,
    "marimo-callout-output": _callout,
    "marimo-json-output": _value,
    "marimo-mime-renderer": _drawn,
    "marimo-table": tables.table,
    **{f"marimo-{kind}": controls.control for kind in controls.KINDS},
}
