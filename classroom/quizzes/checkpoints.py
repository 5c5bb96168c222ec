"""A quiz over several banks: which questions it asks, and what its answers say by objective."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from classroom.quizzes.bank import Question, Quiz
from classroom.quizzes.marking import mark


class Before(NamedTuple):
    """Ids of questions that were asked, one for each time: by this quiz, and by other ones."""

    here: Sequence[str] = ()
    elsewhere: Sequence[str] = ()


NOTHING = Before()


@dataclass(frozen=True)
class ObjectiveResult:
    """How one objective of a bank went, and the heading of its lesson that tells it."""

    bank: str
    objective: str
    reread: str
    right: int
    asked: int


@dataclass(frozen=True)
class Result:
    """A checkpoint that was handed in; `needed` right answers pass it."""

    right: int
    asked: int
    needed: int
    objectives: tuple[ObjectiveResult, ...]

    @property
    def passed(self) -> bool:
        """Whether enough were right; nothing asked is never passed."""
        return self.asked > 0 and self.right >= self.needed


def spread(
    banks: Sequence[Quiz], seed: int, *, size: int, before: Before = NOTHING
) -> list[Question]:
    """`size` questions over the banks and their objectives, in the order of banks and files.

    Those that this quiz asked least often come first, as long as there are any; then banks take
    turns; of a bank, those that other quizzes asked least often; then objectives take turns.
    Fewer, where there are fewer.
    """
    here, elsewhere, turns = Counter(before.here), Counter(before.elsewhere), Counter()
    pool = [(bank.name, one) for bank in banks for one in bank.questions]
    left = random.Random(seed).sample(pool, len(pool))  # noqa: S311  a layout, no secret
    chosen = []
    while left and len(chosen) < size:
        # Of several that are alike the first of the shuffled ones is drawn.
        name, one = min(
            left,
            key=lambda each: (
                here[each[1].id],
                # A quiz over all lessons asks of each, though another one used up a bank.
                turns[each[0]],
                elsewhere[each[1].id],
                turns[each[0], each[1].objective],
            ),
        )
        left.remove((name, one))
        turns.update([name, (name, one.objective)])
        chosen.append(one.id)
    return [one for _, one in pool if one.id in chosen]


def result(
    banks: Sequence[Quiz],
    questions: Sequence[Question],
    given: Mapping[str, object],
    *,
    needed: int,
) -> Result:
    """How the answers did, by objective in the order of the banks.

    `given` holds answers by question id, as `mark` takes them; what is missing is not right.
    """
    right = {one.id: mark(one, given.get(one.id)).right for one in questions}
    told = [
        ObjectiveResult(
            bank.name,
            what,
            bank.reread.get(key, ""),
            sum(right[one.id] for one in mine),
            len(mine),
        )
        for bank in banks
        for key, what in bank.objectives.items()
        if (mine := [one for one in questions if one in bank.questions and one.objective == key])
    ]
    return Result(sum(right.values()), len(right), needed, tuple(told))


def unanswered(questions: Sequence[Question], given: Mapping[str, object]) -> list[int]:
    """The places, from 1 on, of questions whose answer is none."""
    answered = [mark(one, given.get(one.id)).answered for one in questions]
    return [place for place, done in enumerate(answered, 1) if not done]


def in_words(places: Sequence[int]) -> str:
    """Places as they are said: 1, 3, 5 to 9."""
    runs = _runs(places)
    return ", ".join(
        f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )


def _runs(places: Sequence[int]) -> list[list[int]]:
    runs = [[one] for one in places[:1]]
    for before, one in pairwise(places):
        if one == before + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
