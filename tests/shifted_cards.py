"""Cards of lines that a model never saw, in lots of 25: a reference, and days without end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import polars as pl

from cardshop import evaluation, training
from cardshop.dataset import DATA, load_cards, split_by_line
from cardshop.evaluation import misfile_costs
from cardshop.features import features
from cardshop.monitoring.shift import Reference, reference_of
from cardshop.training.fitting import checked, fit
from generator import files
from generator.prints import cards as printed
from generator.seeds import SEED

# Chosen before the first run. Lines of this split are unseen; no other split was tried.
SPLIT_SEED = 0
# What artifact.build finds for these lines, on folds of them; data/cards.parquet, 2026-11-22.
TEMPERATURE, THRESHOLD = 1.266, 0.764


@dataclass(frozen=True)
class Model:
    """A logistic regression, cooled as an artefact would be, without the files of one."""

    pipeline: object
    names: tuple[str, ...]
    classes: tuple[str, ...]

    def __call__(self, cards: pl.DataFrame) -> np.ndarray:
        """(n_cards, n_classes)."""
        given = self.pipeline.predict_proba(features(cards, self.names))
        return evaluation.cooled(given, TEMPERATURE)


@cache
def world(cards: int = 12_000) -> tuple[Model, frozenset[int]]:
    """A model of the first so many cards of the catalogue, and the lines that it never saw."""
    seen, unseen = split_by_line(load_cards().head(cards), SPLIT_SEED)
    settings = training.read_settings("logistic")
    done = fit(checked(seen, settings), seen["card_type"].to_numpy(), settings)
    classes = tuple(done.pipeline.classes_.tolist())
    return Model(done.pipeline, settings.features, classes), frozenset(unseen["line_id"])


@cache
def prints(rows: int, cards: int = 12_000, seed: int = SEED) -> pl.DataFrame:
    """So many prints of the unseen lines, in lots; a longer table starts with a shorter one."""
    press = files.press_for(seed, DATA / files.SPECIES_FILE)
    kept = press.species.table["line_id"].is_in(list(world(cards)[1])).to_numpy()
    share = np.where(kept, press.species.print_share, 0)
    species = replace(press.species, print_share=share / share.sum())
    return printed(replace(press, species=species), rows)


def reference(rows: int, cards: int = 12_000) -> Reference:
    """The first so many prints as a reference."""
    model = world(cards)[0]
    found = prints(rows, cards)
    return reference_of(found, model, classes=model.classes, threshold=THRESHOLD)


def costs(compared: Reference, cards: pl.DataFrame) -> tuple[float, float]:
    """(accuracy, dollars a card) on cards whose truth stands in card_type."""
    given = np.asarray(compared.model(cards))
    said = given.argmax(axis=1)
    truth = np.array([compared.classes.index(kind) for kind in cards["card_type"]])
    lost = misfile_costs(list(compared.classes))[truth, said]
    usd = np.where(given.max(axis=1) >= compared.threshold, lost, evaluation.DESK_USD)
    return float((said == truth).mean()), float(usd.mean())
