"""What a right answer to 5.3 is: an alarm for days that cost, and none for quiet or harmless ones.

A day is drawn in lots from the catalogue, as the practice model answers it. What a change costs is
the accuracy that this model loses by it on all cards: measured, and kept beside the change.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import load_cards
from cardshop.training import answered
from classroom.checks import question

Case = tuple[bool, str, str]
Day = tuple[str, pl.DataFrame, pl.DataFrame]
LOT, REFERENCE_LOTS, DAY_LOTS = 25, 160, 80
SEED, FULL_SEED = 53, 530
MOST_QUIET, LEAST_HARMFUL, MOST_HARMLESS = 0.10, 0.90, 0.20


class Drawn(NamedTuple):
    """How many days of each kind."""

    quiet: int
    harmful: int
    harmless: int


# pandas needs 30 ms a day, and an answer is stopped after 10 s of computing.
SOME, ALL = Drawn(80, 48, 20), Drawn(200, 50, 50)


class Change(NamedTuple):
    """What was changed, and the points of accuracy that it costs, measured on all cards."""

    points: float
    expressions: tuple[pl.Expr, ...]


SATURATION, HUE = pl.col("scan_saturation"), pl.col("scan_hue_deg")
BRIGHTNESS = pl.col("scan_brightness")
QUIET = "nothing"
HARMFUL = {
    "saturation from 0 to 255": Change(71.9, (SATURATION * 255,)),
    "no saturation at all": Change(54.9, (SATURATION * 0,)),
    "a lamp at 60 %": Change(10.0, (SATURATION * 0.6,)),
    "hue in radians": Change(20.9, (HUE.radians(),)),
    "hue turned by 50 degrees": Change(6.7, ((HUE + 50) % 360,)),
    "hue turned by -60 degrees": Change(11.0, ((HUE - 60) % 360,)),
    "brightness 0.2 higher": Change(7.2, ((BRIGHTNESS + 0.2).clip(0, 1),)),
    "brightness 0.2 lower": Change(10.2, ((BRIGHTNESS - 0.2).clip(0, 1),)),
    "height in inches": Change(53.2, (pl.col("height_m") * 39.37,)),
    "no egg groups": Change(18.3, (pl.lit("").alias("egg_groups"),)),
    "two columns swapped": Change(
        7.6,
        (
            pl.col("base_attack").alias("base_sp_attack"),
            pl.col("base_sp_attack").alias("base_attack"),
        ),
    ),
    "retreat cost not read": Change(4.9, (pl.lit(0).alias("retreat_cost"),)),
}
HARMLESS = {
    "20 hit points more": Change(0.4, (pl.col("hp") + 20,)),
    "30 damage more": Change(0.4, (pl.col("attack_damage") + 30,)),
    "all in one language": Change(0.0, (pl.lit("en").alias("language"),)),
    "all of one rarity": Change(0.0, (pl.lit("Common").alias("rarity"),)),
    "a lamp at 95 %": Change(0.2, (SATURATION * 0.95,)),
    "saturation in tenths": Change(0.2, (SATURATION.round(1),)),
    "hue turned by 4 degrees": Change(0.0, ((HUE + 4) % 360,)),
    "hue in steps of ten": Change(0.0, ((HUE / 10).round() * 10 % 360,)),
    "brightness 0.02 higher": Change(0.0, ((BRIGHTNESS + 0.02).clip(0, 1),)),
    "brightness 0.03 lower": Change(0.4, ((BRIGHTNESS - 0.03).clip(0, 1),)),
}
CHANGES = {QUIET: Change(0.0, ())} | HARMFUL | HARMLESS


@cache
def whole_catalogue(name: str) -> pl.DataFrame:
    """All lots as the model answers them under this change, 25 rows a lot."""
    changed = load_cards().sort("lot_id").with_columns(CHANGES[name].expressions)
    return answered(changed)


def rows_of(lots: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """The rows of these lots, mixed up."""
    return draw.permutation((lots[:, None] * LOT + np.arange(LOT)).ravel())


def days(names: dict[str, Change] | tuple[str, ...], count: int, seed: int) -> Iterator[Day]:
    """So many days, the changes in turn, each with a reference of other lots."""
    draw, kinds = np.random.default_rng(seed), list(names)
    quiet = whole_catalogue(QUIET)
    for at in range(count):
        name = kinds[at % len(kinds)]
        lots = draw.permutation(quiet.height // LOT)
        reference = quiet[rows_of(lots[:REFERENCE_LOTS], draw)]
        today = lots[REFERENCE_LOTS : REFERENCE_LOTS + DAY_LOTS]
        yield name, reference, whole_catalogue(name)[rows_of(today, draw)]


def alarms(alarm: Any, drawn: Iterator[Day]) -> tuple[list[str], list[str]]:
    """The changes of the days with an alarm, and of those without."""
    heard: tuple[list[str], list[str]] = ([], [])
    for name, reference, current in drawn:
        heard[not alarm(reference, current)].append(name)
    return heard


def listed(names: list[str]) -> str:
    """The changes that occur most often, with what they cost."""
    counted = sorted(dict.fromkeys(names), key=names.count, reverse=True)[:3]
    return ", ".join(f"{one} ({CHANGES[one].points:.1f} points)" for one in counted)


def day_cases(alarm: Any, seed: int, drawn: Drawn) -> Iterator[Case]:
    """The three bars, on days drawn from this seed."""
    rang, _ = alarms(alarm, days((QUIET,), drawn.quiet, seed))
    most = int(MOST_QUIET * drawn.quiet)
    sentence = f"Of {drawn.quiet} quiet days {len(rang)} had an alarm; at most {most} may. "
    sentence += "Seven columns at once are seven chances, and cards of a lot are alike."
    nudge = "How often does each thing you look at alarm alone, and from how many draws, cards or "
    yield len(rang) <= most, sentence, nudge + "lots?"
    heard, silent = alarms(alarm, days(HARMFUL, drawn.harmful, seed + 1))
    least = math.ceil(LEAST_HARMFUL * drawn.harmful)
    sentence = (
        f"Of {drawn.harmful} days that cost 2 points of accuracy or more {len(heard)} had an "
    )
    sentence += f"alarm; {least} are asked for. Missed: {listed(silent)}."
    nudge = (
        "The model was led astray on those days. Which of its two answers, type and confidence, "
        "moved?"
    )
    yield len(heard) >= least, sentence, nudge
    rang, _ = alarms(alarm, days(HARMLESS, drawn.harmless, seed + 2))
    most = int(MOST_HARMLESS * drawn.harmless)
    sentence = f"Of {drawn.harmless} days that cost less than half a point {len(rang)} had an "
    sentence += f"alarm; at most {most} may. Among them: {listed(rang)}."
    asked = "What moved there: what the model was sent, or what it answered?"
    yield len(rang) <= most, sentence, asked
    deaf = [one for one in HARMFUL if heard.count(one) < silent.count(one)]
    sentence = f"Most harmful days had an alarm, but fewer than half of those with {listed(deaf)}."
    yield not deaf, sentence, nudge


def more_days(alarm: Any) -> Iterator[Case]:
    """The same bars on more days, and on other ones."""
    for seed in (SEED, FULL_SEED):
        yield from day_cases(alarm, seed, ALL)


@question(
    "5.3",
    title="An alarm that cries for harm",
    answer="alarm",
    returns=bool,
    points=4,
    hints=(
        "Make a table with a row a lot first. How many independent draws does a day then have?",
        "How far do two means of so many lots lie apart by chance, and how many such pairs do you compare?",
        "Hit points may move without any answer moving. What says that the *model* sees another world?",
    ),
    why="""A change matters when the answers change, so the answers are what the alarm looks at: a share of
each type and the confidence, as means of lots. It still cannot see harm itself. A change that moves
answers of every type to every other one and leaves confidence alone is found by labels only.""",
    full=more_days,
)
def alarms_for_harm(alarm):
    yield from day_cases(alarm, SEED, SOME)
