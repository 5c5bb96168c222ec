"""What the data promise to the lessons, on the default seed and on two that were never tuned."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import DATA, load_cards, split_by_line
from generator import market, partner
from generator.cardstock import TYPE_CODE
from generator.files import press_for
from generator.scanner import HUE
from generator.seeds import SEED
from tests.data import calibration, dollars, figures, prices
from tests.data.calibration import EVERYTHING, catalogue, features, fitted, hits, slice_gap

README = (DATA / "README.md").read_text("utf-8")
# Chosen before a figure was seen; knobs are tuned on SEED alone.
SEEDS = (SEED, 20251122, 20251123)
BASELINE, *EXTRAS, EVERY, LEAK = figures.ROWS
HUE_ROW, WORD_ROW, EGG_ROW, RATIO_ROW = EXTRAS
BY_LINE, AT_RANDOM = figures.FOREST

# Default seed: mean and the two half-widths (naive, corrected) over five splits.
ACCURACY = {
    BASELINE: (0.649, 0.026, 0.042),
    HUE_ROW: (0.743, 0.021, 0.035),
    WORD_ROW: (0.743, 0.020, 0.033),
    EGG_ROW: (0.710, 0.015, 0.024),
    RATIO_ROW: (0.651, 0.031, 0.050),
    EVERY: (0.821, 0.010, 0.017),
    LEAK: (0.957, 0.006, 0.010),
    BY_LINE: (0.702, 0.035, 0.057),
    AT_RANDOM: (0.900, 0.005, 0.009),
}
DOLLARS = {
    dollars.DESK: (0.1500, 0.0000, 0.0000),
    dollars.MODEL: (0.1072, 0.0062, 0.0101),
    dollars.RULE: (0.1083, 0.0015, 0.0025),
    dollars.MODEL_AND_DESK: (0.0715, 0.0042, 0.0069),
    "saved by the model that files everything": (0.0011, 0.0065, 0.0105),
    "saved by the calibrated model with the desk": (0.0369, 0.0041, 0.0067),
}
# Default seed: RMSE in dollars, share within $10, median relative error.
PRICES = {
    prices.MEDIAN: (27.04, 0.638, 0.618),
    prices.NAIVE: (26.35, 0.499, 0.682),
    prices.CLEANED: (10.12, 0.877, 0.229),
    prices.DATED: (6.20, 0.932, 0.128),
    prices.INDEXED: (4.00, 0.968, 0.096),
    prices.SPECIES: (3.80, 0.972, 0.091),
    prices.FROZEN: (4.73, 0.956, 0.107),
    prices.ON_PUBLISHED: (141.99, 0.962, 0.092),
}
# Room for another processor or a newer solver, not for another generator.
ACCURACY_ROOM, DOLLAR_ROOM, PRICE_ROOM = 0.006, 0.0015, 0.02


def test_the_tables_of_the_readme_are_the_frozen_ones():
    for table, digits in ((ACCURACY, 3), (DOLLARS, 4)):
        for name, (mean, naive, corrected) in table.items():
            row = f"| {name} | {mean:.{digits}f} | ±{naive:.{digits}f} | ±{corrected:.{digits}f} |"
            assert row in README
    for name, (rmse, within, relative) in PRICES.items():
        assert f"| {name} | {rmse:.2f} | {within:.1%} | {relative:.1%} |" in README


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("name", ACCURACY)
def test_an_accuracy_is_the_frozen_one_on_the_default_seed(name):
    score = figures.accuracy(SEED)[name]
    measured = (score.mean, score.naive_half_width, score.corrected_half_width)
    assert measured == pytest.approx(ACCURACY[name], abs=ACCURACY_ROOM)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("name", DOLLARS)
def test_an_option_costs_the_frozen_amount_on_the_default_seed(name):
    score = figures.dollars(SEED)[name]
    measured = (score.mean, score.naive_half_width, score.corrected_half_width)
    assert measured == pytest.approx(DOLLARS[name], abs=DOLLAR_ROOM)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("name", PRICES)
def test_a_price_model_is_as_good_as_frozen_on_the_default_seed(name):
    measured = prices.price_qualities(SEED)[name]
    assert measured == pytest.approx(PRICES[name], rel=PRICE_ROOM)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("seed", SEEDS)
def test_each_feature_family_adds_five_points_and_a_leak_thirty(seed):
    scores = {name: score.mean for name, score in figures.accuracy(seed).items()}
    assert scores[BASELINE] == pytest.approx(ACCURACY[BASELINE][0], abs=0.04)
    assert scores[BASELINE] == pytest.approx(0.65, abs=0.03)
    for name in (HUE_ROW, WORD_ROW, EGG_ROW):
        assert scores[name] >= scores[BASELINE] + 0.05
    assert scores[RATIO_ROW] == pytest.approx(scores[BASELINE], abs=0.01)
    assert scores[EVERY] >= 0.80
    assert scores[LEAK] >= 0.93


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_split_flatters_a_forest_by_more_than_ten_points(seed):
    scores = figures.accuracy(seed)
    assert scores[AT_RANDOM].mean - scores[BY_LINE].mean >= 0.10


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("seed", SEEDS)
def test_the_desk_makes_the_model_beat_the_rule_and_nothing_else_does(seed):
    scores = figures.dollars(seed)
    alone, with_desk = (scores[name] for name in figures.SAVINGS)
    assert abs(alone.mean) < alone.corrected_half_width
    assert with_desk.mean - with_desk.corrected_half_width > 0.02
    assert scores[dollars.RULE].mean < dollars.DESK_USD


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("seed", SEEDS)
def test_the_model_is_too_sure_of_unseen_lines_until_it_is_cooled(seed):
    days = dollars.days(seed)
    assert len(days) == 5
    assert np.mean([day.mean_confidence - day.accuracy for day in days]) > 0.03
    assert np.mean([day.error_after for day in days]) < np.mean([day.error_before for day in days])
    assert 1.2 < np.mean([day.temperature for day in days]) < 1.6


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("split", calibration.SPLITS)
def test_the_planted_japanese_gap_is_beyond_chance_in_every_split(seed, split):
    test = split_by_line(catalogue(seed), split)[1]
    right = hits(fitted(seed, split, EVERYTHING), test, EVERYTHING)
    assert slice_gap(test, right, pl.col("language") == "ja").high < 0


@pytest.mark.slow
@pytest.mark.recorded
def test_the_small_italian_slice_looks_better_in_one_split_and_worse_in_another():
    gaps = []
    for split in calibration.SPLITS:
        test = split_by_line(catalogue(SEED), split)[1]
        right = hits(fitted(SEED, split, EVERYTHING), test, EVERYTHING)
        gaps.append(slice_gap(test, right, pl.col("language") == "it"))
    assert max(gap.cards for gap in gaps) < 100
    assert min(gap.gap for gap in gaps) < -0.05
    assert max(gap.gap for gap in gaps) > 0.05


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("seed", SEEDS)
def test_a_price_goal_separates_naive_from_good_as_a_pair(seed):
    qualities = prices.price_qualities(seed)
    naive, good = qualities[prices.NAIVE], qualities[prices.SPECIES]
    assert naive.rmse_usd > 10
    assert naive.within_10_usd < 0.80
    assert good.rmse_usd < 5
    assert good.within_10_usd >= 0.93
    assert qualities[prices.FROZEN].rmse_usd > qualities[prices.INDEXED].rmse_usd
    assert qualities[prices.ON_PUBLISHED].rmse_usd > 20 * good.rmse_usd


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_split_flatters_a_price_model(seed):
    by_time, at_random = prices.leak_by_time(seed)
    assert at_random < by_time


@pytest.mark.slow
@pytest.mark.recorded
def test_the_partners_hue_drift_costs_points_that_a_test_on_the_raw_angle_underrates():
    from scipy.stats import ks_2samp

    press = press_for(SEED, DATA / "species.csv")
    cards = partner.partner_cards(press)
    accuracy, distance = {}, {}
    for turn in (0, 18, partner.HUE_DRIFT_DEG):
        turned = partner.drifted(press, cards, turn)
        scores = []
        for split in calibration.SPLITS:
            lines = split_by_line(catalogue(SEED), split)[1]["line_id"].unique().to_list()
            unseen = turned.filter(pl.col("line_id").is_in(lines))
            scores.append(hits(fitted(SEED, split, EVERYTHING), unseen, EVERYTHING).mean())
        accuracy[turn] = np.mean(scores)
        distance[turn] = ks_2samp(cards["scan_hue_deg"], turned["scan_hue_deg"])
    assert accuracy[0] - accuracy[partner.HUE_DRIFT_DEG] > 0.05
    assert distance[18].pvalue > 0.05
    assert distance[partner.HUE_DRIFT_DEG].pvalue < 1e-4


def within_lots(values: pl.Series) -> float:
    """Intraclass correlation of lots of 25 by analysis of variance."""
    lots = values.cast(pl.Float64).to_numpy().reshape(-1, 25)
    between, within = 25 * lots.mean(1).var(ddof=1), lots.var(axis=1, ddof=1).mean()
    return float((between - within) / (between + 24 * within))


def hue_beside_type(cards: pl.DataFrame) -> pl.Series:
    """Degrees between the scanned hue and the printed hue of the type, -180 to 180."""
    printed = HUE[cards["card_type"].replace_strict(TYPE_CODE).to_numpy()]
    return (cards["scan_hue_deg"] - pl.Series(printed) + 180) % 360 - 180


ALIKE = {
    "release year": (lambda cards: cards["release_date"].dt.year(), 0.067),
    "language is ja": (lambda cards: cards["language"] == "ja", 0.110),
    "language is de": (lambda cards: cards["language"] == "de", 0.190),
    "language is en": (lambda cards: cards["language"] == "en", 0.071),
    "scan_brightness": (lambda cards: cards["scan_brightness"], 0.064),
    "scan_hue_deg beside its type": (hue_beside_type, 0.116),
    "sine of scan_hue_deg": (lambda cards: cards["scan_hue_deg"].radians().sin(), 0.004),
    "scan_saturation": (lambda cards: cards["scan_saturation"], 0.000),
    "hp": (lambda cards: cards["hp"], 0.014),
}


@pytest.mark.parametrize(("column", "expected"), ALIKE.values(), ids=ALIKE)
def test_cards_of_a_lot_are_as_alike_as_the_dictionary_says(column, expected):
    assert within_lots(column(load_cards())) == pytest.approx(expected, abs=0.0006)


@pytest.mark.parametrize("name", ALIKE)
def test_the_readme_states_each_likeness(name):
    assert f"| {name} | {ALIKE[name][1]:.3f} |" in README


@pytest.mark.slow
@pytest.mark.recorded
def test_only_the_graded_index_is_cointegrated_with_the_vintage_one():
    from statsmodels.tsa.stattools import coint

    weekly = market.market_weekly(SEED)
    vintage, graded, modern = (
        np.log(weekly[f"index_{name}"].to_numpy()) for name in ("vintage", "graded", "modern")
    )
    assert coint(graded, vintage)[1] < 1e-6
    assert coint(modern, vintage)[1] == pytest.approx(0.571, abs=0.02)


def test_the_fixed_model_never_sees_species_or_number():
    columns = set(features(load_cards().head(1), EVERYTHING).columns)
    assert not columns & {"species", "dex_no", "line_id", "weakness", "resistance", "card_type"}
    assert not columns & {"lot_id", "seller_country", "card_id"}
