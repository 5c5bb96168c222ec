"""What somebody told about a card after it was answered: who, when, and whether it agrees.

Three sources, none of which sees all cards. The desk labels what the model sent to it, on the same
day: hard cards. The audit labels a random draw of *filed* cards, a day later. Buyers complain about
some misfiled cards, a median of 9 days later, and never about a right one.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import polars as pl

from cardshop.monitoring.refusals import MonitoringError, require_columns

AUDIT, DESK, COMPLAINT = "audit", "desk", "complaint"
# Whom to believe first when two sources tell different types: the audit looks twice.
SOURCES = (AUDIT, DESK, COMPLAINT)
CARD = ("request_id", "position")
LABELS = pl.Schema(
    {
        "request_id": pl.String,
        "position": pl.Int64,
        "card_type": pl.String,
        "source": pl.String,
        "known_at_ms": pl.Int64,
    }
)


class LabelCounts(NamedTuple):
    """What became of the labels that were told by a moment; each row is counted once.

    used: one a card, its truth. repeated: said once more, or by a source believed less, of the
    same type. overruled: another type than the source believed first. conflicting: a source
    that contradicts itself, its card without a truth. unusable: no type, no key, another source.
    unknown_requests: used, but of a card that the journal does not hold. later: after the moment.
    """

    used: int
    repeated: int
    overruled: int
    conflicting: int
    unusable: int
    unknown_requests: int
    later: int


def read_labels(path: str | Path) -> pl.DataFrame:
    """The labels of a Parquet file, typed as LABELS, as many rows as it has.

    Raises MonitoringError: no file, no Parquet, other columns.
    """
    path = Path(path)
    if not path.is_file():
        message = f"there are no labels at {path}. Name the Parquet file beside the journal."
        raise MonitoringError(message)
    try:
        frame = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        what = str(error).splitlines()[0]
        message = f"{path} cannot be read as Parquet: {what}. Restore a copy."
        raise MonitoringError(message) from None
    return require_columns(frame, LABELS, "the labels")


def known(labels: pl.DataFrame, at_ms: int, *, source: str | None = None) -> pl.DataFrame:
    """One truth a card, as known at a moment: the columns of LABELS, in order of time.

    Of several sources the first in SOURCES is believed, of one type told twice the first time
    counts. A source that told two types of one card is set aside, and the card has no truth.
    With `source` only that one is heard. Raises MonitoringError for other columns.
    """
    told = _told(labels, at_ms)
    if source is not None:
        told = told.filter(pl.col("source") == _checked(source))
    return _truths(told).select(*LABELS).sort("known_at_ms", *CARD)


def conflicts(labels: pl.DataFrame, at_ms: int) -> pl.DataFrame:
    """The labels of cards that have no truth, since their best source told two types of them."""
    best = _best(_told(labels, at_ms))
    return best.filter(pl.col("types") > 1).select(*LABELS).sort(*CARD, "known_at_ms")


def count_labels(labels: pl.DataFrame, journal: pl.DataFrame, at_ms: int) -> LabelCounts:
    """What became of each label that was told; see LabelCounts."""
    labels = require_columns(labels, LABELS, "the labels")
    told = _told(labels, at_ms)
    later = labels.filter(pl.col("known_at_ms") > at_ms).height
    truths = _truths(told)
    torn = _best(told).filter(pl.col("types") > 1).select(CARD).unique()
    rest = told.join(torn, on=CARD, how="anti")
    beside = rest.join(truths.select(*CARD, truth="card_type"), on=CARD)
    overruled = beside.filter(pl.col("card_type") != pl.col("truth")).height
    return LabelCounts(
        used=truths.height,
        repeated=rest.height - truths.height - overruled,
        overruled=overruled,
        conflicting=told.height - rest.height,
        unusable=labels.height - told.height - later,
        unknown_requests=truths.join(journal, on=CARD, how="anti").height,
        later=later,
    )


def judged(
    journal: pl.DataFrame, labels: pl.DataFrame, *, at_ms: int, source: str | None = None
) -> pl.DataFrame:
    """The cards of the journal whose truth is known: its columns, `truth`, `source`, `wrong`.

    wrong: whether the model's type is another one, also for cards that went to the desk; late
    cards, which have no type, are left out. In the order of the journal.
    """
    truths = known(labels, at_ms, source=source).select(*CARD, "source", truth="card_type")
    found = journal.filter(pl.col("card_type").is_not_null())
    return found.join(truths, on=CARD, maintain_order="left").with_columns(
        wrong=pl.col("card_type") != pl.col("truth")
    )


def _checked(source: str) -> str:
    if source not in SOURCES:
        raise MonitoringError(f"no source {source!r} of labels. Take one of {list(SOURCES)}.")
    return source


def _told(labels: pl.DataFrame, at_ms: int) -> pl.DataFrame:
    """Rows that can be used and were known by then."""
    labels = require_columns(labels, LABELS, "the labels")
    whole = pl.all_horizontal(pl.all().is_not_null()) & pl.col("source").is_in(SOURCES)
    return labels.filter(whole & (pl.col("known_at_ms") <= at_ms))


def _best(told: pl.DataFrame) -> pl.DataFrame:
    """The rows of each card's most believed source, with how many `types` it told."""
    rank = pl.col("source").replace_strict(
        list(SOURCES), list(range(len(SOURCES))), return_dtype=pl.Int64
    )
    ranked = told.with_columns(rank=rank)
    best = ranked.filter(pl.col("rank") == pl.col("rank").min().over(CARD))
    return best.with_columns(types=pl.col("card_type").n_unique().over(CARD))


def _truths(told: pl.DataFrame) -> pl.DataFrame:
    clear = _best(told).filter(pl.col("types") == 1).sort("known_at_ms")
    return clear.unique(CARD, keep="first", maintain_order=True)
