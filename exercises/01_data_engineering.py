# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "polars"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = "..", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Exercises 01: data engineering")

with app.setup(hide_code=True):
    import hashlib
    import random
    from datetime import datetime

    import marimo as mo
    import polars as pl

    from cardshop.dataset import delivery_path, load_cards, load_ledger
    from classroom.display import book, check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 01: data engineering

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1.1 Break the data, then find what others broke

    A check that was never seen red proves nothing. So you first write the attacker, then the
    defender. Section 2 of the lesson has the ideas; the rules below are all you need.

    | family | the rule that a sound card keeps |
    |:---|:---|
    | `null` | no cell is empty, except `grade` of a card that nobody graded (`grading_company` is "none") |
    | `range` | `RANGES` below, both ends included |
    | `category` | `DOMAINS` below, letter by letter |
    | `unit` | `weight_kg` is at most 1000, `scan_saturation` at most 1 |
    | `duplicate` | no row stands twice; a later copy breaks the rule, the first does not |
    | `conflict` | one `card_id` has one content; all of its rows break the rule otherwise |
    """)
    return


@app.cell
def _():
    RANGES = {"hp": (30, 340), "attack_damage": (0, 330), "grade": (1, 10)}
    DOMAINS = {
        "language": ["en", "ja", "de", "fr", "es", "it"],
        "rarity": ["Common", "Uncommon", "Rare", "Holo Rare", "Ultra Rare", "Secret Rare"],
        "card_type": [
            "Grass", "Fire", "Water", "Lightning", "Psychic", "Fighting",
            "Darkness", "Metal", "Dragon", "Fairy", "Colorless",
        ],
    }  # fmt: skip
    return DOMAINS, RANGES


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 1.1a** (15 minutes). Write `corrupt`. The frames have ten columns: card_id,
    language, rarity, card_type, hp, attack_damage, grading_company, grade, weight_kg,
    scan_saturation. A corruption that changes nothing is no corruption, and one that breaks half
    the table would be found by anybody.
    """)
    return


@app.function
def corrupt(cards: pl.DataFrame, seed: int) -> dict[str, pl.DataFrame]:
    """Return five broken copies of sound cards, by family.

    Families: null, range, category, unit (a weight in grams, or a saturation from 0 to 255) and
    duplicate (rows that stand twice). Each copy breaks the rule of its family, and changes nothing
    else, in at least one row and at most a tenth of the rows, rounded up. `seed` decides which:
    the same seed gives the same copies, another seed other rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_1a = check("1.1a", corrupt)
    verdict_1_1a
    return (verdict_1_1a,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 1.1b** (25 minutes). Write `find`, from the rules in the table and without
    `cardshop.contract`: this time you are the contract. A row that breaks two rules is listed
    twice; a row with two empty cells breaks `null` once.
    """)
    return


@app.cell
def _(DOMAINS, RANGES):
    def find(cards: pl.DataFrame) -> pl.DataFrame:
        """Return (row, rule) for every rule that a row breaks; rows count from 0, in any order.

        Rules: null, range, category, unit, duplicate, conflict, as in the table above. An empty
        cell breaks `null` and no other rule. No row is listed twice for one rule, a sound card
        never, and no cards give no rows.
        """
        # TODO: write your answer here, then run the cell.
        raise NotImplementedError

    return (find,)


@app.cell(hide_code=True)
def _(find):
    verdict_1_1b = check("1.1b", find)
    verdict_1_1b
    return (verdict_1_1b,)


@app.cell
def _(find, verdict_1_1a, verdict_1_1b):
    mo.stop(
        not (verdict_1_1a.passed and verdict_1_1b.passed),
        mo.md("*Unlocks when both checks pass: your attacker against your defender.*"),
    )
    sample = (
        load_cards()
        .head(2000)
        .select(
            *("card_id", "language", "rarity", "card_type", "hp", "attack_damage"),
            *("grading_company", "grade", "weight_kg", "scan_saturation"),
        )
    )
    duel = pl.DataFrame(
        {
            "family": family,
            "rows that differ": broken.height - sample.height
            if family == "duplicate"
            else (broken.hash_rows() != sample.hash_rows()).sum(),
            "rows found": find(broken)["row"].n_unique(),
        }
        for family, broken in corrupt(sample, 7).items()
    )
    mo.vstack(
        [
            duel,
            mo.md(
                "Does your defender find every row of your attacker? A weight below one kilogram, sent in "
                "grams, is still below 1000: a range cannot see it. The shop's contract compares each "
                "weight with the species table instead."
            ),
        ]
    )
    return (sample,)


@app.cell
def _(find, sample, verdict_1_1b):
    mo.stop(not verdict_1_1b.passed, mo.md("*Unlocks when 1.1b passes.*"))
    monday = pl.read_csv(delivery_path("dirty")).select(sample.columns)
    planted = set(load_ledger()["row"])
    accused = set(find(monday)["row"])
    stopped = len(planted & accused)
    # Half of the broken cards would have been misfiled at $0.60; each stopped one costs the desk $0.15.
    saved_usd = stopped * (0.5 * 0.60 - 0.15)
    mo.vstack(
        [
            mo.md(
                f"On Monday's {monday.height:,} cards your search stops **{stopped} of "
                f"{len(planted)}** broken ones and accuses {len(accused - planted)} sound ones. "
                "What it misses needs other columns: dates, and weights beside the species table."
            ),
            book("01", f"Your search stops {stopped} broken cards", saved_usd / monday.height),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1.2 A loader that says the same thing twice

    Cardshop's scan stations write one CSV a box. Last week the loader below gave another table
    on each of three machines, and the desk typed the same cards twice. Nobody could say which
    table the model had been trained on.

    **Predict before you read on.** How many reasons for a different result can you find in
    `messy_load`? There are seven.
    """)
    return


@app.function
def messy_load(paths):
    seen = set()
    for path in paths:
        for row in pl.read_csv(path).rows():
            seen.add(row)
    frame = pl.DataFrame(
        list(seen), schema=["card_id", "lot_id", "hp", "scanned_at"], orient="row"
    ).unique("card_id", keep="first")
    return frame.with_columns(
        scanned_at=pl.col("scanned_at").map_elements(datetime.fromtimestamp, pl.Datetime),
        audit=pl.Series([random.random() < 0.1 for _ in range(frame.height)], dtype=pl.Boolean),
    )


@app.function
def audit_bucket(card_id: str) -> int:
    """A number from 0 to 9 that depends on the id and on nothing else."""
    return int(hashlib.sha256(card_id.encode()).hexdigest()[:8], 16) % 10


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `load_boxes` so that it gives one answer: on any machine,
    in any time zone, whatever order the files are listed in.

    Use `audit_bucket` for the audit sample: a random number asks another card on every run,
    and so does Python's own `hash`, which is salted per process.
    """)
    return


@app.function
def load_boxes(paths: list[str]) -> pl.DataFrame:
    """Return one row a card from all files, sorted by `card_id`.

    Each file is a CSV with card_id and lot_id (text), hp (whole number or empty) and scanned_at
    (Unix seconds), its columns in any order. Of several scans of one card the latest counts as
    it is, even without hp; of scans in the same second, the one with the greatest lot_id (a box
    never holds a card twice in one second). Returned, in this order: card_id, lot_id, hp (null
    where empty), scanned_at (a time in UTC), audit (whether the card's `audit_bucket` is 0).
    Boxes without a card give no rows, and the same columns and types.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_1_2 = check("1.2", load_boxes)
    verdict_1_2
    return (verdict_1_2,)


@app.cell
def _(verdict_1_2):
    mo.stop(not verdict_1_2.passed, mo.md("*Unlocks when the check passes.*"))
    mo.md(r"""
    The seven reasons in `messy_load`: rows go through a **set**, whose order is salted per process;
    the **first** of several scans wins, which is the first of that order; types are **guessed** per
    file, so `0012` may become 12; columns are taken by **position**, though boxes order them
    differently; seconds become **local** time; the audit sample is drawn **without a seed**; and
    **nothing sorts** the result. How many did you predict?
    """)
    return


@app.cell(hide_code=True)
def _():
    quiz_set = mo.ui.number(start=1, stop=99, value=1, label="Set of eight questions")
    mo.vstack(
        [
            mo.md(r"""
    ## Quiz

    Eight questions on this module (10 minutes). What each option teaches appears when you answer;
    another number draws other questions.
    """),
            quiz_set,
        ]
    )
    return (quiz_set,)


@app.cell(hide_code=True)
def _(quiz_set):
    quiz_answers = quiz("01", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("01", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
