"""Card prints: one chunk of 65,536 rows at a time, from species facts and seeded draws."""

from __future__ import annotations

import numpy as np
import polars as pl

from generator import cardstock, wording
from generator.cardstock import IN_PRINT, RARITIES, SET_COUNT, TYPE_CODE
from generator.lots import COUNTRIES, LOT_SIZE, Boxes, boxes_of
from generator.press import Press, Run
from generator.scanner import scan_columns
from generator.seeds import CHUNK, Codes, Flags, Stream, Table, Values, pick
from generator.species import FIRST_YEAR, Species, in_print, usual_type

# Share of a box from the seller's favourite period, and the width of that period in the catalogue.
PERIOD_SHARE, PERIOD_WIDTH = 0.45, 0.15
# Fairy cards exist for six of 27 years: without reprints there are too few to say anything.
FAIRY_REPRINT_SHARE = 0.55
# A species whose second type is Fairy was printed as Fairy about every other time.
SECOND_FAIRY_SHARE = 0.5
SECOND_TYPE_SHARE = 0.10
ALTERNATE_TYPE_SHARE = 0.03
# First card number of each delivery: past every number that a large table can reach.
FIRST_CARD = {
    Table.CARDS: 0,
    Table.CLEAN_DELIVERY: 21_000_000,
    Table.DIRTY_DELIVERY: 22_000_000,
    Table.PARTNER_DELIVERY: 23_000_000,
}
MAX_ROWS = 20_000_000
FACTS = (
    "dex_no", "species", "line_id", "generation", "evo_stage", "is_legendary",
    "base_hp", "base_attack", "base_defense", "base_sp_attack", "base_sp_defense", "base_speed",
    "height_m", "weight_kg", "body_color", "egg_groups",
)  # fmt: skip


def draw_sets(press: Press, draws: np.random.Generator, row: Codes, box: Boxes) -> Codes:
    """The set of each print: never before its generation, more often from the box's period."""
    years = press.sets["year"].to_numpy()
    generation = press.species.table["generation"].to_numpy()[row]
    first = np.maximum(np.searchsorted(years, FIRST_YEAR)[generation - 1], press.oldest_set)
    near = box.favourite_period + PERIOD_WIDTH * (draws.random(CHUNK) - 0.5)
    where = np.where(draws.random(CHUNK) < PERIOD_SHARE, near % 1.0, draws.random(CHUNK))
    set_no = first + np.floor(where * (SET_COUNT - first)).astype(np.int64)
    begin, end = np.searchsorted(years, (IN_PRINT["Fairy"][0], IN_PRINT["Fairy"][1] + 1))
    fairy = press.species.game_type_is("Fairy") | press.species.second_game_type_is("Fairy")
    begins = np.maximum(first, begin)
    again = fairy[row] & (begins < end) & (draws.random(CHUNK) < FAIRY_REPRINT_SHARE)
    return np.where(again, begins + np.floor(where * (end - begins)).astype(np.int64), set_no)


def draw_types(species: Species, draws: np.random.Generator, row: Codes, year: Codes) -> Codes:
    """The printed type: the usual one, at times the second, rarely an alternate one."""
    code = usual_type(species, row, year)
    second = species.second_type[row]
    use = species.is_dual[row] & (draws.random(CHUNK) < SECOND_TYPE_SHARE)
    code = np.where(use & in_print(second, year), second, code)
    as_fairy = species.second_game_type_is("Fairy")[row] & (
        draws.random(CHUNK) < SECOND_FAIRY_SHARE
    )
    fairy = np.full_like(code, TYPE_CODE["Fairy"])
    code = np.where(as_fairy & in_print(fairy, year), fairy, code)
    other = draws.integers(0, TYPE_CODE["Colorless"], CHUNK)
    odd = draws.random(CHUNK) < ALTERNATE_TYPE_SHARE
    return np.where(odd & in_print(other, year), other, code)


def draw_rarity(draws: np.random.Generator, special: Flags) -> tuple[Codes, Flags]:
    """(rarity, is_holo); legendary and mythical species are never below Rare."""
    rarity = pick(draws, list(RARITIES.values()), CHUNK)
    raised = 2 + (draws.random(CHUNK) < 0.5)
    rarity = np.where(special & (rarity < 2), raised, rarity)
    return rarity, (rarity >= 3) | ((rarity == 2) & (draws.random(CHUNK) < 0.3))


def draw_run(press: Press, draws: np.random.Generator, box: Boxes) -> Run:
    """The codes of one chunk."""
    row = pick(draws, press.species.print_share, CHUNK)
    set_no = draw_sets(press, draws, row, box)
    year = press.sets["year"].to_numpy()[set_no]
    rarity, is_holo = draw_rarity(draws, press.species.is_special[row])
    grader = pick(draws, list(cardstock.GRADERS.values()), CHUNK)
    return Run(
        box=box,
        species=row,
        set_no=set_no,
        year=year,
        card_type=draw_types(press.species, draws, row, year),
        language=wording.draw_languages(draws, box),
        rarity=rarity,
        is_holo=is_holo,
        grader=np.where((rarity < 2) & (draws.random(CHUNK) < 0.8), 0, grader),
    )


def battle_columns(species: Species, draws: np.random.Generator, run: Run) -> dict[str, Codes]:
    """hp, attack_damage (multiples of 10) and retreat_cost; all grow with era or weight."""
    era, rare = (run.year - 1999) / 26.0, run.rarity >= 4
    fact = {name: species.numbers(name)[run.species] for name in FACTS if name.startswith("base_")}
    stage = species.numbers("evo_stage")[run.species]
    strongest = np.maximum(fact["base_attack"], fact["base_sp_attack"])
    hp = 35 + 0.45 * fact["base_hp"] + 16 * stage + 55 * era + 70 * rare
    damage = 10 + 0.28 * strongest + 12 * stage + 45 * era + 60 * rare
    heavy = np.isin(run.card_type, [TYPE_CODE["Metal"], TYPE_CODE["Fighting"]])
    weight = np.log1p(species.numbers("weight_kg")[run.species])
    retreat = 0.6 + 0.35 * weight - 0.006 * fact["base_speed"] + 0.5 * heavy
    return {
        "hp": tens(hp + 9 * draws.standard_normal(CHUNK), 30, 340),
        "attack_damage": tens(damage + 14 * draws.standard_normal(CHUNK), 0, 330),
        "retreat_cost": whole(retreat + 0.5 * draws.standard_normal(CHUNK), 0, 4),
    }


def whole(values: Values, low: int, high: int) -> Codes:
    """Rounded and clipped to [low, high]."""
    return np.clip(np.round(values), low, high).astype(np.int64)


def tens(values: Values, low: int, high: int) -> Codes:
    """Rounded to a multiple of ten and clipped to [low, high]."""
    return 10 * whole(values / 10, low // 10, high // 10)


def labels(names: tuple[str, ...] | dict[str, float], codes: Codes) -> pl.Series:
    """The names that the codes stand for."""
    return pl.Series(list(names)).gather(codes)


def identity_columns(cards: Codes, press: Press, run: Run) -> dict[str, pl.Series]:
    """Who the print is and where it came from."""
    number = pl.Series(cards).cast(pl.String)
    lot = pl.Series(cards // LOT_SIZE).cast(pl.String)
    return {
        "card_id": "PK" + number.str.zfill(8),
        "lot_id": "L" + lot.str.zfill(6),
        "seller_country": labels(COUNTRIES, run.box.country),
        "set_code": press.sets["set_code"].gather(run.set_no),
        "release_date": press.sets["release_date"].gather(run.set_no),
        "language": labels(cardstock.LANGUAGES, run.language),
    }


def grade_column(draws: np.random.Generator, grader: Codes) -> pl.Series:
    """The grade 1-10 of a slabbed card; null where nobody graded it."""
    grade = pl.Series(whole(8.6 + draws.standard_normal(CHUNK), 1, 10))
    return grade.set(pl.Series(grader == 0), None)


def print_chunk(press: Press, table: Table, chunk: int) -> pl.DataFrame:
    """One full chunk of 65,536 prints of a table, in card order.

    Always the full chunk, so that a longer table extends a shorter one.
    """
    draws = Stream(press.seed, table).draws(chunk)
    begin = FIRST_CARD[table] + chunk * CHUNK
    cards = np.arange(begin, begin + CHUNK)
    run = draw_run(press, draws, boxes_of(press.seed, cards))
    return pl.DataFrame(
        {
            **identity_columns(cards, press, run),
            **{name: press.species.table[name].gather(run.species) for name in FACTS},
            "rarity": labels(RARITIES, run.rarity),
            "is_holo": run.is_holo,
            **battle_columns(press.species, draws, run),
            "attack_name": wording.attack_names(draws, run.card_type, run.language),
            "grading_company": labels(cardstock.GRADERS, run.grader),
            "grade": grade_column(draws, run.grader),
            **scan_columns(draws, run),
            **wording.weakness_columns(draws, run.card_type),
            "card_type": labels(cardstock.TYPES, run.card_type),
        }
    )


def cards(press: Press, rows: int, table: Table = Table.CARDS) -> pl.DataFrame:
    """The first `rows` prints of a table; a longer table starts with a shorter one."""
    chunks = [print_chunk(press, table, chunk) for chunk in range(-(-rows // CHUNK))]
    return pl.concat(chunks).head(rows)
