"""Charts as pictures in the page's own colours, drawn once for wide and once for narrow screens."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from classroom.site.errors import SiteError
from classroom.site.markup import Node, element, parsed

WIDE_PX, NARROW_PX = 640, 300
# Stands for the colour of the page's text, and for a fainter one, until the picture is drawn.
INK, FAINT = "#010203", "#040506"
LOOK = {
    "background": None,
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": INK,
        "tickColor": INK,
        "gridColor": FAINT,
        "labelFontSize": 12,
        "titleFontSize": 12,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "symbolBaseFillColor": INK,
        "symbolBaseStrokeColor": INK,
    },
    "header": {"labelColor": INK, "titleColor": INK},
    "title": {"color": INK},
    "view": {"stroke": FAINT},
}
NARROW_LOOK = {"legend": {"orient": "top", "columns": 1}, "axis": {"labelLimit": 130}}
PALE = "color-mix(in srgb, currentColor 22%, transparent)"


def drawn(spec: dict[str, Any]) -> Node:
    """The chart as two pictures with its reading; a style sheet shows one of them.

    `spec` is Vega-Lite with its data inside. Raises `SiteError` without the drawing package.
    """
    reading = spec.get("description") or "Chart"
    parts = [
        _picture(_dressed(spec, width, more), reading, kind)
        for kind, width, more in (("wide", WIDE_PX, {}), ("narrow", NARROW_PX, NARROW_LOOK))
    ]
    return element("div", *parts, class_="chart")


def _dressed(spec: dict[str, Any], width: int, more: dict[str, Any]) -> dict[str, Any]:
    from classroom.charts import TEXT

    config = _merged(_merged(spec.get("config", {}), LOOK), more)
    told = _replaced(spec | {"config": config, "usermeta": {}}, width, TEXT.expr)
    return {key: value for key, value in told.items() if key not in ("$schema", "usermeta")}


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(one[key], other[key])
        for key in one.keys() & other.keys()
        if isinstance(one[key], dict) and isinstance(other[key], dict)
    }
    return one | other | both


def _replaced(value: Any, width: int, ink: str) -> Any:
    """The widths that a page would decide, and the texts that follow the page's colours."""
    if value == {"expr": ink}:
        return INK
    if isinstance(value, dict):
        return {
            key: width if (key, one) == ("width", "container") else _replaced(one, width, ink)
            for key, one in value.items()
        }
    return [_replaced(one, width, ink) for one in value] if isinstance(value, list) else value


def _picture(spec: dict[str, Any], reading: str, kind: str) -> Node:
    svg = _converter().vegalite_to_svg(spec).replace(INK, "currentColor").replace(FAINT, PALE)
    (picture,) = [one for one in parsed(svg).children if isinstance(one, Node)]
    for one in picture.walk():
        for name in [key for key in one.attributes if key.startswith(("aria-", "role"))]:
            del one.attributes[name]
    high, wide = picture.attributes.pop("height"), picture.attributes.pop("width")
    picture.attributes.pop("class", None)
    picture.attributes |= {
        "role": "img",
        "aria-label": reading,
        "class": kind,
        "viewBox": re.sub(r"[^\d. -]", "", picture.get("viewBox")) or f"0 0 {wide} {high}",
        "style": f"max-width: {wide}px",
    }
    picture.children.insert(0, element("desc", reading))
    return picture


@cache
def _converter() -> Any:
    try:
        import vl_convert
    except ImportError:
        told = "`uv sync --group site` installs it, then try again."
        raise SiteError(f"vl-convert-python draws the charts and is missing: {told}") from None
    return vl_convert
