"""What a right answer to the checkpoint of module 1 is: the claim on the partner's file (1.5c)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

import polars as pl

from cardshop.contract import FIELDS
from cardshop.dataset import delivery_path, load_cards
from classroom.checks import question
from classroom.checks.prose import SENTENCE_WORDS, Wanted, states, text_cases

Case = tuple[bool, str, str]
# Both of ACCEPTED keep a shift that nobody has explained away from the model; which of them it
# is, is a matter of how the shop treats its partners.
ACCEPTED = ("hold until answered", "refuse")
DECISIONS = ("accept as sent", "accept after translation", "quarantine broken rows", *ACCEPTED)
REASONS = (
    "names and units", "broken rows", "too few cards", "stronger new cards", "unexplained shift",
)  # fmt: skip
DESK_USD = 0.15  # a card; the course's own assumption
LARGEST = 1e30
HALF_A_DIGIT = 0.0501  # of the one decimal to which numbers are rounded
# The words of the task, so that they are not handed in as the answer.
TASK = """Write the claim that the shop's team will act on. Cards that wait go to the desk, at
$0.15 each. Return the claim on the partner's file: decision, reason, numbers, ask, text. ask: one
question to the partner. text: 50 to 150 words in sentences; it states hp_same_sets and
hp_half_width, and no number that is not in numbers"""
WANTED = Wanted(50, 150, task=TASK, reader="the team", holder="numbers")
# Our column: theirs, the factor, the decimals that we state.
MEASURED = {
    "hp": ("HP", 1, 0),
    "attack_damage": ("power", 1, 0),
    "height_m": ("height_in", 0.0254, 1),
    "weight_kg": ("weight_lb", 0.45359237, 1),
    "scan_hue_deg": ("hue", 360, 1),
    "scan_saturation": ("sat_pct", 0.01, 3),
}
WORDS = {"country": "seller_country", "lang": "language", "rarity": "rarity", "energy": "card_type"}
THEIR_WORDS = (
    "English", "Japanese", "German", "French", "Spanish", "Italian", "Rare Holo", "Double Rare",
    "Electric", "Dark", "Steel", "Normal",
)  # fmt: skip
TEMPLATE = "Which field have you not filled in yet?"
LIKE = "Which of our cards are of the sets in the file?"
NUDGES = {
    "cards": "How many rows has the file?",
    "broken_cells": "Which cells break a rule of the contract once all of them are translated?",
    "hp_all_sets": "Partner minus whole catalogue, lot by lot: which side came first?",
    "hp_same_sets": LIKE,
    "hp_half_width": "How many independent things are there on each side: cards, or lots?",
    "damage_same_sets": LIKE,
    "hue_turn_same_sets": LIKE,
    "desk_usd": "How many cards wait, and what does the desk cost for one? The file is all that counts, not a day.",
}
REFUTED = {
    "accept as sent": "As sent, heights are inches, and one column of sixteen has our name.",
    "accept after translation": "Accepted? Against the same sets {hp_same_sets} hit points are "
    "left over after translation, and nobody has said why.",
    "quarantine broken rows": "{broken_cells} of {cards} cards break a rule: nothing to hold back, "
    "while every lot is shifted.",
    "names and units": "Names and units are no reason any more: your translation mends them all.",
    "broken rows": "{broken_cells} cells break a rule once the file is translated.",
    "too few cards": "{cards} cards give {hp_same_sets} plus or minus {hp_half_width}: chance "
    "alone does not do that.",
    "stronger new cards": "Stronger cards would also hit harder; in the same sets the attack "
    "damage differs by {damage_same_sets}, the hit points by {hp_same_sets}.",
}


@cache
def truth() -> dict[str, float]:
    """The numbers of the report, from the files themselves."""
    sent, cards = pl.read_csv(delivery_path("partner"), infer_schema=False), load_cards()
    numbers = {
        ours: (pl.col(theirs).str.strip_suffix("+").cast(pl.Float64) * factor).round(digits)
        for ours, (theirs, factor, digits) in MEASURED.items()
    }
    drop = sent.select(lot_id="box", **numbers).with_columns(pl.col("scan_hue_deg").replace(360, 0))
    same = cards.filter(pl.col("set_code").is_in(sent["set"].implode()))
    theirs, ours, all_ours = (by_lot(one) for one in (drop, same, cards))
    error = sum(one["hp"].var() / one.height for one in (theirs, ours))
    return {
        "cards": sent.height,
        "broken_cells": broken_cells(sent, drop),
        "hp_all_sets": theirs["hp"].mean() - all_ours["hp"].mean(),
        "hp_same_sets": theirs["hp"].mean() - ours["hp"].mean(),
        "hp_half_width": 1.96 * math.sqrt(error),
        "damage_same_sets": theirs["attack_damage"].mean() - ours["attack_damage"].mean(),
        "hue_turn_same_sets": 180 - (180 - bearing(theirs) + bearing(ours)) % 360,
        "desk_usd": DESK_USD * sent.height,
    }


def by_lot(cards: pl.DataFrame) -> pl.DataFrame:
    """One row a lot: the means of hp and damage, and of the hue's cosine and sine."""
    angle = pl.col("scan_hue_deg").radians()
    return cards.group_by("lot_id", maintain_order=True).agg(
        pl.col("hp", "attack_damage").mean(), x=angle.cos().mean(), y=angle.sin().mean()
    )


def bearing(lots: pl.DataFrame) -> float:
    """The mean direction of the lots, in degrees."""
    return math.degrees(math.atan2(lots["y"].mean(), lots["x"].mean()))


def broken_cells(sent: pl.DataFrame, drop: pl.DataFrame) -> int:
    """Cells that are empty, out of the contract's range, or an unknown word."""
    count = sum(sent.null_count().row(0))
    for theirs, ours in WORDS.items():
        count += (~sent[theirs].is_in([*FIELDS[ours].domain, *THEIR_WORDS])).sum()
    for name in MEASURED:
        ends = "left" if FIELDS[name].end_excluded else "both"
        count += (~drop[name].is_between(*FIELDS[name].span, closed=ends)).sum()
    return count


def field_cases(claim: dict[str, Any]) -> Iterator[Case]:
    """Every field is there and is of its kind."""
    for field, kind in (("decision", str), ("reason", str), ("ask", str), ("text", str)):
        value = claim.get(field)
        yield isinstance(value, kind), f"{field} is {value!r:.40}; text is needed.", TEMPLATE
    for field, words in (("decision", DECISIONS), ("reason", REASONS)):
        sentence = f"{field} is {claim[field]!r:.40}; it is one of {', '.join(words)}."
        yield claim[field] in words, sentence, "Which of these says what you mean?"
    numbers = claim.get("numbers")
    names = list(numbers) if isinstance(numbers, dict) else []
    yield (
        set(names) == set(truth()),
        f"numbers holds {names!s:.200}; it should hold {list(truth())}.",
        "Which of them is missing, or one too many?",
    )


def number_cases(numbers: dict[str, Any]) -> Iterator[Case]:
    """Every number is what the files say."""
    for name, want in truth().items():
        value = numbers[name]
        sound = isinstance(value, Real) and bool(abs(value) < LARGEST)
        yield sound, f"{name} is {value!r:.40}; a number is needed.", TEMPLATE
        close = bool(abs(value - want) <= HALF_A_DIGIT)
        yield close, f"{name} is {value!s:.40}, and the files give another number.", NUDGES[name]


def argument_cases(claim: dict[str, Any]) -> Iterator[Case]:
    """The decision and its reason follow from the numbers."""
    facts = {name: f"{value:.1f}" for name, value in truth().items()}
    facts |= {name: f"{truth()[name]:,.0f}" for name in ("cards", "broken_cells")}
    decision, reason = claim["decision"], claim["reason"]
    refuted = {one: sentence.format(**facts) for one, sentence in REFUTED.items()}
    yield decision in ACCEPTED, refuted.get(decision, ""), "Would you feed the model with that?"
    yield reason == REASONS[-1], refuted.get(reason, ""), "Which of your numbers contradicts it?"
    ask = claim["ask"].strip()
    yield (
        ask.endswith("?") and ask.count("?") == 1 and len(ask.split()) >= SENTENCE_WORDS,
        f"ask is {ask!r:.40}; one question to the partner is needed, with one question mark.",
        "What would they have to tell you, so that the cards can go in?",
    )
    named = bool(re.search(r"\b(hp|hit points?)\b", ask, re.IGNORECASE))
    yield named, "ask does not name the hit points.", "Which number can the partner alone explain?"


def claim_cases(text: str, numbers: dict[str, float]) -> Iterator[Case]:
    """The text is sentences with numbers of the fields, the two that the decision rests on among them."""
    yield from text_cases(text, numbers.values(), WANTED)
    for name in ("hp_same_sets", "hp_half_width"):
        sentence = f"The text does not state {name}, {numbers[name]}."
        yield states(text, numbers[name]), sentence, "How large, how certain?"


@question(
    "1.5c",
    title="May it go in?",
    answer="report",
    returns=dict,
    points=4,
    hints=(
        "Which part of the gap in hit points is our catalogue's age, and who can explain the rest?",
        "No cell breaks a rule. What would have risen with the hit points if cards were stronger?",
        "Read your text aloud: does its first sentence decide, and has every number its field?",
    ),
    why="""Structure and arithmetic are checked, the argument is not. Score your text, 0 to 2 each:

- the first sentence decides, and says what `decision` says
- a number comes with its uncertainty
- the other explanation is treated fairly
- limits are stated unasked
- no word that a shopkeeper would have to look up
""",
)
def claim_on_the_file(report):
    claim = report()
    yield from field_cases(claim)
    yield from number_cases(claim["numbers"])
    yield from argument_cases(claim)
    yield from claim_cases(claim["text"], claim["numbers"])
