"""Splits keep lines whole, folds are balanced, and what cannot be split is refused."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardshop.dataset import load_cards, split_by_line
from cardshop.training import Settings, TrainingError, by_folds, by_line, forward, splits_of
from training_runs import some_cards

WAYS = ("line", "folds", "forward")


@pytest.mark.parametrize("way", WAYS)
def test_no_line_is_on_both_sides_and_no_row_is_counted_twice(way):
    cards = load_cards()
    found = splits_of(cards, Settings(validation=way, splits=3))
    assert len(found) == 3
    for split in found:
        lines = [set(cards["line_id"].gather(rows)) for rows in (split.train, split.test)]
        assert lines[0] & lines[1] == set()
        rows = np.concatenate([split.train, split.test])
        assert np.unique(rows).size == rows.size
        assert split.train.size >= 2 * split.test.size


def test_repeated_splits_are_those_of_split_by_line():
    cards = some_cards()
    for seed, split in enumerate(by_line(cards, 3, seed=4), start=4):
        train, test = split_by_line(cards, seed)
        assert cards[split.train].equals(train)
        assert cards[split.test].equals(test)


def test_folds_test_every_card_once_and_are_of_equal_size():
    cards = load_cards()
    found = by_folds(cards, 5)
    tested = np.concatenate([one.test for one in found])
    assert np.array_equal(np.sort(tested), np.arange(cards.height))
    sizes = [one.test.size for one in found]
    assert max(sizes) - min(sizes) <= 5


def test_the_seed_deals_other_folds_and_the_order_of_rows_does_not():
    cards = some_cards()
    ours, others = by_folds(cards, 4, seed=0)[0], by_folds(cards, 4, seed=1)[0]
    assert not np.array_equal(ours.test, others.test)
    turned = cards.reverse()
    again = by_folds(turned, 4, seed=0)[0]
    assert set(turned["line_id"].gather(again.test)) == set(cards["line_id"].gather(ours.test))


@given(st.lists(st.integers(1, 30), min_size=3, max_size=20), st.integers(2, 3))
def test_folds_partition_lines_of_any_sizes(sizes, folds):
    lines = [f"L{number}" for number, size in enumerate(sizes) for _ in range(size)]
    found = by_folds(pl.DataFrame({"line_id": lines}), folds)
    assert all(one.test.size for one in found)
    assert sum(one.test.size for one in found) == len(lines)
    # The dealer never leaves one fold behind by more than the largest line.
    tested = [one.test.size for one in found]
    assert max(tested) - min(tested) <= max(sizes)


def test_forward_tests_the_last_generations_on_older_ones():
    cards = load_cards()
    found = forward(cards, 3)
    assert [one.name for one in found] == ["generation 7", "generation 8", "generation 9"]
    for number, split in zip((7, 8, 9), found, strict=True):
        assert set(cards["generation"].gather(split.test)) == {number}
        assert max(cards["generation"].gather(split.train)) < number


def few_lines(count):
    cards = some_cards()
    return cards.filter(pl.col("line_id").is_in(cards["line_id"].unique().sort().head(count)))


REFUSED = {
    "fewer lines than folds": (
        lambda: by_folds(few_lines(3), 5),
        "5 folds of 3 evolution lines; 2 to 3 are possible",
    ),
    "fewer generations than splits": (
        lambda: forward(some_cards(), 20),
        "20 forward splits need 21 generations; the cards have 9",
    ),
    "too few lines for an interval": (
        lambda: splits_of(few_lines(20), Settings(splits=2)),
        "tests on 5 evolution lines; 10 or more carry an interval. Pass more lines, or raise test",
    ),
    "hardly a line to train on": (
        lambda: splits_of(some_cards(), Settings(splits=2, test_share=0.9999)),
        "trains on one type alone. Pass more lines, or lower test_share.",
    ),
    "a training side of one type": (
        lambda: splits_of(one_type_but_for_a_line(), Settings(splits=2, validation="folds")),
        "trains on one type alone. Pass more lines, or raise splits.",
    ),
    "a card without a line": (
        lambda: by_folds(some_cards().with_columns(line_id=pl.lit(None, pl.String)), 5),
        "have no line_id",
    ),
    "no generation": (
        lambda: forward(some_cards().drop("generation"), 2),
        "no column 'generation'",
    ),
}


def one_type_but_for_a_line():
    line = some_cards()["line_id"][0]
    other = pl.when(pl.col("line_id") == line).then(pl.lit("Fire")).otherwise(pl.lit("Water"))
    return some_cards().with_columns(card_type=other)


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_split_is_refused_in_a_line(case):
    make, expected = REFUSED[case]
    with pytest.raises(TrainingError) as found:
        make()
    assert expected in str(found.value)
    assert "\n" not in str(found.value)
