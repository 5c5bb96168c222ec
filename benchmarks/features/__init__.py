"""The features of 1,000,000 cards: polars against pandas, narwhals on pandas and DuckDB.

`with_pandas` writes them as a pandas user would, `with_best_pandas` in the fastest pandas we know;
the other three run the one definition in `cardshop.features`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.contract import as_pandas
from benchmarks.engines.tables import in_duckdb
from benchmarks.findings import Bar, Findings, Say, Table
from benchmarks.machine import cores
from benchmarks.timing import UnequalError, interleaved
from cardshop.dataset import load_cards
from cardshop.features import FEATURES, GROUPS, features

if TYPE_CHECKING:
    import duckdb
    import polars as pl

WHAT = "all features of 1,000,000 cards in polars, pandas, narwhals on pandas and DuckDB"
ABOUT_MIN = 3.0
ROWS, QUICK_ROWS = 1_000_000, 6_000
PANDAS, BEST = "pandas as usual", "pandas at its best"
CODED = "the same, text coded before"
POLARS, NARWHALS, DUCKDB = "polars", "narwhals on pandas", "DuckDB"
# A fifth of the time: polars at least five times as fast as pandas as usual.
BAR = Bar(POLARS, 0.2, "ratio")
TOLERANCE = 1e-6
INPUTS = sorted({column for one in FEATURES.values() for column in one.inputs})


def measured(*, quick: bool, say: Say) -> Findings:
    """Wall seconds per way; raises `UnequalError` when a feature of a card differs."""
    import polars as pl

    rows, repeats = (QUICK_ROWS, 1) if quick else (ROWS, 5)
    say(f"{rows:,} rows, making the tables")
    groups = {f"{rows:,} cards": _samples(rows, repeats, say)}
    table = Table("All features", groups, of="cards", unit="s", bar=BAR)
    method = (
        f"{len(FEATURES)} features from {len(INPUTS)} columns of the catalogue, repeated: each way "
        "on its own table, which was made before, with its default threads (polars "
        f"{pl.thread_pool_size()}, pandas 1, on {cores()} cores). All features of all cards are "
        f"equal, numbers to {TOLERANCE:g}. polars, narwhals and DuckDB run the definition of "
        "`cardshop.features`, which also guards against null, NaN and infinity; the two pandas "
        "programs do without. Without pyarrow pandas keeps text as Python objects; *at its best* "
        "it codes text as categories first, which stay categories. *Text coded before* starts "
        "with them: an advantage that no other way gets."
    )
    return Findings(method, [table])


def _samples(rows: int, repeats: int, say: Say) -> Any:
    import duckdb

    from benchmarks.engines.tables import Tables

    cards = many_cards(rows)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        in_duckdb(Tables({"cards": cards}, Path(folder)), connection)
        ways = ways_of(cards, connection)
        say(f"{rows:,} rows, comparing results")
        answer = Path(folder) / "answer.parquet"
        assert_same({name: _in_polars(way(), connection, answer) for name, way in ways.items()})
        say(f"{rows:,} rows, {repeats} rounds")
        return interleaved(ways, repeats=repeats, warm_up=0)


def many_cards(rows: int) -> pl.DataFrame:
    """The inputs of the features, the catalogue repeated."""
    import polars as pl

    cards = load_cards().select(INPUTS)
    return pl.concat([cards] * -(-rows // cards.height)).head(rows).rechunk()


def ways_of(
    cards: pl.DataFrame, connection: duckdb.DuckDBPyConnection
) -> dict[str, Callable[[], Any]]:
    """The programs by name; those on pandas start from frames of their own."""
    from benchmarks.features import with_best_pandas, with_pandas

    frame = as_pandas(cards)
    coded = with_best_pandas.coded(frame)

    def in_a_database() -> None:
        connection.execute("drop table if exists answer")
        features(connection.table("cards"), GROUPS).create("answer")

    return {
        PANDAS: lambda: with_pandas.features(frame),
        BEST: lambda: with_best_pandas.features(with_best_pandas.coded(frame)),
        CODED: lambda: with_best_pandas.features(coded),
        POLARS: lambda: features(cards, GROUPS),
        NARWHALS: lambda: features(frame, GROUPS),
        DUCKDB: in_a_database,
    }


def _in_polars(result: Any, connection: duckdb.DuckDBPyConnection, answer: Path) -> pl.DataFrame:
    import polars as pl

    if isinstance(result, pl.DataFrame):
        return result
    if result is None:
        connection.execute(f"copy answer to '{answer.as_posix()}'")
        return pl.read_parquet(answer)
    return pl.DataFrame({name: _plain(result[name]) for name in FEATURES})


def _plain(column: Any) -> Any:
    return column.to_numpy() if column.dtype == "float32" else column.tolist()


def assert_same(results: Mapping[str, pl.DataFrame]) -> None:
    """Raise `UnequalError` that names a way whose features differ from those of polars."""
    from polars.testing import assert_frame_equal

    for name, result in results.items():
        try:
            assert_frame_equal(result, results[POLARS], rel_tol=0, abs_tol=TOLERANCE)
        except AssertionError as error:
            said = str(error).splitlines()[0]
            message = f"features: {name} and {POLARS} differ ({said}); equal results are measured."
            raise UnequalError(message) from None
