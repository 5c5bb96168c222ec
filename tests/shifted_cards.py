"""Cards of lines that a model never saw, in lots of 25: a reference, and days without end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import polars as pl

from cardshop import evaluation, training
from cardshop.dataset import DATA, load_cards, split_by_line
from cardshop.features import features
from cardshop.monitoring.shift import FAMILY_LEVEL, Reference, reference_of, shifts
from cardshop.monitoring.shift.catalogue import CONCEPTS, FAULTS, MIXES, SHIFTS
from cardshop.training.fitting import checked, fit
from generator import files
from generator.prints import cards as printed
from generator.seeds import SEED

# Chosen before the first run. Lines of this split are unseen; no other split was tried.
SPLIT_SEED = 0
# What artifact.build finds for these lines, on folds of them; data/cards.parquet, 2026-11-22.
TEMPERATURE, THRESHOLD = 1.266, 0.764
FULL_REFERENCE, DAY, POOL = 12_000, 1_000, 24_000


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


@lru_cache(maxsize=2)
def prints(rows: int, cards: int = 12_000, seed: int = SEED) -> pl.DataFrame:
    """So many prints of the unseen lines, in lots; a longer table starts with a shorter one."""
    press = files.press_for(seed, DATA / files.SPECIES_FILE)
    kept = press.species.table["line_id"].is_in(list(world(cards)[1])).to_numpy()
    share = np.where(kept, press.species.print_share, 0)
    species = replace(press.species, print_share=share / share.sum())
    return printed(replace(press, species=species), rows)


def reference(rows: int, cards: int = 12_000, seed: int = SEED) -> Reference:
    """The first so many prints as a reference."""
    model = world(cards)[0]
    found = prints(rows, cards, seed)
    return reference_of(found, model, classes=model.classes, threshold=THRESHOLD)


def costs(compared: Reference, cards: pl.DataFrame) -> tuple[float, float]:
    """(accuracy, dollars a card) on cards whose truth stands in card_type."""
    model = compared.model
    kept = reference_of(cards, model, classes=compared.classes, threshold=compared.threshold)
    return float(kept.answers.right.mean()), float(kept.answers.cost_usd.mean())


def quiet_days(worlds: int, days: int) -> pl.DataFrame:
    """A row a day without drift: world, moved, paged. Each world has a reference of its own.

    Worlds are seeds of the generator, from SEED + 1 on, so no lot is in two of them.
    """
    rows = []
    for seed in range(SEED + 1, SEED + 1 + worlds):
        compared = reference(FULL_REFERENCE, seed=seed)
        later = prints(FULL_REFERENCE + days * DAY, seed=seed).slice(FULL_REFERENCE)
        for day, today in enumerate(later.iter_slices(DAY)):
            found = shifts(compared, today, seed=day)
            moved = found["adjusted_p"].min() <= FAMILY_LEVEL
            rows.append((seed, moved, "page" in found["severity"], "ticket" in found["severity"]))
    return pl.DataFrame(rows, schema=["world", "moved", "paged", "ticketed"], orient="row")


def shifted_days(days: int, *, every: int = 1) -> pl.DataFrame:
    """A row a shift and day: shift, kind, points, usd (true costs), moved, paged.

    `every`: each so-manieth shift of a kind alone.

    True costs on POOL cards that are neither in the reference nor in a day.
    """
    compared = reference(FULL_REFERENCE)
    # One day more, which was looked at while this was built, is left out.
    later = prints(FULL_REFERENCE + POOL + (1 + days) * DAY).slice(FULL_REFERENCE)
    pool, rows = later.head(POOL), []
    sound = costs(compared, pool)
    kinds = {"fault": FAULTS, "mix": MIXES, "concept": CONCEPTS}
    for kind, name in (
        (kind, name) for kind, listed in kinds.items() for name in list(listed)[::every]
    ):
        now = costs(compared, SHIFTS[name](pool, np.random.default_rng(1)))
        true = 100 * (sound[0] - now[0]), now[1] - sound[1]
        for day, today in enumerate(later.slice(POOL + DAY).iter_slices(DAY), 1):
            found = shifts(compared, SHIFTS[name](today, np.random.default_rng(day)), seed=day)
            moved = found["adjusted_p"].min() <= FAMILY_LEVEL
            rows.append((name, kind, *true, moved, "page" in found["severity"]))
    names = ["shift", "kind", "points", "usd", "moved", "paged"]
    return pl.DataFrame(rows, schema=names, orient="row")
