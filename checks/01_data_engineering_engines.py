"""What a right answer to question 1.3 is: the table of the slow pandas, by whole columns."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from classroom import syllabus
from classroom.checks import answer_from, frame_with, question
from classroom.checks.compare import first_difference
from classroom.checks.row_loops import python_per_row
from classroom.checks.speed import YOURS, UnequalError, cpu_ratios

CARD = {"card_id": pl.String, "set_code": pl.String, "attack_name": pl.String, "hp": pl.Int64}
HALF_ROOT = math.sqrt(0.5)
# card_id, set_code, attack_name, hp, and what is expected of them: word, hp_z. The sets are mixed
# up; C09 stands twice, since an export may repeat a row.
CARDS = [
    ("C01", "A", "Quick Dance", 60, "Quick", -1.0),
    ("C02", "B", "Ember", 90, "Ember", -1.0),
    ("C03", "A", "  Thorn Crush", 80, "Thorn", 0.0),
    ("C04", "B", None, 120, None, 0.0),
    ("C05", "A", "", None, None, None),
    ("C06", "B", "   ", 150, None, 1.0),
    ("C07", "A", "Double  Slam ", 100, "Double", 1.0),
    ("C08", "C", "Mega-Punch", 70, "Mega-Punch", 0.0),
    ("C09", "D", "Tail Whip", 50, "Tail", 0.0),
    ("C10", "D", "Body Press", 50, "Body", 0.0),
    ("C11", "E", "Ice Fang", None, "Ice", None),
    ("C12", "F", "K.O.", 60, "K.O.", 0.0),
    ("C13", "F", "Ember Kick", None, "Ember", None),
    ("C14", "G", "Éclair Vif", 100, "Éclair", -HALF_ROOT),
    ("C15", "G", "Wild Wild", 101, "Wild", HALF_ROOT),
    ("C09", "D", "Tail Whip", 50, "Tail", 0.0),
]
NO_LETTER = "What does your expression say of a text without any letter?"
NO_HP = "A card without hp has no z-score. Which of your steps gives it a number?"
NUDGES = {
    "card_id": "Which step changes the order of rows, or their number?",
    "word": "Which word is wanted, and what ends it?",
    "hp_z": "Which cards does the mean run over, and does the deviation divide by n or by n - 1?",
    ("word", "C03"): "What is the first part of a text that starts with the separator?",
    ("word", "C04"): "What is the word of a card whose attack nobody knows?",
    ("word", "C05"): NO_LETTER,
    ("word", "C06"): NO_LETTER,
    ("word", "C08"): "Is a hyphen a space?",
    ("word", "C12"): "Is a full stop a space?",
    ("word", "C14"): "Does a position in a text count letters or bytes, when a letter takes two?",
    ("hp_z", "C05"): NO_HP,
    ("hp_z", "C08"): "What is the deviation of a single card, and what should the card get?",
    ("hp_z", "C09"): "What is zero divided by zero, and what should a set without spread give?",
    ("hp_z", "C11"): NO_HP,
    ("hp_z", "C12"): "How many cards of that set have hp, and what is the deviation of so many?",
    ("hp_z", "C13"): NO_HP,
}
ONE_SET = [
    ("X2", "Z", "Mud Bomb", 30, "Mud", -1 / math.sqrt(3)),
    ("X1", "Z", "Acid", 60, "Acid", 2 / math.sqrt(3)),
    ("X3", "Z", "Lava Burst", 30, "Lava", -1 / math.sqrt(3)),
]
WANTED = "Wanted are whole columns in polars, and no Python once a row, set or name."
SPEED_ROWS = 100_000


def cards_and_answer(rows: list[tuple]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A fixture's cards, and the table that they should give."""
    schema = CARD | {"word": pl.String, "hp_z": pl.Float64}
    both = pl.DataFrame(rows, schema=schema, orient="row")
    return both.select(*CARD), both.select("card_id", "word", "hp_z")


def first_wrong_card(got: pl.DataFrame, cards: pl.DataFrame, want: pl.DataFrame) -> tuple[str, str]:
    """A sentence on the first difference, which shows the card, and a nudge; both may be empty."""
    problem = first_difference(got, want, tolerance=1e-6)
    if problem is None:
        return "", ""
    if not problem.startswith("row"):
        return f"From {cards.height} cards, {problem}.", NUDGES["card_id"]
    where, _, what = problem.partition(": ")
    row, name = int(where.split()[1]), what.split(" is ")[0]
    found = f"{name} is {_shown(got[row, name])}, expected {_shown(want[row, name])}"
    card = ", ".join(f"{key} {_shown(value)}" for key, value in cards.row(row, named=True).items())
    of_set = cards.filter(pl.col("set_code") == cards[row, "set_code"])["hp"]
    in_set = f" The hp in its set: {', '.join(map(_shown, of_set))}." if name == "hp_z" else ""
    nudge = NUDGES.get((name, cards[row, "card_id"]), NUDGES[name])
    return f"Row {row}: {found}. The card: {card}.{in_set}", nudge


def _shown(value: Any) -> str:
    return "null" if value is None else f"{value:.4g}" if isinstance(value, float) else repr(value)


def attack_words_speed(attack_words) -> dict[str, float]:
    """CPU medians and ratios of three ways in pandas and the learner's, on one large table.

    Raises `UnequalError` when the learner's table is another one.
    """
    import pandas as pd

    from cardshop.dataset import load_cards

    cards = pl.concat([load_cards().select(*CARD)] * 9).head(SPEED_ROWS)
    frame = pd.DataFrame(cards.to_dict(as_series=False))
    path = syllabus.lesson("1.3").file("solutions")
    slow = answer_from(path.read_text("utf-8"), "slow_attack_words", filename=str(path))
    ways = {
        "pandas by row": lambda: slow(frame),
        "pandas by column": lambda: _pandas(frame, _words(frame["attack_name"])),
        "pandas by distinct name": lambda: _pandas(frame, _words_by_name(frame["attack_name"])),
        YOURS: lambda: attack_words(cards),
    }
    tables = [way() for way in ways.values()]
    want = pl.DataFrame(tables[0].to_dict("list"))
    for made in tables[1:]:
        table = made if isinstance(made, pl.DataFrame) else pl.DataFrame(made.to_dict("list"))
        if problem := first_difference(table, want, tolerance=1e-6):
            message = f"The tables differ ({problem}); speed is measured on equal results."
            raise UnequalError(message)
    return cpu_ratios(ways, rows=SPEED_ROWS)


def _pandas(frame: Any, words: Any) -> Any:
    import pandas as pd

    by_set = frame.groupby("set_code")["hp"]
    distance, spread = frame["hp"] - by_set.transform("mean"), by_set.transform("std")
    z_scores = (distance / spread).where(spread > 0, distance * 0.0)
    return pd.DataFrame({"card_id": frame["card_id"], "word": words, "hp_z": z_scores})


def _words(names: Any) -> Any:
    return names.str.extract(r"(\S+)", expand=False)


def _words_by_name(names: Any) -> Any:
    import pandas as pd

    codes, distinct = pd.factorize(names)
    words = _words(pd.Series(distinct)).to_numpy()
    return pd.Series(words[codes], index=names.index).where(codes >= 0)


@question(
    "1.3",
    title="Slow pandas, whole columns",
    answer="attack_words",
    returns=frame_with("card_id", "word", "hp_z"),
    points=3,
    hints=(
        "Which pattern matches one run of characters that are no spaces, wherever it starts?",
        "Which method turns `pl.col('hp').mean()` into a value for each row, set by set?",
        (
            "Three kinds of card meet in hp_z: without hp, in a set without spread, and the rest. "
            "What would `pl.when(...).then(...)` have to ask to tell them apart?"
        ),
    ),
    why="The columns go through compiled code once, and the result is the same table. How much of "
    "the gain is polars and how much is leaving out Python per row, the measurement below says.",
    speed=attack_words_speed,
)
def whole_columns(attack_words):
    cards, want = cards_and_answer(CARDS)
    problem, nudge = first_wrong_card(attack_words(cards), cards, want)
    yield not problem, problem, nudge
    cards, want = cards_and_answer(ONE_SET)
    reordered = cards.select(pl.lit("en").alias("language"), *reversed(cards.columns))
    problem, nudge = first_wrong_card(attack_words(reordered), cards, want)
    yield not problem, f"With one set only, and more columns: {problem}", nudge
    problem = first_difference(attack_words(cards.clear()), want.clear())
    yield (
        problem is None,
        f"From a table without cards, {problem}.",
        "An empty table still has columns, and columns have types. Which step loses them?",
    )
    found = python_per_row(attack_words.function)
    yield (
        found is None,
        f"The table is right, but attack_words {found}. {WANTED}",
        "Which expression says that once, for the whole column?",
    )
