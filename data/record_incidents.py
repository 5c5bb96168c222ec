"""How the drill's model and the four incidents are recorded. Spoilers: it says what is wrong.

python data/record_incidents.py model      train the small model that drills serve
python data/record_incidents.py            serve two mornings each, try every action

Latencies are this machine's, measured once: another recording has others.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import polars as pl

from cardshop import artifact, training
from cardshop.incidents import (
    ACTIONS,
    DRILL_MODEL,
    RECORDED,
    Drill,
    Incident,
    Morning,
    training_cards,
    tried,
)
from cardshop.incidents.recorded import FOLDER, RECOVERY

MADE_ON = date(2026, 2, 28)
# Fixed before anything was recorded; each incident has a drill of its own seed.
SEED = 60
INCIDENTS = {
    "incident_1": Incident("slow_dependency", 26),
    "incident_2": Incident("hue_in_radians", 12),
    "incident_3": Incident("late_labels", 21),
    "incident_4": Incident("rolled_back", 17),
}
DAY_BEFORE, BAD_DAY = 0, 1


def make_model(root: Path) -> Path:
    """The folder of the drill's model, trained on two lines of three."""
    settings = training.read_settings("logistic")
    version = DRILL_MODEL.name
    built = artifact.build(training_cards(), settings, version=version, made_on=MADE_ON)
    return artifact.save(built, root)


def write_model() -> None:
    """Write the model where drills look for it."""
    with tempfile.TemporaryDirectory() as scratch:
        made = make_model(Path(scratch))
        shutil.rmtree(DRILL_MODEL, ignore_errors=True)
        shutil.copytree(made, DRILL_MODEL)


def drill_of(name: str) -> Drill:
    """The drill of an incident."""
    return Drill(seed=SEED + RECORDED.index(name))


def record(name: str) -> tuple[Morning, Morning]:
    """The mornings of the day before and of the bad day."""
    drill = drill_of(name)
    return drill.morning(day=DAY_BEFORE), drill.morning(INCIDENTS[name], day=BAD_DAY)


def recovery(name: str) -> pl.DataFrame:
    """A row an action: what it recovers of an incident."""
    outcomes = tried(drill_of(name), INCIDENTS[name], tuple(ACTIONS), day=BAD_DAY)
    rows = [{"incident": name, **one._asdict()} for one in outcomes]
    return pl.DataFrame(rows, infer_schema_length=None)


def write() -> None:
    """Record all four and write them with their CHECKSUMS."""
    FOLDER.mkdir(exist_ok=True)
    for name in INCIDENTS:
        mornings = record(name)
        for part in ("journal", "labels"):
            table = pl.concat([getattr(one, part) for one in mornings])
            path = FOLDER / f"{name}_{part}.parquet"
            table.write_parquet(path, compression="zstd", compression_level=22, statistics=False)
        lines = [f"{line}\n" for one in mornings for line in one.log]
        (FOLDER / f"{name}_log.jsonl").write_text("".join(lines), "utf-8")
    measured = pl.concat([recovery(name) for name in INCIDENTS], how="vertical_relaxed")
    measured.write_csv(FOLDER / RECOVERY, float_precision=6)
    _write_checksums()


def _write_checksums() -> None:
    files = sorted(path for path in FOLDER.iterdir() if path.name != "CHECKSUMS")
    lines = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in files]
    (FOLDER / "CHECKSUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    write_model() if sys.argv[1:] == ["model"] else write()
