"""Whether `validate` finds the errors that were planted in sales it never saw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from classroom.marker.work import Found, Work, judged, linear

if TYPE_CHECKING:
    import polars as pl

PROBE, STEP = "validating", "validate"
NONE_AT = 0.5
FULL_AT = {"missing": 0.99, "negative": 0.99, "cents": 0.95, "inflated": 0.9}
# Shares of right sales that are flagged.
QUIET_FULL, QUIET_NONE = 0.005, 0.03


def found(work: Work) -> dict[str, Found]:
    """A share per kind of error, and one for the right sales left in peace."""
    name = str(work.seeds[0])
    heard = work.heard(PROBE, sales=str(work.tables.file(name, "sales")))
    kinds, right = planted(work.tables.read(name, "errors"), work.tables.read(name, "sales"))
    parts = {
        kind: judged(heard, STEP, partial(recalled, ids, FULL_AT[kind]))
        for kind, ids in kinds.items()
    }
    some = any(one.share for one in parts.values())
    silent = Found(0.0, "it names no planted error, so its silence is worth nothing")
    return {**parts, "quiet": judged(heard, STEP, partial(quiet, right)) if some else silent}


def planted(errors: pl.DataFrame, sales: pl.DataFrame) -> tuple[dict[str, set[int]], set[int]]:
    """The ids of each kind of planted error, and those of all other sales."""
    import polars as pl

    factor = pl.col("published_usd") / pl.col("paid_usd")
    rules = {
        "missing": pl.col("published_usd").is_null(),
        "negative": pl.col("published_usd") < 0,
        "cents": factor > 50,
        "inflated": factor.is_between(7, 50),
    }
    kinds = {kind: set(errors.filter(rule)["sale_id"]) for kind, rule in rules.items()}
    return kinds, set(sales["sale_id"]) - set(errors["sale_id"])


def recalled(ids: set[int], full_at: float, named: list[Any]) -> Found:
    """The share of these errors that was named."""
    recall = len(ids & _known(named)) / len(ids)
    share = linear(recall, none_at=NONE_AT, full_at=full_at)
    return Found(share, f"{recall:.1%} of {len(ids)} found")


def quiet(right: set[int], named: list[Any]) -> Found:
    """How few of the right sales were flagged."""
    flagged = len(right & _known(named)) / len(right)
    share = linear(flagged, none_at=QUIET_NONE, full_at=QUIET_FULL)
    return Found(share, f"{flagged:.2%} of {len(right)} right sales flagged")


def _known(named: list[Any]) -> set[int]:
    return {one for one in named if isinstance(one, int)}
