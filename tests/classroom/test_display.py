"""The elements of the course, headless: what they show, keep and never give away."""

from __future__ import annotations

import html
import importlib
from types import SimpleNamespace

import marimo as mo
import pytest

from classroom import checks, display, progress, quizzes, syllabus
from classroom.display import memory, reflection, verdicts
from classroom.display.source import printed

# The package's names of these modules are the functions in them.
JOURNAL = importlib.import_module("classroom.display.journal")
LEDGER = importlib.import_module("classroom.display.ledger")
QUIZ = importlib.import_module("classroom.display.quiz")
EXPLANATION = "<marimo-callout-output"


@pytest.fixture
def record(monkeypatch):
    """One record in memory, in the place of every file."""
    kept = progress.MemoryRecord()
    for module in (reflection, LEDGER, JOURNAL):
        monkeypatch.setattr(module, "kept", kept.events)
    for module, name in (
        (memory, "note_record"),
        (LEDGER, "counting_record"),
        (QUIZ, "counting_record"),
        (verdicts, "counting_record"),
    ):
        monkeypatch.setattr(module, name, lambda: kept)
    return kept


def choose(element, text: str) -> None:
    """What the browser sends when somebody chooses an option."""
    (letter,) = [letter for letter, value in element.options.items() if value == text]
    element._update([letter])


def text_of(element) -> str:
    return mo.as_html(element).text


def test_a_result_stays_hidden_until_a_prediction_is_made(record):
    guess = display.predict("t.one", "Which?", ["left", "right"])
    assert "Choose above" in text_of(display.after(guess, mo.md("the secret"), right="left"))
    choose(guess, "left")
    shown = text_of(display.after(guess, mo.md("the secret"), right="left"))
    assert "the secret" in shown
    assert "and so it is" in shown
    shown = text_of(display.after(guess, mo.md("the secret"), right="right"))
    assert "it is <strong>right</strong>" in shown


def test_a_prediction_is_there_again_when_the_notebook_reopens(record):
    choose(display.predict("t.two", "Which?", ["left", "right"]), "right")
    assert display.predict("t.two", "Which?", ["left", "right"]).value == "right"
    assert display.predict("t.two", "Which?", ["up", "down"]).value is None


def test_what_was_written_to_a_socratic_question_is_kept(record):
    display.socratic("t.three", "Why?", "Because.").written._update("My own words")
    again = display.socratic("t.three", "Why?", "Because.")
    assert again.written.value == "My own words"
    assert "Compare with a model answer" in text_of(again)


def test_the_ledger_shows_computed_lines_and_own_ones_once(record):
    display.book("01", "Mine", 0.25)
    display.book("01", "Mine", 0.25)
    shown = text_of(display.ledger(("Desk", -0.15)))
    assert shown.count("Mine") == 1
    assert "-90,000" in shown
    assert "+150,000" in shown


def lists_of(asked):
    """The fields of questions that are answered with one of several options."""
    return [one for one in asked.fields if one.question.kind in ("single", "code")]


def test_quiz_marks_explain_what_was_answered_and_nothing_else(record):
    asked = display.quiz("01", print, seed=3, size=50)
    before = text_of(display.marks(asked))
    field = lists_of(asked)[0]
    assert EXPLANATION not in before
    assert [one.why for one in field.question.options if one.why in before] == []
    choose(field.elements[0], field.shown[0])
    after = text_of(display.marks(asked))
    assert "of 1 answered" in after
    assert after.count(EXPLANATION) == 1


def test_answers_that_come_before_any_mark_are_all_kept_and_told(record):
    told = []
    asked = display.quiz("01", told.append, seed=1)
    chosen = [(field, field.shown[-1]) for field in lists_of(asked)]
    assert len(chosen) > 1
    for field, text in chosen:
        choose(field.elements[0], text)
    assert told == [text for _, text in chosen]
    assert f"of {len(chosen)} answered" in text_of(display.marks(asked))


def test_no_answer_waits_under_the_name_of_another():
    # Of several changes that wait under one name, such as that of a dictionary, one is kept.
    fields = display.quiz("01", print, seed=1).fields
    elements = [each for one in fields for each in one.elements]
    assert len(elements) > len(fields)
    assert [one._lens for one in elements] == [None] * len(elements)
    assert len({one._id for one in elements}) == len(elements)


def test_a_finished_quiz_is_recorded(record):
    asked = display.quiz("01", print, seed=3, size=1)
    assert record.events() == []
    for one in asked.fields:
        choose(one.elements[0], one.question.key[0])
    display.marks(asked)
    events = [(one["lesson"], one["right"], one["asked"], one["seed"]) for one in record.events()]
    assert events == [("01", 1, 1, 3)]


def test_printed_options_keep_their_characters_and_lines(record):
    asked = display.quiz("01", print, seed=3, size=50)
    (field,) = [one for one in asked.fields if "planned\n0" in one.shown]
    assert "planned&amp;#10;0" in text_of(field.elements[0])
    choose(field.elements[0], "planned\n0")
    _, explained = text_of(display.marks(asked)).split(EXPLANATION)
    assert "planned&amp;#10;0" in explained.split(">")[0]
    shown = mo.md(f"- {printed('__a__ *b*')}").text
    assert html.unescape(shown).count("__a__ *b*</code>") == 1


def test_another_set_of_the_quiz_asks_other_questions():
    first, again, other = (
        {one.question.id for one in display.quiz("01", print, seed=seed).fields}
        for seed in (1, 1, 2)
    )
    assert first == again != other
    assert len(first) == 8


QUESTION = checks.load_bank(syllabus.lesson("1.2").file("checks"))["1.2"]


def card(failed: int, state=checks.State.NOT_YET):
    verdict = checks.Verdict(QUESTION, state, "A sentence.", "A nudge?")
    return text_of(verdicts.CheckCard(verdict, failed))


def test_hints_unlock_one_by_one_and_the_solution_after_the_last():
    assert "Hint" not in card(0)
    assert "Hint 1 of 3" in card(1)
    assert "Hint 2 of 3" not in card(1)
    assert "Hint 3 of 3" in card(3)
    assert "Show the solution" not in card(3)
    assert "Show the solution" in card(4)


def test_a_state_stands_in_words():
    for state in checks.State:
        assert state.value in card(0, state)


def test_a_passed_answer_shows_points_and_no_hint():
    shown = card(5, checks.State.PASSED)
    assert "4 points" in shown
    assert "Hint" not in shown


def test_a_faulty_check_is_not_the_learners_fault():
    assert "not your fault" in text_of(verdicts.FaultyCheck("no case"))
    assert not verdicts.FaultyCheck("no case").passed


def test_the_exercises_of_a_lesson_are_listed_from_the_manifest():
    shown = text_of(display.exercises("01"))
    for entry in syllabus.lesson("01").questions:
        assert entry.id in shown


class _Unwritable(progress.MemoryRecord):
    def append(self, event):
        raise progress.RecordError("Progress could not be saved: no space.")


def test_a_verdict_is_told_even_when_it_cannot_be_saved(monkeypatch):
    monkeypatch.setattr(verdicts, "counting_record", _Unwritable)
    card = display.check("1.2", lambda paths: None)
    assert "not yet" in text_of(card)
    assert "no space" in text_of(card)


def test_an_unknown_question_is_a_card_that_lists_what_there_is(monkeypatch):
    monkeypatch.setattr(verdicts.mo, "app_meta", lambda: SimpleNamespace(mode="edit"))
    card = display.check("1.99", lambda paths: None)
    assert not card.passed
    assert "1.1a, 1.1b" in text_of(card)


def test_what_an_answer_prints_is_kept_for_its_card_and_never_a_flood(record, capsys):
    def load_boxes(paths):
        for _ in range(100_000):
            print("a line of a hundred letters" * 4)

    card = display.check("1.2", load_boxes)
    assert "What it printed" in text_of(card)
    assert "letters more" in text_of(card)
    assert len(text_of(card)) < 10_000
    assert capsys.readouterr().out == ""


def test_a_bank_has_as_many_questions_as_the_manifest_says():
    for lesson in syllabus.lessons():
        assert len(quizzes.load(lesson.file("quizzes")).questions) == lesson.quiz > 0


def test_the_journal_is_there_again_when_the_notebook_reopens(record):
    page = display.journal("01")
    page.written["teach"]._update("A contract is a sentence that runs.")
    choose(page.level, "2")
    again = display.journal("01")
    assert again.written["teach"].value == "A contract is a sentence that runs."
    assert again.level.value == "2"
    assert progress.last_texts(record.events())[progress.level_key("01")] == "2"
