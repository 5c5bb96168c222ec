"""The alerts that need labels: misfiles, and labels that do not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cardshop.monitoring.alert import Alert, made
from cardshop.monitoring.labels import AUDIT, CARD, known
from cardshop.monitoring.labels import DESK as AT_DESK
from cardshop.monitoring.levels import DAY_MS, IS_FILED, MINUTE_MS, MISFILED, since
from cardshop.monitoring.outcomes import misfiled
from cardshop.monitoring.refusals import MonitoringError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Cards whose audit or desk label is due; the story's audit tells the next day, the desk the same.
DUE_HOURS = 36
AUDIT_A_DAY = 200


def outcome_alerts(
    journal: pl.DataFrame, until_ms: int, labels: pl.DataFrame | None
) -> Iterator[Alert]:
    """Misfiled and late labels; nothing without labels. `journal`: rows before `until_ms`."""
    if labels is None:
        return
    yield from _late(journal, until_ms, labels)
    start_ms = until_ms - MISFILED.days * DAY_MS
    try:
        share = misfiled(since(journal, start_ms), labels, at_ms=until_ms)
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
    before = since(due, start_ms - DAY_MS).filter(pl.col("at_ms") < start_ms)
    for source, sees in ((AUDIT, IS_FILED), (AT_DESK, ~IS_FILED)):
        told = known(labels, until_ms, source=source)
        cards = since(due, start_ms).filter(sees)
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
