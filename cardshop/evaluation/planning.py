"""How small a difference could this comparison find? To be asked before models are compared.

Found means: the interval lies on the right side of 0. The answer is a true difference that is
found with the chance `power`. It rests on the spread in a pilot, which is itself an estimate,
and on the spread staying the same when the difference is there.

Promised a power of .80, simulated tests of 20 to 136 lines found the difference in 82 to 84 %: the
surplus is the bootstrap's narrowness, which also finds differences that are none (6 to 7 %). Five
to thirty splits found it in 80 to 81 % where the assumptions hold, in 85 to 88 % where two steady
recipes were compared. A pilot of 40 lines scatters by 10 % (standard deviation of its answer
over its mean), one of 5 splits by 47 %, one of 30 splits by 23 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardshop.evaluation.differences import SPLIT, pilot_of_splits
from cardshop.evaluation.inputs import EvaluationError, numbers, share
from cardshop.evaluation.intervals import FEWEST_UNITS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from cardshop.evaluation.intervals import Redraw


class Detectable(NamedTuple):
    """A true difference that an interval at `level` finds with chance `power`; 0 or more.

    In the unit of the values passed in: share of cards, dollars a card. n_units: how many
    test lines or splits the comparison will have.
    """

    difference: float
    power: float
    level: float
    unit: str
    n_units: int


def detectable_by_line(
    differences: ArrayLike,
    drawn: Redraw,
    *,
    n_lines: int | None = None,
    power: float = 0.8,
    level: float = 0.95,
) -> Detectable:
    """The difference that `paired_difference` finds with `n_lines` test lines (None: the pilot's).

    differences: ours less theirs, a value a card of the pilot. Assumes lines and cards a line like
    the pilot's and a sum over lines that is about normal (30 lines or more). Two trained models,
    other test lines: training is not covered. Raises EvaluationError.
    """
    from scipy.stats import norm

    found = numbers(differences, "differences")
    lines = drawn.n_units if n_lines is None else n_lines
    _promises(power, level)
    if lines < FEWEST_UNITS:
        message = f"n_lines is {lines}; an interval needs {FEWEST_UNITS} or more. Plan more lines."
        raise EvaluationError(message)
    totals = drawn.totals(np.column_stack([found, np.ones(found.size)]))
    error = _error_of_ratio(totals) * (drawn.n_units / lines) ** 0.5
    times = float(norm.ppf((1 + level) / 2) + norm.ppf(power))
    return Detectable(times * error, power, level, drawn.unit, lines)


def detectable_over_splits(
    differences: ArrayLike,
    *,
    test_over_train: float,
    n_splits: int | None = None,
    power: float = 0.8,
    level: float = 0.95,
) -> Detectable:
    """The difference that the corrected interval of `over_splits` finds with J = `n_splits`.

    differences: one a split of the pilot. From the noncentral t with J - 1 degrees of freedom;
    exact if splits are normal and correlate by n_test / n, else approximate. More splits sharpen
    the mean only down to s2 x test_over_train. Raises EvaluationError.
    """
    found = pilot_of_splits(differences, test_over_train)
    splits = found.size if n_splits is None else n_splits
    _promises(power, level)
    if splits < 2:
        message = f"n_splits is {splits}; a spread needs 2 or more. Plan 10."
        raise EvaluationError(message)
    error = float(found.std(ddof=1)) * (1 / splits + test_over_train) ** 0.5
    times = _noncentrality(splits - 1, power, level)
    return Detectable(times * error, power, level, SPLIT, splits)


def _error_of_ratio(totals: NDArray[np.float64]) -> float:
    """Standard error of sum over sum by units, linearised: what the bootstrap's spread tends to."""
    sums, counts = totals.T
    residual = sums - counts * (sums.sum() / counts.sum())
    return float(np.sqrt((residual**2).sum()) / counts.sum())


def _noncentrality(freedom: int, power: float, level: float) -> float:
    """How many standard errors off 0 a t statistic must lie on average to be found."""
    from scipy.optimize import root_scalar
    from scipy.stats import nct, t

    beyond = float(t.ppf((1 + level) / 2, freedom))

    def short(noncentral: float) -> float:
        return float(nct.sf(beyond, freedom, noncentral)) - power

    return root_scalar(short, bracket=(0.0, 1e4)).root


def _promises(power: float, level: float) -> None:
    share(power, "power", 0.8)
    share(level, "level", 0.95)
    if power <= (1 - level) / 2:
        message = f"power is {power}: an interval at {level} finds that by luck. Try 0.8."
        raise EvaluationError(message)
