"""Requests that no service may answer with a quote, by what is wrong with them."""

from __future__ import annotations

import json
from typing import Any

# More than any page of quotes needs; a service reads no further than its own bound.
TOO_LARGE_BYTES = 8 << 20
DEPTH = 20_000


def requests(card: dict[str, Any]) -> dict[str, str]:
    """The body of each broken request; `card` is one that a service answers."""
    without = {name: value for name, value in card.items() if name != "rarity"}
    fields: dict[str, dict[str, Any]] = {
        "unknown rarity": {"rarity": "Mythic"},
        "unknown condition": {"condition": "nm"},
        "hp out of range": {"hp": 100_000},
        "negative base_hp": {"base_hp": -1},
        "number as text": {"hp": str(card["hp"])},
        "null rarity": {"rarity": None},
        "no such day": {"sale_date": "2025-13-45"},
        "index NaN": {"index_modern": float("nan")},
        "index infinite": {"index_vintage": float("inf")},
        "number beyond 64 bits": {"dex_no": 10**30},
        "half a letter": {"condition": "\ud800"},
        "list as rarity": {"rarity": ["Common"]},
    }
    bodies = {name: _body([card | change]) for name, change in fields.items()}
    return {
        "no JSON": "{",
        "empty body": "",
        "no quotes": _body([]),
        "quotes no list": json.dumps({"quotes": 5}),
        "a column missing": _body([without]),
        "one broken of two": _body([card, card | {"rarity": "Mythic"}]),
        "deeply nested": '{"quotes": ' + "[" * DEPTH + "]" * DEPTH + "}",
        **bodies,
        "too large": _body([card] * (1 + TOO_LARGE_BYTES // len(_body([card])))),
    }


def _body(cards: list[dict[str, Any]]) -> str:
    return json.dumps({"quotes": cards})
