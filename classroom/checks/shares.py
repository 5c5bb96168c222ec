"""A share in two groups of rows, and how sure their difference is when rows come in clusters."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any, NamedTuple

import polars as pl

Z = 1.96


class Clustered(NamedTuple):
    """A table of rows, the column of true and false that is counted, and what rows share."""

    table: pl.DataFrame
    outcome: str
    cluster: str


class Difference(NamedTuple):
    """Shares in two groups, their difference, the half of its 95 % interval: percentage points.

    `half_apart` takes a cluster with rows in both groups for two; `of_clusters` holds the first
    three where each cluster counts once, whatever its size.
    """

    share: float
    other_share: float
    points: float
    half: float
    half_apart: float
    of_clusters: tuple[float, float, float]

    def signs(self, near: float) -> set[int]:
        """The signs that may be claimed: 0 where the interval holds 0, two where one end is near.

        `near` is a part of the half-width.
        """
        low, high = self.points - self.half, self.points + self.half
        shifted = [(low + part, high + part) for part in (-near * self.half, 0, near * self.half)]
        return {1 if one > 0 else -1 if other < 0 else 0 for one, other in shifted}


def inside(column: str, part: list[Any]) -> pl.Expr:
    """Whether a row is in a group: its word is listed, or its number lies in [low, high].

    Both ends are inside, None is no end, and a null cell is in no group.
    """
    cell = pl.col(column)
    if isinstance(part[0], str):
        return cell.is_in(list(part)).fill_null(value=False)
    low, high = part
    ends = [cell.is_not_null()]
    ends += [cell >= low] if low is not None else []
    ends += [cell <= high] if high is not None else []
    return pl.all_horizontal(ends).fill_null(value=False)


def unfit(values: pl.Series, part: list[Any]) -> str:
    """What keeps a list from being a group of a column with these values, as a clause, or nothing.

    Of text a list of words that it holds; of numbers [lowest, highest], each of which may be None.
    """
    if values.dtype == pl.String:
        known = sorted(values.drop_nulls().unique().to_list())
        odd = [one for one in part if one not in known] or ["no word"]
        if part and odd == ["no word"]:
            return ""
        return f"holds {str(odd[0])[:40]!r}; the words are {', '.join(known)}"
    fits = [one is None or (isinstance(one, Real) and not isinstance(one, bool)) for one in part]
    if len(part) != 2 or not all(fits):
        return f"is {str(list(part))[:40]}; [lowest, highest] is asked for, None for no end"
    return ""


def difference(rows: Clustered, group: pl.Expr, other: pl.Expr) -> Difference:
    """The difference of two shares; its interval is linearised, summed by cluster."""
    true, shares, pulls, alone = pl.col(rows.outcome).cast(pl.Float64), [], [], []
    for sign, part in ((1, group), (-1, other)):
        chosen = rows.table.filter(part)
        share = chosen.select(true.mean()).item()
        shares.append(100 * share)
        pull = sign * (true - share) / chosen.height
        homes = chosen.group_by(rows.cluster).agg(pull.sum().alias("pull"), true.mean())
        pulls.append(homes.select(rows.cluster, "pull"))
        alone.append(100 * homes.select(pl.col(rows.outcome).mean()).item())
    both = pl.concat(pulls)
    summed = both.group_by(rows.cluster).agg(pl.col("pull").sum())
    half, apart = (100 * Z * math.sqrt((one["pull"] ** 2).sum()) for one in (summed, both))
    (share, other), (one, two) = shares, alone
    return Difference(share, other, share - other, half, apart, (one, two, one - two))
