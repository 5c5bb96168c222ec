"""One table for a delivery: schema first, then quality, and only then drift.

A column in another unit has "drifted" by any test, and a column with planted nulls may look
steady. So a column is compared only when it means the same (schema) and is whole (quality);
the others keep their verdict and stay out of the count of tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import polars as pl

from cardshop.contract.fields import FIELDS
from cardshop.contract.units import AS_IS, best_conversion, grain
from cardshop.drift.by_lot import (
    GRID,
    Outcome,
    chi_square_by_lot,
    ks_by_lot,
    relabel,
    watson_by_lot,
)
from cardshop.drift.measures import DriftError, benjamini_hochberg, rotation_deg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cardshop.drift.by_lot import Relabelling

Kind = Literal["number", "angle", "category"]
LOT = "lot_id"
# Share of false alarms among the columns called drifted (Benjamini and Hochberg 1995).
FALSE_DISCOVERY_RATE = 0.05
TESTS = {"number": ks_by_lot, "angle": watson_by_lot, "category": chi_square_by_lot}
# What the model sees, and who sends it.
MONITORED: dict[str, Kind] = {
    "seller_country": "category",
    "language": "category",
    "height_m": "number",
    "weight_kg": "number",
    "rarity": "category",
    "hp": "number",
    "attack_damage": "number",
    "retreat_cost": "number",
    "grading_company": "category",
    "scan_hue_deg": "angle",
    "scan_saturation": "number",
    "scan_brightness": "number",
}
REPORT = {
    "column": pl.String,
    "kind": pl.String,
    "statistic": pl.Float64,
    "p_value": pl.Float64,
    "q_value": pl.Float64,
    "effect": pl.Float64,
    "unit": pl.String,
    "verdict": pl.String,
    "note": pl.String,
}


class Compared(NamedTuple):
    """One line of the report before the q-values are known."""

    column: str
    kind: Kind
    verdict: str
    note: str = ""
    tested: Outcome | None = None
    effect: float | None = None
    unit: str = ""


def drift_report(
    reference: pl.DataFrame,
    current: pl.DataFrame,
    *,
    seed: int,
    kinds: Mapping[str, Kind] = MONITORED,
    permutations: int = 400,
) -> pl.DataFrame:
    """Return a row a column: kind, statistic, p_value, q_value, effect in `unit`, verdict, note.

    verdict: schema, quality, drift (q <= FALSE_DISCOVERY_RATE) or stable; schema and quality
    columns are not tested. effect: moved mean, best rotation, or the share that moved most.
    Both frames hold lot_id; lots are assumed exchangeable, see `by_lot`. Raises DriftError.
    """
    _require(reference, current, len(kinds), permutations)
    lots = relabel(reference[LOT], current[LOT], permutations=permutations, seed=seed)
    lines = [_compare(name, kind, (reference, current), lots) for name, kind in kinds.items()]
    p_values = [line.tested.p_value for line in lines if line.tested]
    q_values = iter(benjamini_hochberg(p_values).tolist())
    rows = [_row(line, next(q_values) if line.tested else None) for line in lines]
    return pl.DataFrame(rows, schema=REPORT, orient="row")


def _require(reference: pl.DataFrame, current: pl.DataFrame, tests: int, permutations: int) -> None:
    for name, frame in (("reference", reference), ("current", current)):
        if LOT not in frame.columns or frame[LOT].null_count() or frame.is_empty():
            message = (
                f"the {name} frame needs rows and a {LOT} in each. Accept it with quarantine()."
            )
            raise DriftError(message)
    fewest = int(np.ceil(tests / FALSE_DISCOVERY_RATE)) - 1
    if permutations < fewest:
        what = f"{permutations} permutations cannot find one drifted column among {tests}"
        message = f"{what}: p is never below 1/{permutations + 1}. Take {fewest} or more."
        raise DriftError(message)


def _compare(
    name: str, kind: Kind, frames: tuple[pl.DataFrame, pl.DataFrame], lots: Relabelling
) -> Compared:
    for frame, called in zip(frames, ("reference", "delivery"), strict=True):
        if name not in frame.columns:
            return Compared(name, kind, "schema", f"missing in the {called}")
    ours, theirs = frames[0][name], frames[1][name]
    if note := _schema_note(kind, ours, theirs):
        return Compared(name, kind, "schema", note)
    if note := _quality_note(name, kind, ours, theirs):
        return Compared(name, kind, "quality", note)
    if ours.null_count() or theirs.null_count():
        lots = lots.keep(ours.is_not_null().to_numpy(), theirs.is_not_null().to_numpy())
        ours, theirs = ours.drop_nulls(), theirs.drop_nulls()
    effect, unit = _effect(kind, ours, theirs)
    return Compared(name, kind, "", "", TESTS[kind](ours, theirs, lots), effect, unit)


def _schema_note(kind: Kind, ours: pl.Series, theirs: pl.Series) -> str:
    if kind == "category":
        return ""
    for side in (ours, theirs):
        if not side.dtype.is_numeric():
            return f"holds {side.dtype}; numbers are needed"
    conversion, _ = best_conversion(_sorted(ours), _sorted(theirs), _unit(ours.name))
    if conversion != AS_IS:
        return f"fits after {conversion.in_words()}"
    step = grain(_sorted(ours))
    # 23.6 inches are 0.59944 m: beside our 0.6 the test would see every card moved.
    if ours.n_unique() <= GRID and step > grain(_sorted(theirs)):
        return f"moves in steps of {step:g} in the reference alone: round it to compare"
    return ""


def _quality_note(name: str, kind: Kind, ours: pl.Series, theirs: pl.Series) -> str:
    """Missing values that the contract does not allow, or nothing left to compare."""
    nullable = name in FIELDS and FIELDS[name].nullable
    for side, called in ((ours, "reference"), (theirs, "delivery")):
        lost = side.null_count() + (0 if kind == "category" else int((~side.is_finite()).sum()))
        if lost == len(side) or (lost and not nullable):
            return f"{lost} of {len(side)} values of the {called} are missing: quarantine first"
    return ""


def _unit(name: str) -> str:
    return FIELDS[name].unit if name in FIELDS else ""


def _sorted(values: pl.Series) -> NDArray[np.float64]:
    numbers = values.cast(pl.Float64)
    return numbers.filter(numbers.is_finite()).sort().to_numpy()


def _effect(kind: Kind, ours: pl.Series, theirs: pl.Series) -> tuple[float, str]:
    """The size of the change in terms that a shopkeeper can judge."""
    if kind == "number":
        moved = theirs.to_numpy().mean() - ours.to_numpy().mean()
        return float(moved), _unit(ours.name)
    if kind == "angle":
        return rotation_deg(ours, theirs), "degrees"
    names, code = np.unique(pl.concat([ours, theirs]).to_numpy(), return_inverse=True)
    counts = [np.bincount(side, minlength=names.size) for side in np.split(code, [len(ours)])]
    points = 100 * (counts[1] / len(theirs) - counts[0] / len(ours))
    most = int(np.abs(points).argmax())
    return float(points[most]), f"points of share of {names[most]}"


def _row(line: Compared, q_value: float | None) -> tuple[object, ...]:
    statistic, p_value = line.tested or (None, None)
    tested = "drift" if q_value is not None and q_value <= FALSE_DISCOVERY_RATE else "stable"
    verdict = line.verdict or tested
    measured = (statistic, p_value, q_value, line.effect, line.unit)
    return line.column, line.kind, *measured, verdict, line.note
