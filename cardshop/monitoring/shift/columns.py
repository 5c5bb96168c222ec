"""What is watched: the raw columns that the model sees, how they are read and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import polars as pl

from cardshop.contract.fields import FIELDS
from cardshop.features.recipes import first_word, text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from polars._typing import PolarsDataType

    Values = NDArray[np.float64]
    Codes = NDArray[np.intp]

Kind = Literal["number", "angle", "category"]
LOT, TRUTH = "lot_id", "card_type"
DAYS_PER_YEAR = 365.25
# The scan first, then what is printed, then the species sheet.
MONITORED: dict[str, Kind] = {
    "scan_hue_deg": "angle",
    "scan_saturation": "number",
    "scan_brightness": "number",
    "attack_name": "category",
    "language": "category",
    "rarity": "category",
    "release_date": "number",
    "hp": "number",
    "attack_damage": "number",
    "retreat_cost": "number",
    "body_color": "category",
    "egg_groups": "category",
    "generation": "number",
    "evo_stage": "number",
    "base_hp": "number",
    "base_attack": "number",
    "base_defense": "number",
    "base_sp_attack": "number",
    "base_sp_defense": "number",
    "base_speed": "number",
    "height_m": "number",
    "weight_kg": "number",
}
# Cut points for a number, and words told apart: pooled over both samples, so that neither is
# favoured. A gap between the curves is missed by less than 1/BINS.
BINS = 64


class Sample(NamedTuple):
    """Cards as they came, and as they are compared (`read`)."""

    cards: pl.DataFrame
    read: pl.DataFrame


def sample_of(cards: pl.DataFrame) -> Sample:
    """The cards with their MONITORED columns read: numbers (dates in years) or words.

    NaN for a null, text or infinity among numbers. Words are those that the model tells apart: of
    an attack the first one.
    """
    return Sample(cards, cards.select(_reading(name, cards.schema[name]) for name in MONITORED))


def _reading(name: str, dtype: PolarsDataType) -> pl.Expr:
    if MONITORED[name] == "category":
        return (first_word if name == "attack_name" else text)(pl, name).alias(name)
    value = pl.col(name)
    if dtype.is_temporal():
        value = value.cast(pl.Date).to_physical() / DAYS_PER_YEAR
    value = value.cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value).otherwise(np.nan).alias(name)


def binned(ours: pl.Series, theirs: pl.Series) -> tuple[Codes, Codes]:
    """The bin of each card in both samples: nulls are one of their own, angles keep their order."""
    if MONITORED[ours.name] == "category":
        return _coded(ours, theirs)
    return bins_of(ours.to_numpy(), theirs.to_numpy())


def bins_of(ours: Values, theirs: Values) -> tuple[Codes, Codes]:
    """Pooled quantile bins, numbered from 0 without gaps; NaN lies in the first."""
    pooled = np.nan_to_num(np.concatenate([ours, theirs]), nan=-np.inf)
    edges = np.unique(pooled)
    if edges.size > BINS:
        ranks = np.ceil(np.arange(1, BINS + 1) / BINS * pooled.size).astype(np.intp) - 1
        edges = np.unique(np.append(np.sort(pooled)[ranks], edges[:1]))
    code = np.searchsorted(edges, pooled)
    return code[: ours.size], code[ours.size :]


def _coded(ours: pl.Series, theirs: pl.Series) -> tuple[Codes, Codes]:
    """The BINS - 1 most frequent words of both samples together, and one bin for all others."""
    pooled = pl.concat([ours, theirs]).alias("word")
    counted = pooled.value_counts().sort("count", "word", descending=[True, False])
    places = dict(zip(counted["word"].head(BINS - 1), range(BINS - 1), strict=False))
    code = pooled.replace_strict(places, default=len(places), return_dtype=pl.Int64).to_numpy()
    return code[: len(ours)], code[len(ours) :]


def unit_of(name: str) -> str:
    """The unit of a difference in this column."""
    return "years" if name == "release_date" else FIELDS[name].unit or "steps"
