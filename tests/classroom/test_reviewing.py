"""Reviews are matched to faults one to one, and nobody pays for a second opinion."""

from __future__ import annotations

import sys

import pytest

from classroom.checks.changed import applied, files_of, loaded, tried_on
from classroom.checks.reviewing import (
    Change,
    Place,
    Remark,
    full_name,
    matching,
    own_words,
    review_cases,
)

DIFF = """\
diff --git a/shop/gate.py b/shop/gate.py
--- a/shop/gate.py
+++ b/shop/gate.py
@@ -1,4 +1,7 @@
 first
-second
+other = 1
+sound = 2
+third = 3
+fourth = 4
 last
 end
"""
BEFORE = "first\nsecond\nlast\nend\n"
FAULTS = (
    Remark((Place("shop/gate.py", "other = 1"),), ("leakage", "skew"), "First?"),
    Remark((Place("shop/gate.py", "fourth = 4"),), ("leakage",), "Second?"),
)
TEMPTING = Remark((Place("shop/gate.py", "sound = 2"),), ask="Tempted?")
WORDS = "This line takes the answer of {} into the table, so it has to go."


def change(**parts) -> Change:
    told = {"faults": FAULTS, "tempting": TEMPTING, "nits": (), "task": "", "tried": lambda _: ""}
    return Change(diff=DIFF, **told | parts)


def comment(line: int, category: str = "leakage", **parts) -> dict:
    said = {"file": "shop/gate.py", "line": line, "category": category, "severity": "blocker"}
    return said | {"comment": WORDS.format(f"card {'abcdefghijkl'[line]}{category}")} | parts


def outcome(comments: list[dict], asked: Change | None = None) -> str:
    """The first sentence that a review fails with, and its question; empty where it passes."""
    cases = review_cases(comments, asked or change())
    return next((f"{told} {nudge}" for holds, told, nudge in cases if not holds), "")


def test_a_comment_between_two_faults_goes_where_it_is_needed():
    far = change(tempting=Remark((Place("shop/gate.py", "end"),)))
    assert matching([comment(3)], far) == {0: 0}
    # It is nearer to the first, and gives way to a comment that fits no other.
    assert matching([comment(3), comment(2, "skew")], far) == {0: 1, 1: 0}


def test_a_fault_is_found_once_and_a_second_comment_costs_nothing():
    assert len(matching([comment(2), comment(2, "skew")], change())) == 1
    again = [comment(2), comment(2, "skew"), comment(1), comment(5)]
    assert outcome(again) == ""


def test_a_comment_on_the_tempting_line_finds_no_fault_beside_it():
    assert matching([comment(3)], change()) == {}
    assert "look wrong: 1" in outcome([comment(3), comment(2)])


def test_a_nit_costs_nothing_and_finds_nothing():
    assert outcome([comment(2), comment(5), comment(3, "performance", severity="nit")]) == ""
    assert "faults that you call nits: 1" in outcome([comment(2), comment(5, severity="nit")])


def test_two_proved_faults_are_no_review_of_five():
    faults = FAULTS + (Remark((Place("shop/gate.py", "end"),), ("privacy",), "Third?"),) * 3
    five = change(faults=faults)
    two = [comment(2, test="proves"), comment(5, test="proves")]
    assert "found: 2 of 5, 2 of them with a test" in outcome(two, five)
    assert "At least 4 are needed, or 3 if a test proves one of them. Third?" in outcome(two, five)
    assert outcome([*two, comment(7, "privacy")], five) == ""


def test_a_proved_fault_counts_twice_and_a_test_that_proves_nothing_once():
    proved = change(tried=lambda source: "" if source == "good" else "proves nothing")
    assert outcome([comment(2, test="good")], proved) == ""
    assert "Your test of line 2 proves nothing." in outcome([comment(2, test="bad")], proved)
    assert outcome([comment(2, test="good"), comment(5, test="good")], proved) == ""


def test_precision_decides_where_recall_is_reached():
    alarms = [comment(5, "privacy"), comment(4, "privacy")]
    assert "Precision is 0.50" in outcome([comment(2), comment(5), *alarms])


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"line": True}, "is on line True"),
        ({"line": 99}, "which the diff does not show"),
        ({"file": None}, "is on None"),
        ({"file": "other.py"}, "is on 'other.py'"),
        ({"category": ["leakage"]}, "has the category ['leakage']"),
        ({"severity": None}, "has the severity None"),
        ({"comment": None}, "is no text"),
        ({"comment": "bad!"}, "has 1 words; 8 to 90 are asked for"),
        ({"test": 1}, "has a test that is 1"),
        ({"why": "x"}, "test may be"),
    ],
)
def test_what_is_no_comment_is_told_so(parts, told):
    assert told in outcome([comment(2) | parts])


def test_code_and_quoted_words_are_not_counted_as_ones_own():
    said = (
        'You write "the oldest card of the species" and `over(species, ...)`; it was >= and is <.'
    )
    assert own_words(said).split()[:2] == ["You", "write"]
    assert "..." not in own_words(said)
    assert "oldest" not in own_words(said)


def test_the_end_of_a_path_is_enough_where_one_file_has_it():
    assert full_name("gate.py", change()) == "shop/gate.py"
    assert full_name("e.py", change()) == "e.py"


def test_a_place_that_is_gone_is_an_authors_error():
    with pytest.raises(LookupError, match=r"'gone' stands 0 times in the diff of shop/gate.py"):
        change().span(Place("shop/gate.py", "gone"))


def test_a_diff_is_applied_and_the_rest_stays():
    after = applied(BEFORE, files_of(DIFF)["shop/gate.py"])
    assert after == "first\nother = 1\nsound = 2\nthird = 3\nfourth = 4\nlast\nend\n"


def test_changed_modules_import_one_another_and_leave_the_installed_alone():
    texts = {
        "classroom.refusals": ("refusals.py", "NAME = 'changed'"),
        "classroom.health": (
            "health.py",
            "from classroom import refusals, pairing\nfrom classroom.refusals import NAME\n"
            "found = (NAME, refusals.NAME, pairing.BEGIN)",
        ),
    }
    made = loaded(texts)["classroom.health"]
    assert made.found == ("changed", "changed", "### BEGIN SOLUTION")
    assert not hasattr(sys.modules["classroom.refusals"], "NAME")
    assert not hasattr(sys.modules["classroom.health"], "found")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("assert change == 1", ""),
        ("assert change == 2", "fails on main, where it should pass"),
        ("assert change > 0", "passes on the change and on main alike"),
        ("assert change < 0", "fails on the change and on main alike"),
        ("1 / 0", "raises ZeroDivisionError (division by zero) on the change and on main alike"),
        (
            "1 / (2 - change)",
            "raises ZeroDivisionError (division by zero) on the change; an assert",
        ),
    ],
)
def test_a_test_has_to_tell_the_change_from_main(body, told):
    found = tried_on(f"def test_it(change):\n    {body}", 1, 2, {})
    assert found.startswith(told) if told else found == ""


@pytest.mark.parametrize("source", ["def test_it(", "import nothing_that_is_there", "x = 1 / 0"])
def test_a_test_that_does_not_run_is_told_so(source):
    assert tried_on(source, 1, 2, {}).startswith("does not run (")
