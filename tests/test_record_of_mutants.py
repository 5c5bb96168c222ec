"""The record of mutants vouches for what has not changed, and for nothing else."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys

import pytest

from classroom.checks import Question
from classroom.syllabus import ROOT
from mutants import Mutant, reach, record
from mutants.examined import examined
from mutants.record import Line
from questions import questions

ASKED = {one.id: one for one in questions()}
QUESTION = ASKED["1.4"]
CHECK, FIELDS = ROOT / "checks/01_data_engineering.py", ROOT / "cardshop/contract/fields.py"


RATES, INTERVALS = ROOT / "cardshop/drift/measures.py", ROOT / "cardshop/evaluation/intervals.py"


def edited(path, old: str, new: str) -> dict:
    text = path.read_text("utf-8")
    assert old in text
    return {path: text.replace(old, new, 1)}


def changed_by(changes: dict) -> set[str]:
    """Of five questions those whose digest the changes change."""
    some = [ASKED[one] for one in ("1.1b", "1.2", "1.5b", "1.5c", "error-analysis")]
    return {one.id for one in some if reach.digest(one, changes) != reach.digest(one)}


def test_an_edited_check_is_noticed_by_its_question_alone():
    assert changed_by(edited(CHECK, "MANY = 300", "MANY = 301")) == {"1.2"}


@pytest.mark.parametrize(
    ("path", "old", "new", "noticed_by"),
    [
        (RATES, "def benjamini_hochberg(", "def benjamini_hochberg(x, ", {"1.5b", "1.5c"}),
        (INTERVALS, "DRAWS = 2_000", "DRAWS = 20", {"error-analysis"}),
        (FIELDS, "HP_RANGE = (30, 340)", "HP_RANGE = (30, 350)", {"1.5b", "1.5c"}),
    ],
    ids=["a function", "a constant behind two others", "a range in a table"],
)
def test_an_edit_of_the_shop_is_noticed_where_it_is_used(path, old, new, noticed_by):
    assert changed_by(edited(path, old, new)) == noticed_by


def test_an_edit_of_the_judge_is_noticed_by_all():
    shape = ROOT / "classroom/checks/shape.py"
    assert len(changed_by(edited(shape, "return isinstance(value, wanted)", "return True"))) == 5


def test_words_for_readers_and_functions_that_nobody_calls_change_nothing():
    assert changed_by(edited(CHECK, "MANY = 300", "# why\nMANY = 300")) == set()
    assert changed_by(edited(FIELDS, "The contract as a table", "A table")) == set()
    text = FIELDS.read_text("utf-8")
    assert changed_by({FIELDS: f"{text}\n\ndef nobody_calls_this():\n    return 1\n"}) == set()


@pytest.mark.parametrize("told", ["_hashed", "version", "waivers"])
def test_another_data_file_library_or_waiver_is_noticed(told, monkeypatch):
    question = ASKED["1.5c"]
    before = reach.digest(question)
    reach._kept.cache_clear()
    assert any(path.name == "partner.csv" for path in reach.reached(question).data)
    monkeypatch.setattr(reach, told, lambda _: {"another": "one"})
    reach._kept.cache_clear()
    changed = reach.digest(question)
    reach._kept.cache_clear()
    assert changed != before


def test_a_library_is_rested_on_where_it_is_imported_alone():
    rests = {one: reach.reached(ASKED[one]).libraries for one in ("1.1b", "5.2")}
    assert "onnxruntime" not in rests["1.1b"]
    assert "onnxruntime" in rests["5.2"]
    assert {*reach.LIBRARIES} <= {*rests["1.1b"]}


def line_of(question: Question, **changes) -> Line:
    kept = record.read()[question.id]
    return kept._replace(reached="here", **changes)


@pytest.mark.parametrize(
    "false", [{"made": 7}, {"killed": 1}, {"waived": 5}], ids=["made", "killed", "waived"]
)
def test_a_record_with_a_false_number_is_refused(false):
    line = line_of(QUESTION)
    assert examined(QUESTION, "here", line).judged < line.made
    with pytest.raises(AssertionError, match=r"renew it: .* --record"):
        examined(QUESTION, "here", line._replace(**false))


def test_a_record_does_not_hide_a_check_that_passes_everything():
    passes_all = dataclasses.replace(QUESTION, cases=lambda _: iter([(True, "")]))
    with pytest.raises(AssertionError, match="survive"):
        examined(passes_all, "here", line_of(QUESTION))


def test_a_line_that_rests_on_something_else_vouches_for_nothing():
    found = examined(QUESTION, "elsewhere", line_of(QUESTION))
    assert found.judged == found.line.made


def test_another_digest_draws_another_sample():
    made = [Mutant("swap", number, f"source {number}") for number in range(100)]
    drawn = {tuple(record.sampled(made, ["source 7"], seed)) for seed in ("a", "b", "c")}
    assert len(drawn) == 3
    waived = {one for one in made if "source 7" in one.source}
    assert len(waived) == 11
    shares = {(len(waived & {*one}), len({*one} - waived)) for one in drawn}
    assert shares == {(record.SAMPLE, record.SAMPLE)}


def test_renewed_lines_replace_their_own_and_stand_in_the_order_of_the_course(tmp_path):
    path = tmp_path / "record.toml"
    first, second = Line("a", 9, 9, 0), Line("b", 10, 9, 1)
    record.renewed([first.text("1.2"), first.text("1.1")], ["1.1", "1.2"], path)
    record.renewed([second.text("1.2")], ["1.1", "1.2"], path)
    assert list(record.read(path).items()) == [("1.1", first), ("1.2", second)]


def test_the_record_has_a_line_for_questions_of_the_course_alone():
    assert set(record.read()) <= set(ASKED)
    assert len(record.read()) > 0


RUN = """
import json, sys
sys.path[:0] = ["tests", "data"]
import running
print(json.dumps(running.unreached(sys.argv[1:])))
"""


def unreached(*ids: str) -> dict[str, list[str]]:
    """In a fresh process, where no fixture stands ready: what ran and was not reached."""
    command = [sys.executable, "-c", RUN, *ids]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(outcome.stdout.splitlines()[-1])


def test_whatever_runs_in_a_verdict_was_reached():
    some = ("1.5c", "4.1", "6.4")
    assert unreached(*some) == {one: [] for one in some}


@pytest.mark.soak
def test_whatever_runs_in_any_verdict_was_reached():
    assert unreached(*ASKED) == {one: [] for one in ASKED}
