"""How good is a model, how sure is that, and does it matter? In this order.

metrics      one number, a line per class, a line per pair of classes
curves       one class against the rest at every threshold
intervals    the same number over other test lines: whole evolution lines are drawn again
differences  two models on the same cards; repeated splits with the corrected t
planning     the smallest difference that a comparison could find
verdict      an interval against the smallest difference that matters
slices       each kind of card against the rest, with a verdict where there are enough lines
calibration  whether a confidence comes true, and the temperature that mends it
dollars      what filing and the desk cost: one threshold, or the cheapest decision
ab           tests of what people do, randomised by lot
decision     deploy, iterate or abandon: findings against limits
model_card   what is known of a model, in Markdown
"""

from cardshop.evaluation.ab import (
    DailyTest,
    Lots,
    lots_needed,
    minimum_detectable,
    paired_lots_needed,
    peeking,
    read_test,
    stopping_limits,
)
from cardshop.evaluation.calibration import (
    cooled,
    expected_calibration_error,
    fit_temperature,
    reliability,
)
from cardshop.evaluation.curves import (
    area_under_roc,
    roc,
)
from cardshop.evaluation.decision import (
    Findings,
    Limits,
    Reason,
    Review,
    review,
)
from cardshop.evaluation.differences import (
    Discordant,
    OverSplits,
    mcnemar_as_if_cards_were_independent,
    over_splits,
    paired_difference,
    ratio_of_folds,
)
from cardshop.evaluation.dollars import (
    DESK,
    DESK_USD,
    MISFILE_USD,
    NOTHING_FILED,
    Threshold,
    best_threshold,
    cheapest,
    cost_usd,
    costs_by_threshold,
    decision_cost_usd,
    misfile_costs,
)
from cardshop.evaluation.inputs import (
    EvaluationError,
)
from cardshop.evaluation.intervals import (
    FEWEST_UNITS,
    Interval,
    Redraw,
    accuracy_interval,
    mean_interval,
    ratio_interval,
    redraw_cards_as_if_independent,
    redraw_lines,
    slice_gap,
    slice_ratio,
)
from cardshop.evaluation.metrics import (
    accuracy,
    confusion,
    log_loss,
    log_loss_per_card,
    macro_f1,
    per_class,
)
from cardshop.evaluation.model_card import (
    CardFacts,
    DataFacts,
    Metric,
    model_card,
)
from cardshop.evaluation.planning import (
    Detectable,
    detectable_by_line,
    detectable_over_splits,
)
from cardshop.evaluation.slices import (
    slice_report,
)
from cardshop.evaluation.verdict import (
    Verdict,
    decide,
)

__all__ = [
    "DESK",
    "DESK_USD",
    "FEWEST_UNITS",
    "MISFILE_USD",
    "NOTHING_FILED",
    "CardFacts",
    "DailyTest",
    "DataFacts",
    "Detectable",
    "Discordant",
    "EvaluationError",
    "Findings",
    "Interval",
    "Limits",
    "Lots",
    "Metric",
    "OverSplits",
    "Reason",
    "Redraw",
    "Review",
    "Threshold",
    "Verdict",
    "accuracy",
    "accuracy_interval",
    "area_under_roc",
    "best_threshold",
    "cheapest",
    "confusion",
    "cooled",
    "cost_usd",
    "costs_by_threshold",
    "decide",
    "decision_cost_usd",
    "detectable_by_line",
    "detectable_over_splits",
    "expected_calibration_error",
    "fit_temperature",
    "log_loss",
    "log_loss_per_card",
    "lots_needed",
    "macro_f1",
    "mcnemar_as_if_cards_were_independent",
    "mean_interval",
    "minimum_detectable",
    "misfile_costs",
    "model_card",
    "over_splits",
    "paired_difference",
    "paired_lots_needed",
    "peeking",
    "per_class",
    "ratio_interval",
    "ratio_of_folds",
    "read_test",
    "redraw_cards_as_if_independent",
    "redraw_lines",
    "reliability",
    "review",
    "roc",
    "slice_gap",
    "slice_ratio",
    "slice_report",
    "stopping_limits",
]
