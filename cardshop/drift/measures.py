"""Distances between two samples, and how alike the rows of a lot are. No p-values here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]

# Share that an empty bin counts as, so that PSI stays finite (one row in ten thousand).
EMPTY_SHARE = 1e-4
# The mixture of eleven type colours is smooth: finer waves than these carry noise alone.
HARMONICS = 3


class DriftError(ValueError):
    """Samples that cannot be compared: empty, with nulls, or without a lot for each row."""


def finite(values: ArrayLike, name: str = "the sample") -> Values:
    """The values as numbers; raises DriftError when there are none, or a null, NaN or infinity."""
    numbers = np.asarray(values, dtype=np.float64)
    bad = int((~np.isfinite(numbers)).sum())
    if numbers.size == 0 or bad:
        what = f"{bad} of {numbers.size} values of {name} are null or not finite"
        message = f"{what}; numbers are needed. Quarantine first, or drop the nulls."
        raise DriftError(message)
    return numbers


def ks_statistic(reference: ArrayLike, current: ArrayLike) -> float:
    """The largest gap between the two cumulative shares, from 0 to 1.

    Kolmogorov (1933), Smirnov (1939). Its textbook p-value assumes independent rows: see
    `ks_by_lot`.
    """
    ours, theirs = np.sort(finite(reference)), np.sort(finite(current))
    at = np.concatenate([ours, theirs])
    share = np.searchsorted(ours, at, side="right") / ours.size
    gap = share - np.searchsorted(theirs, at, side="right") / theirs.size
    return float(np.abs(gap).max())


def psi(reference: ArrayLike, current: ArrayLike, *, bins: int = 10) -> float:
    """The population stability index over the reference's quantile bins; 0 for equal shares.

    Siddiqi (2006). The rule of thumb (0.1, 0.25) ignores sample size and lots; an empty bin
    counts as EMPTY_SHARE, which alone adds 0.69 in one of ten bins.
    """
    ours, theirs = finite(reference), finite(current)
    edges = np.unique(np.quantile(ours, np.arange(1, bins) / bins))
    shares = [
        np.maximum(
            np.bincount(np.searchsorted(edges, side), minlength=edges.size + 1) / side.size,
            EMPTY_SHARE,
        )
        for side in (ours, theirs)
    ]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def rotation_deg(reference: ArrayLike, current: ArrayLike) -> float:
    """The turn that lays the reference's angles best over the current ones, in (-180, 180].

    The peak of the circular cross-correlation over HARMONICS, in whole degrees. For the hue of
    120 lots against 12,000 cards it scatters by 4 degrees (standard deviation, measured): the
    mean direction, of length 0.13 in this mixture, scatters by 6.
    """
    order = 1j * np.arange(1, HARMONICS + 1)[:, None]
    ours, theirs = (
        np.exp(order * np.radians(finite(side))).mean(axis=1) for side in (reference, current)
    )
    turns = np.arange(-179, 181)
    likeness = (np.conj(ours) * theirs) @ np.exp(-order * np.radians(turns))
    return float(turns[likeness.real.argmax()])


def intraclass_correlation(values: ArrayLike, lots: ArrayLike) -> float:
    """How alike the rows of a lot are: about 0 for independent rows, 1 for equal ones.

    The one-way analysis-of-variance estimate for lots of any size (Donner 1986); below 0 when
    lots differ less than chance makes them. Raises DriftError without two lots and one lot of two.
    """
    numbers = finite(values)
    lot, size = _lot_codes(lots, numbers)
    if size.size < 2 or numbers.size <= size.size:
        what = f"{size.size} lots for {numbers.size} rows"
        raise DriftError(f"{what}; two lots are needed, and a lot of two rows. Take more rows.")
    mean = np.bincount(lot, weights=numbers) / size
    between = (size * (mean - numbers.mean()) ** 2).sum() / (size.size - 1)
    within = ((numbers - mean[lot]) ** 2).sum() / (numbers.size - size.size)
    typical = (numbers.size - (size**2).sum() / numbers.size) / (size.size - 1)
    total = between + (typical - 1) * within
    return float((between - within) / total) if total > 0 else 0.0


def design_effect(correlation: float, lot_size: float) -> float:
    """How many times more rows lots need than independent rows do: 1 + (size - 1) x correlation.

    Kish (1965), for the variance of a mean. 25 rows a lot at 0.1 make 3.4: 1,000 rows in
    40 lots tell as much as 294 independent ones.
    """
    return 1 + (lot_size - 1) * correlation


def benjamini_hochberg(p_values: ArrayLike) -> Values:
    """The q-values, in order: reject q <= .05, and the false discovery rate is at most 5 %.

    That is the expected share of false alarms, 0 where none is raised: without drift at most 5
    days in 100 have one. Independent tests: Benjamini and Hochberg (1995); positively dependent:
    Benjamini and Yekutieli (2001). Columns of one delivery promise neither.
    DriftError: p outside 0 to 1, NaN.
    """
    p = np.asarray(p_values, dtype=np.float64)
    if not ((p >= 0) & (p <= 1)).all():
        message = f"p-values lie between 0 and 1, got {p.tolist()}. Leave out what was not tested."
        raise DriftError(message)
    order = np.argsort(p)[::-1]
    scaled = p[order] * p.size / np.arange(p.size, 0, -1)
    q = np.empty_like(p)
    q[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return q


def _lot_codes(lots: ArrayLike, numbers: Values) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(code of each row's lot, rows of each lot)."""
    names = np.asarray(lots)
    if names.shape != numbers.shape:
        message = f"{names.size} lots for {numbers.size} values; each value needs its lot."
        raise DriftError(message)
    _, code, size = np.unique(names, return_inverse=True, return_counts=True)
    return code, size
