"""The fixtures of module 7: the script of 7.2 is what the exercise says, the figures of 7.3 too."""

from __future__ import annotations

import ast
import math
import sys
from collections import Counter

import polars as pl
import pytest

import record_serving
from cardshop.dataset import DATA, load_market, load_sales
from classroom import catalogue, checks, syllabus
from classroom.checks import measures
from questions import compiled, questions, right, solution_text

BY_ID = {one.id: one for one in questions()}
REPORT = sys.modules[BY_ID["7.2"].cases.__module__]
DESCRIPTION = sys.modules[BY_ID["7.3"].cases.__module__]
# How far a number is from the middle between two roundings, at least, in units of the last digit.
FROM_MIDDLE = 1e-4


def off_the_middle(value: float, digits: int) -> float:
    return abs(value * 10**digits % 1 - 0.5)


def test_no_number_of_a_report_depends_on_how_a_half_is_rounded():
    drawn = map(REPORT.original, map(REPORT.drawn, REPORT.FULL_SEEDS))
    reports = [one.sort("kind", "week") for one in (*REPORT.wanted(), *drawn)]
    rows = [row for one in reports for row in one.iter_rows(named=True)]
    judged = 0
    for before, row in zip([{"kind": ""}, *rows], rows, strict=False):
        if row["real_usd"] is not None:
            judged += 1
            assert off_the_middle(row["median_usd"] / row["index"] * 100, 2) > FROM_MIDDLE
        if row["change_pct"] is not None:
            assert before["kind"] == row["kind"]
            change = (row["real_usd"] / before["real_usd"] - 1) * 100
            assert math.isclose(round(change, 1), row["change_pct"])
            assert off_the_middle(change, 1) > FROM_MIDDLE
    assert judged > 200


def test_the_script_loses_the_cards_of_one_day_and_no_others():
    (about,) = [one for one in REPORT.tables() if "2012-01-01" in one.about]
    lost = about.sales.height - REPORT.wanted()[REPORT.tables().index(about)]["sales"].sum()
    assert lost == 1
    plain = REPORT.tables()[0]
    assert REPORT.wanted()[0]["sales"].sum() == plain.sales.height


def test_tables_hold_each_kind_both_notes_and_gaps():
    every = pl.concat(REPORT.wanted())
    assert set(Counter(every["kind"])) == {"graded", "modern", "vintage"}
    assert set(every["note"]) == {"", "few"}
    assert {4, 5, 6} <= set(every["sales"])
    assert every["index"].null_count() > 0
    assert any(one.sales.is_empty() for one in REPORT.tables())


def test_the_script_itself_is_over_every_limit_but_that_of_parameters():
    scope = {"__name__": "report"}
    exec(REPORT.script(), scope)
    parts = measures.parts(scope["report"])
    assert measures.longest(parts).value > REPORT.MOST_LINES
    assert measures.deepest(parts).value > REPORT.DEEPEST
    assert measures.copies(parts)
    assert 2012 in measures.repeated_numbers(parts)
    assert measures.bare_excepts(parts)
    assert measures.prints(parts)
    assert 60 <= len((DATA / "messy_report" / "report.py").read_text("utf-8").splitlines()) <= 90


@pytest.mark.slow
def test_on_all_sales_of_the_shop_every_right_answer_returns_what_the_script_does():
    text = solution_text(BY_ID["7.2"])
    original = checks.answer_from(text, "original_report", filename="solution")
    sales, market = load_sales(), load_market()
    want = original(sales, market)
    answers = [one for one in right() if one.question.id == "7.2"]
    assert len(answers) >= 3
    for one in answers:
        got = compiled(one.question, one.source)(sales.clone(), market.clone())
        counted = ["week", "kind", "sales", "note"]
        assert got.select(counted).equals(
            want.select(counted).cast(dict(got.select(counted).schema))
        )
        # Real prices lie on halves of a cent: ways of rounding may differ there by the last digit.
        for name, digit in (("median_usd", 1e-9), ("real_usd", 0.011), ("change_pct", 0.11)):
            assert (got[name] - want[name]).abs().max() <= digit


def test_the_model_answer_is_shown_with_the_helpers_that_stand_in_cells_of_their_own():
    shown = catalogue.solution(syllabus.sheet("7.2"), "price_report")
    assert shown.startswith("def price_report(")
    assert "def compared(" in shown
    assert "SOLUTION" not in shown
    assert "def compared(" not in syllabus.sheet("7.2").file("exercises").read_text("utf-8")
    ast.parse(shown)


def test_the_tests_that_the_exercise_shows_exist():
    folder = DATA.parent / "tests" / "cardshop"
    text = "\n".join(path.read_text("utf-8") for path in folder.glob("test_service*.py"))
    shown = solution_text(BY_ID["7.3"])
    assert len(DESCRIPTION.TESTS) == 8
    for name in DESCRIPTION.TESTS:
        assert f"def {name}(" in text
        assert f"- `{name}`" in shown


DOCUMENT = """<!-- begin serving -->
### tree

| way | requests/s | CPU ms a request | p50 ms | p99 ms | RSS MB | failed | late |
| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| naive FastAPI | 100 | 8 | 200 | 400 | 300 | 0 | 0 |
| the service | 1,500 | 0.5 | 10 | 20 | 150 | 0 | 3 |
| the service, each card computed alone | 200 | 2 | 60 | 80 | 170 | 0 | 0 |

The service answers 15.1 times (14.0 to 16.2) the requests of the naive one, which spends 16.3
times (15 to 17) its CPU on each.
<!-- end serving -->"""


def test_the_recorder_reads_both_ways_and_their_ratios():
    found = record_serving.serving(DOCUMENT)
    assert found.columns == pl.read_csv(DATA / "measured" / "serving.csv").columns
    assert found.row(0) == ("tree", "requests a second", "requests/s", 100, 1500, 15.1, 14, 16.2)
    assert found.row(1)[3:] == (8, 0.5, 16.3, 15, 17)
    assert found.row(6) == ("tree", "late answers", "requests", 0, 3, None, None, None)


def test_the_conditions_of_the_measurement_stand_in_the_exercise():
    text = solution_text(BY_ID["7.3"])
    for words in ("32 connections", "200 cards", "7 turns of 4 seconds", "2 cores", "100 ms"):
        assert words in text.replace("\n    ", " ").replace("each, on", "each, on")
