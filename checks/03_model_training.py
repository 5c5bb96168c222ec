"""What right folds are (3.1a): every row once, lines whole, sizes balanced, drawn by a seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from classroom.checks import question
from classroom.checks.refusing import refusal
from classroom.checks.shape import described
from classroom.checks.structure import modules_used

Case = tuple[bool, str, str]
Partition = set[frozenset[int]]
DONE_ELSEWHERE = ("sklearn", "cardshop.training", "cardshop.dataset")


def rows_of(sizes: dict[int, int], seed: int) -> list[int]:
    """The line of each card, with so many cards a line, in a mixed order."""
    lines = [line for line, size in sizes.items() for _ in range(size)]
    random.Random(seed).shuffle(lines)
    return lines


# Three lines of three in two folds differ by a whole line, whoever deals them.
FORCED = rows_of({12: 3, 7: 3, 41: 3}, 1)
# With the large line alone in a fold, the promise on sizes would allow an empty one.
TEMPTING = rows_of({5: 6, 8: 1, 3: 1}, 2)
# Lines dealt without a look at their sizes end far apart.
UNEVEN = rows_of({at: 1 if at % 2 else 9 for at in range(40)}, 3)
# So many hundreds that a set holds them in an order that depends on how they came.
ALIKE = rows_of({100 * at: 2 for at in range(60)}, 4)
FIXTURES = (
    (FORCED, 2, 0),
    (TEMPTING, 3, 0),
    (FORCED, 3, 5),
    (ALIKE, 7, 1),
    *((UNEVEN, k, seed) for k in (4, 5) for seed in range(4)),
)


def called(lines: list[int], k: int, seed: int) -> str:
    """The call, in words."""
    return f"folds({len(lines)} cards of {len(set(lines))} lines, k={k}, seed={seed})"


def shape_cases(found: Any, lines: list[int], k: int, name: str) -> Iterator[Case]:
    """There are k lists of row numbers that hold every row once."""
    sentence = f"{name} gave {len(found)} folds; {k} are asked for."
    yield len(found) == k, sentence, "How many lists does your function make?"
    for at, rows in enumerate(found):
        plain = isinstance(rows, list) and all(type(row) is int for row in rows)
        what = described(rows if not isinstance(rows, list) else next(iter(rows), None))
        sentence = f"{name}: fold {at} is or holds {what}; a list of whole numbers is needed."
        yield plain, sentence, "Which method turns an array, or a number of numpy's, into Python's?"
        sentence = f"{name}: fold {at} is empty, so nothing can be scored on it."
        yield (
            bool(rows),
            sentence,
            "There are as many lines as folds. What does each fold get first?",
        )
    times = Counter(row for rows in found for row in rows)
    odd = next(
        (row for row in (*range(len(lines)), *times) if times[row] != _wanted(row, lines)), None
    )
    sentence = f"{name}: row {odd} is tested {times[odd]} times, expected {_wanted(odd, lines)}."
    yield (
        odd is None,
        sentence,
        "Do the folds together hold each row number from 0 once, and no other?",
    )


def _wanted(row: int | None, lines: list[int]) -> int:
    return int(row is not None and 0 <= row < len(lines))


def grouping_cases(found: list[list[int]], lines: list[int], name: str) -> Iterator[Case]:
    """A line in one fold alone, and sizes as near as promised."""
    home: dict[int, int] = {}
    torn = next(
        (
            lines[row]
            for at, rows in enumerate(found)
            for row in rows
            if home.setdefault(lines[row], at) != at
        ),
        None,
    )
    sentence = f"{name}: cards of the line {torn} are in more than one fold."
    yield (
        torn is None,
        sentence,
        "What would a model know of a card whose relatives it was trained on?",
    )
    sizes = sorted(map(len, found))
    largest = max(Counter(lines).values())
    sentence = (
        f"{name}: the folds hold {sizes} cards. {sizes[-1] - sizes[0]} between the ends is more "
    )
    sentence += f"than the {largest} cards of the largest line."
    nudge = "When the next line is dealt, which fold should get it, and what must you have counted?"
    yield sizes[-1] - sizes[0] <= largest, sentence, nudge


def lines_together(found: list[list[int]], lines: list[int]) -> Partition:
    """Which lines share a fold, whatever the order of folds and rows; empty for no partition."""
    rows = [row for fold in found if isinstance(fold, list) for row in fold]
    if not all(type(row) is int for row in rows) or sorted(rows) != list(range(len(lines))):
        return set()
    return {frozenset(lines[row] for row in rows) for rows in found}


def seed_cases(folds: Any) -> Iterator[Case]:
    """The seed alone decides: neither the order of rows nor the state of anybody's generator."""
    first = lines_together(folds(ALIKE, 6, 3), ALIKE)
    sentence = "folds called twice with the same cards and seed=3 dealt the lines in two ways."
    yield _undisturbed(folds, first), sentence, "Which of your steps draws without the seed?"
    others = [lines_together(folds(ALIKE, 6, seed), ALIKE) for seed in (0, 1, 2)]
    sentence = "folds dealt 60 lines of equal size in the same way for seed=3 and another seed."
    nudge = (
        "Where does your function use the seed: for the lines, or for the order of folds and rows?"
    )
    yield first not in others and others[0] not in others[1:], sentence, nudge
    for seed in range(3):
        mixed = rows_of(Counter(ALIKE), 40 + seed)
        same = lines_together(folds(mixed, 6, 3), mixed) == first
        sentence = "The same cards in another order, with the same seed: other lines share a fold."
        nudge = (
            "In which order are the lines when you draw, and who decided it: the file, or a set?"
        )
        yield same, sentence, nudge


def _undisturbed(folds: Any, first: Partition) -> bool:
    states = random.getstate(), np.random.get_state()  # noqa: NPY002  the state that is shared
    random.seed(11)
    np.random.seed(11)  # noqa: NPY002
    try:
        return lines_together(folds(ALIKE, 6, 3), ALIKE) == first
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002


def global_cases(folds: Any) -> Iterator[Case]:
    """Other people's random numbers are left alone."""
    before = random.getstate(), _numpy_state()
    folds(FORCED, 2, 0)
    after = random.getstate(), _numpy_state()
    changed = before != after
    random.setstate(before[0])
    sentence = "folds changed the state of the random numbers that the whole process shares."
    yield not changed, sentence, "Which object draws from a seed of its own?"


def _numpy_state() -> tuple[Any, ...]:
    kind, keys, *rest = np.random.get_state()  # noqa: NPY002  the state that is shared
    return kind, keys.tobytes(), *rest


def refusal_cases(folds: Any) -> Iterator[Case]:
    """What cannot be split is refused, with the number or the reason in words."""
    for lines, k, named in (
        (FORCED, 1, "1"),
        (FORCED, 0, "0"),
        (FORCED, -2, "-2"),
        (FORCED, 4, "4"),
        ([], 2, "2"),
    ):
        words, instead = refusal(folds.function, lines, k, 0)
        sentence = f"{called(lines, k, 0)} {instead}; a ValueError is needed."
        nudge = "Which k can be served: at least how many, and at most as many as there are what?"
        yield words is not None, sentence, nudge
        sentence = (
            f"{called(lines, k, 0)} raised ValueError({words!r:.60}), which does not name k = {k}."
        )
        yield (
            named in (words or ""),
            sentence,
            "What would you need to read at three in the morning?",
        )
    lines = [*FORCED, None]
    words, instead = refusal(folds.function, lines, 2, 0)
    sentence = f"Among {len(lines)} cards one has the line None, and folds {instead}; a ValueError is needed."
    nudge = "Whose relative is a card of no known line, and in which fold are its relatives?"
    yield words is not None, sentence, nudge
    sentence = (
        f"A line is None, and folds raised ValueError({words!r:.60}), which does not name None."
    )
    yield "None" in (words or ""), sentence, "What was wrong, in words of your own?"


@question(
    "3.1a",
    title="Grouped folds from scratch",
    answer="folds",
    returns=list,
    points=3,
    hints=(
        "You deal lines, not cards. What has to be counted before the first line is dealt?",
        "Which fold should get the next line, so that no fold runs ahead by more than one line?",
        "Which order of the lines is the same whatever the order of the rows, before the seed shuffles it?",
    ),
    why="Each score now comes from evolution lines that the model has not seen, as on the day on which a "
    "new one arrives. Dealing largest lines first balances better, but lets the seed choose less.",
)
def grouped_folds(folds):
    used = sorted(one for one in modules_used(folds.function) if one.startswith(DONE_ELSEWHERE))
    sentence = f"folds uses {', '.join(used)}; here you write what those would do."
    yield (
        not used,
        sentence,
        "Counting, shuffling, a loop: which of them do you need a library for?",
    )
    for lines, k, seed in FIXTURES:
        found, name = folds(lines, k, seed), called(lines, k, seed)
        yield from shape_cases(found, lines, k, name)
        yield from grouping_cases(found, lines, name)
    yield from seed_cases(folds)
    yield from global_cases(folds)
    yield from refusal_cases(folds)
