"""What the checks of 1.3 and 1.4 do beside judging: they stop, they stay closed, they measure."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from classroom.checks import Question, speed
from questions import compiled, judged, questions, solution_source


def question(question_id: str) -> Question:
    (found,) = (one for one in questions() if one.id == question_id)
    return found


def told(query: str) -> str:
    return judged(question("1.4"), f'def last_known_price():\n    return """{query}"""').sentence


@pytest.fixture
def check_module():
    return sys.modules[question("1.4").cases.__module__]


def test_a_query_that_does_not_end_is_stopped(monkeypatch, check_module):
    monkeypatch.setattr(check_module, "PATIENCE_S", 0.1)
    endless = (
        "with recursive n as (select 1 as i union all select i + 1 from n) select max(i) from n"
    )
    assert told(endless) == "The query was stopped after 0.1 seconds."


def test_a_result_with_far_too_many_rows_is_not_fetched_whole(check_module):
    query = compiled(question("1.4"), solution_source(question("1.4")))()
    many = f"select * from ({query}) union all select i, '', null, 1 from range(1000, 30000) t(i)"
    assert told(many) == "For 17 quotes at least 10000 rows come back."


@pytest.mark.parametrize("source", ["read_text('/etc/hostname')", "glob('*')"])
def test_a_query_reaches_no_file(source):
    assert "file system operations are disabled" in told(f"select * from {source}")


def test_a_query_loads_nothing_from_elsewhere():
    assert "HTTP" not in told("select * from 'https://example.org/prices.parquet'")
    assert told("select st_point(1, 2)").startswith("DuckDB refused the query: Catalog Error")


def test_a_query_reaches_no_variable(monkeypatch, check_module):
    frame = pd.DataFrame({"quote_id": [1]})
    monkeypatch.setattr(check_module, "frame", frame, raising=False)
    assert "Table with name frame does not exist" in told("select * from frame")


def test_speed_is_measured_on_equal_tables_only():
    attack_words = compiled(question("1.3"), solution_source(question("1.3")))
    with pytest.raises(speed.UnequalError, match="there are 99999 rows, expected 100000"):
        question("1.3").speed(lambda cards: attack_words(cards).tail(-1))


@pytest.mark.slow
def test_the_speed_of_whole_columns_is_told_beside_three_ways_in_pandas():
    measured = question("1.3").speed(compiled(question("1.3"), solution_source(question("1.3"))))
    rows = speed.table(measured)
    assert [row["way"].split()[0] for row in rows] == ["pandas", "pandas", "pandas", "yours"]
    assert measured["rows"] == 100_000
    # Loose on purpose: a call for each row costs more than whole columns on any machine.
    assert measured["pandas by row ratio"] > 3
