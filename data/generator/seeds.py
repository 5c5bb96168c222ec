"""One named random stream per table and chunk, and the way tables draw from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Values = NDArray[np.float64]
Flags = NDArray[np.bool_]

# The day the prototype was calibrated; see "Numbers that were dialled in" in data/README.md.
SEED = 20251121
# Rows that are always drawn together, so that a longer table extends a shorter one.
CHUNK = 65_536


class Table(IntEnum):
    """The random stream of each table; a number is never given to another table."""

    SPECIES = 1
    CARDS = 2
    LOTS = 3
    MARKET = 4
    SALES = 5
    PRICE_ERRORS = 6
    CLEAN_DELIVERY = 7
    DIRTY_DELIVERY = 8
    PLANTED_ISSUES = 9
    PARTNER_DELIVERY = 10
    PARTNER_SCANNER = 11
    CREDIT = 12
    CREDIT_ERRORS = 13
    CHURN = 14
    CHURN_ERRORS = 15


@dataclass(frozen=True)
class Stream:
    """The random numbers of one table under one seed."""

    seed: int
    table: Table

    def draws(self, chunk: int = 0) -> np.random.Generator:
        """A fresh generator for one chunk; the same call gives the same numbers."""
        sequence = np.random.SeedSequence(self.seed, spawn_key=(int(self.table), chunk))
        return np.random.Generator(np.random.PCG64(sequence))


def pick(draws: np.random.Generator, shares: Values | list[float], rows: int) -> Codes:
    """Positions in `shares`, drawn in proportion to them; shape (rows,)."""
    ladder = np.cumsum(shares)
    position = np.searchsorted(ladder / ladder[-1], draws.random(rows), side="right")
    return np.minimum(position, len(ladder) - 1)
