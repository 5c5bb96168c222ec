"""The committed files: built in memory, written, listed in CHECKSUMS, compared with a rebuild."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from generator import churn, credit, deliveries, market, partner, sales
from generator.cardstock import card_sets
from generator.press import Press
from generator.prints import cards
from generator.species import load

CARD_ROWS = 12_000
SPECIES_FILE = "species.csv"
CHECKSUMS = "CHECKSUMS"
# Half a unit in the last decimal that a file holds, plus float dust: other processors
# may round exp and log differently in the last place.
TOLERANCE = {"price_usd": 0.011, "index": 0.011, "scan_hue_deg": 0.11}
DEFAULT_TOLERANCE = 0.0011


class Comparison(NamedTuple):
    """One committed file against its checksum and its rebuild; `verdict` is a sentence."""

    name: str
    agrees: bool
    verdict: str


def press_for(seed: int, species_file: Path) -> Press:
    """The printing press of a seed."""
    return Press(seed, load(seed, species_file), card_sets())


def tables(seed: int, species_file: Path) -> dict[str, Callable[[], pl.DataFrame]]:
    """Every generated file by its path in data/, as a function that builds it."""
    press = press_for(seed, species_file)
    catalogue = cards(press, CARD_ROWS)
    weekly = market.market_weekly(seed)
    true_sales = sales.sales(seed, catalogue, press.species.popularity, market=weekly)
    dirty, ledger = deliveries.dirty_delivery(press)
    loans, loan_ledger = credit.credit(seed)
    contracts, contract_ledger = churn.churn(seed)
    return {
        "cards.parquet": lambda: catalogue,
        "deliveries/clean.csv": lambda: deliveries.clean_delivery(press),
        "deliveries/dirty.csv": lambda: dirty,
        "deliveries/dirty_ledger.csv": lambda: ledger,
        "deliveries/partner.csv": lambda: partner.partner_delivery(press),
        "exams/churn.parquet": lambda: contracts,
        "exams/churn_ledger.csv": lambda: contract_ledger,
        "exams/credit.parquet": lambda: loans,
        "exams/credit_ledger.csv": lambda: loan_ledger,
        "market_weekly.parquet": lambda: weekly,
        "pokemon_cards_with_prices.csv": lambda: sales.published(seed, true_sales),
        "price_holdout.csv": lambda: sales.holdout(true_sales),
    }


def write(table: pl.DataFrame, path: Path) -> None:
    """Write CSV or Parquet by the ending of the name; the folder is made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        table.write_csv(path)
    else:
        table.write_parquet(path, compression="zstd", statistics=True)


def read(path: Path) -> pl.DataFrame:
    """Read CSV (dates stay text: the dirty delivery writes them in two ways) or Parquet."""
    if path.suffix == ".csv":
        return pl.read_csv(path, infer_schema_length=None)
    return pl.read_parquet(path)


def sha256(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_checksums(folder: Path, names: list[str]) -> None:
    """Write CHECKSUMS in the form of sha256sum, sorted by name."""
    lines = [f"{sha256(folder / name)}  {name}\n" for name in sorted(names)]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """The sha256 of each listed file."""
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def compare(committed: Path, rebuilt: Path, *, name: str, listed: str | None) -> Comparison:
    """Whether a committed file is the listed one and the one that a rebuild gives."""
    path, again = committed / name, rebuilt / name
    if not path.is_file():
        return Comparison(name, agrees=False, verdict="missing")
    if sha256(path) != listed:
        return Comparison(name, agrees=False, verdict="differs from CHECKSUMS")
    if not again.is_file():
        return Comparison(name, agrees=True, verdict="matches CHECKSUMS")
    if sha256(again) == listed:
        return Comparison(name, agrees=True, verdict="rebuilt byte for byte")
    if nearly_equal(read(path), read(again)):
        return Comparison(name, agrees=True, verdict="rebuilt up to the last digit")
    return Comparison(name, agrees=False, verdict="a rebuild gives other values")


def nearly_equal(left: pl.DataFrame, right: pl.DataFrame) -> bool:
    """Whether two tables agree in all but one unit of the last rounded digit."""
    if left.schema != right.schema or left.height != right.height:
        return False
    return all(column_agrees(left[name], right[name]) for name in left.columns)


def column_agrees(left: pl.Series, right: pl.Series) -> bool:
    """Whether two columns agree; reals within their tolerance, the rest exactly."""
    if not left.dtype.is_float():
        return left.equals(right)
    if not left.is_null().equals(right.is_null()):
        return False
    tolerance = TOLERANCE.get(
        left.name.partition("_")[0], TOLERANCE.get(left.name, DEFAULT_TOLERANCE)
    )
    return bool(((left - right).abs().drop_nulls() <= tolerance).all())
