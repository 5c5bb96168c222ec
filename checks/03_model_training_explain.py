"""What a right paragraph for a product manager is (3.2b): fields recomputed, and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

from cardshop.evaluation import over_splits
from cardshop.training import zoo_results
from classroom.checks import question
from classroom.checks.prose import Wanted, states, text_cases

Case = tuple[bool, str, str]
CARDS_A_DAY, DAYS, MONTHS = 2000, 300, 12
DECISION, ALTERNATIVE, REASON, LIMIT = "logistic", "xgboost", "tie", "next year's cards"
MODELS = ("forest", "logistic", "network", "xgboost")
REASONS = ("no_candidate", "too_slow", "loses_dollars", "no_rival", "tie", "clear")
NUDGES = {
    "decision": "What does your answer to 3.2a say of zoo_results()?",
    "reason": "What does your answer to 3.2a say of zoo_results()?",
    "limit": "Which cards has no split ever held?",
}
LIMITS = ("other lines", "other splits", "next year's cards", "other training lines")
# The words of the task, so that they are not handed in as the answer.
TASK = """The product manager has read that boosted trees always win, and asks for one paragraph.
What you leave out, somebody will find out later, at a price. 40 to 120 words in three sentences or
more; the first names the decision; the alternative, the number and both ends of the interval are
stated, in whole dollars; signs may be words, and no word that only statisticians or engineers use. These runs are real:
four models with default settings, 12,000 cards, five splits by line. of the text a machine can say
only that it is yours, and that its numbers are"""
WANTED = Wanted(
    40,
    120,
    task=TASK,
    reader="the product manager",
    holder="number, uncertainty or the costs of running",
)
JARGON = re.compile(
    r"\b(p[- ]?values?|t[- ]?tests?|t[- ]?intervals?|intervals?|significan\w*|statistic\w*|null|"
    r"hypothes\w*|varianc\w*|(?:standard )?deviations?|standard errors?|confidence|bootstrap\w*|"
    r"nadeau|bengio|resampl\w*|cross[- ]?validat\w*|log[- ]?loss|overfit\w*|hyper\w*|degrees of "
    r"freedom|latency|inference|regularis\w*|regulariz\w*|paired|ensembles?|metrics?|baselines?)\b",
    re.IGNORECASE,
)
HALF_A_DOLLAR = 0.501
TEMPLATE = "Which field have you not filled in yet?"
REFUTED = {
    "xgboost": "xgboost leads by a difference whose interval holds 0, and costs more to keep.",
    "network": "network costs more to keep than logistic, and is tied with it.",
    "forest": "forest costs more a card than the leader on every split.",
    "clear": "clear: more than one candidate is tied with the leader.",
    "loses_dollars": "loses_dollars: the most accurate model does not lose dollars here, it leads.",
    "too_slow": "too_slow: every model keeps to the 20 ms.",
    "no_rival": "no_rival: there are four candidates.",
    "no_candidate": "no_candidate: every model keeps to the 20 ms.",
    "other lines": "Drawing other lines is what the splits did: the interval covers it.",
    "other splits": "Other splits of these lines are what the interval is about.",
    "other training lines": "Each split trains on other lines: the corrected interval allows for that.",
}


@cache
def truth() -> tuple[float, float, float]:
    """Dollars a year of the alternative less the decision: estimate, low and high."""
    runs = zoo_results().sort("split")
    theirs, ours = (runs.filter(model=one)["usd_per_card"] for one in (ALTERNATIVE, DECISION))
    found = over_splits((theirs - ours).to_list(), test_over_train=1 / 3).corrected
    a_year = CARDS_A_DAY * DAYS
    return found.estimate * a_year, found.low * a_year, found.high * a_year


@cache
def running_costs() -> list[float]:
    """Dollars that both models cost to run, and how far apart: in a month and in a year."""
    runs = zoo_results()
    theirs, ours = (
        runs.filter(model=one)["run_usd_month"].item(0) for one in (ALTERNATIVE, DECISION)
    )
    monthly = (theirs, ours, theirs - ours)
    return [*monthly, *(MONTHS * one for one in monthly)]


def field_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Every field is there, of its kind, and one of its words."""
    for field, words in (
        ("decision", MODELS), ("alternative", MODELS), ("reason", REASONS), ("limit", LIMITS),
    ):  # fmt: skip
        value = said.get(field)
        sentence = f"{field} is {value!r:.40}; it is one of {', '.join(words)}."
        yield isinstance(value, str) and value in words, sentence, TEMPLATE
    text = said.get("text")
    yield isinstance(text, str), f"text is {text!r:.40}; text is needed.", TEMPLATE
    ends = said.get("uncertainty")
    pair = isinstance(ends, (list, tuple)) and len(ends) == 2
    yield pair, f"uncertainty is {ends!r:.40}; [low, high] is needed.", TEMPLATE
    for value in (said.get("number"), *(ends if pair else ())):
        sound = isinstance(value, Real) and not isinstance(value, bool)
        yield sound, f"{value!r:.40} stands where a number is needed.", TEMPLATE


def argument_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Decision, reason and limit follow from the runs; the numbers are theirs."""
    for field, want in (("decision", DECISION), ("reason", REASON), ("limit", LIMIT)):
        given = said[field]
        sentence = f"{field} is {given!r}. {REFUTED.get(given, '')}"
        yield given == want, sentence, NUDGES[field]
    given = said["alternative"]
    sentence = f"alternative is {given!r}; somebody will ask for the most accurate one."
    yield given == ALTERNATIVE, sentence, "Which model would the reader have taken from the table?"
    estimate, low, high = truth()
    got = said["number"]
    turned = abs(got + estimate) <= HALF_A_DOLLAR
    sentence = f"number is {got:,.2f}, and the runs give another one."
    nudge = (
        "Whose dollars less whose: is it below 0 where the alternative costs less?"
        if turned
        else "How many cards is a year, and which difference a card comes from 3.2a?"
    )
    yield bool(abs(got - estimate) <= HALF_A_DOLLAR), sentence, nudge
    for name, got, want in zip(("low", "high"), said["uncertainty"], (low, high), strict=True):
        sentence = f"The {name} end of uncertainty is {got:,.2f}, and the runs give another one."
        nudge = "Is it the corrected interval, scaled as the number is?"
        yield bool(abs(got - want) <= HALF_A_DOLLAR), sentence, nudge


def paragraph_cases(said: dict[str, Any]) -> Iterator[Case]:
    """The text says what the fields say, in words for its reader."""
    text, facts = said["text"], {"number": said["number"]}
    facts |= {"the low end": said["uncertainty"][0], "the high end": said["uncertainty"][1]}
    known = [*facts.values(), CARDS_A_DAY, DAYS, CARDS_A_DAY * DAYS, *running_costs()]
    yield from text_cases(text, known, WANTED)
    found = JARGON.search(text)
    sentence = f"The text says '{found.group() if found else ''}' to a product manager."
    yield found is None, sentence, "What would you say to somebody who buys and sells cards?"
    first = re.split(r"(?<=[.?])\s", text.strip())[0]
    named = bool(re.search(rf"\b{DECISION}\b", first, re.IGNORECASE))
    sentence = f"The first sentence does not name the decision, {DECISION}."
    yield named, sentence, "What does a reader know who stops after one sentence?"
    named = bool(re.search(rf"\b{ALTERNATIVE}\b", text, re.IGNORECASE))
    sentence = f"The text does not name the alternative, {ALTERNATIVE}."
    yield named, sentence, "Instead of which model?"
    for name, value in facts.items():
        sentence = f"The text does not state {name}, {value:,.0f} dollars."
        yield states(text, value), sentence, "How much, and how certain is that?"


@question(
    "3.2b",
    title="One paragraph for a product manager",
    answer="explain",
    returns=dict,
    points=3,
    hints=(
        "What does your decide say of zoo_results(), and how many cards pass in a year?",
        "All splits draw from the same catalogue. Which cards can they say nothing about?",
        "Read it aloud: does the first sentence decide, and would the reader ask what a word means?",
    ),
    why="""The fields are checked, the argument is not. Score your text, 0 to 2 each:

- the first sentence decides
- the words say which of the two costs less, as the number does
- the number comes with its uncertainty
- it claims no more than the interval
- the alternative is treated fairly
- the limit is stated unasked
- no word that a shopkeeper would have to look up
""",
)
def paragraph(explain):
    said = explain()
    yield from field_cases(said)
    yield from argument_cases(said)
    yield from paragraph_cases(said)
