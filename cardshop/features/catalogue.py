"""Which features there are: one line each, in the order in which every result lists them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from cardshop.contract.fields import FIELDS
from cardshop.features import recipes

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

# What becomes of a null, in words, and the type that goes with it.
STAYS_MISSING = "stays missing: a fill is fitted in training"
BECOMES_A_WORD = f'the category "{recipes.MISSING}"'
BECOMES_ZERO = "0: in no egg group"

EGG_GROUPS = (
    "Amorphous", "Bug", "Ditto", "Dragon", "Fairy", "Field", "Flying", "Grass", "Human-Like",
    "Mineral", "Monster", "Undiscovered", "Water 1", "Water 2", "Water 3",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One column that a model may see: how it is made, from what, and what for.

    `unit` holds the unit or domain of a value, `missing` what becomes of a null input.
    """

    name: str
    group: str
    recipe: Callable[..., recipes.Expression]
    inputs: tuple[str, ...]
    unit: str
    why: str
    dtype: PolarsDataType = pl.Float32
    missing: str = STAYS_MISSING

    def expression(self, namespace: recipes.Namespace) -> recipes.Expression:
        """The feature as an expression of polars or narwhals, under its own name."""
        return self.recipe(namespace, *self.inputs).alias(self.name)


def _number(column: str, why: str) -> Feature:
    unit = FIELDS[column].span_in_words()
    return Feature(
        name=column, group="raw", recipe=recipes.number, inputs=(column,), unit=unit, why=why
    )


def _category(**about: Any) -> Feature:
    return Feature(dtype=pl.String, missing=BECOMES_A_WORD, **about)


def _raw_category(column: str, why: str) -> Feature:
    unit = ", ".join(FIELDS[column].domain)
    about = {"name": column, "group": "raw", "inputs": (column,), "unit": unit, "why": why}
    return _category(recipe=recipes.text, **about)


def _angle(name: str, recipe: Callable[..., recipes.Expression], why: str) -> Feature:
    about = {"name": name, "group": "hue", "inputs": ("scan_hue_deg",), "why": why}
    return Feature(recipe=recipe, unit="-1 to 1", **about)


def _egg(group: str) -> Feature:
    return Feature(
        name="egg_" + group.lower().replace(" ", "_").replace("-", "_"),
        group="egg",
        recipe=partial(recipes.egg_group, group=group),
        inputs=("egg_groups",),
        unit="0 or 1",
        missing=BECOMES_ZERO,
        why="Breeding groups follow body and habitat, and those lean to types.",
    )


def _ratio(name: str, above: str, below: str) -> Feature:
    return Feature(
        name=name,
        group="ratio",
        recipe=recipes.log_ratio,
        inputs=(above, below),
        unit=f"log of {above} / {below}",
        why="Adds nothing that lesson 02 could measure, so no model pays for it by default.",
    )


_TABLE = (
    _number("base_hp", "Dragons have the most, Grass and Lightning the least."),
    _number("base_attack", "Dragons and Fighting hit hardest, Fairies least."),
    _number("base_defense", "Metal is armoured: half as much again as most types."),
    _number("base_sp_attack", "Psychic, Fire and Lightning fight from afar, Fighting does not."),
    _number("base_sp_defense", "Fairy and Psychic withstand what comes from afar."),
    _number("base_speed", "Lightning is the fastest type, Fairy the slowest."),
    _number("height_m", "Dragons are the tallest, Fairies and Grass the smallest."),
    _number("weight_kg", "Metal and Dragon are heavy, Fairy and Grass light."),
    _number("generation", "Darkness and Dragon came with later species."),
    _number("evo_stage", "Hardly differs by type: a check that a model ignores noise."),
    _number("hp", "Grows with the years more than with the type: it drifts."),
    _number("attack_damage", "Goes with hp: a correlated copy of what the model has."),
    _number("retreat_cost", "Fighting and Metal are slow to leave the field."),
    _number("scan_hue_deg", "A number here, an angle in truth: 359 and 1 are neighbours."),
    _number("scan_saturation", "Colorless and Metal cards are grey, Fire is vivid."),
    _number("scan_brightness", "Darkness is dark, Colorless bright; depends on the station, too."),
    _raw_category("body_color", "Green leans to Grass, Blue to Water, Red to Fire."),
    _raw_category("rarity", "Hardly differs by type; rare cards gleam, which blurs the scan."),
    _raw_category("language", "Tells how far to trust word and hue, nothing of the type."),
    _angle("hue_sin", recipes.hue_sin, "With hue_cos a point on a circle: 359 beside 1."),
    _angle("hue_cos", recipes.hue_cos, "With hue_sin a point: one alone mixes up two angles."),
    _category(
        name="first_word",
        group="word",
        recipe=recipes.first_word,
        inputs=("attack_name",),
        unit="52 words in the catalogue, others in new prints",
        why="44 of 52 words lean to a type; the other 8 say nothing.",
    ),
    *map(_egg, EGG_GROUPS),
    _category(
        name="era",
        group="era",
        recipe=recipes.era,
        inputs=("release_date",),
        unit=", ".join(name for _, name in recipes.ERAS),
        why="Rules of print changed: the same Poison species was Grass, Psychic, then Darkness.",
    ),
    _ratio("attack_ratio", "base_attack", "base_sp_attack"),
    _ratio("defense_ratio", "base_defense", "base_sp_defense"),
    Feature(
        name="density",
        group="ratio",
        recipe=recipes.density,
        inputs=("weight_kg", "height_m"),
        unit="log of 1 + kg / m²",
        why="Heavy for its height; weight and height already say so.",
    ),
)
FEATURES: dict[str, Feature] = {one.name: one for one in _TABLE}
# In the order of the table.
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(one.group for one in _TABLE))
# All but the ratios, which were measured to add nothing.
DEFAULT: tuple[str, ...] = tuple(group for group in GROUPS if group != "ratio")


def named(names: Collection[str]) -> tuple[Feature, ...]:
    """The features of these groups or names, each once, in the order of the table."""
    return tuple(one for one in _TABLE if one.group in names or one.name in names)


def catalogue() -> pl.DataFrame:
    """One row a feature, in order: feature, group, dtype, unit, inputs, missing, why."""
    return pl.DataFrame(
        {
            "feature": one.name,
            "group": one.group,
            "dtype": str(one.dtype),
            "unit": one.unit,
            "inputs": ", ".join(one.inputs),
            "missing": one.missing,
            "why": one.why,
        }
        for one in _TABLE
    )
