"""What marimo puts out becomes plain HTML: tiny outputs, tiny notebooks, and folders."""

from __future__ import annotations

import errno
import json
from html import escape
from pathlib import Path

import altair as alt
import marimo as mo
import polars as pl
import pytest

from classroom import display, syllabus
from classroom.charts import bars
from classroom.commands import site as command
from classroom.display import memory, reading
from classroom.refusals import refused
from classroom.site import SiteError, documents, outline, refuse_another_folder, searching, write
from classroom.site.cells import cells, paired
from classroom.site.elements import plain
from classroom.site.lesson import Page, page
from classroom.site.markup import Node, element, parsed

NOTEBOOK = """
import marimo

app = marimo.App()

with app.setup:
    import marimo as mo

    from tests_count import RUNS


@app.cell(hide_code=True)
def _():
    mo.md("# A lesson")
    return


@app.cell
def _():
    # why
    RUNS.append(1)
    total = 1 + 1
    mo.md(f"It is **{total}**.")
    return (total,)


@app.cell
def _(total):
    mo.stop(total == 2, mo.md("stopped"))
    never = 1
    return (never,)


@app.cell
def _(never):
    never
    return


@app.cell
def _(total):
    total < 3
    return


if __name__ == "__main__":
    app.run()
"""


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    import sys
    from types import SimpleNamespace

    monkeypatch.setitem(sys.modules, "tests_count", SimpleNamespace(RUNS=[]))
    path = tmp_path / "00_tiny.py"
    path.write_text(NOTEBOOK, "utf-8")
    return path, sys.modules["tests_count"].RUNS


def html_of(thing) -> str:
    return plain(mo.as_html(thing).text).html()


def test_each_cell_runs_once_and_stands_beside_what_it_put_out(notebook):
    path, runs = notebook
    made = page("a.html", "00", paired(path, *reading.ran(reading.loaded(path), path)))
    assert runs == [1]
    text = made.body.html()
    assert made.title == "A lesson"
    assert "<p>It is <strong>2</strong>.</p>" in text
    assert "stopped" in text
    shown = made.body.text()
    assert "# why RUNS.append(1) total = 1 + 1It is 2." in shown
    assert "if __name__" not in shown
    assert [one.hidden for one in cells(path)] == [True, False, False, False, False]


def test_a_failing_cell_is_named_with_its_error_and_nothing_is_replaced(notebook, monkeypatch):
    path, _ = notebook
    path.write_text(NOTEBOOK.replace("total = 1 + 1", "total = 1 / 0"), "utf-8")
    out = path.parent / "site"
    write(out, {"index.html": "the old one"})
    lesson = syllabus.Lesson("00_tiny", "Tiny", 1, (1,), 1, 1, ())
    monkeypatch.setattr(syllabus, "lessons", lambda: (lesson,))
    monkeypatch.setattr(syllabus, "ROOT", path.parent)
    with pytest.raises(SiteError, match=r"`total = 1 / 0`.*nothing was.*ZeroDivisionError"):
        command.site(out=out)
    assert (out / "index.html").read_text("utf-8") == "the old one"


def test_text_and_attributes_are_escaped_on_the_way_through():
    text = '<p title="a &quot;b&quot; &lt;c&gt;">1 &lt; 2 &amp; <b>3</b><br></p>'
    assert parsed(text).html() == text
    assert element("p", "<script>").html() == "<p>&lt;script&gt;</p>"


def test_an_element_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="marimo-novelty"):
        plain("<marimo-novelty></marimo-novelty>")


def test_a_prediction_shows_its_options_and_the_result_folded():
    with memory.as_nobody():
        guess = display.predict("t.page", "Which `hp`?", ["the *left*", "right"])
        shown = html_of(mo.vstack([guess, display.after(guess, mo.md("42"), right="right")]))
    assert 'class="predict"' in shown
    assert "<strong>B</strong> right" in shown
    assert "<summary>What comes out</summary>" in shown
    assert "It is <strong>right</strong>." in shown
    assert "42" in shown


def test_nothing_of_a_learners_own_stands_on_a_page(monkeypatch):
    record = memory.progress.MemoryRecord()
    memory.progress.record_text(record, "socratic t.page", "my own answer")
    line = {"kind": "ledger", "lesson": "01", "label": "my own line", "usd_a_card": 1.0}
    memory.progress.append_new(record, line, subject=("kind", "lesson"))
    monkeypatch.setattr(memory, "_on_disk", lambda: record)
    assert "my own" in mo.as_html(display.socratic("t.page", "Why?", "Because.")).text
    assert "my own" in mo.as_html(display.ledger(("a line", 0.5))).text
    with memory.as_nobody():
        shown = html_of(display.socratic("t.page", "Why?", "Because."))
        shown += html_of(display.ledger(("a line", 0.5)))
    assert "my own" not in shown
    assert "Why?" in shown
    assert "<details><summary>Compare with a model answer (Why? …)</summary>" in shown


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: mo.ui.slider(1, 60, value=15, label="Cents *a card*"), "Cents a card 15 from 1"),
        (lambda: mo.ui.range_slider(0, 9, value=[2, 4], label="hp"), "hp 2 to 4 from 0 to 9"),
        (lambda: mo.ui.dropdown(["a", "b"], value="b", label="Of"), "Of b one of: a, b"),
        (lambda: mo.ui.dropdown(list("abcdefghi"), value="b", label="Of"), "Of b one of 9"),
        (lambda: mo.ui.switch(value=True, label="Deal"), "Deal on a switch"),
        (lambda: mo.ui.checkbox(label="Exact"), "Exact off"),
        (lambda: mo.ui.number(0, 39, value=3, label="minute"), "minute 3 from 0 to 39"),
        (lambda: mo.ui.text(value="Ember", label="Name"), "Name Ember"),
        (lambda: mo.ui.button(label="Again"), "Again a button"),
    ],
)
def test_a_control_is_a_line_with_its_label_and_its_default(made, words):
    (line,) = [one for one in plain(made().text).walk() if "control" in one.classes()]
    assert line.name == "p"
    assert line.text().startswith(words)


def test_the_first_control_of_a_section_says_where_it_moves(tmp_path):
    slider = mo.as_html(mo.ui.slider(1, 3, label="x")).text
    outputs = ["<h1>A</h1>", slider, slider, "<h2>B</h2>", slider]
    path = tmp_path / "n.py"
    path.write_text("@app.cell(hide_code=True)\ndef _():\n    1\n" * 5, "utf-8")
    made = page("a.html", "03", paired(path, outputs, {}))
    assert made.body.html().count("uv run course start 03") == 2


def test_a_frame_is_a_table_with_headings_and_nulls_named():
    frame = pl.DataFrame({"day": ["<Monday>", None], "share": [0.123456789, None], "n": [1, 2]})
    tree = plain(mo.as_html(frame).text)
    head = [one for one in tree.walk() if one.name == "th"]
    assert [(one.text(), one.get("scope"), one.get("class")) for one in head] == [
        ("day", "col", ""),
        ("share", "col", "number"),
        ("n", "col", "number"),
    ]
    cells = [one.text() for one in tree.walk() if one.name == "td"]
    assert cells == ["<Monday>", "0.123457", "1", "null", "null", "2"]
    (box,) = [one for one in tree.walk() if "table" in one.classes()]
    assert box.get("tabindex") == "0"
    assert "rows." not in tree.text()


def test_a_long_frame_says_how_many_rows_there_are():
    tree = plain(mo.as_html(pl.DataFrame({"n": range(1200)})).text)
    rows = sum(one.name == "tr" for one in tree.walk()) - 1
    assert f"{rows} of 1,200 rows." in tree.text()
    assert 0 < rows < 1200


def test_a_value_of_python_is_written_without_marimos_marks():
    tree = plain(mo.as_html({"t": 0.5, "n": [1, True], "s": "a<b"}).text)
    assert json.loads(tree.text()) == {"t": 0.5, "n": [1, True], "s": "a<b"}


def test_a_chart_is_two_pictures_in_the_colours_of_the_page_with_its_reading():
    frame = pl.DataFrame({"kind": ["fire", "water"], "cards": [3, 5]})
    chart, said = bars(frame, category="kind", value="cards", unit="cards")
    shown = display.figure(chart, said)
    tree = plain(shown.text)
    pictures = [one for one in tree.walk() if one.name == "svg"]
    assert [one.get("class") for one in pictures] == ["wide", "narrow"]
    for one in pictures:
        assert (one.get("role"), one.get("aria-label")) == ("img", said)
        text = one.html()
        assert 'fill="currentColor"' in text
        assert "#010203" not in text
        assert 'fill="white"' not in text
        assert "water" in text
    assert said in [one.text() for one in tree.walk() if one.name == "em"]
    assert isinstance(chart, alt.LayerChart)


def test_headings_of_a_folded_part_stand_below_their_section():
    folded = "<details><summary>x</summary><h1>Card</h1><h2>Use</h2></details>"
    body = parsed(f"<h1>A</h1><h3>B c</h3>words &amp; more{folded}<h2>B c</h2>")
    headings = outline.ordered(body)
    assert [(one.level, one.id) for one in headings] == [
        (1, "a"),
        (2, "b-c"),
        (3, "card"),
        (4, "use"),
        (2, "b-c-1"),
    ]
    assert headings[1].words == "words & more x"


def test_links_lead_to_pages_and_those_to_other_files_become_words():
    body = parsed('<a href="b.md#x">b</a> <a href="../cardshop/c.py">c</a> <a href="#y">y</a>')
    made = Page("docs/a.html", "A", body, (), "Document")
    linked = documents.linked(made, "docs/a.md", {"docs/b.md": "docs/b.html"})
    assert linked.body.html() == '<a href="../docs/b.html#x">b</a> c <a href="#y">y</a>'


def test_the_index_of_the_search_cannot_end_its_script():
    heading = outline.Heading(1, "a", "A", "</script><b>")
    index = searching.index([Page("a.html", "A", Node(), (heading,))])
    assert "</script" not in index
    told = json.loads(index.removeprefix("window.COURSE_SECTIONS = ").rstrip(";\n"))
    assert told[0]["words"] == "</script><b>"


def test_a_folder_is_replaced_whole_and_only_if_it_is_a_site(tmp_path, capsys):
    out = tmp_path / "site"
    write(out, {"a.html": "one", "docs/b.html": "two"})
    write(out, {"c.html": "three"})
    assert sorted(one.name for one in out.iterdir()) == [".course-site", "c.html"]
    assert list(tmp_path.iterdir()) == [out]
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("years")
    with pytest.raises(SystemExit) as ended, refused():
        refuse_another_folder(other)
    assert ended.value.code == 2
    assert "is no site that `course site` wrote" in capsys.readouterr().err
    with pytest.raises(SiteError):
        write(other, {"a.html": "one"})
    assert [one.name for one in other.iterdir()] == ["thesis.txt"]


def test_a_full_disk_gets_a_line_and_the_old_site_stays(tmp_path, monkeypatch):
    out = tmp_path / "site"
    write(out, {"a.html": "one"})

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(SiteError, match=r"No space left on device.*nothing was replaced"):
        write(out, {"a.html": "two"})
    monkeypatch.undo()
    assert (out / "a.html").read_text("utf-8") == "one"
    assert list(tmp_path.iterdir()) == [out]


def test_an_old_site_is_put_back_when_the_new_one_cannot_be_moved(tmp_path, monkeypatch):
    out = tmp_path / "site"
    write(out, {"a.html": "one"})
    rename = Path.rename

    def refusing(path, target):
        if path.name == "new":
            raise OSError(errno.EACCES, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(SiteError, match="Permission denied"):
        write(out, {"a.html": "two"})
    assert (out / "a.html").read_text("utf-8") == "one"


def test_labels_with_marks_stay_text_in_a_summary():
    folded = mo.accordion({"The `price` <b>": mo.md("x")})
    (summary,) = [one for one in plain(folded.text).walk() if one.name == "summary"]
    assert summary.children[0] == "The "
    assert escape("<p>") not in summary.html()
    assert "<p>" not in summary.html()
