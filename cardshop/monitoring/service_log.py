"""What the service failed or refused: its log has a line a request, the journal only answers."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from cardshop.journal.reading import SCHEMA
from cardshop.monitoring.refusals import MonitoringError

PREDICTING = "/v1/predict"
LOG = pl.Schema(
    {
        "request_id": pl.String,
        "at_ms": pl.Int64,
        "path": pl.String,
        "status": pl.Int64,
        "ms": pl.Float64,
        "cards": pl.Int64,
    }
)


def read_log(path: str | Path) -> pl.DataFrame:
    """A row a request line of the service's standard output: columns of LOG, in order.

    Other lines, and a last one that was torn, are left out. Raises MonitoringError without a file.
    """
    try:
        lines = Path(path).read_text("utf-8", errors="replace").splitlines()
    except OSError as error:
        message = f"the log {path} cannot be read: {error.strerror}. Keep the service's standard "
        raise MonitoringError(
            message + "output in a file: python -m cardshop serve > log."
        ) from None
    rows = [row for line in lines if (row := _row(line))]
    return pl.DataFrame(rows, schema=LOG, orient="row")


def answered(journal: pl.DataFrame, log: pl.DataFrame) -> pl.DataFrame:
    """The journal, and after it a row a card of each request that failed with 500 or above.

    These have no card, type or confidence; decision desk (where such a card goes), reason failed.
    For budgets and burn rates, not for outcomes. What never reached the service is in neither.
    """
    failed = log.filter(
        (pl.col("status") >= 500) & pl.col("path").str.starts_with(PREDICTING)
    ).join(journal, on="request_id", how="anti")
    each = failed.with_columns(
        position=pl.int_ranges(0, pl.col("cards").clip(lower_bound=1))
    ).explode("position")
    told = each.with_columns(
        latency_ms=pl.col("ms"),
        decision=pl.lit("desk"),
        reason=pl.lit("failed"),
        model_version=pl.lit("unknown"),
    )
    rows = told.select(
        (pl.col(name) if name in told.columns else pl.lit(None).alias(name)).cast(kind)
        for name, kind in SCHEMA.items()
    )
    return pl.concat([journal.select(*SCHEMA), rows])


def _row(line: str) -> tuple[object, ...] | None:
    try:
        told: dict[str, Any] = json.loads(line)
        at_ms = int(datetime.fromisoformat(told["timestamp"]).timestamp() * 1000)
        return (
            str(told["request_id"]),
            at_ms,
            str(told["path"]),
            int(told["status"]),
            float(told["ms"]),
            int(told["cards"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
