"""Tables: frames that marimo would page through, and those that prose wrote."""

from __future__ import annotations

import json
from typing import Any

from classroom.site.markup import Node, element

NUMBERS = ("integer", "number")


def table(node: Node) -> Node:
    """A frame as a table, with the rows that marimo shows first, and a line if there are more."""
    rows = json.loads(node.get("data-data"))
    rows = json.loads(rows) if isinstance(rows, str) else rows
    fields = json.loads(node.get("data-field-types") or "null") or []
    names = [name for name, _ in fields] or list(rows[0] if rows else ())
    right = {name for name, (kind, _) in fields if kind in NUMBERS}
    head = [_cell("th", name, name in right, scope="col") for name in names]
    body = [
        element("tr", *(_cell("td", shown(row.get(name)), name in right) for name in names))
        for row in rows
    ]
    made = element("table", element("thead", element("tr", *head)), element("tbody", *body))
    total = int(node.get("data-total-rows") or len(rows))
    more = f"{len(rows)} of {total:,} rows."
    note = [element("p", more, class_="note")] if total > len(rows) else []
    return Node(children=[boxed(made), *note])


def shown(value: Any) -> str:
    """A value as a reader sees it: at most six digits of a fraction, "null" for nothing."""
    if value is None:
        return "null"
    if isinstance(value, float):
        return f"{value:.6g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def boxed(node: Node) -> Node:
    """A table in a box of its own that scrolls sideways, by keys as well."""
    for one in node.walk():
        # A corner without words is no heading of anything.
        if one.name == "th" and not one.text():
            one.name = "td"
            one.attributes.pop("scope", None)
    first = next((one.text() for one in node.walk() if one.name == "th"), "")
    name = f"Table: {first}" if first else "Table"
    return element("div", node, class_="table", tabindex="0", role="group", aria_label=name)


def _cell(kind: str, text: str, right: bool, **told: str) -> Node:  # noqa: FBT001  a column's side
    return element(kind, text, **(told | ({"class_": "number"} if right else {})))
