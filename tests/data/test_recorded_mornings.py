"""The bad Monday of 6.4 and the drills of 6.5: as planned, and as their texts say of them."""

from __future__ import annotations

import hashlib
import math

import polars as pl
import pytest

from cardshop.journal import cards
from cardshop.journal.reading import SCHEMA
from record_drills import ACTIONS, MORNINGS
from record_drills import FOLDER as DRILLS
from record_postmortem import DESK_ONLY, LOG, MINUTES, RADIANS
from record_postmortem import FOLDER as MONDAY

TABLES = ("actions", "mornings", "unseen_actions", "unseen_mornings")
FOLDERS = {DRILLS: TABLES, MONDAY: ("journal", "labels", "log")}
LARGEST_BYTES = 100_000
ENOUGH, HARMLESS_USD = 0.9, 0.005


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_checksums_list_every_file_and_no_other(folder):
    lines = (folder / "CHECKSUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(listed) == {f"{one}.parquet" for one in FOLDERS[folder]}
    assert {one.name for one in folder.iterdir()} == {*listed, "CHECKSUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert sum(one.stat().st_size for one in folder.iterdir()) < LARGEST_BYTES


@pytest.fixture
def monday() -> pl.DataFrame:
    journal = pl.read_parquet(MONDAY / "journal.parquet")
    assert journal.schema == SCHEMA
    minute = (journal["at_ms"] - journal["at_ms"].min()) // 60_000
    return journal.with_columns(minute=minute, hue=cards(journal)["scan_hue_deg"])


def test_the_monday_is_in_radians_when_planned_and_files_nothing_while_the_desk_has_all(monday):
    minutes = monday.group_by("minute").agg(
        radians=pl.max("hue") < 2 * math.pi, desk=(pl.col("decision") == "desk").all()
    )
    assert minutes.height == MINUTES
    assert set(minutes.filter("radians")["minute"]) == set(RADIANS)
    assert set(DESK_ONLY) <= set(minutes.filter("desk")["minute"])


def test_every_card_of_the_monday_has_one_label_and_the_log_is_the_plan(monday):
    labels = pl.read_parquet(MONDAY / "labels.parquet")
    both = monday.join(labels, on=["request_id", "position"], how="inner")
    assert both.height == labels.height == monday.height
    assert pl.read_parquet(MONDAY / "log.parquet").rows() == list(LOG)


def test_the_monday_s_bad_cards_were_cheaper_than_the_desk_that_stopped_them(monday):
    labels = pl.read_parquet(MONDAY / "labels.parquet").rename({"card_type": "truth"})
    both = monday.join(labels, on=["request_id", "position"]).filter(
        pl.col("minute").is_between(RADIANS.start, DESK_ONLY.start - 1)
    )
    desk = (both["decision"] == "desk").mean()
    misfiled = ((both["decision"] == "file") & (both["card_type"] != both["truth"])).mean()
    assert 0.15 * desk + 0.6 * misfiled == pytest.approx(0.109, abs=0.0005)


@pytest.fixture
def drills() -> pl.DataFrame:
    parts = []
    for prefix in ("", "unseen_"):
        tried = pl.read_parquet(DRILLS / f"{prefix}actions.parquet")
        mornings = pl.read_parquet(DRILLS / f"{prefix}mornings.parquet")
        both = tried.join(mornings, on="morning").with_columns(shown=pl.lit(not prefix))
        assert both.height == tried.height == mornings.height * len(ACTIONS)
        parts.append(both)
    found = pl.concat(parts)
    assert set(found["morning"]) == set(MORNINGS)
    assert found.height == len(MORNINGS) * len(ACTIONS)
    return found


def test_one_action_ends_the_harm_of_a_bad_morning_and_none_is_needed_on_a_quiet_one(drills):
    quiet = pl.col("morning").str.starts_with("quiet")
    enough = pl.col("recovered").fill_null(0) >= ENOUGH
    counts = drills.group_by("morning").agg(enough.sum().alias("enough"))
    assert counts.filter(quiet)["enough"].to_list() == [0] * 4
    assert counts.filter(~quiet)["enough"].to_list() == [1] * (len(MORNINGS) - 4)


def test_a_quiet_morning_costs_what_it_costs_without_its_change(drills):
    found = drills.filter(pl.col("morning").str.starts_with("quiet"))
    lost = found["usd_a_card"] - found["usd_when_quiet"]
    assert found.height > 0
    assert lost.abs().max() < HARMLESS_USD


def test_a_morning_is_quiet_where_every_promise_that_the_exercise_states_holds(drills):
    # 6.5: late, desk, audit, most common type; without an audit nobody knows that they hold.
    kept = (
        (pl.col("late_share") <= 0.001)
        & (pl.col("desk_share") <= 0.45)
        & (pl.col("audit_misfiled") <= 0.1).fill_null(value=False)
        & (pl.col("top_type_share") <= 0.5)
    )
    assert set(drills.filter(kept)["morning"]) == {one for one in MORNINGS if "quiet" in one}


def test_half_of_the_mornings_are_shown_and_each_kind_of_action_is_among_them(drills):
    shown = drills.filter("shown")
    assert set(shown["morning"]) == {name for name, one in MORNINGS.items() if one.shown}
    assert shown["morning"].n_unique() == len(MORNINGS) / 2
    ending = shown.filter(pl.col("recovered") >= ENOUGH)["action"].unique()
    assert set(ending) == set(list(ACTIONS)[:4])
