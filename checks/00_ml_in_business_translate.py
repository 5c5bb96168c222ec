"""What a right translation is (0.3): a wish as a metric, with a threshold that the numbers give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from numbers import Real
from typing import Any

from classroom.checks import question
from classroom.checks.prose import numbers_in, said_again, unwritten
from classroom.checks.shape import described

Case = tuple[bool, str, str]
Shop = dict[str, float]
FIELDS = ("metric", "unit", "limit", "threshold", "window", "data", "promise")
METRICS = (
    "misfiled share", "error share", "complaints", "desk share", "mean answer time",
    "on-time share",
)  # fmt: skip
UNITS = ("% of filed cards", "% of all cards", "letters", "ms")
LIMITS = ("at most", "at least")
WINDOWS = ("one day", "14 days", "30 days", "one year")
DATA = ("audit", "desk typing", "letters", "card log", "gate clock")
WORDS = {"metric": METRICS, "unit": UNITS, "limit": LIMITS, "window": WINDOWS, "data": DATA}
ACCEPTED: dict[str, dict[str, set[str]]] = {
    "buyers": {
        "metric": {"misfiled share"},
        "unit": {"% of filed cards"},
        "limit": {"at most"},
        "window": {"14 days", "30 days"},
        "data": {"audit"},
    },
    "desk": {
        "metric": {"desk share"},
        "unit": {"% of all cards"},
        "limit": {"at most"},
        "window": {"one day"},
        "data": {"card log"},
    },
    "belt": {
        "metric": {"on-time share"},
        "unit": {"% of all cards"},
        "limit": {"at least"},
        "window": {"30 days"},
        "data": {"gate clock"},
    },
}
TODAY: Shop = {
    "cards_a_day": 2_000,
    "filed_a_day": 1_250,
    "days_a_year": 300,
    "misfile_usd": 0.60,
    "misfile_budget_usd_year": 22_500,
    "desk_hours_a_day": 5,
    "desk_seconds_a_card": 20,
    "late_in_30_days": 60,
}
SHOPS = {
    "the shop of today": TODAY,
    "the shop at 10,000 cards a day": TODAY | {"cards_a_day": 10_000, "filed_a_day": 6_250},
    "another shop": {
        "cards_a_day": 3_200,
        "filed_a_day": 2_600,
        "days_a_year": 250,
        "misfile_usd": 0.45,
        "misfile_budget_usd_year": 9_000,
        "desk_hours_a_day": 4,
        "desk_seconds_a_card": 24,
        "late_in_30_days": 720,
    },
}
LATE_WINDOW_DAYS = 30
# Two decimals of a per cent will do in the field, one in the sentence.
SAME, NEAR = 0.0051, 0.0501
WINDOW_WORDS = {
    "one day": r"\b(days?|daily|today|evening|overnight)\b",
    "14 days": r"\b(14|fourteen|fortnight|two weeks|2 weeks)\b",
    "30 days": r"\b(30|thirty|months?)\b",
    "one year": r"\byear",
}
NOUNS = {
    "buyers": r"\b(wrong\w*|misfil\w*|right\w*|correct\w*|errors?|mistakes?|belongs?|bins?)\b",
    "desk": r"\b(desk|you|hand|person|people|types?|typed|typing)\b",
    "belt": r"\b(time|late\w*|gate|answer\w*|clos\w*|ms|soon|fast|slow\w*|wait\w*)\b",
}
TASK = """The owner: buyers should think better of us. Wrong cards may cost the shop no more than
$22,500 a year, and a wrong card costs $0.60 on average. We want to hear of it soon enough to mend it
within the month. The desk: we must not become the bottleneck. Each card that is sent to us is typed
on the day on which it comes. We have 5 hours a day for these cards, and 20 seconds are needed for
each. The belt: the model has to be fast. The gate closes 100 ms after the photo, and a card whose
answer is late goes to the desk, whatever the answer. In any 30 working days, 60 late cards are bearable.
wrong cards among those that the gate filed cards that the model takes for another type, among all
cards, those at the desk with them letters from buyers about wrong cards cards sent to the desk, among
all cards mean of all cards, photo to answer cards with an answer before the gate closes, among all
cards a person types 200 random filed cards a day again, known on the next day the types that people
gave the cards at the desk what buyers write about wrong cards, after nine days or so for each card,
whether it was filed or sent to the desk for each card, when the photo was taken and when the answer
came"""
UNFIT = {
    (
        "buyers",
        "error share",
    ): "It counts guesses on cards at the desk, where a person types them and no "
    "buyer ever sees the guess.",
    ("buyers", "complaints"): "Most buyers of a wrong card say nothing, and the rest write late.",
    (
        "buyers",
        "desk share",
    ): "A gate that files everything has none at the desk, and many wrong cards.",
    (
        "desk",
        "misfiled share",
    ): "It says how good the bins are; the desk wants to know how many come.",
    ("desk", "error share"): "A card may be sent to the desk whether the guess was right or wrong.",
    (
        "belt",
        "mean answer time",
    ): "A mean of 40 ms may hide one card in a hundred that comes too late.",
    ("belt", "desk share"): "Most cards at the desk were sent there because the model was unsure.",
    ("buyers", "% of all cards"): "Cards at the desk cannot be misfiled by the gate.",
    ("desk", "% of filed cards"): "No filed card is at the desk.",
    (
        "belt",
        "% of filed cards",
    ): "A late card is never filed, so that of the filed ones none is late.",
    ("belt", "ms"): "A share has no milliseconds.",
    (
        "buyers",
        "one day",
    ): "It is known from 200 cards a day, and chance alone moves such a share by some points.",
    ("buyers", "one year"): "It is known when the money has been spent.",
    ("belt", "one day"): "The 60 late cards may all come on one day of the 30.",
    ("belt", "14 days"): "The 60 late cards may all come in 14 days of the 30.",
    ("belt", "one year"): "A year may hold a month of 600 late cards.",
    ("buyers", "letters"): "They name wrong cards alone; a share needs the right ones, too.",
    ("buyers", "desk typing"): "Cards at the desk are those that were not filed.",
    ("buyers", "card log"): "It says where a card went, and not whether it belongs there.",
    ("desk", "desk typing"): "It has no card that was filed, and a share of all needs them.",
    ("belt", "card log"): "It says that a card went to the desk, and not whether it was late.",
    **{
        ("desk", window): "Such a mean may hide days on which cards stay until the next morning."
        for window in WINDOWS[1:]
    },
}
NUDGES = {
    "metric": "Which number gets worse exactly when this wish is hurt?",
    "unit": "Which cards can this happen to?",
    "limit": "Is more of it better, or less?",
    "window": "Over how many days may a bad day be made up for, and how soon must it be known?",
    "data": "Which record says, of the right cards, what the metric counts?",
}


def thresholds(shop: Shop) -> dict[str, float]:
    """Per wish the threshold in per cent."""
    misfiles = shop["misfile_budget_usd_year"] / shop["misfile_usd"]
    typed = shop["desk_hours_a_day"] * 3600 / shop["desk_seconds_a_card"]
    late = shop["late_in_30_days"] / (LATE_WINDOW_DAYS * shop["cards_a_day"])
    return {
        "buyers": 100 * misfiles / (shop["filed_a_day"] * shop["days_a_year"]),
        "desk": 100 * typed / shop["cards_a_day"],
        "belt": 100 * (1 - late),
    }


def slips(shop: Shop) -> dict[str, list[tuple[float, str]]]:
    """Per wish the numbers that come of a slip, each with what it is instead."""
    want = thresholds(shop)
    misfiles = shop["misfile_budget_usd_year"] / shop["misfile_usd"]
    all_cards = shop["cards_a_day"] * shop["days_a_year"]
    typed = shop["desk_hours_a_day"] * 3600 / shop["desk_seconds_a_card"]
    a_day = 100 * (1 - shop["late_in_30_days"] / shop["cards_a_day"])
    found = {
        name: [(one / 100, "a share from 0 to 1; per cent is asked for")]
        for name, one in want.items()
    }
    found["buyers"] += [
        (100 * misfiles / all_cards, "a share of all cards, and only filed ones can be misfiled"),
        (misfiles, "how many cards; which share of the filed ones is that?"),
    ]
    found["desk"] += [
        (typed, "how many cards; which share of all is that?"),
        (100 - want["desk"], "what the desk cannot take"),
    ]
    found["belt"] += [
        (100 - want["belt"], "the share that is late, and the metric counts those in time"),
        (a_day, "as if all these late cards came on one day"),
    ]
    return found


def form_cases(found: dict[str, Any]) -> Iterator[Case]:
    """Three wishes, each with seven fields of their kind."""
    sentence = f"You returned {described(list(found))}; the wishes are {', '.join(ACCEPTED)}."
    yield set(found) == set(ACCEPTED), sentence, "Which one is missing, or one too many?"
    for name, said in found.items():
        missing = [field for field in FIELDS if field not in said]
        yield (
            not missing,
            f"{name} has no {', '.join(missing)}.",
            "Which seven does the docstring name?",
        )
        for field, words in WORDS.items():
            value = said[field]
            sentence = f"{field} of {name} is {value!r:.40}; it is one of {', '.join(words)}."
            known = isinstance(value, str) and value in words
            yield known, sentence, "Which of these words says what you mean?"
        number = said["threshold"]
        real = isinstance(number, Real) and not isinstance(number, bool)
        yield real, f"threshold of {name} is {number!r:.40}; a number is needed.", "In which unit?"
        sentence = f"promise of {name} is {described(said['promise'])}; text is needed."
        yield isinstance(said["promise"], str), sentence, "What would you sign?"


def choice_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """The words measure this wish, and nothing that lies beside it."""
    for field, accepted in ACCEPTED[name].items():
        value = said[field]
        words = UNFIT.get((name, value), "That does not say whether this wish is met.")
        sentence = f"{field} of {name} is {value!r}. {words}"
        yield value in accepted, sentence, NUDGES[field]


def threshold_cases(name: str, said: dict[str, Any], about: str) -> Iterator[Case]:
    """The threshold follows from the numbers of this shop."""
    got, want = said["threshold"], thresholds(SHOPS[about])[name]
    slip = next((what for one, what in slips(SHOPS[about])[name] if abs(got - one) <= SAME), "")
    sentence = f"For {about}, threshold of {name} is {got:,.6g}"
    sentence += f": {slip}." if slip else ", and its numbers give another one."
    nudge = "How many cards is that, and of how many? Work it out for one year, one day, 30 days."
    yield bool(abs(got - want) <= SAME), sentence, nudge


def promise_cases(name: str, said: dict[str, Any], about: str) -> Iterator[Case]:
    """A sentence of one's own that states the threshold and the window."""
    text, want = said["promise"], thresholds(SHOPS[about])[name]
    # The small word in "on-time" makes no sentence of a list.
    problem = unwritten(text.replace("on-time", "timely"), fewest=6, most=40, task=TASK)
    yield not problem, f"promise of {name} {problem}.", "What would you sign?"
    about = bool(re.search(NOUNS[name], text, re.IGNORECASE))
    yield (
        about,
        f"promise of {name} speaks of something else than this wish.",
        "What happens to which cards?",
    )
    spoken = [float(token.replace(",", "")) for token, _ in numbers_in(text)]
    # Who promises 99.9 % in time promises .1 % late.
    near = any(abs(one - other) <= NEAR for one in spoken for other in (want, 100 - want))
    sentence = f"For {about}, promise of {name} does not state the threshold, {want:.4g}."
    yield near, sentence, "Does the sentence follow the numbers that the function is given?"
    timed = bool(re.search(WINDOW_WORDS[said["window"]], text, re.IGNORECASE))
    sentence = f"promise of {name} does not say over which days: {said['window']}."
    yield timed, sentence, "When will you both know whether it was kept?"


@question(
    "0.3",
    title="From a wish to a metric",
    answer="translate",
    returns=dict[str, dict],
    points=3,
    hints=(
        "For each wish: what happens to one card when it is hurt, and to which cards can it happen?",
        "How many wrong cards does the money pay for? How many cards do the hours of the desk last for?",
        "The sentence needs the threshold of the shop that was handed in: is it an f-string?",
    ),
    why="""A threshold is no property of a model. It follows from money, hours and deadlines, so that it moves
when these do. The window and the record are half of the metric: without them the same number may be
kept and broken at once.

Each of these numbers can be had for nothing, at the price of another: a gate that sends every card to
the desk misfiles none. That is why the three are promised together.""",
)
def translated_wishes(translate):
    found = {about: translate(shop) for about, shop in SHOPS.items()}
    for said in found.values():
        yield from form_cases(said)
    for about, said in found.items():
        for name in ACCEPTED:
            yield from choice_cases(name, said[name])
        for name in ACCEPTED:
            yield from threshold_cases(name, said[name], about)
    for about, said in found.items():
        for name in ACCEPTED:
            yield from promise_cases(name, said[name], about)
        alike = said_again(said[name]["promise"] for name in ACCEPTED)
        sentence = "Two wishes have one promise, but for its numbers."
        yield not alike, sentence, "What happens to a card in each of the two?"
