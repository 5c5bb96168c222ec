"""What happens to the model once it answers, in the order in which one asks.

lots         which lot a card came in: an interval is over lots
labels       what somebody told about a card afterwards: desk, audit, complaints
delay        how late that is
outcomes     misfiles, accuracy and dollars, from labels that see only some cards
levels       the service levels, the error budget, and how fast it burns
promises     what is promised, kept or broken, in one table
latency      how long answers took
service_log  what the service refused, which the journal does not know
traffic      whether cards come at all
predictions  what the model says, without any truth
quality      what is wrong with the data itself
shift        drift by harm: which moved column costs points or dollars
alerts       what somebody has to act on (alert, outcome_alerts; queries: their first look)
fatigue      how often rules cry wolf on days without a fault
retraining   whether a new training pays
overview     all of it at a glance, for the dashboard: counting (in SQLite), windows (panels and
             single requests), told (labels); commands opens it
"""

from cardshop.monitoring.alert import RUNBOOK, Alert, blind
from cardshop.monitoring.alerts import alerts, look
from cardshop.monitoring.delay import label_delay
from cardshop.monitoring.fatigue import FATIGUE, Week, deal_week, fatigue, naive_alarms, our_alarms
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
    BURN,
    BURN_RULES,
    BY_CHANCE,
    DESK_SHARE,
    GATE_MS,
    GOOD,
    MISFILED,
    Budget,
    BurnRule,
    Level,
    Window,
    budget,
    burn_rates,
    is_bad,
    judge_burn,
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
from cardshop.monitoring.promises import PROMISES, promises
from cardshop.monitoring.quality import quality, schema_differences
from cardshop.monitoring.refusals import MonitoringError
from cardshop.monitoring.retraining import Plan, Worth, retraining_alerts, worth_retraining
from cardshop.monitoring.service_log import answered, read_log
from cardshop.monitoring.traffic import Silence, silence

__all__ = [
    "BURN",
    "BURN_RULES",
    "BY_CHANCE",
    "DESK_SHARE",
    "FATIGUE",
    "GATE_MS",
    "GOOD",
    "LABELS",
    "MISFILED",
    "PROMISES",
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
    "Week",
    "Window",
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
    "deal_week",
    "desk_share",
    "dollars_a_card",
    "fatigue",
    "is_bad",
    "judge_burn",
    "judged",
    "known",
    "label_delay",
    "latency_by_window",
    "look",
    "lots_of",
    "misfiled",
    "naive_alarms",
    "one_class",
    "our_alarms",
    "promises",
    "quality",
    "read_labels",
    "read_log",
    "redraw_lots",
    "retraining_alerts",
    "schema_differences",
    "silence",
    "worth_retraining",
]
