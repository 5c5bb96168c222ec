"""How good is a model, how sure is that, and does it matter? In this order.

metrics      one number or a line per class
intervals    the same number over other test lines: whole evolution lines are drawn again
differences  two models on the same cards; repeated splits with the corrected t
planning     the smallest difference that a comparison could find
verdict      an interval against the smallest difference that matters
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
from cardshop.evaluation.decision import Findings, Limits, Reason, Review, review
from cardshop.evaluation.differences import (
    Discordant,
    OverSplits,
    mcnemar_as_if_cards_were_independent,
    over_splits,
    paired_difference,
    ratio_of_folds,
)
from cardshop.evaluation.inputs import EvaluationError
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
)
from cardshop.evaluation.metrics import (
    accuracy,
    log_loss,
    log_loss_per_card,
    macro_f1,
    per_class,
)
from cardshop.evaluation.model_card import CardFacts, DataFacts, Metric, model_card
from cardshop.evaluation.planning import Detectable, detectable_by_line, detectable_over_splits
from cardshop.evaluation.verdict import Verdict, decide

__all__ = [
    "FEWEST_UNITS",
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
    "Verdict",
    "accuracy",
    "accuracy_interval",
    "decide",
    "detectable_by_line",
    "detectable_over_splits",
    "log_loss",
    "log_loss_per_card",
    "lots_needed",
    "macro_f1",
    "mcnemar_as_if_cards_were_independent",
    "mean_interval",
    "minimum_detectable",
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
    "review",
    "slice_gap",
    "stopping_limits",
]
