"""What a right answer to the checkpoint of module 1 is: quality, and drift by lots (1.5b)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from functools import cache
from numbers import Integral, Real
from typing import Any, NamedTuple

import polars as pl

from classroom.checks import question

Case = tuple[bool, str, str]
HUE = "scan_hue_deg"
GOLDEN = (math.sqrt(5) - 1) / 2
TEXTS = {
    "seller_country": "US", "set_code": "S70", "release_date": dt.date(2024, 9, 18),
    "language": "en", "species": "Sandshrew", "attack_name": "Fist Pulse", "rarity": "Rare",
    "card_type": "Fighting",
}  # fmt: skip


class Spread(NamedTuple):
    """How a column lies: its centre, and half-widths (between lots, within) of two catalogues."""

    centre: float
    like: tuple[float, float]
    unlike: tuple[float, float]
    luck: float


class Break(NamedTuple):
    """A planted value that breaks a rule, and in how many rows."""

    column: str
    rule: str
    rows: int
    value: Any


class Delivery(NamedTuple):
    """A drop and its reference, as given and without the cells that break a rule; what moved."""

    name: str
    drop: pl.DataFrame
    reference: pl.DataFrame
    intact: tuple[pl.DataFrame, pl.DataFrame]
    breaks: tuple[Break, ...]
    shifted: tuple[str, ...]
    hue_nudge: str = ""


# The harmless lots lie where lots of the catalogue lie too, by `luck` above its middle.
COLUMNS = {
    "hp": Spread(130, like=(6, 34), unlike=(45, 20), luck=11),
    "attack_damage": Spread(90, like=(6, 40), unlike=(30, 20), luck=-2),
    "height_m": Spread(1.4, like=(0.1, 0.9), unlike=(0.6, 0.5), luck=0.3),
    "weight_kg": Spread(74, like=(8, 60), unlike=(40, 30), luck=18.5),
    "scan_saturation": Spread(0.5, like=(0.03, 0.3), unlike=(0.25, 0.12), luck=0.08),
    HUE: Spread(345, like=(20, 50), unlike=(60, 20), luck=20),
}
PLANTED = (
    Break("hp", "null", 3, None),
    Break("hp", "range", 2, 900),
    Break("attack_damage", "range", 4, 9999),
    Break("attack_damage", "null", 1, None),
    Break("release_date", "null", 1, None),
    Break("language", "category", 5, "EN-US"),
    Break("scan_saturation", "range", 6, 51.2),
    Break(HUE, "range", 1, 360.0),
    Break("card_type", "null", 2, None),
    Break("card_type", "category", 1, "Stellar"),
)
# The last one by less, in spreads, than the harmless drop lies off: size alone decides nothing.
MOVED = {"hp": 40, HUE: 40, "scan_saturation": 0.09}
OLD_FAULTS = (Break("attack_damage", "range", 3, 9999), Break("weight_kg", "null", 1, None))
FORM = {
    "quality": {"column": str, "rule": str, "rows": Integral},
    "drift": {"column": str, "statistic": str, "value": Real, "verdict": str},
}
BROKEN = "One 9999 moves a mean by a lot. Which cells did you average?"
OTHERS = "A card with a broken hp still has a weight. Which rows did you leave out, and where?"
NAMESAKES = "Average each lot, then the lots. Are the two lots that are named L000003 one lot?"
CIRCLE = "What is the mean direction of 350 and 10 degrees, and which way round is it shorter?"
EVERY_BOX = "The difference is about the same in every box. Is that what chance does?"
LOTS = "A drop of 240 cards came in 12 boxes. How many independent things is that?"
SEEN = "Every box turned by 15 degrees. Where on the circle do plain degrees, a sine or a cosine stand still?"
FEW = "Five boxes point five ways. How far would five others of the same sellers lie from them?"
CORRECTION = "You ask six columns. How often does one of six harmless ones fall below 5 %?"


def evenly(count: int, start: float) -> list[float]:
    """Numbers from -1 to 1 in no order, as evenly as so many can lie; nothing is random."""
    return [2 * ((start + at * GOLDEN) % 1) - 1 for at in range(count)]


def table(lots: int, moved: dict[str, float], *, alike: bool) -> pl.DataFrame:
    """Cards in lots of 25, of 10 in every third lot; columns as the contract types them."""
    cards = [lot for lot in range(lots) for _ in range(10 if lot % 3 == 2 else 25)]
    columns: dict[str, Any] = {
        "card_id": [f"PK{at:08}" for at in range(len(cards))],
        "lot_id": [f"L{lot:06}" for lot in cards],
        **{name: [value] * len(cards) for name, value in TEXTS.items()},
    }
    for at, (name, spread) in enumerate(COLUMNS.items()):
        of_lot, of_card = evenly(lots, at / 7), evenly(len(cards), at / 5)
        between, within = spread.like if alike else spread.unlike
        # From reference to drop one mean hue passes over 0 degrees, the other over 180.
        mid = spread.centre + moved.get(name, 0) + (180 if name == HUE and not alike else 0)
        values = [mid + between * of_lot[lot] + within * of_card[i] for i, lot in enumerate(cards)]
        columns[name] = [one % 360 for one in values] if name == HUE else values
    return pl.DataFrame(columns).with_columns(pl.col("hp", "attack_damage").round().cast(pl.Int64))


def round_the_circle(cards: pl.DataFrame, centre: float) -> pl.DataFrame:
    """Cards whose hues lie three quarters about a centre, and one quarter opposite to it.

    Opposite lies one card in 360 to a degree: there a box that turns loses at 360 on one side
    what it gains on the other, and the plain mean of its degrees stays where it was.
    """
    lots, shares = cards["lot_id"].rank("dense").to_list(), evenly(cards.height, 1 / 7)
    of_lot = evenly(max(lots), 2 / 7)
    off = [180 * at + 45 if at > 0.5 else (160 * at + 40) / 3 for at in shares]
    turned = [
        (centre + 10 * of_lot[lot - 1] + one) % 360 for lot, one in zip(lots, off, strict=True)
    ]
    return cards.with_columns(pl.Series(HUE, turned))


@cache
def turns() -> tuple[Delivery, ...]:
    """Two drops whose every box has turned by 15 degrees, one of five boxes that lie anywhere."""
    ours, drop = table(30, {}, alike=True), table(12, {}, alike=True)
    found = []
    for middle in (180, 90):
        sides = [round_the_circle(drop, middle + 7.5), round_the_circle(ours, middle - 7.5)]
        name = f"a drop turned by 15 degrees about {middle}"
        found.append(Delivery(name, *sides, (sides[0], sides[1]), (), (HUE,), SEEN))
    sellers, few = table(30, {}, alike=False), table(5, {HUE: 28}, alike=False)
    name = "a harmless drop of five boxes"
    return *found, Delivery(name, few, sellers, (few, sellers), (), (), FEW)


def broken(cards: pl.DataFrame, breaks: tuple[Break, ...], *, blank: bool = False) -> pl.DataFrame:
    """The cards with these breaks, each nine rows after the last; null instead if `blank`."""
    columns = {name: cards[name].to_list() for name in {one.column for one in breaks}}
    cells = [one for one in breaks for _ in range(one.rows)]
    for at, one in enumerate(cells):
        columns[one.column][(at * 9) % cards.height] = None if blank else one.value
    return cards.with_columns(
        pl.Series(name, values, dtype=cards.schema[name]) for name, values in columns.items()
    )


@cache
def deliveries() -> tuple[Delivery, Delivery]:
    """A drop with planted faults and moved columns; a harmless one of very unlike lots."""
    catalogue, drop = table(30, {}, alike=True), table(12, MOVED, alike=True)
    faulty = Delivery(
        "a drop with planted faults",
        broken(drop, PLANTED),
        broken(catalogue, OLD_FAULTS),
        (broken(drop, PLANTED, blank=True), broken(catalogue, OLD_FAULTS, blank=True)),
        PLANTED,
        tuple(MOVED),
    )
    luck = {name: spread.luck for name, spread in COLUMNS.items()}
    sellers, box = table(30, {}, alike=False), table(12, luck, alike=False)
    return faulty, Delivery("a harmless drop of unlike lots", box, sellers, (box, sellers), (), ())


def centre(cards: pl.DataFrame, column: str, unit: str | None = "lot_id") -> float:
    """The mean of the lot means (of the rows without `unit`); of the hue the mean direction."""
    cell = pl.col(column).radians() if column == HUE else pl.col(column)
    parts = [cell.sin().alias("y"), cell.cos().alias("x")] if column == HUE else [cell.alias("x")]
    units = cards.select(*parts, unit=pl.col(unit) if unit else pl.int_range(pl.len()))
    means = units.group_by("unit", maintain_order=True).agg(pl.all().mean()).mean().row(0)
    return math.degrees(math.atan2(means[1], means[2])) if column == HUE else means[1]


def value_of(one: Delivery, column: str, unit: str | None = "lot_id") -> float:
    """What `findings` has to say of a column: drop minus reference; a turn the shorter way."""
    drop, reference = one.intact
    gap = centre(drop, column, unit) - centre(reference, column, unit)
    return 180 - (180 - gap) % 360 if column == HUE else gap


@cache
def wanted(name: str, column: str) -> float:
    """The same of a delivery by its name, computed once: a check runs at every key of a cell."""
    one = next(one for one in (*deliveries(), *turns()) if one.name == name)
    return value_of(one, column)


def nudge_for(one: Delivery, column: str, value: float) -> str:
    """The question that fits the way in which a value is wrong."""
    told = [
        (-value_of(one, column), "Which side do you subtract from which?"),
        (value_of(one, column, None), "A lot of 10 and a lot of 25 cards: does each count once?"),
    ]
    if column != HUE:
        whole, drops = [frame.drop_nulls() for frame in one.intact], (one.drop, one.intact[0])
        told += [
            *((centre(it, column) - centre(one.reference, column), BROKEN) for it in drops),
            (centre(whole[0], column) - centre(whole[1], column), OTHERS),
        ]
    other = CIRCLE if column == HUE else NAMESAKES
    return next((nudge for wrong, nudge in told if math.isclose(value, wrong, rel_tol=1e-6)), other)


def form(found: dict[str, list[dict]]) -> Case:
    """Both lists are there, with the keys of the docstring and each thing once."""
    for part, kinds in FORM.items():
        if part not in found:
            return False, f"Your dict has no {part!r}.", "Which two lists are asked for?"
        for line in found[part]:
            for key, kind in kinds.items():
                said = line.get(key)
                if not isinstance(said, kind) or (kind is not str and not abs(said) < 1e30):
                    sentence = f"In a line of {part}, {key} is {str(said)[:40]!r}."
                    return False, sentence, "Text, a count, or a number: what is asked for there?"
        names = [(line["column"], line.get("rule")) for line in found[part]]
        if len(set(names)) < len(names):
            return False, f"{part} names one thing twice.", "Which lines should be one?"
    return True, "", ""


def quality_cases(found: dict[str, list[dict]], one: Delivery) -> Iterator[Case]:
    """Every planted break with its count, and nothing else."""
    got = {(line["column"], line["rule"]): line["rows"] for line in found["quality"]}
    for column, rule, rows, value in one.breaks:
        said = got.pop((column, rule), "none")
        sentence = f"In {one.name}, {rows} cells of {column} hold {value!s}; you report {said}"
        yield (
            bool(said == rows),
            f"{sentence} under {rule}.",
            "Which cells break that rule, and whose?",
        )
    extra = next((f"{got[line]} cells of {' under '.join(line)}" for line in got), None)
    sentence = f"In {one.name} you report {extra}, and no cell of the drop breaks that rule."
    yield extra is None, sentence, "Whose cells did you count, and which rules are to be listed?"


def drift_cases(found: dict[str, list[dict]], one: Delivery) -> Iterator[Case]:
    """The columns, then each one's statistic and value, then the verdicts."""
    got = {line["column"]: line for line in found["drift"]}
    sentence = f"drift holds {sorted(got)}; it should hold {sorted(COLUMNS)}."
    yield set(got) == set(COLUMNS), sentence, "Which columns does the docstring name?"
    for column in COLUMNS:
        said, value = got[column]["statistic"], float(got[column]["value"])
        want = wanted(one.name, column)
        name = "turn" if column == HUE else "mean difference"
        sentence = f"The statistic of {column} is {said[:40]!r}, expected {name!r}."
        yield said == name, sentence, "Is that column a length or an angle?"
        right = math.isclose(value, want, rel_tol=1e-6, abs_tol=1e-9)
        sentence = f"In {one.name}, the value of {column} is {value:.4g}, expected {want:.4g}."
        yield right, sentence, "" if right else nudge_for(one, column, value)
    for column in COLUMNS:
        said = got[column]["verdict"]
        want = "shifted" if column in one.shifted else "not shifted"
        sentence = f"In {one.name}, {column} is called {said[:40]!r}; it is {want}."
        excused = CORRECTION if column in ("height_m", "weight_kg") else LOTS
        nudge = EVERY_BOX if column in one.shifted else excused
        yield said == want, sentence, (column == HUE and one.hue_nudge) or nudge


@question(
    "1.5b",
    title="What is broken, and what has shifted",
    answer="findings",
    returns=dict[str, list[dict]],
    points=5,
    hints=(
        "After which line of your code are there only lots? What has to happen before it?",
        "What are a lot's two numbers when its column is an angle? `.radians().cos()` is one.",
        "How many p-values do you have in all, and what does `benjamini_hochberg` make of them?",
    ),
    why="A box is one fact about a seller, not 25 facts. Who counts cards takes the habits of a "
    "dozen sellers for drift, and who tests six independent columns at 5 % each is paged by one "
    "harmless delivery in four.",
)
def quality_and_drift(findings):
    for one in (*deliveries(), *turns()):
        found = findings(one.drop, one.reference)
        yield form(found)
        yield from quality_cases(found, one)
        yield from drift_cases(found, one)
