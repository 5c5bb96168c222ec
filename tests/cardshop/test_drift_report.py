"""One table for a delivery: schema before quality before drift."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from cardshop.contract import read_as_sent, read_delivery
from cardshop.contract.parsing import parse
from cardshop.dataset import delivery_path, load_cards
from cardshop.drift import (
    FALSE_DISCOVERY_RATE,
    MONITORED,
    DriftError,
    benjamini_hochberg,
    drift_report,
)

SEED = 20251121


@pytest.fixture(scope="module")
def catalogue():
    return load_cards()


@pytest.fixture(scope="module")
def arrived():
    return parse(read_delivery(delivery_path("clean"))).head(3_000)


def verdicts(report: pl.DataFrame, *names: str) -> list[str]:
    return [
        report.row(by_predicate=pl.col("column") == name, named=True)["verdict"] for name in names
    ]


def line(report: pl.DataFrame, name: str) -> dict[str, object]:
    return report.row(by_predicate=pl.col("column") == name, named=True)


def test_a_delivery_like_the_catalogue_is_stable_in_every_column(catalogue, arrived):
    report = drift_report(catalogue, arrived, seed=SEED)
    assert report["column"].to_list() == list(MONITORED)
    assert dict(report.select("column", "kind").rows()) == dict(MONITORED)
    assert set(report["verdict"]) == {"stable"}
    assert report["q_value"].to_numpy() == pytest.approx(benjamini_hochberg(report["p_value"]))


def test_tests_that_forget_the_lots_call_the_same_delivery_drifted(catalogue, arrived):
    table = [
        [(side["seller_country"] == name).sum() for name in catalogue["seller_country"].unique()]
        for side in (catalogue, arrived)
    ]
    naive = stats.chi2_contingency(table, correction=False).pvalue
    assert naive < 1e-6
    assert line(drift_report(catalogue, arrived, seed=SEED), "seller_country")["p_value"] > 0.05


def test_a_planted_shift_is_drift_with_its_size_in_its_own_unit(catalogue, arrived):
    moved = arrived.with_columns(
        hp=pl.col("hp") + 20,
        scan_hue_deg=(pl.col("scan_hue_deg") + 60) % 360,
        rarity=pl.when(pl.col("rarity") == "Rare").then(pl.lit("Common")).otherwise("rarity"),
    )
    before, after = (drift_report(catalogue, side, seed=SEED) for side in (arrived, moved))
    assert verdicts(after, "hp", "scan_hue_deg", "rarity") == ["drift"] * 3
    assert set(after["verdict"]) == {"drift", "stable"}
    gained = {name: line(after, name)["effect"] - line(before, name)["effect"] for name in ("hp",)}
    assert gained == {"hp": pytest.approx(20)}
    assert line(after, "scan_hue_deg")["effect"] == pytest.approx(60, abs=12)
    rare = arrived.filter(rarity="Rare").height / arrived.height
    assert abs(line(after, "rarity")["effect"]) == pytest.approx(100 * rare, abs=4)
    units = [line(after, name)["unit"] for name in ("hp", "scan_hue_deg")]
    assert units == ["hit points", "degrees"]
    assert line(after, "rarity")["unit"].startswith("points of share of ")


@pytest.mark.parametrize(
    ("column", "change", "note"),
    [
        ("scan_saturation", pl.col("scan_saturation") * 255, "0-255 to fraction"),
        ("scan_hue_deg", pl.col("scan_hue_deg") / 360, "turns to degrees"),
        ("scan_hue_deg", pl.col("scan_hue_deg").radians(), "radians to degrees"),
        ("weight_kg", pl.col("weight_kg") * 1000, "grams to kg"),
        ("height_m", pl.col("height_m") / 0.0254, "inches to m"),
        ("height_m", (pl.col("height_m") / 0.0254).round(1) * 0.0254, "in steps of 0.1"),
        ("hp", pl.col("hp").cast(pl.String), "holds String; numbers are needed"),
        ("hp", pl.lit(None), "numbers are needed"),
    ],
)
def test_another_unit_or_type_is_schema_and_is_not_tested(catalogue, arrived, column, change, note):
    report = drift_report(catalogue, arrived.with_columns(change.alias(column)), seed=SEED)
    found = line(report, column)
    assert (found["verdict"], found["p_value"], found["q_value"]) == ("schema", None, None)
    assert note in found["note"]
    others = report.filter(pl.col("column") != column)
    assert others["q_value"].to_numpy() == pytest.approx(benjamini_hochberg(others["p_value"]))


def test_a_missing_column_is_schema_on_either_side(catalogue, arrived):
    ours = drift_report(catalogue.drop("hp"), arrived, seed=SEED)
    theirs = drift_report(catalogue, arrived.drop("hp"), seed=SEED)
    assert (line(ours, "hp")["verdict"], line(theirs, "hp")["verdict"]) == ("schema", "schema")
    assert "reference" in line(ours, "hp")["note"]
    assert "delivery" in line(theirs, "hp")["note"]


@pytest.mark.parametrize("empty", [None, float("nan"), float("inf")])
def test_missing_values_are_quality_and_are_not_tested(catalogue, arrived, empty):
    column = pl.when(pl.int_range(pl.len()) < 30).then(pl.lit(empty)).otherwise("scan_brightness")
    worse = arrived.with_columns(scan_brightness=column)
    found = line(drift_report(catalogue, worse, seed=SEED), "scan_brightness")
    assert (found["verdict"], found["p_value"]) == ("quality", None)
    assert found["note"].startswith("30 of 3000 values of the delivery are missing")


def test_nulls_that_the_contract_allows_are_left_out_of_the_test(catalogue, arrived):
    grades = {"grade": "number"}
    assert arrived["grade"].null_count() > 0
    assert (
        line(drift_report(catalogue, arrived, seed=SEED, kinds=grades), "grade")["verdict"]
        == "stable"
    )
    worse = arrived.with_columns(pl.col("grade") - 2)
    found = line(drift_report(catalogue, worse, seed=SEED, kinds=grades), "grade")
    assert (found["verdict"], found["unit"]) == ("drift", "grade points")


def test_the_partners_raw_columns_are_schema_before_they_are_drift(catalogue):
    sent = read_as_sent(delivery_path("partner"))
    renamed = sent.select(
        lot_id="box",
        hp=pl.col("HP").cast(pl.Float64),
        scan_hue_deg=pl.col("hue").cast(pl.Float64),
        weight_kg=pl.col("weight_lb").cast(pl.Float64),
    )
    kinds = {"hp": "number", "scan_hue_deg": "angle", "weight_kg": "number"}
    raw = drift_report(catalogue, renamed, seed=SEED, kinds=kinds)
    assert verdicts(raw, "hp", "scan_hue_deg", "weight_kg") == ["drift", "schema", "schema"]
    mended = renamed.with_columns(
        pl.col("scan_hue_deg") * 360, (pl.col("weight_kg") * 0.45359237).round(1)
    )
    report = drift_report(catalogue, mended, seed=SEED, kinds=kinds)
    assert verdicts(report, "hp", "scan_hue_deg", "weight_kg") == ["drift", "drift", "stable"]
    assert line(report, "hp")["effect"] > 30
    assert line(report, "scan_hue_deg")["effect"] > 20


def test_a_seed_repeats_the_report(catalogue, arrived):
    first, second = (drift_report(catalogue, arrived, seed=5) for _ in range(2))
    assert first.equals(second)


def test_frames_without_lots_or_rows_are_refused(catalogue, arrived):
    for broken in (
        arrived.drop("lot_id"),
        arrived.clear(),
        arrived.with_columns(lot_id=pl.lit(None)),
    ):
        with pytest.raises(DriftError, match="current frame needs rows and a lot_id"):
            drift_report(catalogue, broken, seed=SEED)
        with pytest.raises(DriftError, match="reference frame needs rows and a lot_id"):
            drift_report(broken, arrived, seed=SEED)


def test_too_few_permutations_to_find_one_drifted_column_are_refused(catalogue, arrived):
    fewest = len(MONITORED) / FALSE_DISCOVERY_RATE - 1
    with pytest.raises(DriftError, match=f"Take {fewest:.0f} or more"):
        drift_report(catalogue, arrived, seed=SEED, permutations=int(fewest) - 1)
    moved = arrived.with_columns(pl.col("hp") + 100)
    report = drift_report(catalogue, moved, seed=SEED, permutations=int(fewest))
    assert verdicts(report, "hp") == ["drift"]


@pytest.mark.slow
@pytest.mark.recorded
def test_days_without_drift_raise_few_alarms_and_naive_tests_nearly_always_do(catalogue):
    lots = catalogue["lot_id"].unique(maintain_order=True).to_numpy()
    draws, days, alarms, naive = np.random.default_rng(SEED), 150, 0, 0
    for day in range(days):
        today = pl.col("lot_id").is_in(draws.choice(lots, 120, replace=False).tolist())
        reference, current = catalogue.filter(~today), catalogue.filter(today)
        alarms += "drift" in drift_report(reference, current, seed=day, permutations=299)["verdict"]
        naive += naive_alarm(reference, current)
    # Without drift every alarm is false: 5 % are promised, three binomial errors allowed.
    assert alarms <= days * 0.05 + 3 * np.sqrt(days * 0.05 * 0.95)
    assert naive > 0.9 * days


def naive_alarm(reference: pl.DataFrame, current: pl.DataFrame) -> bool:
    """Row-wise KS and chi-square with the same correction for many columns."""
    p_values = []
    for name, kind in MONITORED.items():
        if kind == "category":
            both = pl.concat([reference[name], current[name]]).unique()
            table = [[(side[name] == word).sum() for word in both] for side in (reference, current)]
            p_values.append(stats.chi2_contingency(table, correction=False).pvalue)
        else:
            sides = (reference[name].to_numpy(), current[name].to_numpy())
            p_values.append(stats.ks_2samp(*sides, method="asymp").pvalue)
    return bool((benjamini_hochberg(p_values) <= FALSE_DISCOVERY_RATE).any())
