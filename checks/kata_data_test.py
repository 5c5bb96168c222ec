"""The kata `data-test`: a test of the week's sales, written from scratch."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import polars as pl

from classroom.checks import frame_with, question

COLUMNS = {
    "sale_id": pl.Int64,
    "card_id": pl.String,
    "sale_date": pl.Date,
    "condition": pl.String,
    "grading_company": pl.String,
    "grade": pl.Int64,
    "price_usd": pl.Float64,
}
LOOKS_AT = {
    "empty": [name for name in COLUMNS if name not in ("grade", "price_usd")],
    "key": ["sale_id"],
    "day": ["sale_date"],
    "condition": ["condition"],
    "grade": ["grading_company", "grade"],
    "price": ["price_usd"],
}
TEXTS = (pl.String, pl.Categorical, pl.Enum)
SOUND = {
    "card_id": "PK00000001",
    "sale_date": -3,
    "condition": "LP",
    "grading_company": "none",
    "grade": None,
    "price_usd": 12.5,
}
# One violation a row, both sides of each boundary: what differs from SOUND, and what it breaks.
# A sale_date is in days after the delivery, a sale_id counts from the delivery's first.
CASES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"sale_id": 0}, ()),
    ({"sale_id": None}, ("empty",)),
    ({"sale_id": 500}, ("key",)),
    ({"card_id": None}, ("empty",)),
    ({"sale_date": None}, ("empty",)),
    ({"sale_date": -1}, ()),
    ({"sale_date": 0}, ()),
    ({"sale_date": 1}, ("day",)),
    ({"sale_date": -900}, ()),
    ({"sale_id": 500}, ("key",)),
    ({"condition": "NM"}, ()),
    ({"condition": "MP"}, ()),
    ({"condition": "HP"}, ()),
    ({"condition": "DMG"}, ()),
    ({"condition": "nm"}, ("condition",)),
    ({"condition": "NM "}, ("condition",)),
    ({"condition": "M"}, ("condition",)),
    ({"condition": ""}, ("condition",)),
    ({"condition": None}, ("empty",)),
    ({"grading_company": "Apex", "grade": 8}, ()),
    ({"grading_company": "Apex", "grade": None}, ("grade",)),
    ({"grading_company": "none", "grade": 8}, ("grade",)),
    ({"grading_company": "Zeta", "grade": 7}, ()),
    ({"grading_company": None, "grade": None}, ("empty",)),
    ({"grading_company": None, "grade": 9}, ("empty",)),
    ({"sale_id": None}, ("empty",)),
    ({"price_usd": 0.25}, ()),
    ({"price_usd": 0.24}, ("price",)),
    ({"price_usd": 2000.0}, ()),
    ({"price_usd": 2000.01}, ("price",)),
    ({"price_usd": None}, ()),
    ({"price_usd": 0.0}, ("price",)),
    ({"price_usd": -1.0}, ("price",)),
    ({"sale_id": 500, "price_usd": 30.0}, ("key",)),
    # The same print, sold twice on one day at one price, under two ids: two sales.
    ({"card_id": "PK00000002"}, ()),
    ({"card_id": "PK00000002"}, ()),
    ({"sale_id": 501, "condition": "HP"}, ("key",)),
    ({"sale_id": 501}, ("key",)),
    ({"sale_date": 2, "condition": "mint"}, ("day", "condition")),
    ({"card_id": None, "price_usd": -1.0}, ("empty", "price")),
    ({"card_id": None, "condition": None}, ("empty",)),
]
MISSED = {
    "empty": "Which five columns may never be null? Where does a null of yours get lost?",
    "key": "Which rows share that id, wherever they stand, and which of them do you list?",
    "day": "With which day do you compare: the one that the function was given?",
    "condition": "Do you compare the whole text with the five, letter by letter?",
    "grade": "The rule has two sides: a grade too many, and one too few. Which do you see?",
    "price": "On which side of which end does that price lie? Is 0 the same as null?",
}
ACCUSED = {
    "empty": "Which two columns may be null? Are 0 and an empty text null?",
    "key": "Which other row has that very sale_id?",
    "day": "Is the day that the function was given late itself? Is any day too early?",
    "condition": "Which five texts are sound?",
    "grade": "Does that company go with that grade, or with that lack of one?",
    "price": "Are the two ends of the range sound?",
}
NULL_THERE = "That is a null. What does your comparison say of it, and what does the docstring say?"
BOTH = "That row breaks two rules. May it stand in your answer twice?"


class Delivery(NamedTuple):
    """The sales of a week, the day they came, and every (row, rule) that is broken."""

    sales: pl.DataFrame
    delivered_on: dt.date
    broken: frozenset[tuple[int, str]]


def delivery(
    cases: list[tuple[dict[str, Any], tuple[str, ...]]], delivered_on: dt.date, first_id: int
) -> Delivery:
    """The delivery of some cases; those without a sale_id of their own get the next free one."""
    rows = []
    for number, (differs, _) in enumerate(cases):
        sale = {"sale_id": number + 1} | SOUND | differs
        if sale["sale_id"] is not None:
            sale["sale_id"] += first_id
        if sale["sale_date"] is not None:
            sale["sale_date"] = delivered_on + dt.timedelta(days=sale["sale_date"])
        rows.append(sale)
    broken = {(row, rule) for row, (_, rules) in enumerate(cases) for rule in rules}
    return Delivery(pl.DataFrame(rows, schema=COLUMNS), delivered_on, frozenset(broken))


def deliveries() -> list[Delivery]:
    """Only sound sales, one violation a row, the same on another day from the end, and none."""
    friday, sunday = dt.date(2024, 3, 8), dt.date(2025, 11, 23)
    clean = [case for case in CASES if not case[1]]
    return [
        delivery(clean, friday, 0),
        delivery(CASES, friday, 0),
        delivery(CASES[::-1], sunday, 7000),
        delivery([], friday, 0),
    ]


def cells(sales: pl.DataFrame, row: int, rule: str) -> str:
    """What a rule looks at in a row, as words: of `empty` the forbidden nulls, or the whole row."""
    sale = sales.row(int(row), named=True)
    names = LOOKS_AT[rule]
    if rule == "empty":
        names = [name for name in names if sale[name] is None] or list(sale)
    return ", ".join(f"{name} {worded(sale[name])}" for name in names)


def worded(value: Any) -> str:
    """A cell as a reader of a table would say it; text keeps its quotes, and so its spaces."""
    if value is None or isinstance(value, dt.date):
        return str(value or "null")
    return repr(value)


def met_a_null(sales: pl.DataFrame, row: int, rule: str) -> bool:
    """Whether a rule other than `empty` was asked about a null in the column that it is for."""
    return rule != "empty" and sales[int(row), LOOKS_AT[rule][0]] is None


def unreadable(found: pl.DataFrame, sales: pl.DataFrame) -> tuple[str, str]:
    """What keeps an answer from being read as rows and rules, and a question; or two blanks."""
    row_kind, rule_kind = found.schema["row"], found.schema["rule"]
    if found.height and not (row_kind.is_numeric() and rule_kind in TEXTS):
        kinds = f"row is {row_kind} and rule is {rule_kind}; a number and a text are needed"
        return kinds, "What stands in those two columns?"
    for row, rule in found.rows():
        if rule not in LOOKS_AT:
            return f"it names the rule {rule!r}; there are {', '.join(LOOKS_AT)}", "Is it misspelt?"
        if row not in range(sales.height):
            told = f"it lists row {row}, but the rows are 0 to {sales.height - 1}"
            return (
                told if sales.height else f"it lists row {row}",
                "What do you count, and from what?",
            )
    return "", ""


def same_count_other_rows(
    rule: str, got: list[tuple[int, str]], broken: frozenset[tuple[int, str]]
) -> bool:
    """Whether a rule has as many rows as it should, and not the right ones."""
    listed = {row for row, named in got if named == rule}
    wanted = {row for row, named in broken if named == rule}
    return len(listed) == len(wanted) and listed != wanted


@question(
    "data-test",
    title="A data test from scratch",
    answer="broken_rows",
    returns=frame_with("row", "rule"),
    points=5,
    hints=(
        (
            "Write one true-or-false expression a rule. For which cells is it neither, and does a "
            "filter keep such a row?"
        ),
        "Which expressions are true for all rows that share an id? What do they say of two nulls?",
        (
            "`with_row_index('row')` numbers the sales before anything is filtered. Could each "
            "rule then give its own small frame of (row, rule), for `pl.concat` to join up?"
        ),
    ),
    why="This test keeps a bad week out of the price model. At nulls, ends and repeated keys such "
    "a test stays silent or accuses sound sales, and no error message tells you so.",
)
def every_broken_row_and_no_other(broken_rows):
    for sales, delivered_on, broken in deliveries():
        called = f"broken_rows({sales.height} sales, {delivered_on})"
        found = broken_rows(sales, delivered_on).select("row", "rule")
        problem, nudge = unreadable(found, sales)
        yield not problem, f"{called}: {problem}.", nudge
        got = found.rows()
        renumbered = bool(broken) and all(
            same_count_other_rows(rule, got, broken) for rule in LOOKS_AT
        )
        yield (
            not renumbered,
            f"{called} lists as many rows for each rule as break it, but other ones.",
            "At which moment do you number the rows?",
        )
        for row, rule in got:
            seen = cells(sales, row, rule)
            yield (
                (row, rule) in broken,
                f"{called} lists row {row} for {rule!r}, but {seen} keeps that rule.",
                NULL_THERE if met_a_null(sales, row, rule) else ACCUSED[rule],
            )
        for row, rule in sorted(broken):
            other = any(row == one and rule != named for one, named in got)
            yield (
                (row, rule) in got,
                f"{called} does not list row {row} for {rule!r}: {cells(sales, row, rule)}.",
                BOTH if other else MISSED[rule],
            )
        twice = [row for row, rule in got if got.count((row, rule)) > 1]
        yield (
            not twice,
            f"{called} lists row {min(twice, default=0)} more than once for one rule.",
            "How often does a row with two null cells break `empty`?",
        )
