"""A journal of a million rows, counted where it lies: SQLite adds up, and few rows come out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cardshop.journal.reading import SCHEMA
from cardshop.monitoring.labels import CARD
from cardshop.monitoring.latency import FEWEST
from cardshop.monitoring.levels import (
    BURN,
    BURN_RULES,
    DAY_MS,
    GOOD,
    MINUTE_MS,
    MISFILED,
    Budget,
    Window,
    judge_burn,
)
from cardshop.monitoring.outcome_alerts import DUE_HOURS
from cardshop.monitoring.queries import AT_DESK, BAD
from cardshop.monitoring.traffic import DAYS_BACK, QUIET_MIN

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

# Latencies are counted in bins, so that SQLite need not sort them: 0.1 ms wide below 10 ms, 1 ms
# below 1 s, then 100 ms. A bin is named by its upper end: a percentile is never told too low.
BIN = (
    "CASE WHEN latency_ms < 10 THEN CAST(latency_ms * 10 AS INTEGER) / 10.0 + 0.1 "
    "WHEN latency_ms < 1000 THEN CAST(latency_ms AS INTEGER) + 1.0 "
    "ELSE CAST(latency_ms / 100 AS INTEGER) * 100.0 + 100 END"
)
SUMS = (
    f"count(*), coalesce(sum({BAD}), 0), coalesce(sum({AT_DESK}), 0), "
    "coalesce(sum(confidence), 0), count(confidence)"
)
COUNTED = {
    "from_ms": pl.Int64,
    "model_version": pl.String,
    "bin_ms": pl.Float64,
    "cards": pl.Int64,
    "bad": pl.Int64,
    "desk": pl.Int64,
    "sure": pl.Float64,
    "n_sure": pl.Int64,
}
TYPES = {"card_type": pl.String, "cards": pl.Int64, "share": pl.Float64, "confidence": pl.Float64}
BETWEEN = "at_ms >= ? AND at_ms < ?"


# What a journal says that holds a value of another kind, or a moment that SQLite cannot hold.
STRANGE = (OverflowError, TypeError, pl.exceptions.PolarsError)


def strange(path: object, error: Exception) -> str:
    """What one of STRANGE says of a journal, in one line."""
    what = (str(error).splitlines() or ["another kind"])[0]
    return f"{path} holds a value that cannot be counted: {what}. Restore a copy."


class Totals(NamedTuple):
    """What a span of time holds, in cards; first_ms: of the earliest one, None without any."""

    cards: int
    bad: int
    desk: int
    first_ms: int | None


def totals(journal: sqlite3.Connection, since_ms: int, until_ms: int) -> Totals:
    """Cards, bad ones, those at the desk."""
    query = f"SELECT {SUMS}, min(at_ms) FROM predictions WHERE {BETWEEN}"  # noqa: S608
    cards, bad, desk, *_, first_ms = journal.execute(query, (since_ms, until_ms)).fetchone()
    return Totals(cards, bad, desk, first_ms)


class Counted(NamedTuple):
    """Totals of the days of GOOD, of those of MISFILED, and of the last 24 hours."""

    month: Totals
    judged: Totals
    day: Totals


def counted_until(journal: sqlite3.Connection, until_ms: int) -> Counted:
    """Totals before a moment; each row is looked at once."""
    starts = [until_ms - days * DAY_MS for days in (1, MISFILED.days, GOOD.days)]
    spans = zip(starts, [until_ms, *starts], strict=False)
    day, before, earlier = (totals(journal, *span) for span in spans)
    judged = _together(before, day)
    return Counted(_together(earlier, judged), judged, day)


def _together(one: Totals, later: Totals) -> Totals:
    first_ms = later.first_ms if one.first_ms is None else one.first_ms
    return Totals(one.cards + later.cards, one.bad + later.bad, one.desk + later.desk, first_ms)


def budget_of(month: Totals, until_ms: int) -> Budget:
    """The error budget of GOOD, from what its days held."""
    allowed = (1 - GOOD.limit) * month.cards
    days = 0.0 if month.first_ms is None else (until_ms - month.first_ms) / DAY_MS
    left = 1 - month.bad / allowed if allowed else None
    return Budget(month.cards, month.bad, allowed, left, days)


def slots(
    journal: sqlite3.Connection, since_ms: int, until_ms: int, *, width_ms: int
) -> pl.DataFrame:
    """A row a slot of time that has cards, in order: what the panels draw.

    from_ms, cards, bad and desk (shares), confidence (mean), p50_ms, p95_ms, p99_ms (upper end of
    a bin; null below FEWEST cards), versions (sorted, with commas).
    """
    start_ms = since_ms - since_ms % width_ms
    at = f"at_ms / {int(width_ms)} * {int(width_ms)}"
    query = (
        f"SELECT {at} AS from_ms, model_version, {BIN} AS bin_ms, {SUMS} FROM predictions "  # noqa: S608
        f"WHERE {BETWEEN} GROUP BY 1, 2, 3"
    )
    rows = journal.execute(query, (start_ms, until_ms)).fetchall()
    counted = pl.DataFrame(rows, schema=COUNTED, orient="row").sort("from_ms", "bin_ms")
    reached = pl.col("cards").cum_sum()
    all_cards = pl.col("cards").sum()
    percentiles = [
        pl.when(all_cards >= fewest)
        .then(pl.col("bin_ms").filter(reached > ((all_cards - 1) * at / 100).ceil()).first())
        .alias(f"p{at}_ms")
        for at, fewest in FEWEST.items()
    ]
    shares = [(pl.col(name).sum() / all_cards).alias(name) for name in ("bad", "desk")]
    sure = pl.when(pl.col("n_sure").sum() > 0).then(pl.col("sure").sum() / pl.col("n_sure").sum())
    versions = pl.col("model_version").unique().sort().str.join(", ").alias("versions")
    return counted.group_by("from_ms", maintain_order=True).agg(
        all_cards.alias("cards_in_all"), *shares, sure.alias("confidence"), *percentiles, versions
    ).rename({"cards_in_all": "cards"})  # fmt: skip


def changes(seen: pl.DataFrame) -> pl.DataFrame:
    """The slots of `slots` in which other versions answered than in the slot before."""
    before = pl.col("versions").shift(1)
    return seen.filter((pl.col("versions") != before) & before.is_not_null())


def types(journal: sqlite3.Connection, since_ms: int, until_ms: int) -> pl.DataFrame:
    """A row an answered type, the commonest first: cards, share of all, mean confidence.

    Late cards have no type: a row of type null.
    """
    query = (
        f"SELECT card_type, count(*), avg(confidence) FROM predictions WHERE {BETWEEN} GROUP BY 1"  # noqa: S608
    )
    rows = journal.execute(query, (since_ms, until_ms)).fetchall()
    schema = {name: TYPES[name] for name in ("card_type", "cards", "confidence")}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    shares = found.with_columns(share=pl.col("cards") / pl.col("cards").sum())
    return shares.select(*TYPES).sort("cards", "card_type", descending=[True, False])


def burn(journal: sqlite3.Connection, until_ms: int) -> pl.DataFrame:
    """`levels.burn_rates`, counted in SQLite."""
    query = (
        f"SELECT count(*), coalesce(sum({BAD}), 0), count(DISTINCT request_id), "  # noqa: S608
        f"count(DISTINCT CASE WHEN {BAD} THEN request_id END) FROM predictions WHERE {BETWEEN}"
    )
    rows = []
    for rule in BURN_RULES:
        spans = [(until_ms - one * MINUTE_MS, until_ms) for one in (rule.long_min, rule.short_min)]
        long, short = (Window(*journal.execute(query, span).fetchone()) for span in spans)
        rows.append(judge_burn(rule, long, short))
    return pl.DataFrame(rows, schema=BURN, orient="row")


def relevant(
    journal: sqlite3.Connection, until_ms: int, labels: pl.DataFrame | None
) -> pl.DataFrame:
    """The rows that `alerts` needs of its 14 days, but for the error budget: a few of a million.

    The last day whole. Of the days before: the same hour, and one row a day (`silence`); the last
    two days whose labels are due; labelled cards. These have no text of the card.
    """
    day_ms = until_ms - DAY_MS
    # The rows of a clock that runs ahead show that the next ones went back.
    parts = [_rows(journal, BETWEEN, day_ms, until_ms + DAY_MS), *_same_hour(journal, until_ms)]
    if labels is not None:
        parts += [_due(journal, until_ms), _labelled(journal, labels)]
    found = pl.concat(parts).unique("row", keep="first").sort("row")
    return found.select(*SCHEMA)


def _rows(journal: sqlite3.Connection, where: str, *values: object) -> pl.DataFrame:
    query = f"SELECT rowid, {', '.join(SCHEMA)} FROM predictions WHERE {where}"  # noqa: S608
    return _frame(journal.execute(query, values))


def _frame(found: sqlite3.Cursor) -> pl.DataFrame:
    return pl.DataFrame(found.fetchall(), schema={"row": pl.Int64, **SCHEMA}, orient="row")


def _narrow(journal: sqlite3.Connection, source: str, *values: object) -> pl.DataFrame:
    columns = ", ".join("NULL" if name == "card" else f"p.{name}" for name in SCHEMA)
    return _frame(journal.execute(f"SELECT p.rowid, {columns} FROM {source}", values))  # noqa: S608


def _same_hour(journal: sqlite3.Connection, until_ms: int) -> Iterator[pl.DataFrame]:
    for day in range(1, DAYS_BACK + 1):
        end_ms = until_ms - day * DAY_MS
        where = f"predictions AS p WHERE {BETWEEN}"
        yield _narrow(journal, where, end_ms - QUIET_MIN * MINUTE_MS, end_ms)
        yield _narrow(journal, f"{where} LIMIT 1", end_ms - DAY_MS, end_ms)


def _due(journal: sqlite3.Connection, until_ms: int) -> pl.DataFrame:
    """The last two days of cards that have had their time for labels, wherever they lie."""
    due_ms = until_ms - DUE_HOURS * 60 * MINUTE_MS
    ((last_ms,),) = journal.execute("SELECT max(at_ms) FROM predictions WHERE at_ms < ?", (due_ms,))
    start_ms = due_ms if last_ms is None else last_ms - 2 * DAY_MS
    return _narrow(journal, f"predictions AS p WHERE {BETWEEN}", start_ms, due_ms)


def _labelled(journal: sqlite3.Connection, labels: pl.DataFrame) -> pl.DataFrame:
    """The rows of these labels, found by their key."""
    keys = labels.select(CARD).drop_nulls().unique()
    source = (
        "json_each(?) AS k CROSS JOIN predictions AS p "
        "ON p.request_id = k.value ->> 0 AND p.position = k.value ->> 1"
    )
    return _narrow(journal, source, json.dumps(keys.rows()))
