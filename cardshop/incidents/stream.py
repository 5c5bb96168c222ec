"""What arrives in a morning: trays of lots, each with what chance has in store for it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import polars as pl

from cardshop.contract import read_delivery
from cardshop.contract.parsing import parse
from cardshop.dataset import DATA, DatasetError, delivery_path, load_cards, split_by_line
from cardshop.incidents.clock import MINUTE_MS

MINUTES, TRAYS_A_MINUTE = 40, 2
# The drill's model learned the other lines: of these it saw no print, as of a new species.
SPLIT_SEED, UNSEEN_SHARE = 0, 0.35
# Milliseconds that the sellers' register takes while it is slow.
SLOW_MS = (120.0, 400.0)


# Written by data/record_incidents.py; loading refuses it where the feature code is another one.
DRILL_MODEL = DATA / "drill_model" / "1.1.0"


class Tray(NamedTuple):
    """The uncatalogued cards of one lot, and when they come.

    `chance` in [0, 1): a fault of that severity or more reaches the tray. `wait_ms`: what a slow
    dependency would take.
    """

    lot_id: str
    after_ms: int
    chance: float
    wait_ms: float
    cards: pl.DataFrame


@lru_cache(maxsize=1)
def unseen_cards() -> pl.DataFrame:
    """Prints of lines that the drill's model did not learn, of the catalogue and a delivery.

    About nine a lot: the shop knows the others by set and number. Truth in `card_type`.
    """
    known, unseen = split_by_line(load_cards(), SPLIT_SEED, test_share=UNSEEN_SHARE)
    delivered = parse(read_delivery(delivery_path("clean")))
    new = delivered.filter(~pl.col("line_id").is_in(known["line_id"].unique().to_list()))
    return pl.concat([unseen.select(new.columns), new])


def training_cards() -> pl.DataFrame:
    """The catalogue's prints of the lines that the drill's model learned."""
    return split_by_line(load_cards(), SPLIT_SEED, test_share=UNSEEN_SHARE)[0]


def trays(cards: pl.DataFrame, *, seed: int, day: int, minutes: int = MINUTES) -> list[Tray]:
    """The trays of one morning, in order: of each day other lots, in the order that the seed draws.

    Raises DatasetError where the cards have too few lots for that day.
    """
    order = np.random.default_rng(seed).permutation(cards["lot_id"].unique().sort().to_numpy())
    count = TRAYS_A_MINUTE * minutes
    mine = order[day * count : (day + 1) * count]
    if len(mine) < count:
        message = f"day {day} of {minutes} minutes needs {(day + 1) * count} lots; there are "
        raise DatasetError(f"{message}{len(order)}. Take an earlier day.")
    draw = np.random.default_rng((seed, day))
    chances, waits = draw.random(count), draw.uniform(*SLOW_MS, count)
    by_lot = cards.filter(pl.col("lot_id").is_in(mine.tolist())).partition_by(
        "lot_id", as_dict=True
    )
    between = MINUTE_MS // TRAYS_A_MINUTE
    return [
        Tray(str(lot), 1_000 + at * between, float(chances[at]), float(waits[at]), by_lot[(lot,)])
        for at, lot in enumerate(mine)
    ]
