"""The benchmarks say what they measured, and compare equal results; no time is asserted."""

from __future__ import annotations

import polars as pl
import pytest

from benchmarks import (
    contract,
    engines,
    launch,
    report,
    round_trip,
    timing,
    validation,
    verdicts,
)
from benchmarks.__main__ import TITLES, app
from benchmarks.engines import tables
from benchmarks.findings import Bar, Findings, NotMeasuredError, Table, reading
from benchmarks.timing import Samples, UnequalError
from questions import judged, questions

SLOW = Samples((0.30, 0.10, 0.20), (0.25, 0.15, 0.20))
FAST = Samples((0.10, 0.05, 0.60), (0.01, 0.02, 0.03))


def say(_words):
    return None


def table(**options):
    groups = {"1.2": {"course": SLOW, "other": FAST}, "1.3": {"course": FAST, "other": SLOW}}
    return Table("Made up", groups, of="question", **options)


def rendered(one):
    return report.section("A title", Findings("How.", [one]), measured_on="Measured here")


def test_a_row_shows_median_ratio_spread_and_number_of_repeats():
    lines = rendered(table()).splitlines()
    assert "| 1.2 | course | 200 | 1.00 | 100 to 300 | 3 | 200 |" in lines
    assert "|  | other | 100 | 0.50 | 50 to 600 | 3 | 20 |" in lines


def test_the_other_clock_and_seconds_can_be_asked_for():
    lines = rendered(table(clock="cpu", unit="s")).splitlines()
    assert "| 1.2 | course | 0.2 | 1.00 | 0.15 to 0.25 | 3 | 0.2 |" in lines
    assert "|  | other | 0.02 | 0.10 | 0.01 to 0.03 | 3 | 0.1 |" in lines


def test_the_reading_names_the_lowest_and_the_highest_ratio_and_where():
    said = reading(table())
    assert said == "Against course, other takes 0.50 times (1.2) to 2.00 times (1.3)."


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        (
            Bar("other", 1.15, "ratio"),
            "at most 1.15 times, is not met for 1.3; the highest is 2.00",
        ),
        (Bar("other", 2.0, "ratio"), "at most 2.00 times, is met; the highest is 2.00 times."),
        (Bar("course", 0.15, "seconds"), "at most 150 ms, is not met for 1.2; the highest is 200"),
        (Bar("course", 0.2, "seconds"), "at most 200 ms, is met; the highest is 200 ms."),
    ],
)
def test_a_bar_is_met_or_not_by_the_numbers_of_its_table(bar, said):
    assert said in reading(table(bar=bar))


def test_one_way_alone_is_read_without_a_ratio():
    alone = Table("Alone", {"1.2": {"course": SLOW}}, of="question")
    assert reading(alone) == "Measured: 200 wall ms."


def test_what_was_not_measured_says_why():
    text = rendered(table(missing={"uvx marimo": "uvx is not on the path."}))
    assert "- uvx marimo: not measured: uvx is not on the path." in text
    nothing = rendered(Table("Nothing", {}, of="mode", missing={"all": "no browser."}))
    assert "- all: not measured: no browser." in nothing


def test_writing_one_section_keeps_the_others_and_says_what_never_ran(tmp_path):
    document, titles = tmp_path / "docs" / "performance.md", {"a": "A", "b": "B", "c": "C"}
    report.write(document, titles, {"b": "## B\n\nfirst"})
    report.write(document, titles, {"a": "## A\n\nsecond"})
    text = document.read_text("utf-8")
    assert text.index("second") < text.index("first") < text.index("## C")
    assert "Not measured: it has not been run yet; `uv run python -m benchmarks --only c`" in text
    report.write(document, titles, {"b": "## B\n\nthird"})
    again = document.read_text("utf-8")
    assert "first" not in again
    assert again == text.replace("first", "third")


def test_a_document_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    document = tmp_path / "performance.md"
    report.write(document, {"a": "A"}, {"a": "## A\n\nold"})
    before = document.read_text("utf-8")

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(report.Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        report.write(document, {"a": "A"}, {"a": "## A\n\nnew"})
    assert document.read_text("utf-8") == before
    assert list(tmp_path.iterdir()) == [document]


def test_ways_take_turns_and_warming_up_is_not_counted():
    calls = []
    ways = {name: lambda name=name: calls.append(name) for name in "ab"}
    found = timing.interleaved(ways, repeats=2)
    assert calls == list("ababab")
    assert [len(one.wall_s) for one in found.values()] == [2, 2]


def test_unequal_results_are_refused():
    timing.assert_equal({"a": 1, "b": 1}, what="counts")
    with pytest.raises(UnequalError, match="counts: b and a differ"):
        timing.assert_equal({"a": 1, "b": 2}, what="counts")


def test_unequal_tables_are_refused_and_equal_ones_in_another_order_are_not():
    one = pl.DataFrame({"card": ["x", "y"], "ratio": [1.0, None]})
    as_pandas = contract.as_pandas(one.reverse().with_columns(pl.col("ratio") + 1e-13))
    tables.assert_same_tables({"polars": one, "pandas": as_pandas}, what="join")
    other = one.with_columns(ratio=pl.lit(1.1))
    with pytest.raises(UnequalError, match="join: pandas and polars differ"):
        tables.assert_same_tables({"polars": one, "pandas": other}, what="join")


def test_an_engine_with_another_result_stops_the_benchmark(monkeypatch):
    from benchmarks.engines import with_pandas

    def first_scans(given):
        scans = given["scans"].sort_values(["scanned_at", "lot_id"])
        return scans.drop_duplicates("card_id", keep="first")

    monkeypatch.setattr(engines, "QUICK_SIZES", (300,))
    monkeypatch.setattr(with_pandas, "latest_scans", first_scans)
    with pytest.raises(UnequalError, match="de-duplicate, 300 rows: pandas as usual and polars"):
        engines.measured(quick=True, say=say)


def test_a_contract_with_other_counts_stops_the_benchmark(monkeypatch):
    monkeypatch.setattr(contract, "by_hand", lambda *_: {("hp", "range"): 1})
    with pytest.raises(UnequalError, match=r"breaches per column and rule: pandas by hand and"):
        contract.measure(300, repeats=1)


def test_a_model_answer_that_does_not_pass_stops_the_benchmark():
    (question,) = [one for one in questions() if one.id == "1.2"]
    with pytest.raises(AssertionError, match=r"1\.2: not yet"):
        verdicts._passed(judged(question, "def load_boxes(paths):\n    return None"))


def test_a_notebook_with_another_number_of_outputs_stops_the_benchmark(monkeypatch, tmp_path):
    counts = iter((1, 2))
    ran = lambda path: {str(path): {"outputs": next(counts), "cpu_s": 0.1}}  # noqa: E731
    monkeypatch.setattr(validation, "_headless", ran)
    monkeypatch.setattr(validation, "_export", lambda _: None)
    with pytest.raises(UnequalError, match=r"outputs of small\.py: a process each and one"):
        validation.measured(quick=True, say=say, paths=[tmp_path / "small.py"])


def command(*arguments):
    from typer.testing import CliRunner

    return CliRunner().invoke(app, arguments)


def test_every_benchmark_says_what_it_measures_before_it_starts():
    shown = command("--list")
    assert shown.exit_code == 0
    assert [line.split(":")[0] for line in shown.stdout.splitlines()] == list(TITLES)
    assert shown.stdout.count("(about ") == len(TITLES) > 0


def test_an_unknown_benchmark_is_refused_with_those_there_are():
    refused = command("--only", "speed")
    assert refused.exit_code == 2
    assert "No benchmark speed; there are verdicts," in refused.output


def run_with(monkeypatch, tmp_path, error):
    document = tmp_path / "performance.md"
    monkeypatch.setattr("benchmarks.__main__.DOCUMENT", document)
    monkeypatch.setattr("benchmarks.__main__.ROOT", tmp_path)

    def measured(**_):
        raise error

    monkeypatch.setattr(verdicts, "measured", measured)
    return command("--only", "verdicts"), document


def test_a_missing_tool_stands_in_the_document_and_is_no_failure(monkeypatch, tmp_path):
    done, document = run_with(monkeypatch, tmp_path, NotMeasuredError("No Chromium found."))
    assert done.exit_code == 0
    assert "Not measured: No Chromium found." in document.read_text("utf-8")


def test_unequal_results_stand_in_the_document_and_fail_the_command(monkeypatch, tmp_path):
    done, document = run_with(monkeypatch, tmp_path, UnequalError("b and a differ"))
    assert done.exit_code == 1
    assert "Not measured: UnequalError: b and a differ" in document.read_text("utf-8")


def test_a_quick_run_says_so_and_writes_nothing(monkeypatch, tmp_path):
    document = tmp_path / "performance.md"
    monkeypatch.setattr("benchmarks.__main__.DOCUMENT", document)
    made_up = Findings("How.", [table()])
    monkeypatch.setattr(verdicts, "measured", lambda **_: made_up)
    done = command("--only", "verdicts", "--quick")
    assert done.exit_code == 0
    assert "This was quick: few repeats, nothing written." in done.stdout
    assert not document.exists()


@pytest.mark.parametrize("benchmark", [round_trip, launch])
def test_without_a_browser_the_reason_is_named(benchmark, monkeypatch):
    monkeypatch.setattr(benchmark, "chromium", lambda: None)
    with pytest.raises(NotMeasuredError, match="No Chromium found: install it"):
        benchmark.measured(quick=True, say=say)


@pytest.mark.parametrize("question_id", round_trip.ASKED)
def test_the_two_edits_get_the_verdicts_that_the_stopwatch_waits_for(question_id):
    question = next(one for one in questions() if one.id == question_id)
    sources = round_trip.answers(question)
    assert set(sources) == set(round_trip.STATES)
    for state, source in sources.items():
        assert judged(question, source).state.value == state
