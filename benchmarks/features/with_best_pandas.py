"""All features in the fastest pandas we know.

Text is coded as categories, and work on it is done once per distinct text and spread by the codes;
columns are numpy arrays, put together at the end.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.features.with_pandas import CATEGORIES, NUMBERS
from cardshop.features import EGG_GROUPS, ERAS, FEATURES

TEXTS = [*CATEGORIES, "attack_name", "egg_groups"]


def coded(cards: pd.DataFrame) -> pd.DataFrame:
    """The cards with their text as categories."""
    return cards.astype(dict.fromkeys(TEXTS, "category"))


def features(cards: pd.DataFrame) -> pd.DataFrame:
    """One row a card, the columns of the catalogue; text as categories."""
    columns: dict[str, Any] = {name: _float32(cards[name].to_numpy()) for name in NUMBERS}
    columns |= {name: cards[name] for name in CATEGORIES}
    hue = np.radians(cards["scan_hue_deg"].to_numpy())
    columns |= {"hue_sin": _float32(np.sin(hue)), "hue_cos": _float32(np.cos(hue))}
    columns["first_word"] = _first_words(cards["attack_name"])
    columns |= _eggs(cards["egg_groups"])
    columns["era"] = _eras(cards["release_date"])
    columns |= _ratios(cards)
    return pd.DataFrame({name: columns[name] for name in FEATURES}, copy=False)


def _first_words(names: pd.Series) -> Any:
    words = names.cat.categories.str.partition(" ", expand=False).str[0]
    codes, distinct = pd.factorize(words)
    return _categorical(codes[names.cat.codes], distinct)


def _eggs(groups: pd.Series) -> dict[str, Any]:
    listed = [text.split("|") for text in groups.cat.categories]
    names = [name for name, one in FEATURES.items() if one.group == "egg"]
    codes = groups.cat.codes.to_numpy()
    return {
        name: np.array([group in one for one in listed], dtype=np.float32)[codes]
        for name, group in zip(names, EGG_GROUPS, strict=True)
    }


def _eras(days: pd.Series) -> Any:
    years = np.array([f"{start}-01-01" for start, _ in ERAS[1:]], dtype="datetime64[D]")
    codes = np.searchsorted(years, np.asarray(days), side="right")
    return _categorical(codes, [name for _, name in ERAS])


def _categorical(codes: Any, words: Any) -> Any:
    return pd.Categorical.from_codes(codes, categories=pd.Index(words))


def _ratios(cards: pd.DataFrame) -> dict[str, Any]:
    stats = {name: cards[name].to_numpy() for name in NUMBERS}
    kilograms, metres = stats["weight_kg"], stats["height_m"]
    return {
        "attack_ratio": _float32(np.log(stats["base_attack"] / stats["base_sp_attack"])),
        "defense_ratio": _float32(np.log(stats["base_defense"] / stats["base_sp_defense"])),
        "density": _float32(np.log1p(kilograms / (metres * metres))),
    }


def _float32(values: Any) -> Any:
    return values.astype(np.float32)
