"""A/B tests by lot: sizes, readings and looks, measured in worlds whose truth is known."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.evaluation import (
    DailyTest,
    EvaluationError,
    Lots,
    lots_needed,
    minimum_detectable,
    paired_lots_needed,
    peeking,
    read_test,
    stopping_limits,
)
from cardshop.evaluation.ab.limits import crossing_chance
from cardshop.evaluation.ab.sizing import FEWEST_LOTS
from cardshop.evaluation.intervals import CARD_AS_IF_INDEPENDENT

# Fixed before the first run; nothing was chosen after looking at results.
SEED = 20251121
CARDS = 25
# Measured over 2,000 tests each at a rate of .6 without effect: correlation, lots an arm, share
# of false alarms by lot and as if cards were independent.
FALSE_ALARMS = [
    (0.0, 10, 0.050, 0.051),
    (0.1, 10, 0.048, 0.283),
    (0.1, 40, 0.053, 0.300),
    (0.2, 10, 0.050, 0.426),
    (0.2, 20, 0.044, 0.413),
]


def outcomes(new: np.ndarray, control: np.ndarray) -> pl.DataFrame:
    """A row a card; each number is the cards with a yes in a lot of CARDS."""
    lots = np.concatenate([control, new])
    return pl.DataFrame(
        {
            "lot_id": np.repeat(np.arange(lots.size), CARDS),
            "arm": np.repeat(["control"] * control.size + ["new"] * new.size, CARDS),
            "accepted": np.concatenate([np.arange(CARDS) < one for one in lots]),
        }
    )


def simulated(tests: int, n_lots: int, lots: Lots, *, difference: float = 0.0, rate: float = 0.6):
    """(found by lot, found by card, interval by lot holds the truth): a share of the tests each."""
    random, seen = np.random.default_rng(SEED), []
    for _ in range(tests):
        control = lots.outcomes(random, rate, (n_lots,))
        new = lots.outcomes(random, rate + difference, (n_lots,))
        found = read_test(outcomes(new, control))
        interval = found.by_lot.interval
        by_card = found.as_if_cards_were_independent.p_value < 0.05
        held = interval.low <= difference <= interval.high
        seen.append((found.by_lot.p_value < 0.05, by_card, held))
    return np.mean(seen, axis=0)


def room(share: float, trials: int, before: float = np.inf) -> float:
    """Three standard errors of a share, and of its measured value from `before` trials."""
    return 3 * np.sqrt(share * (1 - share) * (1 / trials + 1 / before))


@pytest.fixture
def finished():
    random, control, new = np.random.default_rng(SEED), Lots(0.05), Lots(0.3)
    return outcomes(new.outcomes(random, 0.75, (24,)), control.outcomes(random, 0.6, (36,)))


def test_the_story_needs_21200_cards_an_arm_and_3_4_times_that_in_lots():
    plan = lots_needed(0.834, 0.01, lots=Lots(0.1))
    assert plan.cards_if_independent == 21_200
    assert plan.design_effect == pytest.approx(3.4)
    assert plan.cards == pytest.approx(21_200 * 3.4, rel=0.002)
    assert plan.cards == plan.lots * 25


def test_independent_cards_need_the_textbook_number():
    plan = lots_needed(0.6, 0.02, lots=Lots(0.0))
    assert plan.cards == pytest.approx(plan.cards_if_independent, rel=0.01)
    assert plan.cards >= plan.cards_if_independent


def test_a_rise_and_its_fall_back_need_the_same_lots():
    up, down = (lots_needed(*one, lots=Lots(0.1)) for one in ((0.6, 0.05), (0.65, -0.05)))
    assert up.lots == down.lots


@pytest.mark.parametrize("n_lots", [FEWEST_LOTS, 10, 40, 900])
@pytest.mark.parametrize("base_rate", [0.03, 0.6])
def test_what_lots_can_find_needs_those_lots(n_lots, base_rate):
    reach = minimum_detectable(base_rate, n_lots, lots=Lots(0.1))
    found = [one for one in (reach.up, reach.down and -reach.down) if one is not None]
    assert found
    for one in found:
        needed = lots_needed(base_rate, one * 1.0001, lots=Lots(0.1)).lots
        assert needed in {n_lots - 1, n_lots, n_lots + 1}


def test_a_rate_near_the_end_has_no_fall_that_few_lots_find():
    assert minimum_detectable(0.03, 10, lots=Lots(0.1)).down is None
    assert minimum_detectable(0.97, 10, lots=Lots(0.1)).up is None


def test_few_lots_pay_for_their_unknown_spread():
    from scipy.stats import norm

    lots, (low, high) = Lots(0.1), np.arcsin(np.sqrt([0.6, 0.8]))
    error = np.sqrt(lots.design_effect / CARDS) / (2 * (high - low))
    as_if_known = 2 * ((norm.ppf(0.975) + norm.ppf(0.8)) * error) ** 2
    assert lots_needed(0.6, 0.2, lots=lots).lots == np.ceil(as_if_known) + 1


def test_the_reading_is_welch_on_the_shares_of_lots(finished):
    from scipy.stats import ttest_ind

    lots = finished.group_by("lot_id", "arm").agg(pl.col("accepted").mean())
    new, control = (lots.filter(arm=one)["accepted"].to_numpy() for one in ("new", "control"))
    expected = ttest_ind(new, control, equal_var=False)
    ends = expected.confidence_interval(0.95)
    found = read_test(finished)
    assert found.by_lot.p_value == pytest.approx(expected.pvalue)
    assert found.by_lot.interval[:3] == pytest.approx(
        (new.mean() - control.mean(), ends.low, ends.high)
    )
    assert (found.by_lot.interval.unit, found.by_lot.interval.n_units) == ("lot", 60)
    assert found.shares == pytest.approx({"control": control.mean(), "new": new.mean()})
    assert found.lots == {"control": 36, "new": 24}


def test_the_wrong_way_is_narrower_and_says_its_unit(finished):
    found = read_test(finished)
    wrong = found.as_if_cards_were_independent
    assert wrong.interval.unit == CARD_AS_IF_INDEPENDENT
    assert wrong.interval.n_units == finished.height
    assert wrong.interval.half_width < found.by_lot.interval.half_width / 1.4
    assert wrong.p_value < found.by_lot.p_value


def test_the_correlation_is_that_within_lots_and_not_between_arms():
    random, lots = np.random.default_rng(SEED), Lots(0.1)
    far = outcomes(lots.outcomes(random, 0.9, (400,)), lots.outcomes(random, 0.3, (400,)))
    assert read_test(far).correlation == pytest.approx(0.1, abs=0.03)


def test_the_order_of_cards_and_numbers_for_yes_change_nothing(finished):
    mixed = finished.sample(fraction=1.0, shuffle=True, seed=1)
    mixed = mixed.with_columns(pl.col("accepted").cast(pl.Int8))
    expected, found = read_test(finished), read_test(mixed)
    assert found.by_lot.p_value == pytest.approx(expected.by_lot.p_value)
    assert found.by_lot.interval[:3] == pytest.approx(expected.by_lot.interval[:3])


def test_the_control_is_subtracted(finished):
    turned = read_test(finished, control="new")
    assert turned.new == "control"
    assert turned.by_lot.interval.estimate == pytest.approx(
        -read_test(finished).by_lot.interval.estimate
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one.drop("arm"), "lack"),
        (lambda one: one.with_columns(accepted=None), "null"),
        (lambda one: one.with_columns(accepted=pl.lit(2)), "yes and no"),
        (lambda one: one.with_columns(arm=pl.lit("new")), "two arms"),
        (lambda one: one.with_columns(lot_id=pl.col("lot_id") % 30), "both arms"),
        (lambda one: one.filter(pl.col("lot_id") > 32), "lots an arm"),
        (lambda one: one.with_columns(accepted=pl.col("arm") == "new"), "no spread"),
        (lambda one: one.clear(), "two arms"),
    ],
)
def test_a_table_that_is_no_test_by_lot_is_refused_in_one_line(finished, change, words):
    with pytest.raises(EvaluationError, match=words) as refusal:
        read_test(change(finished))
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Lots(1.0),
        lambda: Lots(-0.1),
        lambda: Lots(0.1, cards_each=0),
        lambda: lots_needed(0.6, 0.0, lots=Lots(0.1)),
        lambda: lots_needed(0.6, 0.4, lots=Lots(0.1)),
        lambda: lots_needed(0.6, 0.1, lots=Lots(0.1), power=0.04),
        lambda: minimum_detectable(0.6, FEWEST_LOTS - 1, lots=Lots(0.1)),
        lambda: paired_lots_needed([0, 1] * 50, [*range(4)] * 25, 0.1),
        lambda: paired_lots_needed([1] * 100, [*range(10)] * 10, 0.1),
        lambda: stopping_limits(0),
        lambda: stopping_limits(5, shape="haybittle"),
        lambda: DailyTest(0.6, 20, FEWEST_LOTS - 1, Lots(0.1)),
        lambda: peeking(DailyTest(0.6, 2, 5, Lots(0.1)), seed=1, tests=99),
    ],
)
def test_what_cannot_be_planned_is_refused(ask):
    with pytest.raises(EvaluationError):
        ask()


def test_scoring_both_models_on_the_same_cards_needs_far_fewer():
    # Two models of accuracy .84, of which one alone is right on a tenth of the cards.
    random = np.random.default_rng(SEED)
    differences = random.choice([-1, 0, 1], 12_000, p=[0.05, 0.9, 0.05])
    plan = paired_lots_needed(differences, np.repeat(np.arange(480), 25), 0.01)
    arms = lots_needed(0.83, 0.01, lots=Lots(0.0))
    assert plan.cards_if_independent == pytest.approx(
        0.1 * (1.96 + 0.8416) ** 2 / 0.01**2, rel=0.05
    )
    assert plan.cards < arms.cards / 2
    assert plan.design_effect == pytest.approx(1, abs=0.2)


# Jennison and Turnbull (2000), tables 2.1 and 2.3, two-sided .05.
@pytest.mark.parametrize(
    ("looks", "pocock", "obrien_fleming"),
    [(1, 1.960, 1.960), (2, 2.178, 1.977), (5, 2.413, 2.040), (10, 2.555, 2.087)],
)
def test_the_limits_are_those_of_the_published_tables(looks, pocock, obrien_fleming):
    assert stopping_limits(looks, shape="pocock")["z"].to_list() == pytest.approx(
        [pocock] * looks, abs=6e-4
    )
    strict = stopping_limits(looks)["z"].to_list()
    number = np.arange(1, looks + 1)
    assert strict == pytest.approx(obrien_fleming * np.sqrt(looks / number), rel=3e-4)


def test_a_strict_limit_in_p_is_the_limit_in_z():
    from scipy.stats import norm

    found = stopping_limits(4)
    assert found["p_value"].to_list() == pytest.approx(2 * norm.sf(found["z"].to_numpy()))
    assert found["p_value"].is_sorted()


def test_five_looks_at_05_raise_14_percent_false_alarms():
    # Armitage, McPherson and Rowe (1969): .142; 10 looks .193, 20 looks .248.
    found = [crossing_chance(np.full(looks, 1.96)) for looks in (1, 5, 10, 20)]
    assert found == pytest.approx([0.05, 0.142, 0.193, 0.248], abs=1e-3)


def test_looking_every_day_raises_false_alarms_and_limits_hold_them():
    test, told = DailyTest(0.6, 10, 20, Lots(0.1)), []
    found = peeking(test, seed=SEED, tests=600, progress=lambda *one: told.append(one))
    assert told[-1] == (600, 600)
    last = found.row(-1, named=True)
    assert found["every_look"].is_sorted()
    assert last["lots_an_arm"] == 200
    assert last["every_look"] == pytest.approx(0.193, abs=room(0.193, 600) + 0.01)
    for column in ("this_look_alone", "obrien_fleming", "pocock"):
        assert last[column] == pytest.approx(0.05, abs=room(0.05, 600) + 0.01), column


def test_the_looks_of_a_simulation_are_those_of_read_test():
    from cardshop.evaluation.ab.looks import _p_values

    test, lots = DailyTest(0.6, 3, 6, Lots(0.1), difference=0.05), Lots(0.1)
    random = np.random.default_rng(SEED)
    new, control = (lots.outcomes(random, rate, (1, 3, 6))[0] for rate in (0.65, 0.6))
    found = _p_values(test, np.random.default_rng(SEED), 1)[0]
    for day in range(3):
        so_far = outcomes(new[: day + 1].ravel(), control[: day + 1].ravel())
        assert found[day] == pytest.approx(read_test(so_far).by_lot.p_value)


def test_the_seed_alone_decides_what_is_simulated():
    test = DailyTest(0.6, 3, 6, Lots(0.1))
    first, again, other = (peeking(test, seed=one, tests=300) for one in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(("correlation", "n_lots", "by_lot", "by_card"), FALSE_ALARMS)
def test_false_alarms_are_as_rare_as_promised_by_lot_and_not_by_card(
    correlation, n_lots, by_lot, by_card
):
    tests = 400
    lot, card, held = simulated(tests, n_lots, Lots(correlation))
    assert lot == pytest.approx(by_lot, abs=room(by_lot, tests, 2_000))
    assert card == pytest.approx(by_card, abs=room(by_card, tests, 2_000))
    assert held == pytest.approx(1 - lot)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("correlation", [0.0, 0.1, 0.2])
def test_the_lots_that_were_planned_find_the_difference_as_often_as_promised(correlation):
    tests, lots = 400, Lots(correlation)
    plan = lots_needed(0.6, 0.1, lots=lots)
    power, _, held = simulated(tests, plan.lots, lots, difference=0.1)
    assert power == pytest.approx(0.8, abs=room(0.8, tests) + 0.02)
    assert held == pytest.approx(0.95, abs=room(0.95, tests) + 0.01)
