"""The mutants of a query: every slip that the operators promise, and none that is no change."""

from __future__ import annotations

from mutants import mutants
from mutants.sql import is_sql, sql_changes

QUERY = (
    "select a, max(b) as c from t left join u on t.k = u.k and u.d < 2 "
    "where a is not null and d between 1 and 3 group by a, g order by a desc limit 5"
)
SLIPS = {
    "u.d <= 2",
    "u.d > 2",
    "min(b)",
    "avg(b)",
    "t.k <> u.k",
    "t right join u",
    "from t  join u",
    "on t.k = u.k or u.d",
    "u.d < 3",
    "where a is  null",
    "a asc limit",
    "limit 6",
    "select b, max(b)",
    "on u.k = u.k",
    "on  u.d < 2 where",
    "on t.k = u.k where",
    "where  d between 1 and 3 group",
    "where a is not null  group by",
    "and u.d < 2  group by",
    "group by  g order",
    "group by a order",
    "a, g  limit 5",
    "g order by a desc ",
}


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_each_slip_is_made_once_in_its_place():
    made = [spaced(text) for _, text in sql_changes(QUERY)]
    for slip in SLIPS:
        assert any(spaced(slip) in text for text in made), slip


def test_a_query_in_a_function_is_changed_as_sql_and_other_texts_are_not():
    source = f'def f():\n    name = "selected"\n    return "{QUERY}"'
    made = list(mutants(source))
    assert len({one.source for one in made}) == len(made)
    assert sum(one.operator.startswith("sql ") for one in made) > 40
    assert not is_sql("selected from")
