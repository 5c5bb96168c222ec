"""A control on a page that is read: its label, its value and what else it could be."""

from __future__ import annotations

import json
from typing import Any

from classroom.site.markup import Node, element, parsed

KINDS = (
    "button",
    "checkbox",
    "dropdown",
    "multiselect",
    "number",
    "radio",
    "range-slider",
    "slider",
    "switch",
    "text",
    "text-area",
)
WRITING = ("text-area",)
FEW = 8


def words(label: str) -> list[Node | str]:
    """The content of a label in one line: its paragraphs unwrapped."""

    def inline(node: Node) -> list[Node | str]:
        wrapped = node.name == "" or node.classes() & {"markdown", "paragraph"}
        inner = [part for one in node.children for part in _parts(one, inline)]
        return inner if wrapped else [Node(node.name, node.attributes, inner)]

    return inline(parsed(label))


def _parts(one: Node | str, inline: Any) -> list[Node | str]:
    return [one] if isinstance(one, str) else inline(one)


def control(node: Node) -> Node:
    """A control as a line; a choice of letters, or a place to write, as its question."""
    kind = node.name.removeprefix("marimo-")
    label = json.loads(node.get("data-label") or '""') or ""
    value = json.loads(node.get("data-initial-value") or "null")
    if kind == "dropdown" and value in ([], None):
        return _question(label)
    if kind in WRITING:
        return element("div", *_blocks(label), class_="question")
    said = [element("span", *words(label), class_="label")]
    if kind != "button":
        said += [" ", element("strong", _told(value))]
    if reach := _reach(node, kind):
        said += [" ", element("span", reach, class_="reach")]
    return element("p", *said, class_="control", data_control=kind)


def _question(label: str) -> Node:
    return element("div", *_blocks(label), class_="predict")


def _blocks(label: str) -> list[Node | str]:
    from classroom.site.elements import plain

    return [plain(label)]


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list):
        return " to ".join(map(_told, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _reach(node: Node, kind: str) -> str:
    """What a control can be moved to, in words."""
    if kind in ("slider", "range-slider", "number") and node.get("data-start"):
        steps = json.loads(node.get("data-steps") or "[]")
        ends = (steps[0], steps[-1]) if steps else (node.get("data-start"), node.get("data-stop"))
        return f"from {ends[0]} to {ends[1]}"
    if kind == "dropdown":
        options = [str(one) for one in json.loads(node.get("data-options"))]
        few = len(options) <= FEW
        return f"one of: {', '.join(options)}" if few else f"one of {len(options)}"
    return {"button": "a button", "switch": "a switch", "checkbox": ""}.get(kind, "")
