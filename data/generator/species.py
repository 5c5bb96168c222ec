"""The real facts of species.csv as arrays, and the card type they lead to in a year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from generator.cardstock import CARD_TYPE, IN_PRINT, TYPE_CODE, TYPES
from generator.seeds import Codes, Flags, Stream, Table, Values

# First full year in which cards of a generation were sold in English.
FIRST_YEAR = np.array([1999, 2000, 2003, 2007, 2011, 2014, 2017, 2020, 2023])
# Poison was printed as Grass, from 2007 as Psychic, from 2020 as Darkness.
POISON_AS_PSYCHIC, POISON_AS_DARKNESS = 2007, 2020
CROWD_FAVOURITES = (
    "Pikachu", "Charizard", "Eevee", "Mewtwo", "Gengar", "Umbreon", "Rayquaza", "Lucario",
)  # fmt: skip
# Range of years per type code, for a look-up by array.
FROM_YEAR = np.array([IN_PRINT.get(name, (0, 9999))[0] for name in TYPES])
TO_YEAR = np.array([IN_PRINT.get(name, (0, 9999))[1] for name in TYPES])


@dataclass(frozen=True)
class Species:
    """The species table with what the printer needs; every array has shape (1025,)."""

    table: pl.DataFrame
    popularity: Values
    print_share: Values
    first_type: Codes
    second_type: Codes
    is_dual: Flags
    is_special: Flags

    def numbers(self, column: str) -> Values:
        """One numeric column of the table."""
        return self.table[column].to_numpy().astype(np.float64)

    def game_type_is(self, name: str) -> Flags:
        """Where the first video-game type is `name`."""
        return (self.table["vg_type_1"] == name).to_numpy()

    def second_game_type_is(self, name: str) -> Flags:
        """Where the second video-game type is `name`."""
        return (self.table["vg_type_2"] == name).fill_null(value=False).to_numpy()


def base_stat_total(table: pl.DataFrame) -> Values:
    """The sum of the six base stats per species."""
    stats = [name for name in table.columns if name.startswith("base_")]
    return table.select(pl.sum_horizontal(stats)).to_series().to_numpy().astype(np.float64)


def popularity_of(table: pl.DataFrame, noise: Values) -> Values:
    """How much collectors like a species, in log-dollar-like units; invented."""
    stars = table["species"].is_in(CROWD_FAVOURITES).to_numpy()
    strength = (base_stat_total(table) - 430) / 120
    return (
        0.45 * table["is_legendary"].to_numpy()
        + 0.40 * table["is_mythical"].to_numpy()
        + 0.10 * table["evo_stage"].to_numpy()
        + 0.25 * (table["generation"] == 1).to_numpy()
        + 0.15 * strength
        + 0.60 * stars
        + 0.16 * noise
    )


def load(seed: int, path: Path) -> Species:
    """Species facts from `path` with seeded popularity and print shares.

    The file is built by data/build_species.py; a missing file raises FileNotFoundError.
    """
    table = pl.read_csv(path)
    draws = Stream(seed, Table.SPECIES).draws()
    popularity = popularity_of(table, draws.standard_normal(table.height))
    weight = np.exp(0.6 * popularity + 0.35 * draws.standard_normal(table.height))
    return Species(
        table=table,
        popularity=popularity,
        print_share=weight / weight.sum(),
        first_type=type_codes(table["vg_type_1"]),
        second_type=type_codes(table["vg_type_2"].fill_null("Normal")),
        is_dual=table["vg_type_2"].is_not_null().to_numpy(),
        is_special=(table["is_legendary"] | table["is_mythical"]).to_numpy(),
    )


def type_codes(game_types: pl.Series) -> Codes:
    """Card type codes (from 2020 on) of video-game types."""
    codes = {game: TYPE_CODE[card] for game, card in CARD_TYPE.items()}
    return game_types.replace_strict(codes, return_dtype=pl.Int64).to_numpy()


def in_print(card_type: Codes, year: Codes) -> Flags:
    """Where a type existed on cards in that year."""
    return (FROM_YEAR[card_type] <= year) & (year <= TO_YEAR[card_type])


def usual_type(species: Species, row: Codes, year: Codes) -> Codes:
    """The card type of each print by the rule of its year; `row` points into the species."""
    poison, fairy = species.game_type_is("Poison")[row], species.game_type_is("Fairy")[row]
    code = species.first_type[row].copy()
    code[poison & (year < POISON_AS_DARKNESS)] = TYPE_CODE["Psychic"]
    code[poison & (year < POISON_AS_PSYCHIC)] = TYPE_CODE["Grass"]
    code[fairy & (year < IN_PRINT["Fairy"][0])] = TYPE_CODE["Colorless"]
    code[fairy & in_print(np.full_like(code, TYPE_CODE["Fairy"]), year)] = TYPE_CODE["Fairy"]
    return np.where(in_print(code, year), code, TYPE_CODE["Colorless"])
