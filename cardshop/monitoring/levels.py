"""What the shop promises, how much of it is used up, and when that wakes somebody.

Promised (30 days): 99.9 % of cards answered well. The rest is the error budget. Burning it at rate
1 uses it up in exactly 30 days; an alert needs a long window (it matters) and a short one
(it goes on): Google, The Site Reliability Workbook, chapter 5, "Alerting on SLOs",
https://sre.google/workbook/alerting-on-slos/, whose pairs of windows these are.

Its figures ("2 % of the budget in an hour") are for traffic around the clock. A shop that is open
every day for 10 of 24 hours has 300 open hours in 30 days: an hour at rate 14.4 takes 4.8 %.

With few requests the rates say little: of 20 cards in an hour one late one burns at 50. The
Workbook advises to make traffic, join services, or lower the promise; here an alert also needs so
many bad *requests* that a service which keeps its promise exactly would show them in fewer than
one look of 1,000 (BY_CHANCE). The promise is per card: a tray of 25 may be bad 25 times as often.
So it is binomial over the requests, each with at most the allowed chance times its cards, as if
requests failed one by one; a bad second that takes ten of them is likelier than that. Neither one
card nor one slow tray wakes anybody. The price: a slow burn at little traffic is seen late, or in
the budget alone.

The journal knows answered cards. What the service refused or failed (500, 503, 429) is in its log:
`service_log.answered` puts both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import polars as pl

from cardshop.monitoring.refusals import MonitoringError

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
# The gate closes so long after the photo, milliseconds; story.
GATE_MS = 100.0
FILED = "file"
# Looks of a service that keeps its promise exactly, in which a rule may fire.
BY_CHANCE = 0.001
Severity = Literal["page", "ticket"]


@dataclass(frozen=True, kw_only=True)
class Level:
    """A promise: a share that has to be reached or not passed, over so many days."""

    name: str
    limit: float
    days: int
    at_least: bool

    def in_words(self) -> str:
        """The promise: "good at least 99.9 % in 30 days"."""
        side = "at least" if self.at_least else "at most"
        return f"{self.name} {side} {100 * self.limit:g} % in {self.days} days"


GOOD = Level(name="good", limit=0.999, days=30, at_least=True)
MISFILED = Level(name="misfiled", limit=0.10, days=14, at_least=False)
DESK_SHARE = Level(name="desk share", limit=0.45, days=30, at_least=False)


class BurnRule(NamedTuple):
    """Alert where the budget burns at `rate` or faster in both windows, minutes."""

    severity: Severity
    rate: float
    long_min: int
    short_min: int


BURN_RULES = (
    BurnRule("page", 14.4, 60, 5),
    BurnRule("page", 6.0, 360, 30),
    BurnRule("ticket", 3.0, 1440, 120),
    BurnRule("ticket", 1.0, 4320, 360),
)
BURN = pl.Schema(
    {
        "severity": pl.String,
        "rate": pl.Float64,
        "long_min": pl.Int64,
        "short_min": pl.Int64,
        "cards": pl.Int64,
        "bad": pl.Int64,
        "requests": pl.Int64,
        "bad_requests": pl.Int64,
        "burn_long": pl.Float64,
        "burn_short": pl.Float64,
        "fires": pl.Boolean,
        "note": pl.String,
    }
)


class Window(NamedTuple):
    """What a window of time holds; a request is bad when one of its cards is."""

    cards: int
    bad: int
    requests: int
    bad_requests: int


class Budget(NamedTuple):
    """The error budget of a level's days: bad cards allowed and had, and the share that is left.

    left: 1 is untouched, 0 used up, below 0 overdrawn; None without a card. days: what the
    journal covers of the level's days; allowed grows with the cards unless they were planned.
    """

    cards: int
    bad: int
    allowed: float
    left: float | None
    days: float


def is_bad() -> pl.Expr:
    """Whether a card was not answered well: failed, late, or after the gate had closed.

    A card without a latency (refused, timed out by somebody else) is judged by its status alone.
    """
    slow = (pl.col("latency_ms") >= GATE_MS).fill_null(value=False)
    return (pl.col("status") >= 500) | slow | (pl.col("reason") == "late").fill_null(value=False)


# Late and failed cards go to the desk, whatever decision is written.
IS_FILED = (pl.col("decision") == FILED) & ~is_bad()


def budget(
    journal: pl.DataFrame,
    *,
    until_ms: int,
    level: Level = GOOD,
    planned_cards: int | None = None,
) -> Budget:
    """The error budget of the level's days before `until_ms`.

    planned_cards: of all those days (300,000 at 10,000 a day); None takes the cards that came, so
    that a young journal has a small budget. Rows after `until_ms` (a wrong clock) are left out.
    """
    if level is not GOOD:
        raise MonitoringError(f"{level.in_words()} has no budget of cards; GOOD has.")
    found = _before(journal, until_ms, level.days * 24 * 60)
    bad = found.filter(is_bad()).height
    allowed = (1 - level.limit) * (planned_cards or found.height)
    days = 0.0 if found.is_empty() else (until_ms - int(found["at_ms"].min())) / DAY_MS  # pyrefly: ignore
    return Budget(found.height, bad, allowed, 1 - bad / allowed if allowed else None, days)


def burn_rates(journal: pl.DataFrame, *, until_ms: int, level: Level = GOOD) -> pl.DataFrame:
    """A row a rule of BURN_RULES: how fast the budget burns, and whether the rule fires.

    cards, bad, requests, bad_requests: of the long window. burn: bad share over allowed share;
    null without a card. fires: both rates reached, beyond BY_CHANCE. note: why not, in words.
    """
    rows = [
        judge_burn(rule, *(_window(journal, until_ms, one) for one in rule[2:]), level=level)
        for rule in BURN_RULES
    ]
    return pl.DataFrame(rows, schema=BURN, orient="row")


def since(journal: pl.DataFrame, start_ms: int) -> pl.DataFrame:
    """The rows from a moment on."""
    return journal.filter(pl.col("at_ms") >= start_ms)


def judge_burn(
    rule: BurnRule, long: Window, short: Window, *, level: Level = GOOD
) -> tuple[object, ...]:
    """A row of BURN from what both windows hold, however it was counted."""
    allowed = 1 - level.limit
    rates = _rate(long, allowed), _rate(short, allowed)
    fast = all(rate is not None and rate >= rule.rate for rate in rates)
    note = "" if long.cards else "no card in the window"
    if fast and _chance(long, allowed) >= BY_CHANCE:
        note = f"{long.bad_requests} bad of {long.requests} requests: may be chance"
    return *rule, *long, *rates, fast and not note, note


def _chance(window: Window, allowed: float) -> float:
    """Of as many bad requests or more, each with at most the allowed chance times its cards.

    At most, for cards that fail together; of trays of unequal size the mean (Hoeffding 1956).
    """
    from scipy.stats import binom

    of_a_request = min(1.0, allowed * window.cards / window.requests)
    return float(binom.sf(window.bad_requests - 1, window.requests, of_a_request))


def _window(journal: pl.DataFrame, until_ms: int, minutes: int) -> Window:
    found = _before(journal, until_ms, minutes)
    bad = found.filter(is_bad())
    each = found["request_id"].n_unique(), bad["request_id"].n_unique()
    return Window(found.height, bad.height, *each)


def _rate(window: Window, allowed: float) -> float | None:
    return window.bad / window.cards / allowed if window.cards else None


def _before(journal: pl.DataFrame, until_ms: int, minutes: int) -> pl.DataFrame:
    start_ms = until_ms - minutes * MINUTE_MS
    return journal.filter(pl.col("at_ms").is_between(start_ms, until_ms, closed="left"))
