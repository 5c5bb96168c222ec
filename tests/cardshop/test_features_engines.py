"""One definition, four engines, equal features: on real cards and on what no contract lets in."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from cardshop.dataset import load_cards
from cardshop.features import FEATURES, GROUPS, MISSING, FeatureError, features
from cardshop.features.catalogue import BECOMES_A_WORD, BECOMES_ZERO, STAYS_MISSING
from classroom.syllabus import ROOT
from engine_tables import ENGINES, as_pandas, inputs, odd_cards

OTHERS = [name for name in ENGINES if name != "polars"]
SAME = {"check_exact": False, "rel_tol": 0, "abs_tol": 1e-6}


def all_features(cards):
    return features(cards, GROUPS)


@pytest.mark.parametrize("engine", OTHERS)
def test_the_real_cards_have_equal_features_on_every_engine(engine, tmp_path):
    cards = load_cards()
    assert cards.height == 12_000
    made = ENGINES[engine](all_features, cards, tmp_path)
    assert_frame_equal(made, all_features(cards), **SAME)


@pytest.mark.parametrize("engine", OTHERS)
def test_odd_cards_have_equal_features_on_every_engine(engine, tmp_path):
    cards = odd_cards()
    assert cards.height > 200
    made = ENGINES[engine](all_features, cards, tmp_path)
    assert_frame_equal(made, all_features(cards), **SAME)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_cards_give_no_rows_with_the_same_names_and_types(engine, tmp_path):
    made = ENGINES[engine](all_features, inputs(load_cards()).clear(), tmp_path)
    assert made.schema == {name: one.dtype for name, one in FEATURES.items()}
    assert made.height == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_is_finite_or_missing_and_a_category_is_never_missing(engine, tmp_path):
    made = ENGINES[engine](all_features, odd_cards(), tmp_path)
    numbers = made.select(pl.selectors.float())
    assert numbers.width + made.select(pl.selectors.string()).width == len(FEATURES)
    assert all(numbers.select(pl.all().is_finite().all()).row(0))
    assert not any(made.select(pl.selectors.string().is_null().any()).row(0))


EXPECTED = {STAYS_MISSING: None, BECOMES_A_WORD: MISSING, BECOMES_ZERO: 0.0}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_null_becomes_what_the_catalogue_says(engine, tmp_path):
    nothing = inputs(load_cards()).clear(1)
    made = ENGINES[engine](all_features, nothing, tmp_path)
    assert made.row(0, named=True) == {
        name: EXPECTED[one.missing] for name, one in FEATURES.items()
    }
    assert {one.missing for one in FEATURES.values()} == set(EXPECTED)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e39])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_that_is_none_is_missing_in_all_it_feeds(engine, value, tmp_path):
    card = inputs(load_cards()).head(1).with_columns(scan_hue_deg=pl.lit(value))
    made = ENGINES[engine](all_features, card, tmp_path)
    assert (
        made.row(0, named=True).items()
        >= {
            "scan_hue_deg": None,
            "hue_sin": None,
            "hue_cos": None,
        }.items()
    )
    assert made["hp"].null_count() == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_a_ratio_of_nothing_is_missing_and_no_infinity(engine, tmp_path):
    card = inputs(load_cards()).head(1)
    cards = pl.concat(
        [
            card.with_columns(base_sp_attack=pl.lit(0.0)),
            card.with_columns(base_attack=pl.lit(0.0)),
            card.with_columns(height_m=pl.lit(0.0), weight_kg=pl.lit(-1.0)),
        ]
    )
    made = ENGINES[engine](lambda given: features(given, "ratio"), cards, tmp_path)
    assert made["attack_ratio"].is_null().to_list() == [True, True, False]
    assert made["density"].is_null().to_list() == [False, False, True]


def test_categories_of_polars_and_pandas_are_text(tmp_path):
    cards = inputs(load_cards()).head(50)
    wanted = all_features(cards)
    text = [name for name, dtype in cards.schema.items() if dtype == pl.String]
    categories = cards.cast(dict.fromkeys(text, pl.Categorical))
    assert_frame_equal(all_features(categories), wanted)
    frame = as_pandas(cards).astype(dict.fromkeys(text, "category"))
    assert all_features(frame)["first_word"].tolist() == wanted["first_word"].to_list()
    assert all_features(frame)["egg_grass"].tolist() == wanted["egg_grass"].to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_missing_or_unfit_column_is_refused_alike_on_every_engine(engine, tmp_path):
    cards = inputs(load_cards()).head(3)
    with pytest.raises(FeatureError, match="no column 'scan_hue_deg', needed by scan_hue_deg, hue"):
        ENGINES[engine](all_features, cards.drop("scan_hue_deg"), tmp_path)
    with pytest.raises(FeatureError, match=r"'hp' holds text, and hp needs a number.*quarantine"):
        ENGINES[engine](all_features, cards.cast({"hp": pl.String}), tmp_path)
    with pytest.raises(FeatureError, match="'release_date' holds text, and era needs a date"):
        ENGINES[engine](all_features, cards.cast({"release_date": pl.String}), tmp_path)


def test_polars_alone_needs_no_other_engine():
    code = (
        "import sys; from cardshop.dataset import load_cards; from cardshop.features import "
        "features; features(load_cards().head(2)); "
        "print(*{'narwhals', 'pandas', 'duckdb', 'pyarrow'} & set(sys.modules))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert outcome.stdout.split() == []
