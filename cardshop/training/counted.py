"""What a model costs, counted from its settings instead of timed: the same on every machine.

Calibrated once, on one busy core, with 2,000 and 8,000 cards; a count is off by up to a quarter.
One card: most of it is preparing the row (2.4 of 4.0 ms) and a classifier's checks of its input,
so that logistic regression, networks of 16 to 2,000 units and 5 rounds of boosting cost the same
(0.9 to 1.1). A forest calls each of its trees from Python: 100 of them 2.1 to 2.2, 200 of them 3.3
to 4.1. 150 rounds of boosting cost 1.2 to 1.5, 400 of them 1.4 to 1.5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardshop.training.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

# Per tree of a forest and per round of boosting, in a whole logistic regression's answer.
FOREST_TREE, BOOSTING_ROUND = 0.012, 0.0012
# Milliseconds of a fit on 1,500 cards: preparing and lbfgs; a tree; a level of the trees of a
# round, of which there is one for each type; a hidden unit in one epoch.
FIT_BASE_MS, FIT_TREE_MS, FIT_LEVEL_MS, FIT_UNIT_EPOCH_MS = 80.0, 3.8, 1.2, 0.08


def one_card_times_logistic(settings: Settings) -> float:
    """Computing for one card, where a logistic regression's on the same features is 1."""
    told: Mapping[str, float] = settings.as_dict()["options"]
    per_step = {"forest": FOREST_TREE, "xgboost": BOOSTING_ROUND}.get(settings.model, 0.0)
    return 1 + per_step * told.get("n_estimators", 0)


def fit_ms(settings: Settings) -> float:
    """Milliseconds of a fit on 1,500 cards with the default features; more cards take longer."""
    told: Mapping[str, float] = settings.as_dict()["options"]
    work = {
        "forest": lambda: FIT_TREE_MS * told["n_estimators"],
        "xgboost": lambda: FIT_LEVEL_MS * told["n_estimators"] * told["max_depth"],
        "network": lambda: FIT_UNIT_EPOCH_MS * told["hidden_units"] * told["epochs"],
    }
    return FIT_BASE_MS + work.get(settings.model, lambda: 0.0)()
