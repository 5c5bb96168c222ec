"""What a right report on quotes is (8.2): four numbers, nothing left out in silence, slices."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from numbers import Integral, Real
from statistics import mean, median
from typing import Any, NamedTuple

import polars as pl

from classroom.checks import question
from classroom.checks.refusing import refusal
from classroom.checks.shape import described

Case = tuple[bool, str, str]
# A sale's price, its quote (None: null, nan, or "no row") and its rarity and condition.
Sale = tuple[float, float | str | None, str, str]
NO_ROW = "no row"
NUMBERS = (
    "sales", "unquoted", "rmse_usd", "within_10_share", "median_relative_error", "usd_a_quote",
)  # fmt: skip
COUNTS = ("sales", "unquoted")
WHOLE, SLICE = (*NUMBERS, "slices"), ("column", "value", *NUMBERS, "verdict")
FEWEST_SALES, LOOK_FROM = 100, 1.5
# 60 cents of 10 dollars are 6, half of 12 dollars: the seller stays.
AT_HALF: Sale = (12.0, 10.0, "Rare", "NM")
PLAIN: tuple[Sale, ...] = (
    (20.0, 24.0, "Rare", "NM"),
    (30.0, 27.0, "Common", "LP"),
    (8.0, 9.0, "Common", "NM"),
    (100.0, 98.0, "Rare", "LP"),
    (50.0, 50.0, "Rare", "NM"),
)
EDGES: tuple[Sale, ...] = (
    AT_HALF,
    (12.0, 9.0, "Rare", "NM"),
    (20.0, 30.0, "Common", "NM"),
    (20.0, 31.0, "Common", "NM"),
    (30.0, 20.0, "Common", "LP"),
    (40.0, 40.0, "Rare", "LP"),
    (5.0, 0.0, "Common", "NM"),
)
# The model has no quote for what is dear; one of its quotes is far too high.
SILENT: tuple[Sale, ...] = (
    *PLAIN,
    (400.0, None, "Secret Rare", "NM"),
    (250.0, NO_ROW, "Secret Rare", "NM"),
    (90.0, math.nan, "Rare", "NM"),
    (2.0, 40.0, "Common", "DMG"),
)
UNQUOTED: tuple[Sale, ...] = ((10.0, None, "Rare", "NM"), (25.0, NO_ROW, "Common", "NM"))


def spread(count: int, off: float, rarity: str, condition: str) -> tuple[Sale, ...]:
    """So many sales of 10 to 40 dollars, quoted too high and too low by this share of the price."""
    prices = [10.0 * (1 + at % 4) for at in range(count)]
    signs = [1 if at % 3 else -1 for at in range(count)]
    made = zip(prices, signs, strict=True)
    return tuple((price, price * (1 + sign * off), rarity, condition) for price, sign in made)


# The median is off by an eighth; one and a half times that is three sixteenths, exactly.
SLICED: tuple[Sale, ...] = (
    *spread(320, 0.125, "Common", "NM"),
    *spread(100, 0.1875, "Rare", "NM"),
    *spread(100, 0.25, "Ultra Rare", "NM"),
    *spread(99, 0.5, "Holo Rare", "LP"),
    *((70.0, None, "Holo Rare", "LP"),) * 3,
    *((70.0, NO_ROW, "Secret Rare", "LP"),) * 110,
)
# A few quotes that are far off move a mean, and no median.
TAIL: tuple[Sale, ...] = (
    *spread(120, 0.125, "Common", "NM"),
    *((10.0, 15.0, "Common", "NM"),) * 40,
    *spread(120, 0.0625, "Rare", "NM"),
)


class Situation(NamedTuple):
    """Sales with their quotes, the columns of the slices, and how a sentence begins."""

    words: str
    sales: tuple[Sale, ...]
    by: tuple[str, ...]


SITUATIONS = (
    Situation("Five plain sales", PLAIN, ()),
    Situation("Quotes on the edges ($10 off, an offer of half the price, 0)", EDGES, ()),
    Situation("Nine sales, three of them without a quote", SILENT, ("condition",)),
    Situation("Sales in slices", SLICED, ("rarity", "condition")),
    Situation("Slices the other way round", SLICED, ("condition", "rarity")),
    Situation("A slice with a long tail", TAIL, ("rarity",)),
    Situation("Two sales, no quote for either", UNQUOTED, ("rarity",)),
    Situation("No sales at all", (), ("rarity",)),
)
SMALLEST_ID, SOLD_ELSEWHERE = 7_000, 6_001
NUDGES = {
    "sales": "Is a sale without a quote still a sale? And what of a quote without a sale?",
    "unquoted": "No row, null and NaN: in how many ways may a quote be missing?",
    "rmse_usd": "Square, mean, root: in this order, over the sales that have a quote?",
    "within_10_share": "Off by exactly $10, too low as well as too high; and a share of which sales?",
    "median_relative_error": "Relative to what was paid or to the quote? Too low counts like too high.",
    "usd_a_quote": "Who leaves, at exactly half of the price, and without any offer? What does an "
    "offer cost that is too high, and what does the shop pay of it?",
    "verdict": "Which slice has enough *quoted* sales, and above what is its median looked at?",
}


@cache
def tables(sales: tuple[Sale, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(quotes, sales): the quotes from the last sale to the first, one of them of no sale here."""
    rows = [(SMALLEST_ID + 3 * at, *one) for at, one in enumerate(sales)]
    kinds = {
        "sale_id": pl.Int64,
        "price_usd": pl.Float64,
        "rarity": pl.String,
        "condition": pl.String,
    }
    sold = pl.DataFrame(
        [(key, price, rarity, condition) for key, price, _, rarity, condition in rows],
        schema=kinds,
        orient="row",
    )
    quoted = [(key, quote) for key, _, quote, *_ in reversed(rows) if quote != NO_ROW]
    quotes = pl.DataFrame(
        [*quoted, (SOLD_ELSEWHERE, 77.0)],
        schema={"sale_id": pl.Int64, "price_usd": pl.Float64},
        orient="row",
    )
    return quotes, sold


def lost_usd(price: float, quote: float | None) -> float:
    """What one quote loses, as the exercise says."""
    if quote is None or 6 * quote < 5 * price:
        return 0.4 * price
    return 0.6 * max(quote - price, 0.0)


@cache
def numbers(sales: tuple[Sale, ...]) -> dict[str, float | None]:
    """The six numbers over some sales."""
    no_quote = (NO_ROW, None)
    pairs = [(price, None if q in no_quote or q != q else q) for price, q, *_ in sales]  # noqa: PLR0124  NaN is unlike itself
    off = [(abs(quote - price), price) for price, quote in pairs if quote is not None]
    return {
        "sales": len(pairs),
        "unquoted": len(pairs) - len(off),
        "rmse_usd": math.sqrt(mean(one**2 for one, _ in off)) if off else None,
        "within_10_share": sum(one <= 10 for one, _ in off) / len(pairs) if pairs else None,
        "median_relative_error": median(one / price for one, price in off) if off else None,
        "usd_a_quote": mean(lost_usd(*one) for one in pairs) if pairs else None,
    }


def slices(one: Situation) -> list[dict[str, Any]]:
    """The slices in their order."""
    found, whole = [], numbers(one.sales)["median_relative_error"]
    for column in one.by:
        place = 2 + ("rarity", "condition").index(column)
        for value in sorted({sale[place] for sale in one.sales}):
            part = numbers(tuple(sale for sale in one.sales if sale[place] == value))
            verdict = "in line"
            if part["sales"] - part["unquoted"] < FEWEST_SALES:
                verdict = "too few to say"
            elif part["median_relative_error"] > LOOK_FROM * whole:
                verdict = "look here"
            found.append({"column": column, "value": value, **part, "verdict": verdict})
    return found


def alike(mine: Any, theirs: float | None, *, count: bool) -> bool:
    """Whether two numbers are equal within rounding; a count is whole."""
    if theirs is None:
        return mine is None
    if not isinstance(mine, Real) or isinstance(mine, bool):
        return False
    whole = isinstance(mine, Integral) or float(mine).is_integer()
    return bool(math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-9) and (whole or not count))


def shown(value: Any) -> str:
    """A value in few digits."""
    return f"{value:.4g}" if isinstance(value, float) else described(value)


def number_cases(got: dict[str, Any], want: dict[str, float | None], where: str) -> Iterator[Case]:
    """The six numbers, one after the other."""
    for name in NUMBERS:
        sentence = f"{where}: {name} is {shown(got[name])}, expected {shown(want[name])}."
        nudge = NUDGES[name]
        if want[name] is None:
            nudge = "Over no sale there is nothing to average. What would 0 promise?"
        yield alike(got[name], want[name], count=name in COUNTS), sentence, nudge


def slice_cases(got: Any, one: Situation) -> Iterator[Case]:
    """The slices: which, in which order, their numbers, their verdict."""
    want = slices(one)
    rows = isinstance(got, (list, tuple)) and all(isinstance(row, dict) for row in got)
    nudge = "Which columns are asked for, and which values does each have?"
    yield rows, f"{one.words}: slices is {described(got)}; a list of dicts is needed.", nudge
    for row in got:
        sentence = (
            f"{one.words}: a slice has {sorted(map(str, row))}; {', '.join(SLICE)} are needed."
        )
        yield set(row) == set(SLICE), sentence, "Which key is missing, or one too many?"
    mine = [(row["column"], row["value"]) for row in got]
    theirs = [(row["column"], row["value"]) for row in want]
    values = ", ".join(f"{column} {value}" for column, value in mine) or "none"
    sentence = f"{one.words}, by {[*one.by]}: the slices are {values}, in this order; expected "
    sentence += f"{', '.join(f'{column} {value}' for column, value in theirs) or 'none'}."
    yield mine == theirs, sentence, nudge
    for row, asked in zip(got, want, strict=True):
        where = f"{one.words}, {row['column']} {row['value']}"
        yield from number_cases(row, asked, where)
        sentence = (
            f"{where}: verdict is {shown(row['verdict'])}, expected {asked['verdict']!r}, with "
        )
        sentence += (
            f"{asked['sales']} sales, {asked['unquoted']} of them unquoted, and a median of "
        )
        sentence += f"{shown(asked['median_relative_error'])}."
        told = isinstance(row["verdict"], str) and row["verdict"] == asked["verdict"]
        yield told, sentence, NUDGES["verdict"]


def situation_cases(quote_report: Any, one: Situation) -> Iterator[Case]:
    """One report."""
    got = quote_report(*tables(one.sales), [*one.by])
    sentence = f"Your dict has {sorted(map(str, got))}; {', '.join(WHOLE)} are needed."
    yield set(got) == set(WHOLE), sentence, "Which key is missing, or one too many?"
    yield from number_cases(got, numbers(one.sales), one.words)
    yield from slice_cases(got["slices"], one)


def doubled_cases(quote_report: Any) -> Iterator[Case]:
    """A sale that is quoted twice is refused, whether it was sold here or not."""
    quotes, sold = tables(PLAIN)
    for key in (SMALLEST_ID + 3, SOLD_ELSEWHERE):
        twice = pl.concat([quotes, quotes.filter(pl.col("sale_id") == key)])
        took = refusal(quote_report.function, twice, sold, [])
        sentence = f"sale_id {key} stands twice in quotes, and quote_report {took.instead}; a "
        sentence += "ValueError is needed."
        nudge = "Which of the two quotes did the seller hear, and how would you know?"
        yield took.words is not None, sentence, nudge
        sentence = f"The ValueError says {took.words!r:.80}, and not which sale_id."
        yield str(key) in took.words, sentence, "What does whoever mends the quotes look for?"


@question(
    "8.2",
    title="Quotes judged in four numbers",
    answer="quote_report",
    returns=dict,
    points=4,
    hints=(
        "Which join keeps every sale, and what stands in the quote of one that nobody quoted?",
        "For each of the four numbers: over which sales is it, and what is a comparison with null?",
        "Can you write the six numbers once, and use them for all sales and for each slice?",
    ),
    why="""Squared dollars follow the dearest cards, a share within \\$10 the many cheap ones, a relative
error all cards alike, and dollars what the shop does with a quote: a model may win on one and lose on
another. What keeps the four honest is the denominator. A model that is silent on dear cards has a
small error over those that it quotes, and its sellers have left.""",
)
def reports_on_quotes(quote_report):
    for one in SITUATIONS[:2]:
        yield from situation_cases(quote_report, one)
    yield from doubled_cases(quote_report)
    for one in SITUATIONS[2:]:
        yield from situation_cases(quote_report, one)
