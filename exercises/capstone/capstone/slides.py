"""The text of a slide, its figures filled in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FIGURE = re.compile(r"{([^{}:]+)(?::([^{}]*))?}")


def slides(docs: Path) -> list[str]:
    """The slides of slides.md as Markdown, with the figures of figures.json, or their names."""
    text = re.sub(r"<!--.*?-->\n?", "", (docs / "slides.md").read_text("utf-8"), flags=re.DOTALL)
    path = docs / "figures.json"
    told = json.loads(path.read_text("utf-8")) if path.exists() else {}
    parts = text.split("\n## ")[1:]
    return [FIGURE.sub(lambda figure: _shown(figure, told), f"# {part.strip()}") for part in parts]


def _shown(figure: re.Match[str], told: dict[str, Any]) -> str:
    found: Any = told
    for name in figure[1].split(".", maxsplit=1):
        if not isinstance(found, dict) or name not in found:
            return figure[0]
        found = found[name]
    return format(found, figure[2] or "")
