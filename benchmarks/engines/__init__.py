"""pandas, polars and DuckDB on the operations of lesson 01, each in its own words.

`tables` makes the rows; `with_polars`, `with_pandas`, `with_best_pandas` and `with_duckdb` hold
one function or query an operation, under the same names.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from benchmarks.findings import Findings, Say, Table
from benchmarks.machine import cores
from benchmarks.timing import Samples, interleaved

if TYPE_CHECKING:
    import duckdb

    from benchmarks.engines.tables import Tables

WHAT = "pandas, polars and DuckDB on the lesson's operations at 100,000 and 1,000,000 rows"
ABOUT_MIN = 2.0
SIZES, QUICK_SIZES = (100_000, 1_000_000), (20_000,)
POLARS, PANDAS, BEST, DUCKDB = "polars", "pandas as usual", "pandas at its best", "DuckDB"
OPERATIONS = {
    "report": "filter, group, aggregate",
    "wrong_weights": "join with species",
    "last_price": "as-of join",
    "attack_words": "tidy text",
    "latest_scans": "de-duplicate",
    "read_parquet": "read Parquet",
    "read_csv": "read CSV",
}
MISSING = {
    f"{PANDAS}, read Parquet": "pandas needs pyarrow or fastparquet, and the course has neither.",
    f"{BEST}, read CSV": "we know no pandas that is faster here than the usual.",
}


def measured(*, quick: bool, say: Say) -> Findings:
    """Wall seconds per operation, engine and size; raises `UnequalError` when rows differ."""
    import duckdb
    import polars as pl

    tables = [_table(rows, 1 if quick else 5, say) for rows in (QUICK_SIZES if quick else SIZES)]
    with duckdb.connect() as connection:
        threads = connection.sql("select current_setting('threads')").fetchall()[0][0]
    method = (
        "The operations that lesson 01 and its exercises use, each engine in its own words on its "
        "own tables (conversions are not timed), with its default threads: polars "
        f"{pl.thread_pool_size()}, DuckDB {threads}, pandas 1, on {cores()} cores. Rows of all "
        "results are equal, floats to nine digits. Without pyarrow pandas keeps text as Python "
        "objects; *at its best* text that repeats is a category before the clock starts, and its "
        "Parquet comes by way of polars. polars and DuckDB get no such preparation, and are "
        "written as the course's solutions write them. DuckDB keeps its results as tables of its "
        "own."
    )
    return Findings(method, tables)


def _table(rows: int, repeats: int, say: Say) -> Table:
    import duckdb

    from benchmarks.engines import tables as forms

    groups: dict[str, dict[str, Samples]] = {}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        say(f"{rows:,} rows, making the tables")
        in_polars = forms.made(rows, Path(folder))
        forms.in_duckdb(in_polars, connection)
        in_pandas = [forms.in_pandas(in_polars, categories=one) for one in (False, True)]
        for operation, words in OPERATIONS.items():
            say(f"{rows:,} rows, {words}")
            given = dict(zip((POLARS, PANDAS, BEST), (in_polars, *in_pandas), strict=True))
            ways = ways_of(operation, given, connection)
            results = _results(ways, connection, in_polars.folder)
            forms.assert_same_tables(results, what=f"{words}, {rows:,} rows")
            groups[words] = interleaved(ways, repeats=repeats, warm_up=0)
    return Table(f"{rows:,} rows", groups, of="operation", missing=MISSING)


def ways_of(
    operation: str, given: dict[str, Tables], connection: duckdb.DuckDBPyConnection
) -> dict[str, Callable[[], Any]]:
    """The programs for one operation by engine, polars first; without those that have none."""
    from benchmarks.engines import with_best_pandas, with_duckdb, with_pandas, with_polars

    programs: dict[str, ModuleType] = {
        POLARS: with_polars,
        PANDAS: with_pandas,
        BEST: with_best_pandas,
    }
    ways: dict[str, Callable[[], Any]] = {
        name: partial(getattr(program, operation), given[name])
        for name, program in programs.items()
        if hasattr(program, operation)
    }
    return ways | {DUCKDB: partial(with_duckdb.run, operation, given[POLARS], connection)}


def _results(
    ways: dict[str, Callable[[], Any]], connection: duckdb.DuckDBPyConnection, folder: Path
) -> dict[str, Any]:
    import polars as pl

    results = {name: way() for name, way in ways.items()}
    path = (folder / "answer.parquet").as_posix()
    # By way of a file: polars reading DuckDB's objects leaves notices behind at exit.
    connection.execute(f"copy answer to '{path}'")
    return results | {DUCKDB: pl.read_parquet(path)}
