"""What a project's `alerts` says of quotes of a week."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl

from classroom.marker.probes import RefusedError, Steps, of_project


def steps(reference: str, weeks: Mapping[str, str]) -> Steps:
    """One step a week: what is alerted, in one line each."""
    for name, current in weeks.items():
        yield name, partial(alerted, reference, current)


def alerted(reference: str, current: str) -> list[str]:
    """The alerts' subjects and evidence."""
    found: Any = of_project("alerts")(pl.read_parquet(reference), pl.read_parquet(current))
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        message = f"alerts returned {type(found).__name__}, not a list of dictionaries"
        raise RefusedError(message)
    return [f"{one.get('severity')}: {one.get('subject')}"[:200] for one in found]
