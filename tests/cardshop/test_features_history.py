"""What was known at a moment: never anything that came later, never an event lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from cardshop.dataset import load_market, load_sales
from cardshop.features import FeatureError, known_before, known_until

DAY = date(2025, 3, 1)


def day(number):
    return None if number is None else DAY + timedelta(days=number)


def table(rows, *names):
    """Rows of (seller, day number, value) as a table."""
    days = [(seller, day(number), *rest) for seller, number, *rest in rows]
    types = {"seller": pl.String, "day": pl.Date}
    return pl.DataFrame(
        days, schema=["seller", "day", *names], schema_overrides=types, orient="row"
    )


FACTS = [("a", 1, 10.0), ("a", 5, 50.0), ("b", 3, 30.0)]
# Seller and day of an event, and what is known before it and until it.
CASES = {
    "nothing earlier": (("a", 0), None, None),
    "the same day is not before": (("a", 1), None, 10.0),
    "the day after": (("a", 2), 10.0, 10.0),
    "a tie with a newer fact": (("a", 5), 10.0, 50.0),
    "the last of two": (("a", 9), 50.0, 50.0),
    "another seller's facts are not ours": (("b", 2), None, None),
    "its own": (("b", 4), 30.0, 30.0),
    "a seller without facts": (("c", 9), None, None),
    "a seller nobody knows": ((None, 9), None, None),
    "a moment nobody knows": (("a", None), None, None),
}


@pytest.mark.parametrize("case", CASES)
def test_an_event_knows_the_last_fact_before_it(case):
    event, before, until = CASES[case]
    events = table([event])
    facts = table(FACTS, "rate")
    assert known_before(events, facts, on="day", by="seller")["rate"].to_list() == [before]
    assert known_until(events, facts, on="day", by="seller")["rate"].to_list() == [until]


def test_all_events_stay_in_their_order_with_their_columns():
    events = table([event for event, *_ in CASES.values()]).with_row_index("event")
    for ordered in (events, events.reverse(), events.sample(fraction=1, shuffle=True, seed=1)):
        found = known_before(ordered, table(FACTS, "rate").reverse(), on="day", by="seller")
        assert_frame_equal(found.drop("rate"), ordered)
        wanted = [before for _, before, _ in CASES.values()]
        assert found.sort("event")["rate"].to_list() == wanted


def test_the_same_event_twice_is_answered_twice():
    events = table([("a", 2), ("a", 2)])
    found = known_before(events, table(FACTS, "rate"), on="day", by="seller")
    assert found["rate"].to_list() == [10.0, 10.0]


def test_a_fact_without_key_moment_or_value_is_none():
    more = [("a", 8, None), (None, 1, 77.0), ("a", None, 88.0)]
    facts = table(FACTS + more, "rate")
    events = table([("a", 9), (None, 9), ("a", None)])
    found = known_before(events, facts, on="day", by="seller")
    assert found["rate"].to_list() == [50.0, None, None]


def test_a_fact_with_one_of_two_values_is_taken_as_it_is():
    facts = table([("a", 1, 10.0, 1), ("a", 5, None, 2), ("a", 6, None, None)], "rate", "boxes")
    found = known_before(table([("a", 9)]), facts, on="day", by="seller")
    assert found.row(0)[2:] == (None, 2)


def test_a_fact_that_stands_there_twice_is_one():
    facts = table(FACTS + FACTS, "rate")
    found = known_before(table([("a", 9)]), facts, on="day", by="seller")
    assert found["rate"].to_list() == [50.0]


def test_two_facts_of_one_moment_that_differ_are_refused():
    facts = table([*FACTS, ("a", 5, 51.0)], "rate")
    with pytest.raises(FeatureError, match=r"2 facts share.*day 2025-03-06, seller a.*Aggregate"):
        known_before(table([("a", 9)]), facts, on="day", by="seller")


def test_no_events_and_no_facts_give_the_same_columns():
    events, facts = table([("a", 9)]), table(FACTS, "rate")
    empty = known_before(events, facts.clear(), on="day", by="seller")
    assert empty["rate"].to_list() == [None]
    assert empty.schema == known_before(events.clear(), facts, on="day", by="seller").schema


def test_facts_of_everybody_need_no_key():
    facts = table(FACTS, "rate").drop("seller")
    events = table([("a", 4), ("z", 1), ("b", None), (None, 6)])
    for known in (known_before, known_until):
        found = known(
            events, facts.vstack(table([(None, None, 9.0)], "rate").drop("seller")), on="day"
        )
        assert found["rate"].to_list() == [30.0, {known_until: 10.0}.get(known), None, 50.0]


def test_more_than_one_key_and_a_null_in_one_of_them():
    facts = table([("a", 1, "x", 1.0), ("a", 1, "y", 2.0), ("a", 1, None, 3.0)], "shelf", "rate")
    events = table([("a", 2, "y"), ("a", 2, "x"), ("a", 2, None)], "shelf")
    found = known_before(events, facts, on="day", by=["seller", "shelf"])
    assert found["rate"].to_list() == [2.0, 1.0, None]


def test_with_a_clock_an_earlier_hour_of_the_day_is_known():
    morning, noon = (datetime(2025, 3, 1, hour, tzinfo=UTC) for hour in (9, 12))
    facts = pl.DataFrame({"at": [morning, noon], "rate": [1.0, 2.0]})
    events = pl.DataFrame({"at": [noon, morning]})
    assert known_before(events, facts, on="at")["rate"].to_list() == [1.0, None]
    assert known_until(events, facts, on="at")["rate"].to_list() == [2.0, 1.0]


@pytest.mark.parametrize(
    ("events", "facts", "said"),
    [
        (pl.DataFrame({"at": [1]}), pl.DataFrame({"day": [1], "v": [1]}), "the events have no col"),
        (pl.DataFrame({"day": [1]}), pl.DataFrame({"at": [1], "v": [1]}), "the facts have no colu"),
        (pl.DataFrame({"day": [DAY]}), pl.DataFrame({"day": [1], "v": [1]}), "is Date in events"),
        (pl.DataFrame({"day": ["1"]}), pl.DataFrame({"day": ["1"], "v": [1]}), "no order in time"),
        (pl.DataFrame({"day": [1.0]}), pl.DataFrame({"day": [1.0], "v": [1]}), "no order in time"),
        (pl.DataFrame({"day": [1], "v": [1]}), pl.DataFrame({"day": [1], "v": [1]}), "'v' stands"),
        (pl.DataFrame({"day": [1]}), pl.DataFrame({"day": [1]}), "the facts hold only day"),
    ],
)
def test_tables_that_do_not_fit_are_refused(events, facts, said):
    with pytest.raises(FeatureError, match=said):
        known_before(events, facts, on="day")


@pytest.mark.parametrize(("known", "sign"), [(known_before, ">"), (known_until, ">=")])
def test_duckdb_finds_the_same_on_random_tables(known, sign, tmp_path):
    import duckdb

    draws = np.random.default_rng(7)
    events = pl.DataFrame(
        {"event": range(2_000), "seller": draws.integers(0, 30, 2_000), "day": day_numbers(draws)}
    )
    facts = pl.DataFrame({"seller": draws.integers(0, 30, 2_000), "day": day_numbers(draws)})
    facts = facts.unique(maintain_order=True).with_row_index("fact")
    # Null keys on both sides; sellers 25 to 29 have no facts.
    seller = pl.when(pl.col("seller") < 25).then("seller")
    events = events.with_columns(seller=pl.when(pl.col("event") % 50 > 0).then("seller"))
    facts = facts.with_columns(seller)
    events.write_parquet(tmp_path / "events.parquet")
    facts.drop_nulls().write_parquet(tmp_path / "facts.parquet")
    query = f"""
        select event, fact from '{tmp_path}/events.parquet' as events
        asof left join '{tmp_path}/facts.parquet' as facts
            on events.seller = facts.seller and events.day {sign} facts.day
        order by event"""
    wanted = duckdb.sql(query).fetchall()
    assert facts["seller"].null_count() > 100
    found = known(events, facts, on="day", by="seller").select("event", "fact").rows()
    assert found == wanted
    assert 100 < sum(fact is None for _, fact in found) < 1_500


def day_numbers(draws):
    return [DAY + timedelta(days=int(one)) for one in draws.integers(0, 200, 2_000)]


def test_a_sale_knows_the_index_of_the_last_week_that_has_ended():
    sales, market = load_sales().sample(400, seed=3), load_market()
    # A week is known when its Sunday is over.
    facts = market.select("index_modern", sale_date=pl.col("week").dt.offset_by("6d"))
    found = known_before(sales, facts, on="sale_date")
    for sold_on, index in found.select("sale_date", "index_modern").rows():
        ended = market.filter(pl.col("week").dt.offset_by("7d") <= sold_on)
        assert index == ended["index_modern"][-1]
    own_week = known_until(sales, market.select("index_modern", sale_date="week"), on="sale_date")
    assert (own_week["index_modern"] != found["index_modern"]).mean() > 0.9
