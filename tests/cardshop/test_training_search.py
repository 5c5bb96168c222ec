"""Successive halving spends its time on what is promising, on lines, within a budget."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import pytest

from cardshop.training import SettingsError, TrainingError, by_line, drawn, search
from cardshop.training.fitting import fit
from training_runs import quick, some_cards

STRONG, WEAK = {"C": 0.1}, {"C": 1e-6}


def candidates():
    options = [WEAK, {"C": 1e-5}, STRONG, {"C": 3e-6}]
    return [quick("logistic", options=one) for one in options]


@cache
def searched():
    return search(some_cards(), candidates())


def test_the_best_of_four_is_found_and_only_one_sees_every_line():
    found = searched()
    assert found.complete
    assert found.best == candidates()[2]
    last = found.rungs.filter(train_share=1)
    assert found.rungs.filter(rung=0).height == 4
    assert last.height == 1
    assert last["candidate"].to_list() == [2]


def test_the_resource_is_lines_and_grows_threefold():
    shares = searched().rungs["train_share"].unique().sort()
    assert shares.to_list() == pytest.approx([1 / 9, 1 / 3, 1])


def test_a_rung_trains_on_fewer_lines_and_keeps_them_whole(monkeypatch):
    trained_on = []

    def spied(table, types, settings):
        trained_on.append(table.height)
        return fit(table, types, settings)

    monkeypatch.setattr("cardshop.training.halving.fit", spied)
    search(some_cards(), candidates())
    (split, _) = by_line(some_cards(), 2)
    lines = some_cards()["line_id"].gather(split.train)
    per_line = lines.value_counts()["count"]
    ninth = round(per_line.len() / 9)
    # Two splits a candidate: four, two, one candidates.
    assert len(trained_on) == 14
    assert ninth <= trained_on[0] <= per_line.top_k(ninth).sum()
    assert trained_on[0] < trained_on[8] < trained_on[12] == split.train.size


def test_one_candidate_is_judged_once_on_everything():
    found = search(some_cards(), candidates()[:1])
    assert found.rungs["train_share"].to_list() == [1]


def test_a_spent_budget_gives_the_best_so_far_or_a_refusal(monkeypatch):
    with pytest.raises(TrainingError, match="Raise budget_s"):
        search(some_cards(), candidates(), budget_s=0)
    # A clock that moves a second per look: the budget ends within the second rung.
    ticks = iter(range(10_000))
    clock = SimpleNamespace(perf_counter=lambda: next(ticks))
    monkeypatch.setattr("cardshop.training.halving.time", clock)
    found = search(some_cards(), candidates(), budget_s=22)
    assert not found.complete
    assert found.best in candidates()
    assert found.rungs["train_share"].max() < 1


def test_progress_is_told_per_rung():
    told = []
    search(some_cards(), candidates()[1:3], progress=lambda *step: told.append(step))
    assert told == [("rung 0", 1, 2), ("rung 0", 2, 2), ("rung 1", 1, 1)]


def test_draws_differ_from_each_other_and_with_the_seed():
    space = {"C": [0.01, 0.1, 1.0, 10.0], "max_iter": [100, 200]}
    base = quick("logistic", options={})
    ours, others = drawn(base, space, 5, seed=0), drawn(base, space, 5, seed=1)
    assert ours[0] == base
    assert len({str(one.as_dict()) for one in ours}) == 5
    assert ours != others
    assert ours == drawn(base, space, 5, seed=0)
    with pytest.raises(SettingsError, match="unknown option of logistic 'depth'"):
        drawn(base, {"depth": [1, 2]}, 3, seed=0)


def test_nothing_to_search_is_refused():
    with pytest.raises(TrainingError, match="no candidates"):
        search(some_cards(), [])
