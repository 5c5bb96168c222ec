"""How often quiet days alarm, and which shifts that cost are found: full size.

Every seed was fixed before the first run: worlds follow the generator's seed, days count from 0.
"""

from __future__ import annotations

import polars as pl
import pytest
from scipy.stats import binomtest

from cardshop.monitoring.shift import FAMILY_LEVEL, PAGE_POINTS
from shifted_cards import quiet_days, shifted_days

HARMLESS_POINTS, LEAST_SHIFTS = 0.5, 5
# Set at what was measured (docs/decisions.md): other cards are told from faults less well.
FOUND = {"fault": 0.93, "mix": 0.75}
HARMLESS_PAGED = {"fault": 0.05, "mix": 0.35}
FOUND_OF_FEW, HARMLESS_PAGED_OF_FEW = 0.80, 0.15
QUIET_PAGED = 0.02


def could_be(count: int, days: int, rate: float) -> bool:
    """Whether the 95 % interval of an observed rate (Wilson 1927) reaches down to `rate`."""
    return binomtest(count, days).proportion_ci(method="wilson").low <= rate


def assert_quiet(days: pl.DataFrame) -> None:
    assert could_be(days["moved"].sum(), days.height, FAMILY_LEVEL)
    assert could_be(days["paged"].sum(), days.height, QUIET_PAGED)


def paged(days: pl.DataFrame) -> tuple[float, float]:
    """(share of the days that cost a page, share of the harmless ones) that paged."""
    dear = days.filter(pl.col("points") >= PAGE_POINTS)
    harmless = days.filter(pl.col("points") < HARMLESS_POINTS)
    assert min(dear["shift"].n_unique(), harmless["shift"].n_unique()) >= LEAST_SHIFTS
    return dear["paged"].mean(), harmless["paged"].mean()


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.timeout(1200)
def test_two_hundred_quiet_days_alarm_no_more_than_agreed():
    days = quiet_days(worlds=8, days=25)
    assert days.height == 200
    assert_quiet(days)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_two_thousand_quiet_days_alarm_no_more_than_agreed():
    days = quiet_days(worlds=40, days=50)
    assert days.height == 2_000
    assert_quiet(days)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.timeout(1200)
def test_a_quarter_of_the_shifts_is_found_where_it_costs():
    """A change of what is true moves no card and no answer, so it is left out here."""
    seen = shifted_days(1, every=4).filter(pl.col("kind") != "concept")
    found, harmless = paged(seen)
    assert found >= FOUND_OF_FEW
    assert harmless <= HARMLESS_PAGED_OF_FEW


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_all_shifts_are_found_where_they_cost():
    days = shifted_days(10)
    for kind, least in FOUND.items():
        found, harmless = paged(days.filter(kind=kind))
        assert found >= least
        assert harmless <= HARMLESS_PAGED[kind]
    concept = days.filter(kind="concept")
    assert concept["points"].max() >= PAGE_POINTS
    # Labels alone find it: no card moved. What is heard is the false alarms of those days.
    assert could_be(concept["moved"].sum(), concept.height, FAMILY_LEVEL)
