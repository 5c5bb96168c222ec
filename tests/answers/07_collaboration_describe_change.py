"""Right and wrong answers to question 7.3, which its check is tested with.

TODO-AUTHOR: two or more right ones in other styles, and four or more wrong ones, each a mistake
that a learner makes, with the words that this learner needs to read.
"""

from __future__ import annotations

RIGHT = {
    "7.3": {
        # Other styles. TODO-AUTHOR: other verbs, another order, another library.
        "row by row": """
def describe_change(cards):
    kept, aside = [], []
    for row in cards.rows():
        sound = row[1] is not None and row[1] >= 30
        (kept if sound else aside).append(row)
    return tuple(pl.DataFrame(one, schema=cards.schema, orient="row") for one in (kept, aside))
""",
        "all that is not kept": """
def describe_change(cards):
    numbered = cards.with_row_index("row")
    kept = numbered.filter(pl.col("hp") >= 30)
    aside = numbered.join(kept, on="row", how="anti").sort("row")
    return kept.drop("row"), aside.drop("row")
""",
    },
}
WRONG = {
    "7.3": {
        # Mistakes. TODO-AUTHOR: a name, the code, and a part of the sentence that helps.
        "a comparison with null is taken for false": (
            """
def describe_change(cards):
    sound = pl.col("hp") >= 30
    return cards.filter(sound), cards.filter(~sound)
""",
            "in the second frame, there are 1 rows, expected 2; card_id C2 stands 0x",
        ),
        "an empty cell is taken for sound": (
            """
def describe_change(cards):
    sound = (pl.col("hp") >= 30).fill_null(value=True)
    return cards.filter(sound), cards.filter(~sound)
""",
            "in the first frame, there are 4 rows, expected 3; card_id C2 stands 1x",
        ),
        "the end of the range is taken for broken": (
            """
def describe_change(cards):
    sound = (pl.col("hp") > 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
""",
            "card_id C3 stands 0x, expected 1x",
        ),
        "the frames are swapped": (
            """
def describe_change(cards):
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(~sound), cards.filter(sound)
""",
            "in the first frame, there are 2 rows, expected 3",
        ),
        "the rows are sorted": (
            """
def describe_change(cards):
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    ordered = cards.sort("hp")
    return ordered.filter(sound), ordered.filter(~sound)
""",
            "row 0: card_id is C3, expected C1",
        ),
    },
}
