"""Small tables of sales: invented, without an error unless a test plants one."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from capstone.columns import CARD_TYPES, CONDITIONS, COUNTRIES, FIELDS, GRADERS, LANGUAGES, RARITIES

FIRST_DAY = date(2024, 1, 1)
STATS = ("base_hp", "base_attack", "base_defense", "base_sp_attack", "base_sp_defense")


def small_sales(rows: int = 1500, seed: int = 0) -> pl.DataFrame:
    """Sales by date over a year: a price for each rarity, less for wear, times the index."""
    draws = np.random.default_rng(seed)
    day = np.sort(draws.integers(0, 364, rows))
    rarity, condition = draws.integers(0, 6, rows), draws.integers(0, 5, rows)
    graded = draws.random(rows) < 0.2
    condition = np.where(graded, 0, condition)
    year = draws.integers(2000, 2023, rows)
    level = np.exp(0.02 * draws.standard_normal((3, 53)).cumsum(axis=1))
    vintage, slabs, modern = (250 * one[day // 7].round(4) for one in level)
    index = np.where(year < 2012, vintage, modern)
    price = (
        index / 100 * 2 * 1.7**rarity * 0.8**condition * np.exp(0.05 * draws.standard_normal(rows))
    )
    table = {
        "sale_id": range(rows),
        "card_id": [f"PK{one:08}" for one in range(rows)],
        "sale_date": [FIRST_DAY + timedelta(days=int(one)) for one in day],
        "condition": [CONDITIONS[one] for one in condition],
        "lot_id": [f"L{one:06}" for one in draws.integers(0, rows // 3 + 1, rows)],
        "seller_country": draws.choice(COUNTRIES, rows).tolist(),
        "set_code": ["S01"] * rows,
        "release_date": [date(int(one), 6, 1) for one in year],
        "language": draws.choice(LANGUAGES, rows).tolist(),
        "species": ["Pikachu"] * rows,
        "dex_no": draws.integers(1, 60, rows),
        "line_id": draws.integers(1, 30, rows),
        "generation": draws.integers(1, 10, rows),
        "evo_stage": draws.integers(0, 3, rows),
        "is_legendary": draws.random(rows) < 0.1,
        **{name: draws.integers(20, 120, rows) for name in (*STATS, "base_speed")},
        "rarity": [RARITIES[one] for one in rarity],
        "is_holo": rarity > 2,
        "hp": draws.integers(3, 30, rows) * 10,
        "card_type": draws.choice(CARD_TYPES, rows).tolist(),
        "grading_company": np.where(graded, draws.choice(GRADERS[1:], rows), GRADERS[0]).tolist(),
        "grade": [
            int(one) if slab else None
            for one, slab in zip(draws.integers(5, 11, rows), graded, strict=True)
        ],
        "price_usd": price.round(2),
        "index_vintage": vintage,
        "index_graded": slabs,
        "index_modern": modern,
    }
    return pl.DataFrame(
        table, schema={**{n: f.type for n, f in FIELDS.items()}, "price_usd": pl.Float64}
    )
