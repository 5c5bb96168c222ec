"""How the journals of the three alerts are recorded. Spoilers: it says what is wrong with them.

python data/record_alerts.py     train a model, serve three mornings, write what was remembered

The service, its journal and the model are the shop's own; clock and faults are `incidents`'.
Latencies are this machine's, measured once: another recording has others.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np
import polars as pl

from cardshop import artifact, training
from cardshop.artifact import Artifact
from cardshop.contract import read_delivery
from cardshop.contract.parsing import parse
from cardshop.dataset import DATA, delivery_path, load_cards
from cardshop.incidents.altered import DAMAGE, Altered, imported
from cardshop.incidents.clock import Clock, DatedJournal, opened_ms
from cardshop.journal import read
from cardshop.service import Settings, create_app

FOLDER = DATA / "alerts"
ALERTS = ("alert_1", "alert_2", "alert_3")
# The third one comes by an import.
MODEL_FAULTS = {"alert_1": "model_loaded_per_card", "alert_2": "double_softmax"}
# Fixed before anything was recorded.
FIRST_BAD_MINUTE = {"alert_1": 23, "alert_2": 17, "alert_3": 28}
MINUTES, SEED = 40, 5
FEWEST_CARDS, MOST_CARDS, IMPORTED_LOTS = 10, 25, 2
OPENED_MS = opened_ms(date(2026, 3, 2))
MADE_ON = date(2026, 2, 28)


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

    clock = Clock()
    served = Altered(artifact.load(folder), folder, clock)
    journal = DatedJournal(journal_path, clock)
    columns = list(dict.fromkeys(one.name for one in served.metadata.inputs))
    settings = Settings(open=True, log=False, api_keys="", rate_per_s=0)
    lots = trays(SEED + ALERTS.index(alert))
    with TestClient(create_app(cast("Artifact", served), journal, settings)) as gate:
        for minute in range(MINUTES):
            bad = minute >= FIRST_BAD_MINUTE[alert]
            served.fault = MODEL_FAULTS.get(alert) if bad else None
            clock.now_ms, clock.waited_ms = OPENED_MS + 60_000 * minute + 1_000, 0.0
            lot, size = next(lots)
            body = f'{{"cards": {lot.head(size).select(columns).write_json()}}}'
            headers = {"content-type": "application/json", "x-request-id": f"gate-{minute:02d}"}
            gate.post("/v1/predict/batch", content=body, headers=headers).raise_for_status()
            clock.waited_ms = 0.0
            for _ in range(IMPORTED_LOTS if alert == "alert_3" and bad else 0):
                clock.now_ms += 20_000
                lot = next(lots)[0].select(columns).with_columns(DAMAGE["unit_change"])
                name = f"import-{clock.now_ms}"
                for entry in imported(cast("Artifact", served), lot, clock.now_ms, name):
                    journal.record(entry)
    return read(journal_path)


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
