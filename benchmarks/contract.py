"""The contract against pandera on pandas and against vectorised pandas by hand.

All three judge the same typed cards by the same rules and give a table of breaches; equal
counts per column and rule are asserted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.findings import Bar, Findings, Say, Table
from benchmarks.timing import assert_equal, interleaved
from cardshop.contract import COLUMNS, FIELDS, GRADERS, IN_PRINT, RARITIES, breaches
from cardshop.contract.schema import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE
from cardshop.dataset import load_cards, load_species

WHAT = "the contract on 1,000,000 rows, against pandera and pandas"
ABOUT_MIN = 1.0
ROWS, QUICK_ROWS = 1_000_000, 24_000
OURS = "the contract (polars)"
BAR = Bar(OURS, 3.0, "seconds")
Counts = dict[tuple[str, str], int]
FACTS = ["species", "line_id", "height_m", "weight_kg"]


def measured(*, quick: bool, say: Say) -> Findings:
    """Wall seconds of the three on one delivery; raises `UnequalError` when counts differ."""
    rows, repeats = (QUICK_ROWS, 1) if quick else (ROWS, 5)
    say(f"{rows:,} rows, {repeats} rounds")
    found = measure(rows, repeats=repeats)
    groups = {f"{rows:,} rows": found["samples"]}
    table = Table("All breaches of a delivery", groups, of="delivery", unit="s", bar=BAR)
    percent = 100 * found["share_of_rows_broken"]
    method = (
        f"{rows:,} typed cards, of which {percent:.1f} % break a rule. Each "
        f"way judges all columns and lists the same {found['breaches']:,} breaches by row, column "
        "and rule. Frames are built before; pandas stores text as Python objects here, because "
        "the environment leaves pyarrow out."
    )
    return Findings(method, [table])


def measure(rows: int, *, repeats: int = 5) -> dict[str, Any]:
    """Return samples of the three ways, how many breaches they found, and the share of rows broken.

    Raises `UnequalError` when the counts per column and rule differ.
    """
    cards, species = many_cards(rows), load_species()
    frame, table = as_pandas(cards), as_pandas(species.select("dex_no", *FACTS))
    ways: dict[str, Callable[[], Counts]] = {
        OURS: lambda: counted(breaches(cards, species)),
        "pandera on pandas": lambda: by_pandera(frame, table),
        "pandas by hand": lambda: by_hand(frame, table),
    }
    found = {name: way() for name, way in ways.items()}
    assert_equal(found, what="breaches per column and rule")
    return {
        "breaches": sum(found[OURS].values()),
        "share_of_rows_broken": breaches(cards, species)["row"].n_unique() / rows,
        "samples": interleaved(ways, repeats=repeats, warm_up=0),
    }


def many_cards(rows: int) -> pl.DataFrame:
    """The catalogue repeated with new ids and a breach of many kinds in about 2 % of rows."""
    cards = load_cards().select(COLUMNS)
    tiled = pl.concat([cards] * -(-rows // cards.height)).head(rows)
    row = pl.int_range(pl.len())

    def planted(column: str, every: int, offset: int, value: pl.Expr) -> pl.Expr:
        return pl.when(row % every == offset).then(value).otherwise(column).alias(column)

    return tiled.with_columns(
        card_id=pl.format("PK{}", row.cast(pl.String).str.zfill(8))
    ).with_columns(
        planted("card_id", 5_000, 4_999, pl.col("card_id").shift(1)),
        planted("language", 250, 9, pl.lit("EN-US")),
        planted("rarity", 250, 29, pl.col("rarity") + " "),
        planted("weight_kg", 1_000, 49, pl.col("weight_kg") * 1_000),
        pl.when(row % 500 == 69)
        .then(None)
        .otherwise(pl.when(row % 250 == 89).then(-10).otherwise("hp"))
        .alias("hp"),
        planted("grade", 500, 109, pl.lit(11)),
        planted("scan_saturation", 500, 129, pl.col("scan_saturation") * 255 + 1.5),
        planted("card_type", 250, 149, pl.col("card_type").str.to_lowercase()),
    )


def as_pandas(table: pl.DataFrame) -> pd.DataFrame:
    """The same values in pandas' own types; a null number becomes NaN."""
    return pd.DataFrame({column.name: column.to_numpy() for column in table.iter_columns()})


def counted(table: pl.DataFrame) -> Counts:
    """How often each (column, rule) is broken."""
    groups = table.group_by("column", "rule").len()
    return {(column, rule): count for column, rule, count in groups.rows()}


def across(frame: pd.DataFrame, species: pd.DataFrame) -> dict[tuple[str, str], pd.Series]:
    """The rules that need more than one cell, per (column, rule): True where it holds."""
    facts = frame[["dex_no"]].merge(species, on="dex_no", how="left")
    company, grade, rarity = frame["grading_company"], frame["grade"], frame["rarity"]
    graded = company.isin(GRADERS[1:])
    repeated = frame["card_id"].duplicated(keep=False) & frame["card_id"].notna()
    copies = frame[repeated].duplicated(list(COLUMNS))
    contents = frame[repeated].drop_duplicates(list(COLUMNS))["card_id"]
    conflicting = contents[contents.duplicated()]
    holds = {
        ("grade", "graded"): ~(graded & grade.isna()) & ~((company == "none") & grade.notna()),
        ("is_holo", "foil"): ~(frame["is_holo"] & rarity.isin(RARITIES[:2]))
        & (frame["is_holo"] | ~rarity.isin(RARITIES[3:])),
        ("rarity", "legendary"): ~(frame["is_legendary"] & rarity.isin(RARITIES[:2])),
        ("dex_no", "species"): facts["species"].notna(),
        ("card_type", "in print"): in_print(frame),
        ("card_id", "duplicate"): ~copies.reindex(frame.index, fill_value=False),
        ("card_id", "conflict"): ~frame["card_id"].isin(conflicting),
    }
    for name in FACTS:
        holds[name, "species"] = agrees(frame[name], facts[name])
    return holds


def agrees(sent: pd.Series, fact: pd.Series) -> pd.Series:
    """Equal words and numbers; measures within the tolerance."""
    if sent.name in {"height_m", "weight_kg"}:
        return (sent - fact).abs() <= RELATIVE_TOLERANCE * fact + ABSOLUTE_TOLERANCE
    return sent == fact


def in_print(frame: pd.DataFrame) -> pd.Series:
    """Whether the type was printed in the year of release."""
    year, held = frame["release_date"].dt.year, pd.Series(data=True, index=frame.index)
    for card_type, (first, last) in IN_PRINT.items():
        held &= (frame["card_type"] != card_type) | year.between(first, last)
    return held


def by_hand(frame: pd.DataFrame, species: pd.DataFrame) -> Counts:
    """Masks in pandas, collected into a table of row, card_id, column, rule and value."""
    holds = across(frame, species)
    for name, field in FIELDS.items():
        cell = frame[name]
        present = cell.notna()
        if not field.nullable:
            holds[name, "null"] = present
        if field.span:
            inclusive = "left" if field.end_excluded else "both"
            holds[name, "range"] = (
                cell.between(*map(comparable, field.span), inclusive=inclusive) | ~present
            )
        if field.step:
            holds[name, "step"] = (cell % field.step == 0) | ~present
        if field.domain:
            holds[name, "category"] = cell.isin(field.domain) | ~present
        if field.pattern:
            holds[name, "pattern"] = cell.str.contains(field.pattern, regex=True) | ~present
    tables = [listed(frame, *key, mask) for key, mask in holds.items() if not mask.all()]
    table = pd.concat(tables).sort_values(["row", "column", "rule"])
    return table.groupby(["column", "rule"]).size().to_dict()


def comparable(bound: Any) -> Any:
    """A date as pandas compares it, a number as it is."""
    return bound if isinstance(bound, int | float) else pd.Timestamp(bound)


def listed(frame: pd.DataFrame, column: str, rule: str, holds: pd.Series) -> pd.DataFrame:
    """The broken rows of one rule."""
    rows = np.flatnonzero(np.logical_not(holds.to_numpy(dtype=bool)))
    return pd.DataFrame(
        {
            "row": rows,
            "card_id": frame["card_id"].to_numpy()[rows],
            "column": column,
            "rule": rule,
            "value": frame[column].to_numpy()[rows].astype(str),
        }
    )


def by_pandera(frame: pd.DataFrame, species: pd.DataFrame) -> Counts:
    """One lazy validation; rules across columns come in as columns of flags."""
    import pandera.pandas as pa

    flags = {f"{name} {rule}": mask for (name, rule), mask in across(frame, species).items()}
    columns = {name: pandera_column(name) for name in FIELDS}
    columns |= {name: pa.Column(bool, pa.Check.eq(True, name="flag")) for name in flags}
    try:
        pa.DataFrameSchema(columns).validate(frame.assign(**flags), lazy=True)
    except pa.errors.SchemaErrors as caught:
        cases = caught.failure_cases
        sizes = cases.groupby(["column", "check"]).size().to_dict()
        return dict(renamed(column, str(check), size) for (column, check), size in sizes.items())
    return {}


def renamed(column: str, check: str, size: int) -> tuple[tuple[str, str], int]:
    """A rule's name in pandera's table, in the contract's words."""
    if column in FIELDS:
        return (column, "null" if check == "not_nullable" else check), size
    name, _, rule = column.partition(" ")
    return (name, rule), size


def pandera_column(name: str) -> Any:
    """The rules of the cell as checks of pandera on pandas."""
    import pandera.pandas as pa

    field, checks = FIELDS[name], []
    if field.span:
        low, high = map(comparable, field.span)
        closed = not field.end_excluded
        checks.append(pa.Check.in_range(low, high, include_max=closed, name="range", error="range"))
    if field.step:
        checks.append(pa.Check(lambda cell: cell % field.step == 0, name="step", error="step"))
    if field.domain:
        checks.append(pa.Check.isin(field.domain, name="category", error="category"))
    if field.pattern:
        checks.append(pa.Check.str_matches(field.pattern, name="pattern", error="pattern"))
    return pa.Column(None, checks, nullable=field.nullable)
