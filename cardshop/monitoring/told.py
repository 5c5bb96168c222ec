"""What labels say of the few rows that a dashboard looks at, and what they do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cardshop.monitoring.alert import Alert, made
from cardshop.monitoring.labels import (
    AUDIT,
    CARD,
    DESK,
    SOURCES,
    count_labels,
    judged,
    read_labels,
)
from cardshop.monitoring.levels import DAY_MS, IS_FILED, MISFILED, since
from cardshop.monitoring.outcomes import Dollars, dollars_of, misfiled
from cardshop.monitoring.refusals import MonitoringError

if TYPE_CHECKING:
    from pathlib import Path

    from cardshop.evaluation import Interval
    from cardshop.monitoring.counting import Totals

# Days of labels and cards by which misfiles and dollars are judged.
JUDGED_MS = MISFILED.days * DAY_MS
USABLE = pl.all_horizontal(pl.all().is_not_null()) & pl.col("source").is_in(SOURCES)
BY_DAY = {"from_ms": pl.Int64, "cards": pl.Int64, "misfiled": pl.Float64}


class Told(NamedTuple):
    """Labels, None without a file that can be read; sentences of what is missing; its ticket."""

    labels: pl.DataFrame | None
    notes: list[str]
    unread: list[Alert]


def read_told(path: str | Path | None, until_ms: int) -> Told:
    """The labels of a file; without one, or with one that cannot be read, a sentence instead."""
    if path is None:
        return Told(None, ["No labels were named: misfiles and dollars are not known."], [])
    try:
        return Told(read_labels(path), [], [])
    except MonitoringError as error:
        unread = made("ticket", "late-labels", str(error), until_ms - DAY_MS)
        return Told(None, [str(error)], [unread])


def recent(labels: pl.DataFrame, until_ms: int) -> pl.DataFrame:
    """What audit and buyers told in the days that are judged: few enough to look up by key."""
    told = pl.col("known_at_ms").is_between(until_ms - JUDGED_MS, until_ms)
    return labels.filter(told & (pl.col("source") != DESK))


def of_these(told: Told, rows: pl.DataFrame, until_ms: int) -> pl.DataFrame | None:
    """The labels of these rows; what cannot be used becomes a note."""
    if told.labels is None:
        return None
    found = told.labels.join(rows, on=CARD, how="semi")
    counts = count_labels(found, rows, until_ms)
    audits = recent(told.labels, until_ms).filter(pl.col("source") == AUDIT)
    lost = audits.join(rows, on=CARD, how="anti").height
    said = {
        "contradict another one of the same source: set aside": counts.conflicting,
        "lack a type, or come from no source that is known": counts.unusable,
        "are the audit's, of cards that the journal does not hold": lost,
    }
    said |= _misdated(told.labels, found, rows, until_ms)
    told.notes.extend(f"{labels} labels {what}." for what, labels in said.items() if labels)
    if not told.labels.filter(USABLE).height:
        told.notes.append(f"Of the file's {told.labels.height} labels none can be used.")
    return found


def _misdated(
    labels: pl.DataFrame, found: pl.DataFrame, rows: pl.DataFrame, until_ms: int
) -> dict[str, int]:
    """Labels that a wrong clock or unit may have dated; later ones are also what a past hears."""
    answered = rows.filter(pl.col("at_ms") < until_ms).select(*CARD, "at_ms")
    older = found.join(answered, on=CARD).filter(pl.col("known_at_ms") < pl.col("at_ms"))
    return {
        "are dated after this moment: not counted": labels.filter(
            pl.col("known_at_ms") > until_ms
        ).height,
        "are dated before their card was answered, by another clock or unit": older.height,
    }


def outcome(
    rows: pl.DataFrame, told: Told, judged_days: Totals, until_ms: int
) -> tuple[Interval | None, Dollars | None]:
    """Misfiled by the audit, and dollars a card, of the days of MISFILED; else a note says why."""
    if told.labels is None or not judged_days.cards:
        return None, None
    filed = 1 - judged_days.desk / judged_days.cards
    try:
        loss = misfiled(_window(rows, until_ms), told.labels, at_ms=until_ms)
    except MonitoringError as error:
        told.notes.append(f"Misfiles and dollars are not known: {error}")
        return None, None
    return loss, dollars_of(filed, loss)


def _window(rows: pl.DataFrame, until_ms: int) -> pl.DataFrame:
    return since(rows, until_ms - JUDGED_MS).filter(pl.col("at_ms") < until_ms)


def by_day(rows: pl.DataFrame, labels: pl.DataFrame | None, until_ms: int) -> pl.DataFrame:
    """A row a day of filing: audited cards, and the share of them that was misfiled."""
    if labels is None:
        return pl.DataFrame(schema=BY_DAY)
    filed = _window(rows, until_ms).filter(IS_FILED)
    found = judged(filed, labels, at_ms=until_ms, source=AUDIT)
    days = found.group_by(from_ms=pl.col("at_ms") // DAY_MS * DAY_MS)
    return days.agg(pl.len().alias("cards"), misfiled=pl.col("wrong").mean()).sort("from_ms")
