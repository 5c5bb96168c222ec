"""The tables of exercise 6.2: made by their recorder, and bad where they say so."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from cardshop.dataset import load_cards
from record_watch import (
    AGED_LAMP,
    DAYS,
    FOLDER,
    HALLS,
    INCIDENTS,
    METRICS,
    ROWS,
    WEEKS,
    answers,
    tables,
)

NAMES = ("healthy", "next", "second_healthy", "incidents", "second_incidents")
LARGEST_BYTES = 200_000


def committed(name: str) -> pl.DataFrame:
    return pl.read_parquet(FOLDER / f"{name}.parquet")


def test_checksums_list_every_file_and_no_other():
    lines = (FOLDER / "CHECKSUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(listed) == {f"{one}.parquet" for one in NAMES}
    assert {one.name for one in FOLDER.iterdir()} == {*listed, "CHECKSUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert sum(one.stat().st_size for one in FOLDER.iterdir()) < LARGEST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_every_day_has_its_rows_in_order_and_no_null(name):
    rows = committed(name)
    day = "day" if "day" in rows.columns else "incident"
    days = WEEKS * DAYS if day == "day" else len(INCIDENTS)
    assert rows.height == days * ROWS
    assert rows["row"].to_list() == [*range(ROWS)] * days
    assert rows[day].n_unique() == days
    assert rows.null_count().sum_horizontal().item() == 0
    assert set(METRICS) <= set(rows.columns)


@pytest.mark.parametrize("prefix", HALLS)
def test_a_bad_day_is_bad_from_its_first_bad_row_to_its_end(prefix):
    rows = committed(f"{prefix}incidents")
    for _, day in rows.group_by("incident"):
        assert day["bad"].is_sorted()
        assert day["bad"].any()


def test_an_aged_lamp_costs_less_than_half_a_point():
    truth = load_cards().sort("lot_id")["card_type"]
    names = truth.unique().sort()
    right = [(names[one.kind.tolist()] == truth).mean() for one in (answers(), answers(AGED_LAMP))]
    assert 0 < right[0] - right[1] < 0.005


@pytest.mark.slow
@pytest.mark.recorded
def test_the_committed_tables_are_what_the_recorder_makes():
    made = tables()
    assert set(made) == set(NAMES)
    for name, rows in made.items():
        # Another processor's last digit may round the other way.
        assert_frame_equal(rows, committed(name), abs_tol=1.1e-4)
