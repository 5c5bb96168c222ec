"""Judging a delivery row by row: breaches, and the split into accepted and quarantined."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cardshop.contract.delivery import require_columns
from cardshop.contract.fields import COLUMNS, FIELDS
from cardshop.contract.parsing import parse, unparsed
from cardshop.contract.schema import contract_schema, with_species_facts

if TYPE_CHECKING:
    from collections.abc import Collection

    from pandera.errors import SchemaError

BREACH = {
    "row": pl.UInt32,
    "card_id": pl.String,
    "column": pl.String,
    "rule": pl.String,
    "value": pl.String,
    "allowed": pl.String,
}


class Split(NamedTuple):
    """A delivery in two parts that together hold every row once, each in the order of arrival."""

    accepted: pl.DataFrame
    quarantined: pl.DataFrame


class Finding(NamedTuple):
    """The rows that break one rule in one column."""

    column: str
    rule: str
    allowed: str
    rows: pl.Series


def breaches(
    delivery: pl.DataFrame, species: pl.DataFrame, *, waived: Collection[str] = ()
) -> pl.DataFrame:
    """Return one row a breach: row (from 0), card_id, column, rule, value as it came, allowed.

    In row order; empty when all is well. `species` is data/species.csv, against which height,
    weight and names are judged. A duplicate is every later copy; an id with different contents
    is a conflict on all its rows. `waived` columns may be absent and are not judged.
    Raises DeliveryError for missing columns.
    """
    whole = _with_waived(delivery, waived)
    return _inspect(whole, parse(whole), species, waived)


def quarantine(
    delivery: pl.DataFrame, species: pl.DataFrame, *, waived: Collection[str] = ()
) -> Split:
    """Return (accepted, quarantined): every row of the delivery in one of them, order kept.

    Accepted rows break no rule and have the columns and types of the contract (an absent
    waived column is null). Quarantined rows keep every column and value as they came, between
    `row` and `reasons`, for the partner. Raises DeliveryError for missing columns.
    """
    whole = _with_waived(delivery, waived)
    typed = parse(whole)
    reasons = _reasons(_inspect(whole, typed, species, waived))
    bad = pl.Series(range(delivery.height), dtype=pl.UInt32).is_in(reasons["row"].implode())
    quarantined = delivery.with_row_index("row").filter(bad)
    return Split(typed.filter(~bad), quarantined.join(reasons, on="row", maintain_order="left"))


def _with_waived(delivery: pl.DataFrame, waived: Collection[str]) -> pl.DataFrame:
    """The delivery with empty columns for what the partner was allowed not to send."""
    absent = [name for name in FIELDS if name in waived and name not in delivery.columns]
    whole = delivery.with_columns(
        pl.lit(None, dtype=FIELDS[name].dtype).alias(name) for name in absent
    )
    require_columns(whole)
    return whole


def _reasons(found: pl.DataFrame) -> pl.DataFrame:
    reason = pl.format(
        "{} {}: {} (allowed: {})", "column", "rule", pl.col("value").fill_null("empty"), "allowed"
    )
    return found.group_by("row").agg(reasons=reason.str.join("; "))


def _inspect(
    delivery: pl.DataFrame, typed: pl.DataFrame, species: pl.DataFrame, waived: Collection[str]
) -> pl.DataFrame:
    lost = unparsed(delivery, typed)
    findings = [
        *(_without(found, lost) for found in _broken_rules(with_species_facts(typed, species))),
        *(Finding(name, "type", FIELDS[name].type_in_words(), rows) for name, rows in lost.items()),
        *_identity(delivery),
    ]
    tables = [_table(delivery, found) for found in findings if found.column not in waived]
    order = pl.col("column").replace_strict(list(COLUMNS), range(len(COLUMNS)))
    return pl.concat([pl.DataFrame(schema=BREACH), *tables]).sort("row", order, "rule")


def _without(found: Finding, lost: dict[str, pl.Series]) -> Finding:
    """A value of the wrong type is one breach: the null that parsing put there is none."""
    if found.column not in lost:
        return found
    kept = found.rows.filter(~found.rows.is_in(lost[found.column].implode()))
    return found._replace(rows=kept)


def _broken_rules(cards: pl.DataFrame) -> list[Finding]:
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    # pandera reads its environment, too: a variable left over must not switch the contract off.
    everything = {"validation_enabled": True, "validation_depth": ValidationDepth.SCHEMA_AND_DATA}
    try:
        with config_context(**everything):
            contract_schema().validate(cards, lazy=True)
    except SchemaErrors as caught:
        return [_finding(error) for error in caught.schema_errors]
    return []


def _finding(error: SchemaError) -> Finding:
    """The rows of one pandera error; anything but a broken rule is a mistake in the schema."""
    check, passed = error.check, error.check_output
    if not isinstance(passed, pl.DataFrame) or check is None:
        raise error
    rows = (~passed.to_series()).arg_true()
    if isinstance(check, str):
        return Finding(error.schema.name, "null", "a value in every row", rows)
    return Finding(error.schema.name, str(check.name), str(check.error), rows)


def _identity(delivery: pl.DataFrame) -> list[Finding]:
    """Copies and conflicts, compared as they came and only among the ids that repeat."""
    card_id = delivery["card_id"]
    repeated = delivery.with_row_index("row").filter(
        card_id.is_duplicated() & card_id.is_not_null()
    )
    if repeated.is_empty():
        return []
    contents = pl.struct(COLUMNS)
    copy = repeated.filter(~contents.is_first_distinct())["row"]
    conflict = repeated.filter(contents.n_unique().over("card_id") > 1)["row"]
    return [
        Finding("card_id", "duplicate", "each card once; this is a later copy", copy),
        Finding("card_id", "conflict", "one content for an id; its rows differ", conflict),
    ]


def _table(delivery: pl.DataFrame, found: Finding) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "row": found.rows,
            "card_id": delivery["card_id"].gather(found.rows).cast(pl.String),
            "column": pl.repeat(found.column, len(found.rows), eager=True),
            "rule": pl.repeat(found.rule, len(found.rows), eager=True),
            "value": delivery[found.column].gather(found.rows).cast(pl.String),
            "allowed": pl.repeat(found.allowed, len(found.rows), eager=True),
        },
        schema_overrides=BREACH,
    )
