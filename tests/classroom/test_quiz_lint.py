"""Claims about the linter of quiz banks, rule by rule, and about the banks of the course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from classroom import syllabus
from classroom.quizzes import Option, Question, Quiz, lint, load, snippets
from classroom.quizzes.linting import RULES
from classroom.quizzes.places import bare_scenarios, unknown_headings
from classroom.syllabus import ROOT

BANKS = sorted((Path(__file__).parents[2] / "quizzes").glob("[0-9]*.toml"))
FEWEST_QUESTIONS = {
    "00_ml_in_business": 30,
    "01_data_engineering": 18,
    "02_eda_and_features": 40,
    "03_model_training": 40,
    "04_model_evaluation": 40,
    "05_inference_service": 40,
    "06_production_monitoring": 40,
    "07_collaboration": 30,
    "08_capstone_project": 20,
}
WHY = "It says in five words or more what an option teaches."
ASKED = [
    "How many lots has a box?",
    "Which null is counted?",
    "What unit does the scale send?",
    "Where do seeds belong?",
    "When does a join repeat rows?",
    "Whose time zone decides?",
    "Why is a range not enough?",
    "Who reads the checksum first?",
    "Name two languages of the shop.",
    "Count the bins beside station nine.",
]


def option(text: str, *, right: bool = False, why: str = WHY) -> Option:
    return Option(text, right, why)


def single(number: int) -> Question:
    """A question without a fault; its key moves from place to place with `number`."""
    texts = ["lots are one", "lots are two", "lots are six", "lots are ten"]
    return Question(
        id=f"t.q{number:02}",
        kind="single",
        objective="count" if number % 2 else "weigh",
        difficulty=number % 3 + 1,
        text=ASKED[number],
        options=tuple(option(text, right=n == number % 4) for n, text in enumerate(texts)),
    )


MULTIPLE = replace(
    single(8),
    kind="multiple",
    options=(option("one", right=True), option("two", right=True), option("six")),
)
NUMBER = replace(
    single(9),
    kind="number",
    tolerance=0.5,
    options=(option("4 cards", right=True), option("10 cards")),
    snippet="print(2 + 2)",
)
CODE = replace(
    single(9),
    id="t.code",
    kind="code",
    text="Which of the two values comes out?",
    options=(option("4", right=True), option("5")),
    snippet="print(4)",
)
CLEAN = Quiz(
    "00_clean",
    "Boxes",
    {"count": "Count cards.", "weigh": "Weigh cards."},
    (*map(single, range(8)), MULTIPLE, NUMBER, CODE),
)


def bank(change: Callable[[Question], Question], *places: int) -> Quiz:
    """The clean bank with `change` made to the questions at `places`."""
    questions = [
        change(question) if place in places else question
        for place, question in enumerate(CLEAN.questions)
    ]
    return replace(CLEAN, questions=tuple(questions))


def reworded(text: str, *, right: bool) -> Callable[[Question], Question]:
    """A change that gives the first right (or first wrong) option another text."""

    def change(question: Question) -> Question:
        options = list(question.options)
        place = [one.right for one in options].index(right)
        options[place] = replace(options[place], text=text)
        return replace(question, options=tuple(options))

    return change


def unexplained(question: Question) -> Question:
    *others, last = question.options
    return replace(question, options=(*others, replace(last, why="Wrong.")))


def key_first(question: Question) -> Question:
    return replace(question, options=tuple(sorted(question.options, key=lambda o: not o.right)))


def tailed(tail: str, right: int, wrong: int) -> Callable[[Question], Question]:
    """A change that puts `tail` behind the first `right` right and `wrong` wrong options."""

    def change(question: Question) -> Question:
        left = {True: right, False: wrong}
        options = []
        for one in question.options:
            left[one.right] -= 1
            options.append(replace(one, text=one.text + tail * (left[one.right] >= 0)))
        return replace(question, options=tuple(options))

    return change


def argued(*, right: int = 0, wrong: int = 0) -> Callable[[Question], Question]:
    return tailed(", since", right, wrong)


def split(*, right: int = 0, wrong: int = 0) -> Callable[[Question], Question]:
    return tailed("; so", right, wrong)


def with_options(*texts: str) -> Callable[[Question], Question]:
    options = (option(texts[0], right=True), *map(option, texts[1:]))
    return lambda question: replace(question, options=options)


def with_snippet(snippet: str) -> Callable[[Question], Question]:
    return lambda question: replace(question, snippet=snippet)


HASH_ORDER = "print(*{'4', 'fire', 'water', 'grass', 'fairy', 'metal'})"
LOCAL_TIME = "import time\nprint(4 + time.timezone)"
LEAVES = "import json\njson.seen = 4\nprint(4)"
LEANS = "import json\nprint(getattr(json, 'seen', 0))"
# rule, bank that breaks it, words of the finding
BREAKS = [
    ("duplicate_ids", bank(lambda q: replace(q, id="t.q00"), 1), "t.q00: 2 questions"),
    ("duplicate_texts", bank(lambda q: replace(q, text=single(0).text), 1), "t.q00 and t.q01: sha"),
    (
        "duplicate_texts",
        bank(lambda q: replace(q, text="A box: how many lots has it?"), 1),
        "t.q00 and t.q01: share",
    ),
    ("telling_length", bank(reworded("lots are one, by a rule", right=True), 0), "t.q00: right"),
    (
        "telling_length",
        bank(reworded("six, as is the rule", right=False), 8),
        "t.q08: right",
    ),
    (
        "telling_lengths",
        bank(lambda q: reworded(q.key[0] + "teen", right=True)(q), 0, 1, 2, 3, 4, 5, 6, 7),
        "the longest option is right in 8 of 8",
    ),
    (
        "telling_lengths",
        bank(lambda q: reworded(q.key[0][1:], right=True)(q), 0, 1, 2, 3, 4, 5, 6, 7),
        "the shortest option is right in 8 of 8",
    ),
    ("telling_position", bank(key_first, 1, 2, 3), "option 1 is right in 6 of 9"),
    ("telling_sign", bank(argued(wrong=3), 0), "t.q00: each wrong option has a reason"),
    ("telling_sign", bank(split(wrong=3), 0), "t.q00: each wrong option has a semicolon"),
    ("telling_signs", bank(argued(wrong=2), 0, 1, 2), "0 of 6 options with a reason"),
    ("telling_signs", bank(split(right=1), 0, 1, 2, 3, 4), "5 of 5 options with a semicolon"),
    ("catch_all_options", bank(reworded("All of the above", right=False), 2), "t.q02: option"),
    ("catch_all_options", bank(reworded("None of these", right=False), 2), "'None of these'"),
    ("catch_all_options", bank(reworded("one or more of the above", right=True), 2), "t.q02"),
    ("missing_explanations", bank(unexplained, 3), "t.q03: option 'lots are ten' has 'Wrong.'"),
    ("absolute_distractors", bank(reworded("lots are never two", right=False), 0), "t.q00: only"),
    ("unmeasured_numbers", bank(with_options("4", "10"), 9), "t.q09: units are ['']"),
    ("unmeasured_numbers", bank(with_options("4 cards", "10 lots"), 9), "['cards', 'lots']"),
    ("unmeasured_numbers", bank(lambda q: replace(q, tolerance=None), 9), "t.q09: no tolerance"),
    ("unmeasured_numbers", bank(with_options("4 cards", "5 cards"), 9), "within the tolerance"),
    ("unconfirmed_snippets", bank(with_snippet("print(5)"), 10), "t.code: the snippet prints '5'"),
    ("unconfirmed_snippets", bank(with_snippet("print(4.6)"), 9), "t.q09: the snippet prints"),
    ("unconfirmed_snippets", bank(with_snippet("print(4)\n1 / 0"), 10), "raises ZeroDivisionErr"),
    ("unconfirmed_snippets", bank(with_snippet("import os\nos._exit(0)"), 10), "gave no result"),
    ("unconfirmed_snippets", bank(with_snippet(LOCAL_TIME), 10), "prints '-"),
    ("one_sided_difficulty", bank(lambda q: replace(q, difficulty=2), *range(11)), "0 of 11"),
    ("uncovered_objectives", bank(lambda q: replace(q, objective="count"), *range(11)), "weigh"),
    ("bare_scenarios", bank(lambda q: replace(q, scenario=True), 4), "t.q04: is marked as a"),
    (
        "broken_lines",
        bank(lambda q: replace(q, text="A line has\n38. What now?"), 4),
        "t.q04: a line begins with '38.'",
    ),
    (
        "banned_words",
        bank(lambda q: replace(q, text="Just so?"), 4),
        "t.q04: says 'Just'",
    ),
    ("banned_words", bank(lambda q: replace(q, text=q.text + " Do!"), 4), "t.q04: says '!'"),
    ("banned_words", replace(CLEAN, title="Boxes \u2713"), "title: says"),
]


def test_the_clean_bank_has_no_finding() -> None:
    assert lint(CLEAN) == []


def test_every_rule_has_a_bank_that_breaks_it() -> None:
    assert {name for name, _, _ in BREAKS} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(("name", "quiz", "says"), BREAKS)
def test_a_broken_rule_is_found_and_named(name: str, quiz: Quiz, says: str) -> None:
    rule = next(rule for rule in RULES if rule.__name__ == name)
    findings = list(rule(quiz))
    assert any(says in finding for finding in findings), findings
    assert all("\n" not in finding for finding in findings)


def test_a_finding_names_the_bank() -> None:
    assert lint(bank(unexplained, 3))[0].startswith("00_clean: t.q03: ")


def test_a_scenario_tells_a_situation_before_it_asks() -> None:
    told = "A box comes late. What do you do?"
    quiz = bank(lambda q: replace(q, text=told, scenario=True), 4)
    assert list(bare_scenarios(quiz)) == []


def test_a_heading_to_reread_is_looked_up_in_the_lesson_word_by_word() -> None:
    quiz = replace(CLEAN, reread={"count": "1. Boxes", "weigh": "2. Weights"})
    lesson = "    ## 1. Boxes\n\n    ## 2. Weights and scales\n"
    (finding,) = unknown_headings(quiz, lesson)
    assert "[reread] weigh" in finding
    assert "'2. Weights'" in finding
    assert lint(quiz, lesson) == [f"00_clean: {finding}"]


def test_two_code_questions_may_ask_the_same_about_other_snippets() -> None:
    other = replace(CODE, id="t.more", snippet="import polars\ncards = [60, 90]\nprint(len(cards))")
    rule = next(rule for rule in RULES if rule.__name__ == "duplicate_texts")
    assert list(rule(replace(CLEAN, questions=(CODE, other)))) == []


def test_code_and_unequal_signs_are_not_taken_for_prose() -> None:
    quiz = bank(lambda q: replace(q, text=q.text + " See `a != b`."), 4)
    rule = next(rule for rule in RULES if rule.__name__ == "banned_words")
    assert list(rule(quiz)) == []


def test_an_absolute_word_on_both_sides_gives_nothing_away() -> None:
    change = reworded("lots are never two", right=False)
    quiz = bank(lambda q: reworded("lots always are", right=True)(change(q)), 0)
    rule = next(rule for rule in RULES if rule.__name__ == "absolute_distractors")
    assert list(rule(quiz)) == []


@pytest.mark.parametrize("change", [argued(right=1, wrong=3), argued(wrong=1), argued(wrong=0)])
def test_reasons_that_do_not_point_at_the_key_are_no_sign(
    change: Callable[[Question], Question],
) -> None:
    """All options argue, or one wrong option in few questions does, or none."""
    quiz = bank(change, 0, 1, 2, 3)
    rules = [rule for rule in RULES if rule.__name__ in {"telling_sign", "telling_signs"}]
    assert len(rules) == 2
    assert [finding for rule in rules for finding in rule(quiz)] == []


def test_a_snippet_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snippets, "PATIENCE_SECONDS", 0.5)
    quiz = replace(CLEAN, questions=(with_snippet("while True: pass")(CODE),))
    assert list(snippets.unconfirmed_snippets(quiz)) == [
        "t.code: the snippet gave no result; it must end by itself, soon."
    ]


def test_the_surroundings_of_the_two_runs_differ() -> None:
    source = "import os\nprint(os.environ['PYTHONHASHSEED'], os.environ['TZ'])"
    first, second = snippets.printed({"a": source})["a"]
    assert {first, second} == {"1 UTC", "2 Pacific/Auckland"}


def test_a_snippet_that_leans_on_hash_order_gives_two_results() -> None:
    first, second = snippets.printed({"a": HASH_ORDER})["a"]
    assert first != second


def test_a_snippet_that_leans_on_another_one_gives_two_results() -> None:
    assert snippets.printed({"a": LEAVES, "b": LEANS}) == {"a": ("4", "4"), "b": ("4", "0")}


def test_a_snippet_sees_no_names_but_its_own() -> None:
    source = "print([name for name in globals() if not name.startswith('__')])"
    assert snippets.printed({"a": source})["a"] == ("[]", "[]")


def test_a_warning_makes_a_snippet_fail() -> None:
    source = "import warnings\nwarnings.warn('old')\nprint(1)"
    assert snippets.printed({"a": source})["a"] == ("raises UserWarning",) * 2


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_bank_of_the_course_has_no_finding(path: Path) -> None:
    quiz = load(path)
    assert lint(quiz, (ROOT / f"{path.stem}.py").read_text("utf-8")) == []
    assert set(quiz.reread) == set(quiz.objectives)
    assert len(quiz.questions) >= FEWEST_QUESTIONS.get(path.stem, 1)


def test_the_banks_are_found() -> None:
    assert set(FEWEST_QUESTIONS) <= {path.stem for path in BANKS}


FEWEST_IN_ALL, FEWEST_SCENARIOS = 150, 1 / 3


def test_the_course_asks_enough_a_third_of_it_in_situations_and_no_id_twice() -> None:
    asked = [question for path in BANKS for question in load(path).questions]
    assert len(BANKS) == len(syllabus.lessons())
    assert len(asked) >= FEWEST_IN_ALL
    assert len({question.id for question in asked}) == len(asked)
    assert sum(question.scenario for question in asked) >= FEWEST_SCENARIOS * len(asked)


def test_the_first_bank_asks_in_every_kind() -> None:
    (path,) = [path for path in BANKS if path.stem == "01_data_engineering"]
    kinds = [question.kind for question in load(path).questions]
    fewest = {"code": 5, "number": 2, "order": 2, "multiple": 3, "single": 1}
    assert {kind for kind, count in fewest.items() if kinds.count(kind) < count} == set()
