"""Where the cards lie, how they are read, and how they are split.

Every load verifies the file against data/CHECKSUMS. Three splits answer three questions:
by line (unseen species), forward (the next generation), by time (the next months).
"""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache
from pathlib import Path

import polars as pl

DATA = Path(__file__).resolve().parent.parent / "data"
CHECKSUMS = "CHECKSUMS"
REPAIR = "Restore it with `git checkout -- data`, or rebuild it with `python data/generate.py`."

CARDS = "cards.parquet"
SPECIES = "species.csv"
SALES = "pokemon_cards_with_prices.csv"
PRICE_HOLDOUT = "price_holdout.csv"
MARKET = "market_weekly.parquet"
LEDGER = "deliveries/dirty_ledger.csv"
DELIVERIES = {
    "clean": "deliveries/clean.csv",
    "dirty": "deliveries/dirty.csv",
    "partner": "deliveries/partner.csv",
}


class DatasetError(Exception):
    """A data file is missing, altered or unknown, or a table cannot be split as asked."""


def load_cards(*, folder: Path = DATA) -> pl.DataFrame:
    """The 12,000 catalogued prints in lots of 25 consecutive rows.

    Null: `grade` where grading_company is "none". Raises DatasetError if the file differs.
    """
    return pl.read_parquet(verified(CARDS, folder=folder), glob=False)


def load_species(*, folder: Path = DATA) -> pl.DataFrame:
    """The 1,025 species with their real facts, by dex number.

    Null: `vg_type_2` of a species with one type. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(SPECIES, folder=folder), glob=False)


def load_sales(*, folder: Path = DATA) -> pl.DataFrame:
    """The 20,000 published sales in order of date, with planted price errors.

    `price_usd` may be null, -1, in cents or inflated. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(SALES, folder=folder), glob=False, try_parse_dates=True)


def load_price_holdout(*, folder: Path = DATA) -> pl.DataFrame:
    """The last fifth of the sales by time, audited: `price_usd` is what was paid, in dollars.

    The sale_id of load_sales(): train on earlier ones. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(PRICE_HOLDOUT, folder=folder), glob=False, try_parse_dates=True)


def load_market(*, folder: Path = DATA) -> pl.DataFrame:
    """The 520 market weeks in order of date; `week` is the Monday.

    An index is known at the end of its week. Raises DatasetError if the file differs.
    """
    return pl.read_parquet(verified(MARKET, folder=folder), glob=False)


def load_ledger(*, folder: Path = DATA) -> pl.DataFrame:
    """What is wrong in the dirty delivery: row (from 0), card_id, column, issue.

    A row in no entry is clean. Raises DatasetError if the file differs.
    """
    return pl.read_csv(verified(LEDGER, folder=folder), glob=False)


def delivery_path(name: str, *, folder: Path = DATA) -> Path:
    """The verified CSV of a delivery: clean, dirty or partner.

    A path: reading is the first thing that can go wrong. Raises DatasetError on another name.
    """
    if name not in DELIVERIES:
        raise DatasetError(f"no delivery is called {name!r}. Pass one of {', '.join(DELIVERIES)}.")
    return verified(DELIVERIES[name], folder=folder)


def verified(name: str, *, folder: Path = DATA) -> Path:
    """The path of a data file whose content matches CHECKSUMS.

    Raises DatasetError: file missing, not listed, or with another hash.
    """
    path, expected = folder / name, expected_hash(name, folder=folder)
    if not path.is_file():
        raise DatasetError(f"{path} is missing; expected sha256 {expected[:12]}…. {REPAIR}")
    found = sha256(path)
    if found != expected:
        message = f"{path} was altered: sha256 {found[:12]}…, expected {expected[:12]}…. {REPAIR}"
        raise DatasetError(message)
    return path


def expected_hash(name: str, *, folder: Path = DATA) -> str:
    """The sha256 that CHECKSUMS lists for a file; raises DatasetError if it lists none."""
    path = folder / CHECKSUMS
    if not path.is_file():
        raise DatasetError(f"{path} is missing, so {name} cannot be verified. {REPAIR}")
    for line in path.read_text(encoding="utf-8").splitlines():
        found, _, listed = line.partition("  ")
        if listed == name:
            return found
    raise DatasetError(f"{path} does not list {name}. {REPAIR}")


def sha256(path: Path) -> str:
    """The sha256 of a file; read once as long as its size and time of change stay the same."""
    state = path.stat()
    return _sha256(path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _sha256(path: Path, _modified_ns: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def split_by_line(
    cards: pl.DataFrame, seed: int, *, test_share: float = 0.25
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(train, test) with every evolution line on one side only, rows in their old order.

    `test_share` is a share of lines, at least one and never all; rows follow their line.
    Raises DatasetError on no rows, no or null line_id, fewer than two lines, a bad share.
    """
    check_share(test_share)
    lines = usable(cards, "line_id").unique().to_list()
    if len(lines) < 2:
        message = f"{len(lines)} evolution line(s) cannot be split: two or more are needed."
        raise DatasetError(message)
    held_out = min(max(round(test_share * len(lines)), 1), len(lines) - 1)
    chosen = sorted(lines, key=lambda line: shuffle_key(seed, line))[:held_out]
    in_test = pl.col("line_id").is_in(chosen)
    return cards.filter(~in_test), cards.filter(in_test)


def shuffle_key(seed: int, line: object) -> bytes:
    """A position in a shuffle: the same for ever, whatever library draws random numbers."""
    return hashlib.sha256(f"{seed}:{line}".encode()).digest()


def split_forward(cards: pl.DataFrame, generation: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(train, test): the generations before `generation`, and all cards of that generation.

    In neither: later generations, and older cards of a line that goes on in the tested one
    (Wooper, when Clodsire is tested), so that no line is on both sides.
    Raises DatasetError on no rows, a missing or null column, an empty side.
    """
    usable(cards, "line_id")
    known = usable(cards, "generation")
    test = cards.filter(pl.col("generation") == generation)
    tested_lines = test["line_id"].unique().to_list()
    older = (pl.col("generation") < generation) & ~pl.col("line_id").is_in(tested_lines)
    train = cards.filter(older)
    if train.is_empty() or test.is_empty():
        message = (
            f"generation {generation} leaves {train.height} cards to train and {test.height} to "
            f"test. Pass one of {sorted(known.unique().to_list())[1:]}."
        )
        raise DatasetError(message)
    return train, test


def split_by_time(
    table: pl.DataFrame, column: str, *, test_share: float = 0.2
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(train, test): test starts at a moment, and every row from that moment on is in it.

    Rows keep their order. Rows of one day stay together, so test may be a little larger
    than `test_share`. Raises DatasetError on no rows, a missing or null column, a bad
    share, or one single moment.
    """
    check_share(test_share)
    moments = usable(table, column).sort()
    start = moments[math.floor(len(moments) * (1 - test_share))]
    if start == moments[0]:
        message = f"every row up to the cut has {column} {start}: nothing is left to train on."
        raise DatasetError(message)
    return table.filter(pl.col(column) < start), table.filter(pl.col(column) >= start)


def usable(table: pl.DataFrame, column: str) -> pl.Series:
    """The column, if it exists and holds rows without null; else raises DatasetError."""
    if column not in table.columns:
        message = f"the table has no column {column!r}. It has: {', '.join(table.columns)}."
        raise DatasetError(message)
    if table.is_empty():
        message = f"the table has no rows, so {column!r} cannot be split. Pass one or more rows."
        raise DatasetError(message)
    if missing := table[column].null_count():
        message = f"{missing} of {table.height} rows have no {column}. Drop or fill them first."
        raise DatasetError(message)
    return table[column]


def check_share(test_share: float) -> None:
    """Raises DatasetError unless the share lies between 0 and 1, ends excluded."""
    if not 0 < test_share < 1:
        raise DatasetError(f"test_share is {test_share}, not between 0 and 1. Try 0.25.")


def fingerprint(frame: pl.DataFrame) -> str:
    """The sha256 of the content: names, kinds of column and values, in order.

    Equal for a frame read from CSV and from Parquet, whatever the width of its numbers or
    the library version. The order of rows and of columns counts.
    """
    digest = hashlib.sha256()
    for column in frame.iter_columns():
        kind, values = canonical(column)
        digest.update(f"{column.name}\x00{kind}\x00{column.len()}\x00".encode())
        digest.update(column.is_null().cast(pl.UInt8).to_numpy().tobytes())
        digest.update(values)
    return digest.hexdigest()


def canonical(column: pl.Series) -> tuple[str, bytes]:
    """(kind, values as bytes): integers and days as int64, reals as float64, text as UTF-8."""
    dtype = column.dtype
    if column.null_count() == column.len():
        return "nothing", b""
    if dtype.is_float():
        # Adding zero turns -0.0 into 0.0: equal numbers must have equal bytes.
        return "real", (column.cast(pl.Float64).fill_null(0.0) + 0.0).to_numpy().tobytes()
    if dtype.is_integer() or dtype in (pl.Boolean, pl.Date):
        kind = "integer" if dtype.is_integer() else str(dtype)
        return kind, column.cast(pl.Int64).fill_null(0).to_numpy().tobytes()
    if dtype not in (pl.String, pl.Categorical, pl.Enum):
        message = f"column {column.name!r} holds {dtype}: no fingerprint. Cast it to text first."
        raise DatasetError(message)
    text = column.cast(pl.String).fill_null("")
    lengths = text.str.len_bytes().cast(pl.Int64).to_numpy().tobytes()
    return "text", lengths + "".join(text).encode()
