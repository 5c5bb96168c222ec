"""What right error ratios are (4.2b): against the base rate, by line, no verdict on few lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from cardshop.evaluation import redraw_lines, slice_gap
from classroom.checks import question
from classroom.checks.compare import first_difference
from classroom.checks.shape import frame_with

Case = tuple[bool, str, str]
FEWEST_LINES, ALPHA = 20, 0.05
COLUMNS = ("tag", "cards", "lines", "errors", "ratio", "verdict")
SCHEMA = {"line_id": pl.Int64, "tag": pl.String, "right": pl.Boolean}
# Per tag: its lines (from, to), cards a line, and how many of them are wrong, line after line and
# round again. One tag has most errors, and its rate is the base rate.
Tags = dict[str, tuple[int, int, int, tuple[int, ...]]]
FIRST: Tags = {
    "everywhere": (0, 60, 12, (4, 3, 2, 5, 3, 4)),
    "faulty": (0, 40, 4, (2, 3, 1, 2)),
    "sound": (5, 50, 5, (0, 1, 0, 0)),
    "few": (40, 59, 3, (3, 2, 3)),
}
# One more line than "few" has: that is enough.
ENOUGH: Tags = {
    "everywhere": (0, 60, 12, (4, 3, 2, 5, 3, 4)),
    "twenty": (30, 50, 3, (3, 2, 3)),
}
# Lines that are right or wrong as a whole: cards alone would say that the tag is worse.
ALIKE: Tags = {
    "whole lines": (0, 24, 8, (8, 0, 0, 8, 0, 8, 0, 0)),
    "rest": (0, 44, 8, (2, 0, 0, 1, 0, 1, 0, 8)),
}
# Five tags at once: one interval at 95 % would lie above 0.
FIVE: Tags = {
    "one of five": (0, 30, 4, (2, 0, 1, 1, 2, 0, 1, 2, 0, 1, 1, 2, 0, 1, 0)),
    **{name: (at, at + 40, 4, (1, 0, 0, 2, 0)) for at, name in enumerate(("b", "c", "d", "e"))},
}
# Eight tags, six of them too small to be read: two intervals are looked at, and not eight.
TWO_READ: Tags = {
    "one of two": (0, 30, 4, (2, 1, 0, 2, 0, 1, 3, 0)),
    "other": (0, 40, 4, (1, 0, 0, 2, 0)),
    **{
        f"ten {name}": (6 * at, 6 * at + 10, 4, (1, 0, 0, 2, 0)) for at, name in enumerate("abcdef")
    },
}
# Nearly all cards have the tag, so that there is hardly a rest.
NO_REST: Tags = {"most": (0, 50, 6, (1, 0, 2)), "rest": (0, 12, 2, (0,))}
ALL_RIGHT: Tags = {"a": (0, 30, 2, (0,)), "b": (10, 35, 3, (0,))}
ALONE: Tags = {"alone": (0, 30, 4, (1, 0))}
TINY: Tags = {"a": (0, 4, 2, (1, 0)), "b": (1, 5, 2, (2, 0))}
TABLES = {
    "Three tags spread over many lines and one over 19": FIRST,
    "A tag of exactly 20 lines": ENOUGH,
    "Lines that are wrong as a whole": ALIKE,
    "Five tags": FIVE,
    "Eight tags, two of them with 20 lines": TWO_READ,
    "A tag that leaves 12 lines to the rest": NO_REST,
    "No card is wrong": ALL_RIGHT,
    "One tag alone": ALONE,
    "Five lines in all": TINY,
}
NUDGES = {
    "cards": "How many rows have the tag, right and wrong?",
    "lines": "How many *different* lines?",
    "errors": "How many of its cards are wrong?",
    "ratio": "Whose share of wrong cards over whose? A share of the errors is another thing.",
    "verdict": "Which of the four is the first that holds: how many lines on both sides, at which "
    "level (how many intervals are read in all), and on which side of 0?",
}


@cache
def table(name: str) -> pl.DataFrame:
    """The cards of a table, their rows in a mixed order."""
    rows = [
        (line, tag, card >= wrong[at % len(wrong)])
        for tag, (first, end, cards, wrong) in TABLES[name].items()
        for at, line in enumerate(range(first, end))
        for card in range(cards)
    ]
    order = np.random.default_rng(1).permutation(len(rows))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")[order.tolist()]


@cache
def expected(name: str) -> pl.DataFrame:
    """What the docstring gives."""
    cards = table(name)
    wrong = (~cards["right"]).to_numpy()
    sides = {tag: (cards["tag"] == tag).to_numpy() for tag in TABLES[name]}
    lines = {
        tag: [cards.filter(side)["line_id"].n_unique() for side in (inside, ~inside)]
        for tag, inside in sides.items()
    }
    read = sum(min(both) >= FEWEST_LINES for both in lines.values())
    rows = []
    for tag, inside in sides.items():
        verdict, mine = "too few lines", lines[tag][0]
        if min(lines[tag]) >= FEWEST_LINES:
            drawn = redraw_lines(cards["line_id"].to_numpy(), seed=0)
            gap = slice_gap(wrong, inside, drawn, level=1 - ALPHA / read)
            verdict = "worse" if gap.low > 0 else "better" if gap.high < 0 else "not shown"
        errors = int(wrong[inside].sum())
        ratio = errors / inside.sum() / wrong.mean() if wrong.any() else None
        rows.append((tag, int(inside.sum()), mine, errors, ratio, verdict))
    kinds = (pl.String, pl.Int64, pl.Int64, pl.Int64, pl.Float64, pl.String)
    return pl.DataFrame(rows, schema=dict(zip(COLUMNS, kinds, strict=True)), orient="row")


def table_cases(error_ratios: Any, name: str) -> Iterator[Case]:
    """One table, column by column, so that the first sentence is about the first thing wrong."""
    want = expected(name).sort("tag")
    got = error_ratios(table(name))
    problem = first_difference(got.sort("tag"), want.select("tag"))
    yield problem is None, f"{name}: {problem}.", "Which tags are there, and is each in one row?"
    for column in COLUMNS[1:]:
        # A column of nothing but null has no kind of its own.
        mine = got.sort("tag")
        if mine[column].null_count() == mine.height:
            mine = mine.cast({column: want.schema[column]})
        problem = first_difference(mine, want.select("tag", column))
        yield problem is None, f"{name}: {problem}.", NUDGES[column]


@question(
    "4.2b",
    title="Errors against the base rate",
    answer="error_ratios",
    returns=frame_with(*COLUMNS),
    points=4,
    hints=(
        "Of which cards is the base rate: of the tag, of the others, or of all?",
        "Which two counts of lines have to be large enough before `redraw_lines`, which refuses fewer than 10?",
        "Where the verdict alone differs: how many intervals are read, and which side of slice_gap is the first?",
    ),
    why="The longest list of errors belongs to the most frequent cards. The ratio says where the "
    "model is worse than elsewhere, the interval whether that is more than luck, and the count of lines whether "
    "anybody can say. What to mend first is then dollars: errors that would go, times their price.",
)
def ratios_of_tags(error_ratios):
    for name in TABLES:
        yield from table_cases(error_ratios, name)
    got = error_ratios(pl.DataFrame(schema=SCHEMA))
    yield got.is_empty(), f"Without cards there are {got.height} rows.", "Which tags are there?"
