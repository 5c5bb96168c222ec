"""What right review numbers are (4.4a): recomputed on scored cards, intervals by line."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

import numpy as np
import polars as pl

from cardshop.evaluation import (
    DESK,
    accuracy_interval,
    decision_cost_usd,
    expected_calibration_error,
    mean_interval,
    misfile_costs,
    ratio_interval,
    redraw_lines,
)
from cardshop.training import scored_cards
from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
# The desk first: who files other cards than the docstring says has other dollars, too.
INTERVALS = ("accuracy", "desk_share", "saving_usd", "misfiled")
NUMBERS = ("usd_per_card", "calibration_error")
FIELDS = (*INTERVALS, *NUMBERS, "worst")
SLICES = ("language", "grading_company", "card_type")
FEWEST_LINES, BINS = 20, 10
FILE_FROM = 0.75
# Of a confidence on the edge of a bin, the last digit decides on which side it lies.
ON_EDGE = 1e-3
SIGNS = ("estimate", "low end", "high end")
NUDGES = {
    "accuracy": "Is it of all cards, those at the desk too, and are whole lines drawn again?",
    "saving_usd": "Whose dollars less whose, card by card? What does the rule pay where it says nothing?",
    "desk_share": "On which side is a card whose confidence is file_from itself?",
    "misfiled": "Of which cards is it a share: of all, of the wrong ones, or of the filed ones?",
    "usd_per_card": "What does a card at the desk cost, and a Dragon that is filed as Fighting?",
    "calibration_error": "Is it of all cards, in 10 bins, each bin with the weight of its cards?",
    "worst": "Which slices have 20 *lines* or more, and is the accuracy that of all their cards?",
}
SWAPPED = "Is it the share filed or the share at the desk?"


@cache
def samples() -> dict[str, tuple[pl.DataFrame, float]]:
    """Scored cards with the confidence to file from; each has cards that lie on it."""
    inner = (pl.col("confidence") * BINS).round(0)
    off_edge = ((pl.col("confidence") * BINS - inner).abs() > ON_EDGE) | (inner == BINS)
    test, tuning = (scored_cards(part).filter(off_edge) for part in ("test", "tuning"))
    some = test.sample(fraction=1, shuffle=True, seed=4)
    # A confidence that a card has: it is filed, as all above it.
    middle = float(np.sort(tuning["confidence"].to_numpy())[900])
    return {
        f"the cards of the test lines, filed from {FILE_FROM}": (some, FILE_FROM),
        f"the cards of the tuning lines, filed from {middle}, a confidence among them": (
            tuning,
            middle,
        ),
        "cards with a bad slice of 20 lines and a worse one of 19": (two_bad(tuning), FILE_FROM),
    }


def two_bad(cards: pl.DataFrame) -> pl.DataFrame:
    """Half of the lines; French cards in 20 of them, all wrong but one, slabs of Crown in 19, all."""
    lines = cards["line_id"].unique().sort()
    cards = cards.filter(pl.col("line_id").is_in(lines.gather_every(2).implode()))
    for column, value, count in (("language", "fr", 20), ("grading_company", "Crown", 19)):
        keeps = cards.filter(pl.col(column) == value)["line_id"].unique().sort().head(count)
        in_lines = pl.col("line_id").is_in(keeps.implode())
        cards = cards.filter((pl.col(column) != value) | in_lines)
    bad = (pl.col("language") == "fr") | (pl.col("grading_company") == "Crown")
    spared = (pl.col("language") == "fr") & (pl.col("grading_company") == "none")
    other = pl.when(pl.col("card_type") == "Water").then(pl.lit("Fire")).otherwise(pl.lit("Water"))
    wrong = bad & ~(spared & (spared.cum_sum() == 1))
    said = pl.when(wrong).then(other).when(bad).then("card_type").otherwise("predicted")
    return cards.with_columns(predicted=said)


def usd_of(cards: pl.DataFrame, said: pl.Series) -> np.ndarray:
    """Dollars of each card, filed as `said`, null for the desk."""
    types = sorted({*cards["card_type"], *said.drop_nulls()})
    codes = {name: at for at, name in enumerate(types)}
    decided = [DESK if one is None else codes[one] for one in said]
    truth = [codes[one] for one in cards["card_type"]]
    return decision_cost_usd(truth, decided, misfile_costs(types))


@cache
def expected(about: str) -> dict[str, Any]:
    """What the docstring gives."""
    cards, file_from = samples()[about]
    return numbers_of(cards, file_from)


def numbers_of(cards: pl.DataFrame, file_from: float) -> dict[str, Any]:
    """The seven numbers on some cards."""
    drawn = redraw_lines(cards["line_id"].to_numpy(), seed=0)
    right = (cards["card_type"] == cards["predicted"]).to_numpy()
    filed = (cards["confidence"] >= file_from).to_numpy()
    said = cards.select(pl.when(pl.Series(filed)).then("predicted")).to_series()
    model, rule = usd_of(cards, said), usd_of(cards, cards["rule_type"])
    found = {
        "accuracy": accuracy_interval(cards["card_type"], cards["predicted"], drawn),
        "saving_usd": mean_interval(rule - model, drawn),
        "desk_share": mean_interval(~filed, drawn),
        "misfiled": ratio_interval(filed & ~right, filed, drawn),
    }
    sure = cards["confidence"].to_numpy()
    error = expected_calibration_error(sure, right, bins=BINS)
    listed: dict[str, Any] = {name: [*one[:3]] for name, one in found.items()}
    listed |= {"usd_per_card": float(model.mean()), "calibration_error": error}
    return listed | {"worst": worst_of(cards)}


def worst_of(cards: pl.DataFrame) -> list[Any]:
    """Name, accuracy and lines of the slice with enough lines that has the least accuracy."""
    found = []
    for column in SLICES:
        for (value,), part in cards.group_by(column):
            lines = part["line_id"].n_unique()
            if lines >= FEWEST_LINES:
                right = float((part["card_type"] == part["predicted"]).mean())
                found.append([f"{column}={value}", right, lines])
    return min(found, key=lambda one: one[1])


def form_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Seven fields, each of its kind."""
    missing = [name for name in FIELDS if name not in said]
    yield not missing, f"review_numbers gave no {', '.join(missing)}.", "Which seven are asked for?"
    for name in INTERVALS:
        three = as_list(said[name])
        sound = len(three) == 3 and all(map(is_number, three))
        sentence = f"{name} is {described(said[name])}; [estimate, low, high] is needed."
        yield sound, sentence, "Which attributes does an Interval have?"
    for name in NUMBERS:
        sentence = f"{name} is {described(said[name])}; a number is needed."
        yield is_number(said[name]), sentence, NUDGES[name]
    three = as_list(said["worst"])
    sound = len(three) == 3 and isinstance(three[0], str) and all(map(is_number, three[1:]))
    sentence = f"worst is {described(said['worst'])}; [name, accuracy, lines] is needed."
    yield sound, sentence, "How is a slice named?"


def as_list(value: Any) -> list[Any]:
    """A list or tuple as a list, all else as an empty one."""
    return list(value) if isinstance(value, (list, tuple)) else []


def is_number(value: Any) -> bool:
    """Whether a value is a number, and no yes or no."""
    return isinstance(value, (Real, np.number)) and not isinstance(value, (bool, np.bool_))


def same(got: float, want: float) -> bool:
    """Whether two numbers are equal but for the order of their sums."""
    return bool(math.isclose(got, want, rel_tol=1e-6, abs_tol=1e-9))


def number_cases(said: dict[str, Any], about: str) -> Iterator[Case]:
    """Every number on these cards."""
    want = expected(about)
    for name in INTERVALS:
        for sign, got, one in zip(SIGNS, said[name], want[name], strict=True):
            sentence = f"For {about}, the {sign} of {name} is {got:.5f}, expected {one:.5f}."
            turned = name == "desk_share" and same(said[name][0], 1 - want[name][0])
            yield same(got, one), sentence, SWAPPED if turned else NUDGES[name]
    for name in NUMBERS:
        sentence = f"For {about}, {name} is {said[name]:.5f}, expected {want[name]:.5f}."
        yield same(said[name], want[name]), sentence, NUDGES[name]
    (slice_, right, lines), (name, accuracy, n_lines) = said["worst"], want["worst"]
    sentence = f"For {about}, worst is {slice_} ({right:.4f}, {lines} lines), expected {name}."
    yield slice_ == name, sentence, NUDGES["worst"]
    sentence = f"For {about}, worst says {right:.4f} and {lines} lines of {name}, expected "
    sentence += f"{accuracy:.4f} and {n_lines}."
    yield same(right, accuracy) and same(lines, n_lines), sentence, NUDGES["worst"]


@question(
    "4.4a",
    title="The numbers of the review",
    answer="review_numbers",
    returns=dict,
    points=4,
    hints=(
        "Which cards are filed? Four of the seven numbers follow from that one column.",
        "filing_usd takes null for the desk. Which column has it already, and which has to be made?",
        "Which two calls give a share of all cards and a share of some cards with their intervals?",
    ),
    why="""Each number answers a question of the board: how good, how sure of it, how sure of itself, at what
cost, beside what, and for whom worst. One alone can be had at the price of another: a desk that takes
every card makes no error.""",
)
def numbers_of_the_review(review_numbers):
    for about, (cards, file_from) in samples().items():
        said = review_numbers(cards, file_from)
        yield from form_cases(said)
        yield from number_cases(said, about)
