"""The certificate in a browser: one page, and no word over another."""

from __future__ import annotations

import datetime as dt

import pytest

from classroom import progress, syllabus
from classroom.certificate import Line, drawn, earned
from classroom.progress import MemoryRecord

LONG_NAME = "María-José Fernández de la Cruz y Brien-Łukasiewicz van der Heijden"
OVERLAPS = """() => { const boxes = [...document.querySelectorAll('text')]
    .map(one => [one.textContent, one.getBoundingClientRect()]);
    return boxes.flatMap(([words, a], at) => boxes.slice(at + 1)
        .filter(([, b]) => a.left < b.right && b.left < a.right
            && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
        .map(([other]) => words + ' | ' + other)); }"""
OUTSIDE = """() => { const page = document.documentElement.getBoundingClientRect();
    return [...document.querySelectorAll('text')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.left < page.left + 40 || box.right > page.right - 40; })
        .map(one => one.textContent); }"""


def everything() -> MemoryRecord:
    record = MemoryRecord()
    for lesson in syllabus.lessons():
        progress.record_quiz(record, lesson.number, right=8, asked=8)
        progress.record_text(record, progress.level_key(lesson.number), "4")
    for one in syllabus.checkpoints():
        progress.record_sitting(record, one.name, progress.Sitting(0, ("1.q01",), 20, one.size))
    return record


@pytest.mark.parametrize("name", ["Ada Lovelace", LONG_NAME, "吴" * 40])
def test_a_certificate_prints_to_one_page_with_every_word_in_its_place(browser, tmp_path, name):
    project = Line("Capstone project", "measured 66/70")
    own = Line("Capstone, communication", "self-scored 24/30 (not verified)")
    found = earned(everything().events(), project, own)
    svg = tmp_path / "certificate.svg"
    svg.write_text(drawn(name, found, day=dt.date(2026, 11, 22), version="course 1.0"), "utf-8")
    page = browser.new_page()
    page.goto(svg.as_uri())
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(OUTSIDE) == []
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.close()
