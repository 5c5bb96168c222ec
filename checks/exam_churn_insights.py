"""Exam `churn`, question churn-2: claims on who leaves, with numbers that are recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

import polars as pl

from cardshop.dataset import load_churn, load_churn_ledger
from classroom.checks import question
from classroom.checks.actions import CHANCE, INDEPENDENT, NOTHING, action_cases
from classroom.checks.effects import claimed_absence, claimed_effect, turned_round
from classroom.checks.generated import generator
from classroom.checks.prose import numbers_in, said_again, states, unwritten
from classroom.checks.shares import Clustered, Difference, difference, inside, unfit

Case = tuple[bool, str, str]
HIDDEN = {
    "retention_offer": "it is offered after notice was given, so it follows the leaving",
    "churned": "it is the leaving itself",
    "contract_id": "a key groups nothing that comes again",
    "household_id": "a key groups nothing that comes again",
}
FEWEST_CLAIMS, MOST_CLAIMS, FEWEST_COLUMNS = 4, 8, 3
SMALLEST_GROUP = 100  # contracts
MORE, FEWER = "more leave", "fewer leave"
NUMBERS = ("share", "other_share", "points", "low", "high")
LISTS, TEXTS = ("group", "other"), ("column", "finding", "kind", "action", "text")
FORM: dict[str, Any] = {
    **dict.fromkeys(TEXTS, str),
    **dict.fromkeys(LISTS, (list, tuple)),
    **dict.fromkeys(NUMBERS, Real),
}
LARGEST = 1e30
# Of numbers with one decimal, and of the difference of two such.
ROUNDED = {"share": 0.051, "other_share": 0.051, "points": 0.151}
# Of the half-width by household. Measured: rows alone give .71 where a household shares the column,
# 1,000 redrawn tables of households within .05 of 1.
NARROWEST, WIDEST, OFF_CENTRE = 0.85, 1.25, 0.2
NEAR_ZERO = 0.15  # of the half-width: there both words will do
# Numbers that a text may hold in any case: days of the columns' names, per cent, a count of groups.
USUAL = (90, 95, 180, 100, *range(5))
OTHER_SEED = 20251122  # fixed in data/README.md
HEARD_OF, THE_OTHERS = {"South"}, {"North", "East", "West"}
TASK = """Return four to eight claims on who gives notice: at least three differences that were
found and that somebody can act on, of three columns, and one on the South. text: what the table
shows, in 12 to 60 words; it states points, low and high. action: what the provider
should do next"""


@cache
def sound() -> pl.DataFrame:
    """The published contracts that no rule of churn-1 accuses."""
    wrong = load_churn_ledger()["row"].unique().implode()
    return load_churn().with_row_index("row").filter(~pl.col("row").is_in(wrong)).drop("row")


@cache
def half() -> pl.DataFrame:
    """The contracts of every second household."""
    return sound().filter(pl.col("household_id").str.slice(1).cast(pl.Int64) % 2 == 0)


def measured(table: pl.DataFrame, claim: dict) -> Difference:
    """The numbers of a claim, as the rows of a table give them."""
    parts = (inside(claim["column"], claim[name]) for name in LISTS)
    return difference(Clustered(table, "churned", "household_id"), *parts)


def group_cases(who: str, claim: dict, table: pl.DataFrame) -> Iterator[Case]:
    """The column may be used, and both groups are there, apart, and large enough."""
    column, masks = claim["column"], []
    yield column in table.columns, f"{who} is about {column[:40]!r}.", "How is the column spelt?"
    why = HIDDEN.get(column, "")
    asked = "What stands in that column on the day on which somebody could still act?"
    yield not why, f"{who} groups by {column}, and {why}.", asked
    least = SMALLEST_GROUP * table.height // sound().height
    for name in LISTS:
        problem, of = unfit(table[column], claim[name]), f"{name} of {who.lower()}"
        yield not problem, f"The {of} {problem}.", "Is that column words, or numbers?"
        masks.append(inside(column, claim[name]))
        size = table.select(masks[-1].sum()).item()
        sentence = f"The {of} has {size} contracts; {least} are the least."
        yield size >= least, sentence, "Whom could somebody act on there?"
    both = table.select((masks[0] & masks[1]).sum()).item()
    sentence = f"In {who.lower()}, {both} contracts stand in both groups."
    yield both == 0, sentence, "Whom does the difference compare with whom?"


def number_cases(who: str, claim: dict, table: pl.DataFrame, where: str) -> Iterator[Case]:
    """The numbers are those of the table, and the interval is that of its households."""
    want = measured(table, claim)
    for (name, near), of_homes in zip(ROUNDED.items(), want.of_clusters, strict=True):
        value, right = float(claim[name]), getattr(want, name)
        homes = abs(value - of_homes) <= near
        asked = "In per cent, of which rows, and which group comes first?"
        asked = "The share of what: of contracts, or of households?" if homes else asked
        sentence = f"{where} {name} of {who.lower()} is {value:.4g}; the rows give {right:.1f}."
        yield abs(value - right) <= near, sentence, asked
    low, high, full = float(claim["low"]), float(claim["high"]), 2 * want.half
    of = f"{where} the interval of {who.lower()} is"
    sentence = f"{of} {high - low:.1f} points wide; households give {full:.1f}."
    asked = f"{INDEPENDENT} Or are its ends not those of 95 %?"
    yield high - low >= NARROWEST * full, sentence, asked
    asked = "Which part of the difference do you count twice? 95 % are asked for."
    # Who draws each group's households by themselves is too careful, and no more than that.
    widest = 2 * max(want.half, want.half_apart)
    yield high - low <= WIDEST * widest, sentence, asked
    near = abs((high + low) / 2 - want.points) <= OFF_CENTRE * want.half
    sentence = f"{of} {low:.1f} to {high:.1f}; the difference is {want.points:.1f}."
    yield near, sentence, "Around which number does an interval lie?"
    words = {1: MORE, -1: FEWER, 0: NOTHING}
    said = claim["finding"] in {words[one] for one in want.signs(NEAR_ZERO)}
    sentence = f"{of} {low:.1f} to {high:.1f}, and you say {claim['finding'][:40]!r}."
    yield said, sentence, f"On which side of 0 does it lie: {MORE}, {FEWER}, or {NOTHING}?"


def text_cases(who: str, claim: dict) -> Iterator[Case]:
    """The text states the difference with its interval, and claims no more than was seen."""
    text, of = claim["text"], f"The text of {who.lower()}"
    problem = unwritten(text, fewest=12, most=60, task=TASK)
    yield not problem, f"{of} {problem}.", "What would you say aloud to the head of sales?"
    for name in ("points", "low", "high"):
        sentence = f"{of} does not state {name}, {float(claim[name]):.1f}."
        yield states(text, float(claim[name])), sentence, "How large is it, and how sure is that?"
    ends = [one for part in LISTS for one in claim[part] if isinstance(one, Real)]
    near = [one + step for one in ends for step in (-1, 0, 1)]
    fields = [float(claim[name]) for name in NUMBERS]
    known = [*fields, *near, *USUAL]
    loose = [token for token, close in numbers_in(text) if not any(map(close, known))]
    sentence = f"{of} says {', '.join(loose[:3])}, and no field of the claim does."
    yield not loose, sentence, "Where does that number come from, and who can check it?"
    said = claimed_effect(text)
    yield not said, f"{of} says {said!r}: the table shows who leaves, not why.", CHANCE
    said = turned_round(text, {MORE: 1, FEWER: -1}.get(claim["finding"], 0))
    sentence = f"{of} says {said[:60]!r}, and its finding is {claim['finding']!r}."
    yield not said, sentence, "Of which group does points take the share first?"
    found = claimed_absence(text) if claim["finding"] == NOTHING else ""
    sentence = f"{of} says {found!r}, and the interval still allows "
    sentence += f"{max(abs(float(claim['low'])), abs(float(claim['high']))):.1f} points."
    yield not found, sentence, "What is the largest difference that you could have missed?"


def form_cases(claims: list[dict]) -> Iterator[Case]:
    """So many claims, each with every field."""
    sentence = f"You return {len(claims)} claims; {FEWEST_CLAIMS} to {MOST_CLAIMS} are asked for."
    asked = "Which column has nobody looked at yet, or which claim would nobody miss?"
    yield FEWEST_CLAIMS <= len(claims) <= MOST_CLAIMS, sentence, asked
    for number, claim in enumerate(claims, 1):
        for name, kind in FORM.items():
            value = claim.get(name)
            fits = isinstance(value, kind) and not isinstance(value, bool)
            finite = not isinstance(value, Real) or bool(abs(value) < LARGEST)
            sentence = f"In claim {number}, {name!r} is {str(value)[:40]!r}."
            yield fits and finite, sentence, "Is a text, a list or a number asked for there?"


def whole_cases(claims: list[dict]) -> Iterator[Case]:
    """Three differences of three columns to act on, the regions, and nothing said twice."""
    found = [one for one in claims if one["finding"] != NOTHING and one["kind"] != "leave"]
    acted = len({one["column"] for one in found})
    sentence = f"Columns with a difference that was found and is acted on: {acted}; "
    asked = "Who else leaves more often, and who could act on it?"
    sentence += f"{FEWEST_COLUMNS} are asked for ('leave' does not count)."
    yield acted >= FEWEST_COLUMNS, sentence, asked
    compared = [str((one["column"], list(one["group"]), list(one["other"]))) for one in claims]
    again = len(set(compared)) < len(compared)
    yield not again, "Two claims compare the same groups.", "What does the second one add?"
    for second, claim in enumerate(claims, 1):
        for first, earlier in enumerate(claims[: second - 1], 1):
            again = said_again((earlier["text"], claim["text"]))
            sentence = f"The texts of claims {first} and {second} differ in their numbers alone."
            yield not again, sentence, "Which group does each speak of?"


def region_cases(claims: list[dict], where: str) -> Iterator[Case]:
    """One claim compares the South with all the others, whichever of the two comes first."""
    sides = [[set(one[name]) for name in LISTS] for one in claims if one["column"] == "region"]
    both = [HEARD_OF, THE_OTHERS]
    sentence = f"{where} no claim compares the South with all three other regions."
    asked = "Its hours are to be cut on hearsay. What does the table say of it?"
    yield both in sides or both[::-1] in sides, sentence, asked


def of_another_table(insights: Any, table: pl.DataFrame, where: str) -> Iterator[Case]:
    """The same function finds the numbers of other contracts."""
    claims = insights(table)
    yield from form_cases(claims)
    for number, claim in enumerate(claims, 1):
        yield from group_cases(f"Claim {number}", claim, table)
        yield from number_cases(f"Claim {number}", claim, table, where)
    yield from region_cases(claims, where)


def elsewhere(insights):
    """Contracts of another seed."""
    table = generator("churn").phone_contracts(OTHER_SEED)
    yield from of_another_table(insights, table, "In a table of another seed,")


@question(
    "churn-2",
    title="Insights that hold",
    answer="insights",
    returns=list[dict],
    points=5,
    full=elsewhere,
    hints=(
        "Who of the people in this table decides alone, and who together? Draw those again.",
        (
            "Of 1,000 tables of households drawn with replacement, where do the middle 95 % of the "
            "differences lie?"
        ),
        "Which of your actions would change what somebody gets? How would you know that it helped?",
    ),
    why="""Structure and arithmetic are checked, the argument is not. Score each, 0 to 2:

- somebody knows on Monday what to do, and for which households
- the number comes with its uncertainty, and the text says no more than both
- another explanation is named where there is one
- what was not found is told as plainly as what was
""",
)
def claims_that_hold(insights):
    claims = insights(sound())
    yield from form_cases(claims)
    for number, claim in enumerate(claims, 1):
        who = f"Claim {number}"
        yield from group_cases(who, claim, sound())
        yield from number_cases(who, claim, sound(), "In the published table,")
        yield from action_cases(who, claim, TASK)
        yield from text_cases(who, claim)
    yield from whole_cases(claims)
    yield from region_cases(claims, "In the published table,")
    yield from of_another_table(insights, half(), "Of every second household,")
