"""How the morning of exercise 6.4 is recorded. A spoiler: it says what is wrong with it.

python data/record_postmortem.py     train a model, serve one morning, write what was remembered

The service, its journal and the model are the shop's own; the clock that stamps a row is turned
by hand, and so is the camera software of the stations.
"""

from __future__ import annotations

import hashlib
import tempfile
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
from cardshop.journal import Journal, read
from cardshop.service import Settings, create_app

FOLDER = DATA / "postmortem"
# Fixed before anything was recorded.
RADIANS, DESK_ONLY = range(31, 82), range(59, 88)
MINUTES, SEED = 110, 6
FEWEST_CARDS, MOST_CARDS = 8, 16
OPENED_MS = int(datetime(2026, 3, 9, 8, tzinfo=UTC).timestamp() * 1000)
TOLD_MS = int(datetime(2026, 3, 10, 16, tzinfo=UTC).timestamp() * 1000)
MADE_ON = date(2026, 2, 28)
LOG = (
    (3, "deploy", "service 3.9.2 is live: shorter lines in the log"),
    (12, "chat", "Robin: station 4 has a new lamp"),
    (29, "deploy", "Kim starts camera software 5.2 on all 32 stations; each restarts when idle"),
    (39, "ticket", "drift: scan_hue_deg differs from last month. For the next working day"),
    (47, "chat", "the desk calls Jo, who is on call: twice as many cards as usual wait here"),
    (53, "chat", "Jo: restarted the service, no change"),
    (57, "chat", "Jo: I set the gate to desk only, it reloads its settings within two minutes"),
    (66, "chat", "Robin: station 9 sends a green card with a hue of 2.1"),
    (74, "chat", "Kim: 5.2 writes the hue in another unit. Camera software 5.1 goes back"),
    (84, "chat", "Kim: cameras look fine, we are done"),
    (86, "chat", "Jo: desk only is off, within two minutes"),
    (101, "chat", "Sam: Kim forgot to test it. Be more careful next time"),
)


class Switched:
    """An artefact whose threshold can be put out of reach, as desk only does."""

    def __init__(self, sound: Artifact) -> None:
        self.sound, self.desk_only = sound, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sound, name)

    @property
    def threshold(self) -> float:
        """Above 1 no card is filed."""
        return 2.0 if self.desk_only else self.sound.threshold


def trays() -> list[pl.DataFrame]:
    """A tray a minute, each of one lot that the model has not seen."""
    cards = parse(read_delivery(delivery_path("clean")))
    draw = np.random.default_rng(SEED)
    lots = draw.permutation(cards["lot_id"].unique(maintain_order=True).to_numpy())[:MINUTES]
    sizes = draw.integers(FEWEST_CARDS, MOST_CARDS + 1, size=MINUTES)
    return [
        cards.filter(pl.col("lot_id") == lot).head(int(size))
        for lot, size in zip(lots, sizes, strict=True)
    ]


def photographed(tray: pl.DataFrame, minute: int) -> pl.DataFrame:
    """The tray as the camera software of that minute sends it."""
    hue = pl.col("scan_hue_deg")
    return tray.with_columns(hue.radians().round(4)) if minute in RADIANS else tray


def served(model: Artifact, scratch: Path) -> pl.DataFrame:
    """The journal of the morning."""
    from fastapi.testclient import TestClient

    switched, path, clock = Switched(model), scratch / "journal.db", SimpleNamespace()
    columns = list(dict.fromkeys(one.name for one in model.metadata.inputs))
    settings = Settings(open=True, log=False, api_keys="", rate_per_s=0)
    with (
        patch("cardshop.service.routes.time", clock),
        TestClient(create_app(cast("Artifact", switched), Journal(path), settings)) as gate,
    ):
        for minute, tray in enumerate(trays()):
            switched.desk_only = minute in DESK_ONLY
            at_ms = OPENED_MS + 60_000 * minute + 1_000
            clock.time_ns = lambda at_ms=at_ms: at_ms * 1_000_000
            sent = photographed(tray.select(columns), minute)
            headers = {"x-request-id": f"{tray['lot_id'][0]}/{minute:02d}"}
            body = f'{{"cards": {sent.write_json()}}}'
            headers["content-type"] = "application/json"
            gate.post("/v1/predict/batch", content=body, headers=headers).raise_for_status()
    return read(path)


def labelled(journal: pl.DataFrame) -> pl.DataFrame:
    """What the desk said of every card of that morning, on the day after."""
    return journal.select(
        "request_id",
        "position",
        card_type=pl.concat([tray["card_type"] for tray in trays()]),
        source=pl.lit("desk"),
        known_at_ms=pl.lit(TOLD_MS, dtype=pl.Int64),
    )


def write() -> None:
    """Record journal, labels and log, and write them with their CHECKSUMS."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        recipe = training.read_settings("logistic")
        built = artifact.build(load_cards(), recipe, version="1.0.0", made_on=MADE_ON)
        model = artifact.load(artifact.save(built, Path(scratch) / "artifacts"))
        journal = served(model, Path(scratch))
    log = pl.DataFrame(LOG, schema=["minute", "kind", "text"], orient="row")
    lines = []
    for name, table in (("journal", journal), ("labels", labelled(journal)), ("log", log)):
        path = FOLDER / f"{name}.parquet"
        table.write_parquet(path, compression="zstd", compression_level=22, statistics=False)
        lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    (FOLDER / "CHECKSUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    write()
