"""Four recorded incidents, two mornings each, and SQL over them."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

import polars as pl

from cardshop.dataset import DATA, verified
from cardshop.incidents.clock import MINUTE_MS
from cardshop.incidents.labels import DAY_MS

FOLDER = DATA / "incidents"
RECORDED = ("incident_1", "incident_2", "incident_3", "incident_4")
RECOVERY = "recovery.csv"
# SQLite's own instructions; a query over a thousand rows takes some ten thousand.
LONGEST_QUERY = 20_000_000
# What a cell shows is far smaller: characters or bytes of a value and of an answer, and its rows.
LONGEST_VALUE, MOST_TEXT, MOST_ROWS = 1_000_000, 20_000_000, 10_000
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}
READS |= {sqlite3.SQLITE_RECURSIVE}


class Recorded(NamedTuple):
    """What an incident left: the day before, which was healthy (day 1), and the bad day (day 2).

    journal: as `journal.read` gives it, and `day` and `minute` since the day's opening. labels:
    LABELS. log: a row a request, also of those refused.
    """

    journal: pl.DataFrame
    labels: pl.DataFrame
    log: pl.DataFrame


@lru_cache(maxsize=len(RECORDED))
def load_incident(name: str) -> Recorded:
    """One of RECORDED. Raises DatasetError where a file is not what was recorded."""
    journal = pl.read_parquet(verified(f"{name}_journal.parquet", folder=FOLDER), glob=False)
    first = journal["at_ms"].min()
    since = pl.col("at_ms") - pl.lit(first, pl.Int64) // MINUTE_MS * MINUTE_MS
    dated = journal.with_columns(
        (since // DAY_MS + 1).alias("day"), (since % DAY_MS // MINUTE_MS).alias("minute")
    )
    labels = pl.read_parquet(verified(f"{name}_labels.parquet", folder=FOLDER), glob=False)
    log = pl.read_ndjson(verified(f"{name}_log.jsonl", folder=FOLDER))
    return Recorded(dated, labels, log)


def load_recovery() -> pl.DataFrame:
    """A row an incident and action: incident, then the fields of Outcome, as they were measured."""
    return pl.read_csv(verified(RECOVERY, folder=FOLDER), glob=False)


def ask(name: str, query: str) -> pl.DataFrame:
    """What a query in SQL says of a recorded incident, in SQLite.

    Tables: journal, labels and log, with the columns of Recorded; `card` is JSON, read with
    `card ->> 'hp'`. Raises sqlite3.Error, also for anything but reading, for endless queries and
    for answers longer than MOST_ROWS, MOST_TEXT or a value of LONGEST_VALUE.
    """
    try:
        found = _database(name).execute(query)
        rows = _rows(found)
        names = _unique([column[0] for column in found.description or ()])
        return pl.DataFrame(
            rows, schema=names, orient="row", infer_schema_length=None, strict=False
        )
    except (ValueError, OverflowError, sqlite3.Warning, pl.exceptions.PolarsError) as error:
        # A zero or half a surrogate pair in the text, two statements before Python 3.12, or a
        # column that holds bytes and numbers.
        raise sqlite3.ProgrammingError(str(error)) from None


def _rows(found: sqlite3.Cursor) -> list[Any]:
    rows, size = [], 0
    for row in found:
        rows.append(row)
        size += sum(len(one) for one in row if isinstance(one, str | bytes))
        if len(rows) > MOST_ROWS or size > MOST_TEXT:
            what = f"more than {MOST_ROWS:,} rows, or {MOST_TEXT:,} characters"
            raise sqlite3.DataError(f"{what}: add LIMIT, or let SQL count.")
    return rows


def _unique(names: list[str]) -> list[str]:
    """The names, those that came before with a number that none of the others has."""
    made: list[str] = []
    for at, name in enumerate(names):
        numbered = (f"{name} ({number})" for number in count(max(at, 1)))
        free = (one for one in numbered if one not in names and one not in made)
        made.append(next(free) if name in made else name)
    return made


@lru_cache(maxsize=len(RECORDED))
def _database(name: str) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", check_same_thread=False)
    for table, frame in load_incident(name)._asdict().items():
        made.execute(f"CREATE TABLE {table} ({', '.join(frame.columns)})")
        places = ", ".join("?" * frame.width)
        made.executemany(f"INSERT INTO {table} VALUES ({places})", frame.iter_rows())  # noqa: S608
    made.commit()
    made.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    made.set_authorizer(_only_reads)
    made.set_progress_handler(lambda: 1, LONGEST_QUERY)
    return made


def _only_reads(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in READS else sqlite3.SQLITE_DENY
