"""Measure what a capstone's RMSE is marked against, on the seeds that the marker withholds.

python data/record_capstone_scale.py               writes classroom/marker/scale.toml
python data/record_capstone_scale.py --seed 101    prints one seed's two figures

Baseline: a linear model of the price on cleaned sales. Reference: solutions/capstone. The seeds
were fixed before either was looked at.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from cardshop.dataset import DATA
from make_quotes import quote_tables

SEEDS = (101, 202, 303)
PROJECT = DATA.parent / "solutions" / "capstone"
SCALE = DATA.parent / "classroom" / "marker" / "scale.toml"
NUMBERS = (
    "generation", "evo_stage", "base_hp", "base_attack", "base_defense", "base_sp_attack",
    "base_sp_defense", "base_speed", "hp", "is_legendary", "is_holo",
)  # fmt: skip
TEXT = ("rarity", "card_type", "language", "condition", "grading_company")
HEAD = """\
# RMSE in dollars on each withheld seed's audited sales, by data/record_capstone_scale.py:
# a linear model of the price on cleaned sales, and the reference of solutions/capstone.
"""


def figures(seed: int) -> dict[str, float]:
    """`baseline_usd` and `reference_usd`: the RMSE of both on a seed's audited sales."""
    sys.path.insert(0, str(PROJECT))
    project, data = (importlib.import_module(name) for name in ("capstone", "capstone.data"))
    tables = quote_tables(seed)
    sales, holdout = tables["sales"], tables["holdout"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sales.write_parquet(folder / "sales.parquet")
        project.train(folder, folder / "artifact")
        quotes = project.predict(folder / "artifact", holdout.drop("price_usd"))["price_usd"]
    return {
        "baseline_usd": rmse_usd(linear(data.cleaned(sales), holdout), holdout),
        "reference_usd": rmse_usd(quotes, holdout),
    }


def linear(train: pl.DataFrame, test: pl.DataFrame) -> pl.Series:
    """Prices of `test` by least squares on numbers and categories, learned from `train`."""
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import LinearRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    columns = make_column_transformer((StandardScaler(), list(NUMBERS)), (encoder, list(TEXT)))
    model = make_pipeline(columns, LinearRegression())
    model.fit(train.select(*NUMBERS, *TEXT), train["price_usd"].to_numpy())
    return pl.Series(model.predict(test.select(*NUMBERS, *TEXT)))


def rmse_usd(quotes: pl.Series, sales: pl.DataFrame) -> float:
    """The root of the mean squared error, in dollars."""
    return float(np.sqrt(((quotes.to_numpy() - sales["price_usd"].to_numpy()) ** 2).mean()))


def written(found: dict[int, dict[str, float]]) -> str:
    """The file's text."""
    rows = [
        f"\n[{seed}]\nbaseline_usd = {one['baseline_usd']:.3f}\n"
        f"reference_usd = {one['reference_usd']:.3f}\n"
        for seed, one in found.items()
    ]
    return HEAD + "".join(rows)


def main() -> None:
    """Measure, then write the file or print one seed."""
    told = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    told.add_argument("--seed", type=int, help="print this seed's figures, write nothing")
    asked = told.parse_args()
    if asked.seed is not None:
        sys.stdout.write(written({asked.seed: figures(asked.seed)}))
    else:
        SCALE.write_text(written({seed: figures(seed) for seed in SEEDS}), "utf-8")


if __name__ == "__main__":
    main()
