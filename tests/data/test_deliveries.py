"""The ledger says exactly what a reader of the dirty delivery can find, and nothing else."""

from __future__ import annotations

import polars as pl
import pytest

from cardshop.dataset import DATA, delivery_path, load_cards, load_ledger, load_species
from generator import deliveries, partner
from generator.deliveries import CONFLICT, EXACT_DUPLICATE, ISSUES
from generator.files import press_for
from generator.seeds import SEED, Table

PRESS = press_for(SEED, DATA / "species.csv")
COUNTS = {
    "missing value": 20,
    "negative value": 8,
    "sentinel 9999": 4,
    "lower case": 27,
    "trailing space": 23,
    "grams": 17,
    "unknown category": 10,
    "day first": 13,
    "scale 0-255": 8,
    "above the scale": 5,
    EXACT_DUPLICATE: 15,
    CONFLICT: 14,
}


def read(name: str) -> pl.DataFrame:
    return (
        pl.read_csv(delivery_path(name))
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def found() -> dict[str, pl.Expr]:
    """Each issue as a rule that knows nothing of how it was planted."""
    clean = load_cards()
    return {
        "missing value": pl.col("hp").is_null(),
        "negative value": pl.col("hp") < 0,
        "sentinel 9999": pl.col("attack_damage") == 9_999,
        "lower case": ~pl.col("card_type").is_in(clean["card_type"].unique().to_list()),
        "trailing space": ~pl.col("rarity").is_in(clean["rarity"].unique().to_list()),
        "grams": (pl.col("weight_kg") - pl.col("real_weight_kg")).abs() > 1e-6,
        "unknown category": ~pl.col("language").is_in(clean["language"].unique().to_list()),
        "day first": pl.col("release_date").str.to_date(strict=False).is_null(),
        "scale 0-255": pl.col("scan_saturation") > 1,
        "above the scale": pl.col("grade") > 10,
        EXACT_DUPLICATE: ~pl.struct(pl.exclude("row", "real_weight_kg")).is_first_distinct(),
        CONFLICT: pl.struct(pl.exclude("row", "real_weight_kg")).n_unique().over("card_id") > 1,
    }


@pytest.fixture(scope="module")
def dirty():
    weights = load_species().select("species", real_weight_kg="weight_kg")
    return read("dirty").join(weights, on="species", how="left", maintain_order="left")


@pytest.mark.parametrize(("issue", "count"), COUNTS.items())
def test_independent_rules_find_exactly_the_rows_of_the_ledger(issue, count, dirty):
    listed = load_ledger().filter(pl.col("issue") == issue)["row"].to_list()
    assert len(listed) == count
    assert dirty.filter(found()[issue])["row"].to_list() == sorted(listed)


def test_the_ledger_knows_no_other_issue():
    assert set(load_ledger()["issue"]) == set(COUNTS)
    assert {issue.name: issue.count for issue in ISSUES}.items() <= COUNTS.items()


def test_a_ledger_row_points_to_its_card_and_names_a_cell_once(dirty):
    ledger = load_ledger()
    assert dirty["card_id"].gather(ledger["row"]).equals(ledger["card_id"])
    assert ledger.select("row", "column").is_unique().all()
    assert set(ledger["column"]) - {"*"} <= set(dirty.columns)


def test_an_exact_duplicate_is_the_later_copy_only(dirty):
    ledger = load_ledger().filter(pl.col("issue") == EXACT_DUPLICATE)
    assert ledger["row"].min() >= deliveries.DELIVERY_ROWS
    first = dirty.filter(pl.col("card_id").is_in(ledger["card_id"].to_list()))["row"].min()
    assert first < deliveries.DELIVERY_ROWS


def test_a_conflict_is_every_row_of_its_id(dirty):
    ledger = load_ledger().filter(pl.col("issue") == CONFLICT)
    ids = ledger["card_id"].unique().to_list()
    assert len(ids) == deliveries.CONFLICT_ROWS
    assert dirty.filter(pl.col("card_id").is_in(ids)).height == ledger.height


def test_the_clean_rows_are_what_the_seller_meant(dirty):
    meant = deliveries.clean_delivery(PRESS, Table.DIRTY_DELIVERY).with_columns(
        pl.col("release_date").cast(pl.String)
    )
    untouched = dirty.join(load_ledger(), on="row", how="anti").drop("row", "real_weight_kg")
    assert untouched.height > 3_800
    assert untouched.equals(meant.filter(pl.col("card_id").is_in(untouched["card_id"].to_list())))


def test_a_copy_of_a_faulty_row_carries_its_fault_into_the_ledger():
    table = (
        deliveries.clean_delivery(PRESS, Table.DIRTY_DELIVERY)
        .head(3)
        .with_columns(pl.col("release_date").cast(pl.String), hp=pl.Series([None, 60, 70]))
    )
    faults = pl.DataFrame({"hp": ["missing value", None, None]})
    twice = deliveries.Delivery(pl.concat([table, table[[0]]]), pl.concat([faults, faults[[0]]]))
    ledger = deliveries.ledger(twice, [])
    assert ledger.select("row", "column", "issue").rows() == [
        (0, "hp", "missing value"),
        (3, "*", EXACT_DUPLICATE),
        (3, "hp", "missing value"),
    ]


def test_the_clean_delivery_has_nothing_to_find():
    weights = load_species().select("species", real_weight_kg="weight_kg")
    clean = read("clean").join(weights, on="species", how="left", maintain_order="left")
    assert clean.height == 4_000
    assert {name: clean.filter(rule).height for name, rule in found().items()} == dict.fromkeys(
        COUNTS, 0
    )


def test_deliveries_bring_new_cards_in_new_lots():
    ids = [load_cards()["card_id"], read("clean")["card_id"], read("dirty")["card_id"].unique()]
    ids.append(read("partner")["cardId"])
    assert pl.concat(ids).is_unique().all()
    lots = [load_cards()["lot_id"], read("clean")["lot_id"], read("dirty")["lot_id"]]
    lots.append(read("partner")["box"])
    assert pl.concat([one.unique() for one in lots]).is_unique().all()


def test_no_delivery_knows_what_is_filled_in_three_days_later():
    expected = [name for name in load_cards().columns if name not in ("weakness", "resistance")]
    assert read("clean").columns[1:] == expected
    assert read("dirty").columns[1:] == expected


def test_the_partner_keeps_one_column_name_and_25_cards_a_box():
    table = read("partner").drop("row")
    assert table.height == 3_000
    assert set(table.columns) & set(load_cards().columns) == {"rarity"}
    assert len(set(table.columns) - {"box", "country"}) == 14
    assert table["box"].value_counts()["count"].unique().to_list() == [25]


def test_the_partners_file_translates_back_to_the_cards_behind_it():
    table, meant = read("partner"), partner.partner_cards(PRESS)
    assert (table["HP"] - meant["hp"]).unique().to_list() == [partner.HP_DRIFT]
    assert (table["height_in"] / 39.3701 - meant["height_m"]).abs().max() < 0.002
    assert (table["weight_lb"] / 2.20462 - meant["weight_kg"]).abs().max() < 0.03
    assert (table["sat_pct"] / 100 - meant["scan_saturation"]).abs().max() < 0.001
    assert table["power"].str.strip_chars("+").cast(pl.Int64).equals(meant["attack_damage"])
    assert table["released"].str.to_date("%m/%d/%Y").equals(meant["release_date"])
    turn = (table["hue"] * 360 - meant["scan_hue_deg"] + 180) % 360 - 180
    assert turn.mean() == pytest.approx(partner.HUE_DRIFT_DEG, abs=0.5)
    assert table["hue"].is_between(0, 1, closed="left").all()
    assert meant["release_date"].dt.year().min() == 2023
