"""What a right answer to question 2.1c is: what was expected, and what a trial really said."""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from cardshop.contract import FIELDS
from cardshop.training import TrainingError, feature_trials, trial_cards
from classroom.checks import question
from classroom.checks.shape import described

OUTCOMES = ("helped", "hurt", "unclear")
HOW_MANY = 5
FEWEST_WORDS, FEWEST_DIFFERENT = 8, 6
# Where an interval ends this near to 0, one card in a thousand on another processor decides. Of a
# narrow interval only a part is taken, or any word would do.
NEAR, PART_OF_WIDTH = 0.001, 0.25
TYPES = frozenset(name.lower() for name in FIELDS["card_type"].domain)
READ_OFF = "Which row of the table above the question says it?"


def acceptable(low: float, high: float) -> set[str]:
    """The words that an interval allows: one, and a second where it ends next to 0."""
    near = min(NEAR, PART_OF_WIDTH * (high - low))
    return {
        "helped" if low + shift > 0 else "hurt" if high + shift < 0 else "unclear"
        for shift in (-near, 0, near)
    }


def incomplete(feature: str, hypothesis: str) -> tuple[str, str]:
    """What a hypothesis lacks, and a question; both empty when it is complete."""
    words = re.findall(r"[^\W_]+", hypothesis.lower())
    told = f"The hypothesis on {feature}"
    if not TYPES & set(words):
        return f"{told} names no card type.", "Of which type would the feature be high, or low?"
    plain, why = [one for one in words if one not in TYPES], "Why should that type differ? "
    why += "Somebody has to be able to doubt it."
    if len(plain) < FEWEST_WORDS:
        return (
            f"{told} has {len(plain)} words besides names of types; {FEWEST_WORDS} are asked for.",
            why,
        )
    if (different := len(set(plain))) < FEWEST_DIFFERENT:
        told += f" repeats itself. Different words besides names of types: {different}; "
        return f"{told}{FEWEST_DIFFERENT} are asked for.", why
    return "", ""


def first_gap(table: pl.DataFrame, claimed: dict[Any, Any]) -> tuple[str, str]:
    """What is missing or too much in the claims, before anything is trained."""
    if table.width != HOW_MANY:
        told = f"Your table has {table.width} columns; {HOW_MANY} features are asked for."
        return told, "Is it the table of own_features?"
    absent = [name for name in table.columns if name not in claimed]
    extra = [str(name) for name in claimed if name not in table.columns]
    if absent or extra:
        told = f"Without a claim: {', '.join(absent) or 'none'}. Claimed, but not in your table: "
        return f"{told}{', '.join(extra) or 'none'}.", "Which name is misspelt, or was changed?"
    problems = (wrong_entry(feature, entry) for feature, entry in claimed.items())
    first = next((one for one in problems if one[0]), None)
    return first or repeated({name: entry[0] for name, entry in claimed.items()})


def wrong_entry(feature: str, entry: Any) -> tuple[str, str]:
    """What one claim lacks, and a question; both empty when it is complete."""
    if not isinstance(entry, (tuple, list)) or [type(one) for one in entry] != [str, str]:
        told = f"Under {feature} stands {described(entry)}; (hypothesis, helped) is asked for, "
        return told + "two texts.", "Which of the two is missing, or is no text?"
    hypothesis, helped = entry
    if helped not in OUTCOMES:
        return f"{feature} {helped!r}: one of {', '.join(OUTCOMES)} is asked for.", READ_OFF
    return incomplete(feature, hypothesis)


def repeated(hypotheses: dict[str, str]) -> tuple[str, str]:
    """The first two features with one hypothesis, and a question; both empty if there are none."""
    said: dict[str, str] = {}
    for feature, hypothesis in hypotheses.items():
        first = said.setdefault(" ".join(hypothesis.lower().split()), feature)
        if first != feature:
            told = f"{first} and {feature} have one hypothesis."
            return told, "What would only the second feature show?"
    return "", ""


@question(
    "2.1c",
    title="What helped",
    answer="claims",
    returns=(pl.DataFrame, dict),
    points=3,
    hints=(
        "Does the table above the question hold the same features as your claims?",
        "What does an interval from below 0 to above 0 say about the sign of a difference?",
        "Copy the last column, feature by feature: it is to be read, not to be guessed.",
    ),
    why="An honest log holds what was expected, what came, and how sure that is. Next year it "
    "spares the team the same five trials; a list of successes would not.",
)
def expected_and_measured(claims):
    cards = trial_cards()
    table, claimed = claims(cards)
    problem, nudge = first_gap(table, claimed)
    yield not problem, problem, nudge
    try:
        tried = feature_trials(cards, table)
    except TrainingError as error:
        yield False, f"Your features cannot be tried: {error}", "Does question 2.1b pass?"
        return
    for feature, low, high in tried.select("feature", "low", "high").iter_rows():
        helped, differs = claimed[feature][1], "over the splits, accuracy with it differs"
        # The right word is not told: the learner's own table says it.
        yield (
            helped in acceptable(low, high),
            f"You say that {feature} {_said(helped)}; {differs} by {low:+.4f} to {high:+.4f}.",
            "Does that interval hold 0, and on which side does it lie if not?",
        )


def _said(helped: str) -> str:
    return "is unclear" if helped == "unclear" else helped
