"""Drift by harm: which shift costs points or dollars, and which is weather.

columns       what is watched, and how it is read
significance  has anything moved, over all columns at once, by whole lots
reference     cards with their truth, and the model's answers
replay        a column's shift played once more on the reference
harm          what that costs
effects       how far something moved; KS and PSI
report        one table a day
catalogue     shifts to try all this on
"""

from cardshop.monitoring.shift.columns import MONITORED
from cardshop.monitoring.shift.reference import Reference, reference_of
from cardshop.monitoring.shift.report import (
    FAMILY_LEVEL,
    PAGE_POINTS,
    PAGE_USD,
    SHIFTS,
    alarm,
    shifts,
)

__all__ = [
    "FAMILY_LEVEL",
    "MONITORED",
    "PAGE_POINTS",
    "PAGE_USD",
    "SHIFTS",
    "Reference",
    "alarm",
    "reference_of",
    "shifts",
]
