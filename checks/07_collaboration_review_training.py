"""What a right answer to question 7.1b is. TODO-AUTHOR: say in one line what is judged."""

from __future__ import annotations

import polars as pl

from classroom.checks import question
from classroom.checks.compare import first_difference

# Per card its hp, and whether it is kept. TODO-AUTHOR: your fixture, with one violation a row, both
# sides of each boundary, ties and nulls; then a second one with another answer, and one of no rows.
CARDS = [
    ("C1", 60, True),
    ("C2", None, False),
    ("C3", 30, True),
    ("C4", 29, False),
    ("C5", 31, True),
]
OTHER_CARDS = [("D1", None, False), ("D2", 340, True)]


def fixture(rows: list[tuple]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The cards of these rows, those to keep and those to set aside."""
    schema = {"card_id": pl.String, "hp": pl.Int64, "kept": pl.Boolean}
    marked = pl.DataFrame(rows, schema=schema, orient="row")
    kept, aside = marked.filter("kept"), marked.filter(~pl.col("kept"))
    return marked.drop("kept"), kept.drop("kept"), aside.drop("kept")


# What learners read. TODO-AUTHOR: what comes back, points, hints that ask, what it is for.
@question(
    "7.1b",
    title="Review: a training run",
    answer="review_training",
    returns=(pl.DataFrame, pl.DataFrame),
    points=2,
    hints=(
        "TODO-AUTHOR: where to look. Here: what does a comparison with null give?",
        "TODO-AUTHOR: one step nearer. Here: which rows does neither of two filters return?",
    ),
    why="TODO-AUTHOR: what the answer is worth. Here: a card set aside is one to ask about.",
)
def cases(answer):
    # The cases. TODO-AUTHOR: yours, each an exact bool, a sentence that says what was called, what
    # came back and what should hold, and a question to think about.
    for rows in (CARDS, OTHER_CARDS, []):
        cards, kept, aside = fixture(rows)
        got_kept, got_aside = answer(cards)
        for part, got, want in (("first", got_kept, kept), ("second", got_aside, aside)):
            problem = first_difference(got, want)
            yield (
                problem is None,
                f"From {cards.height} cards, in the {part} frame, {problem}.",
                "Which sentence of the docstring settles that?",
            )
