"""What a right report to the board is (4.4b): fields recomputed, rules applied, four parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

import numpy as np

from cardshop.evaluation import (
    DESK_USD,
    accuracy_interval,
    mean_interval,
    misfile_costs,
    ratio_interval,
    redraw_lines,
)
from cardshop.training import scored_cards
from classroom.checks import question
from classroom.checks.prose import Wanted, parts_of, spelled_out, states, text_cases, unadvised
from classroom.checks.shape import described

Case = tuple[bool, str, str]
FILE_FROM, FEWEST_LINES = 0.75, 20
CARDS_A_YEAR, WITHOUT_PARTNER, RUN_USD_YEAR = 3_000_000, 600_000, 12_000
MOST_MISFILED, MOST_AT_DESK = 0.10, 0.45
SLICES = ("language", "grading_company", "card_type")
FIELDS = ("summary", "card", "recommendation", "without_partner", "text")
SUMMARY = ("accuracy", "usd_per_card", "saving_usd_year")
CARD = ("intended_use", "not_for", "cards", "lines", "worst", "no_claim", "limit")
ADVICE = ("deploy", "iterate", "abandon")
USES = ("uncatalogued prints", "catalogued prints", "pricing")
SIGNS = ("estimate", "low end", "high end")
VOLUMES = (CARDS_A_YEAR, WITHOUT_PARTNER)
LIMITS = ("other lines of this catalogue", "next year's cards")
WORDS = {"intended_use": USES, "limit": LIMITS, "recommendation": ADVICE, "without_partner": ADVICE}
PART_WORDS = 15
EVENTS = re.compile(r"slab|plastic|graded|grading|dragon|species|\bnew\b|next year", re.IGNORECASE)
HEADINGS = ("## Summary", "## Model card", "## Risks", "## Recommendation")
TASK = """The board agreed on its bars before it saw a number, for afterwards each number has a bar that
it clears. Running the model costs $12,000 a year, whatever it saves. The text states accuracy and the saving
in a year with both their ends, and names the value of the worst slice; its numbers are those of 4.4a,
of your fields and of the bars. You bring the model of these exercises before people who will pay for it."""
WANTED = Wanted(150, 400, task=TASK, reader="the board", holder="yours, of 4.4a or of the bars")
TEMPLATE = "Which field have you not filled in yet?"


@cache
def facts() -> dict[str, Any]:
    """What the test lines say."""
    cards = scored_cards("test")
    types = sorted(cards["card_type"].unique())
    matrix = misfile_costs(types)
    truth, said, rule = (
        cards[one].replace_strict(types, range(len(types)), default=None).to_numpy()
        for one in ("card_type", "predicted", "rule_type")
    )
    right, filed = cards["card_type"] == cards["predicted"], cards["confidence"] >= FILE_FROM
    model_usd = np.where(filed, matrix[truth, said], DESK_USD)
    spoke = np.isfinite(rule)
    rule_usd = np.where(spoke, matrix[truth, np.where(spoke, rule, 0).astype(int)], DESK_USD)
    drawn = redraw_lines(cards["line_id"].to_numpy(), seed=0)
    slices = [
        (f"{column}={value}", part["is_right"].mean(), part["line_id"].n_unique())
        for column in SLICES
        for (value,), part in cards.with_columns(is_right=right).group_by(column)
    ]
    enough = {name: share for name, share, lines in slices if lines >= FEWEST_LINES}
    few = {n: at for n, _, at in slices if at < FEWEST_LINES and n.startswith("card_type")}
    worst = min(sorted(enough), key=enough.__getitem__)
    return {
        "accuracy": accuracy_interval(cards["card_type"], cards["predicted"], drawn)[:3],
        "usd_per_card": float(model_usd.mean()),
        "rule_usd": float(rule_usd.mean()),
        "saving_usd": mean_interval(rule_usd - model_usd, drawn)[:3],
        "misfiled": ratio_interval(filed & ~right, filed, drawn)[:3],
        "desk_share": mean_interval(~filed, drawn)[:3],
        "cards": cards.height,
        "lines": cards["line_id"].n_unique(),
        "slices": enough,
        "worst": worst,
        "lines_of": [*few.values(), *(lines for name, _, lines in slices if name == worst)],
        "no_claim": {name.partition("=")[2] for name in few},
    }


def advice(cards_a_year: int) -> str:
    """What the board's bars say at a volume."""
    found = facts()
    _, low, high = (cards_a_year * one for one in found["saving_usd"])
    if high <= RUN_USD_YEAR:
        return "abandon"
    sound = found["misfiled"][2] <= MOST_MISFILED and found["desk_share"][2] <= MOST_AT_DESK
    return "deploy" if sound and low > RUN_USD_YEAR else "iterate"


def form_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Every field is there, of its kind, and one of its words."""
    for keys, name in ((FIELDS, "board"), (SUMMARY, "summary"), (CARD, "card")):
        where = said if name == "board" else said[name]
        yield isinstance(where, dict), f"{name} is {described(where)}; a dict is needed.", TEMPLATE
        missing = [one for one in keys if one not in where]
        yield not missing, f"{name} has no {', '.join(missing)}.", TEMPLATE
    every = said | said["card"]
    for field, words in WORDS.items():
        value = every[field]
        sentence = f"{field} is {value!r:.40}; it is one of {', '.join(words)}."
        yield isinstance(value, str) and value in words, sentence, TEMPLATE
    for field in ("not_for", "no_claim"):
        value = every[field] if isinstance(every[field], (list, tuple)) else [None]
        sentence = f"{field} is {described(every[field])}; a list of texts is needed."
        yield all(isinstance(one, str) for one in value), sentence, TEMPLATE
    sentence = f"text is {described(said['text'])}; text is needed."
    yield isinstance(said["text"], str), sentence, TEMPLATE


def number_cases(said: dict[str, Any]) -> Iterator[Case]:
    """The numbers of the summary and of the card, to a tenth of a per cent or 500 dollars."""
    found, every = facts(), said["summary"] | said["card"]
    year = [CARDS_A_YEAR * one for one in found["saving_usd"]]
    for field, want, width in (
        ("accuracy", found["accuracy"], 0.00051), ("saving_usd_year", year, 501.0),
        ("usd_per_card", [found["usd_per_card"]], 0.00051), ("cards", [found["cards"]], 0),
        ("lines", [found["lines"]], 0),
    ):  # fmt: skip
        got = every[field] if isinstance(every[field], (list, tuple)) else [every[field]]
        sentence = f"{field} is {described(every[field])}; {len(want)} numbers are needed."
        yield len(got) == len(want), sentence, TEMPLATE
        both = zip(got, want, strict=True)
        fits = all(isinstance(one, Real) and abs(one - other) <= width for one, other in both)
        told = ", ".join(f"{one!s:.9}" for one in got)
        sentence = f"{field} is {told}, and the scored cards give another number."
        yield fits, sentence, "What does 4.4a say, and of how many cards is it?"


def claim_cases(said: dict[str, Any]) -> Iterator[Case]:
    """The claims of the card and both recommendations follow from the cards and the bars."""
    found, card = facts(), said["card"]
    sentence = (
        f"intended_use is {card['intended_use']!r}; the shop looks up what it knows, and the "
    )
    sentence += "model types the rest."
    yield card["intended_use"] == USES[0], sentence, "For which cards is it asked at all?"
    wrong = sorted(set(card["not_for"]) - set(USES[1:]))
    sentence = f"not_for is {described(card['not_for'])}; one or both of {', '.join(USES[1:])} fit."
    yield bool(card["not_for"]) and not wrong, sentence, "What was it neither made nor scored for?"
    sentence = f"worst is {card['worst']!r:.40}; of the slices with {FEWEST_LINES} lines or more "
    sentence += "another one has the least accuracy."
    yield card["worst"] == found["worst"], sentence, "What does worst of 4.4a say?"
    sentence = f"no_claim is {described(sorted(card['no_claim']))}; other types have too few lines."
    yield set(card["no_claim"]) == found["no_claim"], sentence, "How many lines has each type?"
    sentence = f"limit is {card['limit']!r}: drawing lines again is what the interval did."
    yield card["limit"] == LIMITS[1], sentence, "Which cards has no test line ever held?"
    high_ends = (found["misfiled"][2], found["desk_share"][2])
    for field, cards in (("recommendation", CARDS_A_YEAR), ("without_partner", WITHOUT_PARTNER)):
        low, high = (cards * one for one in found["saving_usd"][1:])
        sentence = f"{field} is {said[field]!r}. At {cards:,} cards a year the saving lies between "
        sentence += f"${low:,.0f} and ${high:,.0f} and running costs ${RUN_USD_YEAR:,}; the high "
        sentence += "ends of misfiled and desk_share are {:.1%} and {:.1%}.".format(*high_ends)
        yield said[field] == advice(cards), sentence, "Which bars hold, and what follows then?"


def part_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Four headings in order, and under each some words of its own."""
    text, chosen = said["text"], said["recommendation"]
    found = parts_of(text)
    headings, parts = [one for one, _ in found], [one for _, one in found]
    sentence = f"The text has the headings {described(headings)}; {', '.join(HEADINGS)} are needed."
    yield headings == list(HEADINGS), sentence, "What does a reader look for first?"
    for heading, part in zip(HEADINGS, parts, strict=True):
        sentence = f"Under {heading!r} stand {len(part.split())} words; {PART_WORDS} are needed."
        yield len(part.split()) >= PART_WORDS, sentence, "What does the board lose without it?"
    for heading, part in ((HEADINGS[0], parts[0]), (HEADINGS[-1], parts[-1])):
        # Deploying is named as deploy is.
        problem = unadvised(part, chosen[:6])
        sentence = f"The first sentence under {heading!r} {problem}."
        yield not problem, sentence, "What does a reader know who stops after one sentence?"
    sentence = f"Under {HEADINGS[2]!r} stands no event of 4.4b: slabs, Dragons or new species."
    yield bool(EVENTS.search(parts[2])), sentence, "Which risks did you bring before the board?"


def known_numbers(said: dict[str, Any]) -> list[float]:
    """All that the text may say: fields, 4.4a, slices, bars, prices; shares in per cent, too."""
    found = facts()
    shares = [*found["accuracy"], *found["misfiled"], *found["desk_share"], MOST_MISFILED]
    shares += [MOST_AT_DESK, FILE_FROM, *found["slices"].values(), *said["summary"]["accuracy"]]
    dollars = [found["usd_per_card"], found["rule_usd"], DESK_USD, RUN_USD_YEAR]
    dollars += [*np.unique(misfile_costs(("Dragon", "Fighting", "Fire")))]
    dollars += [*found["saving_usd"], *said["summary"]["saving_usd_year"]]
    a_year = [cards * one for cards in VOLUMES for one in found["saving_usd"]]
    dollars += [one for usd in (*a_year, RUN_USD_YEAR) for one in in_words(usd)]
    counts = [found["cards"], found["lines"], *found["lines_of"], FEWEST_LINES]
    counts += [*VOLUMES, 10_000, 2_000, 300]
    wrong = [1 - one for one in shares]
    return [*shares, *wrong, *(100 * one for one in (*shares, *wrong)), *dollars, *counts]


def in_words(number: float) -> tuple[float, ...]:
    """A share as it is and in per cent; dollars as they are, in thousands, or rounded."""
    dollars = (number, number / 1000, round(number, -2), round(number, -3))
    return (number, 100 * number) if number < 1 else dollars


def report_cases(said: dict[str, Any]) -> Iterator[Case]:
    """The text is the board's, with the numbers of the fields and their uncertainty."""
    yield from part_cases(said)
    text = spelled_out(said["text"])
    yield from text_cases("\n".join(one for _, one in parts_of(text)), known_numbers(said), WANTED)
    for field in ("accuracy", "saving_usd_year"):
        for sign, value in zip(SIGNS, said["summary"][field], strict=True):
            stated = any(states(text, one) for one in in_words(value))
            sentence = f"The text does not state the {sign} of {field}, {value:,.6g}."
            yield stated, sentence, "How much, and how certain is that?"
    value = said["card"]["worst"].partition("=")[2]
    named = bool(re.search(rf"\b{re.escape(value)}\b", text, re.IGNORECASE))
    yield named, f"The text does not name the worst slice, {value}.", "For whom is it worst?"


@question(
    "4.4c",
    title="Before the board",
    answer="board",
    returns=dict,
    points=4,
    hints=(
        "Multiply the three numbers of saving_usd by the cards of a year. Which of the bars hold?",
        "What do the intervals draw again, and what have none of these cards been?",
        "Read the first sentence of each part alone. Is the decision in it?",
    ),
    why="""The fields are checked, the argument is not. Score your text, 0 to 2 each:

- the first sentence decides
- each number comes with its uncertainty, and claims no more
- the rule is treated fairly
- the limits are stated before anybody asks
- the risks have an owner's next step
- no word that the board would have to look up

The same model is another decision at another volume: what is deployed is a business case.
""",
)
def report_to_the_board(board):
    said = board()
    yield from form_cases(said)
    yield from number_cases(said)
    yield from claim_cases(said)
    yield from report_cases(said)
