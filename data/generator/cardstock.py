"""The invented printing rules: types, colours, words, rarities, languages, sets.

The card types and the years they were in print follow the real game; every probability,
colour and word is invented. data/README.md lists where the rules simplify the real ones.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

NONE = "none"

TYPES = (
    "Grass", "Fire", "Water", "Lightning", "Psychic", "Fighting",
    "Darkness", "Metal", "Dragon", "Fairy", "Colorless",
)  # fmt: skip
TYPE_CODE = {name: code for code, name in enumerate(TYPES)}

# First and last year in which real cards carried the type (all others: every year).
IN_PRINT = {
    "Darkness": (2000, 9999),
    "Metal": (2000, 9999),
    "Dragon": (2012, 9999),
    "Fairy": (2014, 2019),
}

# Video-game type -> card type from 2020 on; the exceptions before stand in species.py.
CARD_TYPE = {
    "Grass": "Grass", "Bug": "Grass", "Fire": "Fire", "Water": "Water", "Ice": "Water",
    "Electric": "Lightning", "Psychic": "Psychic", "Ghost": "Psychic", "Fairy": "Psychic",
    "Fighting": "Fighting", "Rock": "Fighting", "Ground": "Fighting", "Dark": "Darkness",
    "Poison": "Darkness", "Steel": "Metal", "Dragon": "Dragon", "Normal": "Colorless",
    "Flying": "Colorless",
}  # fmt: skip


class Frame(NamedTuple):
    """How the printed frame of a type looks to the scanner, and its attack words."""

    hue_deg: float
    saturation: float
    brightness: float
    words: tuple[str, str, str, str]


FRAMES = {
    "Grass": Frame(105, 0.62, 0.58, ("Vine", "Leaf", "Spore", "Thorn")),
    "Fire": Frame(8, 0.77, 0.60, ("Ember", "Blaze", "Cinder", "Scorch")),
    "Water": Frame(205, 0.64, 0.60, ("Tide", "Frost", "Splash", "Torrent")),
    "Lightning": Frame(52, 0.69, 0.74, ("Volt", "Spark", "Jolt", "Static")),
    "Psychic": Frame(285, 0.58, 0.56, ("Mind", "Dream", "Hex", "Psi")),
    "Fighting": Frame(28, 0.60, 0.52, ("Rock", "Fist", "Quake", "Boulder")),
    "Darkness": Frame(265, 0.38, 0.28, ("Night", "Venom", "Shade", "Gloom")),
    "Metal": Frame(215, 0.20, 0.60, ("Iron", "Steel", "Gear", "Alloy")),
    "Dragon": Frame(45, 0.50, 0.50, ("Wyrm", "Draco", "Scale", "Sky")),
    "Fairy": Frame(335, 0.60, 0.72, ("Charm", "Moon", "Glitter", "Pixie")),
    "Colorless": Frame(40, 0.16, 0.78, ("Tail", "Wing", "Body", "Head")),
}

GENERIC_WORDS = ("Quick", "Wild", "Mega", "Double", "Heavy", "Swift", "Lucky", "Focus")
MOVES = (
    "Strike", "Slash", "Burst", "Wave", "Crush", "Dance",
    "Rush", "Guard", "Storm", "Pulse", "Fang", "Whirl",
)  # fmt: skip
ATTACK_WORDS = tuple(w for name in TYPES for w in FRAMES[name].words) + GENERIC_WORDS
ATTACK_NAMES = tuple(f"{word} {move}" for word in ATTACK_WORDS for move in MOVES)

# What is left to 1 is "none". One table for all years: a single-era simplification.
WEAKNESS = {
    "Grass": {"Fire": 0.93},
    "Fire": {"Water": 0.95},
    "Water": {"Lightning": 0.80, "Metal": 0.15},
    "Lightning": {"Fighting": 0.95},
    "Psychic": {"Darkness": 0.75, "Metal": 0.20},
    "Fighting": {"Psychic": 0.75, "Grass": 0.20},
    "Darkness": {"Grass": 0.70, "Fighting": 0.25},
    "Metal": {"Fire": 0.95},
    "Dragon": {"Fairy": 0.35},
    "Fairy": {"Metal": 0.95},
    "Colorless": {"Fighting": 0.68, "Lightning": 0.27},
}
RESISTANCE = {
    "Grass": {"Water": 0.25},
    "Fire": {},
    "Water": {},
    "Lightning": {"Metal": 0.35},
    "Psychic": {"Fighting": 0.70},
    "Fighting": {},
    "Darkness": {"Psychic": 0.60},
    "Metal": {"Grass": 0.80},
    "Dragon": {},
    "Fairy": {"Darkness": 0.85},
    "Colorless": {"Psychic": 0.15},
}

LANGUAGES = {"en": 0.55, "ja": 0.20, "de": 0.09, "fr": 0.08, "es": 0.05, "it": 0.03}
# From the plainest to the scarcest: the position is the rank.
RARITIES = {
    "Common": 0.34, "Uncommon": 0.22, "Rare": 0.22,
    "Holo Rare": 0.11, "Ultra Rare": 0.08, "Secret Rare": 0.03,
}  # fmt: skip
GRADERS = {NONE: 0.70, "Apex": 0.14, "Borealis": 0.10, "Crown": 0.06}
CONDITIONS = {"NM": 0.45, "LP": 0.28, "MP": 0.15, "HP": 0.08, "DMG": 0.04}

SET_COUNT = 72
FIRST_RELEASE = np.datetime64("1999-01-09")
DAYS_BETWEEN_SETS = 136


def card_sets() -> pl.DataFrame:
    """The 72 invented sets: set_code, release_date (1999 to 2025) and its year."""
    released = FIRST_RELEASE + (np.arange(SET_COUNT) * DAYS_BETWEEN_SETS).astype("timedelta64[D]")
    codes = [f"S{number:02d}" for number in range(1, SET_COUNT + 1)]
    table = pl.DataFrame({"set_code": codes, "release_date": released})
    return table.with_columns(year=pl.col("release_date").dt.year().cast(pl.Int64))
