"""Five splits by line of four models with default settings: runs that were made once, and kept.

12,000 cards, Settings(model=name) for each, 2026-11-21. A card goes to the desk ($0.15) where the
largest probability is below .75, the share at which a misfile ($0.60) costs as much; else it is
filed. One card: median CPU milliseconds through the fitted pipeline, on one busy core; trust the
ratios. Dollars a month to keep a model running are assumptions of the course.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# Per model: accuracy a split, milliseconds a card, dollars a month.
RUNS = {
    "forest": ((0.7918, 0.8085, 0.7892, 0.7679, 0.8027), 17.6, 60.0),
    "logistic": ((0.8235, 0.8384, 0.8178, 0.8126, 0.8147), 2.9, 40.0),
    "network": ((0.8162, 0.8408, 0.8228, 0.8076, 0.8193), 2.4, 45.0),
    "xgboost": ((0.8248, 0.8483, 0.8365, 0.8166, 0.8356), 4.5, 65.0),
}
USD_PER_CARD = {
    "forest": (0.1160, 0.1198, 0.1194, 0.1199, 0.1167),
    "logistic": (0.0740, 0.0630, 0.0727, 0.0794, 0.0731),
    "network": (0.0796, 0.0680, 0.0755, 0.0814, 0.0790),
    "xgboost": (0.0752, 0.0653, 0.0665, 0.0742, 0.0624),
}


def zoo_results() -> pl.DataFrame:
    """A row a model and split: model, split, accuracy, usd_per_card, latency_ms, run_usd_month."""
    import polars as pl

    rows = [
        (name, split, accuracy, usd, latency_ms, run_usd)
        for name, (accuracies, latency_ms, run_usd) in RUNS.items()
        for split, (accuracy, usd) in enumerate(zip(accuracies, USD_PER_CARD[name], strict=True))
    ]
    columns = ["model", "split", "accuracy", "usd_per_card", "latency_ms", "run_usd_month"]
    return pl.DataFrame(rows, schema=columns, orient="row")
