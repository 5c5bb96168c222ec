"""Modules 05 and 06: artefacts, the service, its journal, alarms, labels."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import numpy as np
import polars as pl

from cardshop.dataset import DATA, load_cards
from symptoms import provokes, refused

DRILL = DATA / "drill_model" / "1.1.0"
SIZE = 500


def copied(tmp_path):
    return shutil.copytree(DRILL, tmp_path / "1.1.0")


@provokes("A model file was touched")
def _(tmp_path):
    from cardshop.artifact import load

    folder = copied(tmp_path)
    content = bytearray((folder / "model.onnx").read_bytes())
    content[-1] ^= 1
    (folder / "model.onnx").write_bytes(bytes(content))
    yield refused(lambda: load(folder)), {"folder": folder, "built": DRILL}


@provokes("A model of other feature code")
def _(tmp_path):
    from cardshop.artifact import load, store

    told = json.loads((DRILL / "metadata.json").read_text("utf-8")) | {"feature_code": "0" * 64}
    contents = store.read_files(DRILL) | {"metadata.json": json.dumps(told).encode()}
    store.write(tmp_path, "1.1.0", contents)
    yield refused(lambda: load(tmp_path / "1.1.0")), {"folder": tmp_path / "1.1.0", "json": json}


@provokes("Trees behind a scaler")
def _(tmp_path):
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    from cardshop.artifact.converting import converted, parity
    from cardshop.features import features
    from cardshop.training import Settings, pipeline
    from cardshop.training.fitting import fit_pipeline

    cards = load_cards().head(SIZE)
    settings = Settings(model="xgboost", options={"n_estimators": 10})
    table, types = features(cards, settings.features), cards["card_type"].to_numpy()
    prepare, model = pipeline(settings).steps
    scaled = Pipeline([prepare, ("scale", StandardScaler()), model])
    fit_pipeline(scaled, table, types)
    said = refused(lambda: parity(scaled, converted(scaled, settings.features), table))
    plain = fit_pipeline(pipeline(settings), table, types).pipeline
    yield said, {"plain": plain, "table": table, "names": settings.features}


@provokes("ONNX Runtime wants another number")
def _(tmp_path):
    import onnxruntime

    from cardshop.training import PRACTICE_MODEL

    session = onnxruntime.InferenceSession(str(PRACTICE_MODEL))
    table = np.zeros((1, session.get_inputs()[0].shape[1]))
    yield (
        refused(lambda: session.run(None, {"numbers": table})),
        {
            "session": session,
            "table": table,
        },
    )


@provokes("Everything answers, fewer answers are right")
def _(tmp_path):
    from cardshop.artifact import load

    model, cards = load(DRILL), load_cards().tail(SIZE)
    sent = cards.with_columns(pl.col("scan_hue_deg").radians())
    types = np.array(model.classes)

    def right(table):
        said = types[model.probabilities(table).argmax(axis=1)]
        return float((said == cards["card_type"].to_numpy()).mean())

    words = f"errors 0, accuracy {right(cards):.2f} yesterday, {right(sent):.2f} today"
    yield words, {"cards": cards, "sent": sent}


@provokes("The service refuses a card")
def _(tmp_path):
    from served_cards import card, post, serving

    with serving() as served:
        answer = post(served.port, card(hp="130", scan_saturation=74))
        right = post(served.port, card(hp=130, scan_saturation=0.74))
    yield answer.body.decode(), {"body": answer.json}
    assert (answer.status, right.status) == (422, 200)


@provokes("The service does not start without a key")
def _(tmp_path):
    from cardshop.service import read_settings

    yield refused(lambda: read_settings(environment={})), {"read_settings": read_settings}


@provokes("The journal is locked")
def _(tmp_path):
    from cardshop.journal import reading
    from journal_entries import filled

    path, before = filled(tmp_path / "journal.db", 20), reading.BUSY_MS
    reading.BUSY_MS = 10
    try:
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA journal_mode = DELETE")
            other.execute("BEGIN EXCLUSIVE")
            other.execute("DELETE FROM predictions")
            said = refused(lambda: reading.read(path))
            other.rollback()
    finally:
        reading.BUSY_MS = before
    yield said, {"path": path}


@provokes("A drift alarm without drift")
def _(tmp_path):
    from scipy.stats import ks_2samp, ttest_ind

    def half(random):
        """40 lots of 25 rows, each lot with a level of its own: rows alike by 0.2."""
        return random.normal(0, 0.5, (40, 1)) + random.normal(0, 1, (40, 25))

    random = np.random.default_rng(0)
    days = [(half(random), half(random)) for _ in range(100)]
    rings = [ks_2samp(one.ravel(), other.ravel()).pvalue < 0.05 for one, other in days]
    yield f"{sum(rings)} alarms on 100 days without drift", {"days": days, "ttest_ind": ttest_ind}


@provokes("The dashboard's accuracy falls by the hour")
def _(tmp_path):
    from monitored import DAY_MS, HOUR_MS, NOON_MS, cards, desk, journal, label, labels

    answered = journal(*cards(60), *desk(40, start=60))
    hard = [
        label(
            number,
            source="desk",
            known_at_ms=NOON_MS + HOUR_MS,
            **({} if number % 2 else {"card_type": "Water"}),
        )
        for number in range(60, 100)
    ]
    audit = [label(number, known_at_ms=NOON_MS + DAY_MS) for number in range(20)]
    told = labels(*hard, *audit)
    tonight, tomorrow = NOON_MS + 6 * HOUR_MS, NOON_MS + 2 * DAY_MS
    known = told.filter(pl.col("known_at_ms") <= tonight)
    shown = known.join(answered.select("request_id", said="card_type"), on="request_id")
    share = (shown["card_type"] == shown["said"]).mean()
    names = {"answered": answered, "told": told, "tonight": tonight, "tomorrow": tomorrow}
    yield f"accuracy {share:.2f} of {shown.height} labelled cards", names


@provokes("No label yet")
def _(tmp_path):
    from cardshop.monitoring import misfiled
    from monitored import NOON_MS, cards, journal, label, labels

    answered, told = journal(*cards(20)), labels(*(label(number) for number in range(5)))
    said = refused(lambda: misfiled(answered, told, at_ms=NOON_MS + 60_000))
    yield said, {"answered": answered, "told": told, "now_ms": NOON_MS + 60_000}


@provokes("A percentile sees no late card")
def _(tmp_path):
    waits_ms = np.full(1_000, 12.0)
    waits_ms[:6] = 400.0
    p95, p99 = np.quantile(waits_ms, [0.95, 0.99])
    yield f"p95 {p95:.0f} ms, p99 {p99:.0f} ms", {"waits_ms": waits_ms}
