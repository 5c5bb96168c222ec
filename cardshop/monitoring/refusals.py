"""The one error of this package, and what every table that comes in has to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


class MonitoringError(ValueError):
    """Something cannot be computed from these rows; one line says what is missing."""


def require_columns(frame: pl.DataFrame, schema: pl.Schema, called: str) -> pl.DataFrame:
    """The frame with the columns of `schema` alone, in its types; raises MonitoringError."""
    import polars as pl

    missing = [name for name in schema if name not in frame.columns]
    if missing:
        message = f"{called} have no column {', '.join(missing)}; needed are {list(schema)}. "
        raise MonitoringError(message + "Read them with the function that wrote them.")
    dated = [
        one for one, kind in schema.items() if frame.schema[one].is_temporal() > kind.is_temporal()
    ]
    if dated:
        message = f"{called} hold dates in {', '.join(dated)}; needed are whole milliseconds since "
        raise MonitoringError(message + "1970 in UTC. Convert them with .dt.epoch('ms').")
    try:
        return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
    except pl.exceptions.PolarsError as error:
        what = str(error).splitlines()[0]
        message = f"{called} hold values of another kind: {what}. Needed: {dict(schema)}."
        raise MonitoringError(message) from None


def require_rows(frame: pl.DataFrame, what: str, advice: str) -> pl.DataFrame:
    """The frame, when it has a row; raises MonitoringError: "no `what`. `advice`"."""
    if frame.is_empty():
        raise MonitoringError(f"no {what}. {advice}")
    return frame
