"""What a right business case is (8.1): the best list, dollars a year, and a decision that bears luck."""

from __future__ import annotations

import math
from collections.abc import Iterator
from numbers import Real
from typing import Any, NamedTuple

import polars as pl

from classroom.checks import question

Case = tuple[bool, str, str]
Money = dict[str, float]
Lists = tuple[tuple[str, float, float], ...]
FIELDS = (
    "baseline", "baseline_usd_year", "value_usd_year", "payback_years", "most_usd_a_quote", "decision",
)  # fmt: skip
KINDS = {"name": pl.String, "usd_a_quote": pl.Float64, "upkeep_usd_year": pl.Float64}
BUILD, PILOT, KEEP = "build", "pilot", "keep"
# The good list loses 5 dollars a quote: 160,000 a year of 32,000 quotes.
USUAL: Lists = (("one price", 8.0, 0.0), ("good list", 5.0, 0.0), ("last sale", 9.5, 0.0))
# Of the cheapest a quote somebody has to take care all year.
KEPT: Lists = (("one price", 8.0, 0.0), ("weekly list", 4.75, 24_000.0), ("good list", 5.0, 0.0))
# The same, and worth its care on more quotes.
CARED: Lists = (("good list", 5.0, 0.0), ("weekly list", 4.0, 16_000.0))
EQUAL: Lists = (("second hand", 6.0, 0.0), ("by rarity", 5.0, 0.0), ("by set", 4.5, 16_000.0))
ALONE: Lists = (("one price", 8.0, 4_000.0),)


class Situation(NamedTuple):
    """Lists, a forecast and terms, and the question that a wrong decision calls for."""

    words: str
    lists: Lists
    model: Money
    terms: Money
    nudge: str


def model(low: float, expected: float, high: float) -> Money:
    """What a model may lose a quote."""
    return {"low": low, "expected": expected, "high": high}


def terms(quotes: float, limit_years: float, *, run_usd: float = 12_000) -> Money:
    """40,000 dollars of building: 8 weeks of 2 people at 2,500."""
    building = {"weeks": 8, "people": 2, "week_usd": 2_500}
    asked = {"quotes_a_year": quotes, "run_usd_year": run_usd, "limit_years": limit_years}
    return asked | building


LUCK = "Would it still pay back in time if the model turns out badly? And if it turns out well?"
EDGE = "Exactly limit_years: which sentence of the docstring settles that?"
LOSS = "What does the shop get back each year, and does that ever add up to what it spent?"
CARE = "What does each list cost in a whole year, with those who look after it?"
SITUATIONS = (
    Situation("a sure gain", USUAL, model(1.0, 2.0, 3.0), terms(32_000, 2.0), LUCK),
    Situation("a gain that hangs on luck", USUAL, model(1.0, 3.5, 4.5), terms(32_000, 2.0), LUCK),
    Situation("a good guess, and a bad end", USUAL, model(3.0, 3.5, 6.0), terms(32_000, 2.0), LUCK),
    Situation("a bad guess, and a good end", USUAL, model(2.0, 4.5, 6.0), terms(32_000, 2.0), LUCK),
    Situation("too few quotes", USUAL, model(1.5, 2.0, 3.0), terms(8_000, 2.0), LUCK),
    Situation("few quotes, and years of time", USUAL, model(1.0, 2.0, 2.2), terms(8_000, 8.0), LUCK),
    Situation("a bad end on the limit", USUAL, model(2.0, 3.0, 4.0), terms(32_000, 2.0), EDGE),
    Situation("a good end on the limit", USUAL, model(4.0, 4.5, 5.0), terms(32_000, 2.0), EDGE),
    Situation(
        "a good end past the limit", USUAL, model(4.25, 4.5, 4.6), terms(32_000, 2.0), LUCK
    ),
    Situation("no gain at all", USUAL, model(4.5, 4.625, 5.0), terms(32_000, 2.0), LOSS),
    Situation(
        "half a dollar a year", USUAL, model(4.5, 4.625, 5.0), terms(32_000, 2.0, run_usd=11_999.5), LOSS
    ),
    Situation("a loss each year", USUAL, model(4.5, 5.5, 6.5), terms(32_000, 2.0), LOSS),
    Situation("a cheap list with a clerk", KEPT, model(1.0, 2.0, 3.0), terms(32_000, 2.0), CARE),
    Situation("a clerk who pays off", CARED, model(1.0, 2.0, 3.0), terms(32_000, 2.0), CARE),
    Situation("two lists of one price", EQUAL, model(1.0, 2.0, 3.0), terms(32_000, 2.0), CARE),
    Situation("one list alone, with a clerk", ALONE, model(6.0, 7.0, 7.5), terms(32_000, 4.0), LUCK),
    Situation("no model is good enough", USUAL, model(0.0, 0.5, 1.0), terms(4_000, 1.0), LOSS),
    Situation(
        "not even a perfect one", USUAL, model(0.0, 0.5, 1.0), terms(6_400, 2.0, run_usd=13_000), LOSS
    ),
    Situation("only a perfect one is", USUAL, model(0.0, 0.5, 1.0), terms(6_400, 2.0), EDGE),
    Situation("a perfect one for sure", USUAL, model(0.0, 0.0, 0.0), terms(6_400, 2.0), EDGE),
    Situation(
        "a model that runs for nothing", USUAL, model(1.0, 2.0, 4.0), terms(16_000, 2.0, run_usd=0), LUCK
    ),
)  # fmt: skip
NUDGES = {
    "baseline": CARE,
    "baseline_usd_year": CARE,
    "value_usd_year": "Which costs come each year with the model, and which of today's go?",
    "payback_years": "What is spent once, what comes back each year, and in which unit is that?",
    "most_usd_a_quote": "If payback takes exactly limit_years, what is left of the list's dollars "
    "for the model's own errors?",
}


def wanted(one: Situation) -> dict[str, Any]:
    """What the docstring gives."""
    asked, forecast = one.terms, one.model
    quotes, run_usd = asked["quotes_a_year"], asked["run_usd_year"]
    usd_year = [quotes * usd + upkeep for _, usd, upkeep in one.lists]
    best = min(usd_year)
    build_usd = asked["weeks"] * asked["people"] * asked["week_usd"]
    value = best - run_usd - quotes * forecast["expected"]
    most = (best - run_usd - build_usd / asked["limit_years"]) / quotes
    return {
        "baseline": one.lists[usd_year.index(best)][0],
        "baseline_usd_year": best,
        "value_usd_year": value,
        "payback_years": build_usd / value if value > 0 else None,
        "most_usd_a_quote": most if most >= 0 else None,
        "decision": BUILD
        if forecast["high"] <= most
        else KEEP
        if forecast["low"] > most
        else PILOT,
    }


def alike(mine: Any, theirs: Any) -> bool:
    """Whether two values are equal, numbers within rounding."""
    if theirs is None or isinstance(theirs, str):
        return mine is None if theirs is None else isinstance(mine, str) and mine == theirs
    number = isinstance(mine, Real) and not isinstance(mine, bool)
    return number and math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-6)


def shown(value: Any) -> str:
    """A value in few digits."""
    number = isinstance(value, Real) and not isinstance(value, bool)
    return f"{value:,.2f}" if number else f"{value!r:.40}"


def told(values: Money) -> str:
    """Names and numbers as text."""
    return ", ".join(f"{name} {value:g}" for name, value in values.items())


def situation_cases(quote_brief: Any, one: Situation) -> Iterator[Case]:
    """Every field of one situation, in the order in which they build on each other."""
    lists = pl.DataFrame(one.lists, schema=KINDS, orient="row")
    got, want = quote_brief(lists, one.model, one.terms), wanted(one)
    sentence = f"Your dict has {sorted(map(str, got))}; {', '.join(FIELDS)} are needed."
    yield set(got) == set(FIELDS), sentence, "Which field is missing, or one too many?"
    kept = "; ".join(f"{name} {usd:g} a quote, {year:g} a year" for name, usd, year in one.lists)
    given = {
        "baseline": f"{kept}, quotes_a_year {one.terms['quotes_a_year']:g}",
        "baseline_usd_year": f"{kept}, quotes_a_year {one.terms['quotes_a_year']:g}",
        "decision": f"low {one.model['low']:g}, high {one.model['high']:g}, most_usd_a_quote "
        f"{shown(want['most_usd_a_quote'])}",
    }
    for field in FIELDS:
        about = given.get(field, f"{told(one.terms)}, expected {one.model['expected']:g}")
        sentence = f"{field} for {one.words} ({about}) is {shown(got[field])}, expected "
        sentence += f"{shown(want[field])}."
        nudge = LOSS if want[field] is None else NUDGES.get(field, one.nudge)
        yield alike(got[field], want[field]), sentence, nudge


@question(
    "8.1",
    title="The business case for quotes",
    answer="quote_brief",
    returns=dict,
    points=3,
    hints=(
        "What would the shop do without a model, and what does that cost in a whole year?",
        "Which of the costs come once, which each year, and which of today's would end?",
        "Write most_usd_a_quote first: the decision compares the two ends of the forecast with it.",
    ),
    why="""The bar is set before the model is built, and by the best thing that needs none. It is a number
of dollars a quote, so that a holdout can answer it; and where good luck and bad luck lead to other
decisions, the honest answer is neither, but a trial that costs less than a project.""",
)
def cases_for_quotes(quote_brief):
    for one in SITUATIONS:
        yield from situation_cases(quote_brief, one)
