"""What somebody has to do something about: few alerts, each with numbers and a first step.

A page wakes a person, so it needs harm that grows by the hour: the error budget burns, the model
says one thing only, no card comes, or nobody can see. All else is a ticket for the morning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from cardshop.evaluation import EvaluationError
from cardshop.monitoring import queries
from cardshop.monitoring.labels import AUDIT, CARD, known
from cardshop.monitoring.labels import DESK as AT_DESK
from cardshop.monitoring.levels import (
    DAY_MS,
    DESK_SHARE,
    MINUTE_MS,
    MISFILED,
    Severity,
    budget,
    burn_rates,
)
from cardshop.monitoring.lots import lots_of
from cardshop.monitoring.outcomes import FILED, desk_share, misfiled
from cardshop.monitoring.predictions import ONE_CLASS_SHARE, one_class
from cardshop.monitoring.quality import quality
from cardshop.monitoring.refusals import MonitoringError
from cardshop.monitoring.traffic import QUIET_MIN, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNBOOK = "docs/runbook.md"
# Cards whose audit or desk label is due; the story's audit tells the next day, the desk the same.
DUE_HOURS = 36
AUDIT_A_DAY = 200
# A card sent again by a nervous client is no incident; one in a hundred is.
DUPLICATE_SHARE = 0.01
# One class is looked for in the shortest of these that has lots enough, minutes.
LOOK_BACK_MIN = (60, 360, 1440)
FEWEST_LOTS = 10
# Which alert a finding of `quality` is; new categories are for the dashboard.
FINDING_SUBJECTS = {
    "contract": "outside-contract",
    "type": "outside-contract",
    "schema": "schema",
    "nulls": "schema",
    "clock": "clock",
    "duplicate": "duplicated-traffic",
    "unreadable": "journal",
}


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something to act on: what was measured, a query that runs, and the page of the runbook."""

    severity: Severity
    subject: str
    evidence: str
    first_look: str
    runbook: str


def alerts(
    journal: pl.DataFrame,
    *,
    until_ms: int,
    labels: pl.DataFrame | None = None,
    reference: pl.DataFrame | None = None,
    shifts: pl.DataFrame | None = None,
) -> list[Alert]:
    """All that has to be acted on at a moment, pages first; empty on a good day.

    journal: 14 days or more of it where there are; rows after `until_ms` only tell of the clock.
    labels: without them nothing is said of misfiles. reference: cards of a good time, for the
    schema. shifts: the frame of `shift.shifts`. Never raises for rows that came in badly.
    """
    seen = journal.filter(pl.col("at_ms") < until_ms)
    found = [
        *_burning(seen, until_ms),
        *_stuck(seen, until_ms),
        *_silent(seen, until_ms),
        *_desk(seen, until_ms),
        *_findings(journal, until_ms, reference),
        *_outcomes(seen, until_ms, labels),
        *_drifted(shifts, until_ms),
    ]
    return sorted(found, key=lambda one: one.severity != "page")


def made(severity: Severity, subject: str, evidence: str, since_ms: int) -> Alert:
    """The alert with the query and the runbook's anchor of its subject."""
    look = queries.FIRST_LOOK[subject].format(since_ms=since_ms)
    return Alert(
        severity=severity,
        subject=subject,
        evidence=evidence,
        first_look=look,
        runbook=f"{RUNBOOK}#{subject}",
    )


def blind(path: object, reason: str) -> Alert:
    """The page for a journal that cannot be read: nobody sees what the service does."""
    return made("page", "journal", f"{path}: {reason}", 0)


def _since(journal: pl.DataFrame, start_ms: int) -> pl.DataFrame:
    return journal.filter(pl.col("at_ms") >= start_ms)


def _burning(journal: pl.DataFrame, until_ms: int) -> Iterator[Alert]:
    """One alert for the budget: of the rules that fire, the most urgent."""
    fires = burn_rates(journal, until_ms=until_ms).filter(pl.col("fires"))
    if fires.is_empty():
        return
    rule = fires.row(0, named=True)
    left = budget(journal, until_ms=until_ms)
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
        window = _since(journal, start_ms)
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
    window = _since(journal, until_ms - DAY_MS)
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
    window, told = _since(journal, start_ms), set()
    for row in quality(window, until_ms=until_ms, reference=reference).iter_rows(named=True):
        subject = FINDING_SUBJECTS.get(row["check"])
        rare = row["check"] == "duplicate" and row["share"] < DUPLICATE_SHARE
        if subject is None or subject in told or rare:
            continue
        told.add(subject)
        evidence = f"{row['column']}: {row['rows']} of {window.height} cards in 24 h, {row['note']}"
        yield made("ticket", subject, evidence, start_ms)


def _outcomes(journal: pl.DataFrame, until_ms: int, labels: pl.DataFrame | None) -> Iterator[Alert]:
    if labels is None:
        return
    yield from _late(journal, until_ms, labels)
    start_ms = until_ms - MISFILED.days * DAY_MS
    try:
        share = misfiled(_since(journal, start_ms), labels, at_ms=until_ms)
    except MonitoringError:
        return
    if share.low > MISFILED.limit:
        evidence = (
            f"{share.estimate:.1%} of {share.n_units} audited cards of {MISFILED.days} days were "
            f"misfiled ({share.low:.1%} to {share.high:.1%}; limit {MISFILED.limit:.0%})"
        )
        yield made("ticket", "misfiled", evidence, start_ms)


def _late(journal: pl.DataFrame, until_ms: int, labels: pl.DataFrame) -> Iterator[Alert]:
    """The last day of cards whose labels are due has less than half of what is expected."""
    due = journal.filter(pl.col("at_ms") < until_ms - DUE_HOURS * 60 * MINUTE_MS)
    if due.is_empty():
        return
    start_ms = int(due["at_ms"].max()) - DAY_MS + 1  # pyrefly: ignore
    before = _since(due, start_ms - DAY_MS).filter(pl.col("at_ms") < start_ms)
    for source, decision in ((AUDIT, FILED), (AT_DESK, AT_DESK)):
        told = known(labels, until_ms, source=source)
        cards = _since(due, start_ms).filter(pl.col("decision") == decision)
        expected, came = cards.height, _labelled(cards, told)
        if source == AUDIT:
            # As many as of the day before; on a first day what the story promises.
            expected = min(expected, _labelled(before, told) or AUDIT_A_DAY)
        if came < expected / 2:
            evidence = (
                f"{source}: {came} of {expected} labels that are due for the last day before "
                f"{DUE_HOURS} h ago have come; accuracy since then is not known, not bad"
            )
            yield made("ticket", "late-labels", evidence, start_ms)


def _labelled(cards: pl.DataFrame, told: pl.DataFrame) -> int:
    return cards.join(told, on=CARD, how="semi").height


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
