"""A delivery of a few valid cards that a test can break in one place."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from cardshop.contract import COLUMNS, FIELDS

SPECIES = pl.DataFrame(
    {
        "dex_no": [25, 143, 999],
        "species": ["Pikachu", "Snorlax", "Smallest"],
        "line_id": [172, 446, 999],
        "height_m": [0.4, 2.1, 0.1],
        "weight_kg": [6.0, 460.0, 0.1],
    }
)
SOUND: dict[str, Any] = {
    "card_id": "PK00000001",
    "lot_id": "L000001",
    "seller_country": "US",
    "set_code": "S50",
    "release_date": date(2017, 4, 8),
    "language": "en",
    "dex_no": 25,
    "species": "Pikachu",
    "line_id": 172,
    "generation": 1,
    "evo_stage": 1,
    "is_legendary": False,
    "base_hp": 35,
    "base_attack": 55,
    "base_defense": 40,
    "base_sp_attack": 50,
    "base_sp_defense": 50,
    "base_speed": 90,
    "height_m": 0.4,
    "weight_kg": 6.0,
    "body_color": "Yellow",
    "egg_groups": "Field|Fairy",
    "rarity": "Rare",
    "is_holo": False,
    "hp": 90,
    "attack_name": "Volt Strike",
    "attack_damage": 60,
    "retreat_cost": 1,
    "grading_company": "none",
    "grade": None,
    "scan_hue_deg": 52.0,
    "scan_saturation": 0.6,
    "scan_brightness": 0.7,
    "card_type": "Lightning",
}
TYPES = {name: field.dtype for name, field in FIELDS.items()}


def typed(*changes: dict[str, Any]) -> pl.DataFrame:
    """One sound card per argument with those changes, in the contract's types; own ids."""
    rows = [{**SOUND, "card_id": f"PK{i:08d}", **change} for i, change in enumerate(changes)]
    return pl.DataFrame(rows, schema=TYPES)


def as_text(*changes: dict[str, Any]) -> pl.DataFrame:
    """The same as text columns, as a CSV gives them; changes are texts or null."""
    sound = typed({}).cast(pl.String).row(0, named=True)
    rows = [{**sound, "card_id": f"PK{i:08d}", **change} for i, change in enumerate(changes)]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
