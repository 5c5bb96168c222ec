"""What the model says, without any truth: types, confidences, and whether they are all one."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from cardshop.evaluation import FEWEST_UNITS, Interval
from cardshop.monitoring.levels import IS_FILED
from cardshop.monitoring.lots import lots_of, redraw_lots

# In the catalogue no type has a fifth of the cards; a model that says one thing has most of them.
ONE_CLASS_SHARE = 0.5
PER_TYPE = pl.Schema(
    {
        "card_type": pl.String,
        "cards": pl.Int64,
        "share": pl.Float64,
        "filed": pl.Float64,
        "median_confidence": pl.Float64,
    }
)


class Confidence(NamedTuple):
    """The confidences of the cards that have one, as quantiles; None without such a card."""

    cards: int
    p05: float | None
    median: float | None
    p95: float | None


class OneClass(NamedTuple):
    """The commonest answer: its share with an interval over lots; `lots`: how many carry it.

    share: None with fewer lots than an interval needs: one seller's tray may hold one type.
    """

    card_type: str | None
    cards: int
    lots: int
    share: Interval | None

    @property
    def is_stuck(self) -> bool:
        """Whether even the low end of the share is above ONE_CLASS_SHARE."""
        return self.share is not None and self.share.low > ONE_CLASS_SHARE


def by_type(journal: pl.DataFrame) -> pl.DataFrame:
    """A row a type that was answered, the commonest first, with the columns of PER_TYPE.

    share: of all rows; late cards, which have no type, are a row of their own, of type null.
    filed: of the type's cards.
    """
    found = journal.group_by("card_type").agg(
        pl.len().cast(pl.Int64).alias("cards"),
        (pl.len() / max(journal.height, 1)).alias("share"),
        IS_FILED.mean().alias("filed"),
        pl.col("confidence").median().alias("median_confidence"),
    )
    return found.sort(["cards", "card_type"], descending=[True, False]).cast(dict(PER_TYPE))  # pyrefly: ignore


def confidence(journal: pl.DataFrame) -> Confidence:
    """How sure the model was: 5 %, half and 95 % of its confidences; late cards have none."""
    found = journal["confidence"].drop_nulls()
    at = [found.quantile(one, "linear") for one in (0.05, 0.5, 0.95)]
    return Confidence(found.len(), *at)


def one_class(journal: pl.DataFrame, *, seed: int = 0) -> OneClass:
    """The commonest answer and how much of all answers it is, over other lots like these.

    Lots are drawn again: a seller's tray may hold one type, ten sellers' trays do not.
    """
    answered = journal.filter(pl.col("card_type").is_not_null())
    if answered.is_empty():
        return OneClass(None, 0, 0, None)
    top = by_type(answered)["card_type"][0]
    lots = lots_of(answered).n_unique()
    if lots < FEWEST_UNITS:
        return OneClass(top, answered.height, lots, None)
    from cardshop.evaluation import mean_interval

    share = mean_interval(answered["card_type"] == top, redraw_lots(answered, seed=seed))
    return OneClass(top, answered.height, lots, share)
