"""Builds the tables and the logs of the failing runs. Spoilers: it says what is wrong with them.

python data/build_runs.py     write tables, logs and CHECKSUMS
"""

from __future__ import annotations

import hashlib

import polars as pl

from cardshop.dataset import load_cards, split_by_line
from cardshop.training.recorded import FOLDER, RUNS
from record_runs import record, written

# Lines that no table holds: repairs are judged on them.
UNSEEN_SEED, UNSEEN_SHARE = 777, 0.28
# Each run has every seventh lot of what is left.
LOTS_APART = 7
NOT_IN_TABLES = (
    "dex_no", "species", "set_code", "grading_company", "grade", "is_holo", "is_legendary",
)  # fmt: skip
RADIANS_FROM = "US"


def tables() -> dict[str, pl.DataFrame]:
    """The table of each run, from cards.parquet."""
    seen, _ = split_by_line(load_cards(), UNSEEN_SEED, test_share=UNSEEN_SHARE)
    lots = seen["lot_id"].unique(maintain_order=True)
    made = {}
    for at, name in enumerate(RUNS):
        mine = lots.gather_every(LOTS_APART, at)
        cards = seen.filter(pl.col("lot_id").is_in(mine.implode())).drop(NOT_IN_TABLES)
        made[name] = in_radians(cards) if name == "run_c" else cards
    return made


def in_radians(cards: pl.DataFrame) -> pl.DataFrame:
    """The cards, those of one country's scanners with their hue in radians."""
    hue = pl.col("scan_hue_deg")
    sent = pl.when(pl.col("seller_country") == RADIANS_FROM).then(hue.radians()).otherwise(hue)
    return cards.with_columns(sent.round(2).alias("scan_hue_deg"))


def build() -> None:
    """Write every table, its log, and the CHECKSUMS of the tables."""
    lines = []
    for name, table in tables().items():
        path = FOLDER / f"{name}.parquet"
        table.write_parquet(path, compression="zstd", compression_level=22, statistics=False)
        lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    (FOLDER / "CHECKSUMS").write_text("".join(lines), "utf-8")
    for name in RUNS:
        (FOLDER / f"{name}.json").write_text(written(record(name)), "utf-8")


if __name__ == "__main__":
    build()
