"""What a right answer to the checkpoint of module 1 is: the partner's file in our terms (1.5a)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from classroom.checks import frame_with, question
from classroom.checks.compare import first_difference

AS_SENT = {
    "cardId": "PK23000000",
    "box": "L920000",
    "country": "DE",
    "set": "S70",
    "released": "09/18/2024",
    "lang": "German",
    "pokemon": "Sandshrew",
    "HP": "160",
    "move": "Fist Pulse",
    "power": "90+",
    "height_in": "23.6",
    "weight_lb": "26.5",
    "rarity": "Rare",
    "hue": "0.3936",
    "sat_pct": "51.2",
    "energy": "Fighting",
}
OURS = {
    "card_id": "PK23000000",
    "lot_id": "L920000",
    "seller_country": "DE",
    "set_code": "S70",
    "release_date": dt.date(2024, 9, 18),
    "language": "de",
    "species": "Sandshrew",
    "hp": 160,
    "attack_name": "Fist Pulse",
    "attack_damage": 90,
    "height_m": 0.6,
    "weight_kg": 12.0,
    "rarity": "Rare",
    "scan_hue_deg": 141.7,
    "scan_saturation": 0.512,
    "card_type": "Fighting",
}
KINDS = {
    "release_date": pl.Date,
    "hp": pl.Int64,
    "attack_damage": pl.Int64,
    "height_m": pl.Float64,
    "weight_kg": pl.Float64,
    "scan_hue_deg": pl.Float64,
    "scan_saturation": pl.Float64,
}
NAMES = dict(zip(AS_SENT, OURS, strict=True))
SCHEMA = {name: KINDS.get(name, pl.String) for name in OURS}

EMPTY = "An empty cell says 'not known'. What does your value say instead?"
UNREADABLE = "Nobody can read that cell. Would your value be read, or guessed?"
MONTH = "The sheet puts the month first. Which part of 02/03/2024 do you take for it?"
WORDS = "Which words of the data sheet does your code not reach?"
UNKNOWN = "The sheet does not list that word. Who may say what it means: you, or the contract?"
RANGE = "The value is impossible, and the contract would say so. What does yours hide?"
TURN = "A full turn is no turn. What does the scale read at 359.9 degrees, and one step later?"
WHOLE = "The sheet promises whole numbers. Who has said how this one is to be rounded?"
ISO = "The sheet promises month/day/year. Who has said what another form of date means?"
EDGE = "The next tenth up begins at half a tenth. What was added or cut off before you rounded?"
FACTOR = (
    "How many of our units is one of theirs, to four figures, and to which decimal do we state it?"
)


class Fact(NamedTuple):
    """One cell of the partner's that differs from an ordinary row, and what it has to become."""

    column: str
    sent: str | None
    becomes: Any
    nudge: str


FACTS = (
    Fact("released", "02/03/2024", dt.date(2024, 2, 3), MONTH),
    Fact("released", "12/31/2023", dt.date(2023, 12, 31), MONTH),
    Fact("released", "31/12/2023", None, UNREADABLE),
    Fact("released", "2024-02-03", None, ISO),
    Fact("lang", "English", "en", WORDS),
    Fact("lang", "Japanese", "ja", WORDS),
    Fact("lang", "French", "fr", WORDS),
    Fact("lang", "Spanish", "es", WORDS),
    Fact("lang", "Italian", "it", WORDS),
    Fact("lang", "EN-US", "EN-US", UNKNOWN),
    Fact("lang", "English ", "English ", UNKNOWN),
    Fact("HP", "-10", -10, RANGE),
    Fact("HP", "n/a", None, UNREADABLE),
    Fact("HP", "160.7", None, WHOLE),
    Fact("power", "0+", 0, "Zero is a number. Where does it get lost?"),
    Fact("power", "120", 120, "Some powers end in a plus. What do you do to the others?"),
    Fact("power", "60x", None, UNREADABLE),
    Fact("power", "60.5+", None, WHOLE),
    Fact("height_in", "570.9", 14.5, FACTOR),
    Fact("height_in", "23", 0.6, FACTOR),
    Fact("height_in", "3.9", 0.1, FACTOR),
    Fact("height_in", "25.4", 0.6, EDGE),
    Fact("height_in", "25.7", 0.7, EDGE),
    Fact("height_in", "tall", None, UNREADABLE),
    Fact("weight_lb", "749.6", 340.0, FACTOR),
    Fact("weight_lb", "0.2", 0.1, FACTOR),
    Fact("weight_lb", "1.2", 0.5, EDGE),
    Fact("weight_lb", "1", 0.5, EDGE),
    Fact("rarity", "Rare Holo", "Holo Rare", WORDS),
    Fact("rarity", "Double Rare", "Ultra Rare", WORDS),
    Fact("rarity", "Rare Holo ", "Rare Holo ", UNKNOWN),
    Fact("hue", "0", 0.0, TURN),
    Fact("hue", "0.25", 90.0, "How many degrees are a quarter of a turn?"),
    Fact("hue", "0.9998", 359.9, TURN),
    Fact("hue", "0.9999", 0.0, TURN),
    Fact("hue", "1", 0.0, TURN),
    Fact("hue", "1.001", 360.4, RANGE),
    Fact("hue", "1.5", 540.0, RANGE),
    Fact("hue", "-0.1", -36.0, RANGE),
    Fact("sat_pct", "0", 0.0, "Zero is a number. Where does it get lost?"),
    Fact("sat_pct", "100", 1.0, "Which fraction is a hundred percent?"),
    Fact("sat_pct", "51.23", 0.512, "To how many decimals do we state a saturation?"),
    Fact("sat_pct", "130", 1.3, RANGE),
    Fact("energy", "Electric", "Lightning", WORDS),
    Fact("energy", "Dark", "Darkness", WORDS),
    Fact("energy", "Steel", "Metal", WORDS),
    Fact("energy", "Normal", "Colorless", WORDS),
    Fact("energy", "steel", "steel", UNKNOWN),
    Fact("energy", "Stellar", "Stellar", UNKNOWN),
    *(Fact(column, None, None, EMPTY) for column in AS_SENT if column not in ("cardId", "box")),
)


def drop_of(facts: tuple[Fact, ...]) -> pl.DataFrame:
    """The partner's file: an ordinary row, a row for each fact, and the first row once more."""
    rows = [
        AS_SENT | {"cardId": f"PK{23000001 + at}", one.column: one.sent}
        for at, one in enumerate(facts)
    ]
    return pl.DataFrame([AS_SENT, *rows, AS_SENT], schema=dict.fromkeys(AS_SENT, pl.String))


def expected_of(facts: tuple[Fact, ...]) -> pl.DataFrame:
    """The same rows in our terms."""
    rows = [
        OURS | {"card_id": f"PK{23000001 + at}", NAMES[one.column]: one.becomes}
        for at, one in enumerate(facts)
    ]
    return pl.DataFrame([OURS, *rows, OURS], schema=SCHEMA)


def same_cell(value: Any, expected: Any) -> bool:
    """Equal, and for reals equal but for the last bits."""
    if isinstance(value, float) and isinstance(expected, float):
        return math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-9)
    return bool(value == expected)


def cases_of(got: pl.DataFrame, facts: tuple[Fact, ...]) -> Iterator[tuple[bool, str, str]]:
    """Types first, then rows, then one case a fact."""
    problem = first_difference(got.clear(), expected_of(()).clear())
    yield problem is None, f"Of the table you return, {problem}.", "What does FIELDS say of it?"
    count, ids = len(facts) + 2, expected_of(facts)["card_id"].to_list()
    yield (
        got.height == count,
        f"{count} rows went in, {got.height} came out.",
        "Who will ask the partner about a card that is gone, or that came twice?",
    )
    yield (
        got["card_id"].to_list() == ids,
        "The rows came back in another order than the partner sent them.",
        "When the partner asks about line 17 of the file, which of your rows is it?",
    )
    for row, fact in enumerate(facts, 1):
        ours = NAMES[fact.column]
        value = got[ours][row]
        sentence = (
            f"{fact.column} {fact.sent!r} became {value!s} in {ours}, expected {fact.becomes!s}."
        )
        yield same_cell(value, fact.becomes), sentence, fact.nudge


@question(
    "1.5a",
    title="The partner's file in our terms",
    answer="translate",
    returns=frame_with(*OURS),
    points=4,
    hints=(
        (
            "Which of the sixteen columns need a new name only, which a number read from text, "
            "and which a word looked up? What does `strict=False` do to a text that is no number?"
        ),
        (
            "Which cells could your code turn into something plausible that nobody sent? "
            "Try a hue of 1.5, a type 'steel', a date 31/12/2023."
        ),
        (
            "Round first, then look at what became 360. For words: what does `replace` do with "
            "a word that its dict does not hold, and what does `replace_strict`?"
        ),
    ),
    why="Every cell is now ours or still the partner's own: nothing was guessed, so whatever the "
    "contract refuses next is a fault of the file and not of your translation.",
)
def partner_file_in_our_terms(translate):
    got = translate(drop_of(FACTS))
    yield from cases_of(got, FACTS)
    problem = first_difference(got, expected_of(FACTS))
    yield (
        problem is None,
        f"In a cell that is like all others, {problem}.",
        "Which column of the partner's did you take for this one?",
    )
    again = drop_of(FACTS).reverse()
    problem = first_difference(
        translate(again.select(again.columns[::-1]).with_columns(note=pl.lit("fragile"))),
        expected_of(FACTS).reverse(),
    )
    yield (
        problem is None,
        f"With the rows and columns in another order and one column more, {problem}.",
        "Do you find a column by its name or by its place?",
    )
    problem = first_difference(translate(again.clear()), expected_of(()).clear())
    yield (
        problem is None,
        f"From a file with a header and no card, {problem}.",
        "An empty table still has types. Do yours come from the values?",
    )
