"""The checks, checked: every question accepts right answers and refuses wrong ones and mutants."""

from __future__ import annotations

import importlib
from collections import Counter

import pytest

from classroom import checks, judging, syllabus
from classroom.checks import Limits, Question, State
from mutants import Mutant, mutants
from questions import (
    Candidate,
    in_notebook,
    judged,
    mutated_from,
    questions,
    right,
    solution_source,
    waivers,
    wrong,
)

QUICK = Limits(cpu_s=5, wall_s=20)
# The first answer that trains would pay seconds for them, out of the five it has.
LOADED_BEFORE = ("sklearn.compose", "sklearn.linear_model", "cardshop.training")
GENERATED = {
    "returns None": "return None",
    "returns its argument": "return next(iter(locals().values()), None)",
}


@pytest.fixture(autouse=True, scope="module")
def heavy_imports_are_nobodys_time():
    for name in LOADED_BEFORE:
        importlib.import_module(name)


def ids(items):
    return [str(one) if isinstance(one, Candidate) else one.id for one in items]


def test_the_manifest_lists_exactly_the_questions_that_have_checks():
    listed = [entry.id for sheet in syllabus.sheets() for entry in sheet.questions]
    assert [one.id for one in questions()] == listed
    assert len(listed) > 0


@pytest.mark.parametrize("question", questions(), ids=ids(questions()))
def test_a_question_has_three_right_answers_and_four_misconceptions(question: Question):
    # The solution is one of the right answers.
    assert sum(one.question is question for one in right()) >= 3
    assert sum(one.question is question for one in wrong()) >= 4


@pytest.mark.parametrize("candidate", right(), ids=ids(right()))
def test_a_right_answer_passes(candidate: Candidate):
    verdict = judged(candidate.question, candidate.source)
    assert verdict.passed, f"{verdict.state.value}: {verdict.sentence}"


@pytest.mark.parametrize("candidate", wrong(), ids=ids(wrong()))
def test_a_wrong_answer_is_not_yet_with_the_words_that_help(candidate: Candidate):
    verdict = judged(candidate.question, candidate.source, limits=QUICK)
    assert verdict.state is State.NOT_YET, f"{verdict.state.value}: {verdict.sentence}"
    assert candidate.message in f"{verdict.sentence} {verdict.nudge}"


@pytest.mark.parametrize("question", questions(), ids=ids(questions()))
def test_the_stub_is_not_attempted(question: Question):
    path = syllabus.sheet(question.id).file("exercises")
    stub = checks.answer_from(path.read_text("utf-8"), question.answer, filename=path.name)
    assert checks.judge(question, stub).state is State.NOT_ATTEMPTED


@pytest.mark.parametrize("body", GENERATED)
@pytest.mark.parametrize("question", questions(), ids=ids(questions()))
def test_an_empty_answer_is_not_yet(question: Question, body: str):
    head = solution_source(question).split("\n", maxsplit=1)[0]
    assert judged(question, f"{head}\n    {GENERATED[body]}").state is State.NOT_YET


def at_full_size() -> list[object]:
    """The solution of each question; the others soak."""
    seen, found = Counter(), []
    for one in right():
        seen[one.question.id] += 1
        marks = [pytest.mark.soak] if seen[one.question.id] > 1 else []
        found.append(pytest.param(one, id=str(one), marks=marks))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("candidate", at_full_size())
def test_a_right_answer_passes_at_full_size_in_a_fresh_process(candidate: Candidate):
    bank = syllabus.sheet(candidate.question.id).file("checks")
    text = in_notebook(candidate.question, candidate.source)
    sheet = judging.Sheet(text, f"{candidate}.py", bank)
    (report,) = judging.judged(sheet, [candidate.question.id], full=True)
    assert report.passed, f"{report.state}: {report.sentence}"


def survivors(question: Question, made: list[Mutant]) -> list[Mutant]:
    return [one for one in made if judged(question, one.source, limits=QUICK).passed]


@pytest.mark.slow
@pytest.mark.parametrize("question", questions(), ids=ids(questions()))
def test_every_mutant_is_killed_or_proved_equivalent(question: Question, record_property):
    start = mutated_from(question)
    # A check that refuses everything would kill every mutant.
    assert judged(question, start).passed
    made = list(mutants(start))
    proofs = waivers(question)
    alive = survivors(question, made)
    waived = [one for one in alive if any(text in one.source for text in proofs)]
    unproved = [f"{one.id}\n{one.source}" for one in alive if one not in waived]
    stale = [text for text in proofs if not any(text in one.source for one in alive)]
    accepted = sum(one.question is question for one in right())
    rejected = sum(one.question is question for one in wrong())
    record_property(
        "checks",
        f"{question.id}: {accepted} right and {rejected} wrong answers, "
        f"{len(made)} mutants, {len(made) - len(alive)} killed, {len(waived)} waived",
    )
    assert not unproved, "\n\n".join([f"{len(unproved)} of {len(made)} survive", *unproved])
    assert not stale, f"waived, but killed or no longer made: {stale}"
    assert not [text for text in proofs if text in start]
    assert len(made) >= 8
    assert len(waived) <= 0.15 * len(made)
