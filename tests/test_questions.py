"""The checks, checked: every question accepts right answers and refuses wrong ones and mutants."""

from __future__ import annotations

import importlib
from collections import Counter

import pytest

import claims
from classroom import checks, judging, syllabus
from classroom.checks import Question, State
from mutants import reach, record
from mutants.examined import QUICK, examined
from questions import Candidate, in_notebook, judged, questions, right, solution_source, wrong

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
@pytest.mark.recorded
@pytest.mark.parametrize("candidate", at_full_size())
def test_a_right_answer_passes_at_full_size_in_a_fresh_process(
    candidate: Candidate, request, record_property
):
    if candidate.name == "solution":
        claim = claims.of_answer(candidate.question)
        record_property("claims", list(claim))
        if claims.is_whole(request.config) and not claims.is_drawn(claim):
            pytest.skip(claims.STANDS)
    bank = syllabus.sheet(candidate.question.id).file("checks")
    text = in_notebook(candidate.question, candidate.source)
    sheet = judging.Sheet(text, f"{candidate}.py", bank)
    (report,) = judging.judged(sheet, [candidate.question.id], full=True)
    assert report.passed, f"{report.state}: {report.sentence}"


@pytest.mark.slow
@pytest.mark.parametrize("question", questions(), ids=ids(questions()))
def test_every_mutant_is_killed_or_proved_equivalent(question: Question, record_property):
    line = record.read().get(question.id)
    found = examined(question, reach.digest(question), line)
    accepted = sum(one.question is question for one in right())
    rejected = sum(one.question is question for one in wrong())
    told = f"{question.id}: {accepted} right and {rejected} wrong answers, {found.told()}"
    record_property("checks", told)
    if found.line != line:
        record_property("mutants", found.line.text(question.id))


@pytest.mark.soak
@pytest.mark.parametrize("question", questions(), ids=ids(questions()))
def test_the_record_of_mutants_is_what_all_of_them_come_to(question: Question):
    reached, line = reach.digest(question), record.read().get(question.id)
    assert line is None or line.reached != reached or examined(question, reached, None).line == line
