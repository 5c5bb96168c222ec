"""The contract's rules on one card each, on both sides of every boundary."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Annotated

import polars as pl
import pytest
from pydantic import Field, TypeAdapter, ValidationError

from cardshop.contract import COLUMNS, FIELDS, breaches, contract_schema
from cardshop.contract.delivery import DeliveryError
from small_delivery import SOUND, SPECIES, as_text, typed

GRADED = {"grading_company": "Apex"}
DRAGON, FAIRY = {"card_type": "Dragon"}, {"card_type": "Fairy"}
DARKNESS, METAL = {"card_type": "Darkness"}, {"card_type": "Metal"}

# Changes to a sound card, and what breaks: column and rule, or nothing.
BOUNDARIES = [
    *[({"hp": value}, None) for value in (30, 340)],
    *[({"hp": value}, "hp range") for value in (20, 350)],
    *[({"hp": value}, "hp step") for value in (35, 101, 339)],
    *[({"attack_damage": value}, None) for value in (0, 330)],
    *[({"attack_damage": value}, "attack_damage range") for value in (-10, 340)],
    *[({"attack_damage": value}, "attack_damage step") for value in (5, 61)],
    *[({"retreat_cost": value}, None) for value in (0, 4)],
    *[({"retreat_cost": value}, "retreat_cost range") for value in (-1, 5)],
    *[({**GRADED, "grade": value}, None) for value in (1, 10)],
    *[({**GRADED, "grade": value}, "grade range") for value in (0, 11)],
    *[({"generation": value}, None) for value in (1, 9)],
    *[({"generation": value}, "generation range") for value in (0, 10)],
    *[({"evo_stage": value}, None) for value in (0, 2)],
    *[({"evo_stage": value}, "evo_stage range") for value in (-1, 3)],
    *[({"base_speed": value}, None) for value in (1, 255)],
    *[({"base_speed": value}, "base_speed range") for value in (0, 256)],
    *[({"release_date": day}, None) for day in (date(1999, 1, 9), date(2025, 12, 31))],
    ({"release_date": date(1999, 1, 8)}, "release_date range"),
    ({"release_date": date(2026, 1, 1)}, "release_date range"),
    *[({"scan_hue_deg": value}, None) for value in (0.0, 359.99)],
    *[({"scan_hue_deg": value}, "scan_hue_deg range") for value in (-0.01, 360.0)],
    *[({"scan_saturation": value}, None) for value in (0.0, 1.0)],
    *[({"scan_saturation": value}, "scan_saturation range") for value in (-0.001, 1.001)],
    *[({"scan_brightness": value}, None) for value in (0.0, 1.0)],
    *[({"scan_brightness": value}, "scan_brightness range") for value in (-0.001, 1.001)],
    # Pikachu weighs 6 kg and measures 0.4 m: 5 % and 0.05 are tolerated.
    *[({"weight_kg": value}, None) for value in (5.66, 6.34)],
    *[({"weight_kg": value}, "weight_kg species") for value in (5.64, 6.36, 13.2)],
    *[({"height_m": value}, None) for value in (0.34, 0.46)],
    *[({"height_m": value}, "height_m species") for value in (0.32, 0.48, 1.31, 15.7)],
    ({"species": "Raichu"}, "species species"),
    ({"line_id": 25}, "line_id species"),
    *[({**DRAGON, "release_date": date(2012, 1, 1)}, None)],
    ({**DRAGON, "release_date": date(2011, 12, 31)}, "card_type in print"),
    *[({**FAIRY, "release_date": date(year, 6, 1)}, None) for year in (2014, 2019)],
    *[({**FAIRY, "release_date": date(y, 6, 1)}, "card_type in print") for y in (2013, 2020)],
    *[({**kind, "release_date": date(2000, 1, 1)}, None) for kind in (DARKNESS, METAL)],
    *[
        ({**kind, "release_date": date(1999, 12, 31)}, "card_type in print")
        for kind in (DARKNESS, METAL)
    ],
    ({**GRADED, "grade": None}, "grade graded"),
    ({"grading_company": "none", "grade": 9}, "grade graded"),
    *[({"is_holo": True, "rarity": rarity}, "is_holo foil") for rarity in ("Common", "Uncommon")],
    *[({"is_holo": True, "rarity": rarity}, None) for rarity in ("Rare", "Holo Rare")],
    *[
        ({"is_holo": False, "rarity": rarity}, "is_holo foil")
        for rarity in ("Holo Rare", "Ultra Rare", "Secret Rare")
    ],
    ({"is_legendary": True, "rarity": "Uncommon"}, "rarity legendary"),
    ({"is_legendary": True, "rarity": "Rare"}, None),
    *[({"card_type": value}, "card_type category") for value in ("lightning", "", "Lightning ")],
    ({"language": "EN-US"}, "language category"),
    ({"rarity": "Rare "}, "rarity category"),
    ({"grading_company": "NONE"}, "grading_company category"),
    ({"seller_country": "us"}, "seller_country category"),
    ({"body_color": "yellow"}, "body_color category"),
    *[({"card_id": "PK" + digits}, None) for digits in ("00000001", "123456789")],
    *[
        ({"card_id": value}, "card_id pattern")
        for value in ("PK1", "pk00000001", "PK0000000\u0661", "PK00000001\n", " PK00000001")
    ],
    ({"lot_id": "1"}, "lot_id pattern"),
    ({"set_code": "S7"}, "set_code pattern"),
    *[({"attack_name": value}, None) for value in ("X", "volt strike")],
    *[
        ({"attack_name": value}, "attack_name pattern")
        for value in ("", " ", "Volt ", "Volt\nStrike", "x" * 61)
    ],
    *[({"egg_groups": value}, None) for value in ("Field", "Water 1|Bug", "No Eggs Discovered")],
    *[({"egg_groups": value}, "egg_groups pattern") for value in ("", "field", "Field|")],
]


NULLS = [({column: None}, f"{column} null") for column in COLUMNS if column != "grade"]
UNREADABLE = {
    "hp": ["x", "90.5", "90,0", " 90", "NaN", "inf", "", "1e400", "0x5A", "9" * 20],
    "height_m": ["0,4", "0.4 m", "nan", "-inf", "", "1e400"],
    "release_date": [
        "08/04/2017",
        "2017-4-8",
        "2017-02-30",
        "2017-04-08T00:00",
        "",
        "20170408",
        " 2017-04-08",
        "+2017-04-08",
    ],
    "is_holo": ["True", "0", "no", ""],
    "grade": ["n/a", ""],
}
OTHER_TYPES = [({name: text}, f"{name} type") for name, many in UNREADABLE.items() for text in many]
READABLE = [({"hp": text}, None) for text in ("90", "90.0", "+90", "9e1")]


@cache
def judged(kind: str) -> tuple[list[list[str]], pl.DataFrame]:
    """What breaks in each row of one delivery that holds a case a row."""
    build = typed if kind == "typed" else as_text
    cases = BOUNDARIES + NULLS if kind == "typed" else OTHER_TYPES + READABLE + NULLS
    changes = [change for change, _ in cases]
    table = breaches(build(*changes), SPECIES)
    broken: list[list[str]] = [[] for _ in cases]
    for row in table.iter_rows(named=True):
        if row["rule"] not in {"duplicate", "conflict"}:
            broken[row["row"]].append(f"{row['column']} {row['rule']}")
    return broken, table


def found(delivery: pl.DataFrame, **waived: tuple[str, ...]) -> list[str]:
    table = breaches(delivery, SPECIES, **waived)
    return [f"{row['column']} {row['rule']}" for row in table.iter_rows(named=True)]


def test_there_is_a_case_for_every_rule_of_the_schema():
    broken = {case for _, case in BOUNDARIES if case}
    rules = {
        f"{name} {check.name}"
        for name, column in contract_schema().columns.items()
        for check in column.checks
    }
    same_rule = {f"base_{stat} range" for stat in ("hp", "attack", "defense")}
    same_rule |= {f"base_sp_{stat} range" for stat in ("attack", "defense")}
    elsewhere = {"dex_no species", "height_m range", "weight_kg range", "species pattern"}
    assert len(BOUNDARIES) > 100
    assert rules - broken == same_rule | elsewhere


def wrong(kind: str, cases: list) -> list:
    expected = [[broken] if broken else [] for _, broken in cases]
    found = judged(kind)[0]
    assert len(found) == len(cases)
    return [pair for pair in zip(cases, found, expected, strict=True) if pair[1] != pair[2]]


def test_a_cell_breaks_its_rule_and_no_other():
    assert wrong("typed", BOUNDARIES + NULLS) == []


def test_a_text_that_cannot_be_read_is_one_breach():
    assert wrong("text", OTHER_TYPES + READABLE + NULLS) == []


def test_an_unreadable_value_is_shown_as_it_came():
    table = judged("text")[1].filter(rule="type")
    came = [text for many in UNREADABLE.values() for text in many]
    assert table["value"].to_list() == came
    assert table["card_id"].to_list() == [f"PK{row:08d}" for row in range(len(came))]
    assert set(table["allowed"]) == {FIELDS[name].type_in_words() for name in UNREADABLE}


@pytest.mark.parametrize(
    ("column", "inside", "outside"),
    [("height_m", (0.1, 20.0), (0.09, 20.01)), ("weight_kg", (0.1, 999.9), (0.09, 1000.0))],
)
def test_a_height_or_weight_that_no_species_has_is_out_of_range(column, inside, outside):
    for values, expected in ((inside, []), (outside, [f"{column} range"])):
        for value in values:
            agreeing = SPECIES.with_columns(pl.lit(value).alias(column))
            table = breaches(typed({column: value}), agreeing)
            assert (table["column"] + " " + table["rule"]).to_list() == expected


def test_a_species_that_the_table_does_not_know_is_a_breach_of_its_number():
    assert found(typed({"dex_no": 26})) == ["dex_no species"]
    assert found(typed({"species": ""})) == ["species species", "species pattern"][::-1]


def test_an_ungraded_card_needs_no_grade():
    assert FIELDS["grade"].nullable
    assert found(typed({"grade": None})) == []


def test_text_and_types_are_judged_alike():
    changes = [change for change, _ in BOUNDARIES if "card_id" not in change]
    delivery = typed(*changes)
    expected = breaches(delivery, SPECIES).drop("value")
    assert expected.height > 50
    assert breaches(delivery.cast(pl.String), SPECIES).drop("value").equals(expected)


def test_other_types_of_a_parquet_file_are_read_by_value():
    delivery = typed({}).with_columns(
        pl.col("hp").cast(pl.Float64),
        pl.col("retreat_cost").cast(pl.UInt8),
        pl.col("rarity").cast(pl.Categorical),
    )
    assert found(delivery) == []
    assert found(delivery.with_columns(hp=pl.lit(90.5))) == ["hp type"]
    assert found(delivery.with_columns(hp=pl.lit(value=True))) == ["hp type"]
    moment = pl.lit(datetime(2017, 4, 8))  # noqa: DTZ001 - a partner's file has no zone either
    assert found(delivery.with_columns(release_date=moment)) == ["release_date type"]


def test_one_row_may_break_several_rules_in_the_order_of_the_columns():
    assert found(typed({"hp": -5, "language": "xx", "grade": 12})) == [
        "language category",
        "hp range",
        "hp step",
        "grade graded",
        "grade range",
    ]


def test_a_later_copy_is_a_duplicate_and_the_first_is_not():
    table = breaches(typed(*[{"card_id": "PK00000009"}] * 3, {}), SPECIES)
    assert table.select("row", "rule").rows() == [(1, "duplicate"), (2, "duplicate")]


def test_one_id_with_two_contents_is_a_conflict_on_all_its_rows():
    same, other = {"card_id": "PK00000009"}, {"card_id": "PK00000009", "hp": 100}
    table = breaches(typed(same, {}, other, {}, same), SPECIES)
    rows = [(0, "conflict"), (2, "conflict"), (4, "conflict"), (4, "duplicate")]
    assert table.select("row", "rule").rows() == rows
    assert set(table["value"]) == {"PK00000009"}


def test_a_null_counts_as_content():
    graded = {**GRADED, "card_id": "PK00000009"}
    table = breaches(typed({**graded, "grade": 9}, {**graded, "grade": None}), SPECIES)
    assert table.filter(rule="conflict")["row"].to_list() == [0, 1]


def test_rows_without_an_id_are_no_copies_of_each_other():
    assert found(typed({"card_id": None}, {"card_id": None})) == ["card_id null"] * 2


def test_an_empty_delivery_has_no_breach_and_the_same_columns():
    nothing = breaches(typed(), SPECIES)
    assert nothing.schema == breaches(typed({"hp": 0}), SPECIES).schema
    assert nothing.height == 0


def test_a_waived_column_may_be_absent_or_wrong():
    assert found(typed({"hp": -1}), waived=("hp",)) == []
    lacking = typed({"hp": -10}).drop("grade", "is_holo")
    assert found(lacking, waived=("grade", "is_holo")) == ["hp range"]


def test_a_missing_column_is_refused_by_name_with_the_next_step():
    with pytest.raises(DeliveryError, match=r"lacks 1 of 34 columns: hp\. .*schema_drift"):
        breaches(typed({}).drop("hp"), SPECIES)


def test_a_list_in_a_cell_is_refused():
    with pytest.raises(DeliveryError, match=r"List\(Int64\) in hp"):
        breaches(typed({}).with_columns(hp=pl.lit([90])), SPECIES)


def test_the_delivery_is_left_as_it_was():
    delivery = as_text({"hp": "x"}, {})
    before = delivery.clone()
    breaches(delivery, SPECIES)
    assert delivery.equals(before)


def test_settings_of_pandera_cannot_switch_the_contract_off():
    from pandera.config import ValidationDepth, config_context

    with config_context(validation_enabled=False):
        assert found(typed({"hp": 20})) == ["hp range"]
    with config_context(validation_depth=ValidationDepth.SCHEMA_ONLY):
        assert found(typed({"hp": 20})) == ["hp range"]


def test_the_sound_card_has_every_column():
    assert tuple(SOUND) == COLUMNS


@pytest.mark.parametrize("name", ["a\x85", "\x85", "\ufeff", "\x1f", "a\rb", "a\u2028b", " a", ""])
def test_every_engine_refuses_the_same_signs_in_a_printed_name(name):
    pattern = FIELDS["attack_name"].pattern
    adapter = TypeAdapter(Annotated[str, Field(pattern=pattern)])
    assert not pl.Series([name]).str.contains(pattern).item()
    assert re.search(pattern, name) is None
    with pytest.raises(ValidationError):
        adapter.validate_python(name)
    assert adapter.validate_python("Ember Strike") == "Ember Strike"
