"""All features in pandas as it is usually written: column by column, with its own verbs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cardshop.features import ERAS, FEATURES

CATEGORIES = ["body_color", "rarity", "language"]
NUMBERS = [name for name, one in FEATURES.items() if one.group == "raw" and name not in CATEGORIES]


def features(cards: pd.DataFrame) -> pd.DataFrame:
    """One row a card, the columns of the catalogue."""
    table = cards[NUMBERS + CATEGORIES].copy()
    hue = np.radians(cards["scan_hue_deg"])
    table["hue_sin"] = np.sin(hue)
    table["hue_cos"] = np.cos(hue)
    table["first_word"] = cards["attack_name"].str.split().str[0]
    eggs = cards["egg_groups"].str.get_dummies("|").add_prefix("egg_")
    eggs.columns = eggs.columns.str.lower().str.replace("[ -]", "_", regex=True)
    table = table.join(eggs)
    years, names = [*(start for start, _ in ERAS), np.inf], [name for _, name in ERAS]
    year = cards["release_date"].dt.year
    table["era"] = pd.cut(year, years, right=False, labels=names).astype(str)
    table["attack_ratio"] = np.log(cards["base_attack"] / cards["base_sp_attack"])
    table["defense_ratio"] = np.log(cards["base_defense"] / cards["base_sp_defense"])
    table["density"] = np.log1p(cards["weight_kg"] / cards["height_m"] ** 2)
    numbers = table.select_dtypes("number").columns
    return table.astype(dict.fromkeys(numbers, "float32"))
