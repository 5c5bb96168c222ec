"""One alert: how urgent, what was measured, what to look at first, where to read on."""

from __future__ import annotations

from dataclasses import dataclass

from cardshop.monitoring.levels import Severity
from cardshop.monitoring.queries import FIRST_LOOK

RUNBOOK = "docs/runbook.md"


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something to act on: what was measured, a query that runs, and the page of the runbook."""

    severity: Severity
    subject: str
    evidence: str
    first_look: str
    runbook: str


def made(severity: Severity, subject: str, evidence: str, since_ms: int) -> Alert:
    """The alert with the query and the runbook's anchor of its subject."""
    look = FIRST_LOOK[subject].format(since_ms=since_ms)
    return Alert(
        severity=severity,
        subject=subject,
        evidence=evidence,
        first_look=look,
        runbook=f"{RUNBOOK}#{subject}",
    )


def blind(reason: str) -> Alert:
    """The page for a journal that cannot be read: nobody sees what the service does."""
    return made("page", "journal", reason, 0)
