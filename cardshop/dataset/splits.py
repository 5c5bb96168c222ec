"""Three splits for three questions: unseen species, the next generation, the next months."""

from __future__ import annotations

import hashlib
import math

import polars as pl

from cardshop.dataset.files import DatasetError


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
