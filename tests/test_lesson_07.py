"""Lesson 07 where its prose rests on what git and the tests in it did."""

from __future__ import annotations

from functools import cache

from classroom.syllabus import ROOT
from notebooks import loaded


@cache
def found() -> dict:
    _, names = loaded(ROOT / "07_collaboration.py").app.run()
    return dict(names)


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
