"""What right scores are (3.1b): fitted on the rest, scored on the fold, one number for each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from classroom.checks import question
from classroom.checks.refusing import refusal
from classroom.checks.structure import modules_used

Case = tuple[bool, str, str]
DONE_ELSEWHERE = ("sklearn", "cardshop.training")
# The nearest other card is told from the numbers by eye; row 7 is in no fold, 3, 5 and 6 in two.
NUMBERS = np.array([[0.0], [1.0], [3.0], [7.0], [15.0], [31.0], [63.0], [70.0]])
TYPES = ["Fire", "Fire", "Fire", "Water", "Fire", "Fire", "Water", "Water"]
FOLDS = [[4, 6, 1], [3], [2, 0], [6, 5], [5, 3]]
WANTED = [2 / 3, 0.0, 1.0, 1.0, 0.5]
# The last card's 1000 is in the test fold: a scale that has seen it hides the second column.
SCALED = np.array([[0.0, 0.0], [10.0, 1.0], [4.0, 1.0], [1.0, 1000.0]])
SCALED_TYPES = ["Fire", "Water", "Water", "Water"]
SCALED_FOLDS = [[3, 2]]
SCALED_WANTED = [1.0]


def score_cases(scores: Any) -> Iterator[Case]:
    """One number a fold, in their order, each what the model is worth on rows it has not seen."""
    got = scores(NUMBERS, TYPES, FOLDS)
    sentence = f"scores gave {len(got)} numbers for {len(FOLDS)} folds."
    yield len(got) == len(FOLDS), sentence, "Which number belongs to which fold?"
    turned = _close(sorted(got), sorted(WANTED)) and not _close(got, WANTED)
    sentence = (
        f"scores gave {_said(got)}, expected {_said(WANTED)}: the right numbers, out of order."
    )
    yield not turned, sentence, "In which order were the folds?"
    seen = all(one > want - 1e-9 for one, want in zip(got, WANTED, strict=True))
    for place, (one, want) in enumerate(zip(got, WANTED, strict=True)):
        sentence = f"Fold {place} tests rows {FOLDS[place]}: its accuracy is {one:.3f}, expected {want:.3f}."
        if _is_rounded(one, want):
            sentence = f"Fold {place}: {one:g} is {want:.7f} rounded. Do not round."
            yield False, sentence, "Who will take a mean of these, and of how many digits?"
        nudge = (
            "Could the model have seen a row that it is scored on?"
            if seen
            else "Which rows were fitted on, which predicted, and with which types were they compared?"
        )
        yield _close([one], [want]), sentence, nudge


def scale_cases(scores: Any) -> Iterator[Case]:
    """What is fitted includes the scale."""
    got = scores(SCALED, SCALED_TYPES, SCALED_FOLDS)
    sentence = f"A test row holds 1000 where others hold 0 and 1: the scores are {_said(got)}, "
    sentence += f"expected {_said(SCALED_WANTED)}."
    nudge = "fit learns more than types. Which rows had it seen when it learned the scale?"
    yield _close(got, SCALED_WANTED), sentence, nudge


def refusal_cases(scores: Any) -> Iterator[Case]:
    """A fold that cannot be scored is refused by its place."""
    for dealt, what in (([[0, 1], []], "has no row"), ([[0], list(range(8))], "has every row")):
        words, instead = refusal(scores.function, NUMBERS, TYPES, dealt)
        sentence = f"Fold 1 {what}, and scores {instead}; a ValueError is needed."
        yield words is not None, sentence, "What is the accuracy on nothing, or after nothing?"
        sentence = f"Fold 1 {what}, and scores raised ValueError({words!r:.60}): no word of fold 1."
        yield "1" in (words or ""), sentence, "Which of many folds would you have to look for?"


def _is_rounded(got: float, want: float) -> bool:
    return not _close([got], [want]) and any(got == round(want, digits) for digits in range(1, 7))


def _close(got: list[float], want: list[float]) -> bool:
    return len(got) == len(want) and all(
        math.isclose(one, other, abs_tol=1e-6) for one, other in zip(got, want, strict=True)
    )


def _said(values: list[float]) -> str:
    return f"[{', '.join(f'{one:.3f}' for one in values)}]"


@question(
    "3.1b",
    title="Cross-validation from scratch",
    answer="scores",
    returns=list[float],
    points=2,
    hints=(
        "For one fold: which row numbers may fit see, and how do you get them from the fold?",
        "predict answers in the order of the rows it was given. In which order are your true types?",
    ),
    why="Whatever is fitted, a scale too, is fitted on the rest. That is all a library's "
    "cross-validation does; the choice of folds decides what its number means.",
)
def scored_folds(scores):
    used = sorted(one for one in modules_used(scores.function) if one.startswith(DONE_ELSEWHERE))
    sentence = f"scores uses {', '.join(used)}; here you write what those would do."
    yield not used, sentence, "Which two calls does a fold need, and of which functions?"
    yield from score_cases(scores)
    yield from scale_cases(scores)
    yield from refusal_cases(scores)
