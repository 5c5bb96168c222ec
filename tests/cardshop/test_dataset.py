"""The loads verify, the splits lose nothing and mix nothing, a fingerprint is the content."""

from __future__ import annotations

import io
import shutil

import polars as pl
import pytest

from cardshop import dataset
from cardshop.dataset import DatasetError

LOADS = [
    (dataset.load_cards, "cards.parquet", 12_000),
    (dataset.load_species, "species.csv", 1_025),
    (dataset.load_sales, "pokemon_cards_with_prices.csv", 20_000),
    (dataset.load_price_holdout, "price_holdout.csv", 4_003),
    (dataset.load_market, "market_weekly.parquet", 520),
    (dataset.load_ledger, "deliveries/dirty_ledger.csv", 164),
    (dataset.load_credit, "exams/credit.parquet", 10_000),
    (dataset.load_credit_ledger, "exams/credit_ledger.csv", 119),
    (dataset.load_churn, "exams/churn.parquet", 6_000),
    (dataset.load_churn_ledger, "exams/churn_ledger.csv", 97),
]


@pytest.fixture
def folder(tmp_path):
    """A copy of the data folder that a test may damage."""
    for name in (dataset.CHECKSUMS, *(name for _, name, _ in LOADS)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(dataset.DATA / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(("load", "name", "rows"), LOADS, ids=[name for _, name, _ in LOADS])
def test_each_table_loads_with_its_rows(load, name, rows):
    assert load().height == rows


@pytest.mark.parametrize(("load", "name", "rows"), LOADS, ids=[name for _, name, _ in LOADS])
def test_an_altered_file_is_refused_with_both_hashes_and_the_next_step(load, name, rows, folder):
    load(folder=folder)
    path = folder / name
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(DatasetError) as error:
        load(folder=folder)
    text = str(error.value)
    assert "\n" not in text
    assert str(path) in text
    assert dataset.expected_hash(name)[:12] in text
    assert dataset.sha256(path)[:12] in text
    assert "python data/generate.py" in text


def test_a_missing_file_is_named(folder):
    (folder / "cards.parquet").unlink()
    with pytest.raises(DatasetError, match=r"cards\.parquet is missing; expected sha256"):
        dataset.load_cards(folder=folder)


def test_a_folder_without_checksums_is_refused(tmp_path):
    with pytest.raises(DatasetError, match=r"CHECKSUMS is missing"):
        dataset.load_cards(folder=tmp_path)


def test_a_file_that_checksums_does_not_list_is_refused(folder):
    (folder / dataset.CHECKSUMS).write_text("00  other.csv\n")
    with pytest.raises(DatasetError, match=r"does not list cards\.parquet"):
        dataset.load_cards(folder=folder)


def test_a_hash_is_computed_once_while_the_file_stays_the_same(folder, monkeypatch):
    dataset.load_species(folder=folder)
    monkeypatch.setattr(dataset.files.hashlib, "sha256", None)
    assert dataset.load_species(folder=folder).height == 1_025


@pytest.mark.parametrize("name", ["clean", "dirty", "partner"])
def test_a_delivery_is_a_verified_csv(name):
    path = dataset.delivery_path(name)
    assert path.name == f"{name}.csv"
    assert path.is_file()


def test_an_unknown_delivery_lists_the_known_ones():
    with pytest.raises(DatasetError, match=r"'monday'.*clean, dirty, partner"):
        dataset.delivery_path("monday")


CARDS = pl.DataFrame(
    {
        "card_id": list("abcdefgh"),
        "line_id": [1, 1, 2, 2, 3, 3, 4, 4],
        "generation": [1, 1, 1, 3, 2, 2, 3, 4],
    }
)


@pytest.mark.parametrize("seed", range(5))
def test_a_split_by_line_partitions_the_cards_and_keeps_their_order(seed):
    cards = dataset.load_cards()
    train, test = dataset.split_by_line(cards, seed)
    assert not set(train["line_id"]) & set(test["line_id"])
    assert cards.equals(pl.concat([train, test]).sort("card_id"))
    assert test["card_id"].is_sorted()
    assert test["line_id"].n_unique() == round(0.25 * cards["line_id"].n_unique())


def test_a_seed_always_gives_the_same_lines_and_another_seed_others():
    first, again, other = (dataset.split_by_line(CARDS, seed)[1] for seed in (3, 3, 4))
    assert first.equals(again)
    assert not first.equals(other)


def test_the_lines_do_not_depend_on_the_order_of_the_rows():
    cards = dataset.load_cards()
    test = dataset.split_by_line(cards, 0)[1]
    turned = dataset.split_by_line(cards.reverse(), 0)[1]
    assert turned.sort("card_id").equals(test)


def test_two_lines_give_one_to_each_side_whatever_the_share():
    two = CARDS.head(4)
    for share in (0.01, 0.99):
        train, test = dataset.split_by_line(two, 0, test_share=share)
        assert (train["line_id"].n_unique(), test["line_id"].n_unique()) == (1, 1)


def test_a_forward_split_tests_the_whole_generation_and_trains_on_older_ones():
    cards = dataset.load_cards()
    train, test = dataset.split_forward(cards, 9)
    assert test.equals(cards.filter(pl.col("generation") == 9))
    assert train["generation"].max() == 8
    assert not set(train["line_id"]) & set(test["line_id"])


def test_a_forward_split_leaves_out_older_relatives_and_later_generations():
    train, test = dataset.split_forward(CARDS, 3)
    assert test["card_id"].to_list() == ["d", "g"]
    assert train["card_id"].to_list() == ["a", "b", "e", "f"]


@pytest.mark.parametrize("generation", [1, 9])
def test_a_forward_split_with_an_empty_side_names_the_usable_generations(generation):
    with pytest.raises(DatasetError, match=r"Pass one of \[2, 3, 4\]"):
        dataset.split_forward(CARDS, generation)


def test_a_split_by_time_never_tests_a_day_that_it_trains_on():
    sales = dataset.load_sales()
    train, test = dataset.split_by_time(sales, "sale_date")
    assert train["sale_date"].max() < test["sale_date"].min()
    assert pl.concat([train, test]).equals(sales)
    assert 0.2 <= test.height / sales.height < 0.21


def test_the_price_holdout_is_the_last_fifth_of_the_sales():
    test = dataset.split_by_time(dataset.load_sales(), "sale_date")[1]
    assert test.drop("price_usd").equals(dataset.load_price_holdout().drop("price_usd"))


def test_rows_of_one_day_stay_together():
    days = pl.DataFrame({"day": [1, 2, 2, 2, 2]})
    train, test = dataset.split_by_time(days, "day")
    assert (train.height, test.height) == (1, 4)


def test_a_single_day_cannot_be_split_by_time():
    with pytest.raises(DatasetError, match=r"nothing is left to train on"):
        dataset.split_by_time(pl.DataFrame({"day": [2, 2, 2]}), "day")


BAD_TABLES = {
    "no rows": (CARDS.clear(), "no rows"),
    "no column": (CARDS.drop("line_id"), "no column 'line_id'"),
    "a null": (CARDS.with_columns(line_id=pl.lit(None, pl.Int64)), "8 of 8 rows have no line_id"),
    "one line": (CARDS.head(2), "two or more are needed"),
}


@pytest.mark.parametrize(("table", "message"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_a_table_that_has_no_lines_to_split_is_refused_in_one_line(table, message):
    with pytest.raises(DatasetError, match=message) as error:
        dataset.split_by_line(table, 0)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, float("nan")])
def test_a_share_outside_zero_and_one_is_refused(share):
    with pytest.raises(DatasetError, match="not between 0 and 1"):
        dataset.split_by_line(CARDS, 0, test_share=share)
    with pytest.raises(DatasetError, match="not between 0 and 1"):
        dataset.split_by_time(CARDS, "generation", test_share=share)


def test_a_fingerprint_survives_a_change_of_file_format_and_width():
    cards = dataset.load_cards().head(500)
    text = pl.read_csv(io.StringIO(cards.write_csv()), try_parse_dates=True)
    narrow = cards.cast({"hp": pl.Int16, "rarity": pl.Categorical})
    assert dataset.fingerprint(text) == dataset.fingerprint(cards)
    assert dataset.fingerprint(narrow) == dataset.fingerprint(cards)


def test_a_fingerprint_is_frozen():
    frame = pl.DataFrame({"a": [1, None], "b": ["x", "yz"], "c": [0.5, -0.0], "d": [True, False]})
    assert dataset.fingerprint(frame) == FROZEN


FROZEN = "12ca97e56e682b3a1849be0738a12a20cc0dc6d6d477bbbacef6bad64efde56b"
BASE = pl.DataFrame({"a": [1, 2, None], "b": ["x", "yz", ""]})
CHANGED = {
    "row order": BASE.reverse(),
    "column order": BASE.select("b", "a"),
    "name": BASE.rename({"a": "c"}),
    "a value": BASE.with_columns(a=pl.Series([1, 3, None])),
    "null for zero": BASE.with_columns(pl.col("a").fill_null(0)),
    "null for empty text": BASE.with_columns(pl.col("b").replace("", None)),
    "text for a number": BASE.with_columns(pl.col("a").cast(pl.String)),
    "text cut elsewhere": BASE.with_columns(b=pl.Series(["xy", "z", ""])),
    "a row less": BASE.head(2),
}


@pytest.mark.parametrize("frame", CHANGED.values(), ids=CHANGED)
def test_a_fingerprint_notices(frame):
    assert dataset.fingerprint(frame) != dataset.fingerprint(BASE)


def test_a_fingerprint_refuses_what_it_cannot_encode():
    with pytest.raises(DatasetError, match=r"'a' holds List"):
        dataset.fingerprint(pl.DataFrame({"a": [[1]]}))
