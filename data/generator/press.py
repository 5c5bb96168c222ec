"""A printing run: what it needs, and the codes of its cards before they become a frame."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from generator.lots import Boxes
from generator.seeds import Codes, Flags
from generator.species import Species


@dataclass(frozen=True)
class Press:
    """What a printing run needs: the seed, the species, the sets and the oldest set in use."""

    seed: int
    species: Species
    sets: pl.DataFrame
    oldest_set: int = 0


@dataclass(frozen=True)
class Run:
    """The codes of one chunk before it becomes a frame; every array has shape (n_cards,)."""

    box: Boxes
    species: Codes
    set_no: Codes
    year: Codes
    card_type: Codes
    language: Codes
    rarity: Codes
    is_holo: Flags
    grader: Codes
