"""The one schema of the contract, run by pandera, built when it is first needed.

Every rule is a check of the column that somebody has to be asked about; a check's name is
the rule, its error text says what is allowed. pandera is imported inside: it costs 0.9 s.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import polars as pl

from cardshop.contract.fields import FIELDS, GRADERS, IN_PRINT, NOT_GRADED, RARITIES, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandera.api.polars.types import PolarsData
    from pandera.polars import Check, DataFrameSchema

# Facts copied from the species table: exact ones, and measures that partners round or convert.
EXACT_FACTS = ("species", "line_id")
MEASURED_FACTS = ("height_m", "weight_kg")
FACT = "fact_"
# Inches to one decimal and back stay within both; grams, pounds and feet leave them by far.
RELATIVE_TOLERANCE = 0.05  # of the species' own height or weight
ABSOLUTE_TOLERANCE = 0.05  # m or kg: half of the last digit that the species table states

NEVER_FOIL = RARITIES[:2]
ALWAYS_FOIL = RARITIES[3:]


@cache
def contract_schema() -> DataFrameSchema:
    """Return the pandera schema of a typed delivery with the species facts beside it.

    Validate with `lazy=True`: all breaches in one pass. `breaches` adds values without
    the right type, and copies and conflicting ids, judged on the values as they came.
    """
    import pandera.polars as pa

    return pa.DataFrameSchema(
        {
            name: pa.Column(field.dtype, list(_checks(name, field)), nullable=field.nullable)
            for name, field in FIELDS.items()
        }
    )


def with_species_facts(cards: pl.DataFrame, species: pl.DataFrame) -> pl.DataFrame:
    """Return the cards with `fact_` columns of their species, null where it is unknown."""
    facts = species.select(
        pl.col("dex_no").cast(FIELDS["dex_no"].dtype),
        pl.col("dex_no").alias(FACT + "dex_no"),
        pl.col(*EXACT_FACTS, *MEASURED_FACTS).name.prefix(FACT),
    )
    return cards.join(facts, on="dex_no", how="left", maintain_order="left", validate="m:1")


def _checks(name: str, field: Field) -> Iterator[Check]:
    yield from _rules_of_the_cell(field)
    for rule, allowed, holds in RULES_ACROSS_COLUMNS.get(name, ()):
        yield _check(rule, allowed, holds)
    if name in EXACT_FACTS:
        yield _check("species", "as the species table has it", pl.col(name) == pl.col(FACT + name))
    if name in MEASURED_FACTS:
        allowed = f"the species table's, within {RELATIVE_TOLERANCE:.0%} and {ABSOLUTE_TOLERANCE}"
        yield _check("species", allowed, _near(name))


def _rules_of_the_cell(field: Field) -> Iterator[Check]:
    """Range, step, domain and pattern: what a cell must hold whatever stands beside it."""
    import pandera.polars as pa

    if field.span:
        allowed, closed = field.span_in_words(), not field.end_excluded
        yield pa.Check.in_range(*field.span, include_max=closed, name="range", error=allowed)
    if field.step:
        cell_in_steps = partial(_in_steps, step=field.step)
        yield pa.Check(cell_in_steps, name="step", error=f"a multiple of {field.step}")
    if field.domain:
        yield pa.Check.isin(field.domain, name="category", error=", ".join(field.domain))
    if field.pattern:
        allowed = f"text such as {field.example}"
        yield pa.Check.str_matches(field.pattern, name="pattern", error=allowed)


def _in_steps(data: PolarsData, step: int) -> pl.LazyFrame:
    return data.lazyframe.select(pl.col(data.key) % step == 0)


def _check(rule: str, allowed: str, holds: pl.Expr) -> Check:
    """A check that looks at other columns of the row; a null answer breaks no rule."""
    import pandera.polars as pa

    return pa.Check(lambda data: data.lazyframe.select(holds), name=rule, error=allowed)


def _near(name: str) -> pl.Expr:
    fact = pl.col(FACT + name)
    return (pl.col(name) - fact).abs() <= RELATIVE_TOLERANCE * fact + ABSOLUTE_TOLERANCE


def _in_print() -> pl.Expr:
    year, held = pl.col("release_date").dt.year(), pl.lit(value=True)
    for card_type, (first, last) in IN_PRINT.items():
        held &= (pl.col("card_type") != card_type) | year.is_between(first, last)
    return held


_GRADED = pl.col("grading_company").is_in(GRADERS) & (pl.col("grading_company") != NOT_GRADED)
_UNGRADED = pl.col("grading_company") == NOT_GRADED

# Column to ask about: (rule, what is allowed, when it holds). Facts of data/cards.parquet.
RULES_ACROSS_COLUMNS: dict[str, tuple[tuple[str, str, pl.Expr], ...]] = {
    "grade": (
        ("graded", "a grade, since a company graded it", ~(_GRADED & pl.col("grade").is_null())),
        (
            "graded",
            "no grade, since nobody graded it",
            ~(_UNGRADED & pl.col("grade").is_not_null()),
        ),
    ),
    "is_holo": (
        (
            "foil",
            f"false for {' and '.join(NEVER_FOIL)}",
            ~(pl.col("is_holo") & pl.col("rarity").is_in(NEVER_FOIL)),
        ),
        (
            "foil",
            f"true for {', '.join(ALWAYS_FOIL)}",
            pl.col("is_holo") | ~pl.col("rarity").is_in(ALWAYS_FOIL),
        ),
    ),
    "rarity": (
        (
            "legendary",
            f"above {NEVER_FOIL[-1]} for a legendary species",
            ~(pl.col("is_legendary") & pl.col("rarity").is_in(NEVER_FOIL)),
        ),
    ),
    "dex_no": (
        (
            "species",
            "a number of the species table",
            pl.col("dex_no").is_null() | pl.col(FACT + "dex_no").is_not_null(),
        ),
    ),
    "card_type": (("in print", "a type that was in print that year", _in_print()),),
}
