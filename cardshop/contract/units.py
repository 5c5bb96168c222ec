"""Units, date formats and suffixes: what a partner's numbers would be in the shop's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A conversion has to beat the values as they are by this much: most of its range, not a nuance.
MIN_GAIN = 0.2
# A unit that the name mentions ("height_in") wins a tie against one that only fits.
NAMED_BONUS = 0.1
DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d")
READABLE_SHARE = 0.95
SUFFIXED_NUMBER = r"^(-?[0-9]+(?:\.[0-9]+)?)\s*([^0-9\s.,:/-]{0,5})$"
STEP_TOLERANCE = 1e-6
GRAINS = (10.0, 5.0, 1.0, 0.1, 0.01)
RANKS = np.linspace(0.05, 0.95, 19)


@dataclass(frozen=True)
class Conversion:
    """From another unit to the shop's: multiply by `factor`."""

    other: str
    unit: str
    factor: float
    tokens: tuple[str, ...] = ()

    def in_words(self) -> str:
        """For a person: "x 0.0254 (inches to m)"; nothing when the unit is the shop's own."""
        return "" if self.factor == 1 else f"x {self.factor:g} ({self.other} to {self.unit})"


AS_IS = Conversion("", "", 1.0)
# Factors are exact by definition (international yard and pound, 1959) or by arithmetic.
CONVERSIONS = (
    Conversion("inches", "m", 0.0254, ("in", "inch", "inches")),
    Conversion("feet", "m", 0.3048, ("ft", "feet")),
    Conversion("centimetres", "m", 0.01, ("cm",)),
    Conversion("pounds", "kg", 0.45359237, ("lb", "lbs", "pounds")),
    Conversion("grams", "kg", 0.001, ("g", "grams")),
    Conversion("turns", "degrees", 360.0, ("turn", "frac", "fraction")),
    Conversion("radians", "degrees", 180 / np.pi, ("rad", "radians")),
    Conversion("percent", "fraction", 0.01, ("pct", "percent")),
    Conversion("0-255", "fraction", 1 / 255, ("byte", "u8")),
)
UNIT_TOKENS = frozenset(token for known in CONVERSIONS for token in known.tokens) | {
    "m",
    "kg",
    "deg",
}


def agreement(reference: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """How alike two columns lie, from 0 to 1: where the quantiles of one fall among the other.

    1 means the same ranks; 0 that one lies wholly beside the other. Both sorted, without NaN.
    """
    if not len(reference) or not len(values):
        return 0.0
    quantiles = values[(RANKS * len(values)).astype(int)]
    low = np.searchsorted(reference, quantiles, side="left")
    high = np.searchsorted(reference, quantiles, side="right")
    apart = np.maximum(0, np.maximum(low / len(reference) - RANKS, RANKS - high / len(reference)))
    return float(max(0.0, 1 - 2 * apart.mean()))


def best_conversion(
    reference: NDArray[np.float64],
    values: NDArray[np.float64],
    unit: str,
    tokens: frozenset[str] = frozenset(),
) -> tuple[Conversion, float]:
    """Return the conversion that makes the values lie like the reference, and the agreement.

    The values as they are, unless a known unit gains MIN_GAIN; `tokens` are words of the
    column's name. One factor cannot tell a changed unit from a changed stock: a person decides.
    """
    as_they_are = agreement(reference, values)
    best, best_score = AS_IS, as_they_are
    for conversion in CONVERSIONS:
        if conversion.unit != unit:
            continue
        named = NAMED_BONUS * bool(tokens.intersection(conversion.tokens))
        score = agreement(reference, values * conversion.factor) + named
        if score > max(best_score, as_they_are + MIN_GAIN):
            best, best_score = conversion, score
    return best, agreement(reference, values * best.factor)


def grain(values: NDArray[np.float64]) -> float:
    """The largest step of GRAINS that nearly all values are multiples of; 0 for none."""
    for step in GRAINS if len(values) else ():
        count = values / step
        if np.mean(np.abs(count - np.round(count)) < STEP_TOLERANCE) > READABLE_SHARE:
            return step
    return 0.0


def read_numbers(column: pl.Series) -> tuple[pl.Series, str] | None:
    """Return (numbers, suffix) when nearly all values are numbers with one suffix at most.

    "60+" reads as 60 with the suffix "+". None when fewer than READABLE_SHARE can be read.
    """
    if column.dtype.is_numeric():
        return column.cast(pl.Float64), ""
    if column.dtype != pl.String:
        return None
    parts = column.str.extract_groups(SUFFIXED_NUMBER).struct
    numbers, suffixes = parts.field("1").cast(pl.Float64), parts.field("2").drop_nulls().unique()
    if not _readable(numbers, column) or len(suffixes) != 1:
        return None
    return numbers, suffixes.item()


def read_dates(column: pl.Series) -> tuple[pl.Series, str] | None:
    """Return (dates, format) by the format that reads most; None below READABLE_SHARE.

    A tie goes to the earlier of DATE_FORMATS: 03/04/2024 alone cannot tell month from day.
    """
    if column.dtype == pl.Date:
        return column, DATE_FORMATS[0]
    if column.dtype != pl.String:
        return None
    tries = [(column.str.to_date(style, strict=False), style) for style in DATE_FORMATS]
    dates, style = min(tries, key=lambda tried: tried[0].null_count())
    return (dates, style) if _readable(dates, column) else None


def _readable(parsed: pl.Series, column: pl.Series) -> bool:
    present = len(column) - column.null_count()
    read = len(parsed) - parsed.null_count()
    return present > 0 and read >= READABLE_SHARE * present
