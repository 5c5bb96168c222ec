"""Prints are deterministic, long tables extend short ones, and the printing rules hold."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from cardshop.dataset import DATA, fingerprint, load_cards, load_market, load_sales, load_species
from generator import cardstock, lots, prints
from generator.files import press_for
from generator.seeds import CHUNK, SEED, Stream, Table

PRESS = press_for(SEED, DATA / "species.csv")
CARDS = load_cards()


@pytest.fixture(scope="module")
def chunk():
    """A whole chunk: 65,536 prints, enough for the shares."""
    return prints.print_chunk(PRESS, Table.CARDS, 0)


def test_the_committed_cards_are_the_first_rows_of_the_stream(chunk):
    assert fingerprint(chunk.head(12_000)) == fingerprint(CARDS)


def test_a_longer_table_extends_a_shorter_one():
    longer = prints.cards(PRESS, CHUNK + 7)
    assert longer.height == CHUNK + 7
    assert longer.head(300).equals(prints.cards(PRESS, 300))
    assert longer.tail(7).equals(prints.print_chunk(PRESS, Table.CARDS, 1).head(7))


def test_another_seed_and_another_table_print_other_cards():
    other = press_for(SEED + 1, DATA / "species.csv")
    columns = ["species", "hp", "scan_hue_deg"]
    mine = prints.cards(PRESS, 50).select(columns)
    assert not prints.cards(other, 50).select(columns).equals(mine)
    assert not prints.cards(PRESS, 50, Table.CLEAN_DELIVERY).select(columns).equals(mine)


def test_no_two_tables_share_a_stream():
    numbers = {Stream(SEED, table).draws().integers(2**62) for table in Table}
    assert len(numbers) == len(Table) == 15


def test_card_numbers_of_tables_never_overlap():
    begins = sorted(prints.FIRST_CARD.values())
    assert begins[0] + prints.MAX_ROWS < begins[1]
    assert min(np.diff(begins[1:])) > CHUNK


DOMAINS = {
    "card_id": pl.col("card_id").str.contains(r"^PK\d{8}$"),
    "lot_id": pl.col("lot_id").str.contains(r"^L\d{6}$"),
    "seller_country": pl.col("seller_country").is_in(list(lots.COUNTRIES)),
    "set_code": pl.col("set_code").str.contains(r"^S(0[1-9]|[1-6]\d|7[0-2])$"),
    "release_date": pl.col("release_date").is_between(pl.date(1999, 1, 9), pl.date(2025, 6, 18)),
    "language": pl.col("language").is_in(list(cardstock.LANGUAGES)),
    "rarity": pl.col("rarity").is_in(list(cardstock.RARITIES)),
    "hp": pl.col("hp").is_between(30, 340) & (pl.col("hp") % 10 == 0),
    "attack_damage": pl.col("attack_damage").is_between(0, 330)
    & (pl.col("attack_damage") % 10 == 0),
    "retreat_cost": pl.col("retreat_cost").is_between(0, 4),
    "attack_name": pl.col("attack_name").is_in(list(cardstock.ATTACK_NAMES)),
    "grading_company": pl.col("grading_company").is_in(list(cardstock.GRADERS)),
    "grade": pl.col("grade").is_between(1, 10) | (pl.col("grading_company") == "none"),
    "grade is null without a grader": pl.col("grade").is_null()
    == (pl.col("grading_company") == "none"),
    "scan_hue_deg": (pl.col("scan_hue_deg") >= 0) & (pl.col("scan_hue_deg") < 360),
    "scan_saturation": pl.col("scan_saturation").is_between(0, 1),
    "scan_brightness": pl.col("scan_brightness").is_between(0, 1),
    "weakness": pl.col("weakness").is_in([*cardstock.TYPES, "none"]),
    "resistance": pl.col("resistance").is_in([*cardstock.TYPES, "none"]),
    "card_type": pl.col("card_type").is_in(list(cardstock.TYPES)),
}


@pytest.mark.parametrize("rule", DOMAINS.values(), ids=DOMAINS)
def test_every_print_stays_in_the_domain(rule, chunk):
    assert chunk.select(rule.all()).item() is True


def test_only_the_grade_of_an_ungraded_card_is_null(chunk):
    empty = {column.name for column in chunk.null_count() if column.item()}
    assert empty == {"grade"}
    assert chunk["card_id"].is_unique().all()


def test_facts_on_cards_are_the_facts_of_the_species():
    species = load_species()
    joined = CARDS.join(species, on="dex_no", suffix="_fact", maintain_order="left")
    facts = [name for name in prints.FACTS if name != "dex_no"]
    assert len(facts) == 15
    assert [name for name in facts if not joined[name].equals(joined[f"{name}_fact"])] == []


@pytest.mark.parametrize(
    ("kind", "first", "last"), [(k, *v) for k, v in cardstock.IN_PRINT.items()]
)
def test_a_type_is_printed_only_in_its_years(kind, first, last, chunk):
    years = chunk.filter(pl.col("card_type") == kind)["release_date"].dt.year()
    assert years.len() > 1_000
    assert (years.min(), years.max()) == (first, min(last, 2025))


def test_a_species_is_never_printed_before_its_generation(chunk):
    first = chunk.group_by("generation").agg(pl.col("release_date").min().dt.year())
    years = dict(first.sort("generation").iter_rows())
    expected = (1999, 2000, 2003, 2007, 2011, 2014, 2017, 2020, 2023)
    assert years == dict(zip(range(1, 10), expected, strict=True))


def test_poison_cards_changed_their_type_twice(chunk):
    year = pl.col("release_date").dt.year()
    arbok = chunk.filter(species="Arbok").group_by(year.ge(2007) + year.ge(2020).cast(pl.UInt8))
    usual = arbok.agg(pl.col("card_type").mode().first()).sort("release_date")
    assert usual["card_type"].to_list() == ["Grass", "Psychic", "Darkness"]


def test_there_are_enough_fairy_cards_for_a_claim_of_their_own():
    fairy = CARDS.filter(card_type="Fairy")
    assert fairy.height >= 240
    assert fairy["line_id"].n_unique() >= 30


def test_every_lot_has_25_consecutive_cards_and_one_seller_country():
    deliveries = [CARDS, prints.cards(PRESS, 4_000, Table.CLEAN_DELIVERY)]
    for cards in deliveries:
        runs = cards.with_columns(run=pl.col("lot_id").rle_id())
        sizes = runs.group_by("run").agg(
            pl.len(), pl.col("lot_id", "seller_country").n_unique().name.suffix("_n")
        )
        assert sizes.height == cards["lot_id"].n_unique() == cards.height // 25
        assert sizes.select("len", "lot_id_n", "seller_country_n").unique().rows() == [(25, 1, 1)]


def test_a_lot_that_spans_two_chunks_stays_whole():
    cards = prints.cards(PRESS, CHUNK + 25)
    assert CHUNK % 25
    border = cards.filter(pl.col("lot_id") == cards["lot_id"][CHUNK])
    assert border.height == 25
    assert border["seller_country"].n_unique() == 1


@pytest.mark.parametrize(("name", "share"), cardstock.LANGUAGES.items())
def test_languages_keep_their_share_although_sellers_favour_their_own(name, share, chunk):
    assert (chunk["language"] == name).mean() == pytest.approx(share, abs=0.01)


def test_no_card_is_sold_before_its_release_and_every_sale_is_of_a_catalogued_card():
    sales = load_sales()
    assert (sales["sale_date"] >= sales["release_date"]).all()
    joined = sales.join(CARDS, on="card_id", suffix="_card", maintain_order="left")
    shared = [name for name in sales.columns if name in CARDS.columns and name != "card_id"]
    assert len(shared) == 23
    assert [name for name in shared if not joined[name].equals(joined[f"{name}_card"])] == []


def test_published_prices_hold_the_planted_errors():
    price = load_sales()["price_usd"]
    assert price.null_count() / price.len() == pytest.approx(0.05, abs=0.005)
    assert (price == -1).sum() / price.len() == pytest.approx(0.003, abs=0.0015)
    assert (price.drop_nulls() > 0).sum() + (price == -1).sum() == price.len() - price.null_count()


def test_the_market_has_one_row_per_week_and_no_gap():
    market = load_market()
    assert market["week"].diff().drop_nulls().unique().dt.total_days().to_list() == [7]
    assert market["week"][0].isoweekday() == 1
    assert market["week"][-1] <= load_sales()["sale_date"].max()
    assert market.null_count().sum_horizontal().item() == 0
