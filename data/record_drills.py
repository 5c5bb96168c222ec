"""How the drills of exercise 6.5 are recorded. A spoiler: it says what is wrong on each morning.

python data/record_drills.py     train a model, let it answer on each morning, write what was seen

A morning is 16 trays of 25 cards, answered in one process: a look-up in the catalogue, then the
model. The model's time is its CPU time on one machine, measured once; how long the look-up lets
it wait is set, and added. Each action is tried on the same trays, and what it recovers of the
harm is measured, not claimed.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from cardshop import artifact, training
from cardshop.artifact import Artifact
from cardshop.contract import read_delivery
from cardshop.contract.parsing import parse
from cardshop.dataset import DATA, delivery_path, load_cards
from cardshop.drift import ks_statistic
from cardshop.evaluation import DESK_USD, MISFILE_USD

FOLDER = DATA / "drills"
MADE_ON = date(2026, 2, 28)
TRAYS, SEED, AUDITED = 16, 65, 200
LATE_MS, PATIENCE_MS, HALF_CIRCLE = 100.0, 20.0, 180
FRESH_H, STALE_H = 15.0, 51.0


@dataclass(frozen=True)
class Morning:
    """What was served and sent, and what was changed before; the defaults are a quiet one."""

    shown: bool = False
    release: str = "sound"
    sent: str = "sound"
    sent_so: float = 1.0
    lookup_ms: float = 0.5
    most_lookup_ms: float = 5_000.0
    threshold: float | None = None
    audit_age_h: float = FRESH_H
    audit_of: str = "yesterday"
    release_lead_min: int | None = None


MORNINGS: dict[str, Morning] = {
    "quiet": Morning(shown=True),
    "slow after a release": Morning(shown=True, release="load", release_lead_min=2),
    "slow without a release": Morning(shown=True, lookup_ms=150.0),
    "the desk is full": Morning(shown=True, sent="radians"),
    "unsure of everything": Morning(shown=True, release="softmax", release_lead_min=3),
    "all cards are Fire": Morning(shown=True, sent="percent", sent_so=0.7),
    "the labels disagree": Morning(shown=True, audit_age_h=STALE_H),
    "the audit is bad": Morning(
        shown=True, release="names", release_lead_min=4, audit_of="trouble"
    ),
    "quiet after a release": Morning(release_lead_min=12),
    "quiet under brighter lamps": Morning(sent="lamps"),
    "quiet with a slower catalogue": Morning(lookup_ms=30.0),
    "slow soon after a release": Morning(lookup_ms=200.0, release_lead_min=6),
    "the desk is full after a release": Morning(sent="radians", release_lead_min=5),
    "the desk is full by a release": Morning(release="zero", release_lead_min=7),
    "the labels disagree after a release": Morning(audit_age_h=STALE_H, release_lead_min=8),
    "a bad audit of an import": Morning(sent="percent", sent_so=0.3, audit_of="trouble"),
}
ACTIONS: dict[str, dict[str, Any]] = {
    "roll the service back": {"release": "sound"},
    "turn the sender back": {"sent": "sound"},
    "time the look-up out": {"most_lookup_ms": PATIENCE_MS},
    "mend the label path": {"audit_age_h": FRESH_H},
    "restart the service": {},
    "raise the threshold": {"threshold": 0.9},
    "send all to the desk": {"threshold": 2.0},
}
SCANS = ("scan_hue_deg", "scan_saturation", "scan_brightness")
HUE, SATURATION = (pl.col(one) for one in SCANS[:2])
SENT: dict[str, pl.Expr] = {
    "sound": HUE,
    "radians": HUE.radians(),
    "percent": SATURATION * 255,
    "lamps": pl.col("scan_brightness") + 0.05,
}


class Gate:
    """The model of one release, and the trays that it answers."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sound = folder, artifact.load(folder)
        cards = parse(read_delivery(delivery_path("clean")))
        lots = cards["lot_id"].unique(maintain_order=True).to_numpy()
        drawn = np.random.default_rng(SEED).permutation(lots)
        self.lots = [cards.filter(pl.col("lot_id") == one) for one in drawn]

    def trays(self, name: str) -> list[pl.DataFrame]:
        """The lots of a morning: others on each, until they come round again."""
        first = TRAYS * list(MORNINGS).index(name)
        return [self.lots[(first + at) % len(self.lots)] for at in range(TRAYS)]

    def served(self, morning: Morning, trays: list[pl.DataFrame]) -> pl.DataFrame:
        """A row a card: what was sent, what was answered, how long it took."""
        bad = round(morning.sent_so * TRAYS)
        sent = [one.with_columns(SENT[morning.sent]) for one in trays[:bad]] + trays[bad:]
        return pl.concat(self.answered(morning, tray) for tray in sent)

    def answered(self, morning: Morning, tray: pl.DataFrame) -> pl.DataFrame:
        """The tray with kind, confidence, filed, wrong, lookup_ms, latency_ms."""
        waited_ms = min(morning.lookup_ms, morning.most_lookup_ms)
        began = time.process_time()
        shares = RELEASES[morning.release](self, tray)
        took_ms = waited_ms + 1000 * (time.process_time() - began)
        kinds = np.array(self.sound.classes)[shares.argmax(axis=1)]
        from_ = self.sound.threshold if morning.threshold is None else morning.threshold
        late = took_ms > LATE_MS
        return tray.with_columns(
            kind=pl.Series(kinds),
            confidence=pl.Series(shares.max(axis=1)),
            filed=pl.Series((shares.max(axis=1) >= from_) & (not late)),
            late=pl.lit(late),
            wrong=pl.Series(kinds != tray["card_type"].to_numpy()),
            lookup_ms=pl.lit(waited_ms),
            latency_ms=pl.lit(took_ms),
        )


def again(shares: np.ndarray) -> np.ndarray:
    """Shares that went through the softmax a second time."""
    powers = np.exp(shares)
    return powers / powers.sum(axis=1, keepdims=True)


def loaded_for_each(gate: Gate, tray: pl.DataFrame) -> np.ndarray:
    """As the handler of alert_1 does it."""
    return np.vstack([artifact.load(gate.folder).probabilities(one) for one in tray.iter_slices(1)])


def with_another_zero(model: Artifact, tray: pl.DataFrame) -> np.ndarray:
    """New feature code with old weights: the hue counts from the other side of the circle."""
    return model.probabilities(tray.with_columns((HUE + HALF_CIRCLE) % 360))


RELEASES: dict[str, Callable[[Gate, pl.DataFrame], np.ndarray]] = {
    "sound": lambda gate, tray: gate.sound.probabilities(tray),
    "load": loaded_for_each,
    "softmax": lambda gate, tray: again(gate.sound.probabilities(tray)),
    # The list of types in another order than the weights.
    "names": lambda gate, tray: np.roll(gate.sound.probabilities(tray), 1, axis=1),
    "zero": lambda gate, tray: with_another_zero(gate.sound, tray),
}


def mean(values: pl.Series) -> float:
    """The mean, as a number."""
    return float(values.to_numpy().mean())


def usd_a_card(answers: pl.DataFrame) -> float:
    """Mean dollars: the desk for what is not filed, a misfile for what is filed wrongly."""
    misfiled = answers["filed"] & answers["wrong"]
    return DESK_USD * mean(~answers["filed"]) + MISFILE_USD * mean(misfiled)


def looks(morning: Morning, now: pl.DataFrame, yesterday: pl.DataFrame) -> dict[str, Any]:
    """What each look finds on that morning."""
    blind = morning.audit_age_h >= STALE_H
    audited = (now if morning.audit_of == "trouble" else yesterday).filter("filed")
    audit = audited.sample(min(AUDITED, audited.height), seed=SEED)["wrong"] if not blind else None
    desk = now.filter(~pl.col("filed"))["wrong"]
    labels = desk if audit is None else pl.concat([desk, audit])
    known = load_cards()
    shifts = [ks_statistic(known[one].to_numpy(), now[one].to_numpy()) for one in SCANS]
    return {
        "late_share": mean(now["late"]),
        "lookup_share": float(np.median(now["lookup_ms"] / now["latency_ms"])),
        "desk_share": mean(~now["filed"]),
        "median_confidence": float(np.median(now["confidence"])),
        "top_type_share": int(now["kind"].value_counts()["count"].to_numpy().max()) / now.height,
        "audit_age_h": morning.audit_age_h,
        "audit_misfiled": None if audit is None else mean(audit),
        "labels_wrong": mean(labels) if labels.len() else None,
        "largest_shift": max(shifts),
        "release_lead_min": morning.release_lead_min,
    }


def harm(morning: Morning, answers: pl.DataFrame) -> float:
    """Dollars a card, and one more where nobody can know them."""
    return usd_a_card(answers) + (morning.audit_age_h >= STALE_H)


def recorded(gate: Gate, name: str) -> tuple[dict, list[dict]]:
    """The row of a morning, and a row for each action tried on it."""
    morning, trays = MORNINGS[name], gate.trays(name)
    now, sound = gate.served(morning, trays), gate.served(Morning(), trays)
    bad, good = harm(morning, now), usd_a_card(sound)
    row = {"morning": name, **looks(morning, now, sound)}
    tried = []
    for action, change in ACTIONS.items():
        changed = replace(morning, **change)
        after = harm(changed, gate.served(changed, trays))
        share = (bad - after) / (bad - good) if bad - good > 0.005 else None
        tried.append({"morning": name, "action": action, "recovered": share})
    return row | {"usd_a_card": usd_a_card(now), "usd_when_quiet": good}, tried


def write() -> None:
    """Record all mornings, and write their tables with CHECKSUMS."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        recipe = training.read_settings("logistic")
        built = artifact.build(load_cards(), recipe, version="1.0.0", made_on=MADE_ON)
        gate = Gate(artifact.save(built, Path(scratch) / "artifacts"))
        found = [recorded(gate, name) for name in MORNINGS]
    write_tables(
        pl.DataFrame([row for row, _ in found]),
        pl.DataFrame([one for _, rows in found for one in rows]),
    )


def write_tables(mornings: pl.DataFrame, tried: pl.DataFrame) -> None:
    """Write the mornings that are shown, and the others to files that the check alone reads."""
    shown = pl.col("morning").is_in([name for name, one in MORNINGS.items() if one.shown])
    lines = []
    for prefix, kept in (("", shown), ("unseen_", ~shown)):
        for name, table in (("mornings", mornings), ("actions", tried)):
            path = FOLDER / f"{prefix}{name}.parquet"
            rounded = table.filter(kept).with_columns(pl.col(pl.Float64).round(4))
            rounded.write_parquet(path, statistics=False)
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    (FOLDER / "CHECKSUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    write()
