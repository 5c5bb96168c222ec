"""What looking every day does to a test, simulated.

4,000 tests without effect, 40 lots an arm a day at a correlation of .1, read by lot at p < .05:
5 % false alarms with one look, 9 % with two, 14 % with five, 19 % with ten, 25 % with twenty; each
look alone stays at 5 %, and the limits for twenty looks give 5 % in all. With 5 lots an arm a day
the twenty looks give 26 %, the limits 5 %. Where the last of twenty looks alone finds a difference
in 80 %, O'Brien and Fleming's limits find it in 78 % and Pocock's in 66 %.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from cardshop.evaluation.ab.limits import MOST_LOOKS, SHAPES, stopping_limits
from cardshop.evaluation.ab.sizing import FEWEST_LOTS, Lots
from cardshop.evaluation.inputs import EvaluationError, share

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Tests simulated at once: 20 days of 40 lots an arm take 3 MB a hundred.
TESTS_AT_ONCE = 250


@dataclass(frozen=True)
class DailyTest:
    """A test that takes so many lots an arm a day, at a base rate; difference 0: no effect."""

    base_rate: float
    days: int
    lots_a_day: int
    lots: Lots
    difference: float = 0.0

    def __post_init__(self) -> None:
        """Raises EvaluationError for rates outside 0 to 1, or days and lots outside their range."""
        share(self.base_rate, "base_rate", 0.6)
        share(self.base_rate + self.difference, "base_rate + difference", 0.65)
        if not 1 <= self.days <= MOST_LOOKS or self.lots_a_day < FEWEST_LOTS:
            message = f"{self.days} days of {self.lots_a_day} lots an arm; 1 to {MOST_LOOKS} days "
            message += f"of {FEWEST_LOTS} or more are needed. Look once in several days."
            raise EvaluationError(message)


def peeking(
    test: DailyTest,
    *,
    seed: int,
    tests: int = 2_000,
    level: float = 0.95,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """The share of simulated tests that stop with a finding, by number of looks; a row a day.

    looks, lots_an_arm · every_look: found at p < 1 - level today or on a day before ·
    this_look_alone: found today, nobody looked before · obrien_fleming, pocock: crossed a limit
    by today, planned for all days. Without effect all of it is false alarm. progress: called with
    tests done and wanted.
    """
    if tests < 100:
        message = f"{tests} tests; 100 or more are needed for a share. Try 2000."
        raise EvaluationError(message)
    random, p_values = np.random.default_rng(seed), []
    for done in range(0, tests, TESTS_AT_ONCE):
        p_values.append(_p_values(test, random, min(TESTS_AT_ONCE, tests - done)))
        if progress:
            progress(min(done + TESTS_AT_ONCE, tests), tests)
    return _stopped(np.concatenate(p_values), test, level)


def _p_values(test: DailyTest, random: np.random.Generator, tests: int) -> NDArray[np.float64]:
    """(tests, days): the p-value by lot of all data up to that day."""
    from scipy.stats import ttest_ind_from_stats

    so_far = test.lots_a_day * np.arange(1, test.days + 1)
    moments = []
    for rate in (test.base_rate + test.difference, test.base_rate):
        shape = (tests, test.days, test.lots_a_day)
        lot = test.lots.outcomes(random, rate, shape) / test.lots.cards_each
        mean = lot.sum(axis=2).cumsum(axis=1) / so_far
        square = (lot**2).sum(axis=2).cumsum(axis=1) / so_far
        # Rounding can leave a spread of nothing a hair below 0.
        variance = np.maximum(square - mean**2, 0) * so_far / (so_far - 1)
        moments += [mean, np.sqrt(variance), np.broadcast_to(so_far, mean.shape)]
    with np.errstate(invalid="ignore", divide="ignore"):
        found = ttest_ind_from_stats(*moments, equal_var=False).pvalue
    # Two arms without any spread say nothing: no finding.
    return np.nan_to_num(found, nan=1.0)


def _stopped(p_values: NDArray[np.float64], test: DailyTest, level: float) -> pl.DataFrame:
    share(level, "level", 0.95)
    looks = np.arange(1, test.days + 1)
    columns = {
        "looks": looks,
        "lots_an_arm": looks * test.lots_a_day,
        "every_look": _by_now(p_values < 1 - level),
        "this_look_alone": (p_values < 1 - level).mean(axis=0),
    }
    for shape in SHAPES:
        limits = stopping_limits(test.days, shape=shape, level=level)["p_value"].to_numpy()
        columns[shape.replace("-", "_")] = _by_now(p_values <= limits)
    return pl.DataFrame(columns)


def _by_now(found: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.logical_or.accumulate(found, axis=1).mean(axis=0)
