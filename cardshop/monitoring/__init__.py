"""What happens to the model once it answers, in the order in which one asks.

labels       what somebody told about a card afterwards: desk, audit, complaints
delay        how late that is
outcomes     misfiles, accuracy and dollars, from labels that see only some cards
levels       what is promised, the error budget, and how fast it burns
latency      how long answers took
service_log  what the service refused, which the journal does not know
traffic      whether cards come at all
predictions  what the model says, without any truth
quality      what is wrong with the data itself
shift        drift by harm: which moved column costs points or dollars
alerts       what somebody has to act on; queries holds their first look
retraining   whether a new training pays
"""

from cardshop.monitoring.alerts import RUNBOOK, Alert, alerts, blind
from cardshop.monitoring.delay import label_delay
from cardshop.monitoring.labels import (
    LABELS,
    SOURCES,
    LabelCounts,
    conflicts,
    count_labels,
    judged,
    known,
    read_labels,
)
from cardshop.monitoring.latency import latency_by_window
from cardshop.monitoring.levels import (
    BURN_RULES,
    DESK_SHARE,
    FEWEST_REQUESTS,
    GATE_MS,
    GOOD,
    MISFILED,
    Budget,
    BurnRule,
    Level,
    budget,
    burn_rates,
    is_bad,
)
from cardshop.monitoring.lots import lots_of, redraw_lots
from cardshop.monitoring.outcomes import (
    Dollars,
    accuracy_by_source,
    desk_share,
    dollars_a_card,
    misfiled,
)
from cardshop.monitoring.predictions import Confidence, OneClass, by_type, confidence, one_class
from cardshop.monitoring.quality import quality, schema_differences
from cardshop.monitoring.refusals import MonitoringError
from cardshop.monitoring.retraining import Plan, Worth, worth_retraining
from cardshop.monitoring.service_log import answered, read_log
from cardshop.monitoring.traffic import Silence, silence

__all__ = [
    "BURN_RULES",
    "DESK_SHARE",
    "FEWEST_REQUESTS",
    "GATE_MS",
    "GOOD",
    "LABELS",
    "MISFILED",
    "RUNBOOK",
    "SOURCES",
    "Alert",
    "Budget",
    "BurnRule",
    "Confidence",
    "Dollars",
    "LabelCounts",
    "Level",
    "MonitoringError",
    "OneClass",
    "Plan",
    "Silence",
    "Worth",
    "accuracy_by_source",
    "alerts",
    "answered",
    "blind",
    "budget",
    "burn_rates",
    "by_type",
    "confidence",
    "conflicts",
    "count_labels",
    "desk_share",
    "dollars_a_card",
    "is_bad",
    "judged",
    "known",
    "label_delay",
    "latency_by_window",
    "lots_of",
    "misfiled",
    "one_class",
    "quality",
    "read_labels",
    "read_log",
    "redraw_lots",
    "schema_differences",
    "silence",
    "worth_retraining",
]
