"""A lot is a seller's box of 25 cards: what its cards have in common.

Three natural causes make rows of a lot alike: the seller's country (and with it the
languages), the seller's favourite period, and the scan station that photographed the box.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from generator.cardstock import LANGUAGES
from generator.seeds import CHUNK, Codes, Stream, Table, Values, pick

LOT_SIZE = 25
# Share of sellers per country.
COUNTRIES = {"US": 0.46, "JP": 0.16, "DE": 0.12, "GB": 0.10, "FR": 0.08, "ES": 0.05, "IT": 0.03}
HOME_LANGUAGE = {"JP": "ja", "DE": "de", "FR": "fr", "ES": "es", "IT": "it"}
# Share of a box that is in the seller's own language, English-speaking sellers excepted.
HOME_SHARE = 0.40
STATION_HUE_SD_DEG = 18.0
STATION_BRIGHTNESS_SD = 0.04


@dataclass(frozen=True)
class Boxes:
    """The lot of each card and what the lot brings; every array has shape (n_cards,)."""

    number: Codes
    country: Codes
    favourite_period: Values
    hue_offset_deg: Values
    brightness_offset: Values


@lru_cache(maxsize=4)
def lot_chunk(seed: int, chunk: int) -> Boxes:
    """The draws of 65,536 consecutive lots, one row per lot."""
    draws = Stream(seed, Table.LOTS).draws(chunk)
    return Boxes(
        number=np.arange(chunk * CHUNK, (chunk + 1) * CHUNK),
        country=pick(draws, list(COUNTRIES.values()), CHUNK),
        favourite_period=draws.random(CHUNK),
        hue_offset_deg=STATION_HUE_SD_DEG * draws.standard_normal(CHUNK),
        brightness_offset=STATION_BRIGHTNESS_SD * draws.standard_normal(CHUNK),
    )


def boxes_of(seed: int, cards: Codes) -> Boxes:
    """The boxes of consecutive card numbers, one row per card."""
    lots = cards // LOT_SIZE
    first, last = int(lots[0]) // CHUNK, int(lots[-1]) // CHUNK
    chunks = [lot_chunk(seed, chunk) for chunk in range(first, last + 1)]
    at = lots - first * CHUNK

    def column(name: str) -> np.ndarray:
        return np.concatenate([getattr(chunk, name) for chunk in chunks])[at]

    names = ("number", "country", "favourite_period", "hue_offset_deg", "brightness_offset")
    return Boxes(**{name: column(name) for name in names})


def language_ladder() -> Values:
    """Cumulative language shares, shape (n_countries, n_languages).

    Each language keeps its share over all boxes: what home sellers bring in excess
    is taken from the common pool.
    """
    names = list(LANGUAGES)
    home = np.zeros((len(COUNTRIES), len(names)))
    for row, country in enumerate(COUNTRIES):
        if country in HOME_LANGUAGE:
            home[row, names.index(HOME_LANGUAGE[country])] = HOME_SHARE
    sellers = np.array(list(COUNTRIES.values()))
    pool = np.array(list(LANGUAGES.values())) - sellers @ home
    shares = home + (1 - home.sum(1, keepdims=True)) * pool / pool.sum()
    return np.cumsum(shares, axis=1)
