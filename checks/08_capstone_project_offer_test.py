"""What a right experiment on offers is (8.3): lots planned, lots compared, and read once."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from functools import cache
from numbers import Real
from typing import Any, NamedTuple

import polars as pl

from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
Lot = tuple[int, int]
FIELDS = (
    "acceptance", "lots_per_arm", "weeks", "ready", "points", "low_points", "high_points", "verdict",
)  # fmt: skip
READ = ("points", "low_points", "high_points")
ALPHA, POWER = 0.05, 0.8
# How many lots an arm the power of a t test asks for beyond the normal formula: one, seldom two.
MORE_BY_T = 2
ARMS = ("control", "new")
# Offers and accepted ones of past lots. The first has lots of other sizes and one without offers.
UNEVEN: tuple[Lot, ...] = ((25, 20), (25, 10), (5, 4), (40, 14), (0, 0), (25, 15), (1, 1))
# Sellers much alike, and sellers who differ a lot.
ALIKE: tuple[Lot, ...] = ((25, 15), (25, 16), (25, 14), (25, 15), (25, 17), (25, 14), (25, 15))
FAR_APART: tuple[Lot, ...] = ((25, 24), (25, 3), (25, 20), (25, 5))


class Plan(NamedTuple):
    """What a test is planned from."""

    words: str
    history: tuple[Lot, ...]
    least_points: float
    lots_a_week: int


# Many lots: a plan that is one part in a hundred off is off by lots.
PLANS = (
    Plan("uneven lots", UNEVEN, 10.0, 8),
    Plan("lots much alike", ALIKE, 5.0, 3),
    Plan("lots much alike, a small difference", ALIKE, 0.5, 60),
    Plan("lots far apart", FAR_APART, 12.5, 20),
    Plan("lots far apart, a large difference", FAR_APART, 40.0, 7),
)


class Arm(NamedTuple):
    """How many lots more than planned it has, and how their shares lie: around what, how wide."""

    more_lots: int
    middle: float
    width: float = 0.2


class Course(NamedTuple):
    """How a test went; and how many lots without an offer each arm had besides."""

    words: str
    control: Arm
    new: Arm
    none_offered: int = 0


NOTHING = Course("nothing came yet", Arm(-9999, 0.6), Arm(-9999, 0.6))
COURSES = (
    Course("exactly the plan", Arm(0, 0.5), Arm(0, 0.7)),
    Course("new is a lot short", Arm(3, 0.5), Arm(-1, 0.7)),
    Course("control is a lot short", Arm(-1, 0.5), Arm(3, 0.7)),
    Course("only lots without offers fill new", Arm(4, 0.5), Arm(-2, 0.7), none_offered=5),
    Course("fewer accept", Arm(2, 0.75), Arm(5, 0.5)),
    Course("hardly a difference", Arm(0, 0.61), Arm(1, 0.6)),
    Course("unequal arms and spreads", Arm(20, 0.55, 0.05), Arm(0, 0.7, 0.3), none_offered=3),
)
NUDGES = {
    "acceptance": "Does a lot of 40 offers count more than one of 5? And one without any offer?",
    "lots_per_arm": "What varies from lot to lot, in which unit is the difference, is the test "
    "two-sided, and how many lots has one arm?",
    "weeks": "How many lots have both arms together, and what of a week that is not full?",
    "ready": "Which arm has fewer lots with an offer than planned?",
    "points": "New less control, a lot counted once, in percentage points?",
    "low_points": "How many rows has the sample if lots are what was drawn, and do both arms spread "
    "alike?",
    "high_points": "Which end is this, and at 95 %?",
    "verdict": "On which side of 0 does the whole interval lie, and whose difference is it?",
    "wait": "What does a number do to people who may stop the test when they like it?",
}


@cache
def history(lots: tuple[Lot, ...]) -> pl.DataFrame:
    """Past lots as a frame."""
    rows = [(f"L{at:06}", *one) for at, one in enumerate(lots)]
    schema = {"lot_id": pl.String, "offers": pl.Int64, "accepted": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


@cache
def steps() -> float:
    """How many standard errors off 0 a difference must be, by two-sided level and power."""
    from scipy.stats import norm

    return float(norm.ppf(1 - ALPHA / 2) + norm.ppf(POWER))


def shares(lots: tuple[Lot, ...]) -> list[float]:
    """The share of each lot that had an offer."""
    return [accepted / offers for offers, accepted in lots if offers]


@cache
def lots_needed(plan: Plan) -> int:
    """The lots an arm by the formula."""
    known = shares(plan.history)
    middle = sum(known) / len(known)
    variance = sum((one - middle) ** 2 for one in known) / (len(known) - 1)
    return math.ceil(2 * steps() ** 2 * variance / (plan.least_points / 100) ** 2)


@cache
def outcomes(planned: int, course: Course) -> pl.DataFrame:
    """The lots of a test that was planned with so many: both arms in turn, lots of 1 to 50 offers."""
    rows = []
    for arm, drawn in zip(ARMS, (course.control, course.new), strict=True):
        count = max(planned + drawn.more_lots, 0)
        for at in range(count):
            # Evenly over the width, so that the mean is the middle whatever the count.
            share = drawn.middle + drawn.width * ((at * 7 % count + 0.5) / count - 0.5)
            offers = (20, 25, 50, 1)[at % 4]
            rows.append((at, arm, offers, round(offers * share)))
        rows += [(count + at, arm, 0, 0) for at in range(course.none_offered)]
    named = [(f"T{2 * at + ARMS.index(arm):06}", arm, *counts) for at, arm, *counts in sorted(rows)]
    schema = {"lot_id": pl.String, "arm": pl.String, "offers": pl.Int64, "accepted": pl.Int64}
    return pl.DataFrame(named, schema=schema, orient="row")


@cache
def reading(planned: int, course: Course) -> dict[str, Any]:
    """What a test says: nothing before it is over."""
    from scipy.stats import ttest_ind

    if min(filled(planned, course)) < planned:
        return {"ready": False, **dict.fromkeys(READ), "verdict": "wait"}
    lots = (
        outcomes(planned, course)
        .filter(pl.col("offers") > 0)
        .with_columns(one=pl.col("accepted") / pl.col("offers"))
    )
    new, control = (
        lots.filter(pl.col("arm") == arm)["one"].to_numpy() for arm in ("new", "control")
    )
    low, high = ttest_ind(new, control, equal_var=False).confidence_interval(1 - ALPHA)
    verdict = "more" if low > 0 else "fewer" if high < 0 else "not shown"
    gap = float(new.mean() - control.mean())
    values = dict(zip(READ, (100 * gap, 100 * float(low), 100 * float(high)), strict=True))
    return {"ready": True, **values, "verdict": verdict}


def filled(planned: int, course: Course) -> list[int]:
    """The lots with an offer in control and new."""
    return [max(planned + arm.more_lots, 0) for arm in (course.control, course.new)]


def alike(mine: Any, theirs: Any) -> bool:
    """Whether two values are equal; numbers within rounding, yes and no of any kind."""
    if theirs is None or isinstance(theirs, str):
        return mine is None if theirs is None else isinstance(mine, str) and mine == theirs
    if isinstance(theirs, bool):
        return type(mine).__name__ in ("bool", "bool_") and bool(mine) is theirs
    number = isinstance(mine, Real) and not isinstance(mine, bool)
    return bool(number and math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-9))


def shown(value: Any) -> str:
    """A value in few digits."""
    return f"{value:.4g}" if isinstance(value, float) else described(value)


def plan_cases(got: dict[str, Any], plan: Plan) -> Iterator[Case]:
    """What is known before the first lot."""
    sentence = f"Your dict has {sorted(map(str, got))}; {', '.join(FIELDS)} are needed."
    yield set(got) == set(FIELDS), sentence, "Which field is missing, or one too many?"
    known = shares(plan.history)
    want = sum(known) / len(known)
    sentence = f"For {plan.words}, acceptance is {shown(got['acceptance'])}, expected {want:.4g}."
    yield alike(got["acceptance"], want), sentence, NUDGES["acceptance"]
    lots, least = got["lots_per_arm"], lots_needed(plan)
    sentence = f"For {plan.words} and {plan.least_points:g} points, lots_per_arm is {shown(lots)}; "
    sentence += f"{least} are needed, by the formula."
    whole = isinstance(lots, Real) and not isinstance(lots, bool) and float(lots).is_integer()
    yield whole and least <= lots <= least + MORE_BY_T, sentence, NUDGES["lots_per_arm"]
    weeks = math.ceil(2 * int(lots) / plan.lots_a_week)
    sentence = f"{lots:g} lots an arm at {plan.lots_a_week} lots a week: weeks is "
    sentence += f"{shown(got['weeks'])}, expected {weeks}."
    yield alike(got["weeks"], weeks), sentence, NUDGES["weeks"]


def course_cases(
    offer_test: Any, plan: Plan, course: Course, planned: int
) -> Generator[Case, None, int]:
    """What is said while a test runs, and at its end; the lots that the answer plans."""
    found = outcomes(planned, course)
    got = offer_test(history(plan.history), plan.least_points, plan.lots_a_week, found)
    yield from plan_cases(got, plan)
    counts, want = filled(planned, course), reading(planned, course)
    where = f"{course.words} ({counts[0]} lots of control and {counts[1]} of new with an offer, "
    where += f"{planned} planned)"
    for field, value in want.items():
        sentence = f"When {where}, {field} is {shown(got[field])}, expected {shown(value)}."
        nudge = NUDGES[field] if want["ready"] or field == "ready" else NUDGES["wait"]
        yield alike(got[field], value), sentence, nudge
    return int(got["lots_per_arm"])


@question(
    "8.3",
    title="An experiment on offers",
    answer="offer_test",
    returns=dict,
    points=4,
    hints=(
        "Turn each lot into one number first. What is the standard deviation of these numbers?",
        "Is d a share or percentage points, and what does the 2 in front of the formula count?",
        "What may the function say when one arm lacks a single lot?",
    ),
    why="""Whoever counts cards finds differences that are none: the sellers' moods. Lots are what was
drawn, so the spread of lots sets the length of the test, and a fixed length is what makes a p-value
mean what it says. A difference that is shown is still no profit: more offers accepted at a higher
price must be paid for, and that sum comes after.""",
)
def plans_and_readings(offer_test):
    planned = []
    for plan in PLANS:
        # Before the first lot: the lots of the other courses follow from the answer's own plan.
        least = lots_needed(plan)
        planned.append((yield from course_cases(offer_test, plan, NOTHING, least)))
    for course in COURSES:
        yield from course_cases(offer_test, PLANS[0], course, planned[0])
    yield from course_cases(offer_test, PLANS[1], COURSES[0], planned[1])
