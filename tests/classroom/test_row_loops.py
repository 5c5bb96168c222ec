"""Python once a row: what is found in an answer's source, and what is left alone."""

from __future__ import annotations

import linecache
import textwrap

import pytest

from classroom.checks import answer_from
from classroom.checks.row_loops import python_per_row

PER_ROW = {
    "map_elements": ("return cards['a'].map_elements(len)", "calls map_elements in line 12"),
    "a loop": ("for one in cards['a']: pass", "loops over cards['a'] in line 12"),
    "a loop over numbers of rows": ("for i in range(cards.height): pass", "loops over range"),
    "a loop over groups": ("for g in cards.group_by('a'): pass", "loops over cards.group_by"),
    "a comprehension": ("return [x for x in cards['a']]", "loops over cards['a']"),
    "a generator expression": ("return max(x for x in cards['a'])", "calls max on rows"),
    "a loop over what was made of it": ("s = cards['a']\nt = s\nfor x in t: pass", "line 14"),
    "a loop after a literal of that name": ("s = (1,)\ns = cards['a']\nfor x in s: pass", "over s"),
    "a loop over one of two columns": (
        "for s in (cards['a'], cards['b']):\n    for x in s: pass",
        "loops over s in line 13",
    ),
    "a star": ("return [*cards['a']]", "unpacks cards['a']"),
    "list": ("return list(cards['a'])", "calls list on rows"),
    "map": ("return list(map(len, cards['a']))", "calls list on rows"),
    "zip": ("return dict(zip(cards['a'], cards['b']))", "calls dict on rows"),
    "reduce": ("from functools import reduce\nreduce(max, cards['a'])", "calls reduce on rows"),
    "while": ("i = 0\nwhile i < 3:\n    i += 1", "has a while loop in line 13"),
    "a nested function": ("def f(s):\n    return [x for x in s]\nreturn f(cards)", "over s"),
    "a lambda": ("return cards.pipe(lambda s: [x for x in s])", "loops over s"),
    "a helper": ("return words(cards)", "calls words, which loops over names in line 9"),
    "a helper that is handed on": ("return cards['a'].pipe(words)", "calls words, which loops"),
    "a helper by keyword": ("return words(names=cards)", "calls words, which loops"),
    "a helper given stars": ("return words(*[cards])", "calls words, which loops"),
    "a helper of a helper": ("return outer(cards)", "calls outer, which calls words, which loops"),
    "recursion": ("return answer(cards[1:])", "calls itself (answer)"),
    "a method": ("return Words().of(cards)", "calls of, which loops over names"),
    "pandas": ("return pl.DataFrame(pd.DataFrame())", "uses pandas in line 12"),
    "a name from pandas": ("return DataFrame()", "uses pandas"),
    "an import": ("import pandas.core as core", "imports pandas"),
    "an import from": ("from pandas import concat", "imports pandas"),
    "numpy in disguise": ("return np.vectorize(len)(cards['a'])", "calls vectorize"),
}
WHOLE_COLUMNS = {
    "expressions": "return cards.select(pl.col('a').mean().over('b'))",
    "a loop over a literal": "for name in ('a', 'b'): pass",
    "a loop over names": "for name in cards.columns: pass",
    "a comprehension over names": "return list(cards[name] for name in cards.columns)",
    "a list of expressions": "made = [pl.col(n) for n in ('a', 'b')]\nreturn cards.select(*made)",
    "a dict of columns": "d = {'a': cards['a']}\nreturn [s.alias(n) for n, s in d.items()]",
    "a loop over columns": "return [s.name for s in cards.get_columns()]",
    "a pair of a literal and columns": "for n, v in zip(('x', 'y'), cards['a']): pass",
    "max of two": "return max(cards.height, 1)",
    "numpy": "return np.bincount(cards['a'].to_numpy())",
    "a helper given names": "return words(['a', 'b'])",
    "a helper given expressions": "return cards.select(words((pl.col('a'), pl.col('b'))))",
    "a helper that nobody calls": "return cards.select(math.pi)",
}
NOTEBOOK = """\
with app.setup:
    import math, numpy as np, pandas as pd, polars as pl
    from pandas import DataFrame

@app.cell
def _():
    class Words:
        def of(self, names): return [one for one in names]
    def words(names): return [one for one in names]
    def outer(x): return words(x)
    def answer(cards):
"""


def answer(body: str):
    text = NOTEBOOK + textwrap.indent(body, " " * 8) + "\n"
    linecache.cache["a notebook"] = (len(text), None, text.splitlines(keepends=True), "a notebook")
    return answer_from(text, "answer", filename="a notebook")


@pytest.mark.parametrize("name", PER_ROW)
def test_python_once_a_row_is_found_and_told_with_its_line(name):
    body, words = PER_ROW[name]
    assert words in (python_per_row(answer(body)) or "nothing found")


@pytest.mark.parametrize("name", WHOLE_COLUMNS)
def test_whole_columns_are_left_alone(name):
    assert python_per_row(answer(WHOLE_COLUMNS[name])) is None


def test_a_function_without_a_source_does_not_pass():
    assert python_per_row(len) == "has no source that can be read"
