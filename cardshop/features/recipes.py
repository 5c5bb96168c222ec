"""How each feature is computed: one function a feature, for every engine.

`ns` is polars or narwhals. Narwhals' expressions are a subset of polars', so only verbs that both
have are used here: the same line then runs on polars, pandas and DuckDB.
"""

from __future__ import annotations

import math
from itertools import pairwise
from types import ModuleType
from typing import Any

Namespace = ModuleType
Expression = Any

FLOAT32_MAX = (2 - 2**-23) * 2.0**127  # the largest finite 32-bit number; IEEE 754
FLOAT32_MIN = 2.0**-126  # the smallest positive one of full precision; IEEE 754
RADIANS_PER_DEGREE = math.pi / 180
MISSING = "missing"
# First release year of an era and its name; the printing rules in data/README.md change then.
ERAS = ((1999, "before 2007"), (2007, "2007-2013"), (2014, "2014-2019"), (2020, "from 2020"))


def number(ns: Namespace, column: str) -> Expression:
    """The column as 32 bits; missing where it is null, NaN, infinite or beyond FLOAT32_MAX."""
    return _float32(ns, _known(ns, column))


def text(ns: Namespace, column: str) -> Expression:
    """The column as it is, `MISSING` where it is null or empty."""
    return _or_missing(ns, _filled(ns, column))


def hue_sin(ns: Namespace, column: str) -> Expression:
    """The sine of an angle in degrees."""
    return _float32(ns, (_known(ns, column) * RADIANS_PER_DEGREE).sin())


def hue_cos(ns: Namespace, column: str) -> Expression:
    """The cosine of an angle in degrees."""
    return _float32(ns, (_known(ns, column) * RADIANS_PER_DEGREE).cos())


def first_word(ns: Namespace, column: str) -> Expression:
    """The text up to the first space, leading ones skipped; `MISSING` where there is none."""
    words = _filled(ns, column).str.strip_chars_start(" ")
    # The pattern matches once; narwhals has no `replace` on DuckDB.
    return _or_missing(ns, words.str.replace_all(r"(?s) .*", ""))


def egg_group(ns: Namespace, column: str, *, group: str) -> Expression:
    """1 where the list "A|B" names the group, else 0."""
    fenced = ns.concat_str(ns.lit("|"), _filled(ns, column), ns.lit("|"))
    return _float32(ns, fenced.str.contains(f"|{group}|", literal=True))


def era(ns: Namespace, column: str) -> Expression:
    """The name of the era that a day lies in, `MISSING` where it is null."""
    year = ns.col(column).dt.year()
    # Asked first: a comparison with null is false or null, and both would end in the last era.
    named = ns.when(year.is_null()).then(ns.lit(MISSING))
    for (_, name), (end, _) in pairwise(ERAS):
        named = named.when(year < end).then(ns.lit(name))
    return named.otherwise(ns.lit(ERAS[-1][1]))


def log_ratio(ns: Namespace, above: str, below: str) -> Expression:
    """The logarithm of above / below, missing where either is zero or less."""
    return _float32(ns, (_positive(ns, above) / _positive(ns, below)).log())


def density(ns: Namespace, weight_kg: str, height_m: str) -> Expression:
    """log(1 + kg / m²), missing where either is zero or less."""
    height = _positive(ns, height_m)
    return _float32(ns, (_positive(ns, weight_kg) / (height * height) + 1).log())


def _known(ns: Namespace, column: str) -> Expression:
    value = ns.col(column).cast(ns.Float64)
    # False for NaN and infinity on every engine. DuckDB raises where others return infinity.
    return ns.when(value.abs() <= FLOAT32_MAX).then(value)


def _positive(ns: Namespace, column: str) -> Expression:
    value = ns.col(column).cast(ns.Float64)
    # From FLOAT32_MIN on, since a square of less is 0 and something divided by it infinite.
    return ns.when((value >= FLOAT32_MIN) & (value <= FLOAT32_MAX)).then(value)


def _float32(ns: Namespace, value: Expression) -> Expression:
    return value.cast(ns.Float32)


def _filled(ns: Namespace, column: str) -> Expression:
    # Before any test of the text: what a test says of a null differs by engine.
    return ns.col(column).cast(ns.String).fill_null("")


def _or_missing(ns: Namespace, value: Expression) -> Expression:
    return ns.when(value == "").then(ns.lit(MISSING)).otherwise(value)
