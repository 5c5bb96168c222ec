"""What a right answer to 6.3a is: an alarm for days that cost accuracy, whatever else moved.

A day is drawn in lots from the catalogue, as the practice model answers it. What a change costs is
the accuracy that this model loses by it over all cards: measured with the truth, and kept beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import load_cards
from cardshop.training import answered, practice_inputs
from classroom.checks import question

Case = tuple[bool, str, str]
Day = tuple[str, pl.DataFrame, pl.DataFrame]
LOT, REFERENCE_LOTS, DAY_LOTS = 25, 160, 80
# A day of chosen cards packs each of its lots from the cards of four.
LOTS_A_BOX = 4
SEED, FULL_SEED = 63, 630
MOST_QUIET, LEAST_HARMFUL, MOST_HARMLESS = 0.10, 0.90, 0.20
SCANNER, COLUMN, CARDS = "another scanner", "other columns", "other cards"


class Drawn(NamedTuple):
    """How many days of each kind."""

    quiet: int
    harmful: int
    harmless: int


# An answer is stopped after 10 s of computing, and one that replays needs 30 ms a day.
SOME, ALL = Drawn(40, 44, 26), Drawn(200, 50, 50)


class Change(NamedTuple):
    """Points of accuracy that it costs, its family, what is changed, or how often a card comes."""

    points: float
    family: str
    cells: tuple[pl.Expr, ...] = ()
    weight: pl.Expr | None = None


SATURATION, HUE = pl.col("scan_saturation"), pl.col("scan_hue_deg")
BRIGHTNESS = pl.col("scan_brightness")
KIND = pl.col("card_type")


def constant(name: str, value: float | str) -> tuple[pl.Expr]:
    """The same value in all rows of a column."""
    return (pl.lit(value).alias(name),)


def swapped(one: str, other: str) -> tuple[pl.Expr, pl.Expr]:
    """Two columns in each other's place."""
    return pl.col(other).alias(one), pl.col(one).alias(other)


def three_times(kind: str) -> pl.Expr:
    """Cards of this type come three times as often."""
    return pl.when(kind == KIND).then(3.0).otherwise(1.0)


QUIET = "nothing"
HARMFUL = {
    "saturation from 0 to 255": Change(71.9, SCANNER, (SATURATION * 255,)),
    "a lamp at 70 %": Change(4.9, SCANNER, (SATURATION * 0.7,)),
    "hue in radians": Change(20.9, SCANNER, (HUE.radians(),)),
    "hue turned by 50 degrees": Change(6.7, SCANNER, ((HUE + 50) % 360,)),
    "hue turned by -40 degrees": Change(5.1, SCANNER, ((HUE - 40) % 360,)),
    "hue counted the other way round": Change(24.5, SCANNER, (-HUE % 360,)),
    "brightness 0.2 higher": Change(7.2, SCANNER, ((BRIGHTNESS + 0.2).clip(0, 1),)),
    "brightness 0.2 lower": Change(10.2, SCANNER, ((BRIGHTNESS - 0.2).clip(0, 1),)),
    "one brightness for all": Change(9.6, SCANNER, constant("scan_brightness", 0.6)),
    "height in inches": Change(53.2, COLUMN, (pl.col("height_m") * 39.37,)),
    "weight in grams": Change(58.7, COLUMN, (pl.col("weight_kg") * 1000,)),
    "egg groups in lower case": Change(18.3, COLUMN, (pl.col("egg_groups").str.to_lowercase(),)),
    "two columns swapped": Change(7.6, COLUMN, swapped("base_attack", "base_sp_attack")),
    "retreat cost not read": Change(4.9, COLUMN, constant("retreat_cost", 0)),
    "base defence not read": Change(4.5, COLUMN, constant("base_defense", 0)),
    "base special defence not read": Change(5.3, COLUMN, constant("base_sp_defense", 0)),
    "height ten times too large": Change(13.0, COLUMN, (pl.col("height_m") * 10,)),
    "base speed not read": Change(3.1, COLUMN, constant("base_speed", 0)),
    "Japanese prints alone": Change(3.7, CARDS, (), pl.col("language") == "ja"),
    "slabs alone": Change(6.4, CARDS, (), pl.col("grading_company") != "none"),
    "holos alone": Change(4.1, CARDS, (), pl.col("is_holo")),
    "legends alone": Change(12.5, CARDS, (), pl.col("is_legendary")),
}
HARMLESS = {
    "20 hit points more": Change(0.4, COLUMN, (pl.col("hp") + 20,)),
    "30 damage more": Change(0.4, COLUMN, (pl.col("attack_damage") + 30,)),
    "one weight for all": Change(0.1, COLUMN, constant("weight_kg", 28.0)),
    "one damage for all": Change(0.4, COLUMN, constant("attack_damage", 50)),
    "all of one rarity": Change(0.0, COLUMN, constant("rarity", "Common")),
    "a lamp at 95 %": Change(0.2, SCANNER, (SATURATION * 0.95,)),
    "brightness 0.03 lower": Change(0.4, SCANNER, ((BRIGHTNESS - 0.03).clip(0, 1),)),
    "hue turned by 4 degrees": Change(0.0, SCANNER, ((HUE + 4) % 360,)),
    "three times the Grass cards": Change(-1.6, CARDS, (), three_times("Grass")),
    "three times the Water cards": Change(-0.7, CARDS, (), three_times("Water")),
    "three times the Fighting cards": Change(0.2, CARDS, (), three_times("Fighting")),
    "three times the Colorless cards": Change(-2.5, CARDS, (), three_times("Colorless")),
    "three times the Metal cards": Change(-0.1, CARDS, (), three_times("Metal")),
}
CHANGES = {QUIET: Change(0.0, "")} | HARMFUL | HARMLESS


@cache
def catalogue() -> pl.DataFrame:
    """All cards by lot, 25 rows a lot, with what the practice model says of them as they are."""
    return load_cards().sort("lot_id")


def seen(cards: pl.DataFrame) -> pl.DataFrame:
    """What the day's record keeps: the inputs, the model's answer, and the truth."""
    said = answered(cards).select("card_type", "confidence")
    kept = dict.fromkeys(("card_id", "lot_id", "language", "rarity", *practice_inputs()))
    truth = cards["card_type"].alias("truth")
    return cards.select(list(kept)).hstack([*said.get_columns(), truth])


@cache
def quiet_catalogue() -> pl.DataFrame:
    """The whole catalogue as it is answered when nothing has changed."""
    return seen(catalogue())


def rows_of(lots: np.ndarray) -> np.ndarray:
    """The rows of these lots, (lots, 25)."""
    return lots[:, None] * LOT + np.arange(LOT)


@cache
def weights(name: str) -> np.ndarray:
    """How often each card of the catalogue comes."""
    weight = CHANGES[name].weight
    return catalogue().select(weight.cast(pl.Float64)).to_series().to_numpy()


def chosen(name: str, lots: np.ndarray, draw: np.random.Generator) -> pl.DataFrame:
    """80 lots of up to 25 cards of the chosen kind, each from the cards of four lots."""
    rows = rows_of(lots[: LOTS_A_BOX * DAY_LOTS]).reshape(DAY_LOTS, -1)
    weight = weights(name)[rows]
    # The least of exponential times over weights: a draw by weight that takes no card twice.
    waits = draw.exponential(size=rows.shape) / np.maximum(weight, 1e-9)
    order = np.argsort(waits, axis=1)[:, :LOT]
    comes = np.take_along_axis(weight, order, axis=1) > 0
    taken = np.take_along_axis(rows, order, axis=1)[comes]
    box = np.repeat(rows[:, :1], LOT, axis=1)[comes]
    mixed = draw.permutation(taken.size)
    named = quiet_catalogue()["lot_id"][box[mixed].tolist()]
    return quiet_catalogue()[taken[mixed]].with_columns(named)


def a_day(name: str, draw: np.random.Generator) -> Day:
    """A reference with its truth, and a day of other lots without, rows mixed up in both."""
    change, lots = CHANGES[name], draw.permutation(catalogue().height // LOT)
    reference = quiet_catalogue()[draw.permutation(rows_of(lots[:REFERENCE_LOTS]).ravel())]
    others = lots[REFERENCE_LOTS:]
    if change.weight is not None:
        return name, reference, chosen(name, others, draw).drop("truth")
    rows = draw.permutation(rows_of(others[:DAY_LOTS]).ravel())
    if change.cells:
        return name, reference, seen(catalogue()[rows].with_columns(change.cells)).drop("truth")
    return name, reference, quiet_catalogue()[rows].drop("truth")


def numbered_anew(one: Day, draw: np.random.Generator) -> Day:
    """The same day under other numbers of cards and lots, which lead to no truth in the catalogue."""
    name, reference, current = one
    cards = catalogue()["card_id"][draw.permutation(catalogue().height).tolist()]
    lots = catalogue()["lot_id"].unique(maintain_order=True)
    fresh = lots[draw.permutation(lots.len()).tolist()]
    own = (cards[: reference.height], cards[reference.height :][: current.height])
    first, second = (
        day.with_columns(card_id, pl.col("lot_id").replace_strict(lots, fresh))
        for day, card_id in zip((reference, current), own, strict=True)
    )
    return name, first, second


def days(seed: int, drawn: Drawn) -> Iterator[Day]:
    """So many days of each kind, the changes of a kind in turn, all in mixed order."""
    draw = np.random.default_rng(seed)
    kinds = (((QUIET,), drawn.quiet), (HARMFUL, drawn.harmful), (HARMLESS, drawn.harmless))
    names = [list(kind)[at % len(kind)] for kind, count in kinds for at in range(count)]
    (numbers,) = draw.spawn(1)
    for at in draw.permutation(len(names)):
        yield numbered_anew(a_day(names[at], draw), numbers)


def listed(names: list[str]) -> str:
    """The changes that occur most often, with what they cost."""
    counted = sorted(dict.fromkeys(names), key=names.count, reverse=True)[:3]
    return ", ".join(f"{one} ({CHANGES[one].points:.1f} points)" for one in counted)


def families(names: list[str]) -> dict[str, int]:
    """How many of these days are of each family."""
    found = [CHANGES[one].family for one in names]
    return {one: found.count(one) for one in (SCANNER, COLUMN, CARDS)}


# Misread, and surer than before: the mean confidence over all cards rises with these.
SURER = ("saturation from 0 to 255", "weight in grams", "height in inches")
UNHEARD = {
    SCANNER: "The colours of all cards moved. Do answers of the same type stay as sure as they were?",
    COLUMN: "If the reference's cards had come with such a column changed, how many would the model "
    "have typed rightly?",
    CARDS: "Each card was read well, and these are harder. What does the model say of hard cards?",
}


def unheard(silent: list[str], family: str) -> str:
    """What to ask about the missed changes of a family; of those that look sure, if they are many."""
    missed = [one for one in silent if CHANGES[one].family == family]
    surer = [one for one in missed if one in SURER]
    if surer and 3 * len(surer) >= len(missed):
        points = CHANGES[surer[0]].points
        return f"{surer[0]} costs {points:.0f} points: in which direction does confidence move?"
    names = sorted(dict.fromkeys(missed), key=missed.count, reverse=True)[:3]
    return f"{', '.join(names)}: {UNHEARD[family]}"


def quiet_case(rang: list[str], count: int) -> Case:
    """Days on which nothing changed."""
    most = int(MOST_QUIET * count)
    sentence = f"Of {count} quiet days {len(rang)} had an alarm; at most {most} may. "
    sentence += "Each thing you look at is one more chance, and cards of a lot are alike."
    nudge = "How often does each of them alarm alone, and from how many draws, cards or lots?"
    if len(rang) == count:
        nudge = "Not even a day like the reference's is quiet. With what do you compare today's "
        nudge += "answers, where cards and lots are numbered anew and no truth is told?"
    return len(rang) <= most, sentence, nudge


def harmful_cases(heard: list[str], silent: list[str]) -> Iterator[Case]:
    """Days that cost 2 points or more: nearly all are found, and half of each family."""
    found, missed = families(heard), families(silent)
    for family in found:
        sentence = (
            f"Of {found[family] + missed[family]} harmful days with {family} {found[family]} "
        )
        names = [one for one in silent if CHANGES[one].family == family]
        sentence += f"had an alarm; half or more are asked for. Missed: {listed(names)}."
        yield found[family] >= missed[family], sentence, unheard(silent, family)
    count = len(heard) + len(silent)
    least = math.ceil(LEAST_HARMFUL * count)
    sentence = f"Of {count} days that cost 2 points of accuracy or more {len(heard)} had an alarm; "
    sentence += f"{least} are asked for. Missed: {listed(silent)}."
    worst = max(missed, key=lambda one: missed[one] / max(found[one] + missed[one], 1))
    yield len(heard) >= least, sentence, unheard(silent, worst)


def harmless_case(rang: list[str], count: int) -> Case:
    """Days that changed and cost less than half a point, some of them nothing."""
    most, rung = int(MOST_HARMLESS * count), families(rang)
    sentence = (
        f"Of {count} days that cost less than half a point {len(rang)} had an alarm; at most "
    )
    sentence += f"{most} may. Among them: {listed(rang)}."
    nudge = "The column moved. Did the model do worse by it, and how would you find out?"
    if max(rung, key=lambda one: rung[one]) == CARDS:
        nudge = "More cards of one type came, each read as ever. What stays the same within a type?"
    return len(rang) <= most, sentence, nudge


def day_cases(alarm: Any, seed: int, drawn: Drawn) -> Iterator[Case]:
    """The bars, on days drawn from this seed."""
    rang: list[str] = []
    silent: list[str] = []
    for name, reference, current in days(seed, drawn):
        (rang if alarm(reference, current) else silent).append(name)
    yield quiet_case([one for one in rang if one == QUIET], drawn.quiet)
    yield from harmful_cases(
        *([one for one in names if one in HARMFUL] for names in (rang, silent))
    )
    yield harmless_case([one for one in rang if one in HARMLESS], drawn.harmless)


def more_days(alarm: Any) -> Iterator[Case]:
    """The same bars on more days, and on other ones."""
    for seed in (SEED, FULL_SEED):
        yield from day_cases(alarm, seed, ALL)


@question(
    "6.3a",
    title="An alarm that follows harm",
    answer="alarm",
    returns=bool,
    points=4,
    hints=(
        "What of your answer to 5.3 rings when three times as many Grass cards come, each read as ever?",
        "Among the cards that the model calls Grass: is it as sure of them as it was of those in the reference, neither less nor more?",
        "What happens to answers on the reference, whose truth is known, once a column that moved today is moved there, too?",
    ),
    why="""An alarm costs a morning, so it has to speak of harm. Shares of types move with what sellers
send; within a type the model's confidence moves when the world it knows has changed. A replay on
cards whose truth is known says what a change costs, but no replay sees that harder cards came, and
nothing but labels sees a model that is wrong, as sure as ever, on cards that look as ever.""",
    full=more_days,
)
def alarms_for_harm(alarm):
    yield from day_cases(alarm, SEED, SOME)
