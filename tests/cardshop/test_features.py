"""What each feature is, what is refused as one, and what a change of the code does."""

from __future__ import annotations

import ast
import math
from datetime import date
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from cardshop.contract import COLUMNS, FIELDS
from cardshop.dataset import load_cards, load_market, load_sales
from cardshop.features import (
    DEFAULT,
    FEATURES,
    GROUPS,
    LEAKS,
    MISSING,
    FeatureError,
    LeakError,
    catalogue,
    chosen,
    code_hash,
    expressions,
    features,
)
from cardshop.features.computing import FOLDER, HASHED
from engine_tables import inputs, odd_cards

SIZES = {"raw": 19, "hue": 2, "word": 1, "egg": 15, "era": 1, "ratio": 3}


def of_one(name, **values):
    """One feature of the first card with other values."""
    card = load_cards().head(1)
    changed = [pl.lit(value, card.schema[key]).alias(key) for key, value in values.items()]
    return features(card.with_columns(changed), [name]).item()


@pytest.mark.parametrize(
    ("angle", "sine", "cosine"),
    [(0.0, 0, 1), (90.0, 1, 0), (180.0, 0, -1), (270.0, -1, 0), (45.0, 0.70710678, 0.70710678)],
)
def test_the_hue_is_an_angle(angle, sine, cosine):
    assert of_one("hue_sin", scan_hue_deg=angle) == pytest.approx(sine, abs=1e-7)
    assert of_one("hue_cos", scan_hue_deg=angle) == pytest.approx(cosine, abs=1e-7)


def test_two_hues_on_both_sides_of_zero_are_neighbours():
    for name in ("hue_sin", "hue_cos"):
        near = of_one(name, scan_hue_deg=359.9), of_one(name, scan_hue_deg=0.1)
        assert near[0] == pytest.approx(near[1], abs=0.004)


@pytest.mark.parametrize(
    ("attack", "word"),
    [
        ("Ember Strike", "Ember"),
        ("Ember", "Ember"),
        ("Ember Strike Twice", "Ember"),
        ("  Ember  Strike", "Ember"),
        ("ember strike", "ember"),
        ("Éclair Fou", "Éclair"),
        ("A\nb c\nd", "A\nb"),
        ("", MISSING),
        ("   ", MISSING),
        (None, MISSING),
    ],
)
def test_the_first_word_ends_at_the_first_space(attack, word):
    assert of_one("first_word", attack_name=attack) == word


@pytest.mark.parametrize(
    ("groups", "member"),
    [
        ("Water 1", {"egg_water_1"}),
        ("Monster|Grass", {"egg_monster", "egg_grass"}),
        ("Human-Like", {"egg_human_like"}),
        ("Bug|Field|Grass", {"egg_bug", "egg_field", "egg_grass"}),
        ("Water", set()),
        ("grass", set()),
        ("Grassland|Bug", {"egg_bug"}),
        ("Water 11", set()),
        ("Big Bug", set()),
        ("New Group|Bug", {"egg_bug"}),
        ("", set()),
        (None, set()),
    ],
)
def test_an_egg_group_is_named_whole_or_not_at_all(groups, member):
    card = load_cards().head(1).with_columns(egg_groups=pl.lit(groups, pl.String))
    made = features(card, "egg").row(0, named=True)
    assert {name for name, value in made.items() if value == 1} == member
    assert {value for name, value in made.items() if name not in member} == {0}


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(1999, 1, 9), "before 2007"),
        (date(2006, 12, 31), "before 2007"),
        (date(2007, 1, 1), "2007-2013"),
        (date(2013, 12, 31), "2007-2013"),
        (date(2014, 1, 1), "2014-2019"),
        (date(2019, 12, 31), "2014-2019"),
        (date(2020, 1, 1), "from 2020"),
        (date(2031, 1, 1), "from 2020"),
        (None, MISSING),
    ],
)
def test_an_era_begins_on_the_first_of_january(day, era):
    assert of_one("era", release_date=day) == era


def test_ratios_are_logarithms():
    card = load_cards().head(1)
    ratio = card["base_attack"][0] / card["base_sp_attack"][0]
    assert of_one("attack_ratio") == pytest.approx(math.log(ratio), abs=1e-6)
    ratio = card["base_defense"][0] / card["base_sp_defense"][0]
    assert of_one("defense_ratio") == pytest.approx(math.log(ratio), abs=1e-6)
    density = card["weight_kg"][0] / card["height_m"][0] ** 2
    assert of_one("density") == pytest.approx(math.log1p(density), abs=1e-6)


def test_all_real_cards_agree_with_plain_python():
    cards = load_cards()
    made = features(cards)
    words = [attack.split(" ")[0] for attack in cards["attack_name"]]
    assert made["first_word"].to_list() == words
    assert len(set(words)) == 52
    for name in ("Water 1", "Field", "Undiscovered"):
        flags = made["egg_" + name.lower().replace(" ", "_")].to_list()
        assert flags == [name in groups.split("|") for groups in cards["egg_groups"]]
    eggs = made.select(pl.sum_horizontal(pl.col("^egg_.*$"))).to_series()
    assert eggs.is_between(1, 2).all()
    hue = np.radians(cards["scan_hue_deg"].to_numpy())
    np.testing.assert_allclose(made["hue_sin"].to_numpy(), np.sin(hue), atol=1e-7)
    assert made["era"].n_unique() == 4
    assert made.null_count().sum_horizontal().item() == 0


def test_a_raw_column_is_what_it_was_in_32_bits():
    cards = load_cards()
    made = features(cards, "raw")
    for name in made.columns:
        wanted = cards[name] if made[name].dtype == pl.String else cards[name].cast(pl.Float32)
        assert made[name].to_list() == wanted.to_list()


def test_the_order_is_that_of_the_catalogue_whatever_is_asked_first():
    every = features(load_cards().head(2), GROUPS)
    assert every.columns == list(FEATURES) == catalogue()["feature"].to_list()
    assert features(load_cards().head(2), reversed(GROUPS)).columns == every.columns
    assert features(load_cards().head(2), ["era", "hue_sin", "hue"]).columns == [
        "hue_sin",
        "hue_cos",
        "era",
    ]
    assert {group: len(chosen([group])) for group in GROUPS} == SIZES


def test_by_default_all_but_the_ratios_are_made():
    assert features(load_cards().head(2)).columns == [
        name for name, one in FEATURES.items() if one.group != "ratio"
    ]
    assert set(GROUPS) - set(DEFAULT) == {"ratio"}


def test_the_catalogue_says_everything_about_every_feature():
    table = catalogue()
    assert table.height == len(FEATURES) == sum(SIZES.values())
    assert table.null_count().sum_horizontal().item() == 0
    assert not table.select(pl.any_horizontal(pl.all() == "").any()).item()
    cards = features(load_cards(), GROUPS)
    assert [str(dtype) for dtype in cards.dtypes] == table["dtype"].to_list()


def test_every_input_is_in_a_delivery_and_no_leak():
    used = {column for one in FEATURES.values() for column in one.inputs}
    assert len(used) > 20
    assert used <= set(COLUMNS) - set(LEAKS)


def test_the_cards_that_came_are_left_alone():
    cards = load_cards().head(5)
    before = cards.clone()
    features(cards, GROUPS)
    assert_frame_equal(cards, before)


def test_expressions_are_built_once():
    assert expressions(pl) is expressions(pl, list(DEFAULT))
    assert expressions(pl, "hue") is not expressions(pl, "era")
    made = load_cards().head(3).select(expressions(pl))
    assert_frame_equal(made, features(load_cards().head(3)))


@cache
def mixed():
    """Odd and sound cards, and their features."""
    cards = pl.concat([odd_cards(), inputs(load_cards().head(60))])
    return cards, features(cards, GROUPS)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(-130, 129), max_size=80))
def test_other_rows_change_no_row(rows):
    # Any order, rows left out, rows twice.
    cards, made = mixed()
    assert_frame_equal(features(cards[rows], GROUPS), made[rows])


REFUSED = {
    "weakness": "filled in 3 days after typing",
    "resistance": "filled in 3 days after typing",
    "card_type": "target",
    "species": "species that the catalogue does not know",
    "dex_no": "species that the catalogue does not know",
    "line_id": "the group that splits",
    "card_id": "key",
    "lot_id": "key",
    "seller_country": "who sent the card",
    "set_code": "no code today",
    "sale_id": "key",
    "price_usd": "paid after typing",
    "index_vintage": "not known yet",
    "index_graded": "not known yet",
    "index_modern": "not known yet",
    "search_interest": "not known yet",
    "units_sold": "not known yet",
}


@pytest.mark.parametrize("column", REFUSED)
def test_a_leak_is_refused_with_the_reason_and_what_to_use_instead(column):
    for asked in (column, ["raw", column]):
        with pytest.raises(LeakError, match=f"'{column}' is no feature: .*{REFUSED[column]}") as no:
            features(load_cards().head(1), asked)
        assert "Use " in str(no.value)
    with pytest.raises(LeakError):
        expressions(pl, (column,))


def test_every_column_of_the_shop_is_an_input_a_leak_or_left_out_on_purpose():
    used = {column for one in FEATURES.values() for column in one.inputs}
    columns = {*load_cards().columns, *load_sales().columns, *load_market().columns}
    left_out = {"is_legendary", "is_holo", "grading_company", "grade"}
    assert columns - used - set(LEAKS) == left_out | {"sale_date", "condition", "week"}
    assert set(LEAKS) == set(REFUSED) <= columns


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["hue_sine"], "'hue_sine'. Did you mean hue_sin?"),
        (["Hue"], "'Hue'. Did you mean hue?"),
        (["release_date"], "Did you mean era?"),
        (["is_holo"], "'is_holo'. Groups: raw, hue, word, egg, era, ratio"),
        ([], "no group is named. Name one or more of raw"),
        ("", "no feature or group is called ''"),
    ],
)
def test_an_unknown_name_is_refused_with_what_there_is(asked, said):
    with pytest.raises(FeatureError) as no:
        features(load_cards().head(1), asked)
    assert said in str(no.value)
    assert not isinstance(no.value, LeakError)


@pytest.mark.parametrize("column", sorted({c for one in FEATURES.values() for c in one.inputs}))
def test_a_missing_column_is_named_with_who_needs_it(column):
    with pytest.raises(FeatureError, match=f"no column '{column}', needed by ") as no:
        features(load_cards().head(1).drop(column), GROUPS)
    assert "leave these features out" in str(no.value)


def test_a_column_under_another_name_is_pointed_at():
    with pytest.raises(FeatureError, match=r"no column 'hp', needed by hp\. There is 'HP'\."):
        features(load_cards().rename({"hp": "HP"}))


@pytest.mark.parametrize("wrong", [[1, 2], {"hp": [1]}, "cards.parquet", pl.Series([1])])
def test_what_is_no_table_is_refused(wrong):
    with pytest.raises(FeatureError, match=r"is no table\. Pass a frame of polars or pandas"):
        features(wrong)


def test_a_column_of_the_wrong_kind_is_refused_and_an_empty_one_is_not():
    cards = load_cards().head(2)
    for column, kind in (("hp", pl.String), ("attack_name", pl.Binary), ("release_date", pl.Int32)):
        with pytest.raises(FeatureError, match=f"column '{column}' holds "):
            features(cards.cast({column: kind}))
    nothing = features(cards.with_columns(hp=None, attack_name=None))
    assert nothing["hp"].null_count() == 2
    assert nothing["first_word"].to_list() == [MISSING] * 2


def source_in(folder, change=lambda text: text):
    folder.mkdir()
    for name in HASHED:
        (folder / name).write_bytes(change((FOLDER / name).read_bytes()))
    return folder


def test_the_hash_is_the_same_for_every_way_to_end_a_line(tmp_path):
    windows = source_in(tmp_path / "w", lambda text: text.replace(b"\n", b"\r\n"))
    assert b"\r\n" in (windows / HASHED[0]).read_bytes()
    assert code_hash(windows) == code_hash() == code_hash(source_in(tmp_path / "u"))
    assert len(code_hash()) == 64


@pytest.mark.parametrize("name", HASHED)
def test_the_hash_changes_with_the_code(name, tmp_path):
    folder = source_in(tmp_path / "changed")
    path = folder / name
    old, new = {"recipes.py": ("2007", "2008"), "catalogue.py": ('"Bug"', '"Bog"')}[name]
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    assert code_hash(folder) != code_hash()


def test_the_hash_holds_whatever_decides_a_value():
    imports = {}
    for name in HASHED:
        tree = ast.parse((FOLDER / name).read_text("utf-8"))
        found = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
        imports[name] = {one.module for one in found if one.module.startswith("cardshop")}
    # The contract's fields only word the unit; recipes are a file of the package itself.
    assert imports == {
        "recipes.py": set(),
        "catalogue.py": {"cardshop.contract.fields", "cardshop.features"},
    }
    assert FIELDS["hp"].span_in_words() in catalogue()["unit"].to_list()
