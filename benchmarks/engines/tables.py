"""The same rows in every engine's own form, and results brought back to one form to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from polars.testing import assert_frame_equal

from benchmarks.contract import as_pandas, many_cards
from benchmarks.timing import UnequalError
from cardshop.dataset import load_sales, load_species

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

COLUMNS = ["card_id", "seller_country", "language", "rarity", "dex_no", "hp"]
COLUMNS += ["weight_kg", "attack_name"]
REPEATING = ("seller_country", "language", "rarity", "attack_name", "lot_id")
# A card is scanned three times on average, a sale is quoted within sixty days of another.
SCANS_A_CARD, QUOTE_DAYS = 3, 60
FLOATS = {"check_exact": False, "rel_tol": 1e-9, "abs_tol": 1e-9}


@dataclass(frozen=True)
class Tables:
    """Cards, species, sales, quotes and scans by name, and where the cards lie as files."""

    frames: dict[str, Any]
    folder: Path

    def __getitem__(self, name: str) -> Any:
        return self.frames[name]

    @property
    def parquet(self) -> str:
        """The cards as a Parquet file."""
        return (self.folder / "cards.parquet").as_posix()

    @property
    def csv(self) -> str:
        """The cards as a CSV file."""
        return (self.folder / "cards.csv").as_posix()


def made(rows: int, folder: Path) -> Tables:
    """`rows` cards, sales, quotes and scans in polars; the cards also as files in `folder`."""
    row = pl.int_range(pl.len())
    name = pl.col("attack_name")
    untidy = pl.when(row % 7 == 3).then(pl.format("  {} ", name.str.to_uppercase()))
    cards = many_cards(rows).select(COLUMNS).with_columns(attack_name=untidy.otherwise(name))
    tables = Tables(_others(rows) | {"cards": cards}, folder)
    cards.write_parquet(tables.parquet)
    cards.write_csv(tables.csv)
    return tables


def _others(rows: int) -> dict[str, pl.DataFrame]:
    once = load_sales().select("sale_id", "card_id", sold_on="sale_date", price_usd="price_usd")
    row = pl.int_range(pl.len())
    copy = (row // once.height).cast(pl.String)
    sales = pl.concat([once] * -(-rows // once.height)).head(rows)
    sales = sales.with_columns(sale_id=row, card_id=pl.col("card_id") + "-" + copy)
    days = pl.duration(days=pl.col("sale_id") * 7 % QUOTE_DAYS)
    quotes = sales.select("card_id", quote_id="sale_id", quoted_on=pl.col("sold_on") + days)
    scans = pl.select(row=pl.int_range(rows)).select(
        card_id=pl.format("PK{}", pl.col("row") * 7_919 % (rows // SCANS_A_CARD)),
        lot_id=pl.format("L{}", pl.col("row") * 31 % 480),
        hp=pl.col("row") % 31 * 10 + 30,
        scanned_at=1_760_000_000 + pl.col("row") * 104_729 % 86_400,
    )
    species = load_species().select("dex_no", true_kg="weight_kg")
    return {"sales": sales, "quotes": quotes, "scans": scans, "species": species}


def in_pandas(tables: Tables, *, categories: bool) -> Tables:
    """The tables in pandas; with `categories`, text that repeats as a category."""
    frames = {name: as_pandas(table) for name, table in tables.frames.items()}
    if categories:
        frames = {name: _categorical(frame) for name, frame in frames.items()}
    return Tables(frames, tables.folder)


def _categorical(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({name: "category" for name in REPEATING if name in frame})


def in_duckdb(tables: Tables, connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables in a database, by way of files."""
    for name, table in tables.frames.items():
        path = tables.folder / f"{name}_once.parquet"
        table.write_parquet(path)
        connection.execute(f"create table {name} as from '{path.as_posix()}'")
        path.unlink()


def assert_same_tables(results: Mapping[str, Any], *, what: str) -> None:
    """Raise `UnequalError` that names two ways whose rows differ, in any order of rows."""
    (first, wanted), *others = ((name, in_one_form(one)) for name, one in results.items())
    for name, result in others:
        try:
            assert_frame_equal(result, wanted, check_dtypes=False, **FLOATS)
        except AssertionError as error:
            said = str(error).splitlines()[0]
            message = f"{what}: {name} and {first} differ ({said}); equal results are measured."
            raise UnequalError(message) from None


def in_one_form(result: Any) -> pl.DataFrame:
    """A result of any engine in polars, its columns by name and its rows sorted."""
    if isinstance(result, pl.DataFrame):
        table = result
    else:
        table = pl.DataFrame({name: _plain(result[name]) for name in result.columns})
    # In pandas hp is a decimal as soon as one card has none.
    table = table.select(sorted(table.columns)).cast({pl.selectors.numeric(): pl.Float64})
    table = table.with_columns(pl.selectors.float().fill_nan(None))
    texts, numbers = table.select(pl.selectors.string()).columns, pl.selectors.numeric()
    return table.sort(*texts, *table.select(numbers).columns, nulls_last=True)


def _plain(column: pd.Series) -> Any:
    if column.dtype.kind in "iufb":
        return column.to_numpy()
    return [None if cell != cell else cell for cell in column.tolist()]  # noqa: PLR0124  NaN
