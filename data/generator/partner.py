"""A partner's delivery: the newest sets, in the partner's own words, units and calibration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from generator.press import Press
from generator.prints import cards
from generator.seeds import Stream, Table

PARTNER_ROWS = 3_000
FIRST_YEAR = 2023
# The partner's print run of these years has more hit points than the shop has seen.
HP_DRIFT = 40
# The partner's scanner turns every hue; data/README.md shows why a test on the raw
# angle hardly notices.
HUE_DRIFT_DEG, HUE_DRIFT_SD_DEG = 50.0, 4.0
INCHES_PER_METRE = 39.3701
POUNDS_PER_KILOGRAM = 2.20462
LANGUAGE_NAMES = {
    "en": "English", "ja": "Japanese", "de": "German",
    "fr": "French", "es": "Spanish", "it": "Italian",
}  # fmt: skip
RARITY_NAMES = {"Holo Rare": "Rare Holo", "Ultra Rare": "Double Rare"}
TYPE_NAMES = {
    "Lightning": "Electric", "Darkness": "Dark", "Metal": "Steel", "Colorless": "Normal",
}  # fmt: skip


def partner_cards(press: Press) -> pl.DataFrame:
    """The 3,000 prints behind the partner's file, in the shop's own columns, before any drift.

    Species of all generations, from sets of 2023 on.
    """
    oldest_set = int((press.sets["year"] < FIRST_YEAR).sum())
    return cards(replace(press, oldest_set=oldest_set), PARTNER_ROWS, Table.PARTNER_DELIVERY)


def drifted(press: Press, prints: pl.DataFrame, hue_deg: float = HUE_DRIFT_DEG) -> pl.DataFrame:
    """The same prints as the partner's press and scanner give them: higher hp, turned hue."""
    draws = Stream(press.seed, Table.PARTNER_SCANNER).draws()
    turn = hue_deg + HUE_DRIFT_SD_DEG * draws.standard_normal(prints.height)
    hue = np.mod(prints["scan_hue_deg"].to_numpy() + turn, 360.0)
    return prints.with_columns(hp=pl.col("hp") + HP_DRIFT, scan_hue_deg=pl.Series(hue))


def partner_delivery(press: Press) -> pl.DataFrame:
    """The partner's file: `rarity` alone keeps its name; lots are `box`, sellers `country`."""
    rows = drifted(press, partner_cards(press))
    return rows.select(
        cardId="card_id",
        box="lot_id",
        country="seller_country",
        set="set_code",
        released=pl.col("release_date").dt.strftime("%m/%d/%Y"),
        lang=pl.col("language").replace(LANGUAGE_NAMES),
        pokemon="species",
        HP="hp",
        move="attack_name",
        power=pl.col("attack_damage").cast(pl.String) + "+",
        height_in=(pl.col("height_m") * INCHES_PER_METRE).round(1),
        weight_lb=(pl.col("weight_kg") * POUNDS_PER_KILOGRAM).round(1),
        rarity=pl.col("rarity").replace(RARITY_NAMES),
        hue=(pl.col("scan_hue_deg") / 360).round(4) % 1,
        sat_pct=(pl.col("scan_saturation") * 100).round(1),
        energy=pl.col("card_type").replace(TYPE_NAMES),
    )
