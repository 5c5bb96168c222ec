"""Has the stock changed? Statistics that respect lots, in the order in which they build up.

measures  distances, correlation within lots, q-values: no p-values
by_lot    p-values by moving whole lots between the samples
report    one table for a delivery: schema, then quality, then drift
"""

from cardshop.drift.by_lot import (
    Outcome,
    Relabelling,
    chi_square_by_lot,
    ks_by_lot,
    lot_mean_test,
    relabel,
    watson_by_lot,
)
from cardshop.drift.measures import (
    DriftError,
    benjamini_hochberg,
    design_effect,
    intraclass_correlation,
    ks_statistic,
    psi,
    rotation_deg,
)
from cardshop.drift.report import FALSE_DISCOVERY_RATE, MONITORED, drift_report

__all__ = [
    "FALSE_DISCOVERY_RATE",
    "MONITORED",
    "DriftError",
    "Outcome",
    "Relabelling",
    "benjamini_hochberg",
    "chi_square_by_lot",
    "design_effect",
    "drift_report",
    "intraclass_correlation",
    "ks_by_lot",
    "ks_statistic",
    "lot_mean_test",
    "psi",
    "relabel",
    "rotation_deg",
    "watson_by_lot",
]
