"""What right answers to credit-4 are: a threshold in dollars, rates by age with intervals."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

import numpy as np
import polars as pl

from cardshop.dataset import load_credit, load_credit_ledger
from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
FIELDS = (
    "threshold", "declined", "saving_usd", "by_age", "gap", "gap_without_age", "dropping_age",
)  # fmt: skip
GROUPS = ("under 25", "25 to 49", "50 and over")
RATES = {"payers_declined": False, "defaulters_declined": True}
STAYS, NOT_SHOWN = "a gap stays", "no gap shown"
FEWEST, Z = 50, 1.96
# Of half a width, beyond the ends of two usual methods; one standard error for two is 49 % off.
WIDE = 0.25
NUDGES = {
    "threshold": "When does declining cost what approving does: risk times what, each side?",
    "declined": "Is a risk at the threshold itself declined, and are the ageless counted?",
    "saving_usd": "What does one cost if all are approved, and what if this one is declined?",
    "gap": "Whose share less whose: of those who paid, the young less all others with an age?",
    "gap_without_age": "Is it by risk_without_age, and from the same threshold on?",
}


@cache
def samples() -> dict[str, tuple[pl.DataFrame, float, float]]:
    """Applications with two made-up risks, what a default costs, what a declined payer costs."""
    wrong = load_credit_ledger()["loan_id"].implode()
    table = load_credit().filter(~pl.col("loan_id").is_in(wrong)).select(
        "age_years", "defaulted", "history_years", "utilisation", "late_payments_2y"
    )  # fmt: skip
    known = guessed(table)
    blank = pl.when(pl.int_range(pl.len()) % 9 > 0).then("age_years")
    some = known.head(2_400).with_columns(age_years=blank)
    mostly = (pl.col("age_years") < 25) | (pl.int_range(pl.len()) % 12 == 0)
    # Without age the young are declined less often here: a gap, too.
    turned = pl.when(pl.col("age_years") >= 25).then("risk_without_age").otherwise(0.01)
    young = known.filter(mostly).with_columns(pl.col("risk_without_age").shuffle(seed=1))
    return {
        "all applications": (known, 5_000.0, 500.0),
        "2,400 applications, some without an age": (some, 3_000.0, 500.0),
        "applications, mostly of the young, some of whose risks are the threshold": (
            at_threshold(young),
            400.0,
            100.0,
        ),
        "few defaulters": (fifty(known), 5_000.0, 500.0),
        "1,200 applications, the young declined less often without age": (
            known.head(1_200).with_columns(risk_without_age=turned),
            5_000.0,
            500.0,
        ),
    }


def guessed(table: pl.DataFrame) -> pl.DataFrame:
    """The table with risks by hand, in whose second age is not named and known all the same."""
    score = -2.6 - 0.15 * pl.col("history_years").clip(0, 12) + 2.0 * pl.col("utilisation")
    score += 0.5 * pl.col("late_payments_2y")
    young = 0.4 * (pl.col("age_years") < 25).cast(pl.Float64)
    chances = {"risk": score + young - 0.3, "risk_without_age": score}
    return table.select(
        "age_years", "defaulted", **{name: 1 / (1 + (-one).exp()) for name, one in chances.items()}
    )


def at_threshold(table: pl.DataFrame) -> pl.DataFrame:
    """The table with risks in steps, so that many lie on 0.2 itself."""
    steps = (pl.col("risk", "risk_without_age") * 10).round(0) / 10
    return table.with_columns(steps)


def fifty(table: pl.DataFrame) -> pl.DataFrame:
    """Fifty young and 49 old defaulters, with all who paid."""
    age, bad = pl.col("age_years"), pl.col("defaulted")
    young, old = bad & (age < 25), bad & (age >= 50)
    kept = ~bad | (young & (young.cum_sum() <= FEWEST)) | (old & (old.cum_sum() < FEWEST))
    return table.filter(kept | (bad & age.is_between(25, 49)))


def spread(values: np.ndarray) -> list[float]:
    """A mean with the ends of its 95 % interval over rows; of a share those of Wilson, too."""
    mean, half = float(values.mean()), float(Z * values.std(ddof=1) / len(values) ** 0.5)
    share = bool(np.isin(values, (0, 1)).all())
    other = wilson(mean, len(values)) if share else (mean - half, mean + half)
    return [mean, mean - half, mean + half, *other]


def wilson(share: float, people: int) -> tuple[float, float]:
    """The ends of Wilson's interval for a share, which lie nearer to one half."""
    middle = (share + Z**2 / (2 * people)) / (1 + Z**2 / people)
    inner = share * (1 - share) / people + Z**2 / (4 * people**2)
    half = Z * inner**0.5 / (1 + Z**2 / people)
    return middle - half, middle + half


def apart(young: np.ndarray, rest: np.ndarray) -> list[float]:
    """The difference of two shares with the ends of its 95 % interval over rows."""
    gap = float(young.mean() - rest.mean())
    half = Z * float(np.sqrt(young.var() / len(young) + rest.var() / len(rest)))
    return [gap, gap - half, gap + half]


@cache
def expected(about: str) -> dict[str, Any]:
    """What the docstring gives."""
    return of_table(*samples()[about])


def of_table(scored: pl.DataFrame, default_usd: float, declined_usd: float) -> dict[str, Any]:
    """What the docstring gives for a table."""
    threshold = declined_usd / (default_usd + declined_usd)
    age = scored["age_years"].cast(pl.Float64).fill_null(math.nan).to_numpy()
    bad = scored["defaulted"].to_numpy()
    declined, unaware = (
        scored[one].to_numpy() >= threshold for one in ("risk", "risk_without_age")
    )
    young, rest = ~bad & (age < 25), ~bad & (age >= 25)
    without = apart(unaware[young], unaware[rest])
    inside = dict(zip(GROUPS, (age < 25, (age >= 25) & (age < 50), age >= 50), strict=True))
    return {
        "threshold": threshold,
        "declined": float(declined.mean()),
        "saving_usd": spread(declined * np.where(bad, default_usd, -declined_usd)),
        "by_age": {name: of_group(declined[one], bad[one]) for name, one in inside.items()},
        "gap": apart(declined[young], declined[rest]),
        "gap_without_age": without,
        "dropping_age": NOT_SHOWN if without[1] <= 0 <= without[2] else STAYS,
    }


def of_group(declined: np.ndarray, bad: np.ndarray) -> dict[str, Any]:
    """The four numbers of an age group."""
    rates = {
        name: spread(declined[bad == one]) if (bad == one).sum() >= FEWEST else None
        for name, one in RATES.items()
    }
    return {"applications": len(bad), "declined": float(declined.mean()), **rates}


def is_number(value: Any) -> bool:
    """Whether a value is a number, and no yes or no."""
    return isinstance(value, (Real, np.number)) and not isinstance(value, (bool, np.bool_))


def three(value: Any) -> bool:
    """Whether a value is an estimate with its ends."""
    return isinstance(value, (list, tuple)) and len(value) == 3 and all(map(is_number, value))


def form_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Seven fields, each of its kind."""
    missing = [name for name in FIELDS if name not in said]
    yield not missing, f"audit gave no {', '.join(missing)}.", "Which seven are asked for?"
    for name in ("threshold", "declined"):
        sentence = f"{name} is {described(said[name])}; a number is needed."
        yield is_number(said[name]), sentence, NUDGES[name]
    for name in ("saving_usd", "gap", "gap_without_age"):
        sentence = f"{name} is {described(said[name])}; [estimate, low, high] is needed."
        yield three(said[name]), sentence, NUDGES[name]
    groups = said["by_age"]
    listed = list(groups) if isinstance(groups, dict) else []
    sentence = f"by_age is of {', '.join(map(str, listed)) or 'nothing'}; of {', '.join(GROUPS)} "
    yield sorted(map(str, listed)) == sorted(GROUPS), f"{sentence}it is needed.", "Who is how old?"
    for name, one in groups.items():
        keys = {"applications", "declined", *RATES}
        sound = isinstance(one, dict) and keys <= set(one)
        sentence = f"by_age of {name} is {described(one)}; {', '.join(sorted(keys))} are needed."
        yield sound, sentence, "Which four numbers does the docstring name?"
        for key in ("applications", "declined"):
            sentence = f"by_age of {name} has {key} {described(one[key])}; a number is needed."
            yield is_number(one[key]), sentence, "How many is it, and which share?"


def near(got: Any, want: Any, about: str, nudge: str) -> Iterator[Case]:
    """An estimate that is right, with ends that a usual method gives, or None where it is."""
    fits = (got is None) == (want is None) and (got is None or three(got))
    sentence = f"{about} is {described(got)}; "
    few = (
        "fewer than 50 people stand behind it, so None is" if want is None else "three numbers are"
    )
    yield fits, f"{sentence}{few} needed.", "How many people is that rate of?"
    if want is None:
        return
    sentence = f"{about}: the estimate is {got[0]:.4f}, expected {want[0]:.4f}."
    yield bool(abs(got[0] - want[0]) <= 1e-6 * max(1, abs(want[0]))), sentence, nudge
    again = "Of how many people is it, and are two standard errors on each side?"
    room = WIDE * (want[2] - want[1]) / 2
    for at, sign in ((1, "low end"), (2, "high end")):
        usual = want[at::2]
        fits = bool(min(usual) - room <= got[at] <= max(usual) + room)
        sentence = f"{about}: the {sign} is {got[at]:.4f}, expected about {want[at]:.4f}."
        yield fits, sentence, again


def number_cases(said: dict[str, Any], about: str) -> Iterator[Case]:
    """Every number on a table, and what follows of age."""
    want = expected(about)
    for name in ("threshold", "declined"):
        got = said[name]
        sentence = f"For {about} {name} is {got:.5f}, expected {want[name]:.5f}."
        yield bool(abs(got - want[name]) <= 1e-6), sentence, NUDGES[name]
    yield from near(
        said["saving_usd"], want["saving_usd"], f"For {about} saving_usd", NUDGES["saving_usd"]
    )
    for name, wanted in want["by_age"].items():
        group = said["by_age"][name]
        where = f"For {about}, {name}:"
        fits = group["applications"] == wanted["applications"]
        sentence = f"{where} {described(group['applications'])} applications, expected "
        nudge = "Is 25 in the second group, 49 too, and somebody without an age in none?"
        yield bool(fits), f"{sentence}{wanted['applications']}.", nudge
        got = group["declined"]
        sentence = f"{where} declined is {described(got)}, expected {wanted['declined']:.4f}."
        yield bool(abs(got - wanted["declined"]) <= 1e-6), sentence, nudge
        for rate in RATES:
            nudge = "Is it a share of those who paid, of those who defaulted, or of all?"
            yield from near(group[rate], wanted[rate], f"{where} {rate}", nudge)
    for name in ("gap", "gap_without_age"):
        yield from near(said[name], want[name], f"For {about} {name}", NUDGES[name])
    ends = "{:+.3f} to {:+.3f}".format(*want["gap_without_age"][1:3])
    sentence = f"For {about} dropping_age is {said['dropping_age']!r:.40}, and gap_without_age is "
    nudge = "Does the interval hold 0? Not to have shown a gap, is that to have shown none?"
    yield said["dropping_age"] == want["dropping_age"], f"{sentence}{ends}.", nudge


@question(
    "credit-4",
    title="A threshold in dollars, and who pays for it",
    answer="audit",
    returns=dict,
    points=4,
    hints=(
        "Approving costs risk times what? Declining costs how much, and with which chance?",
        "How often is a payer declined, how often a defaulter? Which rows is each rate of?",
        "How would you draw rows again so that the two sides of a gap vary as they would?",
    ),
    why="""On these applications leaving age out changes next to nothing: the years of history
know it. Why the gap is there is another question: the young of this table default more often, and
a model that is right about that on average declines more of their payers. No threshold settles
what is owed to whom.""",
)
def threshold_and_ages(audit):
    for about, sample in samples().items():
        said = audit(*sample)
        yield from form_cases(said)
        yield from number_cases(said, about)
