"""What a right answer to 7.2 is: the numbers of report.py, in code whose shape can be read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from types import CodeType
from typing import Any, NamedTuple

import polars as pl

from cardshop.dataset import DATA, verified
from classroom.checks import measures, question
from classroom.checks.compare import first_difference
from classroom.checks.structure import modules_used

Case = tuple[bool, str, str]
MONDAY, NEW_CARDS = date(2024, 1, 1), date(2012, 1, 1)
OLD, NEW = date(2003, 5, 1), date(2021, 9, 1)
SALE = {
    "sale_id": pl.Int64,
    "sale_date": pl.Date,
    "release_date": pl.Date,
    "grading_company": pl.String,
    "price_usd": pl.Float64,
}
WEEK = {"week": pl.Date, "index_vintage": pl.Float64, "index_graded": pl.Float64}
WEEK |= {"index_modern": pl.Float64}
INDICES = [(130.4, 151.2, 88.3), (133.9, 149.7, 91.6), (129.1, 155.8, 90.2), (137.3, 158.9, 94.7),
           (141.8, 157.1, 97.9), (139.6, 163.3, 99.1)]  # fmt: skip
# What a function may be, and still be read on one screen, called and followed.
MOST_LINES, MOST_ARGUMENTS, DEEPEST = 40, 4, 3
SEEDS, FULL_SEEDS, DRAWN_SALES = (1, 2), range(3, 23), 90


class Table(NamedTuple):
    """Sales and market with one thing about them, and what to ask where an answer differs."""

    about: str
    sales: pl.DataFrame
    market: pl.DataFrame
    nudge: str


def sold(*rows: tuple[int, date, str, float | None]) -> pl.DataFrame:
    """Sales: days after the first Monday, release, grader and price of each."""
    made = [
        (at, MONDAY + timedelta(days=days), release, grader, price)
        for at, (days, release, grader, price) in enumerate(rows, start=1)
    ]
    return pl.DataFrame(made, schema=SALE, orient="row")


def weekly(indices: list[tuple[float | None, ...]]) -> pl.DataFrame:
    """A market with these indices, week after week."""
    made = [(MONDAY + timedelta(weeks=at), *one) for at, one in enumerate(indices)]
    return pl.DataFrame(made, schema=WEEK, orient="row")


PLAIN = (
    (15, NEW, "none", 4.25), (1, OLD, "none", 30.5), (8, NEW, "none", 3.1), (9, NEW, "none", 5.4),
    (2, NEW, "Apex", 61.0), (16, OLD, "none", 44.9), (10, OLD, "none", 27.3),
    (9, OLD, "Crown", 88.8), (3, NEW, "none", 6.3), (17, OLD, "Apex", 71.7), (4, OLD, "none", 33.1),
    (10, NEW, "none", 7.7),
)  # fmt: skip
SAME = tuple((day, NEW, "none", 8.2) for day in (0, 1, 1, 7, 7, 8, 9, 10, 14, 14, 15, 15, 16, 16))
HOLES: list[tuple[float | None, ...]] = [INDICES[0], (None, 149.7, 91.6), (129.1, None, 90.2)]


@cache
def tables() -> tuple[Table, ...]:
    """Sales with one oddity each, then drawn ones with all of them."""
    market = weekly(INDICES)
    odd = [
        Table("plain sales", sold(*PLAIN), market, "Which step of report.py makes that number?"),
        Table(
            "prices that are missing, -1 or 0",
            sold((1, NEW, "none", None), (1, NEW, "none", -1.0), (2, NEW, "none", 0.0),
                 (2, NEW, "none", 5.5), (2, NEW, "none", 0.01), (9, OLD, "none", None)),
            market,
            "Which prices does its filter keep, and what becomes of a week that loses all?",
        ),
        Table(
            "prices around $1,000",
            sold((1, OLD, "none", 999.99), (8, OLD, "none", 1000.0), (15, OLD, "none", 1000.01),
                 (15, NEW, "Apex", 2350.0), (16, NEW, "none", 612.0)),
            market,
            "From which price on does report.py take a price for cents?",
        ),
        Table(
            "cards released on the days around 2012-01-01",
            sold((1, NEW_CARDS - timedelta(days=1), "none", 21.0), (2, NEW_CARDS, "none", 12.0),
                 (3, NEW_CARDS + timedelta(days=1), "none", 9.0), (4, NEW_CARDS, "Crown", 52.0)),
            market,
            "Its blocks say < and >. A refactor changes no number, a fault that you find gets a "
            "change of its own: what becomes of an ungraded card of that day in report.py?",
        ),
        Table(
            "weeks without sales",
            sold((1, NEW, "none", 4.4), (22, NEW, "none", 5.1), (29, NEW, "none", 4.7),
                 (2, NEW, "Apex", 44.0), (36, NEW, "Apex", 48.3)),
            market,
            "With which earlier row does report.py compare a week?",
        ),
        Table("weeks of three, five and six sales", sold(*SAME), market, "Below how many is few?"),
        Table(
            "the days from Sunday to Monday",
            sold((6, OLD, "none", 14.0), (7, OLD, "none", 19.0), (13, OLD, "none", 16.0)),
            market,
            "On which day does a week of report.py begin?",
        ),
        Table(
            "a market without an index of some weeks",
            sold(*((day, release, grader, price + day) for day in (2, 9, 16, 23) for
                   release, grader, price in ((OLD, "none", 30.0), (NEW, "none", 4.0),
                                              (NEW, "Apex", 60.0)))),
            weekly(HOLES),
            "What stands in index, real_usd and change_pct of that week, and of the next one?",
        ),
        Table(
            "a sale that stands twice",
            pl.concat([sold((1, NEW, "none", 4.0), (2, NEW, "none", 9.0))] * 2
                      + [sold((3, NEW, "none", 7.0))]),
            market,
            "Does report.py look for rows that are alike?",
        ),
        Table("slabs alone", sold((1, OLD, "Apex", 70.0), (9, NEW, "Crown", 75.0)), market,
              "Which kinds have rows when nothing else was sold?"),
        Table("no sale", sold(), market, "Which columns has a report without rows, of which kinds?"),
        Table("an empty market", sold(*PLAIN), weekly([]), "What is a number without an index?"),
    ]  # fmt: skip
    return (*odd, *(drawn(seed) for seed in SEEDS))


def drawn(seed: int) -> Table:
    """Sales drawn from all these oddities, in no order of time."""
    chance = random.Random(seed)
    prices = [
        None,
        -1.0,
        0.0,
        1000.0,
        2312.0,
        *(round(chance.uniform(2, 90), 2) for _ in range(30)),
    ]
    releases = [OLD, NEW, NEW, NEW_CARDS, NEW_CARDS - timedelta(days=1)]
    rows = [
        (
            chance.choice([*range(21), *range(28, 49)]),
            chance.choice(releases),
            chance.choice(["none", "none", "Apex", "Crown"]),
            chance.choice(prices),
        )
        for _ in range(DRAWN_SALES)
    ]
    about = f"{DRAWN_SALES} drawn sales (seed {seed})"
    return Table(about, sold(*rows), weekly(INDICES), "Which of its rules meets that week first?")


@cache
def script() -> CodeType:
    """The colleague's file, compiled; raises DatasetError where it was changed."""
    path = verified("report.py", folder=DATA / "messy_report")
    return compile(path.read_text("utf-8"), str(path), "exec")


@cache
def wanted() -> tuple[pl.DataFrame, ...]:
    """What report.py returns for each table, every time as if started anew and in silence."""
    return tuple(map(original, tables()))


def original(table: Table) -> pl.DataFrame:
    """What report.py returns for a table."""
    scope: dict[str, Any] = {"__name__": "report", "print": lambda *_: None}
    exec(script(), scope)  # noqa: S102  the course's own file, by its checksum
    return scope["report"](table.sales.clone(), table.market.clone())


def report_cases(price_report: Any) -> Iterator[Case]:
    """Equal to report.py on every table, and once more on the first."""
    again = (tables()[0]._replace(about="plain sales, asked for once more"), wanted()[0])
    pairs = [*zip(tables(), wanted(), strict=True)]
    for table, want in (pairs[0], again, *pairs[1:]):
        problem = first_difference(price_report(table.sales, table.market), want)
        nudge = "What does your code remember of the first call?" if table is again[0] else ""
        yield problem is None, f"For {table.about}: {problem}.", nudge or table.nudge


def more_drawn(price_report: Any) -> Iterator[Case]:
    """Equal to report.py on other drawn sales."""
    for table in map(drawn, FULL_SEEDS):
        problem = first_difference(price_report(table.sales, table.market), original(table))
        yield problem is None, f"For {table.about}: {problem}.", table.nudge


def shape_cases(function: Any) -> Iterator[Case]:
    """Each measure of the answer and its helpers is within its limit."""
    parts = measures.parts(function)
    runs = "runpy" in modules_used(function)
    yield not runs, "It runs report.py.", "What is left of your report when that file is deleted?"
    said = measures.prints(parts)
    sentence = f"{' and '.join(said)} prints. A report that is asked for twice says it twice."
    yield not said, sentence, "Who reads that line when the report runs at night?"
    bare = measures.bare_excepts(parts)
    sentence = f"{' and '.join(bare)} has an except that names no error: it hides misspelled "
    yield not bare, sentence + "columns, too.", "Which case is it there for, and what tests for it?"
    for what, (name, value), most, nudge in (
        ("lines of code", measures.longest(parts), MOST_LINES,
         "Which lines of it answer a question that has a name of its own?"),
        ("parameters", measures.most_arguments(parts), MOST_ARGUMENTS,
         "Which of them always come together, and what is that thing called?"),
        ("levels of loops and conditions", measures.deepest(parts), DEEPEST,
         "Which condition could end the step early, or choose the rows before the loop?"),
    ):  # fmt: skip
        yield value <= most, f"{name} has {value} {what}; {most} are allowed.", nudge
    twice = measures.copies(parts)
    sentence = f"The code from {' and from '.join(map(repr, twice[:2]))} on stands more than once, "
    sentence += "but for names, values and comparisons."
    yield not twice, sentence, "If its rule changes, in how many places? What differs between them?"
    for value, count in measures.repeated_numbers(parts).items():
        sentence = f"The number {value:g} stands in {count} places."
        yield False, sentence, "What is it, and what would you call it? One place can hold it."
    # The answer's own docstring came with the exercise.
    silent = measures.undocumented(parts[1:])
    yield not silent, f"{' and '.join(silent)} has no docstring.", "What comes back, and of nulls?"


@question(
    "7.2",
    title="Refactor without changing a number",
    answer="price_report",
    returns=pl.DataFrame,
    points=4,
    hints=(
        "Put the three blocks side by side. Which words differ, and could a table hold them?",
        "Which row does `last` come from, and when is it None? Try a week without an index.",
        "Make three sales of ungraded cards, released on 2012-01-01, before and after: which is lost?",
    ),
    why="""The numbers are those of report.py, its lost cards too: whoever reads your change may believe that
nothing moved, and the fault gets a change of its own, with a test and a number. Lines, parameters, levels,
copies and bare numbers were counted; whether the names are good, a colleague says.""",
    full=more_drawn,
)
def the_same_report(price_report):
    yield from report_cases(price_report)
    yield from shape_cases(price_report.function)
    yield True, "", ""
