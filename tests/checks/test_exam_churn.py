"""The exam `churn`: its traps are in the data, its bars between naive and honest answers."""

from __future__ import annotations

import polars as pl
import pytest

from classroom import checks, syllabus
from classroom.checks.shares import Clustered, difference, inside
from questions import answers, compiled, questions

BANK = checks.load_bank(syllabus.exam("churn").file("checks"))
REGIONS = ("North", "South", "East", "West")
NAIVE = ("passes the numbers on", "term and months alone")


def tables_of(question_id: str) -> dict:
    """What stands in the module of a question's check."""
    return BANK[question_id].cases.__globals__


def columns_of(source: str):
    (question,) = (one for one in questions() if one.id == "churn-3")
    return compiled(question, source)


@pytest.mark.parametrize("region", REGIONS)
def test_no_region_differs_by_household_and_one_seems_to_by_row(region):
    table = tables_of("churn-2")["sound"]()
    others = [one for one in REGIONS if one != region]
    groups = inside("region", [region]), inside("region", others)
    by_home = difference(Clustered(table, "churned", "household_id"), *groups)
    by_row = difference(Clustered(table, "churned", "contract_id"), *groups)
    assert abs(by_home.points) < by_home.half
    assert (abs(by_row.points) > by_row.half) == (region == "South")
    # Who counts rows is told: the interval is too narrow by more than the check lets pass.
    assert by_row.half < 0.8 * by_home.half


def test_a_group_that_shares_nothing_is_as_sure_by_row_as_by_household():
    table = tables_of("churn-2")["sound"]()
    groups = inside("complaints_180d", [1, None]), inside("complaints_180d", [0, 0])
    halves = [
        difference(Clustered(table, "churned", cluster), *groups).half
        for cluster in ("household_id", "contract_id")
    ]
    assert halves[0] == pytest.approx(halves[1], rel=0.05)


@pytest.mark.slow
@pytest.mark.recorded
@pytest.mark.parametrize(("where", "bar"), [("sound", "ENOUGH"), ("elsewhere", "ENOUGH_ELSEWHERE")])
def test_the_bars_lie_between_naive_and_honest_features(where, bar):
    module = tables_of("churn-3")
    table = module[where]()
    right, wrong = (one["churn-3"] for one in answers("exam_churn"))
    naive = [wrong[name][0] for name in NAIVE]
    areas = [
        [module["area"](table, columns_of(source)(table)) for source in sources]
        for sources in (naive, right.values())
    ]
    assert len(areas[1]) >= 4
    assert max(areas[0]) + 0.004 < module[bar] < min(areas[1]) - 0.004


def test_the_numbers_passed_on_reach_what_the_exam_says():
    module = tables_of("churn-3")
    source = answers("exam_churn")[1]["churn-3"][NAIVE[0]][0]
    reached = module["area"](module["sound"](), columns_of(source)(module["sound"]()))
    said = syllabus.exam("churn").file("solutions").read_text("utf-8")
    assert f"reach\n    {reached:.2f}." in said
    assert f"area under the curve of {module['ENOUGH']:.3f} or" in said


def test_the_sound_rows_are_those_that_no_rule_accuses():
    accused = tables_of("churn-1")["of_ledger"](tables_of("churn-1")["load_churn_ledger"]())
    sound = tables_of("churn-3")["sound"]()
    assert sound.height == 6_000 - len({row for row, _ in accused}) == 5_903
    assert sound["contract_id"].n_unique() == sound.height
    assert sound.equals(tables_of("churn-2")["sound"]())


def test_the_other_table_has_errors_that_the_published_one_has_not():
    module = tables_of("churn-1")
    (_, _, usual), (_, table, other) = module["elsewhere"]()
    assert len(usual) > 90
    assert len(other) > 60
    assert {rule for _, rule in other} == set(module["FOUND_BY"])
    assert table.select(pl.col("payment").is_null().sum()).item() >= 14
