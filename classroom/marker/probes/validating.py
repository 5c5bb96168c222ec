"""Which sales a project's `validate` names."""

from __future__ import annotations

from typing import Any

import polars as pl

from classroom.marker.probes import RefusedError, Steps, of_project


def steps(sales: str) -> Steps:
    """`validate`: the sale_id of every breach."""
    yield "validate", lambda: named(sales)


def named(sales: str) -> list[Any]:
    """The ids that `validate` names."""
    found = of_project("validate")(pl.read_parquet(sales))
    if not isinstance(found, pl.DataFrame) or not {"sale_id", "rule"} <= set(found.columns):
        message = "validate did not return a frame with sale_id and rule"
        raise RefusedError(message)
    return found["sale_id"].to_list()
