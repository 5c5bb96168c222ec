"""What the exam tables share: steps from 0 to 1, small counts, planted errors, their ledger."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from generator.deliveries import EVERYWHERE, EXACT_DUPLICATE, Delivery, Issue, plant
from generator.seeds import Codes, Flags, Stream, Values, pick

# Calls, loans and the like are small: each is the number of tries that succeed.
MOST_OF_A_COUNT = 8


class Spoiling(NamedTuple):
    """How an exam table gets its errors: its key, the stream, the issues, rows sent again."""

    key: str
    stream: Stream
    issues: tuple[Issue, ...]
    copies: int


def chance(score: Values) -> Values:
    """The logistic curve: a score from minus to plus infinity as a chance from 0 to 1."""
    return 1 / (1 + np.exp(-score))


def count(draws: np.random.Generator, share: Values) -> Codes:
    """Per row how many of 8 tries succeed, each with the row's share; 0 to 8."""
    tries = draws.random((len(share), MOST_OF_A_COUNT))
    return (tries < share[:, None]).sum(axis=1).astype(np.int64)


def happens(draws: np.random.Generator, probability: Values) -> Flags:
    """Per row whether an event of that probability comes about."""
    return draws.random(len(probability)) < probability


def one_of(draws: np.random.Generator, shares: dict[str, float], rows: int) -> pl.Series:
    """Per row a word, drawn in proportion to its share."""
    words = pl.Series(list(shares))
    return words.gather(pick(draws, list(shares.values()), rows))


def spoiled(table: pl.DataFrame, how: Spoiling) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(table, ledger): errors in some cells, and at the end the rows that were sent again."""
    draws = how.stream.draws()
    nothing = pl.repeat(None, pl.len(), dtype=pl.String)
    columns = dict.fromkeys(issue.column for issue in how.issues)
    delivery = Delivery(table, table.select(nothing.alias(name) for name in columns))
    for issue in how.issues:
        delivery = plant(delivery, issue, draws)
    again = np.sort(draws.choice(table.height, how.copies, replace=False)).tolist()
    grown = pl.concat([delivery.table, delivery.table[again]])
    faults = pl.concat([delivery.faults, delivery.faults[again]])
    return grown, ledger(grown, faults, key=how.key)


def ledger(table: pl.DataFrame, faults: pl.DataFrame, *, key: str) -> pl.DataFrame:
    """Columns row (from 0), the key, column, issue; sorted by row, then column.

    A duplicate is the later copy only; a copy of a faulty row carries its fault.
    """
    keys = table.with_row_index("row").select("row", key)
    cells = faults.with_row_index("row").unpivot(index="row", variable_name="column")
    cells = cells.drop_nulls().join(keys, on="row").rename({"value": "issue"})
    later = table.select(~pl.struct(pl.all()).is_first_distinct()).to_series()
    whole = {"column": pl.lit(EVERYWHERE), "issue": pl.lit(EXACT_DUPLICATE)}
    duplicates = keys.filter(later).with_columns(**whole)
    both = [part.select("row", key, "column", "issue") for part in (cells, duplicates)]
    return pl.concat(both).with_columns(pl.col("row").cast(pl.Int64)).sort("row", "column")
