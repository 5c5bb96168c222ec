"""Which lot a row of the journal belongs to: the one place that knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from cardshop.evaluation import Redraw

LOT = "lot"
# A station sends the lot and the place of the card in it: "L000123.07" (docs/service.md). A name
# with "/" is none to the service (limits.CLIENT_ID): only rows that were made elsewhere have it.
SLASHED, DOTTED = r"^([^/]+)/", r"^(L[0-9]{6,})[._-]"


def lots_of(journal: pl.DataFrame) -> pl.Series:
    """The lot of each row, text, in the order of the rows; never null.

    From `client_request_id` where it names one, else `request_id`: a batch is one tray of one lot.
    A card that was sent alone and names no lot is a lot of its own.
    """
    said = pl.col("client_request_id")
    named = pl.coalesce(said.str.extract(SLASHED), said.str.extract(DOTTED), "request_id")
    return journal.select(named.alias(LOT)).to_series()


def redraw_lots(journal: pl.DataFrame, *, seed: int) -> Redraw:
    """The way to draw whole lots again, for the intervals of `cardshop.evaluation`.

    Raises EvaluationError for fewer lots than it needs.
    """
    from dataclasses import replace

    from cardshop.evaluation import redraw_lines

    return replace(redraw_lines(lots_of(journal), seed=seed), unit=LOT)
