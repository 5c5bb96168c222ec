"""How long labels take, and how long ago the last one came: a late pipeline is no model fault.

The delay of the labels that came is too short by construction: of yesterday's cards only the
quick ones are in it (right-censoring). Where it is known which cards wait (the desk's), the
Kaplan-Meier median counts them; of the audit nobody knows which cards it drew before it tells,
and most filed cards will never bring a complaint.
"""

from __future__ import annotations

import polars as pl

from cardshop.monitoring.labels import CARD, DESK, SOURCES, known
from cardshop.monitoring.levels import IS_FILED

HOUR_MS = 3_600_000
DELAY = pl.Schema(
    {
        "source": pl.String,
        "labels": pl.Int64,
        "median_hours": pl.Float64,
        "p90_hours": pl.Float64,
        "newest_hours": pl.Float64,
        "waiting": pl.Int64,
        "median_hours_with_waiting": pl.Float64,
        "note": pl.String,
    }
)
NOTES = {
    "audit": "of the labels that came; which cards wait is not known before they come",
    "desk": "the first two are of the labels that came; the last one counts the cards that wait",
    "complaint": "of the complaints that came; most filed cards will never bring one",
}


def label_delay(labels: pl.DataFrame, journal: pl.DataFrame, *, at_ms: int) -> pl.DataFrame:
    """A row a source, in the order of SOURCES: how late its labels are, at a moment.

    median_hours, p90_hours: from answer to label, of the labels that came: too short while
    others wait. newest_hours: since the last label came. waiting: cards that the desk will label
    and has not, late ones among them. median_hours_with_waiting: Kaplan and Meier (1958), null
    where too few came. Null without labels. A label before its card (a wrong clock) counts 0.
    """
    answered = journal.filter(pl.col("at_ms") <= at_ms)
    rows = [_of(source, labels, answered, at_ms) for source in SOURCES]
    return pl.DataFrame(rows, schema=DELAY, orient="row")


def _of(source: str, labels: pl.DataFrame, journal: pl.DataFrame, at_ms: int) -> tuple[object, ...]:
    told = known(labels, at_ms, source=source)
    cards = journal.select(*CARD, "at_ms", desk=~IS_FILED)
    came = cards.join(told.select(*CARD, "known_at_ms"), on=CARD)
    delay = _hours(came["known_at_ms"] - came["at_ms"])
    newest = told["known_at_ms"].max()
    since = None if newest is None else _hours(pl.Series([at_ms]) - newest).item()
    ends = delay.median(), delay.quantile(0.9, "linear")
    waiting, median = None, None
    if source == DESK:
        late = cards.filter("desk").join(told, on=CARD, how="anti")
        waiting = late.height
        median = _median_with_waiting(delay, _hours(at_ms - late["at_ms"]))
    return source, told.height, *ends, since, waiting, median, NOTES[source]


def _hours(milliseconds: pl.Series) -> pl.Series:
    return milliseconds.clip(lower_bound=0) / HOUR_MS


def _median_with_waiting(came: pl.Series, waits: pl.Series) -> float | None:
    """Where the Kaplan-Meier curve passes one half; None where it does not come so far down."""
    if came.is_empty():
        return None
    from scipy.stats import CensoredData, ecdf

    waited = [False] * came.len() + [True] * waits.len()
    curve = ecdf(CensoredData.right_censored([*came, *waits], waited)).sf
    reached = curve.quantiles[curve.probabilities <= 0.5]
    return float(reached[0]) if reached.size else None
