"""How data/measured/scored_cards.parquet is made: python data/record_scored.py writes it anew.

One model, and its answers on lines that it has not seen: on some of them its temperature was
fitted and a threshold may be chosen, the others are there to score both.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import load_cards, split_by_line
from cardshop.evaluation import cooled, fit_temperature
from cardshop.features import features
from cardshop.training import Settings
from cardshop.training.fitting import fit, probabilities_of
from cardshop.training.measured import FOLDER

NAME = "scored_cards.parquet"
SEED, DIGITS = 0, 5
# The rule of lesson 00 files by the first attack word: of 20 cards or more, and mostly of one type.
RULE_CARDS, RULE_SHARE = 20, 0.75
KEPT = (
    "card_id", "line_id", "seller_country", "language", "generation", "rarity",
    "attack_name", "grading_company", "card_type",
)  # fmt: skip


class Sides(NamedTuple):
    """Cards to train on, to tune on and to test on; no line is in two of them."""

    training: pl.DataFrame
    tuning: pl.DataFrame
    test: pl.DataFrame


def sides() -> Sides:
    """The catalogue in three: a quarter of the lines in test, a quarter of the rest in tuning."""
    rest, test = split_by_line(load_cards(), SEED)
    return Sides(*split_by_line(rest, SEED), test)


def record(given: Sides, settings: Settings) -> pl.DataFrame:
    """A row a card of tuning and test: what it shows, its type, and what the model says."""
    table, types = features(given.training, settings.features), given.training["card_type"]
    fitted, classes = fit(table, types.to_numpy(), settings).pipeline, np.unique(types)
    raw = [
        probabilities_of(fitted, features(one, settings.features), classes)
        for one in (given.tuning, given.test)
    ]
    codes = np.searchsorted(classes, given.tuning["card_type"].to_numpy())
    temperature = fit_temperature(raw[0], codes)
    parts = [
        _scored(cards, cooled(said, temperature), classes).insert_column(
            0, pl.lit(part).alias("part")
        )
        for part, cards, said in zip(("tuning", "test"), given[1:], raw, strict=True)
    ]
    scored = pl.concat(parts).with_columns(pl.lit(round(temperature, DIGITS)).alias("temperature"))
    return scored.with_columns(_by_rule(given.training, scored).alias("rule_type"))


def _scored(cards: pl.DataFrame, said: np.ndarray, classes: np.ndarray) -> pl.DataFrame:
    rounded = said.round(DIGITS)
    return cards.select(
        *KEPT,
        predicted=pl.Series(classes[rounded.argmax(axis=1)]),
        confidence=pl.Series(rounded.max(axis=1)),
    ).with_columns(
        pl.Series(f"p_{name}", column) for name, column in zip(classes, rounded.T, strict=True)
    )


def _by_rule(training: pl.DataFrame, scored: pl.DataFrame) -> pl.Series:
    word = pl.col("attack_name").str.extract(r"^(\S+)").alias("word")
    counts = training.group_by(word).agg(
        cards=pl.len(),
        rule_type=pl.col("card_type").mode().sort().first(),
        most=pl.col("card_type").unique_counts().max(),
    )
    clear = counts.filter(
        (pl.col("cards") >= RULE_CARDS) & (pl.col("most") > RULE_SHARE * pl.col("cards"))
    )
    return scored.with_columns(word).join(clear, on="word", how="left", maintain_order="left")[
        "rule_type"
    ]


def write() -> None:
    """Write the table, and its line in CHECKSUMS."""
    path, listed = FOLDER / NAME, FOLDER / "CHECKSUMS"
    record(sides(), Settings()).write_parquet(
        path, compression="zstd", compression_level=22, statistics=False
    )
    lines = [one for one in listed.read_text("utf-8").splitlines() if not one.endswith(NAME)]
    lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {NAME}")
    listed.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write()
