"""The rubric is the documents', its page is generated, and own scores count after the anchors."""

from __future__ import annotations

import ast
import json

import pytest

from classroom.marker import Marking, Row, report, rubric
from classroom.marker.communication import self_scored
from classroom.marker.criteria import git, review
from classroom.marker.criteria.training import scale
from classroom.marker.rubric import ITEM_POINTS, read_rubric
from classroom.marker.tables import WITHHELD_SEEDS
from tests.capstone.projects import REFERENCE
from tests.capstone.sabotage import SABOTAGES

DOCUMENTS = {
    "Technical correctness": {
        "data_pipeline": 10,
        "features": 10,
        "training": 10,
        "evaluation": 10,
    },
    "Communication": {"documentation": 10, "stakeholder_reports": 10, "code_quality": 10},
    "Production readiness": {"deployment": 10, "monitoring": 10},
    "Collaboration": {"git": 5, "review": 5},
}


def test_the_weights_are_those_of_the_documents():
    told = read_rubric()
    found = {
        group: {one.id: one.points for one in told.criteria if one.group == group}
        for group in told.groups
    }
    assert found == DOCUMENTS
    assert told.groups == {group: sum(points.values()) for group, points in DOCUMENTS.items()}
    assert (told.measured_points, sum(told.groups.values())) == (70, 100)


def test_the_parts_of_each_criterion_add_up_and_say_what_to_do():
    told = read_rubric()
    assert len(told.measured) == 8
    for one in told.measured:
        assert sum(part.points for part in one.parts) == one.points
        assert [part.id for part in one.parts if not part.measured or not part.next] == []
    assert len(told.self_scored) == 3
    for one in told.self_scored:
        assert len(one.items) * ITEM_POINTS == one.points


@pytest.mark.parametrize("name", SABOTAGES)
def test_a_planted_defect_is_python_and_stands_once_in_the_reference(name):
    texts = {file: (REFERENCE / file).read_text("utf-8") for file, _, _ in SABOTAGES[name].edits}
    for file, old, new in SABOTAGES[name].edits:
        assert texts[file].count(old) == 1
        texts[file] = texts[file].replace(old, new)
    for file, text in texts.items():
        if file.endswith(".py"):
            ast.parse(text)


def test_anchors_are_scored_by_the_lines_of_stakeholder_reports():
    told = read_rubric()
    (reports,) = [one for one in told.self_scored if one.id == "stakeholder_reports"]
    assert len(told.anchors) == 2
    for one in told.anchors:
        assert list(one.key) == [item.id for item in reports.items]


def test_the_page_is_what_the_rubric_makes():
    assert rubric.out_of_step() == []


def test_each_withheld_seed_has_a_scale_with_room_between_its_ends():
    assert set(scale()) == {str(seed) for seed in WITHHELD_SEEDS}
    for one in scale().values():
        assert one["baseline_usd"] > 2 * one["reference_usd"] > 0


ANCHORS = "".join(
    f"[anchors.{one.id}]\n" + "".join(f"{line} = {score}\n" for line, score in one.key.items())
    for one in read_rubric().anchors
)


def sheet(folder, text: str):
    (folder / "README.md").write_text("read me", "utf-8")
    (folder / "self_assessment.toml").write_text(text, "utf-8")
    return self_scored(folder, read_rubric())


def entries(score: int, evidence: str = "README.md") -> str:
    lines = []
    for one in read_rubric().self_scored:
        for item in one.items:
            lines += ["[[criterion]]", f'part = "{one.title.lower()}"', f'name = "{item.text}"']
            lines += [f"score = {score}", f'evidence = "{evidence}"']
    return "\n".join(lines)


def test_own_scores_count_once_both_anchors_are_scored(tmp_path):
    told = sheet(tmp_path, ANCHORS + entries(2))
    assert (told.total, told.notes, told.unlocked) == (30, (), True)
    assert sheet(tmp_path, ANCHORS + entries(1)).total == 15


def test_one_point_from_the_key_is_near_enough_and_two_are_not(tmp_path):
    one_off = ANCHORS.replace("number = 0", "number = 1")
    assert sheet(tmp_path, one_off + entries(2)).unlocked
    two_off = ANCHORS.replace("number = 0", "number = 2")
    told = sheet(tmp_path, two_off + entries(2))
    assert (told.total, told.unlocked) == (0, False)
    assert "first answer lie 2 points from the key (number)" in told.notes[0]
    # One too high and one too low is two apart, though the sums are equal.
    crossed = ANCHORS.replace("decision = 1", "decision = 0").replace("number = 0", "number = 1")
    assert not sheet(tmp_path, crossed + entries(2)).unlocked


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "anchors.first has no score"),
        ("anchors = 5", "anchors.first has no score"),
        (
            ANCHORS.replace("plain = 0", "plain = 9"),
            "anchors.first has no score from 0 to 2 for plain",
        ),
        ("[anchors", "cannot be read"),
    ],
)
def test_a_sheet_without_anchors_opens_nothing(tmp_path, text, says):
    told = sheet(tmp_path, text)
    assert not told.unlocked
    assert says in told.notes[0]


@pytest.mark.parametrize("evidence", ["no_such_file.md", "../outside.md", "", "/etc/passwd"])
def test_a_score_needs_a_file_of_the_project(tmp_path, evidence):
    told = sheet(tmp_path, ANCHORS + entries(2, evidence))
    assert told.total == 0
    assert len(told.notes) == 15


def test_no_sheet_is_no_score(tmp_path):
    assert "There is no self_assessment.toml" in self_scored(tmp_path, read_rubric()).notes[0]


@pytest.mark.parametrize(
    ("subject", "well"),
    [
        ("Add a test for late lots", True),
        ("feat: quote by lot", True),
        ("fix(service)!: refuse NaN", True),
        ("Bring the index up to date", True),
        ("Test the form with bad input", True),
        ("test", False),
        ("Test.", False),
        ("Fixed stuff", False),
        ("fixes the bug", False),
        ("WIP", False),
        ("Adding tests", False),
        ("asdf", False),
        ("...", False),
        ("A" + "d" * 80, False),
    ],
)
def test_a_subject_says_what_the_commit_does(subject, well):
    assert git.well_said(subject) is well


@pytest.mark.parametrize(
    ("path", "size_bytes", "right"),
    [
        ("data/sales.parquet", 10, False),
        ("artifact/model.ubj", 10, False),
        (".env", 10, False),
        ("deep/folder/key.pem", 10, False),
        ("small_sales.csv", 10, False),
        ("tests/small_sales.csv", 99_999, True),
        ("tests/data/lots.parquet", 99_999, True),
        ("tests/small_sales.csv", 100_000, False),
        ("tests/model.ubj", 10, False),
        ("capstone/data.py", 10**6, True),
        ("docs/evaluation.md", 10, True),
    ],
)
def test_data_models_and_secrets_do_not_belong_in_a_history(path, size_bytes, right):
    assert git.clean([["README.md", 10], [path, size_bytes]]).share == float(right)


@pytest.mark.parametrize(
    ("told", "value", "is_there"),
    [
        ("3.31", 3.3149, True),
        ("3.31", 3.34, False),
        ("98.0", 0.9803, True),
        ("0.98", 0.9803, True),
        ("4003", 4003, True),
        ("4005", 4003, False),
    ],
)
def test_a_figure_exists_as_precisely_as_it_is_told(told, value, is_there):
    assert review.exists(told, value) is is_there


def test_sections_say_something_of_their_own():
    why = "Because the shop pays too much for each wrong quote."
    text = f"# A change\n\n## What\n\nTODO: what changes\n\n## Why\n\n{why}\n"
    sections = review.sections_of(text)
    assert "TODO" in sections["what"]
    found = review.complete(sections)
    assert found.share == pytest.approx(1 / 5)
    assert "What, How, Testing, Metrics" in found.evidence


def test_the_report_names_both_sums_apart_and_what_to_do_next(tmp_path):
    told = read_rubric()
    rows = tuple(
        Row(one, part, 0.0 if part.id == "cents" else part.points, "seen | <b>`so`</b>")
        for one in told.measured
        for part in one.parts
    )
    own = sheet(tmp_path, ANCHORS + entries(1))
    marking = Marking(tmp_path, rows, own, told.pass_share * told.measured_points)
    assert report.verdict(marking) == "measured 68/70; self-scored 15/30 (not verified)"
    report.write(marking, tmp_path / "work" / "report.md")
    page = (tmp_path / "work" / "report.md").read_text("utf-8")
    assert page.count("*Next*") == 1
    assert "<b>" not in page
    data = json.loads((tmp_path / "work" / "report.json").read_text("utf-8"))
    assert (data["measured"], data["passed"], len(data["parts"])) == (68, True, len(rows))


def test_eight_tenths_of_the_measured_points_pass_and_own_scores_do_not_help(tmp_path):
    told = read_rubric()
    own = sheet(tmp_path, ANCHORS + entries(2))
    part = told.measured[0].parts[0]
    for points, passes in ((56.0, True), (55.9, False)):
        marking = Marking(tmp_path, (Row(told.measured[0], part, points, ""),), own, 56.0)
        assert marking.passed is passes
