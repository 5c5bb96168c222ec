"""A clean and a dirty delivery of new cards, and the ledger of what is wrong in the dirty one.

The ledger is not a list of what was planted: it is what a reader of the file can find.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import polars as pl

from generator.press import Press
from generator.prints import cards
from generator.seeds import Codes, Stream, Table

DELIVERY_ROWS = 4_000
# Filled in three days after a card was typed: a fresh delivery cannot hold them.
FILLED_IN_LATER = ("weakness", "resistance")
EXACT_DUPLICATE, CONFLICT = "exact duplicate", "same id, other content"
DUPLICATE_ROWS, CONFLICT_ROWS = 15, 7
# A changed copy stays inside the range of hit points: only the contradiction is wrong.
CONFLICT_HP, HIGHEST_CONFLICT_HP = 10, 330
EVERYWHERE = "*"


class Issue(NamedTuple):
    """One kind of error: its name, column, how often, where it can stand, what it writes."""

    name: str
    column: str
    count: int
    eligible: pl.Expr
    value: pl.Expr


ANY_ROW = pl.lit(value=True)
# Only where the error is an error: 0.002 x 255 would still be a valid saturation.
VISIBLE_SATURATION = pl.col("scan_saturation") > 0.01
ISSUES = (
    Issue("missing value", "hp", 20, ANY_ROW, pl.lit(None, dtype=pl.Int64)),
    Issue("negative value", "hp", 8, ANY_ROW, pl.lit(-10, dtype=pl.Int64)),
    Issue("sentinel 9999", "attack_damage", 4, ANY_ROW, pl.lit(9999, dtype=pl.Int64)),
    Issue("lower case", "card_type", 27, ANY_ROW, pl.col("card_type").str.to_lowercase()),
    Issue("trailing space", "rarity", 23, ANY_ROW, pl.col("rarity") + " "),
    Issue("grams", "weight_kg", 17, ANY_ROW, (pl.col("weight_kg") * 1000).round(1)),
    Issue("unknown category", "language", 10, pl.col("language") == "en", pl.lit("EN-US")),
    Issue(
        "day first",
        "release_date",
        13,
        ANY_ROW,
        pl.col("release_date").str.to_date().dt.strftime("%d/%m/%Y"),
    ),
    Issue(
        "scale 0-255",
        "scan_saturation",
        8,
        VISIBLE_SATURATION,
        (pl.col("scan_saturation") * 255).round(1),
    ),
    Issue("above the scale", "grade", 5, pl.col("grade").is_not_null(), pl.lit(11, pl.Int64)),
)


@dataclass(frozen=True)
class Delivery:
    """A delivery, and per row and column the name of the issue that stands there (or null)."""

    table: pl.DataFrame
    faults: pl.DataFrame


def clean_delivery(press: Press, table: Table = Table.CLEAN_DELIVERY) -> pl.DataFrame:
    """4,000 new prints as a trusted seller would send them; no weakness, no resistance."""
    return cards(press, DELIVERY_ROWS, table).drop(FILLED_IN_LATER)


def dirty_delivery(press: Press) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(delivery, ledger): 4,000 other prints, errors in some cells, re-sent rows at the end."""
    draws = Stream(press.seed, Table.PLANTED_ISSUES).draws()
    table = clean_delivery(press, Table.DIRTY_DELIVERY)
    table = table.with_columns(pl.col("release_date").cast(pl.String))
    nothing = pl.repeat(None, pl.len(), dtype=pl.String)
    columns = dict.fromkeys(issue.column for issue in ISSUES)
    delivery = Delivery(table, table.select(nothing.alias(name) for name in columns))
    for issue in ISSUES:
        delivery = plant(delivery, issue, draws)
    delivery, conflicting = resend(delivery, draws)
    return delivery.table, ledger(delivery, conflicting)


def plant(delivery: Delivery, issue: Issue, draws: np.random.Generator) -> Delivery:
    """The delivery with one more kind of error, in rows where no error stands in that column."""
    free = pl.lit(delivery.faults[issue.column].is_null())
    eligible = delivery.table.with_row_index("row").filter(issue.eligible & free)["row"]
    chosen = np.zeros(delivery.table.height, dtype=bool)
    chosen[draws.choice(eligible.to_numpy(), issue.count, replace=False)] = True
    at = pl.lit(pl.Series(chosen))
    column = pl.col(issue.column)
    name = pl.lit(issue.name)
    return Delivery(
        delivery.table.with_columns(
            pl.when(at).then(issue.value).otherwise(column).alias(issue.column)
        ),
        delivery.faults.with_columns(pl.when(at).then(name).otherwise(column).alias(issue.column)),
    )


def resend(delivery: Delivery, draws: np.random.Generator) -> tuple[Delivery, list[str]]:
    """The delivery with re-sent rows at its end, and the ids whose second copy differs."""
    table = delivery.table
    steady = delivery.faults["hp"].is_null() & (table["hp"] <= HIGHEST_CONFLICT_HP)
    changed = draws.choice(steady.arg_true().to_numpy(), CONFLICT_ROWS, replace=False)
    others = np.setdiff1d(np.arange(table.height), changed)
    same = np.sort(draws.choice(others, DUPLICATE_ROWS, replace=False))
    again: Codes = np.concatenate([same, np.sort(changed)])
    copies = table[again.tolist()].with_columns(
        hp=pl.col("hp") + pl.lit(pl.Series(np.isin(again, changed) * CONFLICT_HP))
    )
    grown = replace(
        delivery,
        table=pl.concat([table, copies]),
        faults=pl.concat([delivery.faults, delivery.faults[again.tolist()]]),
    )
    return grown, table["card_id"].gather(changed).to_list()


def ledger(delivery: Delivery, conflicting: list[str]) -> pl.DataFrame:
    """Columns row (from 0), card_id, column, issue; sorted by row, then column.

    A duplicate is the later copy only; a conflict is every row of its id.
    """
    numbered = delivery.table.with_row_index("row")
    cells = delivery.faults.with_row_index("row").unpivot(index="row", variable_name="column")
    cells = cells.drop_nulls().join(numbered.select("row", "card_id"), on="row")
    later = ~pl.struct(delivery.table.columns).is_first_distinct()
    duplicates = entries(numbered.filter(later), EVERYWHERE, EXACT_DUPLICATE)
    conflicts = numbered.filter(pl.col("card_id").is_in(conflicting))
    found = [
        cells.select("row", "card_id", "column", issue="value"),
        duplicates,
        entries(conflicts, "card_id", CONFLICT),
    ]
    return pl.concat(found).with_columns(pl.col("row").cast(pl.Int64)).sort("row", "column")


def entries(rows: pl.DataFrame, column: str, issue: str) -> pl.DataFrame:
    """Ledger entries for whole rows."""
    return rows.select("row", "card_id", column=pl.lit(column), issue=pl.lit(issue))
