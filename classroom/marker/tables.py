"""The tables that a project is marked on: made anew for each marking, in a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.syllabus import ROOT

if TYPE_CHECKING:
    import polars as pl

# Fixed before any result was seen, and never tuned.
WITHHELD_SEEDS = (101, 202, 303)
DEFAULT, SMALL = "default", "small"
# The table that is trained twice is every fourth sale of the first withheld seed.
SMALL_EVERY = 4


class TablesError(Exception):
    """The tables could not be made, and not by the project's fault; one line."""


@dataclass(frozen=True)
class Tables:
    """Tables by name, `default` or a seed's number, in one folder each."""

    folder: Path

    def training(self, name: str) -> Path:
        """The folder that `train` is given: published sales, and no holdout."""
        return self.folder / name / "training"

    def cards(self, name: str) -> Path:
        """The audited sales without their prices: what is quoted."""
        return self.folder / name / "cards.parquet"

    def read(self, name: str, kind: str) -> pl.DataFrame:
        """The `sales`, `holdout` or `errors` of a table."""
        import polars as pl

        return pl.read_parquet(self.file(name, kind))

    def file(self, name: str, kind: str) -> Path:
        """Where the `sales`, `holdout` or `errors` of a table lie."""
        return self.folder / name / f"{kind}.parquet"


def made(folder: Path, seeds: Iterable[int] = WITHHELD_SEEDS) -> Tables:
    """The default table, one for each seed, and the small one. Raises `TablesError`."""
    tables = Tables(folder)
    asked = {DEFAULT: [], **{str(seed): ["--seed", str(seed)] for seed in seeds}}
    for name, words in asked.items():
        place = folder / name
        _run(*words, "--errors", "--out", str(place))
        tables.training(name).mkdir()
        shutil.copyfile(place / "sales.parquet", tables.training(name) / "sales.parquet")
        tables.read(name, "holdout").drop("price_usd").write_parquet(tables.cards(name))
    tables.training(SMALL).mkdir(parents=True)
    some = tables.read(str(next(iter(seeds))), "sales").gather_every(SMALL_EVERY)
    some.write_parquet(tables.training(SMALL) / "sales.parquet")
    return tables


def _run(*words: str) -> None:
    script = ROOT / "data" / "make_quotes.py"
    told = subprocess.run(
        [sys.executable, str(script), *words], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if told.returncode:
        said = (told.stderr.strip().splitlines() or ["no message"])[-1]
        message = f"The tables of the capstone could not be made: {said} `course doctor` says more."
        raise TablesError(message)
