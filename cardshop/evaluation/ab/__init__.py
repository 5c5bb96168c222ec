"""An A/B test of what people do: offers accepted, cards returned. Lots are drawn, not cards.

sizing   how many lots an arm needs, before the test; or what so many lots can find
reading  the test read once, at its end: by lot, and the wrong way by card beside it
limits   how strict each look must be when there are several
looks    simulated tests that are looked at every day: what peeking does

Not for a model's accuracy: where truth is known for both, score both models on the same cards
(`paired_difference`); `paired_lots_needed` says how many fewer that takes.
"""

from cardshop.evaluation.ab.limits import stopping_limits
from cardshop.evaluation.ab.looks import DailyTest, peeking
from cardshop.evaluation.ab.reading import Gap, Readout, read_test
from cardshop.evaluation.ab.sizing import (
    LotPlan,
    Lots,
    Reach,
    lots_needed,
    minimum_detectable,
    paired_lots_needed,
)

__all__ = [
    "DailyTest",
    "Gap",
    "LotPlan",
    "Lots",
    "Reach",
    "Readout",
    "lots_needed",
    "minimum_detectable",
    "paired_lots_needed",
    "peeking",
    "read_test",
    "stopping_limits",
]
