"""Signs in the wording of single-choice options that give the key away to who knows no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classroom.quizzes.bank import Question, Quiz

# Whoever writes a wrong option argues for it ("since ..."); the right one often stands bare.
SIGNS = {
    "a reason or a consequence": re.compile(
        r"\b(since|because|so that)\b|, (as|so)\b", re.IGNORECASE
    ),
    "a semicolon": re.compile(r";"),
}
# Chosen by eye, like the other limits of the linter: how far a guess by the sign may be off chance.
FURTHEST_FROM_CHANCE = 2.0  # ratio, up or down
FEWEST_SIGNS = 5  # options of a bank, below which a share says nothing


def telling_sign(quiz: Quiz) -> Iterator[str]:
    """One line per question whose wrong options all have a sign that its key lacks."""
    for question in _singles(quiz):
        for name, sign in SIGNS.items():
            if all(bool(sign.search(one.text)) is not one.right for one in question.options):
                yield (
                    f"{question.id}: each wrong option has {name}, the right one has none;"
                    " reword one of them."
                )


def telling_signs(quiz: Quiz) -> Iterator[str]:
    """One line per sign whose options are right much more or less often than by chance."""
    options = [option for question in _singles(quiz) for option in question.options]
    for name, sign in SIGNS.items():
        marked = [option.right for option in options if sign.search(option.text)]
        if len(marked) < FEWEST_SIGNS:
            continue
        chance = sum(option.right for option in options) / len(options)
        low, high = chance / FURTHEST_FROM_CHANCE, chance * FURTHEST_FROM_CHANCE
        if not low <= sum(marked) / len(marked) <= high:
            yield (
                f"{sum(marked)} of {len(marked)} options with {name} are right;"
                f" allowed is {low:.1%} to {high:.0%}. Reword some."
            )


def _singles(quiz: Quiz) -> Iterator[Question]:
    return (question for question in quiz.questions if question.kind == "single")
