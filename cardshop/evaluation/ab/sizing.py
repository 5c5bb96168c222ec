"""How many lots a test needs, and what so many lots could find.

A rate is turned into an angle (Cohen 1988: 2 asin sqrt p), whose variance does not hang on the
rate; lots multiply that variance by the design effect (Kish 1965); power is that of the t test
on lots. All assume lots of one size and one correlation in both arms.

Promised a power of .80, 1,000 simulated tests of each plan found the difference in 78 to 85 %
where 12 lots an arm or more were planned, at rates of .6 and .03 and correlations of 0, .1 and .2.
With 5 to 8 lots it was 81 to 100 %: whole lots, and no fewer than FEWEST_LOTS, are more than asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, ceil, pi, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardshop.drift.measures import design_effect
from cardshop.evaluation.inputs import EvaluationError, names, numbers, same_length, share

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from statsmodels.stats.power import TTestIndPower, TTestPower

# Lots an arm below which `read_test` refuses: a spread from fewer is no spread.
FEWEST_LOTS = 5


@dataclass(frozen=True)
class Lots:
    """What is randomised: lots of so many cards, whose outcomes correlate so much within a lot.

    The correlation comes from a past test (`Readout.correlation`); 0 is a promise, not a default.
    """

    correlation: float
    cards_each: int = 25

    def __post_init__(self) -> None:
        """Raises EvaluationError for a correlation outside 0 to below 1, or a lot without cards."""
        if not 0 <= self.correlation < 1:
            message = f"correlation is {self.correlation}; 0 or more and below 1 is needed. Below "
            raise EvaluationError(message + "0 plan with 0; read it from a past test.")
        if self.cards_each < 1:
            message = f"cards_each is {self.cards_each}; a lot has 1 card or more. Try 25."
            raise EvaluationError(message)

    @property
    def design_effect(self) -> float:
        """How many times more cards lots need than independent cards: 1 + (size - 1) x corr."""
        return design_effect(self.correlation, self.cards_each)

    def outcomes(
        self, random: np.random.Generator, rate: float, shape: tuple[int, ...]
    ) -> NDArray[np.int64]:
        """Simulated cards with a yes for each lot of `shape`, beta-binomial at this correlation."""
        if self.correlation == 0:
            return random.binomial(self.cards_each, rate, shape)
        strength = 1 / self.correlation - 1
        chance = random.beta(rate * strength, (1 - rate) * strength, shape)
        return random.binomial(self.cards_each, chance)


class LotPlan(NamedTuple):
    """What each arm needs; a paired comparison needs it once, with both models on each card.

    cards_if_independent: what a textbook formula that knows no lots would say.
    """

    lots: int
    cards: int
    cards_if_independent: int
    design_effect: float


class Reach(NamedTuple):
    """The smallest rise and fall of a rate that is found; None where no rate lies so far off."""

    up: float | None
    down: float | None


def lots_needed(
    base_rate: float,
    smallest_difference: float,
    *,
    lots: Lots,
    power: float = 0.8,
    level: float = 0.95,
) -> LotPlan:
    """The lots that each of two arms needs to find base_rate + smallest_difference.

    A fall is a negative difference. Two-sided, one look at the end, arms of equal size; at least
    FEWEST_LOTS. Raises EvaluationError for a rate outside 0 to 1 or a difference of 0.
    """
    from statsmodels.stats.power import NormalIndPower, TTestIndPower

    angle, wanted = _angle(base_rate, smallest_difference), _promises(power, level)
    by_card = NormalIndPower().solve_power(angle, **wanted)
    steps = angle / sqrt(lots.design_effect / lots.cards_each)
    found = _solved(TTestIndPower(), steps, wanted)
    return LotPlan(found, found * lots.cards_each, ceil(by_card), lots.design_effect)


def minimum_detectable(
    base_rate: float,
    n_lots: int,
    *,
    lots: Lots,
    power: float = 0.8,
    level: float = 0.95,
) -> Reach:
    """The smallest rise and fall of base_rate that `n_lots` an arm find; see `lots_needed`.

    Raises EvaluationError for fewer than FEWEST_LOTS.
    """
    from statsmodels.stats.power import TTestIndPower

    share(base_rate, "base_rate", 0.6)
    if n_lots < FEWEST_LOTS:
        message = f"n_lots is {n_lots}; {FEWEST_LOTS} or more an arm are needed. Plan more lots."
        raise EvaluationError(message)
    wanted = _promises(power, level)
    steps = float(TTestIndPower().solve_power(None, nobs1=n_lots, **wanted))
    turn = steps * sqrt(lots.design_effect / lots.cards_each) / 2
    here = asin(sqrt(base_rate))
    up = sin(here + turn) ** 2 - base_rate if here + turn < pi / 2 else None
    down = base_rate - sin(here - turn) ** 2 if here - turn > 0 else None
    return Reach(up, down)


def paired_lots_needed(
    differences: ArrayLike,
    lots: ArrayLike,
    smallest_difference: float,
    *,
    power: float = 0.8,
    level: float = 0.95,
) -> LotPlan:
    """The lots that a shadow run needs, both models on every card, to find a mean difference.

    differences: ours less theirs, a value a card of a pilot; lots: the lot of each card, about
    equal in size. Answers "other boxes of these lines"; over other lines a difference spreads
    more, and `detectable_by_line` plans for that. Raises EvaluationError.
    """
    from statsmodels.stats.power import NormalIndPower, TTestPower

    found, lot = numbers(differences, "differences"), names(lots, "lots")
    same_length(found.size, lot.size, "differences", "lots")
    means, cards_each = _lot_means(found, lot)
    if not smallest_difference or not means.std() > 0:
        message = f"difference {smallest_difference}, spread of lots {means.std():.3g}; both must "
        raise EvaluationError(message + "be off 0. Take more lots, or a difference that matters.")
    wanted, size = _promises(power, level), abs(smallest_difference)
    # A ratio of 0 is statsmodels' word for one sample.
    by_card = NormalIndPower().solve_power(size / found.std(ddof=1), ratio=0, **wanted)
    needed = _solved(TTestPower(), size / means.std(ddof=1), wanted)
    likeness = float(means.var(ddof=1) * cards_each / found.var(ddof=1))
    return LotPlan(needed, ceil(needed * cards_each), ceil(by_card), likeness)


def _lot_means(values: NDArray[np.float64], lots: NDArray) -> tuple[NDArray[np.float64], float]:
    """(the mean of each lot, cards a lot on average)."""
    _, code = np.unique(lots, return_inverse=True)
    cards = np.bincount(code)
    if cards.size < FEWEST_LOTS:
        message = f"{cards.size} lots in the pilot; {FEWEST_LOTS} or more are needed. Score more."
        raise EvaluationError(message)
    return np.bincount(code, values) / cards, float(cards.mean())


def _angle(base_rate: float, difference: float) -> float:
    """Cohen's h, above 0."""
    from statsmodels.stats.proportion import proportion_effectsize

    share(base_rate, "base_rate", 0.6)
    share(base_rate + difference, "base_rate + smallest_difference", 0.65)
    if difference == 0:
        message = "smallest_difference is 0; no test finds nothing. Ask what gain would pay."
        raise EvaluationError(message)
    return abs(float(proportion_effectsize(base_rate + difference, base_rate)))


def _promises(power: float, level: float) -> dict[str, float]:
    share(power, "power", 0.8)
    share(level, "level", 0.95)
    if power <= 1 - level:
        message = f"power is {power}: a test at {level} finds that by luck. Try 0.8."
        raise EvaluationError(message)
    return {"alpha": 1 - level, "power": power}


def _solved(solver: TTestIndPower | TTestPower, steps: float, wanted: dict[str, float]) -> int:
    """The whole number of lots that reaches the power, FEWEST_LOTS or more."""
    at_least = solver.power(steps, FEWEST_LOTS, wanted["alpha"])
    if at_least >= wanted["power"]:
        return FEWEST_LOTS
    return ceil(float(solver.solve_power(steps, **wanted)))
