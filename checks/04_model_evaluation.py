"""What right metrics are (4.1): a metric that follows from what errors cost, and from what limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from numbers import Real
from typing import Any

from classroom.checks import question
from classroom.checks.prose import states, unwritten
from classroom.checks.shape import described

Case = tuple[bool, str, str]
FIELDS = ("metric", "reason", "false_positive", "false_negative", "never", "why")
METRICS = (
    "accuracy", "precision", "recall", "f1", "roc auc", "recall at capacity",
    "recall at precision", "dollars",
)  # fmt: skip
REASONS = (
    "capacity", "promise", "unequal cases", "misses cost more", "false alarms cost more",
    "errors cost the same", "rare cases",
)  # fmt: skip
CONSEQUENCES = (
    "second scan", "tumour found late", "wanted mail unread", "clerk reads spam",
    "customer declined", "amount lost",
)  # fmt: skip
WORDS = {
    "metric": METRICS,
    "reason": REASONS,
    "false_positive": CONSEQUENCES,
    "false_negative": CONSEQUENCES,
}
# Of a flag without a case, and of a case without a flag.
COSTS = {
    "screening": ("second scan", "tumour found late"),
    "mailbox": ("wanted mail unread", "clerk reads spam"),
    "payments": ("customer declined", "amount lost"),
}
ACCEPTED = {
    "screening": {
        ("recall at capacity", "capacity"),
        ("recall at capacity", "misses cost more"),
    },
    "mailbox": {
        ("recall at precision", "promise"),
        ("recall at precision", "false alarms cost more"),
    },
    "payments": {("dollars", "unequal cases")},
}
NEVER = {"screening": 0.994, "mailbox": 0.6, "payments": 0.999}
NOUNS = {
    "screening": r"\b(clinics?|scans?|tumou?rs?|patients?|screen\w*|people|doctors?|board)\b",
    "mailbox": r"\b(mail\w*|e-?mails?|spam|clerks?|sellers?|filters?|contract|inbox)\b",
    "payments": r"\b(payments?|frauds?|fraudulent|customers?|declin\w*|amounts?)\b",
}
# What a text may say of its task's numbers, shares in per cent among them.
NUMBERS = {
    "screening": (10_000, 60, 1_500, 0.6, 99.4, 15, 9_940),
    "mailbox": (1_000, 400, 1, 40, 60, 600, 4, 0.1, 99.9),
    "payments": (200_000, 200, 3, 2, 9_000, 0.1, 99.9, 1_000, 199_800),
}
TASK = """Whoever optimises the wrong number gets it: a model that never flags anybody, or one that
flags all. The number has to follow from what an error costs there, and from what limits the people who
act on a flag. a clinic screens 10,000 people a year; 60 have the tumour. A flag means a second scan,
and there are 1,500 of these a year. What a tumour found late costs, the board refuses to put into
dollars. of 1,000 mails a day 400 are spam. A flagged mail is set aside, where nobody looks. The contract
with the sellers ends if more than 1 in 1,000 of the mails set aside was wanted, and no saving buys that
back. A spam let through costs a clerk 4 seconds. 200 of 200,000 payments a day are fraud. A flagged
payment is declined at once. An honest customer who is declined costs $3. A fraud let through costs its
amount, $2 to $9,000. recall when as many are flagged as people can follow up recall at the threshold
that flags most and keeps a promised precision mean cost of a case, errors of both kinds at their own
price only so many flags can be followed up a bound on wrong flags is promised two errors of one
kind may cost very different amounts"""
# What each metric would praise, business by business.
REFUTED = {
    "accuracy": "A model that never flags has accuracy {never:g} here, and helps nobody.",
    "precision": "A model that flags the one surest case may have precision 1, and misses the rest.",
    "recall": "A model that flags everything has recall 1.",
    "f1": "It weighs both kinds of error by one formula, whatever they cost here.",
    "roc auc": "It averages over all thresholds, most of which could never be used here.",
    "recall at capacity": {
        "mailbox": "A flagged mail is set aside and nobody looks: there is no capacity to fill.",
        "payments": "It counts a fraud of $2 like one of $9,000, and a declined payment needs nobody "
        "to follow it up.",
    },
    "recall at precision": {
        "screening": "No precision is promised. With 60 tumours, 1,500 scans have a precision of "
        "4 % at best.",
        "payments": "It counts a fraud of $2 like one of $9,000, and no precision is promised.",
    },
    "dollars": {
        "screening": "It needs a price for a tumour found late, and the board refuses one.",
        "mailbox": "It lets a saving pay for a broken contract, and no saving buys that back.",
    },
}
METRIC_NUDGES = {
    "screening": "What stays fixed, however good the model is, and what is to be found within it?",
    "mailbox": "Which filters may the shop use at all, and which of these is the best?",
    "payments": "Are two frauds that get through equally bad?",
}
REASON_NUDGES = {
    "capacity": "Who has to follow up a flag here, and are they short of time?",
    "promise": "Was anything promised about the flags?",
    "unequal cases": "Do two errors of one kind differ in cost here, as far as the task says?",
    "misses cost more": "Is that true of every miss, and does it lead to this metric?",
    "false alarms cost more": "Which of the two errors is the false alarm here?",
    "errors cost the same": "Compare what stands under false_positive and false_negative: the same?",
    "rare cases": "That speaks against one metric. Which fact speaks for yours?",
}


def form_cases(found: dict[str, Any]) -> Iterator[Case]:
    """Three businesses, each with six fields of their kind."""
    sentence = f"You returned {described(list(found))}; the businesses are {', '.join(ACCEPTED)}."
    yield set(found) == set(ACCEPTED), sentence, "Which one is missing, or one too many?"
    for name, said in found.items():
        missing = [field for field in FIELDS if field not in said]
        sentence = f"{name} has no {', '.join(missing)}."
        yield not missing, sentence, "Which six fields does the docstring name?"
        for field, words in WORDS.items():
            value = said[field]
            sentence = f"{field} of {name} is {value!r:.40}; it is one of {', '.join(words)}."
            known = isinstance(value, str) and value in words
            yield known, sentence, "Which word of the tables says what you mean?"
        number = said["never"]
        real = isinstance(number, Real) and not isinstance(number, bool)
        yield real, f"never of {name} is {number!r:.40}; a share is needed.", "Of all cases?"
        text = isinstance(said["why"], str)
        yield text, f"why of {name} is {said['why']!r:.40}; text is needed.", "Why this metric?"


def cost_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """What each kind of error means, and what a model scores that never flags."""
    wanted = dict(zip(("false_positive", "false_negative"), COSTS[name], strict=True))
    meant = {"false_positive": "a flag without a case", "false_negative": "a case without a flag"}
    for field, want in wanted.items():
        sentence = f"{field} of {name} is {said[field]!r}. A {field.replace('_', ' ')} is "
        sentence += f"{meant[field]}; that is not what follows."
        nudge = "What does this model flag? Take one flag that is wrong: who notices, and how?"
        yield said[field] == want, sentence, nudge
    want = NEVER[name]
    sentence = f"never of {name} is {said['never']:g}; a model that flags nothing is right on "
    sentence += "another share of the cases."
    nudge = "On how many of all cases is it right, and is that a share from 0 to 1?"
    yield bool(abs(said["never"] - want) < 1e-6), sentence, nudge


def choice_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """The metric cannot be had by a useless model, and the reason is one for this metric."""
    metric, reason = said["metric"], said["reason"]
    refuted = REFUTED[metric]
    words = refuted.get(name, "") if isinstance(refuted, dict) else refuted
    sentence = f"metric of {name} is {metric!r}. {words.format(never=NEVER[name])}"
    yield metric in {one for one, _ in ACCEPTED[name]}, sentence, METRIC_NUDGES[name]
    sentence = f"reason of {name} is {reason!r}; that is no reason for {metric!r} here."
    yield (metric, reason) in ACCEPTED[name], sentence, REASON_NUDGES[reason]


def text_cases(name: str, text: str) -> Iterator[Case]:
    """A sentence of one's own, about this business and none of the others, with a number of it."""
    problem = unwritten(text, fewest=10, most=60, task=TASK)
    yield not problem, f"why of {name} {problem}.", "What would you tell its owner?"
    counts = {one: len(re.findall(nouns, text, re.IGNORECASE)) for one, nouns in NOUNS.items()}
    others = max((one for one in counts if one != name), key=counts.__getitem__)
    about = counts[name] > counts[others]
    other = f" but of {others}" if counts[others] else ""
    yield about, f"why of {name} does not speak of it{other}.", "Which of its facts decides?"
    stated = any(states(text, one) for one in NUMBERS[name])
    sentence = f"why of {name} states none of the task's numbers."
    yield stated, sentence, "Which number of the task makes the difference?"


@question(
    "4.1",
    title="A metric for each of three businesses",
    answer="choose",
    returns=dict[str, dict],
    points=3,
    hints=(
        "Which model would score best by your metric and be useless? Try never, always, one flag.",
        "Each business names one thing that stays fixed, or one that differs from case to case.",
        "A flag is the model's yes. What happens to whom when that yes is wrong?",
    ),
    why="""A metric is a decision about whom errors may hurt. Precision and recall alone can each be had for
nothing, by flagging one case or all; a bound makes a metric of them. Where every error has a price,
dollars are the shortest way to say it. Whether your sentences would convince an owner, a colleague
must say.""",
)
def metrics_of_three_businesses(choose):
    found = choose()
    yield from form_cases(found)
    for name in ACCEPTED:
        yield from cost_cases(name, found[name])
    for name in ACCEPTED:
        yield from choice_cases(name, found[name])
    for name in ACCEPTED:
        yield from text_cases(name, found[name]["why"])
    texts = [found[name]["why"] for name in ACCEPTED]
    yield len(set(texts)) == len(texts), "Two businesses have one why.", "Which is it about?"
