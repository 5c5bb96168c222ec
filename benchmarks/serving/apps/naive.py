"""What tutorials write: pydantic as it comes, `def`, a DataFrame a request, scikit-learn.

It is kept from being a straw man: the model is loaded once, on one thread; the frame is polars,
which computes these features faster than pandas; there is no key, no log, no journal.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import joblib
import numpy as np
import polars as pl
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from cardshop.artifact import load
from cardshop.features import features


class Card(BaseModel):
    """A card, with the types that its columns have."""

    base_hp: int
    base_attack: int
    base_defense: int
    base_sp_attack: int
    base_sp_defense: int
    base_speed: int
    height_m: float
    weight_kg: float
    generation: int
    evo_stage: int
    hp: int
    attack_damage: int
    retreat_cost: int
    scan_hue_deg: float
    scan_saturation: float
    scan_brightness: float
    body_color: str
    rarity: str
    language: str
    attack_name: str
    egg_groups: str
    release_date: date


class Answer(BaseModel):
    """What is said about a card."""

    card_type: str
    confidence: float
    decision: str


def app_of(folder: Path) -> FastAPI:
    """The application around the pipeline of a folder, with the artefact's two numbers."""
    pipeline = joblib.load(folder / "pipeline.joblib")
    artifact = load(folder)
    app = FastAPI()

    @app.post("/predict")
    def predict(card: Card) -> Answer:
        table = features(pl.DataFrame([card.model_dump()]), artifact.features)
        powers = pipeline.predict_proba(table)[0] ** (1 / artifact.temperature)
        probabilities = powers / powers.sum()
        place = int(np.argmax(probabilities))
        confidence = float(probabilities[place])
        decision = "file" if confidence >= artifact.threshold else "desk"
        kind = str(pipeline.classes_[place])
        return Answer(card_type=kind, confidence=confidence, decision=decision)

    return app


if __name__ == "__main__":
    uvicorn.run(
        app_of(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning", access_log=False
    )
