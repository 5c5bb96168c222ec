"""Journals and labels for tests of monitoring: frames of as few rows as a claim needs."""

from __future__ import annotations

import json

import polars as pl

from cardshop.journal.reading import SCHEMA
from cardshop.monitoring import LABELS

NOON_MS = 1_790_000_000_000
MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
CARD = {
    "hp": 130, "scan_hue_deg": 21.5, "scan_saturation": 0.74, "scan_brightness": 0.68,
    "body_color": "Red", "language": "en", "rarity": "Rare", "attack_name": "Ember Strike",
}  # fmt: skip


def row(number: int = 0, **changed) -> dict:
    """One good card of noon: filed as Fire, by itself in request `number`, a lot of its own."""
    card = CARD | {"scan_hue_deg": number % 3600 / 10} | changed.pop("sent", {})
    return {
        "request_id": f"r{number:06d}",
        "position": 0,
        "client_request_id": None,
        "at_ms": NOON_MS,
        "model_version": "1",
        "card": json.dumps(card),
        "card_type": "Fire",
        "confidence": 0.9,
        "decision": "file",
        "reason": "sure",
        "status": 200,
        "latency_ms": 5.0,
    } | changed


def journal(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


def cards(count: int, *, start: int = 0, **changed) -> list[dict]:
    return [row(number, **changed) for number in range(start, start + count)]


def desk(count: int, *, start: int = 0, **changed) -> list[dict]:
    about = {"decision": "desk", "reason": "unsure", "confidence": 0.4} | changed
    return cards(count, start=start, **about)


def label(number: int = 0, **changed) -> dict:
    about = {"request_id": f"r{number:06d}", "position": 0, "card_type": "Fire"}
    return about | {"source": "audit", "known_at_ms": NOON_MS + DAY_MS} | changed


def labels(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=LABELS)
