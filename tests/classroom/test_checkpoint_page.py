"""A checkpoint on a page, headless: what it shows, what counts, and where."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import marimo as mo
import pytest

from classroom import progress, quizzes, sitting, syllabus
from classroom.display import checkpoint, memory, outcome_of, progress_of

PAGE = importlib.import_module("classroom.display.checkpoint")
AGAIN = "Take it again"


@pytest.fixture
def record(monkeypatch):
    """One record in memory, in the place of every file."""
    kept = progress.MemoryRecord()
    monkeypatch.setattr(PAGE, "kept", kept.events)
    monkeypatch.setattr(PAGE, "sitting_record", lambda: kept)
    return kept


@pytest.fixture
def page(record):
    """A checkpoint that is being taken, and the last outcome that it told."""
    told = []
    desk = checkpoint("checkpoint-1", told.append)
    return SimpleNamespace(desk=desk, told=told, record=record)


def text_of(element) -> str:
    return mo.as_html(element).text


def set_to(element, value) -> None:
    """What the browser sends when somebody sets an element."""
    if isinstance(element, mo.ui.dropdown):
        value = [next(key for key, one in element.options.items() if one == value)]
    element._update(value)


def answer_right(field) -> None:
    one = field.question
    if one.kind == "multiple":
        for text, box in zip(field.shown, field.elements, strict=True):
            set_to(box, text in one.key)
    elif one.kind == "number":
        set_to(field.elements[0], one.key[0].split(" ")[0])
    else:
        for element, text in zip(field.elements, one.key, strict=True):
            set_to(element, text)


def press(page) -> None:
    page.desk._button._update(None)


def result_of(page) -> str:
    return text_of(outcome_of(page.desk, page.told[-1], mo.md(AGAIN)))


def test_all_questions_stand_on_the_page_and_no_explanation_does(page):
    shown = text_of(page.desk)
    assert "20 of 20." in shown
    assert "16 right answers pass" in shown
    for one in page.desk.sheet.questions:
        assert [each.why for each in one.options if each.why in shown] == []


def test_who_knows_all_passes_and_it_is_recorded_once(page):
    for field in page.desk.fields:
        answer_right(field)
    assert "20 of 20 answered" in text_of(progress_of(page.desk, page.told[-1]))
    for _ in range(2):
        press(page)
    assert "20 right of 20, 16 are needed: passed." in result_of(page)
    assert "To reread" not in result_of(page)
    assert AGAIN in result_of(page)
    (event,) = page.record.events()
    assert (event["name"], event["right"], len(event["questions"])) == ("checkpoint-1", 20, 20)


def test_questions_without_an_answer_are_named_and_not_handed_in_unless_it_is_meant(page):
    for field in page.desk.fields[:18]:
        answer_right(field)
    press(page)
    told = text_of(progress_of(page.desk, page.told[-1]))
    assert "Not answered: 19, 20." in told
    assert "Not handed in yet" in told
    assert page.record.events() == []
    set_to(page.desk._gaps, value=True)
    press(page)
    assert "18 right of 20, 16 are needed: passed." in result_of(page)
    assert "Reread lesson 02" in result_of(page)


def test_what_is_changed_after_handing_in_counts_no_more(page):
    set_to(page.desk._gaps, value=True)
    press(page)
    answer_right(page.desk.fields[0])
    press(page)
    assert "0 right of 20" in result_of(page)
    assert "counts no more" in text_of(progress_of(page.desk, page.told[-1]))
    assert len(page.record.events()) == 1


def test_a_retake_asks_others_and_shows_no_result_of_the_one_before(page):
    set_to(page.desk._gaps, value=True)
    press(page)
    desk = checkpoint("checkpoint-1", page.told.append)
    both = [{one.id for one in each.sheet.questions} for each in (page.desk, desk)]
    assert not both[0] & both[1]
    assert "To reread" not in text_of(outcome_of(desk, page.told[-1], mo.md(AGAIN)))
    assert "0 of 20 answered" in text_of(progress_of(desk, page.told[-1]))


@pytest.mark.parametrize("typed", ["", "a few", "1,5", "nan", "٣٤ cards", "\U0001f40d"])
def test_a_number_that_is_none_is_not_answered(page, typed):
    field = next(one for one in page.desk.fields if one.question.kind == "number")
    set_to(field.elements[0], typed)
    place = page.desk.fields.index(field) + 1
    assert place in page.desk.missing
    assert "A number needs digits" in text_of(progress_of(page.desk, None))


def test_an_order_with_an_option_twice_is_not_answered(page):
    field = next(one for one in page.desk.fields if one.question.kind == "order")
    for element in field.elements:
        set_to(element, field.shown[0])
    assert page.desk.fields.index(field) + 1 in page.desk.missing


def test_a_result_is_shown_even_when_it_cannot_be_saved(page, monkeypatch):
    def full(*_):
        raise progress.RecordError("Progress could not be saved: no space.")

    monkeypatch.setattr(progress, "record_sitting", full)
    set_to(page.desk._gaps, value=True)
    press(page)
    assert "0 right of 20" in result_of(page)
    assert "no space" in result_of(page)


def test_a_bank_that_cannot_be_read_is_one_line_on_the_page(monkeypatch):
    def broken(*_):
        raise quizzes.QuizError("02_eda.toml, question 2.q01: kind is 'sort'; allowed are single.")

    monkeypatch.setattr(sitting, "paper", broken)
    with pytest.raises(BaseException) as caught:  # noqa: PT011  marimo's own stop
        checkpoint("checkpoint-1", print)
    assert "MarimoStop" in type(caught.value).__name__
    assert "2.q01" in text_of(caught.value.output)


@pytest.mark.parametrize(
    ("mode", "folder", "on_disk"),
    [
        ("edit", "apps", True),
        ("run", "apps", True),
        ("script", "apps", False),
        (None, "apps", False),
        ("run", "", False),
        ("edit", "work", False),
    ],
)
def test_a_checkpoint_counts_where_somebody_takes_it(monkeypatch, mode, folder, on_disk):
    monkeypatch.setattr(memory.mo, "app_meta", lambda: SimpleNamespace(mode=mode))
    monkeypatch.setattr(memory.mo, "notebook_dir", lambda: syllabus.ROOT / folder)
    assert isinstance(memory.sitting_record(), progress.FileRecord) is on_disk
