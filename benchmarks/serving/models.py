"""The models and the cards that every server gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import joblib
import polars as pl

from benchmarks.serving.servers import Card
from cardshop import artifact, training
from cardshop.dataset import load_cards

CARDS_SENT = 200
VERSION = "1.0.0"
# Nothing here depends on the day; the artefact wants one.
MADE_ON = date(2026, 1, 5)


def made(model: str, folder: Path, *, most_cards: int | None) -> Path:
    """A folder with an artefact, and beside it the pipeline that it was made of.

    Two folds for the temperature: it is a number a model, and costs what it costs whatever it is.
    """
    settings = replace(training.read_settings(model), validation="folds", splits=2)
    cards = load_cards()[:most_cards]
    built = artifact.build(cards, settings, version=VERSION, made_on=MADE_ON)
    root = folder / model
    artifact.save(built, root)
    artifact.set_latest(root, VERSION)
    joblib.dump(built.pipeline, root / "pipeline.joblib")
    return root


def sent(root: Path) -> list[Card]:
    """Raw cards as a client would send them, drawn from the whole catalogue."""
    columns = list(artifact.load(root).metadata.schema_of_cards)
    drawn = load_cards().sample(CARDS_SENT, seed=0).select(columns)
    return drawn.with_columns(pl.col("release_date").cast(pl.String)).to_dicts()
