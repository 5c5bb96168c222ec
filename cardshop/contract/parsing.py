"""From what came to the types of the contract, without losing a value on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cardshop.contract.fields import FIELDS

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TRUTHS = ("true", "false")


def parse(delivery: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of the contract in its types, in the row order of the delivery.

    A value that has no such type becomes null here; `unparsed` lists those cells.
    """
    return delivery.select(_typed(name, delivery.schema[name]) for name in FIELDS)


def unparsed(delivery: pl.DataFrame, typed: pl.DataFrame) -> dict[str, pl.Series]:
    """Return per column the rows whose value was lost in `parse`; only columns that have any."""
    lost = {
        name: (delivery[name].is_not_null() & typed[name].is_null()).arg_true()
        for name in FIELDS
        if typed[name].null_count() > delivery[name].null_count()
    }
    return {name: rows for name, rows in lost.items() if len(rows)}


def _typed(name: str, came_as: PolarsDataType) -> pl.Expr:
    wanted, value = FIELDS[name].dtype, pl.col(name)
    if wanted.is_float():
        number = _number(value, came_as)
        return pl.when(number.is_finite()).then(number).alias(name)
    if came_as == wanted:
        return value
    if wanted.is_integer():
        return _whole(_number(value, came_as)).alias(name)
    text = value.cast(pl.String)
    if wanted == pl.Date:
        return pl.when(text.str.contains(ISO_DATE)).then(text.str.to_date("%Y-%m-%d", strict=False))
    if wanted == pl.Boolean:
        return pl.when(text.is_in(TRUTHS)).then(text == "true").alias(name)
    return text


def _number(value: pl.Expr, came_as: PolarsDataType) -> pl.Expr:
    """Numbers as they are, anything else through its text: `true` and a date are no numbers."""
    readable = value if came_as.is_numeric() else value.cast(pl.String)
    return readable.cast(pl.Float64, strict=False)


def _whole(number: pl.Expr) -> pl.Expr:
    """60 and 60.0 are whole (pandas writes 60.0 beside an empty cell), 60.5 and NaN are not."""
    whole = number.is_finite() & (number == number.round())
    return pl.when(whole).then(number).cast(pl.Int64, strict=False)
