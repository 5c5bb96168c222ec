"""How the journals of the three alerts are recorded. Spoilers: it says what is wrong with them.

python data/record_alerts.py     train a model, serve three mornings, write what was remembered

The service, its journal and the model are the shop's own; the clock that stamps a row is turned
by hand. Latencies are this machine's, measured once: another recording has others.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

import numpy as np
import polars as pl

from cardshop import artifact, training
from cardshop.artifact import Artifact
from cardshop.contract import read_delivery
from cardshop.contract.parsing import parse
from cardshop.dataset import DATA, delivery_path, load_cards
from cardshop.journal import Entry, Journal, new_request_id, read
from cardshop.service import Settings, create_app

FOLDER = DATA / "alerts"
ALERTS = ("alert_1", "alert_2", "alert_3")
# Fixed before anything was recorded.
FIRST_BAD_MINUTE = {"alert_1": 23, "alert_2": 17, "alert_3": 28}
MINUTES, SEED = 40, 5
FEWEST_CARDS, MOST_CARDS, IMPORTED_LOTS = 10, 25, 2
OPENED_MS = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp() * 1000)
MADE_ON = date(2026, 2, 28)


class Faulty:
    """An artefact as it was served that morning: sound until `bad`."""

    def __init__(self, sound: Artifact, folder: Path, alert: str) -> None:
        self.sound, self.folder, self.alert, self.bad = sound, folder, alert, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sound, name)

    def probabilities(self, cards: pl.DataFrame) -> np.ndarray:
        """(n_cards, n_types), by the handler of that moment."""
        if self.bad and self.alert == "alert_1":
            alone = [artifact.load(self.folder).probabilities(one) for one in cards.iter_slices(1)]
            return np.vstack(alone)
        given = self.sound.probabilities(cards)
        if self.bad and self.alert == "alert_2":
            powers = np.exp(given)
            return powers / powers.sum(axis=1, keepdims=True)
        return given


def trays(seed: int) -> Iterator[tuple[pl.DataFrame, int]]:
    """Lots of new prints, none of which the model has seen, and how many of each come at once."""
    cards = parse(read_delivery(delivery_path("clean")))
    draw = np.random.default_rng(seed)
    lots = cards["lot_id"].unique(maintain_order=True).to_numpy()
    for lot in draw.permutation(lots):
        size = int(draw.integers(FEWEST_CARDS, MOST_CARDS + 1))
        yield cards.filter(pl.col("lot_id") == lot), size


def record(alert: str, folder: Path, journal_path: Path) -> pl.DataFrame:
    """The journal of one morning."""
    from fastapi.testclient import TestClient

    sound = artifact.load(folder)
    served, journal = Faulty(sound, folder, alert), Journal(journal_path)
    columns = list(dict.fromkeys(one.name for one in sound.metadata.inputs))
    clock = SimpleNamespace(time_ns=lambda: 0)
    settings = Settings(open=True, log=False, api_keys="", rate_per_s=0)
    lots = trays(SEED + ALERTS.index(alert))
    with (
        patch("cardshop.service.routes.time", clock),
        TestClient(create_app(cast("Artifact", served), journal, settings)) as gate,
    ):
        for minute in range(MINUTES):
            served.bad = minute >= FIRST_BAD_MINUTE[alert]
            at_ms = OPENED_MS + 60_000 * minute + 1_000
            clock.time_ns = lambda at_ms=at_ms: at_ms * 1_000_000
            lot, size = next(lots)
            body = f'{{"cards": {lot.head(size).select(columns).write_json()}}}'
            headers = {"content-type": "application/json", "x-request-id": f"gate-{minute:02d}"}
            gate.post("/v1/predict/batch", content=body, headers=headers).raise_for_status()
            if alert == "alert_3" and served.bad:
                for at in range(IMPORTED_LOTS):
                    lot = next(lots)[0].select(columns)
                    for entry in imported(sound, lot, at_ms + 20_000 * (at + 1)):
                        journal.record(entry)
    return read(journal_path)


def imported(model: Artifact, cards: pl.DataFrame, at_ms: int) -> Iterator[Entry]:
    """What a job that knows no contract wrote down, of cards from another scanner's software."""
    sent = cards.with_columns(pl.col("scan_saturation") * 255)
    begun, request_id = time.perf_counter(), new_request_id(at_ms)
    answers = model.decide(sent).rows()
    took_ms = 1000 * (time.perf_counter() - begun)
    for at, (card, (kind, confidence, decision)) in enumerate(
        zip(sent.to_dicts(), answers, strict=True)
    ):
        yield Entry(
            request_id=request_id,
            position=at,
            client_request_id=f"import-{at_ms}",
            at_ms=at_ms,
            model_version=model.version,
            card=json.dumps(card, default=str),
            card_type=kind,
            confidence=round(float(confidence), 6),
            decision=decision,
            reason="sure" if decision == artifact.FILE else "unsure",
            status=200,
            latency_ms=round(took_ms, 3),
        )


def write() -> None:
    """Record all three and write them with their CHECKSUMS."""
    FOLDER.mkdir(exist_ok=True)
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        recipe = training.read_settings("logistic")
        built = artifact.build(load_cards(), recipe, version="1.0.0", made_on=MADE_ON)
        folder = artifact.save(built, Path(scratch) / "artifacts")
        for alert in ALERTS:
            path = FOLDER / f"{alert}.parquet"
            found = record(alert, folder, Path(scratch) / f"{alert}.db")
            found.write_parquet(path, compression="zstd", compression_level=22, statistics=False)
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    (FOLDER / "CHECKSUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    write()
