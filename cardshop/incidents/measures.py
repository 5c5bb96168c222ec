"""What a morning was like, in one number a question; and dollars."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from cardshop.evaluation import DESK_USD, MISFILE_USD
from cardshop.incidents.drill import KEY, Morning
from cardshop.incidents.serving import HELD, REFUSED
from cardshop.monitoring.levels import IS_FILED

Number = float | None

WRONGLY_FILED = IS_FILED & (pl.col("card_type") != pl.col("truth"))


class Part(NamedTuple):
    """The cards of a morning from a minute on: those answered, all that came, and the labels."""

    answered: pl.DataFrame
    came: pl.DataFrame
    known: pl.DataFrame


Measure = Callable[[Part], Number]


def _accuracy(part: Part) -> Number:
    return part.answered.select((pl.col("card_type") == pl.col("truth")).mean()).item()


def _median_ms(part: Part) -> Number:
    return part.answered["latency_ms"].quantile(0.5, "linear")


def _top_type_share(part: Part) -> Number:
    return part.answered.select(pl.col("card_type").unique_counts().max() / pl.len()).item()


def _desk_share(part: Part) -> Number:
    return part.answered.select((pl.col("decision") == "desk").mean()).item()


def _repeated_share(part: Part) -> Number:
    return part.answered.select((~pl.col("card").is_first_distinct()).mean()).item()


def _misfiled_share(part: Part) -> Number:
    misfiled = part.answered.filter(WRONGLY_FILED).height
    return misfiled / part.came.height if part.came.height else None


def _labels_on_time(part: Part) -> Number:
    desk = part.answered.filter(~IS_FILED)
    labelled = desk.join(part.known, on=KEY, how="semi")
    return labelled.height / desk.height if desk.height else None


def usd_a_card(part: Part) -> Number:
    """Dollars a card that came: the desk's, also for cards refused, held or late, and misfiles'.

    A card that came twice is one card; a second visit of the desk is paid again.
    """
    desk = part.answered.filter(~IS_FILED).height
    unanswered = part.came.filter(pl.col("came").is_in([REFUSED, HELD])).height
    misfiled = part.answered.filter(WRONGLY_FILED & ~pl.col("again")).height
    cards = part.came.filter(~pl.col("again")).height
    return (DESK_USD * (desk + unanswered) + MISFILE_USD * misfiled) / cards if cards else None


# Shares between 0 and 1, and the median milliseconds of an answer; None where no card was answered.
METRICS: dict[str, Measure] = {
    "accuracy": _accuracy,
    "misfiled_share": _misfiled_share,
    "median_ms": _median_ms,
    "top_type_share": _top_type_share,
    "desk_share": _desk_share,
    "repeated_share": _repeated_share,
    "labels_on_time": _labels_on_time,
}


def measured(morning: Morning, *, since_minute: int = 0) -> dict[str, Number]:
    """Each of METRICS and usd_a_card, of the cards that came in a minute or later.

    accuracy: of all answers, by the truth, which only a drill knows. misfiled_share: filed wrongly,
    of the cards that came. labels_on_time: share of the desk's cards whose label is known at
    `read_at_ms`. None where there is no card to measure.
    """
    later = pl.col("minute") >= since_minute
    known = morning.labels.filter(pl.col("known_at_ms") <= morning.read_at_ms)
    part = Part(morning.answered().filter(later), morning.truth.filter(later), known)
    found = {name: measure(part) for name, measure in METRICS.items()}
    return found | {"usd_a_card": usd_a_card(part)}
