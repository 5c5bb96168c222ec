"""Card to features: each defined once, for every engine, in the order in which they are used.

recipes    one expression a feature, with `polars` or `narwhals` as an argument
catalogue  the table of features: group, inputs, unit, what a null becomes, why
refusals   columns that are no features, with the reason and what to use instead
computing  features of a table, expressions for a service, the hash of the code
history    what was known before a moment: last prices, indices, a seller's record
"""

from cardshop.features.catalogue import (
    DEFAULT,
    EGG_GROUPS,
    FEATURES,
    GROUPS,
    Feature,
    catalogue,
)
from cardshop.features.computing import code_hash, expressions, features
from cardshop.features.history import known_before, known_until
from cardshop.features.recipes import ERAS, FLOAT32_MAX, MISSING
from cardshop.features.refusals import LEAKS, FeatureError, Leak, LeakError, chosen

__all__ = [
    "DEFAULT",
    "EGG_GROUPS",
    "ERAS",
    "FEATURES",
    "FLOAT32_MAX",
    "GROUPS",
    "LEAKS",
    "MISSING",
    "Feature",
    "FeatureError",
    "Leak",
    "LeakError",
    "catalogue",
    "chosen",
    "code_hash",
    "expressions",
    "features",
    "known_before",
    "known_until",
]
