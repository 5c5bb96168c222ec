"""Faults that can be switched on in a stream or a service, and what actions recover of them.

faults    what can go wrong, what it shows, what ends it
actions   what an engineer may do
clock     a clock turned by hand, and a journal dated by it
altered   an artefact as a bad release serves it, cards as a bad sender sends them
stream    the trays of a morning: cards of species that the drill's model never saw
labels    what becomes known of the answers, and when
serving   one morning of the real service, over HTTP
drill     mornings, each as often as is needed
measures  what a morning was like, in numbers
trying    an action on an incident: before, during, after
recorded  four incidents that lie in data, and SQL over them
"""

from cardshop.incidents.actions import ACTIONS, Action
from cardshop.incidents.drill import Drill, Morning
from cardshop.incidents.faults import FAULTS, Fault
from cardshop.incidents.measures import METRICS, measured
from cardshop.incidents.recorded import (
    RECORDED,
    Recorded,
    ask,
    load_incident,
    load_recovery,
)
from cardshop.incidents.serving import Incident
from cardshop.incidents.stream import DRILL_MODEL, training_cards, unseen_cards
from cardshop.incidents.trying import Outcome, act, drawn, tried

__all__ = [
    "ACTIONS",
    "DRILL_MODEL",
    "FAULTS",
    "METRICS",
    "RECORDED",
    "Action",
    "Drill",
    "Fault",
    "Incident",
    "Morning",
    "Outcome",
    "Recorded",
    "act",
    "ask",
    "drawn",
    "load_incident",
    "load_recovery",
    "measured",
    "training_cards",
    "tried",
    "unseen_cards",
]
