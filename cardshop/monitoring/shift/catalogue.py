"""Shifts that a stream of cards can suffer, each a function of cards: for tests and drills.

Nothing here says what a shift costs: that depends on the model, and is measured with the truth.
`FAULTS` are made by machines and people, `MIXES` by the market: other cards, each of them sound.
`CONCEPTS` change what is true of the same cards: no look at cards or answers can find them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from cardshop.contract.fields import FIELDS, NOT_GRADED

LOT, TRUTH = "lot_id", "card_type"
TEXT = ("attack_name", "body_color", "egg_groups", "rarity", "language")
INCHES_PER_M, POUNDS_PER_KG, GRAMS_PER_KG = 39.3701, 2.20462, 1000
HIGHEST_BYTE = 255
SCANS = ("scan_hue_deg", "scan_saturation", "scan_brightness")
STATS = tuple(name for name in FIELDS if name.startswith("base_"))
HUE, SATURATION, BRIGHTNESS = map(pl.col, SCANS)
WORD = pl.col("attack_name")


@dataclass(frozen=True)
class Shift:
    """What changes: cells (`cells`), which cards come (`weight`, 0 or more), or what is true.

    `lots`: the share of lots that it reaches; the others stay as they were.
    """

    cells: tuple[pl.Expr, ...] = ()
    weight: pl.Expr | None = None
    lots: float = 1.0

    def __call__(self, cards: pl.DataFrame, draws: np.random.Generator) -> pl.DataFrame:
        """As many cards in the same lots; card_type stays each card's truth.

        A weighted mix draws each lot's cards anew from the lot, with replacement.
        """
        lots = cards[LOT].unique(maintain_order=True)
        hit = lots.filter(pl.Series(draws.random(len(lots)) < self.lots))
        reached = cards[LOT].is_in(hit.implode())
        if self.weight is not None:
            cards = _redrawn(cards, self.weight, draws)
        changed = cards.with_columns(self.cells)
        if self.lots == 1:
            return changed
        return pl.concat([changed.filter(reached), cards.filter(~reached)])


def _redrawn(cards: pl.DataFrame, weight: pl.Expr, draws: np.random.Generator) -> pl.DataFrame:
    """Each lot's cards, drawn by weight with replacement; a lot of weight 0 as if all weighed 1."""
    weighed = cards.select(LOT, weight=weight.cast(pl.Float64).fill_null(0.0))
    total = weighed.select(pl.col("weight").sum().over(LOT)).to_series()
    mass = weighed.select(pl.when(pl.lit(total) > 0).then("weight").otherwise(1.0)).to_series()
    ends = mass.cum_sum().to_numpy()
    lot = cards[LOT].rle_id().to_numpy()
    last = np.flatnonzero(np.append(np.diff(lot), 1))
    high = ends[last][lot]
    low = np.concatenate([[0.0], ends[last[:-1]]])[lot]
    drawn = low + draws.random(cards.height) * (high - low)
    place = np.minimum(np.searchsorted(ends, drawn, side="right"), last[lot])
    return cards[place.tolist()]


def _one(*cells: pl.Expr, lots: float = 1.0) -> Shift:
    return Shift(cells=cells, lots=lots)


def _mix(weight: pl.Expr) -> Shift:
    return Shift(weight=weight)


def _turned(degrees: float) -> pl.Expr:
    return (HUE + degrees) % 360


def _unit(values: pl.Expr) -> pl.Expr:
    return values.clip(0, 1)


def _neighbour(name: str) -> pl.Expr:
    """The cell of the lot's next card: rows out of step, each column as a whole unchanged."""
    return pl.col(name).shift(-1).fill_null(pl.col(name).first()).over(LOT)


def _some(name: str, percent: int, value: pl.Expr) -> pl.Expr:
    """`value` in about this share of the cells, by the card's number."""
    chosen = pl.col("card_id").str.tail(4).cast(pl.Int64) * 37 % 100 < percent
    return pl.when(chosen).then(value).otherwise(pl.col(name)).alias(name)


def _swapped(one: str, other: str) -> tuple[pl.Expr, pl.Expr]:
    return pl.col(other).alias(one), pl.col(one).alias(other)


def _where(condition: pl.Expr, weight: float) -> pl.Expr:
    return pl.when(condition).then(float(weight)).otherwise(1.0)


def _among(column: str, value: str, weight: float) -> pl.Expr:
    return _where(pl.col(column) == value, weight)


def _lower(names: tuple[str, ...] = TEXT) -> tuple[pl.Expr, ...]:
    return tuple(pl.col(name).str.to_lowercase() for name in names)


NOTHING = Shift()
FAULTS: dict[str, Shift] = {
    **{f"hue turned by {by} degrees": _one(_turned(by)) for by in (4, 10, 20, 30, 45, 60, 90, 180)},
    **{f"hue turned by -{by} degrees": _one(_turned(-by)) for by in (10, 30, 60)},
    "hue turned by 90 degrees in 3 of 10 lots": _one(_turned(90), lots=0.3),
    "hue in radians": _one(HUE.radians()),
    "hue as a share of a turn": _one(HUE / 360),
    "hue in steps of ten degrees": _one((HUE / 10).round() * 10 % 360),
    "hue mirrored": _one(-HUE % 360),
    "hue not read": _one(pl.lit(0.0).alias("scan_hue_deg")),
    "saturation from 0 to 255": _one(SATURATION * HIGHEST_BYTE),
    "saturation in percent": _one(SATURATION * 100),
    **{f"saturation times {by}": _one(_unit(SATURATION * by)) for by in (0.6, 0.8, 0.9, 0.97, 1.2)},
    **{f"saturation {by:+}": _one(_unit(SATURATION + by)) for by in (-0.2, -0.1, 0.02, 0.1, 0.2)},
    "saturation rounded to tenths": _one(SATURATION.round(1)),
    **{f"brightness times {by}": _one(_unit(BRIGHTNESS * by)) for by in (0.7, 0.9, 1.1, 1.3)},
    **{f"brightness {by:+}": _one(_unit(BRIGHTNESS + by)) for by in (-0.2, -0.1, -0.03, 0.03, 0.2)},
    "brightness -0.3 in 3 of 10 lots": _one(_unit(BRIGHTNESS - 0.3), lots=0.3),
    "saturation and brightness swapped": _one(*_swapped("scan_saturation", "scan_brightness")),
    "all text in lower case": _one(*_lower()),
    "all text in lower case in 3 of 10 lots": _one(*_lower(), lots=0.3),
    "text in lower case and hue turned by 40 degrees": _one(*_lower(), _turned(40)),
    **{f"{name} in lower case": _one(*_lower((name,))) for name in TEXT if name != "language"},
    "languages in upper case": _one(pl.col("language").str.to_uppercase()),
    "a space before the attack": _one((pl.lit(" ") + WORD).alias("attack_name")),
    "attacks in quotation marks": _one((pl.lit('"') + WORD + '"').alias("attack_name")),
    **{f"{share} % of the attacks missing": _one(_some("attack_name", share, pl.lit(None)))
       for share in (5, 30, 100)},
    "30 % of the attacks in new words": _one(_some("attack_name", 30, pl.lit("Zephyr ") + WORD)),
    "one attack for all cards": _one(WORD.max()),
    "no egg groups": _one(pl.lit(None, pl.String).alias("egg_groups")),
    "egg groups joined by a slash": _one(pl.col("egg_groups").str.replace("|", "/", literal=True)),
    "one language for all": _one(pl.lit("en").alias("language")),
    "one rarity for all": _one(pl.lit("Common").alias("rarity")),
    "body colour gray for all": _one(pl.lit("Gray").alias("body_color")),
    "hit points times 10": _one(pl.col("hp") * 10),
    "hit points +40": _one(pl.col("hp") + 40),
    "hit points +10": _one(pl.col("hp") + 10),
    "hit points times 1.2": _one((pl.col("hp") * 1.2 / 10).round().cast(pl.Int64) * 10),
    "damage not read": _one(pl.lit(0, pl.Int64).alias("attack_damage")),
    "damage halved": _one(pl.col("attack_damage") // 20 * 10),
    "damage missing": _one(pl.lit(None, pl.Int64).alias("attack_damage")),
    "hit points and damage swapped": _one(*_swapped("hp", "attack_damage")),
    "retreat cost not read": _one(pl.lit(0, pl.Int64).alias("retreat_cost")),
    "height in inches": _one(pl.col("height_m") * INCHES_PER_M),
    "height in feet": _one(pl.col("height_m") * INCHES_PER_M / 12),
    "weight in pounds": _one(pl.col("weight_kg") * POUNDS_PER_KG),
    "weight in grams": _one(pl.col("weight_kg") * GRAMS_PER_KG),
    "all base stats missing": _one(*(pl.lit(None, pl.Int64).alias(name) for name in STATS)),
    "attack and special attack swapped": _one(*_swapped("base_attack", "base_sp_attack")),
    "defense and special defense swapped": _one(*_swapped("base_defense", "base_sp_defense")),
    "speed halved": _one(pl.col("base_speed") // 2),
    "release dates missing": _one(pl.lit(None, pl.Date).alias("release_date")),
    "release dates 20 years later": _one(pl.col("release_date").dt.offset_by("20y")),
    "generations counted from 0": _one(pl.col("generation") - 1),
    "scans of the next card": _one(*map(_neighbour, SCANS)),
    "hue of the next card": _one(_neighbour("scan_hue_deg")),
    "attack of the next card": _one(_neighbour("attack_name")),
    "body colour of the next card": _one(_neighbour("body_color")),
    "rarity of the next card": _one(_neighbour("rarity")),
}  # fmt: skip
MIXES: dict[str, Shift] = {
    "sets since 2014": _mix(pl.col("release_date").dt.year() >= 2014),
    "sets since 2020": _mix(pl.col("release_date").dt.year() >= 2020),
    "sets before 2007": _mix(pl.col("release_date").dt.year() < 2007),
    "six times the new generations": _mix(_where(pl.col("generation") >= 8, 6)),
    "first generation alone": _mix(pl.col("generation") == 1),
    "six times the legends": _mix(_where(pl.col("is_legendary"), 6)),
    "four times the Japanese prints": _mix(_among("language", "ja", 4)),
    "no English prints": _mix(_among("language", "en", 0)),
    "five times the slabs": _mix(_where(pl.col("grading_company") != NOT_GRADED, 5)),
    "no commons": _mix(_among("rarity", "Common", 0)),
    **{f"{times} times the {kind} cards": _mix(_among(TRUTH, kind, times))
       for kind, times in (("Fire", 4), ("Water", 2), ("Dragon", 6), ("Colorless", 4),
                           ("Psychic", 3), ("Metal", 6), ("Fairy", 6), ("Grass", 4))},
    "no Water cards": _mix(_among(TRUTH, "Water", 0)),
}  # fmt: skip
CONCEPTS: dict[str, Shift] = {
    "Psychic printed as Darkness in recent sets": _one(
        pl.when((pl.col(TRUTH) == "Psychic") & (pl.col("release_date").dt.year() >= 2014))
        .then(pl.lit("Darkness")).otherwise(pl.col(TRUTH)).alias(TRUTH)
    ),
    "Fairy cards given up": _one(pl.col(TRUTH).replace("Fairy", "Psychic")),
}  # fmt: skip
SHIFTS: dict[str, Shift] = FAULTS | MIXES | CONCEPTS
