"""What the dashboard reads: one look at a journal and its labels, which says what it cannot see.

Nothing here raises for a file: what cannot be read is a sentence, and a journal that nobody can
read is a page. Rows after the moment of looking (a clock that ran ahead) are counted and left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from cardshop.drift import DriftError
from cardshop.evaluation import EvaluationError, Interval
from cardshop.journal import JournalError, cards
from cardshop.journal.reading import SCHEMA, connected
from cardshop.monitoring.alert import Alert, blind
from cardshop.monitoring.alerts import alerts, burning
from cardshop.monitoring.counting import (
    STRANGE,
    Counted,
    Totals,
    budget_of,
    burn,
    counted_until,
    relevant,
    strange,
)
from cardshop.monitoring.delay import label_delay
from cardshop.monitoring.levels import DAY_MS, DESK_SHARE, GOOD, MISFILED, Budget, since
from cardshop.monitoring.lots import LOT, lots_of
from cardshop.monitoring.outcomes import Dollars
from cardshop.monitoring.promises import PROMISES, good_row, not_known, row_of
from cardshop.monitoring.quality import FINDINGS, quality
from cardshop.monitoring.refusals import MonitoringError
from cardshop.monitoring.shift import Reference, shifts
from cardshop.monitoring.told import BY_DAY, Told, by_day, of_these, outcome, read_told, recent

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

# With more cards than these a table of drift would keep the page waiting; the newest are taken.
DRIFT_CARDS = 5_000


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What there is to know at a moment; `notes` say in sentences what could not be known.

    last_day: of the 24 h before. promises: PROMISES; desk share is counted and has no interval.
    dollars, misfiled: of 14 days, by the audit. delay: of `label_delay`; desk of the last days.
    by_day: misfiled share of audited cards by day of filing. findings: of `quality`, last day.
    shifts: of `shift.shifts`, None without a reference.
    """

    until_ms: int
    last_day: Totals
    newest_ms: int | None
    budget: Budget
    promises: pl.DataFrame
    misfiled: Interval | None
    dollars: Dollars | None
    delay: pl.DataFrame | None
    by_day: pl.DataFrame
    findings: pl.DataFrame
    shifts: pl.DataFrame | None
    alerts: list[Alert]
    notes: list[str]


def look_over(
    path: str | Path,
    *,
    until_ms: int,
    labels_path: str | Path | None = None,
    reference: Reference | None = None,
    counted: Counted | None = None,
) -> Overview:
    """One look at the files of a service. Never raises for what is in them, or is not there.

    reference: of `shift.reference_of`, for drift by harm. counted: what `count` found before.
    """
    told = read_told(labels_path, until_ms)
    try:
        with connected(Path(path)) as journal:
            return _looked(journal, until_ms, told, (counted, reference))
    except JournalError as error:
        return _blind(str(error), until_ms)
    except STRANGE as error:
        return _blind(strange(path, error), until_ms)


def count(path: str | Path, *, until_ms: int) -> Counted | str:
    """Cards of the days of each promise: the part of a look that is there first; else why not."""
    try:
        with connected(Path(path)) as journal:
            return counted_until(journal, until_ms)
    except JournalError as error:
        return str(error)
    except STRANGE as error:
        return strange(path, error)


def _looked(
    journal: sqlite3.Connection,
    until_ms: int,
    told: Told,
    given: tuple[Counted | None, Reference | None],
) -> Overview:
    spans, notes = given[0] or counted_until(journal, until_ms), told.notes
    asked = None if told.labels is None else recent(told.labels, until_ms)
    rows = relevant(journal, until_ms, asked)
    labels = of_these(told, rows, until_ms)
    written = since(rows, until_ms - DAY_MS)
    day = written.filter(pl.col("at_ms") < until_ms)
    left = budget_of(spans.month, until_ms)
    loss, dollars = outcome(rows, told._replace(labels=labels), spans.judged, until_ms)
    moved = _shifts(given[1], day, notes)
    found = [*burning(burn(journal, until_ms), left, until_ms), *told.unread]
    found += _others(rows, until_ms, labels, moved)
    return Overview(
        until_ms=until_ms,
        last_day=spans.day,
        newest_ms=_newest(journal, until_ms, notes),
        budget=left,
        promises=promises_of(spans.month, until_ms, loss, notes),
        misfiled=loss,
        dollars=dollars,
        delay=None if labels is None else label_delay(labels, rows, at_ms=until_ms),
        by_day=by_day(rows, labels, until_ms),
        findings=quality(written, until_ms=until_ms),
        shifts=moved,
        alerts=sorted(found, key=lambda one: one.severity != "page"),
        notes=notes,
    )


def _blind(reason: str, until_ms: int) -> Overview:
    """An overview of nothing, with the page that says why."""
    return Overview(
        until_ms=until_ms,
        last_day=Totals(0, 0, 0, None),
        newest_ms=None,
        budget=Budget(0, 0, 0.0, None, 0.0),
        promises=_table(not_known(level, reason) for level in (GOOD, MISFILED, DESK_SHARE)),
        misfiled=None,
        dollars=None,
        delay=None,
        by_day=pl.DataFrame(schema=BY_DAY),
        findings=pl.DataFrame(schema=FINDINGS),
        shifts=None,
        alerts=[blind(reason)],
        notes=[reason],
    )


def _others(
    rows: pl.DataFrame,
    until_ms: int,
    labels: pl.DataFrame | None,
    moved: pl.DataFrame | None,
) -> list[Alert]:
    """All alerts but the budget's, for which these rows are too few."""
    try:
        found = alerts(rows, until_ms=until_ms, labels=labels, shifts=moved)
    except (MonitoringError, EvaluationError, pl.exceptions.PolarsError) as error:
        return [blind(f"the rows of the last day cannot be judged: {error}")]
    return [one for one in found if one.subject != "budget-burn"]


def promises_of(
    month: Totals, until_ms: int, loss: Interval | None = None, notes: Sequence[str] = ()
) -> pl.DataFrame:
    """The rows of PROMISES; desk share as it was, counted over all its days."""
    left = budget_of(month, until_ms)
    why = notes[-1] if notes else "no audit label is known"
    second = not_known(MISFILED, why) if loss is None else row_of(MISFILED, loss)
    third = not_known(DESK_SHARE, "no card was answered")
    if month.cards:
        share = month.desk / month.cards
        verdict = "kept" if share <= DESK_SHARE.limit else "broken"
        note = f"{month.desk} of {month.cards} cards, counted"
        third = (DESK_SHARE.name, share, None, None, DESK_SHARE.limit, verdict, note)
    return _table([good_row(left), second, third])


def _table(rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=PROMISES, orient="row")


def _newest(journal: sqlite3.Connection, until_ms: int, notes: list[str]) -> int | None:
    ahead, newest_ms = journal.execute(
        "SELECT (SELECT count(*) FROM predictions WHERE at_ms >= ?1), "
        "(SELECT max(at_ms) FROM predictions WHERE at_ms < ?1)",
        (until_ms,),
    ).fetchone()
    if newest_ms is None:
        notes.append("The journal holds no card before this moment.")
    if ahead:
        notes.append(f"{ahead} cards are dated after this moment, by another clock: left out.")
    return newest_ms


def _shifts(
    reference: Reference | None, day: pl.DataFrame, notes: list[str]
) -> pl.DataFrame | None:
    """Drift by harm of the newest whole lots of the day, at most DRIFT_CARDS cards."""
    if reference is None:
        return None
    lots = day.with_columns(lots_of(day)).filter(pl.col("card_type").is_not_null())
    sizes = lots.group_by(LOT).agg(pl.len(), pl.col("at_ms").max()).sort("at_ms", descending=True)
    newest = sizes.filter(pl.col("len").cum_sum() <= DRIFT_CARDS)
    taken = lots.join(newest, on=LOT, how="semi")
    try:
        current = cards(taken.select(*SCHEMA)).with_columns(lot_id=taken[LOT])
        return shifts(reference, current, seed=0, answers=taken)
    except (DriftError, JournalError) as error:
        notes.append(f"Drift is not known: {error}")
        return None
