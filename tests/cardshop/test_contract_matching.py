"""What a partner's columns could be in the shop's terms: proposals, with their reasons."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.contract import COLUMNS, breaches, read_as_sent, read_delivery, schema_drift
from cardshop.contract.units import best_conversion, grain, read_dates, read_numbers
from cardshop.dataset import delivery_path, load_cards, load_species

# The partner's column, and what has to change beside the name.
PARTNER = {
    "card_id": ("cardId", ""),
    "lot_id": ("box", ""),
    "seller_country": ("country", ""),
    "set_code": ("set", ""),
    "release_date": ("released", "dates as %m/%d/%Y"),
    "language": ("lang", "new words: English, "),
    "species": ("pokemon", ""),
    "height_m": ("height_in", "x 0.0254 (inches to m)"),
    "weight_kg": ("weight_lb", "x 0.453592 (pounds to kg)"),
    "rarity": ("rarity", "new words: Rare Holo, Double Rare"),
    "hp": ("HP", ""),
    "attack_name": ("move", ""),
    "attack_damage": ("power", "numbers end in '+'"),
    "scan_hue_deg": ("hue", "x 360 (turns to degrees)"),
    "scan_saturation": ("sat_pct", "x 0.01 (percent to fraction)"),
    "card_type": ("energy", "new words: "),
}


@pytest.fixture(scope="module")
def catalogue():
    return load_cards().select(COLUMNS)


@pytest.fixture(scope="module")
def partner(catalogue):
    return schema_drift(read_as_sent(delivery_path("partner")), catalogue)


@pytest.mark.parametrize("column", PARTNER)
def test_a_column_of_the_partner_is_found(partner, column):
    row = partner.row(by_predicate=pl.col("column") == column, named=True)
    candidate, change = PARTNER[column]
    assert row["candidate"] == candidate
    assert row["status"] == "changed"
    renamed = candidate != column
    assert row["change"].startswith(f"renamed from {candidate}" if renamed else change)
    assert change in row["change"]
    assert row["change"].count(";") == (renamed and bool(change))


def test_what_the_partner_does_not_send_is_missing(partner):
    missing = set(partner.filter(status="missing")["column"])
    assert missing == set(COLUMNS) - set(PARTNER)
    assert partner.filter(status="extra").height == 0
    assert partner["column"].to_list() == list(COLUMNS)


@pytest.mark.parametrize(
    ("column", "confidence"),
    [
        ("card_id", "high"),
        ("height_m", "high"),
        ("hp", "medium: the names agree"),
        ("language", "medium: the names agree"),
        ("species", "medium: the values agree"),
        ("attack_damage", "medium: the values agree"),
        ("grade", "nothing comes near"),
    ],
)
def test_the_confidence_says_which_evidence_there_is(partner, column, confidence):
    row = partner.row(by_predicate=pl.col("column") == column, named=True)
    assert row["confidence"].startswith(confidence)


def test_a_clean_delivery_has_not_drifted(catalogue):
    table = schema_drift(read_delivery(delivery_path("clean")), catalogue)
    assert table.height == len(COLUMNS)
    assert table["candidate"].equals(table["column"].rename("candidate"))
    assert set(table["status"]) == {"same"}


def test_an_unknown_column_is_extra(catalogue):
    delivery = catalogue.with_columns(seller_note=pl.lit("mint"))
    last = schema_drift(delivery, catalogue).row(-1, named=True)
    assert (last["column"], last["candidate"], last["status"]) == (None, "seller_note", "extra")


def test_rare_misspellings_are_quality_and_no_schema(catalogue):
    table = schema_drift(read_delivery(delivery_path("dirty")), catalogue)
    assert set(table["status"]) == {"same"}


def test_another_partner_with_other_units_is_understood(catalogue):
    sent = catalogue.head(3_000).select(
        heightCm=pl.col("height_m") * 100,
        mass_g=pl.col("weight_kg") * 1000,
        hue_rad=pl.col("scan_hue_deg").radians(),
        saturation=(pl.col("scan_saturation") * 255).round(),
        date=pl.col("release_date").dt.strftime("%d.%m.%Y"),
    )
    table = schema_drift(sent.cast(pl.String), catalogue).filter(status="changed")
    assert dict(table.select("column", "change").rows()) == {
        "release_date": "renamed from date; dates as %d.%m.%Y",
        "height_m": "renamed from heightCm; x 0.01 (centimetres to m)",
        "weight_kg": "renamed from mass_g; x 0.001 (grams to kg)",
        "scan_hue_deg": "renamed from hue_rad; x 57.2958 (radians to degrees)",
        "scan_saturation": "renamed from saturation; x 0.00392157 (0-255 to fraction)",
    }


def test_values_alone_find_words_and_codes_but_not_every_number(catalogue):
    shuffled = {name: f"c{i}" for i, name in enumerate(COLUMNS)}
    table = schema_drift(catalogue.head(4_000).rename(shuffled), catalogue)
    found = dict(table.drop_nulls("column").select("column", "candidate").rows())
    right = {name for name in COLUMNS if found[name] == shuffled[name]}
    assert right >= {"species", "card_type", "rarity", "language", "attack_name", "release_date"}
    assert set(table["confidence"].str.head(4)) <= {"medi", "low:", "noth"}


def test_a_partners_values_pass_the_contract_once_they_are_mapped(catalogue):
    sent = read_as_sent(delivery_path("partner"))
    facts = load_species().drop("height_m", "weight_kg").rename({"species": "pokemon"})
    words = {
        "lang": ["English", "Japanese", "German", "French", "Spanish", "Italian"],
        "language": ["en", "ja", "de", "fr", "es", "it"],
    }
    types = {"Electric": "Lightning", "Dark": "Darkness", "Steel": "Metal", "Normal": "Colorless"}
    mapped = sent.join(facts, on="pokemon", how="left", maintain_order="left").select(
        pl.col(facts.columns).exclude("pokemon"),
        card_id="cardId",
        lot_id="box",
        seller_country="country",
        set_code="set",
        release_date=pl.col("released").str.to_date("%m/%d/%Y"),
        language=pl.col("lang").replace_strict(words["lang"], words["language"]),
        species="pokemon",
        height_m=(pl.col("height_in").cast(pl.Float64) * 0.0254).round(1),
        weight_kg=(pl.col("weight_lb").cast(pl.Float64) * 0.45359237).round(1),
        rarity=pl.col("rarity").replace({"Rare Holo": "Holo Rare", "Double Rare": "Ultra Rare"}),
        hp="HP",
        attack_name="move",
        attack_damage=pl.col("power").str.strip_suffix("+"),
        scan_hue_deg=pl.col("hue").cast(pl.Float64) * 360,
        scan_saturation=pl.col("sat_pct").cast(pl.Float64) / 100,
        card_type=pl.col("energy").replace(types),
    )
    waived = ("is_holo", "retreat_cost", "grading_company", "grade", "scan_brightness")
    table = breaches(mapped, load_species(), waived=waived)
    assert mapped.height == 3_000
    assert table.height == 0


@pytest.mark.parametrize(
    ("unit", "factor", "told"),
    [
        ("m", 0.0254, "inches"),
        ("m", 0.3048, "feet"),
        ("m", 0.01, "centimetres"),
        ("kg", 0.45359237, "pounds"),
        ("kg", 0.001, "grams"),
        ("degrees", 360.0, "turns"),
        ("degrees", 180 / np.pi, "radians"),
        ("fraction", 0.01, "percent"),
        ("fraction", 1 / 255, "0-255"),
    ],
)
def test_every_unit_is_recognised_from_values_alone(catalogue, unit, factor, told):
    column = {"m": "height_m", "kg": "weight_kg", "degrees": "scan_hue_deg"}
    ours = catalogue[column.get(unit, "scan_saturation")].sort().to_numpy()
    conversion, agreement = best_conversion(ours, ours[::3] / factor, unit)
    assert conversion.other == told
    assert agreement > 0.99
    assert best_conversion(ours, ours[::3], unit)[0].factor == 1


def test_a_column_in_tens_belongs_to_the_column_in_tens():
    # Its values lie nearer to the speeds; no speed is counted in tens.
    powers = [10 * round(i**0.6) for i in range(100)]
    reference = pl.DataFrame({"speed": range(1, 160, 2), "power": powers[:80]})
    table = schema_drift(pl.DataFrame({"x": range(0, 160, 10)}), reference)
    assert table["candidate"].to_list() == [None, "x"]


def test_a_column_that_resembles_nothing_is_not_pressed_into_service(catalogue):
    table = schema_drift(pl.DataFrame({"seller_note": ["mint", "near mint"]}), catalogue)
    assert table["status"].value_counts().sort("count")["status"].to_list() == ["extra", "missing"]


def test_a_moderate_shift_is_no_change_of_unit(catalogue):
    heights = catalogue["height_m"].sort().to_numpy()
    assert best_conversion(heights, 2 * heights, "m")[0].factor == 1
    ours = catalogue["scan_saturation"].sort().to_numpy()
    for shift in (0.8, 1.25):
        assert best_conversion(ours, ours * shift, "fraction")[0].factor == 1


def test_numbers_are_read_with_one_suffix_at_most():
    numbers, suffix = read_numbers(pl.Series(["60+", "70+", None])) or (None, None)
    assert (numbers.to_list(), suffix) == ([60.0, 70.0, None], "+")
    assert read_numbers(pl.Series(["60+", "70"])) is None
    assert read_numbers(pl.Series(["PK1", "PK2"])) is None
    assert read_numbers(pl.Series([None, None], dtype=pl.String)) is None


@pytest.mark.parametrize("style", ["%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d"])
def test_a_date_format_is_told_from_the_days_past_the_twelfth(catalogue, style):
    dates = catalogue["release_date"]
    read, told = read_dates(dates.dt.strftime(style)) or (None, None)
    assert told == style
    assert read.equals(dates)


@pytest.mark.parametrize(
    ("values", "step"), [([30.0, 340.0], 10), ([5.0, 30.0], 5), ([0.1, 0.7], 0.1), ([0.5994], 0)]
)
def test_the_step_of_a_column_is_the_largest_that_fits(values, step):
    assert grain(np.array(values)) == step
