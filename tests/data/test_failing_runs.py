"""The failing runs: their tables come from cards.parquet, their logs from running their code."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest

from build_runs import UNSEEN_SEED, UNSEEN_SHARE, tables
from cardshop.dataset import load_cards, split_by_line
from cardshop.training.recorded import FOLDER, RUNS
from record_runs import record, written

LARGEST_FOLDER_BYTES = 300_000


def test_checksums_list_the_table_of_every_run_and_no_other():
    lines = (FOLDER / "CHECKSUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(listed) == {path.name for path in FOLDER.glob("*.parquet")}
    assert set(listed) == {f"{name}.parquet" for name in RUNS}
    for name, digest in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_every_run_has_code_of_at_most_25_lines_a_table_and_a_log():
    for name in RUNS:
        assert len((FOLDER / f"{name}.py").read_text("utf-8").splitlines()) <= 25
        assert (FOLDER / f"{name}.json").is_file()
    sizes = [path.stat().st_size for path in FOLDER.iterdir() if path.is_file()]
    assert 0 < sum(sizes) < LARGEST_FOLDER_BYTES


def test_the_tables_are_what_the_cards_make_of_them():
    for name, table in tables().items():
        assert pl.read_parquet(FOLDER / f"{name}.parquet").equals(table), name


def test_no_table_holds_a_line_that_repairs_are_judged_on():
    _, unseen = split_by_line(load_cards(), UNSEEN_SEED, test_share=UNSEEN_SHARE)
    for name in RUNS:
        table = pl.read_parquet(FOLDER / f"{name}.parquet")
        assert table.height > 1_000
        assert not set(table["line_id"]) & set(unseen["line_id"]), name


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize("name", RUNS)
def test_a_log_is_what_running_the_code_gives(name):
    assert written(record(name)) == (FOLDER / f"{name}.json").read_text("utf-8")
