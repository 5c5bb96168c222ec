"""What an answer looks in beside its argument, from a notebook's text and from running cells."""

from __future__ import annotations

import linecache

import pytest

from classroom.checks.origins import lookup, names_used
from classroom.checks.source import answer_from

NOTEBOOK = """
import marimo
app = marimo.App()

@app.cell
def _():
    import polars as pl
    tried = pl.DataFrame
    return

@app.cell
def _():
    {cell}
    return

@app.function
def answer(cards):
    {body}
"""


def looked(cell: str, body: str, **options) -> str:
    text = NOTEBOOK.format(cell=cell, body=body)
    function = answer_from(text, "answer", filename="a notebook")
    return lookup(function, r"shop\.cards_of", **options)


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("COLOURS = {'Red': 'Fire'}", "return cards.replace(COLOURS)"),
        ("LIMITS = (1, 2, 3)", "return [one for one in LIMITS]"),
        ("wheel = pl.DataFrame({'a': [1, 2]})", "return cards.join(wheel, on='a')"),
        ("cards = pl.read_csv(b'a')", "return cards"),
        ("seen = list(range(900))", "seen = cards.height; return seen"),
        ("cut = 3", "return cards.select(pl.col.scan_hue, pl.col.read_by > cut)"),
        ("def open_end(x): return x", "'''Never read_csv() here.'''; return open_end(cards)"),
        ("def read_text(x): return x", "return read_text(cards)"),
    ],
)
def test_what_is_written_down_or_local_may_be_read(cell, body):
    assert looked(cell, body) == ""


@pytest.mark.parametrize(
    ("cell", "body", "words"),
    [
        ("known = pl.read_csv(b'a')", "return cards.join(known)", "polars.read_csv"),
        ("x = 1", "return pl.scan_parquet('a')", "polars.scan_parquet"),
        (
            "from pathlib import Path",
            "return Path('a').read_text()",
            "looks in what read_text gives",
        ),
        ("x = 1", "return open('a')", "looks in what open gives"),
        ("x = 1", "return cards.sql('from \"a.parquet\"')", "looks in a file (.parquet)"),
        ("x = 1", "import sys as s; return s.modules['shop']", "sys.modules"),
        ("x = 1", "from shop import cards_of as c; return c()", "shop.cards_of"),
        ("known = list(range(201))", "return known", "known, which holds 201 entries"),
        ("known = {'a': [1] * 150, 'b': [1] * 51}", "return known", "201 entries"),
        ("known = pl.Series(range(201))", "return known[0]", "201 entries"),
        ("known = pl.LazyFrame()", "return known", "a table from elsewhere"),
        (
            "known = {}\n    for x in pl.read_csv(b'a').columns: known[x] = 1",
            "return known",
            "read_csv",
        ),
    ],
)
def test_tables_and_files_from_elsewhere_are_named(cell, body, words):
    assert words in looked(cell, body)


def test_a_measured_number_is_no_lookup():
    cell = "sample = pl.read_csv(b'a,b')\n    points = tried(sample).height"
    assert "read_csv" in looked(cell, "return points")
    assert looked(cell, "return points", measures=["tried"]) == ""


def test_an_alias_of_a_module_is_seen_through():
    text = NOTEBOOK.format(cell="x = 1", body="import os.path as p; return p.join('a')")
    assert "os.path.join" in names_used(answer_from(text, "answer", filename="a notebook"))


def test_the_cells_of_a_running_notebook_are_read_too(monkeypatch):
    scope = {"__name__": "__main__"}
    cells = (
        "import polars as pl\n",
        "rates = dict(zip('ab', pl.read_csv(b'a,b').columns))\n",
        "def answer(cards):\n    return cards.replace(rates)\n",
    )
    for number, text in enumerate(cells):
        name = f"/tmp/__marimo__cell_{number}_.py"
        lines = text.splitlines(keepends=True)
        monkeypatch.setitem(linecache.cache, name, (len(text), None, lines, name))
        exec(compile(text, name, "exec"), scope)
    assert lookup(scope["answer"], "nothing") == "looks in what polars.read_csv gives"
