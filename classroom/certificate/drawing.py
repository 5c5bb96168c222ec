"""One page as SVG: A4 across, readable in black and white, its text there for every reader."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from classroom.certificate.earned import Earned, Line

SVG = "http://www.w3.org/2000/svg"
# A4 across at four units a millimetre.
WIDTH, HEIGHT = 1188, 840
MARGIN, MIDDLE, RIGHT = 72, WIDTH / 2, 650
LINE_PX, TEXT_PX, SMALL_PX = 30, 17, 14
NAME_PX, NAME_WIDTH = 58, WIDTH - 4 * MARGIN
# Widths in a serif face, in shares of its size; generous, so that no name is cut.
WIDE_EM, LETTER_EM = 1.05, 0.55
TITLE = "Professional ML engineering"
SELF_CHECKED = (
    "Self-checked: the course's own checks judged this work, on the learner's own machine. "
    "Nobody else has verified it."
)
STYLE = """
@page { size: A4 landscape; margin: 0 }
text { font-family: Georgia, 'Times New Roman', 'Noto Serif', serif; fill: #1a1a1a }
.kind { font-variant: small-caps; letter-spacing: 3px }
.head { font-weight: bold }
.number { text-anchor: end }
.middle { text-anchor: middle }
"""


def drawn(name: str, found: Earned, *, day: dt.date, version: str) -> str:
    """The certificate as an SVG document; equal input gives equal text.

    `name` as `printable` returns it; `version` says which course judged.
    """
    page = _page(name, day)
    _frame(page)
    _text(page, "Certificate of completion", (MIDDLE, 110), size=26, kind="middle kind")
    _name(page, name)
    done = f"has completed {TITLE}; every answer was judged once more on {day.isoformat()}."
    _text(page, done, (MIDDLE, 268), size=20, kind="middle")
    top = 330
    _block(page, "Modules: questions passed", found.modules, (MARGIN + 24, RIGHT - 40, top))
    low = _block(page, "Assessments", found.assessed, (RIGHT, WIDTH - MARGIN - 24, top))
    _block(page, "Self-scored, not verified", found.own, (RIGHT, WIDTH - MARGIN - 24, low + 24))
    _text(page, SELF_CHECKED, (MIDDLE, HEIGHT - 112), size=TEXT_PX, kind="middle head")
    _text(page, version, (MIDDLE, HEIGHT - 84), size=SMALL_PX, kind="middle")
    return ET.tostring(page, encoding="unicode", xml_declaration=True) + "\n"


def _page(name: str, day: dt.date) -> ET.Element:
    ET.register_namespace("", SVG)
    size = {"width": f"{WIDTH / 4:g}mm", "height": f"{HEIGHT / 4:g}mm"}
    page = ET.Element(f"{{{SVG}}}svg", {**size, "viewBox": f"0 0 {WIDTH} {HEIGHT}", "lang": "en"})
    ET.SubElement(page, f"{{{SVG}}}title").text = f"{TITLE}: {name}, {day.isoformat()}"
    ET.SubElement(page, f"{{{SVG}}}style").text = STYLE
    return page


def _frame(page: ET.Element) -> None:
    ET.SubElement(page, f"{{{SVG}}}rect", _box(0, fill="#ffffff"))
    for inset, width in ((34, 3), (42, 1)):
        edge = {"fill": "none", "stroke": "#1f4e79", "stroke-width": str(width)}
        ET.SubElement(page, f"{{{SVG}}}rect", _box(inset, **edge))


def _box(inset: int, **paint: str) -> dict[str, str]:
    size = {"width": str(WIDTH - 2 * inset), "height": str(HEIGHT - 2 * inset)}
    return {"x": str(inset), "y": str(inset), **size, **paint}


def _name(page: ET.Element, name: str) -> None:
    """The name, as large as the page allows; a reader's own direction, left or right."""
    ems = sum(_width_em(letter) for letter in name)
    text = _text(page, name, (MIDDLE, 208), size=min(NAME_PX, NAME_WIDTH / ems), kind="middle")
    text.set("direction", "rtl" if _reads_leftwards(name) else "ltr")
    text.set("unicode-bidi", "isolate")


def _width_em(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    return WIDE_EM if unicodedata.east_asian_width(letter) in "WF" else LETTER_EM


def _reads_leftwards(name: str) -> bool:
    strong = (unicodedata.bidirectional(letter) for letter in name)
    return next((one for one in strong if one in ("L", "R", "AL")), "L") != "L"


def _block(
    page: ET.Element, head: str, lines: Sequence[Line], place: tuple[float, float, float]
) -> float:
    """A heading and its lines between two edges; where the block ends."""
    left, right, top = place
    _text(page, head, (left, top), size=20, kind="head")
    for number, line in enumerate(lines, 1):
        y = top + number * LINE_PX
        _text(page, line.what, (left, y), size=TEXT_PX)
        _text(page, line.reached, (right, y), size=TEXT_PX, kind="number")
    return top + (len(lines) + 1) * LINE_PX


def _text(
    page: ET.Element, words: str, place: tuple[float, float], *, size: float, kind: str = ""
) -> ET.Element:
    at = {"x": f"{place[0]:g}", "y": f"{place[1]:g}", "font-size": f"{size:.1f}"}
    element = ET.SubElement(page, f"{{{SVG}}}text", at | ({"class": kind} if kind else {}))
    element.text = words
    return element
