"""Which sales break a rule, and the sales that break none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from capstone.columns import FIELDS, NOT_GRADED, Field, QuoteError, followed_index, require

if TYPE_CHECKING:
    from pandera.polars import Check, DataFrameSchema

BREACH = pl.Schema({"sale_id": pl.Int64, "rule": pl.String})
# Sales of the same rarity, condition and grader are peers; with fewer, the rarity alone decides.
PEERS = ("rarity", "condition", "grading_company")
FEWEST_PEERS = 10
# Cents are a hundred times too high, mistyped prices eight times and more; true ones stay below.
TOO_HIGH = 5.0


def validate(sales: pl.DataFrame) -> pl.DataFrame:
    """One row a breach: sale_id and the rule it breaks, in the order of the sales.

    The rules of FIELDS ("hp out of range", "rarity unknown", "rarity missing"), of rows ("sale_id
    twice" ...) and, where there is `price_usd`, of prices: three functions below have their names.
    A sale that breaks two has two rows. QuoteError: a column is missing.
    """
    require(sales, list(FIELDS))
    ### BEGIN SOLUTION
    broken = {**_broken_fields(sales), **_broken_rows(sales)}
    if "price_usd" in sales.columns:
        broken |= _broken_prices(sales)
    found = pl.DataFrame(
        [(int(row), rule) for rule, rows in broken.items() for row in rows.arg_true()],
        schema={"row": pl.UInt32, "rule": pl.String},
        orient="row",
    ).sort("row", "rule")
    return found.select(sale_id=sales["sale_id"].gather(found["row"]), rule="rule").cast(BREACH)
    ### END SOLUTION


def cleaned(sales: pl.DataFrame) -> pl.DataFrame:
    """The sales that break no rule, in their order: to learn from, never to be judged on.

    Every row of a sale_id that breaks one is left out.
    """
    ### BEGIN SOLUTION
    wrong = validate(sales)["sale_id"].unique()
    return sales.filter(~pl.col("sale_id").is_in(wrong.implode()))
    ### END SOLUTION


@cache
def contract() -> DataFrameSchema:
    """FIELDS as a pandera schema; a check's name is the rule that it breaks."""
    import pandera.polars as pa

    return pa.DataFrameSchema(
        {
            name: pa.Column(field.type, list(_checks(name, field)), nullable=field.nullable)
            for name, field in FIELDS.items()
        }
    )


def _checks(name: str, field: Field) -> Iterator[Check]:
    import pandera.polars as pa

    if field.span:
        yield pa.Check.in_range(*field.span, name=f"{name} out of range")
    if field.domain:
        yield pa.Check.isin(field.domain, name=f"{name} unknown")


def _broken_fields(sales: pl.DataFrame) -> dict[str, pl.Series]:
    """Per rule of a single column, which rows break it."""
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    # pandera reads its environment, too: a variable left over must not switch the rules off.
    everything = {"validation_enabled": True, "validation_depth": ValidationDepth.SCHEMA_AND_DATA}
    try:
        with config_context(**everything):
            contract().validate(sales, lazy=True)
    except SchemaErrors as caught:
        broken = {}
        for error in caught.schema_errors:
            passed, column, check = error.check_output, error.schema.name, error.check
            if not isinstance(passed, pl.DataFrame) or check is None:
                message = f"Column {column} is {sales[column].dtype}; cast it: {check}."
                raise QuoteError(message) from None
            rule = f"{column} missing" if isinstance(check, str) else check.name
            broken[str(rule)] = ~passed.to_series()
        return broken
    return {}


def _broken_rows(sales: pl.DataFrame) -> dict[str, pl.Series]:
    """Per rule of whole rows, which rows break it."""
    graded = pl.col("grading_company") != NOT_GRADED
    rules = {
        "sale_id twice": pl.col("sale_id").is_duplicated(),
        "grade missing": graded & pl.col("grade").is_null(),
        "grade without a grader": ~graded & pl.col("grade").is_not_null(),
        "sale before the release": pl.col("sale_date") < pl.col("release_date"),
    }
    return _rows(sales, rules)


def _broken_prices(sales: pl.DataFrame) -> dict[str, pl.Series]:
    """Per rule of prices, which rows break it; each rule leaves the others' sales alone.

    "price_usd missing" (null, NaN), "price_usd not above 0", and "price_usd far above its peers":
    its level is over TOO_HIGH times the median level of its PEERS, or of its rarity alone where
    they are fewer than FEWEST_PEERS. A price far below its peers breaks none.
    """
    ### BEGIN SOLUTION
    price, level = pl.col("price_usd").fill_nan(None), _level()
    enough = level.count().over(PEERS) >= FEWEST_PEERS
    alike, alike_rarity = level.median().over(PEERS), level.median().over("rarity")
    rules = {
        "price_usd missing": price.is_null(),
        "price_usd not above 0": price <= 0,
        "price_usd far above its peers": level
        > TOO_HIGH * pl.when(enough).then(alike).otherwise(alike_rarity),
    }
    return _rows(sales, rules)
    ### END SOLUTION


def _level() -> pl.Expr:
    """A price over its index, so that one of 2020 is a peer of one of 2025; null without one."""
    price = pl.col("price_usd").fill_nan(None)
    return pl.when(price > 0).then(price / followed_index())


def _rows(sales: pl.DataFrame, rules: dict[str, pl.Expr]) -> dict[str, pl.Series]:
    """Per rule which rows break it; what cannot be told breaks none."""
    return {
        rule: sales.select(broken.fill_null(value=False)).to_series()
        for rule, broken in rules.items()
    }
