"""Alert fatigue: whom the rules wake on days without a fault."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import load_cards
from cardshop.monitoring import (
    MonitoringError,
    deal_week,
    fatigue,
    judge_burn,
    lots_of,
    naive_alarms,
    our_alarms,
)
from cardshop.monitoring.fatigue import MONDAY_MS, OPENS_MS
from cardshop.monitoring.levels import BURN_RULES, DAY_MS, HOUR_MS, Window
from monitored import journal, row

SENT = ("hp", "attack_damage", "language", "rarity", "scan_hue_deg", "scan_saturation",
        "scan_brightness")  # fmt: skip


def pool(n_lots: int) -> pl.DataFrame:
    """The catalogue's first lots, filed as what they are but for a quarter at the desk."""
    cards = load_cards().head(25 * n_lots)
    drawn = np.random.default_rng(0).random(cards.height) < 0.25
    rows = [
        row(
            at,
            sent={name: card[name] for name in SENT},
            client_request_id=f"{card['lot_id']}/{at}",
            card_type=card["card_type"],
            decision="desk" if drawn[at] else "file",
        )
        for at, card in enumerate(cards.to_dicts())
    ]
    return journal(*rows)


def test_a_week_is_dealt_from_whole_lots_and_every_lot_lies_in_one_place():
    week = deal_week(pool(21), seed=3, lots_a_day=3)
    parts = [set(lots_of(one)) for one in (week.reference, *week.days)]
    assert [len(one) for one in parts] == [3] * 7
    assert len(set.union(*parts)) == 21
    assert sum(one.height for one in (week.reference, *week.days)) == 21 * 25
    for at, day in enumerate(week.days):
        since_opening = day["at_ms"] - MONDAY_MS - at * DAY_MS - OPENS_MS
        assert since_opening.is_between(0, 10 * HOUR_MS).all()
    assert week.reference["at_ms"].max() < MONDAY_MS
    assert deal_week(pool(21), seed=3, lots_a_day=3).days[2].equals(week.days[2])


def test_a_pool_of_too_few_lots_is_refused_in_one_line():
    with pytest.raises(MonitoringError, match="20 lots; 21 are needed for 6 days"):
        deal_week(pool(20), seed=0, lots_a_day=3)
    with pytest.raises(MonitoringError, match="1 weeks; 2 or more"):
        fatigue(pool(21), weeks=1, seed=0, lots_a_day=3)


def test_a_fault_is_seen_by_both_sets():
    week = deal_week(pool(84), seed=1, lots_a_day=12)
    stuck = week._replace(
        days=tuple(one.with_columns(card_type=pl.lit("Fire")) for one in week.days)
    )
    assert ("page", "one-class") in our_alarms(stuck)
    bright = pl.col("card").str.replace(r'"scan_brightness": [0-9.]+', '"scan_brightness": 0.05')
    dark = week._replace(days=tuple(one.with_columns(bright) for one in week.days))
    assert ("page", "scan_brightness by row") in naive_alarms(dark)


def test_a_watch_over_shifts_is_asked_once_a_day():
    week = deal_week(pool(21), seed=1, lots_a_day=3)
    shift = {
        "column": "hp", "statistic": 1.0, "adjusted_p": 0.01, "effect": 9.0,
        "unit": "hit points", "harm_points": 3.0, "harm_usd": 0.01, "severity": "ticket",
    }  # fmt: skip
    asked = []

    def watch(reference: pl.DataFrame, day: pl.DataFrame) -> pl.DataFrame:
        asked.append((reference.height, day.height))
        return pl.DataFrame([shift])

    told = our_alarms(week, watch=watch)
    assert asked == [(75, 75)] * 6
    assert told.count(("ticket", "drift")) == 6


@pytest.mark.slow
@pytest.mark.recorded
def test_without_a_fault_the_naive_set_wakes_people_every_week_and_this_one_does_not():
    found = fatigue(pool(480), weeks=2, seed=0, lots_a_day=40)
    naive, pages, tickets = found.iter_rows(named=True)
    assert naive["a_week"] > 5
    assert pages["alarms"] == 0
    assert pages["high"] == pytest.approx(1.84, abs=0.01)
    assert tickets["alarms"] <= 1


def test_a_promise_that_is_kept_exactly_rarely_pages():
    # Many looks at each size of traffic, every one at a burn of 1: no rule may fire often.
    random, rule = np.random.default_rng(2), BURN_RULES[0]
    fired = {}
    for cards in (5, 20, 200, 1000):
        looks = [
            judge_burn(rule, Window(cards, bad, cards, bad), Window(1, bad > 0, 1, bad > 0))
            for bad in random.binomial(cards, 0.001, size=2000).tolist()
        ]
        fired[cards] = sum(bool(look[-2]) for look in looks)
    assert len(fired) == 4
    assert max(fired.values()) <= 6
