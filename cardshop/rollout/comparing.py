"""Is the challenger cheaper? Read at looks that were fixed beforehand, by lots, in dollars a card.

Both answer the same cards, so that only the difference of each card is judged. Truth is known of
two kinds of card: what went to the desk (all of them, the hard ones), and what the audit drew at
random from the filed ones. Each labelled card counts for as many of its day and kind as have no
label (Horvitz and Thompson 1952), so both kinds have the weight that they have in the stream.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import polars as pl

from cardshop.artifact import DESK, FILE
from cardshop.evaluation import DESK_USD, MISFILE_USD, Interval, stopping_limits
from cardshop.monitoring.outcome_alerts import AUDIT_A_DAY
from cardshop.rollout.refusals import RolloutError
from cardshop.rollout.shadowing import CHALLENGER, CHAMPION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

LOT = "lot"
DAY_MS = 86_400_000
# A spread from fewer is none; `evaluation.ab` refuses the same.
FEWEST_LOTS = 5
# Of a day's cards at the desk; a few are lost on the way, and nobody waits for them for ever.
DESK_LABELLED = 0.95
CARD = ("request_id", "position")
# Who may tell the truth of a card that the service filed, or sent to the desk. A complaint is
# about wrong cards alone, whichever model wrote them: it would make every challenger look good.
BELIEVED = {FILE: ("audit",), DESK: ("desk", "audit")}
Verdict = Literal["challenger", "champion", "no difference found", "go on"]
BIASES = (
    "Labels of the desk alone flatter a challenger: they show its gain on hard cards alone.",
    "Complaints are left out: they tell of wrong cards alone, and of the champion's.",
    "The desk and the audit are taken to be right.",
    "Lots are the sample, so the range speaks of other boxes of these lines, not of new species.",
    "A comparison that stops early overstates the difference; its range holds for all looks.",
    "Cards that the challenger was trained on say nothing about it.",
)


@dataclass(frozen=True)
class Plan:
    """When to look, fixed before the first look: after each `lots_a_look` lots, `looks` times."""

    looks: int
    lots_a_look: int
    level: float = 0.95
    # The p-value at or below which each look decides (O'Brien and Fleming 1979).
    limits: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Raises RolloutError for a look at fewer than FEWEST_LOTS lots."""
        if self.lots_a_look < FEWEST_LOTS:
            message = f"{self.lots_a_look} lots a look; {FEWEST_LOTS} or more are needed. "
            raise RolloutError(message + "Look less often.")
        limits = stopping_limits(self.looks, level=self.level)["p_value"].to_list()
        object.__setattr__(self, "limits", tuple(limits))


class Comparison(NamedTuple):
    """What the looks so far say; dollars a card, above 0 where the challenger is cheaper.

    gain: at the look that decided, or at the last one, with the range that holds for all looks
    together; None before the first. table: a row a look that is due: look, lots, gain_usd, low,
    high, p_value, limit. lots: how many are labelled; waiting: cards of days whose labels are
    incomplete. desk_alone_usd, audit_alone_usd: what either kind of label alone would say.
    """

    verdict: Verdict
    gain: Interval | None
    table: pl.DataFrame
    lots: int
    waiting: int
    desk_alone_usd: float | None
    audit_alone_usd: float | None


def compare(replayed: pl.DataFrame, truths: pl.DataFrame, plan: Plan) -> Comparison:
    """The plan carried out on what is known now; the same data give the same answer again.

    replayed: of `replay`. truths: one a card, request_id, position, card_type, source
    (`monitoring.known`). Lots count in the order in which they came. A look that crossed its limit
    decides, whatever comes later. Raises RolloutError for two truths of a card.
    """
    cards = gains(replayed, truths)
    done = cards.filter("ready")
    lots = _by_lot(done)
    table = _looks(lots, plan)
    alone = [_mean(cards, kind) for kind in (DESK, FILE)]
    verdict, at = _verdict(table, plan)
    return Comparison(
        verdict=verdict,
        gain=_interval(table.row(at, named=True), plan) if table.height else None,
        table=table,
        lots=lots.height,
        waiting=cards.height - done.height,
        desk_alone_usd=alone[0],
        audit_alone_usd=alone[1],
    )


def gains(replayed: pl.DataFrame, truths: pl.DataFrame) -> pl.DataFrame:
    """The rows of `replayed` with truth, saved_usd, gain_usd and ready.

    saved_usd: what the challenger's answer saves on this card, null without a label. gain_usd: the
    same for all cards that its label stands for, 0 without one: its mean over cards is the mean
    gain. ready: the day's audit is complete, and nearly all its desk cards have labels.
    """
    fits = pl.any_horizontal(
        (pl.col("decision") == kind) & pl.col("source").is_in(list(sources))
        for kind, sources in BELIEVED.items()
    )
    if truths.select(CARD).is_duplicated().any():
        message = "a card has two truths; one is needed. Take them from `monitoring.known`."
        raise RolloutError(message)
    told = truths.select(*CARD, "source", truth="card_type")
    cards = replayed.join(told, on=list(CARD), how="left", maintain_order="left").with_columns(
        truth=pl.when(fits).then("truth"), day=pl.col("at_ms") // DAY_MS
    )
    saved = _cost(CHAMPION) - _cost(CHALLENGER)
    stratum = ["day", "decision"]
    labelled = pl.col("truth").is_not_null().sum().over(stratum)
    cards = cards.with_columns(
        saved_usd=pl.when(pl.col("truth").is_not_null()).then(saved),
        weight=pl.when(labelled > 0).then(pl.len().over(stratum) / labelled),
        labelled=labelled,
    )
    gain = (pl.col("saved_usd") * pl.col("weight")).fill_null(0.0)
    # A day read while its labels trickle in would be a look again at each of them.
    of_day = pl.len().over(stratum)
    audited = pl.min_horizontal(of_day, pl.lit(AUDIT_A_DAY))
    due = pl.when(pl.col("decision") == FILE).then(audited).otherwise(DESK_LABELLED * of_day)
    ready = (pl.col("labelled") >= due).all().over("day")
    return cards.with_columns(gain_usd=gain, ready=ready).drop(
        "day", "weight", "source", "labelled"
    )


def _cost(side: str) -> pl.Expr:
    wrong = pl.col(f"{side}_type") != pl.col("truth")
    filed = pl.when(wrong).then(MISFILE_USD).otherwise(0.0)
    return pl.when(pl.col(f"{side}_decision") == DESK).then(DESK_USD).otherwise(filed)


def _by_lot(cards: pl.DataFrame) -> pl.DataFrame:
    """A row a lot, in the order in which they came: gain_usd in all, cards."""
    lots = cards.group_by(LOT, maintain_order=True).agg(
        pl.col("gain_usd").sum(), cards=pl.len(), at_ms=pl.col("at_ms").min()
    )
    return lots.sort("at_ms", maintain_order=True)


def _looks(lots: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    due = min(plan.looks, lots.height // plan.lots_a_look)
    rows = []
    for look in range(1, due + 1):
        some = lots.head(look * plan.lots_a_look)
        limit = plan.limits[look - 1]
        rows.append((look, some.height, *_read(some, limit), limit))
    columns = {"look": pl.Int64, "lots": pl.Int64} | dict.fromkeys(
        ("gain_usd", "low", "high", "p_value", "limit"), pl.Float64
    )
    return pl.DataFrame(rows, schema=columns, orient="row")


def _read(lots: pl.DataFrame, limit: float) -> tuple[float, float, float, float]:
    """(gain a card, low, high, p-value) of a ratio of sums over lots (Cochran 1977, ch. 6)."""
    from scipy.stats import t

    total, cards = lots["gain_usd"].to_numpy(), lots["cards"].to_numpy()
    gain = float(total.sum() / cards.sum())
    spread = float((total - gain * cards).std(ddof=1))
    error = spread / cards.mean() / np.sqrt(lots.height)
    freedom = lots.height - 1
    # As wide as the limit is strict, at every look (Jennison and Turnbull 1989).
    half = float(t.isf(limit / 2, freedom)) * error
    # Two that never differ: no finding.
    p_value = float(2 * t.sf(abs(gain) / error, freedom)) if error > 0 else 1.0
    return gain, gain - half, gain + half, p_value


def _verdict(table: pl.DataFrame, plan: Plan) -> tuple[Verdict, int]:
    """(the verdict, the row of the look that it comes from)."""
    for at, (gain, p_value, limit) in enumerate(
        table.select("gain_usd", "p_value", "limit").iter_rows()
    ):
        if p_value <= limit:
            return ("challenger" if gain > 0 else "champion"), at
    return ("no difference found" if table.height == plan.looks else "go on"), table.height - 1


def _interval(look: dict[str, float], plan: Plan) -> Interval:
    return Interval(look["gain_usd"], look["low"], look["high"], plan.level, LOT, int(look["lots"]))


def _mean(cards: pl.DataFrame, kind: str) -> float | None:
    found = cards.filter(pl.col("decision") == kind)["saved_usd"].drop_nulls().to_numpy()
    return float(found.mean()) if found.size else None
