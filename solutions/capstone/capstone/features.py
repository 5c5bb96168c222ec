"""A card as a row of numbers: each feature once, for training and for quotes."""

from __future__ import annotations

import polars as pl

from capstone.columns import CARD_TYPES, CONDITIONS, RARITIES

# From least to most of it.
ORDERED = {"rarity": RARITIES, "condition": CONDITIONS}
# What a card without a slab counts as among the grades: a good copy.
UNGRADED_AS = 8.0
AS_THEY_ARE = (
    "generation", "evo_stage", "is_legendary", "is_holo", "hp",
    "base_hp", "base_attack", "base_defense", "base_sp_attack", "base_sp_defense", "base_speed",
)  # fmt: skip


def features(sales: pl.DataFrame) -> pl.DataFrame:
    """A row of numbers (32 bits) a sale, in the order of the sales, null where a value is unknown.

    A word outside of its list makes a null, no error; a missing grade is known: UNGRADED_AS.
    No feature reads another row, the price, the date of the sale or its index: the index is what
    the target is divided by.
    """
    ### BEGIN SOLUTION
    return sales.select(
        *(pl.col(name).cast(pl.Float32) for name in AS_THEY_ARE),
        _rank("rarity"),
        _rank("condition"),
        (_rank("rarity") * _rank("condition")).alias("rarity_x_condition"),
        pl.col("release_date").dt.year().cast(pl.Float32).alias("release_year"),
        pl.col("grade").is_not_null().cast(pl.Float32).alias("is_graded"),
        pl.col("grade").cast(pl.Float32).fill_null(UNGRADED_AS),
        *_types(),
    )
    ### END SOLUTION


def _rank(column: str) -> pl.Expr:
    ranks = {value: float(at) for at, value in enumerate(ORDERED[column])}
    return pl.col(column).replace_strict(ranks, default=None, return_dtype=pl.Float32)


def _types() -> list[pl.Expr]:
    return [(pl.col("card_type") == one).cast(pl.Float32).alias(f"is_{one}") for one in CARD_TYPES]
