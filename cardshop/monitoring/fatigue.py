"""How often rules cry wolf: the same days without any fault, watched by two sets of rules.

The naive set tests every column by row at p < .05 once a day, and holds the promises of a month
against single hours. Rows of a lot are alike, so the first alarms more often than it says; an hour
has few cards, so the second breaks by chance. Nobody can act on either, and people who are woken
for nothing stop reading: that is the cost, and it is why pages a week are a measure of quality.

A week is dealt from lots that were answered well: some are the reference, the others come in on
six open days at random moments. So by construction nothing drifts, between days or from the
reference. The interval is over deals of *this* pool: another shop has other lots.

Measured on the 160 lots of data/deliveries/clean.csv, answered by the first model, 500 cards a day,
20 weeks: naive 9.6 pages a week (8.5 to 10.6), most of them language, which is alike within a lot;
ours no page and no ticket (0 to 0.18), without labels and without a watch over shifts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cardshop.drift import MONITORED
from cardshop.journal import cards as cards_of
from cardshop.monitoring.alerts import alerts
from cardshop.monitoring.levels import DAY_MS, DESK_SHARE, GATE_MS, GOOD, HOUR_MS, IS_FILED, is_bad
from cardshop.monitoring.lots import LOT, lots_of
from cardshop.monitoring.refusals import MonitoringError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

OPEN_DAYS, OPEN_HOURS, OPENS_MS = 6, 10, 8 * HOUR_MS
# Monday, 5 January 2026, midnight UTC.
MONDAY_MS = 1_767_571_200_000
# A station scans a card in 15 s, a lot in about six minutes.
CARD_MS = 15_000
# A healthy service spends half of its budget: cards that fail alone and by chance.
HEALTHY_BAD = (1 - GOOD.limit) / 2
NAIVE_P = 0.05
FATIGUE = pl.Schema(
    {
        "rules": pl.String,
        "severity": pl.String,
        "weeks": pl.Int64,
        "alarms": pl.Int64,
        "a_week": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "subjects": pl.String,
    }
)
# The shifts of a day against the reference, as `shift.shifts` tells them; both are journals.
Watch = Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame | None]
Alarm = tuple[str, str]


class Week(NamedTuple):
    """A reference and six days, all of them journals of lots from one pool."""

    reference: pl.DataFrame
    days: tuple[pl.DataFrame, ...]


def fatigue(
    pool: pl.DataFrame,
    *,
    weeks: int,
    seed: int,
    lots_a_day: int = 40,
    watch: Watch | None = None,
) -> pl.DataFrame:
    """A row each for naive pages, our pages, our tickets: alarms a week without a fault.

    pool: a journal of cards that were answered well, with lots. Naive: an alarm a column and day,
    or a broken hour. Ours: `alerts` at the end of every open hour, a subject once a day. low, high:
    95 % over weeks (t), and exact Poisson where every week had none. Raises MonitoringError.
    """
    if weeks < 2:
        raise MonitoringError(f"{weeks} weeks; 2 or more are needed for an interval. Take 20.")
    dealt = [deal_week(pool, seed=seed + at, lots_a_day=lots_a_day) for at in range(weeks)]
    naive = [naive_alarms(week) for week in dealt]
    ours = [our_alarms(week, watch=watch) for week in dealt]
    sets = [("naive", "page", naive), ("ours", "page", ours), ("ours", "ticket", ours)]
    return pl.DataFrame([_line(*one) for one in sets], schema=FATIGUE, orient="row")


def deal_week(pool: pl.DataFrame, *, seed: int, lots_a_day: int) -> Week:
    """A week without drift: whole lots of the pool, each in one place, at random moments.

    Every card is a request of its own, as the stations send it; HEALTHY_BAD of them are late.
    Raises MonitoringError where fewer lots are left for the reference than a day has.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    named = pool.with_columns(lots_of(pool).alias(LOT))
    lots = random.permutation(named[LOT].unique(maintain_order=True).to_numpy())
    wanted = (OPEN_DAYS + 1) * lots_a_day
    if lots.size < wanted:
        message = f"{lots.size} lots; {wanted} are needed for {OPEN_DAYS} days and a reference of "
        raise MonitoringError(message + f"{lots_a_day} lots. Take fewer lots a day.")
    days = lots[: OPEN_DAYS * lots_a_day].reshape(OPEN_DAYS, lots_a_day)
    rest = lots[OPEN_DAYS * lots_a_day :]
    # The reference lies in the weeks before.
    made = [_opened(named, rest, MONDAY_MS - 30 * DAY_MS, random)]
    made += [_opened(named, day, MONDAY_MS + at * DAY_MS, random) for at, day in enumerate(days)]
    return Week(made[0], tuple(made[1:]))


def naive_alarms(week: Week) -> list[Alarm]:
    """(page, subject) of each alarm of the naive set: columns once a day, promises by the hour."""
    told = [alarm for day in week.days for alarm in _by_row(week.reference, day)]
    return told + [alarm for day in week.days for alarm in _by_hour(day)]


def our_alarms(week: Week, *, watch: Watch | None = None) -> list[Alarm]:
    """(severity, subject) of each alert, looked for every open hour and told once a day."""
    told: list[Alarm] = []
    seen = week.days[0].clear()
    for at, day in enumerate(week.days):
        seen = pl.concat([seen, day])
        opens_ms = MONDAY_MS + at * DAY_MS + OPENS_MS
        shifts = watch(week.reference, day) if watch else None
        ends_ms = [opens_ms + hour * HOUR_MS for hour in range(1, OPEN_HOURS + 1)]
        found = [
            alerts(seen, until_ms=end, shifts=shifts if end == ends_ms[-1] else None)
            for end in ends_ms
        ]
        told += sorted({(one.severity, one.subject) for hour in found for one in hour})
    return told


def _opened(pool: pl.DataFrame, lots: NDArray, midnight_ms: int, random: Generator) -> pl.DataFrame:
    """The cards of these lots, each lot begun at a random moment of the open hours."""
    latest_ms = OPEN_HOURS * HOUR_MS - 30 * CARD_MS
    starts = midnight_ms + OPENS_MS + random.integers(0, latest_ms, lots.size)
    begun = pl.DataFrame({LOT: lots, "begun_ms": starts})
    rows = pool.join(begun, on=LOT).with_columns(place=pl.int_range(pl.len()).over(LOT))
    bad = pl.Series(random.random(rows.height) < HEALTHY_BAD)
    name = pl.format("{}/{}", LOT, pl.col("place") + 1)
    moved = rows.with_columns(
        request_id=pl.format("{}-{}", pl.lit(midnight_ms), name),
        client_request_id=name,
        position=pl.lit(0, pl.Int64),
        at_ms=pl.col("begun_ms") + CARD_MS * pl.col("place"),
        latency_ms=pl.when(bad).then(GATE_MS).otherwise(pl.lit(5.0)),
    )
    return moved.select(pool.drop(LOT).columns).sort("at_ms")


def _by_row(reference: pl.DataFrame, day: pl.DataFrame) -> list[Alarm]:
    """KS and chi-square as if every card were a lot of its own, each column at p < .05."""
    from scipy.stats import chi2_contingency, ks_2samp

    ours, theirs = cards_of(reference), cards_of(day)
    told = []
    for name, kind in MONITORED.items():
        sides = ours[name].drop_nulls(), theirs[name].drop_nulls()
        if min(len(one) for one in sides) == 0:
            continue
        test = chi2_contingency if kind == "category" else ks_2samp
        given = (_table(*sides),) if kind == "category" else sides
        if test(*given).pvalue < NAIVE_P:
            told.append(("page", f"{name} by row"))
    return told


def _table(ours: pl.Series, theirs: pl.Series) -> NDArray:
    import numpy as np

    names, code = np.unique(pl.concat([ours, theirs]).to_numpy(), return_inverse=True)
    halves = np.split(code, [len(ours)])
    return np.array([np.bincount(side, minlength=names.size) for side in halves])


def _by_hour(day: pl.DataFrame) -> list[Alarm]:
    hours = day.group_by(pl.col("at_ms") // HOUR_MS).agg(
        desk=(~IS_FILED).mean(), bad=is_bad().mean()
    )
    desk = hours.filter(pl.col("desk") > DESK_SHARE.limit).height
    bad = hours.filter(pl.col("bad") > 1 - GOOD.limit).height
    return [("page", "desk share of an hour")] * desk + [("page", "bad cards of an hour")] * bad


def _line(rules: str, severity: str, weeks: Sequence[Sequence[Alarm]]) -> tuple[object, ...]:
    counts = [sum(one == severity for one, _ in week) for week in weeks]
    subjects = [subject for week in weeks for one, subject in week if one == severity]
    often = pl.Series("subject", subjects, pl.String).value_counts(sort=True)
    said = ", ".join(f"{subject} {count}" for subject, count in often.rows())
    low, high = _ends(counts)
    a_week = sum(counts) / len(counts)
    return rules, severity, len(counts), sum(counts), a_week, low, high, said


def _ends(counts: Sequence[int]) -> tuple[float, float]:
    """Alarms a week, 95 %: t over the weeks, at least 0; Poisson where no week had any."""
    from scipy.stats import chi2, t

    n, mean = len(counts), sum(counts) / len(counts)
    if not any(counts):
        return 0.0, float(chi2.ppf(0.975, 2)) / 2 / n
    spread = (sum((one - mean) ** 2 for one in counts) / (n - 1)) ** 0.5
    half = float(t.ppf(0.975, n - 1)) * spread / n**0.5
    return max(mean - half, 0.0), mean + half
