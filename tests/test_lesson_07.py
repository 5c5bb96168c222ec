"""Lesson 07 where its prose rests on what git and the tests in it did."""

from __future__ import annotations

from classroom.syllabus import ROOT
from notebooks import ran


def found() -> dict:
    return dict(ran(ROOT / "07_collaboration.py").found)


def test_the_bisect_ends_at_the_commit_where_the_accuracy_fell():
    names = found()
    assert names["first_bad"] == names["hashes"][names["culprit"]]
    assert names["subjects"][names["culprit"]].startswith("style: tidy")
    assert names["accuracies"][-1] < names["bar"] < names["accuracies"][names["culprit"] - 1]


def test_no_later_feature_can_be_told_from_luck_and_there_are_three():
    assert found()["later"].height == 3
    assert found()["shown_luck"] == 0


def test_the_comments_test_fails_on_the_change_alone():
    assert found()["verdicts"] == {"the change": "fails", "as proposed": "passes"}


def test_a_deleted_model_stays_in_the_clone():
    assert 3.5 < found()["kept_mb"] < 4.5


def test_a_set_is_ordered_otherwise_in_another_process_and_a_sorted_list_is_not():
    as_found, mended = found()["GIVES"]["order of a set"]
    assert len(set(as_found.split(" then "))) == 2
    assert len(set(mended.split(" then "))) == 1
