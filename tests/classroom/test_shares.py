"""Shares in two groups of clustered rows, and claims that say more than a table shows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from classroom.checks.effects import claimed_absence, claimed_effect
from classroom.checks.shares import Clustered, difference, inside, unfit

HOMES, DRAWS = 400, 2_000


def homes(*, mixed: bool) -> pl.DataFrame:
    """Homes of two rows that end alike; both groups in each home, or one group a home."""
    draws = np.random.default_rng(5)
    left = draws.random(HOMES) < 0.3
    group = np.tile([0, 1], HOMES) if mixed else np.repeat(np.arange(HOMES) % 2, 2)
    return pl.DataFrame(
        {"home": np.repeat(np.arange(HOMES), 2), "left": left.repeat(2), "g": group}
    )


def redrawn(table: pl.DataFrame) -> float:
    """Half of the 95 % interval of the difference over redrawn homes, in points."""
    sums = table.group_by("home", maintain_order=True).agg(
        (pl.col("left") & (pl.col("g") == side)).sum().alias(f"left {side}") for side in (1, 0)
    )
    rows = table.group_by("home", maintain_order=True).agg(
        (pl.col("g") == side).sum().alias(f"rows {side}") for side in (1, 0)
    )
    left, size = sums.drop("home").to_numpy(), rows.drop("home").to_numpy()
    weights = np.random.default_rng(6).multinomial(HOMES, np.full(HOMES, 1 / HOMES), size=DRAWS)
    shares = (weights @ left) / (weights @ size)
    low, high = np.quantile(shares[:, 0] - shares[:, 1], [0.025, 0.975])
    return 50 * (high - low)


@pytest.mark.parametrize("mixed", [False, True])
def test_the_interval_is_that_of_redrawn_clusters(mixed):
    table = homes(mixed=mixed)
    found = difference(Clustered(table, "left", "home"), inside("g", [1, 1]), inside("g", [0, 0]))
    assert found.half == pytest.approx(redrawn(table), rel=0.1, abs=0.01)
    # In a home with both groups the rows end alike: nothing is left to be unsure of.
    assert (found.half < 0.01) == mixed
    assert found.half_apart > 5


def test_rows_that_end_alike_widen_the_interval_by_the_root_of_two():
    table = homes(mixed=False)
    alone = table.with_row_index("row")
    groups = inside("g", [1, None]), inside("g", [None, 0])
    by_home = difference(Clustered(table, "left", "home"), *groups)
    by_row = difference(Clustered(alone, "left", "row"), *groups)
    assert by_home.points == by_row.points
    assert by_home.half / by_row.half == pytest.approx(2**0.5)


def test_a_group_holds_both_ends_and_no_null():
    table = pl.DataFrame({"n": [1, 2, 3, None], "word": ["a", "b", None, "A"]})
    held = {
        str(part): table.select(inside(name, part)).to_series().to_list()
        for name, part in (("n", [2, 3]), ("n", [None, 2]), ("n", [None, None]), ("word", ["a"]))
    }
    assert held == {
        "[2, 3]": [False, True, True, False],
        "[None, 2]": [True, True, False, False],
        "[None, None]": [True, True, True, False],
        "['a']": [True, False, False, False],
    }


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (["a"], ""),
        ([], "holds 'no word'; the words are a, b"),
        (["a", "c"], "holds 'c'; the words are a, b"),
        ([1, 2], "holds '1'"),
    ],
)
def test_a_group_of_words_is_words_of_the_column(part, told):
    assert unfit(pl.Series(["a", "b", None]), part).startswith(told)
    assert bool(told) == bool(unfit(pl.Series(["a", "b", None]), part))


@pytest.mark.parametrize(
    ("part", "fits"), [([1, 2], True), ([None, 2.5], True), ([1], False), ([True, 2], False)]
)
def test_a_group_of_numbers_is_a_lowest_and_a_highest(part, fits):
    assert (unfit(pl.Series([1, 2]), part) == "") == fits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A monthly term leads to more notices.", "leads to"),
        ("They leave because they may.", ""),
        ("They leave because of the price.", "because"),
        ("Whether the price causes it is not known.", ""),
        ("More of them leave. The price drives them away.", "drives"),
        ("Of the monthly ones more leave than of the others.", ""),
    ],
)
def test_a_cause_without_a_hedge_is_named(text, said):
    assert claimed_effect(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Offer all of them a longer term.", "Offer"),
        ("Send a discount to all of them.", "discount"),
        ("Ask whether a discount would help.", ""),
        ("Call the new ones first.", ""),
    ],
)
def test_of_an_action_what_changes_what_somebody_gets_is_named(text, said):
    assert claimed_effect(text, action=True) == said


def test_a_difference_that_was_not_found_is_not_none():
    assert claimed_absence("The region has no effect on notices.") == "no effect"
    assert claimed_absence("No difference between the regions was found.") == ""
    assert claimed_absence("We cannot say that the region has no effect.") == ""
    assert claimed_absence("Nothing was found, which does not mean that it proves it.") == ""
