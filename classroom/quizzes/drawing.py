"""Which questions of a bank are asked: drawn by a seed, spread over what they are about."""

from __future__ import annotations

import random
from collections.abc import Sequence

from classroom.quizzes.bank import Question

SIZE = 8


def drawn(bank: Sequence[Question], seed: int, size: int = SIZE) -> list[Question]:
    """`size` questions in the bank's order, of as many objectives as there are.

    Two questions on one objective help each other, so a second one comes last.
    """
    shuffled = random.Random(seed).sample(bank, len(bank))  # noqa: S311  a layout, no secret
    nth = {one.id: _rank(one, shuffled) for one in shuffled}
    chosen = sorted(shuffled, key=lambda one: nth[one.id])[:size]
    return [one for one in bank if one in chosen]


def _rank(question: Question, shuffled: list[Question]) -> int:
    same = [one.id for one in shuffled if one.objective == question.objective]
    return same.index(question.id)
