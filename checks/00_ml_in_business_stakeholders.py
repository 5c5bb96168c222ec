"""What right answers to three stakeholders are (0.5): claims recomputed, words for their reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

import numpy as np

from cardshop.evaluation import (
    DESK_USD,
    MISFILE_USD,
    mean_interval,
    ratio_interval,
    redraw_lines,
)
from cardshop.training import scored_cards
from classroom.checks import question
from classroom.checks.prose import Wanted, said_again, sentences, spelled_out, states, text_cases
from classroom.checks.shape import described

Case = tuple[bool, str, str]
Three = tuple[float, float, float]
WHO = ("vp", "cfo", "cto")
READERS = {"vp": "the VP", "cfo": "the CFO", "cto": "the CTO"}
FIELDS = ("claim", "number", "uncertainty", "alternative", "text")
FILE_FROM, DAYS, RUN_USD_YEAR, BUILD_USD, DESK_SECONDS = 0.75, 300, 12_000, 80_000, 20
TODAY, PARTNER = 2_000, 10_000
CLAIMS = (
    "rule share", "rule right", "model right", "saving a card", "net a year", "payback",
    "outage a day", "silent day",
)  # fmt: skip
SHARES, WHOLE_FROM = ("rule share", "rule right", "model right"), 1_000
ALTERNATIVES = ("rule", "desk", "model alone")
FITTING = {
    "vp": ("rule share", "saving a card"),
    "cfo": ("net a year", "payback"),
    "cto": ("outage a day", "silent day"),
}
FITTING_ALTERNATIVES = {"vp": ("rule",), "cfo": ("rule",), "cto": ("rule", "desk")}
ADVICE = {"today": "rule", "partner": "build"}
CLAIM_NUDGES = {
    "vp": "The VP asks why not rules. What do rules leave undone, or what do they cost?",
    "cfo": "The CFO pays once and every year. When has that come back, or what is left each year?",
    "cto": "The CTO asks about the bad day. What does one such day cost?",
}
REFUTED = {
    "rule right": "that is a reason for the rule",
    "model right": "it says nothing of what a wrong card costs, or what the rule would do",
    "saving a card": "nobody buys one card, and building and running are not in it",
    "rule share": "that is no dollars",
    "net a year": "that is of the days on which all is well",
    "payback": "that is of the days on which all is well",
}
ALTERNATIVE_NUDGES = {
    "vp": "What did the VP ask for?",
    "cfo": "What else would do the work at no cost of building, and better than the desk alone?",
    "cto": "The model is down or wrong. Where do cards go, in that very minute?",
}
WITHIN, END_WITHIN, NARROW = 0.02, 0.25, 0.6
NUDGES = {
    "rule share": "Of all cards, on how many does the rule say a type?",
    "saving a card": "Whose dollars less whose, card by card, and is a card without a type at the desk?",
    "net a year": "10,000 cards a day on 300 days, and has the year been charged with running?",
    "payback": "$80,000, divided by what is left in a year; in months?",
    "outage a day": "Every card goes to your alternative. What does it cost more than on a good day?",
    "silent day": "What does a card cost that is filed wrongly, and what did it cost before?",
}
OPENINGS = {
    "vp": (r"\brules?\b", "the rule", "the VP asked about rules"),
    "cfo": (r"\b(buil[dt]\w*|rules?|wait)\b", "building or the rule", "the CFO has to decide"),
    "cto": ("", "its alternative, where cards go then", "that is what the CTO asked"),
}
JARGON = re.compile(
    r"\b(p[- ]?values?|t[- ]?tests?|intervals?|significan\w*|statistic\w*|hypothes\w*|varianc\w*|"
    r"(?:standard )?deviations?|standard errors?|bootstrap\w*|resampl\w*|cross[- ]?validat\w*|"
    r"log[- ]?loss|overfit\w*|hyper\w*|regulari[sz]\w*|calibrat\w*|precision|recall|f1|auc|roc|"
    r"logits?|softmax|embeddings?|gradients?|xgboost|boosted|hold-?outs?|test sets?|"
    r"distributions?|inference|state[- ]of[- ]the[- ]art)\b",
    re.IGNORECASE,
)
TASK = """Three people of the shop, invented for this course, decide whether the gate gets a model. Each of
them is afraid of something else, and none of them has to know what a model is. Whoever answers all three
with one score has answered nobody. A card at the desk takes 20 seconds and costs $0.15, a misfiled card $0.60 on average. Building
costs $80,000 and running $12,000 a year. Today 2,000 uncatalogued cards arrive a day, on 300 days a year; with
the partner it would be 10,000. The CFO pays for what has come back within two years. Why can't we use rules?
What is the ROI? What if it fails? dollars a card that the model costs less than the rule share of the cards
that the rule files, the others go to the desk dollars more a day when the model is down and the alternative
takes every card dollars more a day when every card that the model files is wrong and nobody has noticed"""
VOLUMES = {
    "with": re.compile(r"10,?000|partner|five times", re.IGNORECASE),
    "without": re.compile(
        r"2,?000|today|without|now\b|until|unless|only (?:if|when|once)|alone|n[o'\u2019]t join",
        re.IGNORECASE,
    ),
}
TEMPLATE = "Which field have you not filled in yet?"


@cache
def cards() -> dict[str, np.ndarray]:
    """By card of the test lines: dollars of the rule, the model and others, and who files."""
    scored = scored_cards("test")
    by_rule = scored["rule_type"].is_not_null().to_numpy()
    rule_right = (scored["rule_type"] == scored["card_type"]).fill_null(value=False).to_numpy()
    right = (scored["predicted"] == scored["card_type"]).to_numpy()
    filed = (scored["confidence"] >= FILE_FROM).to_numpy()
    return {
        "line": scored["line_id"].to_numpy(),
        "by_rule": by_rule,
        "rule_right": rule_right,
        "right": right,
        "filed": filed,
        "rule": np.where(by_rule, np.where(rule_right, 0, MISFILE_USD), DESK_USD),
        "model": np.where(filed, np.where(right, 0, MISFILE_USD), DESK_USD),
        "silent": np.where(filed, MISFILE_USD, DESK_USD),
        "alone": np.where(right, 0, MISFILE_USD),
        "desk": np.full(scored.height, DESK_USD),
    }


@cache
def means() -> dict[str, Three]:
    """Estimate, low and high end by line of what the claims are made of, a card."""
    at = cards()
    drawn = redraw_lines(at["line"], seed=0)
    found = {
        "rule share": mean_interval(at["by_rule"], drawn),
        "rule right": ratio_interval(at["rule_right"], at["by_rule"], drawn),
        "model right": mean_interval(at["right"], drawn),
        "filed": mean_interval(at["filed"], drawn),
        "misfiled": ratio_interval(at["filed"] & ~at["right"], at["filed"], drawn),
        "saving a card": mean_interval(at["rule"] - at["model"], drawn),
        "desk less model": mean_interval(at["desk"] - at["model"], drawn),
        "silent less model": mean_interval(at["silent"] - at["model"], drawn),
    }
    found |= {name: mean_interval(at[name], drawn) for name in ("rule", "model", "alone")}
    return {name: (one.estimate, one.low, one.high) for name, one in found.items()}


def scaled(three: Three, by: float, less: float = 0.0) -> Three:
    """Each of three numbers times something, less something."""
    estimate, low, high = (by * one - less for one in three)
    return estimate, low, high


def net_a_year(cards_a_day: int) -> Three:
    """Dollars that are left of the saving after a year's running."""
    return scaled(means()["saving a card"], cards_a_day * DAYS, RUN_USD_YEAR)


def expected(claim: str, alternative: str) -> Three:
    """What a claim says: estimate, low and high end."""
    found = means()
    if claim == "net a year":
        return net_a_year(PARTNER)
    if claim == "payback":
        estimate, low, high = (12 * BUILD_USD / one for one in net_a_year(PARTNER))
        return estimate, high, low
    if claim == "outage a day":
        other = "saving a card" if alternative == "rule" else "desk less model"
        return scaled(found[other], PARTNER)
    return scaled(found["silent less model"], PARTNER) if claim == "silent day" else found[claim]


def is_number(value: Any) -> bool:
    """Whether a value is a number, and no yes or no."""
    return isinstance(value, Real) and not isinstance(value, bool)


def form_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Three answers, each with its fields, each of its kind."""
    sentence = f"You answered {described(list(said))}; {', '.join(WHO)} are asking."
    yield set(WHO) <= set(said), sentence, "Who is still waiting for an answer?"
    for who in WHO:
        one = said[who]
        yield isinstance(one, dict), f"{who} is {described(one)}; a dict is needed.", TEMPLATE
        asked = (*FIELDS, *ADVICE) if who == "cfo" else FIELDS
        missing = [name for name in asked if name not in one]
        yield not missing, f"{who} has no {', '.join(missing)}.", TEMPLATE
        words = {"claim": CLAIMS, "alternative": ALTERNATIVES}
        words |= dict.fromkeys(ADVICE, ("build", "rule")) if who == "cfo" else {}
        for name, allowed in words.items():
            sentence = f"{name} of {who} is {one[name]!r:.40}; it is one of {', '.join(allowed)}."
            yield isinstance(one[name], str) and one[name] in allowed, sentence, TEMPLATE
        ends = one["uncertainty"]
        pair = isinstance(ends, (list, tuple)) and len(ends) == 2 and all(map(is_number, ends))
        sentence = f"uncertainty of {who} is {described(ends)}; [low, high] is needed."
        yield pair, sentence, "How far could the number be off?"
        sentence = f"number of {who} is {described(one['number'])}; a number is needed."
        yield is_number(one["number"]), sentence, TEMPLATE
        sentence = f"text of {who} is {described(one['text'])}; text is needed."
        yield isinstance(one["text"], str), sentence, TEMPLATE


def claim_cases(who: str, said: dict[str, Any]) -> Iterator[Case]:
    """The claim answers the question asked, and so does what it is compared with."""
    claim, alternative = said["claim"], said["alternative"]
    words = REFUTED.get(claim, "that is an answer to somebody else")
    sentence = f"claim of {who} is {claim!r}: {words}."
    yield claim in FITTING[who], sentence, CLAIM_NUDGES[who]
    sentence = f"alternative of {who} is {alternative!r}; that is not what it stands against."
    yield alternative in FITTING_ALTERNATIVES[who], sentence, ALTERNATIVE_NUDGES[who]


def number_cases(who: str, said: dict[str, Any]) -> Iterator[Case]:
    """The number and its range are those of the scored cards, lines drawn again."""
    claim = said["claim"]
    estimate, low, high = expected(claim, said["alternative"])
    number, ends = float(said["number"]), [*map(float, said["uncertainty"])]
    shown, between = told(number, claim), f"[{told(ends[0], claim)}, {told(ends[1], claim)}]"
    sentence = f"number of {who}, {claim}, is {shown}; the scored cards give another one."
    nudge = "Is it a share from 0 to 1?" if abs(number - 100 * estimate) < 1 else NUDGES[claim]
    yield abs(number - estimate) <= WITHIN * abs(estimate), sentence, nudge
    sentence = f"uncertainty of {who} is {between}, around {shown}."
    yield ends[0] < number < ends[1], sentence, "Which end is the low one, of this number?"
    half = (high - low) / 2
    fits = all(
        abs(got - want) <= END_WITHIN * half for got, want in zip(ends, (low, high), strict=True)
    )
    narrow = ends[1] - ends[0] < 2 * NARROW * half
    sentence = f"uncertainty of {who} is {between}; "
    sentence += "that is too narrow." if narrow else "the cards' lines give another range."
    nudge = "Cards of one line are alike. Were whole lines drawn again, or single cards?"
    yield (
        fits,
        sentence,
        nudge if narrow else "Does each end go through the same sums as the number?",
    )


def usd(value: float) -> str:
    """Whole dollars, the sign before them."""
    return f"{'-' if value < 0 else ''}${abs(value):,.0f}"


def told(value: float, claim: str) -> str:
    """A claim's number as a message says it: whole dollars, cents of a card, or the number."""
    if claim in SHARES or claim == "payback":
        return f"{value:,.4g}" if abs(value) < WHOLE_FROM else f"{value:,.0f}"
    return usd(value) if abs(value) >= 1 else f"{'-' if value < 0 else ''}${abs(value):.4f}"


def advice_cases(said: dict[str, Any]) -> Iterator[Case]:
    """At each volume, what the CFO's own bar says."""
    for name, volume in (("today", TODAY), ("partner", PARTNER)):
        left, low, high = net_a_year(volume)
        sentence = f"{name} of cfo is {said[name]!r}. At {volume:,} cards a day {usd(left)} a "
        sentence += f"year are left ({usd(low)} to {usd(high)}) to pay back {usd(BUILD_USD)}."
        yield said[name] == ADVICE[name], sentence, "Is that within two years?"


@cache
def known_numbers() -> tuple[float, ...]:
    """All that a text may say: every claim, prices, volumes, and what follows from them."""
    shares = ("rule share", "rule right", "model right", "filed", "misfiled")
    usd = [one for name, three in means().items() if name not in shares for one in three]
    found = [one for name in shares for three in [means()[name]] for one in three]
    found += [1 - one for one in found]
    a_day = [one * volume for one in usd for volume in (TODAY, PARTNER)]
    a_year = [DAYS * one for one in a_day]
    net = [one for volume in (TODAY, PARTNER) for one in net_a_year(volume)]
    back = [12 * BUILD_USD / one for one in net]
    a_year += net
    rounded = [round(one, digits) for one in (*a_day, *a_year) for digits in (0, -1, -2, -3)]
    task = [DESK_USD, MISFILE_USD, FILE_FROM, TODAY, PARTNER, DAYS, RUN_USD_YEAR, BUILD_USD]
    task += [len(cards()["line"]), np.unique(cards()["line"]).size, TODAY * DAYS, PARTNER * DAYS]
    # Two years; the audit of 200 cards for $30 and the ten weeks of two people at $4,000 of the lesson.
    task += [2, 24, 200, 30, 10, 4_000, 5, 100, 1, 3, *(one / 1e6 for one in a_year)]
    # Hours of a person at the desk, for all cards of a day or the share that is not filed.
    hours = [volume * DESK_SECONDS / 3600 for volume in (TODAY, PARTNER)]
    task += [DESK_SECONDS, *(share * one for share in (1.0, *found) for one in hours)]
    cents = [100 * one for one in (*found, *usd, *task[:3])]
    return tuple(map(float, (*found, *usd, *a_day, *a_year, *back, *rounded, *task, *cents,
                             *(one / 12 for one in back))))  # fmt: skip


def forms(value: float, claim: str) -> list[float]:
    """How a text may say a number: in per cent or cents, in years, rounded."""
    if claim == "payback":
        return [value, value / 12]
    if abs(value) < 1:
        return [value, 100 * value]
    return [value, value / 1e6, *(round(value, digits) for digits in (-1, -2, -3))]


def numbers_of(said: dict[str, Any]) -> list[float]:
    """The number of an answer and both ends, as a text may say them."""
    return [
        form
        for one in (said["number"], *said["uncertainty"])
        for form in forms(float(one), said["claim"])
    ]


def text_cases_of(who: str, every: dict[str, Any]) -> Iterator[Case]:
    """The text answers in its first sentence, and has the number with its range."""
    said = every[who]
    text, claim = spelled_out(said["text"]), said["claim"]
    known = [*known_numbers(), *(form for one in WHO for form in numbers_of(every[one]))]
    wanted = Wanted(
        30, 100, task=TASK, reader=READERS[who], holder="yours or of the cards", sentences=2
    )
    for holds, sentence, nudge in text_cases(text, known, wanted):
        words = nudge.replace(f"The {who}", f"The {who.upper()}")
        yield holds, sentence.replace("The text", f"The text of {who}"), words
    found = JARGON.search(text)
    sentence = f"The text of {who} says '{found.group() if found else ''}' to somebody of the shop."
    yield found is None, sentence, "What would you say to somebody who buys and sells cards?"
    pattern, what, why = OPENINGS[who]
    pattern = pattern or rf"\b{said['alternative']}s?\b"
    first = sentences(text)[0]
    sentence = f"The first sentence of {who} does not speak of {what}, and {why}."
    nudge = "What does a reader know who stops after one sentence?"
    yield bool(re.search(pattern, first, re.IGNORECASE)), sentence, nudge
    numbers = {"number": said["number"], "low end": said["uncertainty"][0]}
    for name, value in (numbers | {"high end": said["uncertainty"][1]}).items():
        stated = any(states(text, one) for one in forms(float(value), claim))
        sentence = f"The text of {who} does not state the {name} of {claim}, {told(value, claim)}."
        yield stated, sentence, "How much, and how certain is that?"
    if who == "cfo":
        missing = [name for name, words in VOLUMES.items() if not words.search(text)]
        sentence = f"The text of cfo says nothing of the shop {' or '.join(missing)} the partner."
        yield not missing, sentence, "Which of the two answers would be wrong for the other volume?"


@question(
    "0.5",
    title="Checkpoint: three stakeholders",
    answer="stakeholders",
    returns=dict[str, dict],
    points=5,
    hints=(
        "Take one claim for each of the three: which number would change what they do?",
        "A saving is the rule's dollars less the model's, card by card: ranged() takes that column.",
        "Put both ends of a range through the sums that the number went through. Which is lower then?",
    ),
    why="""Claims are checked, the argument is not: score the answers below, and then your own. The same model
is worth building at one volume and not at another, so that "what is the ROI" has no answer without a
volume. A score would have told none of the three what to do.""",
)
def three_stakeholders(stakeholders):
    said = stakeholders()
    yield from form_cases(said)
    for who in WHO:
        yield from claim_cases(who, said[who])
        yield from number_cases(who, said[who])
    yield from advice_cases(said["cfo"])
    for who in WHO:
        yield from text_cases_of(who, said)
    texts = [said[who]["text"] for who in WHO]
    yield not said_again(texts), "Two people get one text.", "What did each of them ask?"
