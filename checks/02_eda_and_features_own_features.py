"""What a right answer to question 2.1b is: five sound features, whatever they are worth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl
from polars import selectors

from cardshop.dataset import load_cards
from cardshop.features import LEAKS, features
from cardshop.training.trials import MOST_WORDS
from classroom.checks import question
from classroom.checks.compare import first_difference
from classroom.checks.origins import lookup

HOW_MANY = 5
READERS = r"cardshop\.dataset(\..+)?|cardshop\.training\.(trials\.)?trial_cards"
TEXTS = (pl.String, pl.Categorical, pl.Enum)
# What the shop's features are called in the wish list of 2.1a.
WISHED = {
    "hue_sin": "hue_sin",
    "hue_cos": "hue_cos",
    "first_word": "attack_word",
    "egg_water_1": "in_water_1",
}
# One computation in two ways differs in the last bits, in Float32 in the eighth digit.
DIGITS = 6
ODD = {"empty": "null", "zero": "0", "unseen": "'Zorp'"}
ASKED = {
    "five": "Which columns are features of yours, and which came along?",
    "words": "Which of them could be grouped, so that a model meets each often enough?",
    "kind": "What would a model do with a date or a list? Which number or word is in it?",
    "finite": "What does that arithmetic give for a zero or a gap, and what should it give?",
    "row": "Which step looks at other cards than the row's own, for a mean, a rank or a code?",
    "leak": "Who fills that column, and when? `LEAKS` in cardshop.features says why it is refused.",
    "same": "What does it tell a model that this column does not tell? Combine, or coarsen.",
    "lookup": "Which table does yours look in, and who fills it before the card is typed?",
    "constant": "What could a model learn from a column that never changes?",
}


@cache
def cards_of(count: int) -> pl.DataFrame:
    """The first cards of the catalogue."""
    return load_cards().head(count)


@cache
def odd_cards() -> tuple[pl.DataFrame, list[str]]:
    """One sound card with one cell changed a row, then all cells; and what each row is."""
    sound = cards_of(1)
    rows, told = [sound], ["a sound card"]
    for what, shown in ODD.items():
        changes = {
            name: odd for name in sound.columns if (odd := _odd(sound, name, what)) is not None
        }
        for name, change in changes.items():
            rows.append(sound.with_columns(change))
            told.append(f"{name} {shown}")
        rows.append(sound.with_columns(changes.values()))
        told.append(f"{shown} in every column that can hold it")
    return pl.concat(rows), told


def _odd(sound: pl.DataFrame, name: str, what: str) -> pl.Expr | None:
    kind = sound.schema[name]
    fits = {"empty": True, "zero": kind.is_numeric(), "unseen": kind == pl.String}
    value = {"empty": None, "zero": 0, "unseen": "Zorp"}[what]
    return pl.lit(value, dtype=kind).alias(name) if fits[what] else None


def unfit_kind(table: pl.DataFrame) -> str:
    """What is wrong with the number or the kind of the columns, or nothing."""
    if table.width != HOW_MANY:
        return f"Your table has {table.width} columns; {HOW_MANY} features are asked for."
    for name, kind in table.schema.items():
        if not (kind.is_numeric() or kind == pl.Boolean or isinstance(kind, TEXTS)):
            return f"{name} is {kind}; a feature is a number, true or false, or a text."
    return ""


def not_finite(table: pl.DataFrame, told: list[str] | None = None) -> str:
    """The first NaN or infinity, or nothing; `told` says what each row is."""
    for one in table.iter_columns():
        odd = (~one.is_finite()).arg_true() if one.dtype.is_float() else ()
        if len(odd):
            where = (
                f"Of a card with {told[odd[0]]}" if told else f"In row {odd[0]} of the catalogue"
            )
            return f"{where}, {one.name} is {one[odd[0]]}; a finite number or null is needed."
    return ""


def too_plain(table: pl.DataFrame) -> str:
    """The first column that never changes, or holds too many words, or nothing."""
    for one in table.iter_columns():
        known = one.drop_nulls().n_unique()
        if known < 2:
            return f"{one.name} has {known} known value on {table.height:,} cards."
        if isinstance(one.dtype, TEXTS) and known > MOST_WORDS:
            return f"{one.name} has {known} different texts, at most {MOST_WORDS} are asked for."
    return ""


@cache
def known_columns(count: int) -> tuple[pl.DataFrame, dict[str, int]]:
    """What a feature may not repeat (the cards' columns, the wish list of 2.1a), and its counts."""
    cards = cards_of(count)
    inputs = cards.select(name for name in cards.columns if name not in LEAKS)
    wished = features(cards, list(WISHED)).rename(lambda name: f"{WISHED[name]} of 2.1a")
    cost = pl.col("retreat_cost").cast(pl.Float64).replace(0.0, 0.5)
    ratios = {"damage_per_retreat": pl.col("attack_damage") / cost}
    ratios |= {"log_kg_per_m": (pl.col("weight_kg") / pl.col("height_m")).log()}
    made = cards.select(one.alias(f"{name} of 2.1a") for name, one in ratios.items())
    known = inputs.rename(lambda name: f"the column {name}").hstack(wished).hstack(made)
    known = to_few_digits(known)
    return known, {one.name: one.n_unique() for one in known.iter_columns()}


def to_few_digits(table: pl.DataFrame) -> pl.DataFrame:
    """The table with its numbers rounded so far that two ways of computing one agree."""
    # A zero that was computed may be 1e-16; adding 0.0 takes the sign off a negative zero.
    return table.with_columns(selectors.float().round(12).round_sig_figs(DIGITS) + 0.0)


def recoded(table: pl.DataFrame) -> tuple[str, str]:
    """(feature, column) where each value of one stands for one value of the other, or ("", "")."""
    table = to_few_digits(table)
    known, counts = known_columns(table.height)
    counts = {one.name: one.n_unique() for one in table.iter_columns()} | counts
    both = table.hstack(known)
    for place, name in enumerate(table.columns):
        for other in both.columns[place + 1 :]:
            # Equal counts first: a count of pairs is the dear part.
            if counts[name] == counts[other] == both.select(name, other).n_unique():
                return name, other
    return "", ""


def leaking(own_features: Any, cards: pl.DataFrame, before: pl.DataFrame) -> tuple[str, str]:
    """(leak, feature) for the first column of LEAKS whose change changes a feature."""
    leaks = [name for name in LEAKS if name in cards.columns]

    def moved(names: list[str]) -> str:
        after = own_features(cards.with_columns(pl.col(names).reverse()))
        return next((name for name in before.columns if _difference(after, before, name)), "")

    feature = moved(leaks)
    if not feature:
        return "", ""
    found = ((name, moved([name])) for name in leaks)
    return next(((name, one) for name, one in found if one), (" and ".join(leaks), feature))


def _difference(got: pl.DataFrame, want: pl.DataFrame, name: str) -> str | None:
    if name not in got.columns:
        return f"there is no column {name}; you have {got.columns}"
    return first_difference(got.select(name), want.select(name))


def by_row(own_features: Any, cards: pl.DataFrame, before: pl.DataFrame) -> Iterator[tuple]:
    """The cases on order and neighbours: turned round, thinned out, and odd ones among others."""
    odd, told = odd_cards()
    of_odd = own_features(odd)
    problem = unfit_kind(of_odd) or not_finite(of_odd, told)
    yield not problem, problem, ASKED["finite"]
    half = pl.int_range(0, cards.height, 2)
    both = pl.concat([odd, cards])
    ways = {
        "the same cards in reverse order": (cards.reverse(), before.reverse()),
        "every second card alone": (cards.select(pl.all().gather(half)), before[::2]),
        "other cards beside them": (both, of_odd),
    }
    for words, (given, want) in ways.items():
        got = own_features(given).head(want.height)
        for name in want.columns:
            problem = _difference(got, want, name)
            yield problem is None, f"With {words}, {problem}.", ASKED["row"]


def sound_features(own_features: Any, few: int, many: int) -> Iterator[tuple]:
    """All cases: what one call shows on many cards, what takes several calls on a few."""
    found = lookup(own_features.function, READERS)
    sentence = f"own_features {found}; a feature comes from the card's own row."
    yield not found, sentence, ASKED["lookup"]
    table = own_features(cards_of(many))
    problem = unfit_kind(table)
    yield not problem, problem, ASKED["kind" if table.width == HOW_MANY else "five"]
    lost = f"From {many:,} cards come {table.height:,} rows."
    yield table.height == many, lost, "Which of your verbs drops or repeats a row?"
    problem = not_finite(table)
    yield not problem, problem, ASKED["finite"]
    problem = too_plain(table)
    yield not problem, problem, ASKED["words" if "texts" in problem else "constant"]
    cards = cards_of(few)
    before = own_features(cards)
    yield from by_row(own_features, cards, before)
    leak, feature = leaking(own_features, cards, before)
    yield not leak, f"With another {leak}, {feature} is another, too.", ASKED["leak"]
    feature, other = recoded(table)
    told = f"On {many:,} cards each value of {feature} stands for one value of {other}, and back: "
    yield not feature, told + "it is the same column in other words.", ASKED["same"]
    problem = first_difference(own_features(cards.clear()), before.clear())
    yield problem is None, f"Of no cards: {problem}.", "Which step needs a card to look at?"


def full_size(own_features):
    """The same on all cards of the catalogue."""
    yield from sound_features(own_features, 2_000, 12_000)


@question(
    "2.1b",
    title="Five ideas of your own",
    answer="own_features",
    returns=pl.DataFrame,
    points=4,
    hints=(
        "Which two columns say more together than each alone: a ratio, a difference, a pair?",
        "Which of your divisions meets a zero in its denominator, and what stops the infinity?",
        (
            "Coarsening makes a new column, too: a sector of the hue by `//`, a size class by a chain "
            "of `pl.when` with fixed limits. Where would a limit come from, if not from the other rows of the table?"
        ),
    ),
    full=full_size,
    why="These five can be computed for one card at the gate as for a million at night, and give "
    "the same. Whether they are worth their place is another question, and the next one.",
)
def whatever_they_are_worth(own_features):
    # The cards of `trial_cards`: what passes here can be tried in the next question.
    yield from sound_features(own_features, 300, 6_000)
