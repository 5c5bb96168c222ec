"""The same table in every engine that cardshop.features runs on, and results brought back."""

from __future__ import annotations

from datetime import date

import polars as pl

from cardshop.dataset import load_cards
from cardshop.features import FEATURES, FLOAT32_MAX

INF, NAN = float("inf"), float("nan")
INPUTS = sorted({column for one in FEATURES.values() for column in one.inputs})
# What no contract lets pass, per kind of column: features must stay defined all the same.
ODD = {
    "number": [None, NAN, INF, -INF, 1e39, -1e39, FLOAT32_MAX, 0.0, -0.0, -1.0, 1e-300],
    "text": [None, "", " ", "|", "Unseen", "Unseen Kind", "  Late Word", "Ümlaut Öl", "A\nb c\nd"],
    "egg_groups": [
        "Water 1",
        "Water",
        "Grass|Bug",
        "Bug|Grass|Field",
        "grass",
        "|Grass|",
        "New|Bug",
    ],
    "date": [None, date(1990, 1, 1), date(2006, 12, 31), date(2007, 1, 1), date(2013, 12, 31)],
    "release_date": [date(2014, 1, 1), date(2019, 12, 31), date(2020, 1, 1), date(2031, 5, 5)],
}


def kind(column: str) -> str:
    """Of an input: number, text or date."""
    dtype = load_cards().schema[column]
    return "number" if dtype.is_numeric() else "date" if dtype.is_temporal() else "text"


def inputs(cards: pl.DataFrame) -> pl.DataFrame:
    """The columns that features are made from, whole numbers as floats, which can be NaN."""
    return cards.select(INPUTS).cast({pl.selectors.integer(): pl.Float64})


def odd_cards() -> pl.DataFrame:
    """Sound cards with one odd value each, then one row of nulls."""
    sound = inputs(load_cards()).head(1)
    rows = [
        sound.with_columns(pl.lit(value, sound.schema[column]).alias(column))
        for column in INPUTS
        for value in ODD[kind(column)] + ODD.get(column, [])
    ]
    return pl.concat([*rows, sound.clear(1)])


def as_pandas(table: pl.DataFrame):
    """The table in pandas without pyarrow; a null number is NaN."""
    import pandas as pd

    return pd.DataFrame({column.name: column.to_numpy() for column in table.iter_columns()})


def from_pandas(frame) -> pl.DataFrame:
    """A pandas frame of float32 and text in polars; NaN is null."""
    columns = {}
    for name in frame.columns:
        column = frame[name]
        if column.dtype == "float32":
            columns[name] = pl.Series(column.to_numpy()).fill_nan(None)
        else:
            assert column.dtype == "str", name
            columns[name] = pl.Series(column.tolist(), dtype=pl.String)
    return pl.DataFrame(columns)


def in_polars(make, table: pl.DataFrame, folder) -> pl.DataFrame:
    """What `make` returns of a polars frame."""
    return make(table)


def in_lazy_polars(make, table: pl.DataFrame, folder) -> pl.DataFrame:
    """What it returns of a lazy frame, collected."""
    result = make(table.lazy())
    assert isinstance(result, pl.LazyFrame)
    return result.collect()


def in_pandas(make, table: pl.DataFrame, folder) -> pl.DataFrame:
    """What it returns of a pandas frame; the index must be the one that came."""
    frame = as_pandas(table)
    frame.index = frame.index[::-1] + 7
    result = make(frame)
    assert result.index.equals(frame.index)
    return from_pandas(result)


def in_duckdb(make, table: pl.DataFrame, folder) -> pl.DataFrame:
    """What it returns of a DuckDB relation, by way of files."""
    import duckdb

    given, made = (folder / name for name in ("given.parquet", "made.parquet"))
    # Rows of a relation have no order of their own.
    table.with_row_index("place").write_parquet(given)
    with duckdb.connect() as connection:
        relation = connection.sql(f"select * exclude place from '{given}' order by place")
        make(relation).write_parquet(str(made))
    return pl.read_parquet(made)


ENGINES = {
    "polars": in_polars,
    "polars lazy": in_lazy_polars,
    "pandas": in_pandas,
    "DuckDB": in_duckdb,
}
