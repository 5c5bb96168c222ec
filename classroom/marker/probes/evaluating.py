"""What a project's `evaluate` says of quotes and sales."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from classroom.marker.probes import Steps, of_project


def steps(quotes: str, sales: str) -> Steps:
    """`evaluate`: the dictionary that came back."""
    yield "evaluate", lambda: evaluated(quotes, sales)


def evaluated(quotes: str, sales: str) -> Any:
    """What `evaluate` returned, as JSON has it."""
    found = of_project("evaluate")(pl.read_parquet(quotes), pl.read_parquet(sales))
    # A number of numpy's is a number.
    return json.loads(json.dumps(found, default=float))
