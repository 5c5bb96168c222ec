"""The contract as a table: what one cell of each column may hold.

"Game" in a source means the printed cards of 1999 to 2025 as the data dictionary
(data/README.md) lists them; "species" means data/species.csv.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

# Major: something valid is refused now, or readers may meet something new; minor: a column is
# added; patch: words only.
VERSION = "1.0.0"

# Ranges: both ends are allowed, except the hue, where 360 degrees would be 0 again.
HP_RANGE = (30, 340)  # hit points; game
ATTACK_DAMAGE_RANGE = (0, 330)  # hit points taken; game
PRINT_STEP = 10  # hit points and damage are printed in tens; game
RETREAT_COST_RANGE = (0, 4)  # energies; game
GRADE_RANGE = (1, 10)  # grade points; grading companies
GENERATION_RANGE = (1, 9)  # species
EVO_STAGE_RANGE = (0, 2)  # evolutions since the basic form; species
BASE_STAT_RANGE = (1, 255)  # points; the video games store a base stat in one byte
HEIGHT_RANGE_M = (0.1, 20.0)  # metres; species
WEIGHT_RANGE_KG = (0.1, 999.9)  # kilograms; species
RELEASE_RANGE = (date(1999, 1, 9), date(2025, 12, 31))  # days; the 72 sets of the game
HUE_RANGE_DEG = (0.0, 360.0)  # degrees on the colour circle, 360 itself excluded; scanner
SATURATION_RANGE = (0.0, 1.0)  # fraction; scanner
BRIGHTNESS_RANGE = (0.0, 1.0)  # fraction; scanner

LANGUAGES = ("en", "ja", "de", "fr", "es", "it")  # ISO 639-1; game
RARITIES = ("Common", "Uncommon", "Rare", "Holo Rare", "Ultra Rare", "Secret Rare")  # game
NOT_GRADED = "none"
GRADERS = (NOT_GRADED, "Apex", "Borealis", "Crown")  # invented companies
COUNTRIES = ("US", "JP", "DE", "GB", "FR", "ES", "IT")  # ISO 3166-1; sellers under contract
CARD_TYPES = (
    "Grass", "Fire", "Water", "Lightning", "Psychic", "Fighting",
    "Darkness", "Metal", "Dragon", "Fairy", "Colorless",
)  # fmt: skip
# First and last year of the types that were not printed in all years; game.
IN_PRINT = {
    "Darkness": (2000, 2025),
    "Metal": (2000, 2025),
    "Dragon": (2012, 2025),
    "Fairy": (2014, 2019),
}
BODY_COLORS = (
    "Black", "Blue", "Brown", "Gray", "Green", "Pink", "Purple", "Red", "White", "Yellow",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Field:
    """What one cell may hold: its type, and of range, domain and pattern what applies."""

    dtype: PolarsDataType
    unit: str = ""
    span: tuple[float, float] | tuple[date, date] | None = None
    end_excluded: bool = False
    step: int | None = None
    domain: tuple[str, ...] = ()
    pattern: str | None = None
    example: str = ""
    nullable: bool = False

    def span_in_words(self) -> str:
        """What the range allows, with the unit: "30 to 340 hit points"."""
        if self.span is None:
            return "any value"
        low, high = self.span
        below = "below " if self.end_excluded else ""
        return f"{low} to {below}{high} {self.unit}".rstrip()

    def type_in_words(self) -> str:
        """What a value has to be before any other rule can look at it."""
        if self.dtype.is_integer():
            return "a whole number"
        if self.dtype.is_float():
            return "a number"
        if self.dtype == pl.Date:
            return "a date as YYYY-MM-DD"
        return "true or false" if self.dtype == pl.Boolean else "text"


def _text(pattern: str, example: str) -> Field:
    return Field(dtype=pl.String, pattern=pattern, example=example)


def _one_of(domain: tuple[str, ...]) -> Field:
    return Field(dtype=pl.String, domain=domain)


def _whole(span: tuple[int, int] | None = None, unit: str = "") -> Field:
    return Field(dtype=pl.Int64, span=span, unit=unit)


# Engines differ on which signs are space and which end a line: here is the sum of what they say.
_SIGN, _WITHIN = r"[^\s\x1c-\x1f\x85\ufeff]", r"[^\n\r\u2028\u2029]"
_PRINTED_NAME = rf"^{_SIGN}(?:{_WITHIN}{{0,58}}{_SIGN})?$"
_BASE_STAT = Field(dtype=pl.Int64, span=BASE_STAT_RANGE, unit="points")

# In the order in which a delivery lists its columns.
FIELDS: dict[str, Field] = {
    "card_id": _text(r"^PK[0-9]{8,}$", "PK00000042"),
    "lot_id": _text(r"^L[0-9]{6,}$", "L000001"),
    "seller_country": _one_of(COUNTRIES),
    "set_code": _text(r"^S[0-9]{2}$", "S07"),
    "release_date": Field(dtype=pl.Date, span=RELEASE_RANGE),
    "language": _one_of(LANGUAGES),
    "dex_no": Field(dtype=pl.Int64),
    "species": _text(_PRINTED_NAME, "Pikachu"),
    "line_id": Field(dtype=pl.Int64),
    "generation": _whole(GENERATION_RANGE),
    "evo_stage": _whole(EVO_STAGE_RANGE),
    "is_legendary": Field(dtype=pl.Boolean),
    "base_hp": _BASE_STAT,
    "base_attack": _BASE_STAT,
    "base_defense": _BASE_STAT,
    "base_sp_attack": _BASE_STAT,
    "base_sp_defense": _BASE_STAT,
    "base_speed": _BASE_STAT,
    "height_m": Field(dtype=pl.Float64, span=HEIGHT_RANGE_M, unit="m"),
    "weight_kg": Field(dtype=pl.Float64, span=WEIGHT_RANGE_KG, unit="kg"),
    "body_color": _one_of(BODY_COLORS),
    "egg_groups": _text(r"^[A-Z][^|]*(?:\|[A-Z][^|]*)?$", "Monster|Grass"),
    "rarity": _one_of(RARITIES),
    "is_holo": Field(dtype=pl.Boolean),
    "hp": Field(dtype=pl.Int64, span=HP_RANGE, step=PRINT_STEP, unit="hit points"),
    "attack_name": _text(_PRINTED_NAME, "Ember Strike"),
    "attack_damage": Field(
        dtype=pl.Int64, span=ATTACK_DAMAGE_RANGE, step=PRINT_STEP, unit="hit points"
    ),
    "retreat_cost": _whole(RETREAT_COST_RANGE, "energies"),
    "grading_company": _one_of(GRADERS),
    "grade": Field(dtype=pl.Int64, span=GRADE_RANGE, unit="grade points", nullable=True),
    "scan_hue_deg": Field(dtype=pl.Float64, span=HUE_RANGE_DEG, end_excluded=True, unit="degrees"),
    "scan_saturation": Field(dtype=pl.Float64, span=SATURATION_RANGE, unit="fraction"),
    "scan_brightness": Field(dtype=pl.Float64, span=BRIGHTNESS_RANGE, unit="fraction"),
    "card_type": _one_of(CARD_TYPES),
}
COLUMNS = tuple(FIELDS)
