"""What is written on a card: language, attack name, weakness and resistance."""

from __future__ import annotations

import numpy as np
import polars as pl

from generator.cardstock import (
    ATTACK_NAMES,
    GENERIC_WORDS,
    LANGUAGES,
    MOVES,
    NONE,
    RESISTANCE,
    TYPES,
    WEAKNESS,
)
from generator.lots import Boxes, language_ladder
from generator.seeds import Codes, Values

# Share of attack names whose first word says nothing about the type.
GENERIC_SHARE = 0.57
# Planted: the reader was tuned on Latin letters and falls back to a stock phrase.
JAPANESE_GENERIC_SHARE = 0.98
# Share of type words that belong to another type.
STRAY_SHARE = 0.06
WORDS_PER_TYPE = 4
JAPANESE = list(LANGUAGES).index("ja")


def draw_languages(draws: np.random.Generator, box: Boxes) -> Codes:
    """The language of each print; sellers outside the English-speaking world favour their own."""
    ladder = language_ladder()[box.country]
    position = (draws.random(len(box.country))[:, None] >= ladder).sum(1)
    return np.minimum(position, len(LANGUAGES) - 1)


def attack_names(draws: np.random.Generator, card_type: Codes, language: Codes) -> pl.Series:
    """First word (often typical of the type) and a move word."""
    rows = len(card_type)
    generic_share = np.where(language == JAPANESE, JAPANESE_GENERIC_SHARE, GENERIC_SHARE)
    generic = draws.random(rows) < generic_share
    typical = card_type * WORDS_PER_TYPE + draws.integers(0, WORDS_PER_TYPE, rows)
    type_words = len(TYPES) * WORDS_PER_TYPE
    stray = draws.random(rows) < STRAY_SHARE
    typical = np.where(stray, draws.integers(0, type_words, rows), typical)
    stock = type_words + draws.integers(0, len(GENERIC_WORDS), rows)
    word = np.where(generic, stock, typical)
    move = draws.integers(0, len(MOVES), rows)
    return pl.Series(list(ATTACK_NAMES)).gather(word * len(MOVES) + move)


def ladder_of(table: dict[str, dict[str, float]]) -> Values:
    """Cumulative shares per type over TYPES, shape (n_types, n_types); the rest is "none"."""
    shares = np.array([[table[row].get(column, 0.0) for column in TYPES] for row in TYPES])
    return np.cumsum(shares, axis=1)


def weakness_columns(draws: np.random.Generator, card_type: Codes) -> dict[str, pl.Series]:
    """The columns weakness and resistance: drawn from the type itself, hence a target leak."""
    names = pl.Series([*TYPES, NONE])

    def column(table: dict[str, dict[str, float]]) -> pl.Series:
        chance = draws.random(len(card_type))[:, None]
        return names.gather((chance >= ladder_of(table)[card_type]).sum(1))

    return {"weakness": column(WEAKNESS), "resistance": column(RESISTANCE)}
