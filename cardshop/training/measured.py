"""Results that were measured once and kept: `data/record_*.py` makes them anew."""

from __future__ import annotations

import polars as pl

from cardshop.dataset import DATA, verified
from cardshop.training.refusals import TrainingError

FOLDER = DATA / "measured"
PARTS = ("tuning", "test")


def zoo_results() -> pl.DataFrame:
    """A row a model and split: model, split, accuracy, usd_per_card, latency_ms, run_usd_month.

    12,000 cards, default settings, five splits by line. A card goes to the desk ($0.15) where the
    largest probability is below .75, at which a misfile ($0.60) costs as much; else it is filed.
    latency_ms: median CPU time of one card through the pipeline, on a busy core; trust the ratios.
    run_usd_month: dollars a month to keep the model running, an assumption of the course.
    """
    return pl.read_csv(verified("zoo.csv", folder=FOLDER), glob=False)


def seed_lottery() -> pl.DataFrame:
    """A row a claim of lesson 03 and data seed: claim, data_seed, points.

    The gain in points of accuracy on the catalogue that the seed gives: 3,000 of its cards, the
    mean over four splits by line. All catalogues print the same species.
    """
    return pl.read_csv(verified("seed_lottery.csv", folder=FOLDER), glob=False)


def scored_cards(part: str) -> pl.DataFrame:
    """A row a card of unseen lines, what it shows, and what one model says; part: tuning or test.

    part, card_id, line_id, seller_country, language, generation, rarity, attack_name,
    grading_company, card_type (the truth), predicted, confidence (the largest probability), p_TYPE
    for each type, temperature (fitted on the tuning lines, in every p), rule_type (what the rule of
    the first attack word says, null where it sends the card to the desk). Four decimals.
    """
    if part not in PARTS:
        raise TrainingError(f"there is no part {part!r}; take one of {', '.join(PARTS)}.")
    return pl.read_parquet(verified("scored_cards.parquet", folder=FOLDER)).filter(part=part)
