"""The page on which a person asks for one quote: a form made from FIELDS, no library."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import polars as pl

from capstone.columns import FIELDS, Field

TEMPLATE = Path(__file__).with_name("page.html")
KIND = {pl.Int64: "number", pl.Float64: "number", pl.Date: "date"}
# A card to begin with: every value can be changed before it is sent.
EXAMPLE = {
    "condition": "NM", "release_date": "2021-03-19", "dex_no": 25, "generation": 1, "evo_stage": 0,
    "base_hp": 35, "base_attack": 55, "base_defense": 40, "base_sp_attack": 50,
    "base_sp_defense": 50, "base_speed": 90, "rarity": "Rare", "hp": 60, "card_type": "Lightning",
    "grading_company": "none",
}  # fmt: skip


def page(metadata: dict[str, Any]) -> str:
    """The HTML; the market's level and the day begin as the model last knew them."""
    begin = {**EXAMPLE, **metadata["last_index"], "sale_date": metadata["train_until"]}
    inputs = "\n".join(
        _input(name, field, begin.get(name)) for name, field in FIELDS.items() if field.needed
    )
    text = TEMPLATE.read_text("utf-8")
    return text.replace("{{inputs}}", inputs).replace("{{version}}", metadata["model_version"])


def _input(name: str, field: Field, value: Any) -> str:
    words = name.removeprefix("is_").replace("_", " ").capitalize()
    label = f'<label for="{name}">{html.escape(words)}</label>'
    if field.domain:
        options = "".join(
            f"<option{' selected' * (one == value)}>{html.escape(one)}</option>"
            for one in field.domain
        )
        return f'<p>{label}<select id="{name}" name="{name}">{options}</select></p>'
    if field.type == pl.Boolean:
        return f'<p>{label}<input id="{name}" name="{name}" type="checkbox"></p>'
    low, high = field.span or ("", "")
    step = ' step="any"' if field.type == pl.Float64 else ""
    required = "" if field.nullable else " required"
    shown = "" if value is None else f' value="{html.escape(str(value))}"'
    bounds = f' min="{low}" max="{high}"'
    kind = KIND[field.type]
    rest = f"{bounds}{step}{shown}{required}"
    return f'<p>{label}<input id="{name}" name="{name}" type="{kind}"{rest}></p>'
