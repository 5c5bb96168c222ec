"""Claims about reading a quiz bank, marking an answer, and showing the options."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.quizzes import KINDS, Marked, Question, QuizError, load, mark, shuffled

GOOD = """
title = "Boxes"
[objectives]
count = "Count cards."
[reread]
count = "1. Boxes"

[[question]]
id = "t.single"
kind = "single"
objective = "count"
difficulty = 1
text = "How do cards come?"
options = [
  {text = "in lots", right = true, why = "A box is a lot."},
  {text = "in  rows", right = false, why = "Rows are a table's."},
  {text = "alone", right = false, why = "No seller sends one card."},
]

[[question]]
id = "t.multiple"
kind = "multiple"
objective = "count"
difficulty = 2
text = "Which are languages?"
options = [
  {text = "en", right = true, why = "English."},
  {text = "ja", right = true, why = "Japanese."},
  {text = "nm", right = false, why = "A condition."},
]

[[question]]
id = "t.number"
kind = "number"
objective = "count"
difficulty = 3
tolerance = 0.1
text = "How many dollars?"
snippet = "print(3 * 0.1)"
options = [
  {text = "0.3 dollars", right = true, why = "Three desk minutes."},
  {text = "3 dollars", right = false, why = "Ten times too much."},
]

[[question]]
id = "t.order"
kind = "order"
objective = "count"
difficulty = 2
text = "In which order?"
options = [{text = "a", why = "1"}, {text = "b", why = "2"}, {text = "c", why = "3"}]

[[question]]
id = "t.code"
kind = "code"
objective = "count"
difficulty = 1
text = "What is printed?"
snippet = "print(1)"
options = [{text = "1", right = true, why = "It is."}, {text = "2", right = false, why = "No."}]
"""

NO_TABLES = (
    'title = "B"\nquestion = [1]\n[objectives]\ncount = "Count cards."\n[reread]\ncount = "1"'
)

# What is replaced, by what, and what the message then says: question, wrong value, allowed.
BROKEN = {
    "no question": (GOOD[GOOD.index("[[question]]") :], "", ("question has 0", "at least 1")),
    "unknown key above": ("title =", "titel =", ("unknown key 'titel'", "title, objectives")),
    "no title": ('title = "Boxes"', "", ("title is None", "not blank")),
    "no objectives": ('[objectives]\ncount = "Count cards."', "", ("objectives is None", "id =")),
    "blank objective": ("Count cards.", " ", ("[objectives]", "count is ' '", "not blank")),
    "nothing to reread": ('[reread]\ncount = "1. Boxes"', "", ("reread is None", "objective =")),
    "an objective to reread is missing": ('count = "1. Boxes"', "", ("[reread]", "count is None")),
    "an unknown objective to reread": ('count = "1. B', 'sort = "1. B', ("[reread]", "'sort'")),
    "a blank heading to reread": ('"1. Boxes"', '" "', ("[reread]", "count is ' '")),
    "scenario is a text": ('id = "t.order"', 'id = "t.order"\nscenario = "yes"', ("is 'yes'",)),
    "questions are no tables": (GOOD, NO_TABLES, ("question is [1]", "a list of tables")),
    "unknown key": ("difficulty = 3", "hard = 3", ("t.number", "unknown key 'hard'", "tolerance")),
    "no id": ('id = "t.order"\n', "", ("question no. 4", "id is None")),
    "id with a space": ('"t.order"', '"t order"', ("t order", "allowed are a-z")),
    "id of two lines": ('"t.order"', '"t.\\norder"', ("question t. order", "allowed are a-z")),
    "unknown kind": ('"order"', '"sort"', ("t.order", "kind is 'sort'", ", ".join(KINDS))),
    "unknown objective": ('"count"', '"weigh"', ("t.single", "objective is 'weigh'", "are count")),
    "difficulty 4": ("difficulty = 3", "difficulty = 4", ("t.number", "is 4", "1, 2, 3")),
    "difficulty true": ("difficulty = 1", "difficulty = true", ("t.single", "is True", "1, 2, 3")),
    "blank text": ('"In which order?"', '" "', ("t.order", "text is ' '", "not blank")),
    "text is a number": ('"In which order?"', "7", ("t.order", "text is 7", "needed is a text")),
    "two options to order": (', {text = "c", why = "3"}', "", ("t.order", "has 2", "at least 3")),
    "option key unknown": ('why = "1"', 'because = "1"', ("t.order, option 1", "'because'")),
    "options say the same": ("in  rows", "in lots", ("t.single", "option 2 says 'in lots' again")),
    "right is missing": ('right = true, why = "A box', 'why = "A box', ("option 1", "true and")),
    "right is a text": ('"nm", right = false', '"nm", right = "no"', ("option 3", "right is 'no'")),
    "right in an order": ('"a", why', '"a", right = true, why', ("t.order", "place is the key")),
    "two keys": ('"alone", right = false', '"alone", right = true', ("t.single", "2 options are")),
    "no key": ('"in lots", right = true', '"in lots", right = false', ("t.single", "0 options")),
    "all are right": ('right = false, why = "A', 'right = true, why = "A', ("t.multi", "3 of 3")),
    "number is a word": ('3 dollars"', 'three dollars"', ("option 1", "'0.three dollars'", "294")),
    "number is not finite": ('"3 dollars', '"inf dollars', ("option 2", "'inf dollars'", "294")),
    "tolerance below 0": ("tolerance = 0.1", "tolerance = -1", ("t.number", "tolerance is -1")),
    "tolerance is true": ("tolerance = 0.1", "tolerance = true", ("t.number", "is True", "0 or")),
    "tolerance elsewhere": ('id = "t.order"', 'id = "t.order"\ntolerance = 1', ("a order", "only")),
    "snippet elsewhere": ('id = "t.order"', 'id = "t.order"\nsnippet = "1"', ("lint can run it",)),
    "code without snippet": ('snippet = "print(1)"', "", ("t.code", "snippet is None")),
    "no TOML": ("[objectives]", "[objectives", ("needed is TOML",)),
}  # fmt: skip


@pytest.fixture
def asked(tmp_path: Path) -> dict[str, Question]:
    return {question.kind: question for question in load(_file(tmp_path, GOOD)).questions}


def _file(folder: Path, text: str) -> Path:
    path = folder / "00_boxes.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_bank_is_read_as_written(asked: dict[str, Question], tmp_path: Path) -> None:
    quiz = load(_file(tmp_path, GOOD))
    assert (quiz.name, quiz.title, dict(quiz.objectives)) == (
        "00_boxes",
        "Boxes",
        {"count": "Count cards."},
    )
    assert dict(quiz.reread) == {"count": "1. Boxes"}
    assert not any(question.scenario for question in quiz.questions)
    assert tuple(asked) == KINDS
    assert asked["single"].key == ("in lots",)
    assert asked["single"].options[1].text == "in rows"
    assert asked["order"].key == ("a", "b", "c")
    assert (asked["number"].unit, asked["number"].tolerance) == ("dollars", 0.1)
    assert asked["code"].snippet == "print(1)"


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_bank_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    old, new, says = BROKEN[case]
    assert old in GOOD
    with pytest.raises(QuizError) as caught:
        load(_file(tmp_path, GOOD.replace(old, new, 1)))
    message = str(caught.value)
    assert "00_boxes.toml" in message
    assert "\n" not in message
    assert [words for words in says if words not in message] == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match=r"99\.toml: there is no such file"):
        load(tmp_path / "99.toml")


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'title = "Pok\xe9mon"')
    with pytest.raises(QuizError, match=r"latin\.toml: .*UTF-8"):
        load(path)


# kind, given, score, texts explained
ANSWERS = [
    ("single", "in lots", 1.0, ["in lots"]),
    ("single", "alone", 0.0, ["in lots", "alone"]),
    ("code", "1", 1.0, ["1"]),
    ("code", "2", 0.0, ["1", "2"]),
    ("multiple", ["ja", "en"], 1.0, ["en", "ja"]),
    ("multiple", {"ja", "en"}, 1.0, ["en", "ja"]),
    ("multiple", ["en", "en"], 0.5, ["en", "ja"]),
    ("multiple", ["en", "ja", "nm"], 0.0, ["en", "ja", "nm"]),
    ("multiple", ["nm"], 0.0, ["en", "ja", "nm"]),
    ("number", 0.3, 1.0, ["0.3 dollars"]),
    ("number", 0.4, 1.0, ["0.3 dollars"]),
    ("number", 0.2, 1.0, ["0.3 dollars"]),
    ("number", 0.41, 0.0, ["0.3 dollars"]),
    ("number", 3, 0.0, ["0.3 dollars", "3 dollars"]),
    ("order", ["a", "b", "c"], 1.0, ["a", "b", "c"]),
    ("order", ("a", "c", "b"), 1 / 3, ["a", "b", "c"]),
    ("order", ["c", "b", "a"], 0.0, ["a", "b", "c"]),
]
NO_ANSWERS = [
    *[(kind, None) for kind in KINDS],
    *[(kind, object()) for kind in KINDS],
    ("single", 0),
    ("single", ["in lots"]),
    ("single", "In lots"),
    ("multiple", "en"),
    ("multiple", []),
    ("multiple", ["en", "fr"]),
    ("multiple", [["en"]]),
    ("number", "0.3"),
    ("number", True),
    ("number", float("nan")),
    ("number", float("inf")),
    ("number", 10**400),
    ("order", "abc"),
    ("order", ["a", "b"]),
    ("order", ["a", "b", "b"]),
    ("order", ["a", "b", "c", "c"]),
    ("order", [1, 2, 3]),
    ("order", {"a", "b", "c"}),
]


@pytest.mark.parametrize(("kind", "answer", "score", "explained"), ANSWERS)
def test_an_answer_gets_its_score_and_its_explanations(
    asked: dict[str, Question],
    kind: str,
    answer: object,
    score: float,
    explained: list[str],
) -> None:
    marked = mark(asked[kind], answer)
    assert marked.answered is True
    assert marked.right is (score == 1)
    assert marked.score == pytest.approx(score)
    assert [explanation.text for explanation in marked.explanations] == explained


@pytest.mark.parametrize(("kind", "answer"), NO_ANSWERS)
def test_what_is_no_answer_is_not_answered_and_gives_nothing_away(
    asked: dict[str, Question], kind: str, answer: object
) -> None:
    nothing = Marked(answered=False, right=False, score=0.0, explanations=())
    assert mark(asked[kind], answer) == nothing


def test_an_explanation_says_what_was_chosen_and_what_was_right(asked: dict[str, Question]) -> None:
    told = {item.text: item for item in mark(asked["multiple"], ["en", "nm"]).explanations}
    assert {text: (item.chosen, item.right) for text, item in told.items()} == {
        "en": (True, True),
        "ja": (False, True),
        "nm": (True, False),
    }
    assert told["nm"].why == "A condition."


def test_an_order_explains_which_options_stood_in_their_place(asked: dict[str, Question]) -> None:
    told = mark(asked["order"], ["a", "c", "b"]).explanations
    assert [item.chosen for item in told] == [True, False, False]


def test_where_two_values_are_in_reach_the_right_one_counts(asked: dict[str, Question]) -> None:
    wide = replace(asked["number"], options=asked["number"].options[::-1], tolerance=3.0)
    marked = mark(wide, 2.9)
    assert marked.right is True
    assert [item.text for item in marked.explanations] == ["0.3 dollars"]


TEXTS = ["in lots", "alone", "en", "ja", "hp", "a", "b", "c", "1", "2"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(TEXTS),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize("kind", KINDS)
def test_marking_is_total_and_right_means_full_score(kind: str, tmp_path: Path) -> None:
    question = {q.kind: q for q in load(_file(tmp_path, GOOD)).questions}[kind]

    @settings(max_examples=150, deadline=None, database=None, derandomize=True)
    @given(ANYTHING)
    def judge(answer: object) -> None:
        marked = mark(question, answer)
        assert type(marked.right) is bool
        assert 0 <= marked.score <= 1
        assert marked.right == (marked.score == 1)
        assert marked.answered == bool(marked.explanations)

    judge()


SHOWN_WITH_SEED_7 = [("in lots", "alone", "in rows"), ("nm", "en", "ja"), ("b", "c", "a")]


def test_the_place_of_the_key_can_not_be_learned(asked: dict[str, Question]) -> None:
    places = Counter(shuffled(asked["single"], seed).index("in lots") for seed in range(300))
    assert sorted(places) == [0, 1, 2]
    assert min(places.values()) > 70
    assert max(places.values()) < 130


def test_a_shuffle_is_the_same_on_every_machine(asked: dict[str, Question]) -> None:
    shown = [shuffled(asked[kind], 7) for kind in ("single", "multiple", "order")]
    assert shown == SHOWN_WITH_SEED_7


def test_one_seed_moves_the_key_of_two_questions_apart(asked: dict[str, Question]) -> None:
    twin = replace(asked["single"], id="t.twin")
    shown = [(shuffled(asked["single"], seed), shuffled(twin, seed)) for seed in range(100)]
    assert 5 < sum(one == other for one, other in shown) < 40


def test_an_order_is_never_shown_solved(asked: dict[str, Question]) -> None:
    shown = {shuffled(asked["order"], seed) for seed in range(100)}
    assert ("a", "b", "c") not in shown
    assert len(shown) == 5


def test_a_number_shows_no_options(asked: dict[str, Question]) -> None:
    assert shuffled(asked["number"], 1) == ()
