"""What right advice is (0.1): an answer that the facts of a scenario bear, with the fact that decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from classroom.checks import question
from classroom.checks.prose import said_again, spelled_out, states, unwritten
from classroom.checks.shape import described

Case = tuple[bool, str, str]
FIELDS = ("answer", "factor", "why")
ANSWERS = ("yes", "no", "maybe")
FACTORS = ("rule_exact", "label_available", "error_tolerable", "pattern_changes", "volume")
WORDS = {"answer": ANSWERS, "factor": FACTORS}
# Per scenario the answers that its facts bear, and per factor the numbers of the fact behind it.
ACCEPTED: dict[str, tuple[str, dict[str, set[int]]]] = {
    "spam": (
        "yes",
        {
            "label_available": {200_000},
            "error_tolerable": {30},
            "pattern_changes": {9},
            "volume": {5_000},
        },
    ),
    "inventory": (
        "maybe",
        {
            "rule_exact": {4, 96, 12},
            "label_available": {36, 3, 4, 12},
            "error_tolerable": {4, 96, 12},
            "volume": {300, 12},
        },
    ),
    "fraud": (
        "maybe",
        {"label_available": {60}, "error_tolerable": {5, 20}, "pattern_changes": {3, 21}},
    ),
    "translation": (
        "yes",
        {"label_available": {400_000}, "error_tolerable": {20}, "volume": {3_000, 5}},
    ),
    "calculator": ("no", {"rule_exact": {3}}),
}
NOUNS = {
    "spam": r"\b(e?-?mails?|spam\w*|senders?|clerks?|mailbox|inbox|filters?)\b",
    "inventory": r"\b(shel(f|ves)|products?|stock\w*|(re)?order\w*|sales|sold|sells?|demand\w*|inventor\w*)\b",
    "fraud": r"\b(fraud\w*|payments?|customers?|bank\w*|block\w*|bills?)\b",
    "translation": r"\b(translat\w*|descriptions?|italian|german|agents?|languages?|sellers?)\b",
    "calculator": r"\b(tax\w*|rates?|receipts?|tills?|totals?|sums?|add\w*|law|calculat\w*|cents?)\b",
}
# What a learner may write instead of a figure.
IN_WORDS = {
    "three": 3, "four": 4, "five": 5, "nine": 9, "twelve": 12, "twenty": 20, "thirty": 30,
    "sixty": 60,
}  # fmt: skip
TASK = """A wholesaler's mailbox gets 5,000 mails a day. Clerks have marked 200,000 old ones as spam or as
wanted. The last list of forbidden words caught most of the spam for 9 days; then the senders wrote
otherwise. What is set aside by mistake can be fetched back for 30 days. A shop reorders 300 products
once a week, as many of each as it sold the week before. In 4 of 100 cases a shelf is empty before
the week is over; what that costs, nobody has counted. Sales of 36 months are on file, but an empty
shelf records what was sold, not what was wanted. A bank sees 20,000 card payments a day. The ways of
fraud change every 3 weeks. Which payments were fraud is known after 60 days, when customers have read
their bills. Of honest customers whose payment is blocked, 1 in 5 leaves the bank. Whether people could
look at a payment before it is blocked has not been decided. Sellers write 3,000 descriptions a day in
German, and their buyers read Italian. People have translated 400,000 of them so far, at 5 minutes
each. An agent would read each translation before it goes out, and mend it in 20 seconds. How sellers write has not changed in
10 years. A till adds up 8,000 receipts a day. The law names 3 tax rates, and which goods have which.
2,000,000 old receipts are on file with their right totals. Totals are rounded to 5 cents, so that
hardly anybody would notice a cent too much. a rule that people can write down is right every time, or
nearly enough past cases are on file with their right answers, known in time a wrong answer costs
little, or is noticed before it hurts what has to be recognised changes, so that written rules go stale
there are so many cases that the time of people adds up"""
UNFIT: dict[str, dict[str, str]] = {
    "spam": {
        "no": "The last list of words held for 9 days: no rule does this as well for long.",
        "maybe": "Each of its facts speaks for learning, and none of them is left open.",
    },
    "inventory": {
        "yes": "What an empty shelf costs nobody has counted, and the file holds no demand that "
        "an empty shelf turned away.",
        "no": "The rule leaves some shelves empty. Whether mending that pays, nobody knows yet.",
    },
    "fraud": {
        "yes": "What is known after 60 days changes every 3 weeks, and who bears a wrong block has not "
        "been settled.",
        "no": "A rule written today is stale in 3 weeks; that speaks for learning, once it is settled "
        "what a wrong block may do.",
    },
    "translation": {
        "no": "Nobody has written rules that do what people did 400,000 times.",
        "maybe": "Each of its facts speaks for learning, and none of them is left open.",
    },
    "calculator": {
        "yes": "A model trained on old receipts comes near the right total; a sum and 3 rates are there.",
        "maybe": "The law is public. What else would you have to find out first?",
    },
}
ANSWER_NUDGES = {
    "yes": "Is anything that it hangs on still open?",
    "no": "Is there a rule, then, that does it as well?",
    "maybe": "What would you have to find out before you decide?",
}
NO_REASON = {
    ("yes", "rule_exact"): "That no rule is exact holds for the toss of a coin, too, and nobody learns "
    "to foretell it.",
    ("translation", "pattern_changes"): "How sellers write has not changed in 10 years.",
    ("inventory", "pattern_changes"): "None of its facts is about change.",
    ("fraud", "volume"): "At 20,000 payments a day it is settled that there are enough.",
    ("fraud", "rule_exact"): "No exact rule is on offer; that is known, and nothing hangs on it.",
    ("calculator", "label_available"): "Without a single old receipt the till would be built the same.",
    ("calculator", "error_tolerable"): "A cent would be tolerable, and the answer is no all the same.",
    ("calculator", "pattern_changes"): "None of its facts is about change.",
    ("calculator", "volume"): "At 8 receipts a day you would build the same till.",
}  # fmt: skip


def form_cases(found: dict[str, Any]) -> Iterator[Case]:
    """Five scenarios, each with three fields of their kind."""
    sentence = f"You returned {described(list(found))}; the scenarios are {', '.join(ACCEPTED)}."
    yield set(found) == set(ACCEPTED), sentence, "Which one is missing, or one too many?"
    for name, said in found.items():
        missing = [field for field in FIELDS if field not in said]
        sentence = f"{name} has no {', '.join(missing)}."
        yield not missing, sentence, "Which three fields does the docstring name?"
        for field, words in WORDS.items():
            value = said[field]
            sentence = f"{field} of {name} is {value!r:.40}; it is one of {', '.join(words)}."
            known = isinstance(value, str) and value in words
            yield known, sentence, "Which of these words says what you mean?"
        text = isinstance(said["why"], str)
        sentence = f"why of {name} is {described(said['why'])}; text is needed."
        yield text, sentence, "What would you tell whoever pays for it?"


def choice_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """The answer is one that the facts bear, and the factor is a reason for it."""
    answer, factor = said["answer"], said["factor"]
    want, reasons = ACCEPTED[name]
    sentence = f"answer of {name} is {answer!r}. {UNFIT[name].get(answer, '')}"
    yield answer == want, sentence, ANSWER_NUDGES[answer]
    words = NO_REASON.get((answer, factor)) or NO_REASON.get((name, factor), "")
    sentence = f"factor of {name} is {factor!r}, which does not decide here. {words}"
    nudge = "If this fact were the other way round, would your answer be another?"
    yield factor in reasons, sentence, nudge


def text_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """A sentence of one's own, about this scenario, with the number of the fact that decides."""
    text, factor = said["why"], said["factor"]
    problem = unwritten(text, fewest=6, most=60, task=TASK)
    yield not problem, f"why of {name} {problem}.", "What would you tell whoever pays for it?"
    counts = {one: len(re.findall(nouns, text, re.IGNORECASE)) for one, nouns in NOUNS.items()}
    most = max(counts, key=counts.__getitem__)
    sentence = f"why of {name} does not speak of it but of {most}."
    yield counts[name] == counts[most], sentence, "Which of its facts decides?"
    stated = any(states(in_figures(text), one) for one in ACCEPTED[name][1][factor])
    sentence = f"why of {name} does not state, in figures, the number of the fact about {factor}."
    yield stated, sentence, "Which sentence of the scenario made you choose that factor?"


def in_figures(text: str) -> str:
    """The text with 200k, 200 000, 200.000, 20s and three as numbers."""
    joined = re.sub(r"(?<=\d)[ ._\u00a0\u202f](?=\d{3}\b)", "", text)
    joined = re.sub(r"(?<=\d)(?=[a-z])(?!k\b)", " ", joined, flags=re.IGNORECASE)
    for word, number in IN_WORDS.items():
        joined = re.sub(rf"\b{word}\b", str(number), joined, flags=re.IGNORECASE)
    return spelled_out(joined)


@question(
    "0.1",
    title="Should you use ML?",
    answer="should_use_ml",
    returns=dict[str, dict],
    points=3,
    hints=(
        "Is there a scenario in which somebody could write the whole answer down this afternoon?",
        "Two scenarios say themselves that something has not been counted, or not been decided. Which?",
        "Turn your factor round: suppose that its fact were the opposite. Is your answer another one?",
    ),
    why="""A *no* needs one reason, a *yes* needs all of them at once, and a *maybe* is honest only with the
thing to find out. What would turn these answers:

- spam: mails that nobody has marked, or a filter whose mistakes could not be fetched back
- inventory: a count of what empty shelves cost, and of what buyers asked for in vain
- fraud: people who look before a payment is blocked, and a sample that is checked within days
- translation: nobody who reads the text before it goes out
- calculator: nothing; an exact rule beats a model that comes near it

A *yes* here means: build a first version and measure it beside the rule. Whether your sentences would
convince whoever pays, a colleague must say.""",
)
def advice_on_five_scenarios(should_use_ml):
    found = should_use_ml()
    yield from form_cases(found)
    for name in ACCEPTED:
        yield from choice_cases(name, found[name])
    for name in ACCEPTED:
        yield from text_cases(name, found[name])
    texts = [found[name]["why"] for name in ACCEPTED]
    yield not said_again(texts), "Two scenarios have one why.", "Which is it about?"
