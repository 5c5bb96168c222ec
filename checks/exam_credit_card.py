"""What right answers to credit-5 are: claims that follow from the facts, a text stating them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from classroom.checks import question
from classroom.checks.prose import Wanted, numbers_in, parts_of, spelled_out, text_cases, unadvised
from classroom.checks.shape import described

Case = tuple[bool, str, str]
FIELDS = ("intended_use", "not_for", "unseen", "no_claim", "decision", "text")
USES = ("propose to a credit officer", "decline without a person", "set an interest rate")
UNSEEN = ("a recession", "other applicants like these")
ADVICE = ("deploy", "shadow", "iterate")
WORDS = {"intended_use": USES, "unseen": UNSEEN, "decision": ADVICE}
HEADINGS = (
    "## Summary", "## Data", "## Performance", "## Age", "## Limits", "## Recommendation",
)  # fmt: skip
DEFAULT_USD, DECLINED_USD, LEAST_SAVING_USD, MOST_GAP, FEWEST = 5_000, 500, 25, 0.10, 50
AGES = (18, 24, 25, 49, 50, 80)
# "6 in 100", "a year of 12 months", "one application in 10".
COUNTED = (1, 2, 10, 12, 100)
PART_WORDS = 15
STATED = ("prevalence", "constant_accuracy", "score", "threshold")
NAMED = {"roc_auc": r"roc|auc", "average_precision": r"average.precision"}
SIGNS = ("estimate", "low end", "high end")
TEMPLATE = "Which field have you not filled in yet?"
TASK = """Whoever uses a model in two years knows what its card says, and nothing more. It is
run and watched, and decides nothing, until people have decided what they owe to whom. That is
no question of statistics. The first sentences of Summary and Recommendation name the decision.
It names the model, the metric and each group of no_claim, and states prevalence,
constant_accuracy, score, threshold, the three numbers of saving_usd and of gap; a sign or a word
says which way the gap goes. Every number in figures is one of the facts, the costs or the bars,
and may be rounded; years, ages and small counts are free. The board asks two things of
the chosen model: what it saves, and whether people who would have paid are declined more often
when they are young."""
WANTED = Wanted(150, 400, task=TASK, reader="the board", holder="the facts, the costs or the bars")


def group(applications: int, payers: list[float] | None, others: list[float] | None) -> dict:
    """A group by age as credit-4 gives it."""
    rates = {"payers_declined": payers, "defaulters_declined": others}
    return {"applications": applications, "declined": 0.2, **rates}


def facts_of(saving: list[float], gap: list[float], few: str = "", **others: Any) -> dict[str, Any]:
    """Facts of a made-up model; `few` names the groups with too few people."""
    by_age = {
        "under 25": group(1_360, [0.36, 0.33, 0.39], [0.71, 0.63, 0.79]),
        "25 to 49": group(5_871, [0.15, 0.14, 0.16], [0.62, 0.57, 0.67]),
        "50 and over": group(2_685, [0.07, 0.06, 0.08], [0.41, 0.31, 0.51]),
    }
    by_age |= {
        name: {**one, others.get("of", "defaulters_declined"): None}
        for name, one in by_age.items() if name in few
    }  # fmt: skip
    told = {
        "model": "logistic", "applications": 9_916, "prevalence": 0.0587, "metric": "roc_auc",
        "score": 0.794, "constant_accuracy": 0.9413, "threshold": 500 / 5_500, "declined": 0.174,
        "gap_without_age": [0.217, 0.188, 0.246], "dropping_age": "a gap stays", "by_age": by_age,
    }  # fmt: skip
    return {**told, "saving_usd": saving, "gap": gap, **others}


# One rule broken, or kept by a hair, in each.
CASES = {
    "a model that saves, with a gap": facts_of([98.1, 78.4, 117.8], [0.221, 0.192, 0.250]),
    "a model that saves, ages alike": facts_of(
        [45.3, 25.4, 65.2],
        [0.02, -0.03, 0.07],
        "50 and over",
        model="forest",
        metric="average_precision",
        score=0.287,
        dropping_age="no gap shown",
        gap_without_age=[0.018, -0.032, 0.068],
    ),
    "a model of which the saving is not shown": facts_of(
        [31.2, 24.4, 38.0],
        [0.222, 0.193, 0.251],
        "50 and over, under 25",
        applications=4_004,
        prevalence=0.0432,
        constant_accuracy=0.9568,
    ),
    "a saving whose low end is the bar": facts_of([44.6, 25, 64.2], [0.05, 0.01, 0.09]),
    "a gap whose high end is the bar": facts_of([70.7, 50.3, 91.1], [0.06, 0.02, 0.10]),
    "a gap that may be within the bar": facts_of([70.7, 50.3, 91.1], [0.08, 0.04, 0.12]),
    "a gap against the old": facts_of(
        [70.7, 50.3, 91.1], [-0.24, -0.27, -0.21], "25 to 49", of="payers_declined"
    ),
    "a gap whose low end is the bar": facts_of([70.7, 50.3, 91.1], [-0.06, -0.10, -0.02]),
}


def advice(facts: dict[str, Any]) -> str:
    """What the board's rules say."""
    if facts["saving_usd"][1] <= LEAST_SAVING_USD:
        return "iterate"
    within = all(abs(one) <= MOST_GAP for one in facts["gap"][1:])
    return "deploy" if within else "shadow"


def too_few(facts: dict[str, Any]) -> set[str]:
    """The groups of which a rate cannot be told."""
    return {name for name, one in facts["by_age"].items() if None in one.values()}


def form_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Six fields, each of its kind and one of its words."""
    missing = [name for name in FIELDS if name not in said]
    yield not missing, f"model_card gave no {', '.join(missing)}.", TEMPLATE
    for name, words in WORDS.items():
        value = said[name]
        sentence = f"{name} is {value!r:.40}; it is one of {', '.join(words)}."
        yield isinstance(value, str) and value in words, sentence, TEMPLATE
    for name in ("not_for", "no_claim"):
        value = said[name] if isinstance(said[name], (list, tuple)) else [None]
        sentence = f"{name} is {described(said[name])}; a list of texts is needed."
        yield all(isinstance(one, str) for one in value), sentence, TEMPLATE
    sentence = f"text is {described(said['text'])}; text is needed."
    yield isinstance(said["text"], str), sentence, TEMPLATE


def claim_cases(said: dict[str, Any], facts: dict[str, Any], about: str) -> Iterator[Case]:
    """The claims and the decision follow from the facts and the rules."""
    sentence = f"intended_use is {said['intended_use']!r}; the board asked for something else."
    yield said["intended_use"] == USES[0], sentence, "Who declines, after the model has spoken?"
    sound = bool(said["not_for"]) and set(said["not_for"]) <= set(USES[1:])
    sentence = f"not_for is {described(said['not_for'])}; one or both of {', '.join(USES[1:])} fit."
    yield sound, sentence, "What was it neither made nor audited for?"
    sentence = f"unseen is {said['unseen']!r}: drawing such applicants again is what intervals do."
    yield said["unseen"] == UNSEEN[0], sentence, "What has no row of the table ever met?"
    few = sorted(too_few(facts))
    sentence = (
        f"For {about} no_claim is {described(sorted(said['no_claim']))}; fewer than {FEWEST} "
    )
    sentence += f"people stand behind a rate of {', '.join(few) or 'no group'}."
    yield sorted(said["no_claim"]) == few, sentence, "Which rates are None?"
    saving = "${:.2f} to ${:.2f}".format(*facts["saving_usd"][1:])
    gap = "{:+.3f} to {:+.3f}".format(*facts["gap"][1:])
    sentence = (
        f"For {about} decision is {said['decision']!r}. saving_usd runs from {saving} and gap "
    )
    nudge = "Which rule of the board comes first, and does it hold for the bad end?"
    yield said["decision"] == advice(facts), f"{sentence}from {gap}.", nudge


def part_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Six headings in order, under each some words of its own, the decision first."""
    found = parts_of(said["text"])
    headings, parts = [one for one, _ in found], [one for _, one in found]
    sentence = f"The text has the headings {described(headings)}; {', '.join(HEADINGS)} are needed."
    yield headings == list(HEADINGS), sentence, "What does a reader look for first?"
    for heading, part in zip(HEADINGS, parts, strict=True):
        sentence = f"Under {heading!r} stand {len(part.split())} words; {PART_WORDS} are needed."
        yield len(part.split()) >= PART_WORDS, sentence, "Who misses what, if it is not said there?"
    for heading, part in ((HEADINGS[0], parts[0]), (HEADINGS[-1], parts[-1])):
        # Deploying and iterating are named as the words are.
        problem = unadvised(part, said["decision"].removesuffix("e"))
        sentence = f"The first sentence under {heading!r} {problem}."
        yield not problem, sentence, "What does a reader know who stops after one sentence?"


def known_numbers(facts: dict[str, Any]) -> list[float]:
    """All that the text may say: facts, costs and bars; shares in per cent, too, and the rest."""
    rates = [one for part in facts["by_age"].values() for one in part.values()]
    numbers = [facts[name] for name in ("applications", "prevalence", "score", "threshold")]
    numbers += [facts["constant_accuracy"], facts["declined"], MOST_GAP]
    for one in (*rates, facts["saving_usd"], facts["gap"], facts["gap_without_age"]):
        numbers += one if isinstance(one, list) else [] if one is None else [one]
    shares = [one for one in numbers if -1 < one < 1]
    others = [1 - abs(one) for one in shares]
    per_cent = [100 * one for one in (*shares, *others)]
    bars = [DEFAULT_USD, DECLINED_USD, LEAST_SAVING_USD, FEWEST, DEFAULT_USD / DECLINED_USD]
    counts = [facts["applications"] * one for one in (facts["prevalence"], facts["declined"])]
    return [*numbers, *others, *per_cent, *bars, *counts, *AGES, *COUNTED, len(facts["by_age"])]


def stated_in(text: str, value: float) -> bool:
    """Whether a number of the text is this one, rounded to no more than half of it."""
    return any(
        near(value) and 0.5 * 10 ** -len(token.partition(".")[2]) <= abs(value) / 2
        for token, near in numbers_in(text)
    )


def in_words(value: float) -> tuple[float, float]:
    """A share as it is and in per cent; dollars as they are."""
    return (value, 100 * value) if abs(value) < 1 else (value, value)


def text_says(said: dict[str, Any], facts: dict[str, Any], about: str) -> Iterator[Case]:
    """The text is the model's own, with its numbers and their uncertainty."""
    yield from part_cases(said)
    text = spelled_out(said["text"])
    body = "\n".join(one for _, one in parts_of(text))
    for fine, sentence, nudge in text_cases(body, known_numbers(facts), WANTED):
        yield fine, f"For {about}: {sentence}", nudge
    singles = [("", name, facts[name]) for name in STATED]
    singles += [("the estimate of ", "gap_without_age", facts["gap_without_age"][0])]
    triples = [
        (f"the {sign} of ", name, one)
        for name in ("saving_usd", "gap")
        for sign, one in zip(SIGNS, facts[name], strict=True)
    ]
    for what, name, value in (*singles, *triples):
        stated = any(stated_in(text, one) for one in in_words(value))
        sentence = f"For {about} the text does not state {what}{name}, {value:,.6g}."
        yield stated, sentence, "How much, and how certain is that?"
    for field, pattern in (("model", facts["model"]), ("metric", NAMED[facts["metric"]])):
        told = bool(re.search(pattern, text, re.IGNORECASE))
        sentence = f"For {about} the text does not name the {field}, {facts[field]}."
        yield told, sentence, "Of what is this the card, and in what was it measured?"
    for name in sorted(too_few(facts)):
        told = bool(re.search(rf"\b{name}", text, re.IGNORECASE))
        sentence = f"For {about} the text does not name {name!r}, of whom there are too few."
        yield told, sentence, "Who would read a silence as good news?"


def mirrored(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a gap as wide as theirs that goes the other way."""
    estimate, low, high = facts["gap"]
    return {**facts, "gap": [-estimate, -high, -low]}


def signed(text: str, value: float) -> bool:
    """Whether a text states a number with a minus."""
    minus = re.findall(r"(?:[-\u2212\u2013]|\bminus )[ $]?(\d[\d,.]*)", text)
    return any(stated_in(one.rstrip(".,"), shape) for one in minus for shape in in_words(value))


def sign_cases(text: str, other: str, facts: dict[str, Any], about: str) -> Iterator[Case]:
    """The text of a gap is not that of the opposite one: a sign differs, or a word."""
    words, others = (re.findall(r"[^\W\d_]+", one.lower()) for one in (text, other))
    gap = facts["gap"][0]
    told = words != others or signed(text, gap) != signed(other, gap)
    sentence = f"For {about} the text says of the gap {gap:+.3f} what it says of {-gap:+.3f}."
    yield told, sentence, "Who is declined more often, and where does a reader see that?"


@question(
    "credit-5",
    title="The card and the recommendation",
    answer="model_card",
    returns=dict,
    points=4,
    hints=(
        "Write the numbers as {facts[...]}: the same text has to be true of several models.",
        "Which end of saving_usd and which end of gap does each rule of the board look at?",
        "Read the first sentence of Summary alone. Is the decision in it, and not denied?",
    ),
    why="""The fields and the numbers are checked, the argument is not. Score your text, 0 to 2:

- the first sentence decides
- each number comes with its uncertainty, and claims no more
- approving everybody, as today, is treated fairly
- the limits are stated before anybody asks
- what is owed to whom is left to those who have to answer for it
- a model without age is not called fair, and nobody is declined without a person
- no word left unexplained that the board would have to look up
""",
)
def the_card(model_card):
    for about, facts in CASES.items():
        said = model_card(facts)
        yield from form_cases(said)
        yield from claim_cases(said, facts, about)
        yield from text_says(said, facts, about)
        if facts["gap"][2] < -MOST_GAP:
            other = model_card(mirrored(facts))
            yield from form_cases(other)
            yield from sign_cases(said["text"], other["text"], facts, about)
