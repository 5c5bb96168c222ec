"""Each entry of the debugging guide is provoked: its words are seen, and its first lines run."""

from __future__ import annotations

import re
from functools import cache

import pytest

import snippets
import symptoms
from classroom import syllabus
from classroom.syllabus import ROOT
from snippets import Section

GUIDE = "debugging_guide.md"
LEAST_ENTRIES = 3
SHORT = 70
INDEX = "By the words"


@cache
def parts() -> list[Section]:
    return snippets.sections(snippets.read(GUIDE), 2)


@cache
def entries() -> dict[str, Section]:
    found = [
        entry for part in parts() for entry in snippets.sections(part.text, 3, first=part.line)
    ]
    assert len({one.title for one in found}) == len(found)
    return {one.title: one for one in found}


def words_of(entry: Section) -> list[str]:
    (block,) = entry.blocks("text")
    return block.code.splitlines()


def test_every_module_has_enough_entries():
    numbered = [one for one in parts() if one.title[:2].isdigit()]
    assert [one.title[:2] for one in numbered] == [one.number for one in syllabus.lessons()]
    for part in numbered:
        assert len(snippets.sections(part.text, 3)) >= LEAST_ENTRIES, part.title


def test_an_entry_without_a_reproduction_is_refused_and_the_other_way_round():
    assert set(entries()) == set(symptoms.load_all())
    assert len(entries()) >= 9 * LEAST_ENTRIES


@pytest.mark.parametrize("title", sorted(symptoms.load_all()))
def test_the_symptom_has_these_words_and_the_first_lines_work(title, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    entry = entries()[title]
    provoked = symptoms.load_all()[title](tmp_path)
    said, namespace = next(provoked)
    assert [one for one in words_of(entry) if one not in said] == [], said
    ran = namespace.get("ran", [])
    shown, differ = 0, []
    for block in entry.blocks("python"):
        count, found = snippets.run(block, namespace)
        shown, differ = shown + count, differ + found
    assert differ == []
    typed = [line for block in entry.blocks("sh") for line in snippets.commands(block)]
    assert typed == ran
    assert shown or ran, "nothing is done first"
    assert [one for one in typed if snippets.refusal(one)] == []
    # What stands after the words is the proof that the remedy works.
    assert next(provoked, "to its end") == "to its end"


def test_every_entry_says_why_and_what_first():
    for entry in entries().values():
        assert entry.prose.count("**Cause.**") == 1, entry.title
        assert entry.prose.count("**First.**") == 1, entry.title


def shortened(words: str) -> str:
    """The words of the index: a whole number of words, not too long for a table."""
    return words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + " …"


def index() -> str:
    """The table at the top of the guide: every entry by its first words."""
    rows = [
        (shortened(words_of(one)[0]).replace("`", ""), title) for title, one in entries().items()
    ]
    listed = [
        f"| `{words}` | [{title}](#{snippets.anchor(title)}) |"
        for words, title in sorted(rows, key=lambda one: one[0].casefold())
    ]
    return "\n".join(["| what you see | entry |", "|:---|:---|", *listed])


def test_the_index_lists_every_entry_by_its_words():
    (part,) = [one for one in parts() if one.title == INDEX]
    assert part.text.strip() == index()


def test_anchors_in_the_three_documents_lead_somewhere():
    checked = 0
    for name in (GUIDE, "ml_cheatsheet.md", "glossary.md"):
        text = snippets.read(name)
        heads = {
            snippets.anchor(one.title) for n in (1, 2, 3) for one in snippets.sections(text, n)
        }
        for target in re.findall(r"\]\(#([^)]+)\)", text):
            checked += 1
            assert target in heads, f"{name}: #{target}"
    assert checked >= len(entries())
