"""The kata `error-analysis`: which types, which slices, what first, where faults are planted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.evaluation import redraw_lines, slice_gap
from cardshop.training import scored_cards
from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
SLICES = ("language", "grading_company", "rarity")
COLUMNS = ("card_id", "line_id", *SLICES, "card_type")
FIELDS = ("base", "pair", "findings", "first")
KEYS = ("slice", "cards", "errors", "excess")
FEWEST_LINES, ALPHA = 20, 0.05
TYPES = ("Fire", "Grass", "Metal", "Water")
NUDGES = {
    "cards": "How many rows are in the slice, right and wrong?",
    "errors": "How many of its cards are wrong?",
    "excess": "How many errors would as many cards have at the rate of all *other* cards?",
}


class Planted(NamedTuple):
    """A model with faults: the share wrong in a slice, elsewhere, and of lines wrong as a whole.

    few: a value that only some lines keep, all of its cards wrong.
    """

    about: str
    faults: dict[tuple[str, str], float]
    elsewhere: float
    whole_lines: int
    few: tuple[str, str, int]


MODELS = (
    Planted("A model that fails slabs of Apex, and prints from Japan a little",
            {("grading_company", "Apex"): 0.75, ("language", "ja"): 0.45}, 0.08, 3,
            ("language", "it", 19)),
    Planted("A model that fails some cards more, and many a little",
            {("language", "fr"): 0.33, ("language", "ja"): 0.4,
             ("grading_company", "Borealis"): 0.95},
            0.2, 6, ("grading_company", "Crown", 20)),
)  # fmt: skip
FEW_READ = "A model whose cards have few slices of enough lines"
NO_ERROR, EQUAL_PAIRS = "A model without an error", "A model with equally frequent pairs"


@cache
def cards_of(about: str) -> pl.DataFrame:
    """The cards of a planted model, scored: 46 lines of the test side."""
    cards = scored_cards("test").select(COLUMNS)
    keep = cards["line_id"].unique().sort().gather_every(3).implode()
    cards = cards.filter(pl.col("line_id").is_in(keep))
    if about == NO_ERROR:
        # Two rarities and one language: fewer slices to read.
        few = cards.filter(pl.col("rarity").is_in(["Common", "Rare"]), language="en")
        return few.with_columns(predicted="card_type")
    if about == EQUAL_PAIRS:
        few = cards_of(NO_ERROR)
        place, kind = pl.int_range(pl.len()).over("card_type"), pl.col("card_type")
        said = pl.when((kind == "Water") & (place < 2)).then(pl.lit("Fire"))
        for least, taken_for in ((0, "Psychic"), (2, "Colorless"), (4, "Metal")):
            grass = (kind == "Grass") & place.is_between(least, least + 1)
            said = said.when(grass).then(pl.lit(taken_for))
        return few.with_columns(predicted=said.otherwise(kind)).reverse()
    if about == FEW_READ:
        return few_read(cards)
    model = next(one for one in MODELS if one.about == about)
    random = np.random.default_rng(MODELS.index(model))
    column, value, lines = model.few
    some = cards.filter(pl.col(column) == value)["line_id"].unique().sort().head(lines).implode()
    cards = cards.filter((pl.col(column) != value) | pl.col("line_id").is_in(some))
    chance = pl.lit(model.elsewhere)
    for (name, fault), share in model.faults.items():
        chance = pl.when(pl.col(name) == fault).then(pl.lit(share)).otherwise(chance)
    whole = cards["line_id"].unique().sort().gather_every(9).head(model.whole_lines).implode()
    sure = (pl.col(column) == value) | pl.col("line_id").is_in(whole)
    wrong = pl.Series(random.random(cards.height)) < pl.when(sure).then(1.0).otherwise(chance)
    other = pl.Series(random.choice(TYPES, cards.height))
    # A type taken for itself is no error: those are taken for a type that is no card's.
    said = pl.when(other == pl.col("card_type")).then(pl.lit("Colorless")).otherwise(other)
    mixed = random.permutation(cards.height)
    return cards.with_columns(predicted=pl.when(wrong).then(said).otherwise("card_type"))[mixed]


def few_read(cards: pl.DataFrame) -> pl.DataFrame:
    """Cards of which 7 of 16 slices are read, and the number decides what is a finding."""
    for column, frequent in (("language", "en"), ("grading_company", "none")):
        for value in sorted({*cards[column]} - {frequent}):
            some = cards.filter(pl.col(column) == value)["line_id"].unique().sort().head(15)
            in_lines = pl.col("line_id").is_in(some.implode())
            cards = cards.filter((pl.col(column) != value) | in_lines)
    share = pl.when(pl.col("rarity") == "Rare").then(0.31).otherwise(0.2)
    wrong = pl.Series(np.random.default_rng(4).random(cards.height)) < share
    other = pl.when(pl.col("card_type") == "Water").then(pl.lit("Fire")).otherwise(pl.lit("Water"))
    return cards.with_columns(predicted=pl.when(wrong).then(other).otherwise("card_type"))


@cache
def expected(about: str) -> dict[str, Any]:
    """What the docstring gives."""
    cards = cards_of(about)
    wrong = (cards["predicted"] != cards["card_type"]).to_numpy()
    drawn = redraw_lines(cards["line_id"].to_numpy(), seed=0)
    flags = {
        f"{name}={value}": (cards[name] == value).to_numpy()
        for name in SLICES
        for value in cards[name].unique().sort()
    }
    read = {
        name: inside
        for name, inside in flags.items()
        if min(cards.filter(side)["line_id"].n_unique() for side in (inside, ~inside))
        >= FEWEST_LINES
    }
    findings = {}
    for name, inside in read.items():
        if slice_gap(wrong, inside, drawn, level=1 - ALPHA / len(read)).low > 0:
            errors, rate = int(wrong[inside].sum()), float(wrong[~inside].mean())
            excess = errors - int(inside.sum()) * rate
            findings[name] = {"cards": int(inside.sum()), "errors": errors, "excess": excess}
    counted = Counter(cards.filter(wrong).select("card_type", "predicted").iter_rows())
    pair = min(counted, key=lambda one: (-counted[one], one), default=None)
    return {
        "base": float(wrong.mean()),
        "pair": None if pair is None else [*pair, counted[pair]],
        "findings": findings,
        "first": max(findings, key=lambda name: findings[name]["excess"], default=None),
        "read": set(read),
    }


def same(got: Any, want: float) -> bool:
    """Whether this is the number, but for the order of its sums."""
    real = isinstance(got, (Real, np.number)) and not isinstance(got, bool)
    return real and bool(math.isclose(got, want, rel_tol=1e-6, abs_tol=1e-6))


def plain(pair: Any) -> bool:
    """Whether a pair is two texts and a whole number, which can be compared."""
    kinds = (str, str, (int, np.integer))
    return isinstance(pair, list) and len(pair) == len(kinds) and all(map(isinstance, pair, kinds))


def model_cases(analyse: Any, about: str) -> Iterator[Case]:
    """All that is said of one model."""
    got, want = analyse(cards_of(about)), expected(about)
    missing = [name for name in FIELDS if name not in got]
    yield not missing, f"analyse gave no {', '.join(missing)}.", "Which four are asked for?"
    sentence = f"{about}: base is {described(got['base'])}, expected {want['base']:.4f}."
    yield same(got["base"], want["base"]), sentence, "How many of all cards are wrong?"
    pair = list(got["pair"]) if isinstance(got["pair"], (list, tuple)) else got["pair"]
    pair = pair if pair is None or plain(pair) else described(pair)
    sentence = f"{about}: pair is {described(got['pair'])}, expected {want['pair']}."
    yield pair == want["pair"], sentence, "Which of the two is the truth, and how many are there?"
    listed = isinstance(got["findings"], (list, tuple)) and all(
        isinstance(one, dict) and set(KEYS) <= set(one) and isinstance(one["slice"], str)
        for one in got["findings"]
    )
    sentence = f"{about}: findings is {described(got['findings'])}; a list of dicts with "
    yield listed, sentence + f"{', '.join(KEYS)} is needed.", "What is said of each slice?"
    yield from finding_cases(about, got["findings"], want)
    sentence = f"{about}: first is {got['first']!r:.40}, expected {want['first']}."
    first = got["first"] if isinstance(got["first"], str) else described(got["first"])
    same_first = got["first"] is None if want["first"] is None else first == want["first"]
    yield same_first, sentence, "Where would most errors go, if it were mended?"


def finding_cases(about: str, got: list[dict[str, Any]], want: dict[str, Any]) -> Iterator[Case]:
    """The slices that are worse, each once, and their numbers."""
    names = [one["slice"] for one in got]
    extra = next(
        (one for one in names if one not in want["findings"] or names.count(one) > 1), None
    )
    sentence = f"{about}: {extra} is a finding, and should not be, or not twice."
    nudge = "How many lines does it have? At which level is it read, and are whole lines drawn?"
    if extra in want["read"]:
        nudge = "At which level is it read, are whole lines drawn, and does it lie above 0?"
    yield extra is None, sentence, nudge
    missed = sorted(set(want["findings"]) - set(names))
    sentence = f"{about}: {missed[0] if missed else ''} is worse than the rest, and no finding."
    nudge = "Which columns and values did you look at, and against which rest?"
    if about == FEW_READ:
        nudge = "How many of all these slices are read, with lines enough on both sides?"
    yield not missed, sentence, nudge
    for one in got:
        for key, number in want["findings"][one["slice"]].items():
            sentence = (
                f"{about}: {key} of {one['slice']} is {described(one[key])}, expected {number:.6g}."
            )
            yield same(one[key], number), sentence, NUDGES[key]


@question(
    "error-analysis",
    title="An error analysis in half an hour",
    answer="analyse",
    returns=dict,
    points=3,
    hints=(
        "Count first: base rate, pairs, cards and lines a slice. What of it needs an interval?",
        "How many slices have lines enough to be read, of all three columns? The level follows.",
        "An excess needs the rate of the cards outside the slice. Which cards are these?",
    ),
    why="Counts say what is frequent, ratios what is worse, intervals what is more than luck, and "
    "the excess what a repair could save. Half an hour is enough, once the order is known.",
)
def analysis_of_errors(analyse):
    for about in (*(one.about for one in MODELS), NO_ERROR, EQUAL_PAIRS, FEW_READ):
        yield from model_cases(analyse, about)
