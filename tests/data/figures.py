"""Every figure of the calibration tables of data/README.md, by table and row."""

from __future__ import annotations

from tests.data.calibration import EVERYTHING, Score, by_line, forest_scores
from tests.data.dollars import DESK, MODEL, MODEL_AND_DESK, RULE, cost, saved

ROWS = {
    "baseline: 16 raw numbers + body_color, rarity, language": (),
    "+ sine and cosine of scan_hue_deg": ("hue",),
    "+ first word of attack_name": ("word",),
    "+ egg groups, one column each": ("egg",),
    "+ ratios of base stats": ("ratio",),
    "+ all of these and the era": EVERYTHING,
    "baseline + weakness, resistance (target leak)": ("leak",),
}
FOREST = {
    "random forest on the baseline, split by line": "line",
    "random forest on the baseline, random split (group leak)": "random",
}
OPTIONS = (DESK, MODEL, RULE, MODEL_AND_DESK)
SAVINGS = {
    "saved by the model that files everything": MODEL,
    "saved by the calibrated model with the desk": MODEL_AND_DESK,
}


def accuracy(seed: int) -> dict[str, Score]:
    """The rows of the classifier table."""
    scores = {name: by_line(seed, extra) for name, extra in ROWS.items()}
    trees = forest_scores(seed)
    return scores | {name: trees[split] for name, split in FOREST.items()}


def dollars(seed: int) -> dict[str, Score]:
    """The rows of the table of options, dollars a card; savings are against the rule."""
    costs = {name: cost(seed, name) for name in OPTIONS}
    return costs | {name: saved(seed, RULE, option) for name, option in SAVINGS.items()}
