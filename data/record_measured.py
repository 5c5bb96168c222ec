"""How the tables of data/measured are made: python data/record_measured.py prints both anew.

zoo.csv           four models on 12,000 cards: five splits by line, dollars, time of one card
seed_lottery.csv  three claims on 20 catalogues that other data seeds give
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import numpy as np
import polars as pl

from cardshop.dataset import DATA, load_cards
from cardshop.evaluation import DESK_USD, MISFILE_USD
from cardshop.features import FEATURES, features
from cardshop.training import Settings, Trained, train
from generator.files import CARD_ROWS, SPECIES_FILE, press_for
from generator.prints import cards

SURE = 1 - DESK_USD / MISFILE_USD
# Dollars a month that keep a model running: assumptions of the course.
RUN_USD_MONTH = {"forest": 60.0, "logistic": 40.0, "network": 45.0, "xgboost": 65.0}
DATA_SEEDS = tuple(range(1, 21))
EVERY, SPLITS = 4, 4  # about the size of lesson 03: 3,000 cards, four splits
NUMERIC = tuple(
    name
    for name, one in FEATURES.items()
    if one.dtype == pl.Float32 and one.group in ("raw", "hue", "egg")
)
OLD = Settings(groups=NUMERIC, splits=SPLITS)
CLAIMS = {
    "C = 0.1 beats C = 1": (replace(OLD, options={"C": 0.1}), OLD),
    "the era helps": (replace(OLD, groups=(*NUMERIC, "era")), OLD),
    "brightness helps": (OLD, replace(OLD, leave_out=("scan_brightness",))),
}


def zoo(models: tuple[str, ...] = tuple(RUN_USD_MONTH)) -> pl.DataFrame:
    """A row a model and split: accuracy, usd_per_card, latency_ms, run_usd_month."""
    table = load_cards()
    parts = []
    for name in models:
        trained = train(table, Settings(model=name))
        scores = pl.DataFrame(
            {"accuracy": trained.values("accuracy"), "usd_per_card": _usd(trained)}
        )
        about = {"latency_ms": _latency_ms(trained), "run_usd_month": RUN_USD_MONTH[name]}
        parts.append(
            scores.with_row_index("split").select(
                pl.lit(name).alias("model"),
                pl.col("split").cast(pl.Int64),
                pl.col("accuracy", "usd_per_card").round(4),
                *(pl.lit(value).alias(key) for key, value in about.items()),
            )
        )
    return pl.concat(parts)


def _usd(trained: Trained) -> list[float]:
    sure = pl.max_horizontal(pl.col("^p .*$")) >= SURE
    cost = pl.when(sure).then(MISFILE_USD * (1 - pl.col("right"))).otherwise(DESK_USD)
    by_split = trained.predictions.group_by("split", maintain_order=True).agg(cost.mean())
    return by_split.to_series(1).to_list()


def _latency_ms(trained: Trained, times: int = 51) -> float:
    one_card, spent = features(load_cards().head(1), trained.settings.features), []
    for _ in range(times):
        started = time.process_time()
        trained.pipeline.predict_proba(one_card)
        spent.append(1000 * (time.process_time() - started))
    return round(statistics.median(spent), 1)


def lottery(data_seeds: tuple[int, ...] = DATA_SEEDS) -> pl.DataFrame:
    """A row a claim and data seed: the gain in points, mean over the splits of that catalogue."""
    rows = []
    for seed in data_seeds:
        table = cards(press_for(seed, DATA / SPECIES_FILE), CARD_ROWS).gather_every(EVERY)
        for claim, (ours, theirs) in CLAIMS.items():
            mine, other = (train(table, one).values("accuracy") for one in (ours, theirs))
            rows.append((claim, seed, round(100 * float(np.mean(np.subtract(mine, other))), 2)))
    return pl.DataFrame(rows, schema=["claim", "data_seed", "points"], orient="row")


if __name__ == "__main__":
    print(zoo().write_csv())
    print(lottery().write_csv())
