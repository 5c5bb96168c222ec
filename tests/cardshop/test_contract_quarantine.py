"""The committed deliveries, the split into accepted and quarantined, and its lineage."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardshop.contract import COLUMNS, VERSION, breaches, quarantine, read_delivery, trace
from cardshop.contract import lineage as lineage_module
from cardshop.dataset import delivery_path, load_cards, load_ledger, load_species
from small_delivery import SPECIES, TYPES, as_text, typed

NOON = datetime(2025, 11, 21, 12, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
# What a cell may become, sound or not; ids repeat, so that copies and conflicts arise.
CELLS = {
    "card_id": ["PK00000001", "PK00000002", "PK00000003", None, "x"],
    "hp": ["90", "100", "-10", "x", None],
    "rarity": ["Rare", "Rare ", None],
    "weight_kg": ["6.0", "6000.0", ""],
    "grade": [None, "9", "11"],
    "release_date": ["2017-04-08", "08/04/2017"],
}
ROWS = st.lists(st.fixed_dictionaries({name: st.sampled_from(c) for name, c in CELLS.items()}))


@pytest.fixture(scope="module")
def dirty():
    return read_delivery(delivery_path("dirty"))


@pytest.fixture(scope="module")
def found(dirty):
    return breaches(dirty, load_species())


def test_the_contract_finds_the_ledger_and_nothing_else(dirty, found):
    ledger = load_ledger()
    cells = ledger.with_columns(pl.col("column").replace("*", "card_id"))
    assert ledger.height > 100
    assert set(found.select("row", "column").rows()) == set(cells.select("row", "column").rows())
    assert found["card_id"].equals(dirty["card_id"].gather(found["row"]))


@pytest.mark.parametrize(
    ("issue", "rules"),
    [
        ("missing value", {"null"}),
        ("negative value", {"range"}),
        ("sentinel 9999", {"range", "step"}),
        ("lower case", {"category"}),
        ("trailing space", {"category"}),
        ("grams", {"range", "species"}),
        ("unknown category", {"category"}),
        ("day first", {"type"}),
        ("scale 0-255", {"range"}),
        ("above the scale", {"range"}),
        ("exact duplicate", {"duplicate"}),
        ("same id, other content", {"conflict"}),
    ],
)
def test_an_issue_of_the_ledger_breaks_these_rules(found, issue, rules):
    entries = (
        load_ledger().filter(issue=issue).with_columns(pl.col("column").replace("*", "card_id"))
    )
    broken = found.join(entries, on=["row", "column"], how="semi")
    copies = {"duplicate", "conflict"} - rules
    assert entries.height > 0
    assert set(broken["rule"]) - copies == rules


def test_the_clean_delivery_and_the_catalogue_break_nothing():
    delivery = read_delivery(delivery_path("clean"))
    assert delivery.height == 4_000
    assert breaches(delivery, load_species()).height == 0
    assert load_cards().height == 12_000
    assert breaches(load_cards(), load_species()).height == 0


def test_accepted_cards_can_stand_beside_the_catalogue(dirty):
    accepted = quarantine(dirty, load_species()).accepted
    both = pl.concat([load_cards().select(COLUMNS), accepted])
    assert both.height == 12_000 + accepted.height


@settings(deadline=None, max_examples=6)
@given(ROWS)
def test_every_row_is_in_one_part_with_its_values_and_in_its_order(rows):
    require_whole_split(rows)


@pytest.mark.slow
@settings(deadline=None, max_examples=80)
@given(ROWS)
def test_every_row_of_many_deliveries_is_in_one_part(rows):
    require_whole_split(rows)


def require_whole_split(rows: list[dict[str, str]]) -> None:
    delivery = as_text(*rows)
    accepted, quarantined = quarantine(delivery, SPECIES)
    kept = [row for row in range(delivery.height) if row not in set(quarantined["row"])]
    assert accepted.height + quarantined.height == delivery.height
    assert quarantined["row"].to_list() == sorted(quarantined["row"])
    assert quarantined.select(COLUMNS).equals(delivery[quarantined["row"].to_list()])
    assert accepted["card_id"].to_list() == delivery[kept]["card_id"].to_list()
    assert dict(accepted.schema) == TYPES
    assert set(quarantined["row"]) == set(breaches(delivery, SPECIES)["row"])
    assert breaches(accepted, SPECIES).height == 0


def test_a_quarantined_row_says_every_reason_and_keeps_extra_columns():
    delivery = as_text({}, {"hp": None, "rarity": "rare"}).with_columns(note=pl.lit("for Ann"))
    accepted, quarantined = quarantine(delivery, SPECIES)
    assert quarantined.columns == ["row", *COLUMNS, "note", "reasons"]
    assert quarantined.row(0, named=True) == {
        "row": 1,
        **delivery.row(1, named=True),
        "reasons": "rarity category: rare (allowed: Common, Uncommon, Rare, Holo Rare, "
        "Ultra Rare, Secret Rare); hp null: empty (allowed: a value in every row)",
    }
    assert accepted.columns == list(COLUMNS)


def test_a_delivery_without_breaches_has_an_empty_quarantine():
    accepted, quarantined = quarantine(typed({}, {}), SPECIES)
    assert accepted.equals(typed({}, {}))
    assert quarantined.height == 0
    assert quarantined.columns == ["row", *COLUMNS, "reasons"]


def recorded(folder: Path, *changes: dict[str, str]) -> str:
    path = folder / "monday.csv"
    as_text(*changes).write_csv(path)
    split = quarantine(read_delivery(path), SPECIES)
    return trace(path, split, made_at=NOON, parameters={"species": "abc"}).to_json()


def test_two_runs_in_two_folders_tell_the_same_story(tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    first, second = (recorded(folder, {}, {"hp": "x"}) for folder in folders)
    assert first == second
    told = json.loads(first)
    assert (told["rows_in"], told["rows_accepted"], told["rows_quarantined"]) == (2, 1, 1)
    assert (told["source"], told["contract_version"]) == ("monday.csv", VERSION)
    assert (told["made_at"], told["parameters"]) == (
        "2025-11-21T12:00:00+00:00",
        {"species": "abc"},
    )


@pytest.mark.parametrize(
    ("changes", "differing"),
    [
        ([{}, {"hp": "y"}], {"source_sha256", "quarantined_sha256"}),
        ([{"hp": "100"}, {"hp": "x"}], {"source_sha256", "accepted_sha256"}),
    ],
)
def test_another_value_changes_the_hashes_that_hold_it(tmp_path, changes, differing):
    told = json.loads(recorded(tmp_path, {}, {"hp": "x"}))
    other = json.loads(recorded(tmp_path, *changes))
    assert {name for name in told if told[name] != other[name]} == differing


def test_a_changed_rule_changes_the_hash_of_the_code(tmp_path, monkeypatch):
    before = lineage_module.contract_code_sha256()
    copy = shutil.copytree(ROOT / "cardshop" / "contract", tmp_path / "contract")
    monkeypatch.setattr(lineage_module, "__file__", str(copy / "lineage.py"))
    assert lineage_module.contract_code_sha256() == before
    fields = copy / "fields.py"
    fields.write_text(
        fields.read_text("utf-8").replace("HP_RANGE = (30", "HP_RANGE = (20"), "utf-8"
    )
    assert lineage_module.contract_code_sha256() != before


def test_a_record_cannot_be_changed(tmp_path):
    as_text({}).write_csv(tmp_path / "a.csv")
    split = quarantine(read_delivery(tmp_path / "a.csv"), SPECIES)
    record = trace(tmp_path / "a.csv", split, made_at=NOON)
    with pytest.raises(FrozenInstanceError):
        record.rows_in = 7


@pytest.mark.slow
def test_another_process_zone_and_hash_seed_tell_the_same_story(tmp_path):
    code = (
        "from datetime import UTC, datetime\n"
        "from cardshop.contract import quarantine, read_delivery, trace\n"
        "from cardshop.dataset import delivery_path, load_species\n"
        "path = delivery_path('dirty')\n"
        "split = quarantine(read_delivery(path), load_species())\n"
        "print(trace(path, split, made_at=datetime(2025, 11, 21, tzinfo=UTC)).to_json())\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": seed},
        ).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Tokyo", "2"))
    ]
    assert len(told[0]) > 100
    assert told[0] == told[1]


@pytest.mark.slow
def test_pandas_finds_the_same_breaches_as_the_contract():
    from benchmarks.contract import measure

    measured = measure(24_000, repeats=1)
    assert measured["breaches"] > 400
    assert 0.01 < measured["share_of_rows_broken"] < 0.05
