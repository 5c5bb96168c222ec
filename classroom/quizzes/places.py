"""What a bank says of the lesson and of the world: headings to reread, situations to stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classroom.quizzes.bank import Quiz

HEADING = re.compile(r"^\s*## (.*?)\s*$", re.MULTILINE)
MARKER = re.compile(r"[^\n]\n[ ]*(\d+[.)]|[-+*#>|])\s")
SENTENCE_END = re.compile(r"[.:!?\"`]\s+(?=\S)")


def unknown_headings(quiz: Quiz, lesson: str) -> Iterator[str]:
    """One line per objective whose heading to reread does not stand in the lesson's text."""
    there = HEADING.findall(lesson)
    for objective, heading in quiz.reread.items():
        if heading not in there:
            yield (
                f"[reread] {objective}: the lesson has no heading {heading!r};"
                " copy one, word by word, from its lines that begin with ##."
            )


def bare_scenarios(quiz: Quiz) -> Iterator[str]:
    """One line per scenario whose text asks at once: a situation takes a sentence of its own."""
    for question in quiz.questions:
        if question.scenario and not SENTENCE_END.search(question.text):
            yield (
                f"{question.id}: is marked as a scenario, and its text is one sentence;"
                " tell who stands where before you ask, or take the mark away."
            )


def broken_lines(quiz: Quiz) -> Iterator[str]:
    """One line per text with a line that Markdown takes for a list, such as "380. The desk"."""
    for question in quiz.questions:
        if found := MARKER.search(question.text):
            yield (
                f"{question.id}: a line begins with {found[1]!r}, which Markdown takes for a"
                " list or a heading; move the line break."
            )
