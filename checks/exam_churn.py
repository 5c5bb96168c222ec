"""Exam `churn`, question churn-1: which rows of a table of contracts break which rule."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from cardshop.dataset import load_churn, load_churn_ledger
from classroom.checks import frame_with, question
from classroom.checks.generated import generator

Case = tuple[bool, str, str]
Truth = set[tuple[int, str]]
KINDS = {
    "contract_id": pl.String,
    "household_id": pl.String,
    "region": pl.String,
    "term": pl.String,
    "payment": pl.String,
    "device": pl.String,
    "distance_km": pl.Float64,
    "months_customer": pl.Int64,
    "monthly_usd": pl.Float64,
    "paid_usd": pl.Float64,
    "data_gb_month": pl.Float64,
    "support_calls_90d": pl.Int64,
    "complaints_180d": pl.Int64,
    "days_since_complaint": pl.Int64,
    "retention_offer": pl.Boolean,
    "churned": pl.Boolean,
}
VALUES = ("PC000000", "H00000", "North", "monthly", "card", "phone", 3.2, 10, 20.0, 200.0, 8.5)
SOUND = dict(zip(KINDS, (*VALUES, 1, 0, None, False, False), strict=True))
COMPLAINED = {"complaints_180d": 1, "days_since_complaint": 20}
# One violation a row, both sides of each boundary: what differs from SOUND, and the rules.
CASES: list[tuple[dict, str]] = [
    *(({name: None}, "null") for name in KINDS if name != "days_since_complaint"),
    *(({"region": word}, "") for word in ("South", "East", "West")),
    *(({"region": word}, "category") for word in ("north", "West ", "Centre", "")),
    *(({"term": word}, "") for word in ("yearly", "two years")),
    *(({"term": word}, "category") for word in (" monthly", "Yearly", "weekly")),
    *(({"payment": word}, "") for word in ("transfer", "invoice")),
    *(({"payment": word}, "category") for word in ("CARD", "cash")),
    *(({"device": word}, "") for word in ("tablet", "router")),
    *(({"device": word}, "category") for word in ("Phone", "watch")),
    ({"distance_km": 0.0}, ""),
    ({"distance_km": -0.01}, "range"),
    ({"months_customer": 1, "paid_usd": 20.0}, ""),
    ({"months_customer": 96, "paid_usd": 1920.0}, ""),
    *(({"months_customer": months}, "range") for months in (0, 97, 9_999, -10)),
    ({"monthly_usd": 6.0, "paid_usd": 60.0}, ""),
    ({"monthly_usd": 120.0, "paid_usd": 1200.0}, ""),
    *(({"monthly_usd": usd}, "range") for usd in (5.99, 120.01, -20.0, 2000.0)),
    ({"paid_usd": 200.005}, ""),
    ({"paid_usd": 199.995}, ""),
    ({"monthly_usd": 19.99, "months_customer": 7, "paid_usd": 139.93}, ""),
    *(({"paid_usd": usd}, "bill") for usd in (200.02, 199.98, 20_000.0, 20.0, -200.0, 200.9)),
    ({"data_gb_month": 0.0}, ""),
    ({"data_gb_month": -0.1}, "range"),
    *(({"support_calls_90d": calls}, "") for calls in (0, 8)),
    *(({"support_calls_90d": calls}, "range") for calls in (-1, 9)),
    (COMPLAINED, ""),
    (COMPLAINED | {"complaints_180d": 8}, ""),
    # Of less than none nobody can say whether a day belongs to it.
    (COMPLAINED | {"complaints_180d": 9}, "range"),
    *((COMPLAINED | {"days_since_complaint": days}, "") for days in (1, 180)),
    *((COMPLAINED | {"days_since_complaint": days}, "range") for days in (0, 181)),
    (COMPLAINED | {"days_since_complaint": None}, "complaint"),
    (COMPLAINED | {"complaints_180d": 0}, "complaint"),
    (COMPLAINED | {"complaints_180d": None}, "null"),
    ({"retention_offer": True}, ""),
    ({"churned": True}, ""),
    ({"region": None, "device": None}, "null"),
    ({"region": "west", "months_customer": 9_999}, "category range"),
]
FOUND_BY = {
    "null": "Which column alone may be empty?",
    "range": "Which end of which range does it leave?",
    "category": "Is that word in the list, letter by letter?",
    "bill": "Which product should have been paid, and is each of its factors sound?",
    "complaint": "Which two cells say whether there was a complaint, and do they agree?",
    "repeated": "Did that contract_id stand in an earlier row?",
}
RULE_OF = {
    "missing value": "null",
    "negative value": "range",
    "sentinel 9999": "range",
    "trailing space": "category",
    "lower case": "category",
    "cents": "bill",
    "one month's bill": "bill",
    "no complaint": "complaint",
    "exact duplicate": "repeated",
}
OTHER_SEED = 20251122  # fixed in data/README.md


def fixture() -> tuple[pl.DataFrame, Truth]:
    """The cases as one table, then ids that stand in it already, and the truth."""
    rows = [
        {**SOUND, "contract_id": f"PC{number:06d}", **differs}
        for number, (differs, _) in enumerate(CASES)
    ]
    truth = {(row, rule) for row, (_, rules) in enumerate(CASES) for rule in rules.split()}
    # Twice the same contract with the same words, once with others; the first row is the sound one.
    again = [row for row, (_, rules) in enumerate(CASES) if not rules][:2]
    copies = [rows[again[0]], {**rows[again[1]], "device": "tablet"}, rows[again[0]]]
    truth |= {(len(rows) + number, "repeated") for number in range(len(copies))}
    return pl.DataFrame([*rows, *copies], schema=KINDS), truth


def of_ledger(ledger: pl.DataFrame) -> Truth:
    """What a ledger of planted errors says, as rows and rules."""
    return {(row, RULE_OF[issue]) for row, issue in ledger.select("row", "issue").rows()}


def elsewhere() -> Iterator[tuple[str, pl.DataFrame, Truth]]:
    """Tables of another seed: with the usual errors planted in them, and with others."""
    churn, exams, seeds = (generator(one) for one in ("churn", "exams", "seeds"))
    table, ledger = churn.churn(OTHER_SEED)
    yield "the table of another seed", table, of_ledger(ledger)
    issue, anywhere = churn.Issue, churn.ANY_ROW
    issues = (
        issue("missing value", "payment", 14, anywhere, pl.lit(None, dtype=pl.String)),
        issue("negative value", "data_gb_month", 9, anywhere, -1 - pl.col("data_gb_month")),
        issue("sentinel 9999", "support_calls_90d", 7, anywhere, pl.lit(9_999, dtype=pl.Int64)),
        issue("lower case", "device", 10, anywhere, pl.col("device").str.to_uppercase()),
        issue("trailing space", "payment", 8, anywhere, pl.lit(" ") + pl.col("payment")),
        issue(
            "one month's bill", "paid_usd", 12, pl.col("months_customer") > 1, pl.col("monthly_usd")
        ),
        issue(
            "no complaint", "days_since_complaint", 11, pl.col("complaints_180d") == 0, pl.lit(30)
        ),
    )
    stream = seeds.Stream(OTHER_SEED, seeds.Table.CHURN_ERRORS)
    how = exams.Spoiling("contract_id", stream, issues, 9)
    table, ledger = exams.spoiled(churn.phone_contracts(OTHER_SEED), how)
    yield "a table with other errors", table, of_ledger(ledger)


def told(row: dict) -> str:
    """A row in few words: where it differs from the sound one."""
    odd = {name: value for name, value in row.items() if value != SOUND[name]}
    keys = ("contract_id", "household_id")
    return str({name: odd[name] for name in odd if name not in keys or odd[name] is None})


def found_all(
    got: list[tuple[int, str]], table: pl.DataFrame, where: str, truth: Truth
) -> Iterator[Case]:
    """Every breach is listed, nothing else is, and nothing twice."""
    shifted = bool(truth) and set(got) == {(row + 1, rule) for row, rule in truth}
    sentence = f"{where}, every row that you list is one too high."
    yield not shifted, sentence, "From which number do rows count?"
    for row, rule in sorted(truth - set(got)):
        sentence = f"{where}, row {row} breaks {rule!r}, and you did not list it"
        yield False, f"{sentence}: {told(table.row(row, named=True))}.", FOUND_BY[rule]
    for row, rule in got:
        inside = 0 <= row < table.height
        holds = told(table.row(row, named=True)) if inside else "no such row"
        sentence = f"{where}, you accuse row {row} of {rule!r}: {holds}."
        yield (row, rule) in truth, sentence, "Does the text of that rule say so?"
    twice = len(got) > len(set(got))
    yield not twice, f"{where}, you list one row with one rule twice.", "Is a rule broken twice?"


def pairs(frame: pl.DataFrame) -> list[tuple[int, str]]:
    """The (row, rule) pairs of an answer."""
    return frame.select("row", "rule").rows()


def unseen_tables(breaches):
    """The table of another seed, and one with errors that the published table has not."""
    for where, table, truth in elsewhere():
        yield from found_all(pairs(breaches(table)), table, f"In {where}", truth)


@question(
    "churn-1",
    title="A validation that can be trusted",
    answer="breaches",
    returns=frame_with("row", "rule"),
    points=5,
    full=unseen_tables,
    hints=(
        "What does a comparison with an empty cell give, and what does `filter` do with that?",
        "Which cells have to be sound before a bill can be judged at all?",
        (
            "One expression a rule, in a dict: which rows of `with_row_index('row')` does each "
            "let through? `is_first_distinct` knows which of two ids came first."
        ),
    ),
    why="It found every planted error and accused no sound contract, on rows that you had not "
    "seen. A validation that cries wolf is switched off, and one that misses is believed.",
)
def every_breach_and_no_sound_row(breaches):
    sound = pl.DataFrame([SOUND], schema=KINDS)
    for name, table in {"no contract": sound.clear(), "one sound contract": sound}.items():
        got = pairs(breaches(table))
        asked = FOUND_BY.get(got[0][1] if got else "", "Which of the six rules is that?")
        yield not got, f"On {name} you found {got[:2]}, expected nothing.", asked
    table, truth = fixture()
    yield from found_all(pairs(breaches(table)), table, "In a table that you have not seen", truth)
    published, truth = load_churn(), of_ledger(load_churn_ledger())
    got = pairs(breaches(published))
    yield from found_all(got, published, "In the published table", truth)
