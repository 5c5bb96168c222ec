"""An action tried on an incident: the same morning thrice, without both, with one, with both."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from cardshop.artifact import Artifact
from cardshop.incidents.drill import FIRST_DAY, KEY, Drill, Morning, checked
from cardshop.incidents.faults import FAULTS
from cardshop.incidents.measures import measured
from cardshop.incidents.serving import Incident
from cardshop.incidents.stream import MINUTES, training_cards

RETRAINED = "1.2.0"
EARLIEST, LATEST = 10, 30


class Outcome(NamedTuple):
    """What an action did to the cards since the incident's first minute.

    before: the metric of the fault without the incident; during: with it; after: with the action.
    recovered: the share of the way from during back to before, 1 at most; None where the incident
    moved nothing, or no card was answered. usd_before … usd_after: dollars a card. `retrain` is
    measured on the next day's cards: of this day's it has seen the answers.
    """

    action: str
    metric: str
    before: float | None
    during: float | None
    after: float | None
    recovered: float | None
    usd_before: float | None
    usd_during: float | None
    usd_after: float | None


def act(drill: Drill, incident: Incident, action: str, *, day: int = 0) -> Outcome:
    """What an action recovers of an incident, as if it had been taken when the incident began.

    Serves the morning three times; `retrain` trains a model, too. Raises ValueError.
    """
    return tried(drill, incident, (action,), day=day)[0]


def tried(
    drill: Drill, incident: Incident, actions: tuple[str, ...], *, day: int = 0
) -> list[Outcome]:
    """The outcome of each action taken alone, in their order, from the same two mornings."""
    checked(incident, actions)
    during = drill.morning(incident, day=day)
    healthy = drill.morning(day=day)
    outcomes = []
    for action in actions:
        if action == "retrain":
            outcomes.append(_retrained_outcome(drill, incident, during, day + 1))
        else:
            after = drill.morning(incident, day=day, actions=(action,))
            outcomes.append(_outcome(action, incident, (healthy, during, after)))
    return outcomes


def _retrained_outcome(
    drill: Drill, incident: Incident, learned_from: Morning, day: int
) -> Outcome:
    name, model = "retrain", retrained(learned_from)
    after = drill.morning(incident, day=day, actions=(name,), model=model)
    mornings = (drill.morning(day=day), drill.morning(incident, day=day), after)
    return _outcome(name, incident, mornings)


def _outcome(action: str, incident: Incident, mornings: tuple[Morning, ...]) -> Outcome:
    metric = FAULTS[incident.fault].metric
    found = [measured(one, since_minute=incident.begins) for one in mornings]
    before, during, after = (one[metric] for one in found)
    usd = [one["usd_a_card"] for one in found]
    return Outcome(action, metric, before, during, after, recovered(before, during, after), *usd)


def recovered(before: float | None, during: float | None, after: float | None) -> float | None:
    """The share of the way back, 1 at most and below 0 where it became worse."""
    if before is None or during is None or after is None or before == during:
        return None
    # Adding 0.0 makes of a negative zero a plain one.
    return min(1.0, (after - during) / (before - during)) + 0.0


def retrained(morning: Morning) -> Artifact:
    """A model of the drill's training cards and of those that the desk typed that morning.

    Never measure it on that morning: a third of its cards were told to it.
    """
    from cardshop import artifact, training

    typed = morning.labels.filter(
        (pl.col("source") == "desk") & (pl.col("known_at_ms") <= morning.read_at_ms)
    )
    old = training_cards()
    new = morning.truth.join(typed.select(KEY), on=KEY, how="semi").select(
        name for name in old.columns if name in morning.truth.columns
    )
    cards = pl.concat([old, new], how="diagonal")
    built = artifact.build(
        cards,
        training.read_settings("logistic"),
        version=RETRAINED,
        made_on=FIRST_DAY + timedelta(days=1),
    )
    with tempfile.TemporaryDirectory() as scratch:
        return artifact.load(artifact.save(built, Path(scratch)))


def drawn(seed: int, *, minutes: int = MINUTES) -> Incident:
    """An incident that a seed draws: any fault, from a quarter to three quarters of the morning."""
    draw = np.random.default_rng(seed)
    fault = list(FAULTS)[int(draw.integers(len(FAULTS)))]
    begins = int(draw.integers(minutes * EARLIEST // MINUTES, minutes * LATEST // MINUTES + 1))
    return Incident(fault, begins, round(float(draw.uniform(0.7, 1.0)), 2))
