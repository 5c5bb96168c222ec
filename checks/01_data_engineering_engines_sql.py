"""What a right answer to question 1.4 is: one query that looks back, and never at its own day."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from classroom.checks import question
from classroom.checks.verdict import first_line

DAY = dt.date(2024, 3, 10)
LOST = "Which step loses a quote, and which join would keep it?"
NO_PRICE = "Is a sale without a price the last *known* price? Where must it leave the race?"
SAME_DAY = "On the morning of a quote, which sales of that day have already happened?"
FAR_BACK = "An earlier price is known there. How far back does your query look?"
NEWEST = "Of several sales on the last day, which one counts, and where do you say so?"
TWICE = "An export lists one sale twice. How many rows does that make?"
SHARED = "What do two quotes of one card on one day share, and what is their own?"
OWN_DAY = "For each quote look back from its own day. Which day do you use?"
MANY = "Each earlier sale makes a row of its own. What keeps one of them?"
INVENTED = "No sale of that card has this price. Where does the number come from?"
FIELDS = "Which table should card_id and quoted_on come from?"
# quote_id, card_id, days from DAY to the quote, the price that was known, a nudge.
QUOTES = [
    (9, "eve", 0, 10.0, "Yesterday's sale is known today. Which comparison leaves it out?"),
    (2, "same day", 0, 20.0, SAME_DAY),
    (7, "only same day", 0, None, SAME_DAY),
    (4, "only later", 0, None, "That sale lies in the future. Which condition lets it in?"),
    (5, "never sold", 0, None, LOST),
    (6, "tie, lower", 0, 28.0, NEWEST),
    (3, "tie, higher", 0, 6.0, NEWEST),
    (8, "unpriced", 0, 12.0, NO_PRICE),
    (1, "unpriced in a tie", 0, 14.0, NO_PRICE),
    (10, "only unpriced", 0, None, NO_PRICE),
    (11, "late number", 0, 50.0, "A sale may be entered late. Does its number or its day count?"),
    (12, "twice quoted", 0, 7.5, SHARED),
    (13, "twice quoted", 0, 7.5, SHARED),
    (14, "again", -8, 1.0, OWN_DAY),
    (15, "again", 12, 2.0, OWN_DAY),
    (16, "listed twice", 0, 9.0, TWICE),
    (17, "long ago", 0, 3.25, "The last known price has no best-before date. What cuts it off?"),
]
# sale_id, card_id, days from DAY to the sale, price_usd.
SALES = [
    (5, "eve", -1, 10.0),
    (3, "eve", -2, 11.0),
    (8, "same day", 0, 99.0),
    (7, "same day", -2, 20.0),
    (1, "only same day", 0, 98.0),
    (10, "only later", 1, 97.0),
    (12, "tie, lower", -5, 28.0),
    (11, "tie, lower", -5, 30.0),
    (20, "tie, higher", -5, 5.0),
    (21, "tie, higher", -5, 6.0),
    (30, "unpriced", -9, 12.0),
    (31, "unpriced", -6, None),
    (33, "unpriced in a tie", -6, 14.0),
    (34, "unpriced in a tie", -6, None),
    (35, "only unpriced", -6, None),
    (45, "late number", -8, 60.0),
    (40, "late number", -3, 50.0),
    (60, "twice quoted", -3, 7.5),
    (61, "again", -9, 1.0),
    (62, "again", 5, 2.0),
    (63, "again", 12, 3.0),
    (70, "listed twice", -4, 9.0),
    (70, "listed twice", -4, 9.0),
    (80, "long ago", -1500, 3.25),
    (90, "never quoted", -1, 77.0),
]
COLUMNS = ("quote_id", "card_id", "quoted_on", "price_usd")
# Without access to the outside DuckDB loads no extension and sees no variable of Python's either.
CLOSED = {"enable_external_access": "false", "max_memory": "256MB", "threads": "1"}
PATIENCE_S, MOST_ROWS = 5.0, 10_000
REFUSED = "Which part of the query does that sentence speak of?"
TABLES = "The tables are quotes and sales, and there is no other. What does that line ask for?"


@dataclass(frozen=True)
class Market:
    """Rows of both tables, and what each quote should find: its price, and a nudge."""

    quotes: list[tuple[int, str, dt.date]]
    sales: list[tuple[int, str, dt.date, float | None]]
    known: dict[int, tuple[float | None, str]]


def market(*, other: bool = False) -> Market:
    """The fixture; or the same in other words: later days, higher numbers, last rows first."""
    start, ids, factor = (DAY + dt.timedelta(days=400), 100, 2) if other else (DAY, 0, 1)
    quotes = [(key + ids, card, start + dt.timedelta(days=days)) for key, card, days, *_ in QUOTES]
    sales = [
        (key + ids, card, start + dt.timedelta(days=days), usd and usd * factor)
        for key, card, days, usd in SALES
    ]
    known = {key + ids: (usd and usd * factor, nudge) for key, _, _, usd, nudge in QUOTES}
    return Market(quotes[::-1], sales[::-1], known) if other else Market(quotes, sales, known)


@contextlib.contextmanager
def closed_database() -> Iterator[Any]:
    """A DuckDB in memory that reads no file, no network and no variable of this process.

    What still runs after PATIENCE_S is interrupted.
    """
    import duckdb

    with duckdb.connect(":memory:", config=CLOSED) as connection:
        stop = threading.Timer(PATIENCE_S, connection.interrupt)
        stop.start()
        try:
            yield connection
        finally:
            stop.cancel()


def not_one_query(connection: Any, text: str) -> tuple[str, str]:
    """Why a text is no single query, and a nudge; both empty when it is one."""
    import duckdb

    try:
        text.encode()
        statements = connection.extract_statements(text)
    except (duckdb.Error, UnicodeError) as error:
        return _told("DuckDB cannot read the text", error), "Which word stands where it points?"
    if len(statements) != 1:
        sentence = f"The text holds {len(statements)} statements; one query is needed."
        return sentence, "Which single SELECT gives the whole table?"
    kind = statements[0].type.name
    sentence = f"A statement of kind {kind} is no query; one that returns rows is needed."
    return ("", "") if kind == "SELECT" else (sentence, TABLES)


def first_wrong_quote(connection: Any, query: str, market: Market) -> tuple[str, str]:
    """What is wrong with the result on one market, and a nudge; both empty when it is right."""
    import duckdb

    _fill(connection, market)
    try:
        result = connection.execute(query)
        names = [column[0].lower() for column in result.description]
        rows = result.fetchmany(MOST_ROWS)
    except duckdb.InterruptException:
        return f"The query was stopped after {PATIENCE_S:g} seconds.", "Which part of it ends?"
    except duckdb.Error as error:
        beside = isinstance(error, (duckdb.CatalogException, duckdb.PermissionException))
        return _told("DuckDB refused the query", error), TABLES if beside else REFUSED
    for name in COLUMNS:
        if name not in names:
            sentence = f"The query returns {', '.join(names)}; the column {name} is missing."
            return sentence, "Which columns does the docstring promise, under which names?"
    places = [names.index(name) for name in COLUMNS]
    return _first_difference([tuple(row[place] for place in places) for row in rows], market)


def _fill(connection: Any, market: Market) -> None:
    kinds = {
        "quotes": "quote_id integer, card_id varchar, quoted_on date",
        "sales": "sale_id integer, card_id varchar, sold_on date, price_usd double",
    }
    for name, rows in (("quotes", market.quotes), ("sales", market.sales)):
        connection.execute(f"create or replace table {name} ({kinds[name]})")
        if rows:
            # One insert of many rows: `executemany` takes eight times as long.
            places = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
            values = [value for row in rows for value in row]
            connection.execute(f"insert into {name} values {places}", values)  # noqa: S608


def _first_difference(rows: list[tuple], market: Market) -> tuple[str, str]:
    counts = Counter(str(row[0]) for row in rows)
    found = {str(row[0]): row for row in rows}
    for key, card, day in market.quotes:
        expected, nudge = market.known[key]
        sales = [(one, when, usd) for one, of, when, usd in market.sales if of == card]
        told = [f"sale {one} on {when} at {_or_null(usd)}" for one, when, usd in sales]
        told = f"That card's sales: {'; '.join(told) or 'none'}."
        quote, times = f"Quote {key} (card '{card}', {day})", counts[str(key)]
        if not times:
            nudge = nudge if nudge == SHARED else LOST
            return f"{quote} is missing; one row per quote is needed. {told}", nudge
        if times > 1:
            nudge = nudge if nudge == TWICE else MANY
            return f"{quote} comes back {times} times; one row per quote is needed. {told}", nudge
        *_, got_card, got_day, price = found[str(key)]
        if (got_card, got_day) != (card, day):
            return f"{quote} comes back with {got_card!r}, {got_day}.", FIELDS
        if not _same_price(price, expected):
            invented = expected is None and price not in [one[2] for one in sales]
            prices = f"price_usd {_or_null(price)}, expected {_or_null(expected)}"
            too_short = price is None and nudge in (SAME_DAY, OWN_DAY)
            asked = FAR_BACK if too_short else INVENTED if invented else nudge
            return f"{quote} has {prices}. {told}", asked
    count = f"{'at least ' * (len(rows) == MOST_ROWS)}{len(rows)} rows come back"
    told = f"For {len(market.quotes)} quotes {count}.", "Which rows belong to no quote?"
    return told if len(rows) > len(market.quotes) else ("", "")


def _same_price(price: Any, expected: float | None) -> bool:
    if price is None or expected is None:
        return price is expected
    return isinstance(price, (int, float, Decimal)) and math.isclose(price, expected)


def _or_null(value: Any) -> str:
    return "null" if value is None else str(value)


def _told(what: str, error: Exception) -> str:
    line = re.search(r"^LINE (\d+):", str(error), re.MULTILINE)
    return f"{what}{f' (line {line[1]})' if line else ''}: {first_line(error).rstrip('.!')}."


@question(
    "1.4",
    title="Last known price",
    answer="last_known_price",
    returns=str,
    points=4,
    hints=(
        "Which comparison of two dates lets a quote see a sale? What does it say of one day?",
        "An `asof` join takes the nearest earlier row. Which of a day's sales would it take?",
        (
            "Could a first step leave one priced row per card and day, say with "
            "`arg_max(price_usd, sale_id)`, so that an `asof left join` has no tie to break?"
        ),
    ),
    why="A price of the same day may be the very sale that the quote led to. A model trained on it "
    "scores well and then meets a morning on which that sale has not happened yet.",
)
def looks_back(last_known_price):
    query = last_known_price()
    first, second = market(), market(other=True)
    cases = {
        "": first,
        "With other quotes and sales: ": second,
        "With no sale at all: ": Market(first.quotes, [], dict.fromkeys(first.known, (None, LOST))),
    }
    with closed_database() as database:
        problem, nudge = not_one_query(database, query)
        yield not problem, problem, nudge
        for told, one in cases.items():
            problem, nudge = first_wrong_quote(database, query, one)
            yield not problem, told + problem, nudge
