"""What somebody has to do something about: few alerts, each with numbers and a first step.

A page wakes a person, so it needs harm that grows by the hour: the error budget burns fast, the
model says one thing only, no card comes, a column moved that is expected to cost PAGE_POINTS or
PAGE_USD (`shift`), or nobody can see. All else is a ticket for the morning.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from cardshop.evaluation import EvaluationError
from cardshop.journal import JournalError, read
from cardshop.journal.reading import SCHEMA
from cardshop.monitoring.alert import Alert, blind, made
from cardshop.monitoring.labels import read_labels
from cardshop.monitoring.levels import (
    DAY_MS,
    DESK_SHARE,
    GOOD,
    MINUTE_MS,
    Budget,
    Severity,
    budget,
    burn_rates,
    since,
)
from cardshop.monitoring.lots import lots_of
from cardshop.monitoring.outcome_alerts import outcome_alerts
from cardshop.monitoring.outcomes import desk_share
from cardshop.monitoring.predictions import ONE_CLASS_SHARE, one_class
from cardshop.monitoring.quality import clock_steps, quality, step_in_words
from cardshop.monitoring.refusals import MonitoringError, require_columns
from cardshop.monitoring.traffic import QUIET_MIN, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

# A card sent again by a nervous client is no incident; one in a hundred is.
DUPLICATE_SHARE = 0.01
# One class is looked for in the shortest of these that has lots enough, minutes.
LOOK_BACK_MIN = (15, 60, 360, 1440)
FEWEST_LOTS = 10
# Which alert a finding of `quality` is; new categories are for the dashboard.
FINDING_SUBJECTS = {
    "contract": "outside-contract",
    "type": "outside-contract",
    "schema": "schema",
    "nulls": "schema",
    "duplicate": "duplicated-traffic",
    "unreadable": "outside-contract",
}


def alerts(
    journal: pl.DataFrame,
    *,
    until_ms: int,
    labels: pl.DataFrame | None = None,
    reference: pl.DataFrame | None = None,
    shifts: pl.DataFrame | None = None,
) -> list[Alert]:
    """All that has to be acted on at a moment, pages first; empty on a good day.

    journal: 14 days or more of it where there are; rows after `until_ms` are left out.
    labels: without them nothing is said of misfiles. reference: cards of a good time, for the
    schema. shifts: the frame of `shift.shifts`. Raises MonitoringError for a frame that is no
    journal or no labels, and nothing for rows that came in badly.
    """
    journal = require_columns(journal, SCHEMA, "the journal's rows")
    seen = journal.filter(pl.col("at_ms") < until_ms)
    found = [
        *burning(burn_rates(seen, until_ms=until_ms), budget(seen, until_ms=until_ms), until_ms),
        *_stuck(seen, until_ms),
        *_silent(seen, until_ms),
        *_desk(seen, until_ms),
        *_findings(journal, until_ms, reference),
        *outcome_alerts(seen, until_ms, labels),
        *_drifted(shifts, until_ms),
    ]
    return sorted(found, key=lambda one: one.severity != "page")


def look(
    journal_path: str | Path,
    *,
    until_ms: int,
    labels_path: str | Path | None = None,
    reference: pl.DataFrame | None = None,
) -> list[Alert]:
    """The alerts of two files; what cannot be read is an alert itself, never an error.

    A journal that nobody can read is a page, labels that nobody can read are a ticket.
    """
    try:
        journal = read(journal_path, since_ms=until_ms - GOOD.days * DAY_MS)
    except JournalError as error:
        return [blind(str(error))]
    try:
        labels = read_labels(labels_path) if labels_path is not None else None
    except MonitoringError as error:
        unread = made("ticket", "late-labels", str(error), until_ms - DAY_MS)
        return [*alerts(journal, until_ms=until_ms, reference=reference), unread]
    return alerts(journal, until_ms=until_ms, labels=labels, reference=reference)


def burning(rates: pl.DataFrame, left: Budget, until_ms: int) -> Iterator[Alert]:
    """One alert for the budget: of the rules of `burn_rates` that fire, the most urgent."""
    fires = rates.filter(pl.col("fires"))
    if fires.is_empty():
        return
    rule = fires.row(0, named=True)
    evidence = (
        f"the error budget burns at {rule['burn_long']:.1f} over {rule['long_min']} min and "
        f"{rule['burn_short']:.1f} over {rule['short_min']} min (limit {rule['rate']:g}): "
        f"{rule['bad']} of {rule['cards']} cards bad in {rule['bad_requests']} requests; "
        f"{left.bad} bad where {left.allowed:.0f} are allowed in the {left.days:.1f} days seen"
    )
    yield made(rule["severity"], "budget-burn", evidence, until_ms - rule["long_min"] * MINUTE_MS)


def _stuck(journal: pl.DataFrame, until_ms: int) -> Iterator[Alert]:
    for minutes in LOOK_BACK_MIN:
        start_ms = until_ms - minutes * MINUTE_MS
        window = since(journal, start_ms)
        if lots_of(window).n_unique() >= FEWEST_LOTS:
            break
    found = one_class(window)
    if found.share is not None and found.is_stuck:
        share = found.share
        evidence = (
            f"{share.estimate:.0%} of {found.cards} cards in {minutes} min are {found.card_type} "
            f"({share.low:.0%} to {share.high:.0%} over {found.lots} lots; limit "
            f"{ONE_CLASS_SHARE:.0%})"
        )
        yield made("page", "one-class", evidence, start_ms)


def _silent(journal: pl.DataFrame, until_ms: int) -> Iterator[Alert]:
    found = silence(journal, until_ms=until_ms)
    if found.is_odd:
        evidence = (
            f"no card in {QUIET_MIN} min; {found.usual_lots:g} lots are usual at this time of day"
        )
        if not found.open_today:
            evidence += "; none came today: closed, or unreachable since the opening"
        severity: Severity = "page" if found.open_today else "ticket"
        yield made(severity, "no-traffic", evidence, until_ms - DAY_MS)


def _desk(journal: pl.DataFrame, until_ms: int) -> Iterator[Alert]:
    window = since(journal, until_ms - DAY_MS)
    try:
        share = desk_share(window)
    except (MonitoringError, EvaluationError):
        return
    if share.low > DESK_SHARE.limit:
        evidence = (
            f"{share.estimate:.0%} of {window.height} cards in 24 h went to the desk "
            f"({share.low:.0%} to {share.high:.0%} over {share.n_units} lots; limit "
            f"{DESK_SHARE.limit:.0%})"
        )
        yield made("ticket", "desk-share", evidence, until_ms - DAY_MS)


def _findings(
    journal: pl.DataFrame, until_ms: int, reference: pl.DataFrame | None
) -> Iterator[Alert]:
    """One ticket a subject, with the finding that concerns most rows."""
    start_ms = until_ms - DAY_MS
    written = since(journal, start_ms)
    window, told = written.filter(pl.col("at_ms") < until_ms), {"clock"}
    for row in quality(window, reference=reference).iter_rows(named=True):
        subject = FINDING_SUBJECTS.get(row["check"])
        rare = row["check"] == "duplicate" and row["share"] < DUPLICATE_SHARE
        if subject is None or subject in told or rare:
            continue
        told.add(subject)
        evidence = f"{row['column']}: {row['rows']} of {window.height} cards in 24 h, {row['note']}"
        yield made("ticket", subject, evidence, start_ms)
    # With the rows after the moment: one of a clock that ran ahead shows that the next went back.
    back = clock_steps(written).filter(pl.col("at_ms") < until_ms)
    if not back.is_empty():
        evidence = f"{back.height} of {window.height} cards in 24 h, {step_in_words(back)}"
        yield made("ticket", "clock", evidence, start_ms)


def _drifted(shifts: pl.DataFrame | None, until_ms: int) -> Iterator[Alert]:
    if shifts is None:
        return
    bad = shifts.filter(pl.col("severity").is_in(["page", "ticket"]))
    for row in bad.sort("harm_usd", descending=True, nulls_last=True).iter_rows(named=True):
        evidence = (
            f"{row['column']} moved by {row['effect']:.3g} {row['unit']} (adjusted p "
            f"{row['adjusted_p']:.3g}); expected harm {row['harm_points']:.1f} points, "
            f"${row['harm_usd']:.4f} a card"
        )
        yield made(row["severity"], "drift", evidence, until_ms - DAY_MS)
