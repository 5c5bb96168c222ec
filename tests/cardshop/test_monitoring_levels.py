"""Service levels: the budget, how fast it burns, latency by window, and what the journal misses."""

from __future__ import annotations

import json

import polars as pl
import pytest
from scipy.stats import binom

from cardshop.monitoring import (
    BURN_RULES,
    BY_CHANCE,
    GOOD,
    MISFILED,
    MonitoringError,
    Window,
    budget,
    burn_rates,
    is_bad,
    judge_burn,
    latency_by_window,
)
from cardshop.monitoring.service_log import answered, read_log
from monitored import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, cards, journal, row

UNTIL_MS = NOON_MS + MINUTE_MS


def spread(count: int, *, minutes: int, start: int = 0, **changed) -> list[dict]:
    """Cards at even distances over the minutes before UNTIL_MS."""
    step = minutes * MINUTE_MS // count
    return [row(start + n, at_ms=UNTIL_MS - 1 - n * step, **changed) for n in range(count)]


def fires(*rows: dict) -> list[float]:
    found = burn_rates(journal(*rows), until_ms=UNTIL_MS)
    return found.filter(pl.col("fires"))["rate"].to_list()


def test_failed_late_and_slow_cards_break_the_promise():
    rows = journal(
        row(0),
        row(1, status=503),
        row(2, reason="late", decision="desk", card_type=None, latency_ms=99.0),
        row(3, latency_ms=100.0),
        row(4, latency_ms=99.999),
        row(5, status=404),
    )
    assert rows.select(is_bad()).to_series().to_list() == [False, True, True, True, False, False]


def test_the_budget_counts_the_last_thirty_days_and_what_is_left():
    rows = journal(*cards(1999), row(5000, status=500), row(6000, status=500, at_ms=0))
    found = budget(rows, until_ms=UNTIL_MS)
    assert (found.cards, found.bad) == (2000, 1)
    assert found.allowed == pytest.approx(2)
    assert found.left == pytest.approx(0.5)
    assert budget(rows, until_ms=UNTIL_MS, planned_cards=300_000).allowed == pytest.approx(300)


def test_an_overdrawn_budget_is_below_zero_and_an_empty_one_unknown():
    assert budget(journal(row(status=500)), until_ms=UNTIL_MS).left == pytest.approx(-999)
    assert budget(journal(), until_ms=UNTIL_MS) == (0, 0, 0.0, None, 0.0)


def test_only_the_level_of_good_cards_has_a_budget_of_cards():
    with pytest.raises(MonitoringError, match="misfiled at most 10 % in 14 days has no budget"):
        budget(journal(), until_ms=0, level=MISFILED)
    assert GOOD.in_words() == "good at least 99.9 % in 30 days"


def test_an_hour_that_burns_pages():
    good = spread(1000, minutes=60)
    assert fires(*good, *spread(20, minutes=60, start=2000, status=503)) == [14.4, 6, 3, 1]


def test_a_burn_that_is_over_pages_nobody():
    good = spread(1000, minutes=60)
    over = [row(2000 + n, at_ms=UNTIL_MS - 40 * MINUTE_MS, status=503) for n in range(30)]
    assert fires(*good, *over) == [3, 1]


def test_a_slow_burn_is_a_ticket():
    good = spread(4300, minutes=3 * 24 * 60)
    slow = spread(15, minutes=3 * 24 * 60, start=9000, latency_ms=300.0)
    assert fires(*good, *slow) == [1]


def test_rates_below_the_rule_fire_nothing():
    good = spread(10_000, minutes=4000)
    assert fires(*good, *spread(9, minutes=4000, start=20_000, status=503)) == []


def test_at_few_requests_one_bad_card_burns_fast_and_wakes_nobody():
    rows = [*spread(19, minutes=60), row(50, status=503)]
    found = burn_rates(journal(*rows), until_ms=UNTIL_MS)
    assert found["burn_long"][0] == pytest.approx(50)
    assert not found["fires"].any()
    assert found["note"][0] == ("1 bad of 20 requests: may be chance")


def test_one_slow_tray_is_one_bad_request():
    tray = [row(50, position=n, latency_ms=400.0) for n in range(25)]
    assert fires(*spread(100, minutes=60), *tray) == []
    trays = [one | {"request_id": f"t{n % 3}"} for n, one in enumerate(tray)]
    assert fires(*spread(100, minutes=60), *trays) == [14.4, 6, 3, 1]


@pytest.mark.parametrize("cards_a_tray", [1, 9, 25])
def test_a_promise_kept_exactly_card_by_card_fires_by_chance_alone(cards_a_tray):
    allowed, trays = 1 - GOOD.limit, 1500
    tray_is_bad = 1 - (1 - allowed) ** cards_a_tray
    for rule in BURN_RULES:
        seen = (Window(trays * cards_a_tray, bad, trays, bad) for bad in range(trays))
        fewest = next(one.bad for one in seen if judge_burn(rule, one, one)[-2])
        assert binom.sf(fewest - 1, trays, tray_is_bad) < BY_CHANCE


def test_an_empty_window_has_no_rate_and_says_so():
    found = burn_rates(journal(), until_ms=UNTIL_MS)
    assert found.height == len(BURN_RULES) == 4
    assert found["burn_long"].null_count() == 4
    assert set(found["note"]) == {"no card in the window"}
    old = burn_rates(journal(row(at_ms=UNTIL_MS - 2 * HOUR_MS)), until_ms=UNTIL_MS)
    assert old["burn_long"].to_list() == [None, 0, 0, 0]


def test_a_row_of_tomorrow_is_in_no_window():
    rows = journal(*[row(n, at_ms=UNTIL_MS + n, status=503) for n in range(9)])
    assert budget(rows, until_ms=UNTIL_MS).cards == 0
    assert not burn_rates(rows, until_ms=UNTIL_MS)["fires"].any()


def test_latency_is_summed_up_by_window_and_percentiles_need_cards():
    early = [row(n, at_ms=NOON_MS - DAY_MS, latency_ms=float(n)) for n in range(1, 101)]
    rows = journal(*early, row(200, latency_ms=7.0), row(201, latency_ms=None))
    found = latency_by_window(rows, minutes=60)
    assert found["from_ms"].is_sorted()
    assert found["cards"].to_list() == [100, 2]
    assert found.row(0)[2:5] == (51.0, 96.0, 100.0)
    assert found.row(1)[2:5] == (None, None, None)
    assert found["bad"].to_list() == [0.01, 0.0]


def test_windows_come_in_order_when_the_clock_went_back():
    rows = journal(row(0), row(1, at_ms=NOON_MS - DAY_MS), row(2))
    assert latency_by_window(rows)["cards"].to_list() == [1, 2]
    assert latency_by_window(journal()).height == 0
    with pytest.raises(MonitoringError, match="windows of 0 minutes; 1 or more"):
        latency_by_window(rows, minutes=0)


def log_line(request_id: str, **changed) -> str:
    about = {"request_id": request_id, "path": "/v1/predict", "method": "POST", "status": 200}
    about |= {"ms": 4.0, "cards": 1, "timestamp": "2026-09-21T14:13:20.000000Z"} | changed
    return json.dumps(about)


def test_what_the_service_refused_is_in_its_log_and_then_in_the_budget(tmp_path):
    path = tmp_path / "log"
    lines = [
        log_line("r000000", status=500),
        log_line("a", status=503, ms=1.0),
        log_line("b", status=500, cards=25, path="/v1/predict/batch"),
        log_line("c", status=422),
        log_line("d", status=503, path="/health/ready", cards=0),
        log_line("e", status=503, cards=0),
        "Traceback, no JSON",
        log_line("f", status=503)[:40],
    ]
    path.write_text("\n".join(lines), "utf-8")
    rows = answered(journal(row()), read_log(path))
    assert rows.height == 1 + 1 + 25 + 1
    assert rows["at_ms"].unique().to_list() == [NOON_MS]
    assert budget(rows, until_ms=UNTIL_MS).bad == 27
    assert budget(journal(row()), until_ms=UNTIL_MS).bad == 0


def test_a_log_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(MonitoringError, match=r"log .* cannot be read: No such file"):
        read_log(tmp_path / "none")
