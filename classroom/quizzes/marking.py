"""Judge one answer, and show the options in an order that tells nothing."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import combinations

from classroom.quizzes.bank import Option, Question, value_of

ROUNDING_SLACK = 1e-9  # relative; 0.4 - 0.3 is a little more than 0.1 in binary


@dataclass(frozen=True)
class Explanation:
    """What one option teaches, and whether the learner chose it and should have.

    In an `order` question `chosen` says whether the option stood in its place.
    """

    text: str
    chosen: bool
    right: bool
    why: str


@dataclass(frozen=True)
class Marked:
    """The outcome of one answer. Not answered: not right, score 0, no explanation given away."""

    answered: bool
    right: bool
    score: float
    explanations: tuple[Explanation, ...]


NOT_ANSWERED = Marked(answered=False, right=False, score=0.0, explanations=())


def mark(question: Question, given: object) -> Marked:
    """The outcome of `given`, with the explanation of each option chosen or missed.

    Score: 1 or 0; `multiple`: share of right options chosen minus share of wrong options chosen;
    `order`: Kendall's tau; both not below 0, so that guessing or ticking everything earns nothing.
    What is no answer to this kind (None, another type, unknown option) is "not answered".
    """
    if question.kind == "number":
        return _mark_number(question, given)
    if question.kind == "order":
        return _mark_order(question, given)
    chosen = _chosen(question, given)
    return _mark_choice(question, chosen) if chosen else NOT_ANSWERED


def shuffled(question: Question, seed: int) -> tuple[str, ...]:
    """The option texts as they are shown: another order per seed and question, equal everywhere.

    Empty for `number`, whose options would give the answer away; never in the right order for
    `order`, where leaving everything as it lies would be an answer.
    """
    if question.kind == "number":
        return ()
    texts = [option.text for option in question.options]
    # A text seeds by its digest, and of Random only random() is promised to stay the same.
    generator = random.Random(f"{seed}:{question.id}")  # noqa: S311 - a layout, not a secret
    shown = sorted(texts, key=lambda _: generator.random())
    while question.kind == "order" and shown == texts:
        shown = sorted(texts, key=lambda _: generator.random())
    return tuple(shown)


def _chosen(question: Question, given: object) -> frozenset[str]:
    """The option texts that `given` names; empty where it names none, or something else too."""
    if question.kind != "multiple":
        given = [given]
    if not isinstance(given, (list, tuple, set, frozenset)):
        return frozenset()
    texts = {option.text for option in question.options}
    named = frozenset(item for item in given if isinstance(item, str) and item in texts)
    return named if all(isinstance(item, str) and item in texts for item in given) else frozenset()


def _mark_choice(question: Question, chosen: frozenset[str]) -> Marked:
    key = frozenset(question.key)
    wrong = len(question.options) - len(key)
    score = max(0.0, len(chosen & key) / len(key) - len(chosen - key) / wrong)
    explanations = tuple(
        _explanation(option, chosen=option.text in chosen)
        for option in question.options
        if option.text in chosen or option.right
    )
    return Marked(answered=True, right=chosen == key, score=score, explanations=explanations)


def _mark_number(question: Question, given: object) -> Marked:
    value = _finite(given)
    if value is None:
        return NOT_ANSWERED
    # The right option first: where two ranges touch, the learner is given the benefit.
    hits = [
        option
        for option in sorted(question.options, key=lambda option: not option.right)
        if _is_close(value, value_of(option.text), question.tolerance or 0.0)
    ][:1]
    explanations = tuple(
        _explanation(option, chosen=option in hits)
        for option in question.options
        if option in hits or option.right
    )
    right = any(option.right for option in hits)
    return Marked(answered=True, right=right, score=float(right), explanations=explanations)


def _finite(given: object) -> float | None:
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        return None
    try:
        value = float(given)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _is_close(value: float, target: float, tolerance: float) -> bool:
    return abs(value - target) <= tolerance + ROUNDING_SLACK * max(1.0, abs(target))


def _mark_order(question: Question, given: object) -> Marked:
    key = question.key
    if not isinstance(given, (list, tuple)) or not all(isinstance(item, str) for item in given):
        return NOT_ANSWERED
    if sorted(given) != sorted(key):
        return NOT_ANSWERED
    pairs = list(combinations([key.index(item) for item in given], 2))
    kept = sum(first < second for first, second in pairs) / len(pairs)
    explanations = tuple(
        _explanation(option, chosen=option.text == item)
        for option, item in zip(question.options, given, strict=True)
    )
    score = max(0.0, 2 * kept - 1)
    return Marked(
        answered=True, right=list(given) == list(key), score=score, explanations=explanations
    )


def _explanation(option: Option, *, chosen: bool) -> Explanation:
    return Explanation(option.text, chosen=chosen, right=option.right, why=option.why)
