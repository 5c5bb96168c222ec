"""Two-sample tests that move whole lots: rows of a lot are alike, lots are exchangeable.

Assumed under "no drift": the lots of both samples could have been dealt the other way round
(same sellers, same stations, no trend or season between them). Rows within a lot may depend
on each other in any way. The p-value is (1 + relabellings at least as extreme) /
(1 + relabellings), never 0 (Phipson and Smyth 2010), valid for any number of lots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardshop.drift.measures import DriftError, finite

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]
    Codes = NDArray[np.intp]

# Cut points for columns with more distinct values than this: pooled quantiles. The gap between
# the curves is missed by less than 1/GRID.
GRID = 256
TIE = 1e-9


class Tested(NamedTuple):
    """A statistic and the share of relabelled lots that reach it by chance."""

    statistic: float
    p_value: float


@dataclass(frozen=True)
class Relabelling:
    """The lots of both samples and who is "current" in each relabelling.

    reference, current: the lot of each row. is_current: (1 + permutations, lots); its first
    row is the truth. One relabelling serves all columns of a report.
    """

    reference: Codes
    current: Codes
    is_current: NDArray[np.float64]
    seed: int

    def keep(self, reference: NDArray[np.bool_], current: NDArray[np.bool_]) -> Relabelling:
        """The lots of the rows that are kept, one flag a row, relabelled with the same seed."""
        permutations = len(self.is_current) - 1
        kept = self.reference[reference], self.current[current]
        return relabel(*kept, permutations=permutations, seed=self.seed)


def relabel(
    reference_lots: ArrayLike, current_lots: ArrayLike, *, permutations: int, seed: int
) -> Relabelling:
    """Return the true labels of the lots and `permutations` random ones with as many current.

    The same name on both sides is two lots. Raises DriftError when a side has no lot.
    """
    ours, theirs = np.asarray(reference_lots), np.asarray(current_lots)
    if not ours.size or not theirs.size or permutations < 1:
        what = (
            f"{ours.size} reference rows, {theirs.size} current rows, {permutations} permutations"
        )
        message = f"{what}; one of each is needed. Take about 40 lots a side and 300 permutations."
        raise DriftError(message)
    (ours_named, ours_code), (theirs_named, theirs_code) = (
        np.unique(side, return_inverse=True) for side in (ours, theirs)
    )
    truth = np.repeat([0.0, 1.0], [ours_named.size, theirs_named.size])
    draws = np.random.default_rng(seed)
    drawn = draws.permuted(np.tile(truth, (permutations, 1)), axis=1)
    return Relabelling(ours_code, ours_named.size + theirs_code, np.vstack([truth, drawn]), seed)


def ks_by_lot(reference: ArrayLike, current: ArrayLike, lots: Relabelling) -> Tested:
    """Return the largest gap between both cumulative shares and its p-value over whole lots.

    Kolmogorov-Smirnov, permuted by lots. Assumes exchangeable lots, see the module.
    Above GRID distinct values the gap is read at pooled quantiles.
    """
    return _test(_binned(reference, current), lots, _largest_gap)


def watson_by_lot(reference_deg: ArrayLike, current_deg: ArrayLike, lots: Relabelling) -> Tested:
    """Return Watson's U2 of two samples of angles and its p-value over whole lots.

    Watson (1962), permuted by lots: the same wherever the circle is cut open, which KS on
    degrees is not. Angles within one turn. Assumes exchangeable lots, see the module.
    """
    return _test(_binned(reference_deg, current_deg), lots, _watson_u2)


def chi_square_by_lot(reference: ArrayLike, current: ArrayLike, lots: Relabelling) -> Tested:
    """Return Pearson's chi-square of two samples of categories and its p-value over whole lots.

    Pearson (1900), permuted by lots: the chi-square table holds for independent rows only.
    Assumes exchangeable lots, see the module.
    """
    ours, theirs = _names(reference), _names(current)
    _, code = np.unique(np.concatenate([ours, theirs]), return_inverse=True)
    return _test((code[: ours.size], code[ours.size :]), lots, _chi_square)


def lot_mean_test(reference: ArrayLike, current: ArrayLike, lots: Relabelling) -> Tested:
    """Return Welch's t between the lot means and its two-sided p-value: one lot, one number.

    Welch (1947) on summary measures (Matthews et al. 1990); needs no relabelling, finds moved
    means only. Assumes independent lots, two a side. A positive t: the current mean is higher.
    """
    from scipy.stats import ttest_ind

    ours = _lot_means(finite(reference), lots.reference)
    theirs = _lot_means(finite(current), lots.current)
    if min(ours.size, theirs.size) < 2:
        what = f"{ours.size} reference and {theirs.size} current lots"
        raise DriftError(f"{what}; two a side are needed. Wait for the next lot.")
    found = ttest_ind(theirs, ours, equal_var=False)
    return Tested(float(found.statistic), float(found.pvalue))


def _lot_means(numbers: Values, lot: Codes) -> Values:
    _require_lots(numbers.size, lot)
    _, code, size = np.unique(lot, return_inverse=True, return_counts=True)
    return np.bincount(code, weights=numbers) / size


def _names(categories: ArrayLike) -> NDArray[np.generic]:
    names = np.asarray(categories)
    if names.size == 0 or (names.dtype == object and None in names.tolist()):
        what = f"{names.size} categories, some of them null perhaps"
        raise DriftError(f"{what}; a name in every row is needed. Quarantine first.")
    return names


def _require_lots(n_values: int, lot: Codes) -> None:
    if n_values != lot.size:
        message = f"{lot.size} lots for {n_values} values; each value needs its lot."
        raise DriftError(message + " Relabel the lots of exactly these rows.")


def _test(
    bins: tuple[Codes, Codes],
    lots: Relabelling,
    statistic: Callable[[Values, Values], Values],
) -> Tested:
    """Count bins per lot once; every relabelling is then one row of a matrix product."""
    for values, lot in zip(bins, (lots.reference, lots.current), strict=True):
        _require_lots(values.size, lot)
    counts = _counts(np.concatenate(bins), np.concatenate([lots.reference, lots.current]))
    current = lots.is_current @ counts
    reached = statistic(counts.sum(axis=0) - current, current)
    return Tested(float(reached[0]), float((reached >= reached[0] * (1 - TIE)).mean()))


def _counts(bins: Codes, lot: Codes) -> Values:
    """Rows per lot and bin, shape (lots, bins)."""
    n_lots, n_bins = int(lot.max()) + 1, int(bins.max()) + 1
    flat = np.bincount(lot * n_bins + bins, minlength=n_lots * n_bins)
    return flat.reshape(n_lots, n_bins).astype(np.float64)


def _binned(reference: ArrayLike, current: ArrayLike) -> tuple[Codes, Codes]:
    """The bin of each value, in order: a bin per distinct value, or GRID pooled quantiles."""
    ours, theirs = finite(reference, "the reference"), finite(current, "the current sample")
    edges = np.unique(np.concatenate([ours, theirs]))
    if edges.size > GRID:
        pooled = np.concatenate([ours, theirs])
        edges = np.unique(np.quantile(pooled, np.arange(1, GRID + 1) / GRID, method="inverted_cdf"))
    return np.searchsorted(edges, ours), np.searchsorted(edges, theirs)


def _gaps(reference: Values, current: Values) -> Values:
    """Cumulative shares, current less reference; shape (relabellings, bins)."""
    ours, theirs = np.cumsum(reference, axis=1), np.cumsum(current, axis=1)
    return theirs / theirs[:, -1:] - ours / ours[:, -1:]


def _largest_gap(reference: Values, current: Values) -> Values:
    return np.abs(_gaps(reference, current)).max(axis=1)


def _watson_u2(reference: Values, current: Values) -> Values:
    """Zar (2010), formula 27.17, with ties: the variance of the gaps, free of the origin."""
    weight = (reference + current)[0]
    rows = weight.sum()
    gap = _gaps(reference, current)
    spread = (gap**2) @ weight - (gap @ weight) ** 2 / rows
    return reference.sum(axis=1) * current.sum(axis=1) / rows**2 * spread


def _chi_square(reference: Values, current: Values) -> Values:
    total = reference + current
    share = current.sum(axis=1, keepdims=True) / total.sum(axis=1, keepdims=True)
    expected = total * share
    return ((current - expected) ** 2 / (expected * (1 - share))).sum(axis=1)
