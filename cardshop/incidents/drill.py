"""Mornings of the real service, the same one as often as is needed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from cardshop import artifact
from cardshop.artifact import Artifact
from cardshop.incidents.actions import ACTIONS
from cardshop.incidents.clock import MINUTE_MS, opened_ms
from cardshop.incidents.faults import FAULTS
from cardshop.incidents.labels import DAY_MS, HOUR_MS, simulated
from cardshop.incidents.serving import Gate, Incident, Plan
from cardshop.incidents.stream import DRILL_MODEL, MINUTES, trays, unseen_cards
from cardshop.journal import read

FIRST_DAY = date(2026, 3, 2)
KEY = ["request_id", "position"]


@dataclass(frozen=True, kw_only=True)
class Morning:
    """What one morning left behind.

    journal: as `journal.read` gives it. labels: LABELS. truth: a row a card that came, in order:
    what was sent of it with its true card_type, `minute`, `came` (gate, import, refused, held)
    and `again` where it came before; request_id is null where it was held. log: JSON lines.
    read_at_ms: the moment at which somebody looks at it.
    """

    journal: pl.DataFrame
    labels: pl.DataFrame
    truth: pl.DataFrame
    log: tuple[str, ...]
    read_at_ms: int

    def answered(self) -> pl.DataFrame:
        """The journal, row for row, with the columns truth, minute and again beside it."""
        return _answered(self.journal, self.truth)


class Drill:
    """A model and the cards that come; each call of `morning` serves one day of them.

    The same day brings the same cards whatever the fault, so that two mornings compare card by
    card. Latencies are this machine's; waits are charged to a clock, and nobody sleeps.
    folder: an artefact's, by default the small one that lies in data. cards: `unseen_cards()`.
    Raises ArtifactError, DatasetError.
    """

    def __init__(
        self,
        *,
        seed: int,
        minutes: int = MINUTES,
        folder: Path = DRILL_MODEL,
        cards: pl.DataFrame | None = None,
    ) -> None:
        self.seed, self.minutes, self.folder = seed, minutes, folder
        self.cards = unseen_cards() if cards is None else cards
        self.model = artifact.load(folder)

    def morning(
        self,
        incident: Incident | None = None,
        *,
        day: int = 0,
        actions: Collection[str] = (),
        model: Artifact | None = None,
    ) -> Morning:
        """The morning of a day, as if the actions had been taken before it began.

        model: another artefact to serve. Raises ValueError: an unknown fault or action.
        """
        checked(incident, actions)
        ended = {fault for name in actions for fault in ACTIONS[name].ends}
        left = None if incident is None or incident.fault in ended else incident
        opened = opened_ms(FIRST_DAY + timedelta(days=day))
        plan = Plan(
            folder=self.folder,
            model=model or self.model,
            opened_ms=opened,
            incident=left,
            actions=actions,
        )
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "journal.db"
            gate = Gate(plan, path)
            gate.serve(trays(self.cards, seed=self.seed, day=day, minutes=self.minutes))
            return self._left(gate, read(path), day)

    def _left(self, gate: Gate, journal: pl.DataFrame, day: int) -> Morning:
        plan, truth = gate.plan, pl.concat(gate.sent)
        at = plan.incident
        late = plan.opened_ms + at.begins * MINUTE_MS if at and at.fault == "late_labels" else None
        answered = _answered(journal, truth)
        seed = self.seed + day
        labels = simulated(answered, opened_ms=plan.opened_ms, seed=seed, late_from_ms=late)
        patience = HOUR_MS + self.minutes * MINUTE_MS
        if "wait_for_labels" in plan.actions:
            patience = DAY_MS
        return Morning(
            journal=journal,
            labels=labels,
            truth=truth,
            log=tuple(_dated(gate)),
            read_at_ms=plan.opened_ms + patience,
        )


def checked(incident: Incident | None, actions: Collection[str]) -> None:
    """Nothing; raises ValueError for a fault or an action that there is not."""
    if incident is not None and incident.fault not in FAULTS:
        raise ValueError(f"no fault is called {incident.fault!r}. Take one of {', '.join(FAULTS)}.")
    for name in actions:
        if name not in ACTIONS:
            raise ValueError(f"no action is called {name!r}. Take one of {', '.join(ACTIONS)}.")


def _answered(journal: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    about = truth.select(*KEY, pl.col("card_type").alias("truth"), "minute", "again")
    return journal.join(about, on=KEY, how="left", maintain_order="left")


def _dated(gate: Gate) -> list[str]:
    """The service's log lines, by the drill's clock."""
    lines = []
    for line in gate.written.getvalue().splitlines():
        told = json.loads(line)
        at_ms, charged_ms = gate.charged.get(told["request_id"], (gate.plan.opened_ms, 0.0))
        told["ms"] = round(told["ms"] + charged_ms, 3)
        told["timestamp"] = datetime.fromtimestamp(at_ms / 1000, UTC).isoformat()
        lines.append(json.dumps(told))
    return lines
