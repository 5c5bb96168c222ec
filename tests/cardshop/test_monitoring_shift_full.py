"""How often quiet days alarm, and which shifts that cost are found: full size.

Every seed was fixed before the first run: worlds follow the generator's seed, days count from 0.
"""

from __future__ import annotations

import polars as pl
import pytest
from scipy.stats import binomtest

from cardshop.monitoring.shift import FAMILY_LEVEL, PAGE_POINTS
from shifted_cards import quiet_days, shifted_days

HARMLESS_POINTS, LEAST_SHIFTS = 0.5, 8
# Set at what was measured (docs/decisions.md): other cards are told from faults less well.
FOUND = {"fault": 0.93, "mix": 0.75}
FOUND_OF_FEW = {"fault": 0.80, "mix": 0.75}
HARMLESS_PAGED = {"fault": 0.05, "mix": 0.30}
QUIET_PAGED = 0.02


def could_be(count: int, days: int, rate: float) -> bool:
    """Whether the 95 % interval of an observed rate (Wilson 1927) reaches down to `rate`."""
    return binomtest(count, days).proportion_ci(method="wilson").low <= rate


def assert_quiet(days: pl.DataFrame) -> None:
    assert could_be(days["moved"].sum(), days.height, FAMILY_LEVEL)
    assert could_be(days["paged"].sum(), days.height, QUIET_PAGED)


def assert_harm_is_found(days: pl.DataFrame, found: dict[str, float]) -> None:
    """A change of what is true moves no card and no answer, so it is left out here."""
    seen = days.filter(pl.col("kind") != "concept")
    dear = seen.filter(pl.col("points") >= PAGE_POINTS)
    harmless = seen.filter(pl.col("points") < HARMLESS_POINTS)
    assert min(dear["shift"].n_unique(), harmless["shift"].n_unique()) >= LEAST_SHIFTS
    for kind in ("fault", "mix"):
        assert dear.filter(kind=kind)["paged"].mean() >= found[kind]
        assert harmless.filter(kind=kind)["paged"].mean() <= HARMLESS_PAGED[kind]


@pytest.mark.slow
def test_two_hundred_quiet_days_alarm_no_more_than_agreed():
    days = quiet_days(worlds=8, days=25)
    assert days.height == 200
    assert_quiet(days)


@pytest.mark.soak
def test_two_thousand_quiet_days_alarm_no_more_than_agreed():
    days = quiet_days(worlds=40, days=50)
    assert days.height == 2_000
    assert_quiet(days)


@pytest.mark.slow
def test_a_third_of_the_shifts_is_found_where_it_costs():
    assert_harm_is_found(shifted_days(2, every=3), FOUND_OF_FEW)


@pytest.mark.soak
def test_all_shifts_are_found_where_they_cost():
    days = shifted_days(10)
    assert_harm_is_found(days, FOUND)
    concept = days.filter(kind="concept")
    assert concept["points"].max() >= PAGE_POINTS
    # Labels alone find it: no card moved. What is heard is the false alarms of those days.
    assert could_be(concept["moved"].sum(), concept.height, FAMILY_LEVEL)
