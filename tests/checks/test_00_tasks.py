"""The exercises of module 0 judge by the numbers and the words that their learners read."""

from __future__ import annotations

import ast
import re
import sys

import pytest

from cardshop.dataset import DATA
from classroom.checks.prose import runs, states
from questions import questions, solution_text

QUESTIONS = {one.id: one for one in questions()}


def check_of(question):
    return sys.modules[QUESTIONS[question].cases.__module__]


def notebook():
    return solution_text(QUESTIONS["0.1"])


def bullet(name):
    """What the exercise says under a name of its list, in one line."""
    found = re.search(
        rf"^    - `{name}`(.*?)(?=^    - `|^    \"\"\"|\n\n)", notebook(), re.MULTILINE | re.DOTALL
    )
    return " ".join(found.group(1).replace("\\$", "$").split())


def tasks():
    advice, wishes = check_of("0.1"), check_of("0.3")
    found = [(name, advice.TASK) for name in advice.ACCEPTED]
    return found + [(name, wishes.TASK) for name in wishes.ACCEPTED]


def test_there_are_five_scenarios_and_three_wishes():
    assert len(tasks()) == 8


@pytest.mark.parametrize(("name", "task"), tasks(), ids=[name for name, _ in tasks()])
def test_a_task_cannot_be_pasted_as_its_answer(name, task):
    told = set(runs(bullet(name)))
    assert len(told) > 20
    assert len(told & set(runs(task))) > 0.85 * len(told)


def test_each_factor_has_a_number_that_its_scenario_gives():
    judged = check_of("0.1")
    silent = [
        (name, factor)
        for name, (_, factors) in judged.ACCEPTED.items()
        for factor, numbers in factors.items()
        if not any(states(judged.in_figures(bullet(name)), one) for one in numbers)
    ]
    assert silent == []


def test_the_first_shop_of_the_check_is_the_shop_of_the_exercise():
    assigned = next(
        node
        for node in ast.walk(ast.parse(notebook()))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "shop_today"
    )
    assert ast.literal_eval(assigned.value) == check_of("0.3").TODAY


def test_each_proof_is_one_sentence_of_its_case():
    judged = check_of("0.4")
    assert set(judged.PROOFS) == set(judged.HALF_PROOFS) == set(judged.FINDING)
    for case, proofs in judged.PROOFS.items():
        for words in (*proofs, *judged.HALF_PROOFS[case]):
            (sentence,) = judged.sentences_with(words, case)
            assert 5 <= len(sentence.split()) <= judged.MOST_QUOTED


def test_no_half_proof_is_a_proof():
    judged = check_of("0.4")
    for case, proofs in judged.PROOFS.items():
        whole = {one for words in proofs for one in judged.sentences_with(words, case)}
        half = [
            one for words in judged.HALF_PROOFS[case] for one in judged.sentences_with(words, case)
        ]
        assert len(half) > 0
        assert whole.isdisjoint(half)


@pytest.mark.parametrize(
    "told",
    ["after week 6", "below 90 %", "more than $4 a quote", "a share of 0.9", "8 weeks",
     "the 8th week", "fewer than 9 of 10 quotes", "by 1 March", "500 more quotes", "$80k"],
)  # fmt: skip
def test_a_figure_with_its_unit_can_be_met_or_missed(told):
    assert check_of("0.2").BAR.search(told)


@pytest.mark.parametrize("told", ["version 2", "gate 3 of the plan", "the 4 phases", "soon", "7"])
def test_a_bare_figure_is_no_bar(told):
    assert not check_of("0.2").BAR.search(told)


def test_the_effects_are_those_of_the_tables_in_the_files():
    judged = check_of("0.4")
    files = {path.stem: path.read_text("utf-8") for path in (DATA / "case_files").glob("*.md")}
    assert set(files) == set(judged.TABLES)
    for case, text in files.items():
        assert text.startswith("*Made up for this course.*")
        cells = re.findall(r"\| ([\d,]+) \| ([\d,]+) \|$", text, re.MULTILINE)
        rows = [tuple(int(one.replace(",", "")) for one in row) for row in cells]
        assert sorted(rows) == sorted(judged.TABLES[case])
        effect = judged.effect_of(case)
        assert effect == pytest.approx(round(effect, 1), abs=1e-9)
