"""How far a score could be off: whole evolution lines are drawn again, with replacement.

Cards of a line are alike, so a model is right or wrong on most of them at once: the lines are
the sample, not the cards. An interval here answers "other test lines from the same
catalogue, same trained model". It says nothing about other training lines, another seed of the
model, or next year's species; `differences.over_splits` is about training.

It is a percentile bootstrap (Efron 1979; groups: Davison and Hinkley 1997, 3.8), too narrow when
lines are few. Called 95 %, it covered an accuracy of .82 with a correlation of .25 within lines in
86 % of the simulated tests of 10 lines, 89 % of 20, 92 % of 40, 94 % of 136; at correlation 0 in
90, 92, 94 and 95 % (2,000 tests each, lines as unequal as in the catalogue).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardshop.evaluation.inputs import EvaluationError, labels, names, numbers, same_length, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]

LINE = "evolution line"
CARD_AS_IF_INDEPENDENT = "card, as if independent"
# With so many an interval called 95 % covers about 86 % (measured, see the module): no fewer.
FEWEST_UNITS = 10
DRAWS = 2_000
# Weights made at once: 8 MB, a few copies of them in memory.
WEIGHTS_AT_ONCE = 1_000_000
# Of one Redraw: 16 MB; 2,000 draws of a catalogue need 9.
WEIGHTS_KEPT = 2_000_000


class Interval(NamedTuple):
    """A number and the range that goes with it at a level; `unit` is what was drawn again.

    n_units: how many of them carry the number. Same unit of measure as the values passed in.
    """

    estimate: float
    low: float
    high: float
    level: float
    unit: str
    n_units: int

    @property
    def half_width(self) -> float:
        """Half of high minus low."""
        return (self.high - self.low) / 2


@dataclass(frozen=True)
class Redraw:
    """Which unit each row belongs to, and how units are drawn again; serves many intervals.

    code: the unit of each row, 0 to n_units - 1.
    """

    code: NDArray[np.intp]
    n_units: int
    unit: str
    seed: int
    draws: int

    def weights(self) -> Iterator[Values]:
        """How often each unit is drawn, in blocks of (draws, n_units); the same at each call."""
        yield from self._kept if self.draws * self.n_units <= WEIGHTS_KEPT else self._drawn()

    @cached_property
    def _kept(self) -> tuple[Values, ...]:
        # A report asks for twenty intervals of the same draws, and drawing costs more than they.
        return tuple(self._drawn())

    def _drawn(self) -> Iterator[Values]:
        chances = np.full(self.n_units, 1 / self.n_units)
        random = np.random.default_rng(self.seed)
        block = max(1, WEIGHTS_AT_ONCE // self.n_units)
        for start in range(0, self.draws, block):
            size = min(block, self.draws - start)
            yield random.multinomial(self.n_units, chances, size=size).astype(np.float64)

    def totals(self, columns: Values) -> Values:
        """The sums of each column by unit; (n_rows, k) gives (n_units, k)."""
        same_length(len(columns), self.code.size, "values", "rows that were redrawn")
        per_unit = [np.bincount(self.code, one, self.n_units) for one in columns.T]
        return np.column_stack(per_unit).astype(np.float64)


def redraw_lines(lines: ArrayLike, *, seed: int, draws: int = DRAWS) -> Redraw:
    """The way to draw whole evolution lines again; `lines` holds the line of each scored card.

    Raises EvaluationError for fewer than FEWEST_UNITS lines, a null, or fewer than 100 draws.
    """
    found, code = np.unique(names(lines, "lines"), return_inverse=True)
    return _redraw(code, int(found.size), LINE, (seed, draws))


def redraw_cards_as_if_independent(n_cards: int, *, seed: int, draws: int = DRAWS) -> Redraw:
    """The wrong way, to be shown beside `redraw_lines`: cards are drawn one by one.

    Cards of a line are alike, so its intervals are too narrow. Called 95 %, they covered
    49 to 52 % of the simulated tests at a correlation of .25 within lines and 62 to 70 % at .1,
    with 10 lines as with 136.
    """
    return _redraw(np.arange(n_cards), n_cards, CARD_AS_IF_INDEPENDENT, (seed, draws))


def accuracy_interval(
    truth: ArrayLike, predicted: ArrayLike, drawn: Redraw, *, level: float = 0.95
) -> Interval:
    """The accuracy with its interval over other test lines; the trained model stays the same."""
    ours, theirs = labels(truth, predicted)
    return mean_interval(ours == theirs, drawn, level=level)


def mean_interval(values: ArrayLike, drawn: Redraw, *, level: float = 0.95) -> Interval:
    """The mean over cards (dollars, nats, right or wrong) with its interval over other lines.

    Where every card has one value (all right) the interval has no width: that is no certainty.
    """
    found = numbers(values, "values")
    return ratio_interval(found, np.ones(found.size), drawn, level=level)


def ratio_interval(
    numerators: ArrayLike, denominators: ArrayLike, drawn: Redraw, *, level: float = 0.95
) -> Interval:
    """Sum over sum with its interval over other lines: wrong among filed, dollars a filed card.

    A value a card on both sides, denominators 0 or more. n_units counts the lines with a
    denominator above 0; draws without any are left out. Raises EvaluationError below FEWEST_UNITS.
    """
    above, below = numbers(numerators, "numerators"), numbers(denominators, "denominators")
    same_length(above.size, below.size, "numerators", "denominators")
    totals = drawn.totals(np.column_stack([above, below]))
    carrying = _carrying(totals[:, 1], drawn.unit)
    return _interval(totals, drawn, lambda sums: sums[:, 0] / sums[:, 1], (level, carrying))


def slice_gap(
    values: ArrayLike, inside: ArrayLike, drawn: Redraw, *, level: float = 0.95
) -> Interval:
    """The mean inside a slice less the mean of the rest, with its interval over other lines.

    Lines are drawn with all their cards, so a line on both sides moves both. n_units counts the
    lines of the rarer side. One slice of many at 95 % differs by luck once in twenty or more.
    Raises EvaluationError where a side has fewer than FEWEST_UNITS lines.
    """
    found, chosen = numbers(values, "values"), numbers(inside, "inside") > 0
    same_length(found.size, chosen.size, "values", "flags of the slice")
    columns = [found * chosen, chosen, found * ~chosen, ~chosen]
    totals = drawn.totals(np.column_stack(columns).astype(np.float64))
    carrying = min(_carrying(totals[:, side], drawn.unit) for side in (1, 3))

    def gap(sums: Values) -> Values:
        return sums[:, 0] / sums[:, 1] - sums[:, 2] / sums[:, 3]

    return _interval(totals, drawn, gap, (level, carrying))


def slice_ratio(
    values: ArrayLike, inside: ArrayLike, drawn: Redraw, *, level: float = 0.95
) -> Interval:
    """The mean inside a slice over the mean of all cards (error rate over base rate), by line.

    Both move with the lines that are drawn. 1 is no difference; as for `slice_gap`, one of many
    differs by luck. n_units counts the lines inside. Raises EvaluationError for fewer than
    FEWEST_UNITS of them, or where all values are 0.
    """
    found, chosen = numbers(values, "values"), numbers(inside, "inside") > 0
    same_length(found.size, chosen.size, "values", "flags of the slice")
    if not found.any():
        raise EvaluationError("all values are 0: no base rate to compare with. Score more lines.")
    columns = [found * chosen, chosen, found, np.ones(found.size)]
    totals = drawn.totals(np.column_stack(columns).astype(np.float64))
    carrying = _carrying(totals[:, 1], drawn.unit)

    def ratio(sums: Values) -> Values:
        return sums[:, 0] / sums[:, 1] / (sums[:, 2] / sums[:, 3])

    return _interval(totals, drawn, ratio, (level, carrying))


def _redraw(code: NDArray[np.intp], units: int, unit: str, settings: tuple[int, int]) -> Redraw:
    _enough(units, unit)
    seed, draws = settings
    if draws < 100:
        message = f"{draws} draws; 100 or more are needed for the ends. Take {DRAWS}."
        raise EvaluationError(message)
    return Redraw(code, units, unit, seed, draws)


def _enough(units: int, unit: str) -> None:
    if units < FEWEST_UNITS:
        message = f"{units} of unit {unit!r} carry this number; {FEWEST_UNITS} or more are needed "
        message += "for an interval. Score more lines, or report the number without one."
        raise EvaluationError(message)


def _carrying(denominators: Values, unit: str) -> int:
    if (denominators < 0).any():
        message = "a unit's denominators sum below 0; counts or weights of 0 or more are needed. "
        raise EvaluationError(message + "Put signs into the numerators.")
    found = int((denominators > 0).sum())
    _enough(found, unit)
    return found


def _interval(
    totals: Values, drawn: Redraw, statistic: Callable[[Values], Values], about: tuple[float, int]
) -> Interval:
    """The statistic of all units, and the middle `level` of it over the draws."""
    level, n_units = about
    share(level, "level", 0.95)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.concatenate([statistic(weights @ totals) for weights in drawn.weights()])
    ends = (1 - level) / 2, (1 + level) / 2
    low, high = np.quantile(found[np.isfinite(found)], ends)
    estimate = float(statistic(totals.sum(axis=0, keepdims=True))[0])
    return Interval(estimate, float(low), float(high), level, drawn.unit, n_units)
