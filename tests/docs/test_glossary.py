"""The glossary: sorted, no word twice, and each word stands in the lesson that it names."""

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
def words_of(lesson: str) -> str:
    """All that a lesson says: its texts in lower case, without marks, spaces made one."""
    tree = ast.parse((ROOT / lesson).read_text("utf-8"))
    said = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)]
    plain = re.sub(r"[*`_]", "", " ".join(one for one in said if isinstance(one, str)))
    return " ".join(plain.lower().split())


def test_every_line_is_an_entry_and_there_are_enough():
    lines = [one for one in snippets.read("glossary.md").splitlines() if one.startswith("- ")]
    assert len(terms()) == len(lines) >= LEAST_TERMS


def test_terms_are_sorted_and_none_stands_twice():
    names = [one.name.casefold() for one in terms()]
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


def test_an_entry_is_one_or_two_sentences():
    for one in terms():
        assert len(one.about.split()) <= MOST_WORDS, one.name
        assert one.about.endswith(".")
        # A colon inside a sentence is no end of it.
        assert len(re.findall(r"[.?](?: |$)", one.about)) <= 2, one.name
