"""One morning while it runs: the service on a port, and trays that come to it over HTTP."""

from __future__ import annotations

import http.client
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

import polars as pl

from cardshop.artifact import Artifact
from cardshop.incidents.actions import RAISED, TIME_OUT_MS
from cardshop.incidents.altered import DAMAGE, Altered, imported
from cardshop.incidents.clock import MINUTE_MS, Clock, DatedJournal
from cardshop.incidents.faults import FAULTS, Fault
from cardshop.incidents.stream import Tray
from cardshop.service import Settings, create_app
from cardshop.service.local import running
from cardshop.service.logs import Lines

# How a tray came, in `Morning.truth`.
GATE, IMPORT, REFUSED, HELD = "gate", "import", "refused", "held"
AGAIN_MS = 2_000  # a client that tries again does so after two seconds
OK = 200


class Incident(NamedTuple):
    """A fault, the minute in which it begins, and the share of trays that it reaches."""

    fault: str
    begins: int
    severity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is served: a model's folder, an incident (None: none is left), and what is in force."""

    folder: Path
    model: Artifact
    opened_ms: int
    incident: Incident | None
    actions: Collection[str] = ()

    def fault_of(self, tray: Tray) -> Fault | None:
        """The fault that reaches a tray, or None."""
        at = self.incident
        reached = at and tray.after_ms // MINUTE_MS >= at.begins and tray.chance < at.severity
        return FAULTS[at.fault] if at and reached else None


class Gate:
    """The service of one morning, and what it was sent."""

    def __init__(self, plan: Plan, journal_path: Path) -> None:
        self.plan, self.clock = plan, Clock()
        self.model = Altered(plan.model, plan.folder, self.clock)
        if "raise_threshold" in plan.actions:
            self.model.threshold = RAISED
        self.columns = list(dict.fromkeys(one.name for one in self.model.metadata.inputs))
        self.journal = DatedJournal(journal_path, self.clock)
        self.written = io.StringIO()
        self.sent: list[pl.DataFrame] = []
        # Of each request its moment and what it was charged, for its line in the log.
        self.charged: dict[str, tuple[int, float]] = {}

    def serve(self, trays: list[Tray]) -> None:
        """Nothing, once all trays were answered and written down."""
        settings = Settings(open=True, log=True, api_keys="", rate_per_s=0)
        lines = Lines(self.written)
        app = create_app(cast("Artifact", self.model), self.journal, settings, lines=lines)
        with running(app) as address:
            self.line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
            for tray in trays:
                self._take(tray)
            self.line.close()

    def _take(self, tray: Tray) -> None:
        fault = self.plan.fault_of(tray)
        kind = fault.name if fault else None
        self.clock.now_ms = self.plan.opened_ms + tray.after_ms
        self.model.fault = kind if fault and fault.where == "model" else None
        cards = tray.cards.with_columns(DAMAGE[kind]) if kind in DAMAGE else tray.cards
        if fault and fault.where == "stream" and "stop_the_sender" in self.plan.actions:
            self._keep(tray, cards, HELD)
        elif fault and not fault.inside_contract and "contract_on" not in self.plan.actions:
            self._import(tray, cards)
        else:
            wait_ms = tray.wait_ms if kind == "slow_dependency" else 0.0
            self._post(tray, cards, wait_ms=wait_ms)
        if kind == "duplicated_traffic" and "stop_the_sender" not in self.plan.actions:
            self.clock.now_ms += AGAIN_MS
            self._post(tray, cards, again=True)

    def _post(
        self, tray: Tray, cards: pl.DataFrame, *, wait_ms: float = 0.0, again: bool = False
    ) -> None:
        self.clock.waited_ms = 0.0
        if wait_ms:
            capped = min(wait_ms, TIME_OUT_MS) if "time_out" in self.plan.actions else wait_ms
            self.clock.wait(capped)
        body = f'{{"cards": {cards.select(self.columns).write_json()}}}'
        name = f"{tray.lot_id}.{2 if again else 1}"
        headers = {"content-type": "application/json", "x-request-id": name}
        self.line.request("POST", "/v1/predict/batch", body=body.encode(), headers=headers)
        answer = self.line.getresponse()
        answer.read()
        request_id = answer.headers["x-request-id"]
        came = GATE if answer.status == OK else REFUSED
        self._keep(tray, cards, came, request_id=request_id, again=again)

    def _import(self, tray: Tray, cards: pl.DataFrame) -> None:
        self.clock.waited_ms, request_id = 0.0, None
        name = f"{tray.lot_id}.import"
        sent = cards.select(self.columns)
        model = cast("Artifact", self.model)
        for entry in imported(model, sent, self.clock.now_ms, name):
            self.journal.record(entry)
            request_id = entry.request_id
        self._keep(tray, cards, IMPORT, request_id=request_id)

    def _keep(
        self,
        tray: Tray,
        cards: pl.DataFrame,
        came: str,
        *,
        request_id: str | None = None,
        again: bool = False,
    ) -> None:
        if request_id:
            self.charged[request_id] = self.clock.now_ms, self.clock.waited_ms
        about = {
            "request_id": pl.lit(request_id, pl.String),
            "position": pl.int_range(pl.len(), dtype=pl.Int64),
            "at_ms": pl.lit(self.clock.now_ms, pl.Int64),
            "minute": pl.lit(tray.after_ms // MINUTE_MS, pl.Int64),
            "came": pl.lit(came),
            "again": pl.lit(again),
        }
        self.sent.append(cards.select(**about, **{name: name for name in cards.columns}))
