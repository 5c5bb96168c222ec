"""Whether the action of a claim fits what was found, and says who is drawn where it is a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classroom.checks.effects import claimed_cut, claimed_effect, draws_by_chance
from classroom.checks.prose import unwritten
from classroom.checks.question import Case

NOTHING = "no difference found"
KINDS = ("test", "rank", "find out", "leave")
WHOLE_HOMES = re.compile(r"\b(households?|homes?|famil(y|ies))\b", re.IGNORECASE)
INDEPENDENT = "Members of a household leave together. How many independent things are there?"
CHANCE = "Which sentence of your claim could the table show, and which only an experiment?"


def action_cases(who: str, claim: dict, task: str) -> Iterator[Case]:
    """The action fits the finding, and what claims an effect is a test on whole households."""
    kind, action, of = claim["kind"], claim["action"], f"The action of {who.lower()}"
    asked = f"Which of {', '.join(KINDS)} is it?"
    yield kind in KINDS, f"{of} is of the kind {kind[:40]!r}.", asked
    problem = unwritten(action, fewest=5, most=40, task=task)
    yield not problem, f"{of} {problem}.", "Who does what on Monday?"
    acted = claim["finding"] != NOTHING or kind in ("leave", "find out")
    sentence = f"{who} found no difference, and its action is a {kind!r}."
    yield acted, sentence, "What would you do differently in the two groups, and on what grounds?"
    said = claimed_cut(action) if claim["finding"] == NOTHING else ""
    sentence = f"No difference was found, and the {of[4:]} says {said!r} all the same."
    yield not said, sentence, f"What would {kind!r} take from anybody?"
    if kind == "test":
        sentence = f"{of} draws nobody by chance."
        asked = "With whom will those who get it be compared?"
        yield draws_by_chance(action), sentence, asked
        sentence = f"{of} does not say that households are drawn."
        yield bool(WHOLE_HOMES.search(action)), sentence, INDEPENDENT
    else:
        said = claimed_effect(action, action=True)
        sentence = f"{of} says {said!r}: that is an effect, and its kind is {kind!r}."
        yield not said, sentence, CHANCE
