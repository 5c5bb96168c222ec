"""A journal of a million cards in 30 days, and its labels: the largest that a dashboard opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from cardshop.incidents import load_incident
from cardshop.journal import Entry, new_request_id
from cardshop.journal.reading import SCHEMA
from cardshop.journal.store import Store

ROWS, DAYS, AUDITED_A_DAY = 1_000_000, 30, 200
DAY_MS, OPEN_MS = 86_400_000, 36_000_000


def write_month(folder: Path, *, until_ms: int) -> tuple[Path, Path]:
    """(journal, labels): the healthy day of a recorded incident again and again, ten hours a day.

    Two versions; each desk card is labelled after an hour, AUDITED_A_DAY cards after a day.
    """
    rows = load_incident("incident_1").journal.filter(pl.col("day") == 1).select(*SCHEMA)
    trays = [tray.rows() for tray in rows.partition_by("request_id", maintain_order=True)]
    journal, told = folder / "month.db", []
    store = Store(journal, durable=False)
    for day in range(DAYS):
        entries = _a_day(trays, day, until_ms - (DAYS - day) * DAY_MS)
        store.insert_all(entries)
        told += [_label(one, "desk", DAY_MS // 24) for one in entries if one.decision == "desk"]
        filed = [one for one in entries if one.decision == "file"][::100][:AUDITED_A_DAY]
        told += [_label(one, "audit", DAY_MS) for one in filed]
    store.close()
    schema = ["request_id", "position", "card_type", "source", "known_at_ms"]
    pl.DataFrame(told, schema=schema, orient="row").write_parquet(folder / "month_labels.parquet")
    return journal, folder / "month_labels.parquet"


def _a_day(trays: list[list[tuple[Any, ...]]], day: int, opens_ms: int) -> list[Entry]:
    cards = ROWS // DAYS
    version = "1.0.0" if day < DAYS // 2 else "1.1.0"
    entries: list[Entry] = []
    for number in range(cards):
        if len(entries) >= cards:
            break
        tray = trays[number % len(trays)]
        at_ms = opens_ms + len(entries) * OPEN_MS // cards
        request_id, lot = new_request_id(at_ms), f"L{day * cards + number:06d}.1"
        entries += [
            Entry(*row)._replace(
                request_id=request_id, client_request_id=lot, at_ms=at_ms, model_version=version
            )
            for row in tray
        ]
    return entries[:cards]


def _label(entry: Entry, source: str, delay_ms: int) -> tuple[object, ...]:
    return (
        entry.request_id,
        entry.position,
        entry.card_type or "Colorless",
        source,
        entry.at_ms + delay_ms,
    )
