"""A claim at full size is skipped in the whole gate alone, and only where its record is good."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

import claims
from claims import Claim, is_drawn, is_whole, passed, renewed, sample
from classroom.syllabus import ROOT
from mutants import reach
from questions import questions

GOOD = Claim("tests/a.py", "1234", 10)
SOURCES = pytest.Config.ArgsSource


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    kept = {}
    monkeypatch.setattr(claims, "read", lambda: kept)
    return lambda *found: kept.update({one.name: one for one in found})


def test_a_good_record_leaves_one_test_of_every_fourth_file_and_another_hash_another(recorded):
    some = [Claim("tests/a.py", f"{number}", 10) for number in range(200)]
    drawn = []
    for one in some:
        recorded(one)
        drawn += sample(one, list(range(10)))
    assert 30 < len(drawn) < 70
    assert len(set(drawn)) == 10


@pytest.mark.parametrize("changed", [{"reached": "5678"}, {"tests": 11}])
def test_a_record_of_something_else_leaves_all_tests(recorded, changed):
    assert sample(GOOD, list(range(10))) == list(range(10))
    recorded(GOOD)
    assert sample(GOOD._replace(**changed), list(range(10))) == list(range(10))


def test_about_a_twentieth_of_the_answers_runs_at_full_size_all_the_same(recorded):
    answers = [Claim(f"answer {number}", f"{number}", 1) for number in range(500)]
    assert all(map(is_drawn, answers))
    recorded(*answers)
    assert 10 < sum(map(is_drawn, answers)) < 45


def test_a_claim_is_renewed_when_each_of_its_tests_passed():
    assert passed([GOOD] * 9) == []
    assert passed([*[GOOD] * 10, Claim("answer 1.2", "a", 1)]) == [GOOD, ("answer 1.2", "a", 1)]


def test_renewed_claims_are_read_again(tmp_path):
    path = tmp_path / "claims.toml"
    renewed([GOOD], path)
    renewed([Claim("answer 1.2", "a", 1), GOOD._replace(reached="9")], path)
    assert list(claims.read(path).values()) == [("answer 1.2", "a", 1), ("tests/a.py", "9", 10)]


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ({}, True),
        ({"markexpr": "recorded"}, False),
        ({"keyword": "1.2"}, False),
        ({"args_source": SOURCES.ARGS}, False),
    ],
    ids=["nothing chosen", "a mark", "a word", "a path"],
)
def test_only_the_whole_gate_skips(told, whole):
    told = {"markexpr": "not soak", "keyword": "", "args_source": SOURCES.TESTPATHS} | told
    option = SimpleNamespace(markexpr=told["markexpr"], keyword=told["keyword"])
    config = SimpleNamespace(option=option, args_source=told["args_source"])
    assert is_whole(config) is whole
    # A worker is handed the paths of its controller, and believes what that one says.
    assert is_whole(SimpleNamespace(workerinput={"whole": whole})) is whole


def test_what_a_file_rests_on_is_found_behind_its_helpers():
    training = ROOT / "tests/cardshop/test_training_full.py"
    before = claims.of_file(training, 3)
    walk = reach._Walk({})
    walk.visit([(training, reach.WHOLE)])
    names = {path for path, _ in walk.parts}
    assert {"tests/training_runs.py", "cardshop/training/zoo.py"} <= names
    assert "cardshop/service/app.py" not in names
    assert before == claims.of_file(training, 3)


def test_the_claim_of_an_answer_rests_on_its_question_and_on_who_judges_it():
    one, other = (claims.of_answer(asked) for asked in questions()[:2])
    assert one.name != other.name
    assert one.reached[:16] == reach.digest(questions()[0])
    assert one.reached[16:] == other.reached[16:] != ""


def test_what_another_process_reads_is_part_of_a_claim(tmp_path):
    project = tmp_path / "project"
    (project / "__pycache__").mkdir(parents=True)
    (project / "code.py").write_text("a")
    before = claims.digest_of_bytes(("project",), tmp_path)
    (project / "__pycache__" / "code.pyc").write_text("b")
    assert claims.digest_of_bytes(("project",), tmp_path) == before
    (project / "code.py").write_text("b")
    assert claims.digest_of_bytes(("project",), tmp_path) != before
    path = ROOT / "tests/test_claims.py"
    assert claims.of_file(path, 1, ("README.md",)) != claims.of_file(path, 1)


def test_a_file_that_is_not_there_is_no_ground_for_a_claim(tmp_path):
    with pytest.raises(AssertionError, match="no file"):
        claims.digest_of_bytes(("nowhere",), tmp_path)
