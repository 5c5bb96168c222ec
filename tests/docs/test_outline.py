"""The outline holds every hour of the manifest, and says what its minutes rest on."""

from __future__ import annotations

import dataclasses

import pytest

from classroom import syllabus
from classroom.outline import estimates, lessons, pacing, page, sittings, tracker
from classroom.outline.__main__ import OUTLINE, TRACKER
from classroom.outline.sittings import MOST_MINUTES
from classroom.syllabus import ROOT, Exam, QuestionEntry

WEEKS = {1: ["00", "01", "02"], 2: ["03", "04"], 3: ["05", "06"], 4: ["07", "08"]}
LESSONS = syllabus.lessons()


@pytest.fixture(scope="module")
def outline():
    return page.outline()


def test_the_documents_are_what_the_program_makes(outline):
    assert (ROOT / OUTLINE).read_text("utf-8") == outline
    text = (ROOT / TRACKER).read_text("utf-8")
    assert tracker.renewed(text) == text


def test_four_weeks_hold_the_modules_of_the_documents():
    found = {week: [one.number for one in held] for week, held in sittings.weeks().items()}
    assert found == WEEKS


@pytest.mark.parametrize("week", WEEKS)
def test_the_clock_of_a_week_runs_over_its_whole_core_path(week):
    held = sittings.weeks()[week]
    found = sittings.sittings(held)
    assert sum(one.minutes for one in found) == sum(one.core_minutes for one in held)
    assert [one.starts_at for one in found] == [
        sum(before.minutes for before in found[:at]) for at in range(len(found))
    ]
    done = [piece for one in found for piece in one.pieces]
    assert done == [piece for lesson in held for piece in sittings.pieces(lesson)]
    assert all(one.minutes <= MOST_MINUTES or len(one.pieces) == 1 for one in found)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.number)
def test_sections_share_the_minutes_of_their_lesson(lesson):
    minutes = pacing.section_minutes(lesson)
    assert sum(minutes) == lesson.minutes
    found = lessons.sections(lesson)
    assert all(took for took, one in zip(minutes, found, strict=True) if one.number)
    numbers = [one.number for one in found]
    assert numbers == ["", *map(str, range(1, len(found) - 1)), ""]
    assert (found[0].heading, found[-1].heading) == (lessons.OPENING, lessons.CLOSING)
    assert len(lessons.objectives(lesson)) >= 3
    assert len(lessons.mastered(lesson)) == 4


def test_every_question_kata_quiz_and_checkpoint_stands_in_the_outline(outline):
    for lesson in LESSONS:
        assert f"[{lesson.number} {lesson.title}](../{lesson.stem}.py)" in outline
        for entry in lesson.questions:
            assert f"\n| {entry.id} " in outline
            assert f"**{entry.id}** {lessons.titles(lesson)[entry.id]}" in outline
    for one in syllabus.katas():
        assert f"| `{one.name}`: {one.title} | {one.after} | {one.minutes} |" in outline
    for one in syllabus.checkpoints():
        assert f"- {one.title}, a quiz of {one.size} questions: {one.minutes} min" in outline
    assert "estimates: no learner has been timed yet" in outline
    assert outline.count("- [ ] ") == 4 * len(LESSONS)


def test_an_exam_enters_the_outline_with_its_minutes(outline, monkeypatch):
    name = syllabus.checkpoints()[0].exam
    entry = QuestionEntry(f"{name}-1", 90, "exam")
    exam = Exam(name, "An exam made up here", 90, "02", (entry,))
    monkeypatch.setattr(syllabus, "exams", lambda: ())
    without = page.outline()
    monkeypatch.setattr(syllabus, "exams", lambda: (exam,))
    with_it = page.outline()
    assert "made up here" not in without
    assert f"- practical exam `{name}`, An exam made up here: 90 min" in with_it
    assert f"`{name}`: An exam made up here, 90 min |" in with_it
    assert minutes_beside(with_it) == minutes_beside(without) + 90
    assert "An exam made up here" in tracker.entries()


def minutes_beside(text):
    row = next(line for line in text.splitlines() if line.startswith("| **all** |"))
    hours, minutes = row.split("|")[-2].strip(" *").removesuffix(" min").split(" h ")
    return 60 * int(hours) + int(minutes)


def test_a_lesson_planned_far_from_its_estimate_is_named():
    lesson = LESSONS[0]
    usual = pacing.minutes(pacing.lesson_load(lesson), pacing.USUAL)
    near, far = round(0.7 * usual), round(0.6 * usual)
    assert not pacing.is_off(dataclasses.replace(lesson, minutes=near))
    assert pacing.is_off(dataclasses.replace(lesson, minutes=far))
    assert pacing.is_off(dataclasses.replace(lesson, minutes=round(1.4 * usual)))


def test_a_careful_reader_takes_longer_than_a_quick_one():
    for lesson in LESSONS:
        load = pacing.lesson_load(lesson)
        took = [pacing.minutes(load, one) for one in pacing.PACES]
        assert took == sorted(took)
        assert len(set(took)) == 3
        assert f"| {load.words} | {load.code_lines} |" in "\n".join(estimates.of_lessons())


def test_a_page_without_its_marks_is_refused():
    with pytest.raises(tracker.TrackerError, match="needs <!-- begin modules -->"):
        tracker.renewed("# Tracker\n")
