"""The glossary: sorted, no word twice, and each word stands on the page that it names."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import NamedTuple

import pytest

import snippets
from classroom import syllabus
from classroom.syllabus import ROOT

ENTRY = re.compile(r"^- \*\*(.+?)\*\*: (.+) \[(\d\d)\]\(\.\./(\w+\.py)\)$", re.MULTILINE)
IN_SHEET = re.compile(
    r"^- \*\*(.+?)\*\*: (.+) \[(\d\d) of the cheat sheet\]\(ml_cheatsheet\.md#([\w-]+)\)$",
    re.MULTILINE,
)
POINTER = re.compile(r"^- \*\*(.+?)\*\*: see (.+)\.$", re.MULTILINE)
LEAST_TERMS, MOST_WORDS = 80, 50


class Term(NamedTuple):
    """A word, what it means, and the lesson that introduces it."""

    name: str
    about: str
    number: str
    lesson: str

    @property
    def word(self) -> str:
        """The word as a lesson writes it: without what tells it apart here."""
        return re.sub(r" \(.+\)$", "", self.name)


@cache
def terms() -> list[Term]:
    return [Term(*one) for one in ENTRY.findall(snippets.read("glossary.md"))]


@cache
def of_sheet() -> list[Term]:
    """The words that no lesson says: in place of a lesson the anchor of a section."""
    return [Term(*one) for one in IN_SHEET.findall(snippets.read("glossary.md"))]


@cache
def words_of(lesson: str) -> str:
    """All that a lesson says: its texts in lower case, without marks, spaces made one."""
    tree = ast.parse((ROOT / lesson).read_text("utf-8"))
    said = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)]
    plain = re.sub(r"[*`_]", "", " ".join(one for one in said if isinstance(one, str)))
    return " ".join(plain.lower().split())


def test_every_line_is_an_entry_and_there_are_enough():
    lines = [one for one in snippets.read("glossary.md").splitlines() if one.startswith("- ")]
    pointers = POINTER.findall(snippets.read("glossary.md"))
    assert len(terms()) + len(of_sheet()) + len(pointers) == len(lines)
    assert len(terms()) >= LEAST_TERMS


def test_terms_are_sorted_and_none_stands_twice():
    said = re.findall(r"^- \*\*(.+?)\*\*", snippets.read("glossary.md"), re.MULTILINE)
    names = [one.casefold() for one in said]
    assert names == sorted(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("stem", [one.stem for one in syllabus.lessons()])
def test_every_lesson_introduces_words_and_says_them(stem):
    own = [one for one in terms() if one.lesson == f"{stem}.py"]
    assert len(own) >= 4
    assert {one.number for one in own} == {stem[:2]}
    missing = [
        one.name
        for one in own
        if not re.search(
            rf"(?<!\w){re.escape(one.word.lower())}(s|es)?(?!\w)", words_of(one.lesson)
        )
    ]
    assert missing == []


def test_a_pointer_leads_to_an_entry():
    found = POINTER.findall(snippets.read("glossary.md"))
    assert found
    words = {one.word for one in terms()}
    assert [name for name, target in found if target not in words] == []


def test_a_word_that_no_lesson_says_stands_in_its_section_of_the_sheet():
    sections = snippets.sections(snippets.read("ml_cheatsheet.md"), 2)
    texts = {snippets.anchor(one.title): one.text.lower() for one in sections}
    assert of_sheet()
    for one in of_sheet():
        assert one.lesson.startswith(one.number), one.name
        assert one.word.lower() in texts[one.lesson], one.name


def test_an_entry_is_one_or_two_sentences():
    for one in [*terms(), *of_sheet()]:
        assert len(one.about.split()) <= MOST_WORDS, one.name
        assert one.about.endswith(".")
        # A colon inside a sentence is no end of it.
        assert len(re.findall(r"[.?](?: |$)", one.about)) <= 2, one.name
