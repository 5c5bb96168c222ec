"""The style budget of the lessons: what makes them readable, measured."""

from __future__ import annotations

import re
import statistics

import pytest

from classroom import syllabus
from lessons import CONTROLS, cells, sentences
from test_house import EMOJI, FORBIDDEN

LONG = ("04", "05", "06")
HEADINGS = [
    "Learning objectives",
    "Industry context",
    "Socratic questions",
    "Common pitfalls",
    "Aha moments",
    "You have mastered this when you can",
    "Exercises",
    "Further reading",
]
LESSONS = syllabus.lessons()


def ids(lesson):
    return lesson.stem


def p90(values):
    return statistics.quantiles(values, n=10)[-1]


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_has_the_size_of_a_lesson(lesson):
    found = cells(lesson.notebook)
    most_cells, most_words = (80, 5000) if lesson.number in LONG else (60, 3500)
    assert 30 <= len(found) <= most_cells
    assert sum(cell.words for cell in found) <= most_words
    assert 0.4 <= sum(cell.is_prose for cell in found) / len(found) <= 0.6


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_says_the_minutes_of_the_manifest(lesson):
    told = re.findall(r"Core part (\d+) minutes", lesson.notebook.read_text("utf-8"))
    assert told == [str(lesson.minutes)]


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_cells_stay_short(lesson):
    found = cells(lesson.notebook)
    code = [len(cell.lines) for cell in found[1:] if not cell.is_prose]
    assert p90([cell.words for cell in found if cell.is_prose]) <= 90
    assert p90(code) <= 15
    assert max(code) <= 25
    hidden = [cell for cell in found[1:] if cell.hidden and not cell.is_prose]
    assert len(hidden) <= 0.2 * len(code)


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_prose_keeps_the_house_voice(lesson):
    prose = [cell for cell in cells(lesson.notebook) if cell.is_prose]
    text = "\n".join(text for cell in prose for text in cell.texts)
    assert FORBIDDEN.findall(text) == []
    assert EMOJI.findall(text) == []
    assert "!" not in re.sub(r"`[^`]*`", "", text)
    assert p90([len(one.split()) for cell in prose for one in sentences(cell)]) <= 25


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_no_line_of_prose_begins_with_a_number_and_a_full_stop(lesson):
    # Markdown would make a list of it, and swallow the number.
    lines = lesson.notebook.read_text("utf-8").splitlines()
    assert [one for one in lines if re.match(r"\s*\{[^{}:]*\}\. ", one)] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_has_its_headings_in_order(lesson):
    text = lesson.notebook.read_text("utf-8")
    found = [re.search(rf'## {heading}(?:\n|")', text) for heading in HEADINGS]
    assert [h for h, one in zip(HEADINGS, found, strict=True) if one is None] == []
    places = [one.start() for one in found]
    assert places == sorted(places)


@pytest.mark.parametrize("lesson", LESSONS, ids=ids)
def test_a_lesson_asks_before_it_tells_and_moves_when_touched(lesson):
    found = cells(lesson.notebook)
    calls = [name for cell in found for name in cell.calls]
    assert calls.count("predict") >= 4
    assert sum(name in CONTROLS for name in calls) >= 4
    assert calls.count("socratic") >= 4
    text = lesson.notebook.read_text("utf-8")
    numbered = len(re.findall(r"^ *## \d+\. ", text, re.MULTILINE))
    assert text.count("**Change one thing.**") >= numbered - 2


# The questions that the syllabus of modules 1 to 5 asks, as the lessons ask them.
SOCRATIC = {
    "01": ["twice", "production", "renamed", "engine"],
    "02": ["drop_one", "ninety_nine", "train_only", "zero", "expert"],
    "03": ["gap", "simple", "test", "unhappy", "hours"],
    "04": ["spam", "recall", "mediocre", "customer", "unfair"],
    "05": ["fall", "hour", "crash", "year", "retrain"],
}


@pytest.mark.parametrize("number", SOCRATIC)
def test_a_lesson_asks_the_questions_of_the_syllabus(number):
    text = syllabus.lesson(number).notebook.read_text("utf-8")
    asked = re.findall(rf'socratic\(\s*"{number}\.(\w+)"', text)
    assert [key for key in SOCRATIC[number] if key not in asked] == []
    assert len(asked) in (4, 5)
