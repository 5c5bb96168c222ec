"""The model card prints what was measured, and says of the rest that it was not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from cardshop.evaluation import (
    CardFacts,
    DataFacts,
    EvaluationError,
    Findings,
    Interval,
    Metric,
    model_card,
    review,
)

ACCURACY = Interval(0.8338, 0.8124, 0.8551, 0.95, "evolution line", 136)
BARE = CardFacts(name="card types", version="2026.11.0")
FULL = CardFacts(
    name="card types",
    version="2026.11.0",
    owner="gate team",
    made_on=date(2026, 11, 21),
    model="logistic",
    settings={"C": 1.5, "groups": "raw | hue"},
    training=DataFacts(
        about="cards.parquet",
        sha256="ab12",
        rows=12_345,
        lines=542,
        first_release=date(1999, 1, 9),
        last_release=date(2025, 6, 1),
    ),
    evaluation=DataFacts(about="held-out lines", rows=3_021, lines=136),
    metrics={
        "accuracy": Metric(ACCURACY, "share of cards"),
        "macro F1": Metric(0.7512, "mean over types"),
        "log loss": Metric(None, "nats a card"),
    },
    slices=pl.DataFrame({"slice": ["ja", "a|b"], "cards": [812, 40], "gap": [-0.0114, None]}),
    calibration={"expected calibration error, after": Metric(0.0153, "share")},
    dollars={"threshold": Metric(0.7231, "confidence"), "cost": Metric(0.08042, "$ a card")},
    desk_by_country=pl.DataFrame({"country": ["JP"], "desk_share": [0.3711]}),
    limits=("One split; other training lines\nare not covered.",),
    review=review(Findings()),
)
# Section titles of Mitchell et al. (2019), in their order.
SECTIONS = [
    "Model details",
    "Intended use",
    "Factors",
    "Metrics",
    "Evaluation data",
    "Training data",
    "Quantitative analyses",
    "Ethical considerations",
    "Caveats and recommendations",
]


def section(card: str, title: str) -> str:
    return card.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_the_sections_are_those_of_mitchell_in_order():
    for facts in (BARE, FULL):
        assert re.findall(r"^## (.+)$", model_card(facts), re.MULTILINE) == SECTIONS


def test_every_fact_stands_in_its_section():
    card = model_card(FULL)
    expected = {
        "Model details": ["2026.11.0", "gate team", "2026-11-21", "logistic", "Setting C: 1.5"],
        "Intended use": ["Out of scope", "uncatalogued"],
        "Metrics": ["accuracy | 0.834 | 0.812 to 0.855 (95%, 136 by evolution line)", "0.751"],
        "Evaluation data": ["held-out lines", "3021", "136"],
        "Training data": ["ab12", "12345", "542", "1999-01-09", "2025-06-01"],
        "Quantitative analyses": ["ja | 812 | -0.011", "0.015", "0.723", "0.0804 |", "$ a card"],
        "Ethical considerations": ["not a\nperson", "JP | 0.371"],
        "Caveats and recommendations": ["are not covered.", "Review: **iterate**", "desk share"],
    }
    for title, words in expected.items():
        for word in words:
            assert word in section(card, title), (title, word)


def test_a_card_without_measurements_holds_no_number():
    card = model_card(BARE)
    said = card.replace(BARE.version, "").replace("SHA-256", "")
    assert re.findall(r"\d", said) == []
    assert section(card, "Metrics").strip() == "Not measured."
    assert section(card, "Quantitative analyses").count("Not measured.") == 3
    assert "Not measured." in section(card, "Ethical considerations")
    assert section(card, "Training data").strip() == "Not stated."
    assert "Owner: not stated" in card
    assert "Review: not held." in card


def test_a_missing_number_among_others_says_so():
    metrics = section(model_card(FULL), "Metrics")
    assert "| log loss | not measured | not measured | nats a card |" in metrics
    assert "| macro F1 | 0.751 | not measured | mean over types |" in metrics
    assert "a\\|b | 40 | not measured |" in model_card(FULL)
    assert "SHA-256: not stated" in section(model_card(FULL), "Evaluation data")


def test_a_slice_with_a_verdict_has_no_reason_and_was_measured_all_the_same():
    about = {"slice": ["ja", "it"], "gap": [-0.08, None], "why": [None, "9 lines"]}
    card = section(model_card(replace(BARE, slices=pl.DataFrame(about))), "Quantitative analyses")
    assert "| ja | -0.080 | - |" in card
    assert "| it | not measured | 9 lines |" in card


def test_every_table_has_as_many_cells_in_each_row():
    tables = re.findall(r"(?:^\|.*\n?)+", model_card(FULL), re.MULTILINE)
    assert len(tables) == 5
    for table in tables:
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")}
        assert len(cells) == 1


def test_zero_is_a_measured_number():
    card = model_card(replace(BARE, metrics={"misfiled": Metric(0.0, "share of filed cards")}))
    assert "| misfiled | 0.000 | not measured |" in card


def test_the_same_facts_give_the_same_text():
    assert model_card(FULL) == model_card(replace(FULL))
    assert model_card(FULL).endswith("\n")


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"version": ""},
        {"metrics": {"accuracy": Metric(float("nan"), "share")}},
        {"slices": pl.DataFrame({"slice": ["ja"], "gap": [float("inf")]})},
    ],
)
def test_a_card_of_nothing_or_with_a_number_that_is_none_is_refused(change):
    with pytest.raises(EvaluationError):
        model_card(replace(FULL, **change))
