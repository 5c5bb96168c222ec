"""What a right answer to question 2.1a is: five features, defined to the last odd value."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from classroom.checks import frame_with, question
from classroom.checks.compare import first_difference

GIVEN = {
    "card_id": pl.String,
    "species": pl.String,
    "scan_hue_deg": pl.Float64,
    "attack_name": pl.String,
    "egg_groups": pl.String,
    "attack_damage": pl.Int64,
    "retreat_cost": pl.Int64,
    "height_m": pl.Float64,
    "weight_kg": pl.Float64,
    "weakness": pl.String,
    "resistance": pl.String,
    "card_type": pl.String,
}
WANTED = {
    "hue_sin": pl.Float64,
    "hue_cos": pl.Float64,
    "attack_word": pl.String,
    "in_water_1": pl.Float64,
    "damage_per_retreat": pl.Float64,
    "log_kg_per_m": pl.Float64,
}
INPUTS = {
    "hue_sin": ("scan_hue_deg",),
    "hue_cos": ("scan_hue_deg",),
    "attack_word": ("attack_name",),
    "in_water_1": ("egg_groups",),
    "damage_per_retreat": ("attack_damage", "retreat_cost"),
    "log_kg_per_m": ("weight_kg", "height_m"),
}
LEAKS = ("species", "weakness", "resistance", "card_type")
CARD = dict(
    zip(
        GIVEN,
        ("", "Onix", 90.0, "Ember Kick", "Bug|Dragon", 60, 2, 2.0, 20.0, "Water", "none", "Fire"),
        strict=True,
    )
)
FEATURES = dict(zip(WANTED, (1.0, 0.0, "Ember", 0, 30.0, math.log(10)), strict=True))
NO_WORD = {"attack_word": "missing"}
NO_HUE = {"hue_sin": None, "hue_cos": None}
NO_RATIO = {"log_kg_per_m": None}


def at(degrees: float) -> tuple[dict, dict]:
    """A card with that hue, and the point on the circle."""
    turned = degrees * math.pi / 180
    return {"scan_hue_deg": degrees}, {"hue_sin": math.sin(turned), "hue_cos": math.cos(turned)}


# In what each card differs from CARD, and its features from FEATURES: one oddity a row.
CASES: list[tuple[dict, dict]] = [
    ({}, {}),
    *map(at, (0.0, 30.0, 180.0, 270.0, 359.0, 1.0, 360.0)),
    ({"scan_hue_deg": None}, NO_HUE),
    ({"scan_hue_deg": math.nan}, NO_HUE),
    ({"scan_hue_deg": math.inf}, NO_HUE),
    ({"attack_name": "Zorp"}, {"attack_word": "Zorp"}),
    ({"attack_name": "  Thorn Crush"}, {"attack_word": "Thorn"}),
    ({"attack_name": "Double  Slam "}, {"attack_word": "Double"}),
    ({"attack_name": "Mega-Punch up"}, {"attack_word": "Mega-Punch"}),
    ({"attack_name": None}, NO_WORD),
    ({"attack_name": ""}, NO_WORD),
    ({"attack_name": "   "}, NO_WORD),
    ({"egg_groups": "Water 1"}, {"in_water_1": 1}),
    ({"egg_groups": "Water 1|Water 3"}, {"in_water_1": 1}),
    ({"egg_groups": "Monster|Water 1"}, {"in_water_1": 1}),
    ({"egg_groups": "Bug|Water 1|Field"}, {"in_water_1": 1}),
    ({"egg_groups": "Water 2"}, {}),
    ({"egg_groups": "Water 10|Bug"}, {}),
    ({"egg_groups": "Field|Deep Water 1"}, {}),
    ({"egg_groups": ""}, {}),
    ({"egg_groups": None}, {}),
    ({"retreat_cost": 1}, {"damage_per_retreat": 60.0}),
    ({"retreat_cost": 0}, {"damage_per_retreat": 120.0}),
    ({"attack_damage": 0}, {"damage_per_retreat": 0.0}),
    ({"attack_damage": 0, "retreat_cost": 0}, {"damage_per_retreat": 0.0}),
    ({"attack_damage": None}, {"damage_per_retreat": None}),
    ({"retreat_cost": None}, {"damage_per_retreat": None}),
    ({"attack_damage": None, "retreat_cost": 0}, {"damage_per_retreat": None}),
    ({"weight_kg": 0.5}, {"log_kg_per_m": -math.log(4)}),
    ({"height_m": 0.25}, {"log_kg_per_m": math.log(80)}),
    *[
        ({name: value}, NO_RATIO)
        for name in ("weight_kg", "height_m")
        for value in (0.0, -1.0, None, math.nan, math.inf)
    ],
    ({"weight_kg": 0.0, "height_m": 0.0}, NO_RATIO),
    ({"weight_kg": -2.0, "height_m": -1.0}, NO_RATIO),
]
OTHER_CASES: list[tuple[dict, dict]] = [
    (
        at(60.0)[0] | {"attack_name": "Aqua Jet", "egg_groups": "Water 1|Dragon"},
        at(60.0)[1] | {"attack_word": "Aqua", "in_water_1": 1},
    ),
    (
        {"attack_damage": 330, "retreat_cost": 4, "weight_kg": 90.0},
        {"damage_per_retreat": 82.5, "log_kg_per_m": math.log(45)},
    ),
]
NUDGES = {
    "hue_sin": "Where on the circle do 0, 90 and 359 degrees lie, and what unit does a sine take?",
    "hue_cos": "Where on the circle do 0, 90 and 359 degrees lie, and what unit does a cosine take?",
    "attack_word": "Where does the first word begin, what ends it, and what if there is none?",
    "in_water_1": "Which names stand between the bars, and is one of them exactly `Water 1`?",
    "damage_per_retreat": "What does your expression divide by, and what settles a zero there?",
    "log_kg_per_m": "Of which numbers is there a logarithm, and what becomes of the others?",
}
MISSING = "What does the docstring give a card whose number nobody knows: null, or a number?"
NOT_FINITE = "What does arithmetic make of a NaN or an infinity, and where would you stop it?"
BY_ROW = "Which step looks at other rows than the card's own?"


def fixture(cases: list[tuple[dict, dict]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cards of these cases, and the table that they should give."""
    cards = [CARD | {"card_id": f"C{number:02d}"} | one for number, (one, _) in enumerate(cases)]
    wanted = [FEATURES | one for _, one in cases]
    return pl.DataFrame(cards, schema=GIVEN), pl.DataFrame(wanted, schema=WANTED, strict=False)


def as_numbers(got: pl.DataFrame) -> pl.DataFrame:
    """The table with true and false, and whole numbers of any width, as the numbers they are."""
    return got.with_columns(
        pl.col(name).cast(pl.Float64)
        for name, kind in got.schema.items()
        if kind.is_numeric() or kind == pl.Boolean
    )


def first_wrong_card(got: pl.DataFrame, cards: pl.DataFrame, want: pl.DataFrame) -> tuple[str, str]:
    """A sentence on the first difference, with the inputs behind it, and a question."""
    extra = [name for name in got.columns if name not in WANTED]
    if extra:
        told = f"Your table holds {extra[-1]}, too ({len(extra)} columns too many)."
        return told, "What would a model learn from a column that came along with the features?"
    if got.height != cards.height:
        told = f"From {cards.height} cards come {got.height} rows."
        return told, "Which of your verbs drops or repeats a row?"
    problem = first_difference(as_numbers(got), want, tolerance=1e-5)
    if problem is None or not problem.startswith("row"):
        told = f"From {cards.height} cards, {problem}." if problem else ""
        return told, "Of which type is each column, also when no card came?"
    where, _, what = problem.partition(": ")
    row, name = int(where.split()[1]), what.split(" is ")[0]
    inputs = {one: cards[row, one] for one in INPUTS[name]}
    shown = ", ".join(f"{one} {'null' if v is None else repr(v)}" for one, v in inputs.items())
    found, expected = got[row, name], want[row, name]
    return f"Row {row} ({shown}): {name} is {_said(found)}, expected {_said(expected)}.", _asked(
        name, list(inputs.values()), found
    )


def _asked(name: str, inputs: list[Any], found: Any) -> str:
    if name == "attack_word":
        return NUDGES[name]
    if any(isinstance(one, float) and not math.isfinite(one) for one in inputs):
        return NOT_FINITE
    return (
        MISSING if None in inputs and name != "in_water_1" and found is not None else NUDGES[name]
    )


def _said(value: Any) -> str:
    return "null" if value is None else f"{value:.5g}" if isinstance(value, float) else repr(value)


@question(
    "2.1a",
    title="Five features, exactly",
    answer="shop_features",
    returns=frame_with(*WANTED),
    points=4,
    hints=(
        "Which of your five expressions gives null, NaN or an infinity on a card with zeros in it?",
        "A text contains `Water 1` as soon as its letters occur. Which names would also match?",
        (
            "`pl.when(value.is_finite()).then(value)` is null wherever the number is unusable; "
            "what do `radians`, `str.extract`, `str.split` and `list.contains` make of a null?"
        ),
    ),
    why="A feature is a promise about every card, also tomorrow's oddest. One infinity stops a "
    "training at night, and a zero filed as unknown moves every card it touches, in silence.",
)
def to_the_last_odd_value(shop_features):
    cards, want = fixture(CASES)
    other, other_want = fixture(OTHER_CASES)
    for given, expected in ((cards, want), (other, other_want), (cards.clear(), want.clear())):
        problem, nudge = first_wrong_card(shop_features(given), given, expected)
        yield not problem, problem, nudge
    turned, half = pl.int_range(cards.height).reverse(), pl.int_range(0, cards.height, 2)
    for told, rows in (("in reverse order", turned), ("without every second one", half)):
        again = first_difference(
            as_numbers(shop_features(cards.select(pl.all().gather(rows)))),
            want.select(pl.all().gather(rows)),
            tolerance=1e-5,
        )
        yield again is None, f"With the cards {told}, {again}.", BY_ROW
    for name in LEAKS:
        told_later = cards.with_columns(pl.lit("Mew").alias(name))
        changed = first_difference(as_numbers(shop_features(told_later)), want, tolerance=1e-5)
        yield changed is None, f"With {name} changed, {changed}.", f"Who knows {name} at the gate?"
