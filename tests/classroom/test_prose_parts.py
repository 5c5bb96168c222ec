"""A written answer in parts: headings on lines of their own, and what stands under each."""

from __future__ import annotations

import pytest

from classroom.checks.prose import parts_of


@pytest.mark.parametrize("indent", ["", "    "])
def test_each_heading_comes_with_its_words(indent: str):
    lines = ["", "## Summary", "Deploy it.", "Soon.", "", "##  Risks ", "None.", ""]
    text = "\n".join(indent + one for one in lines)
    headings, bodies = zip(*parts_of(text), strict=True)
    assert headings == ("## Summary", "##  Risks")
    assert [one.split() for one in bodies] == [["Deploy", "it.", "Soon."], ["None."]]


def test_what_stands_above_the_first_heading_is_in_no_part():
    assert parts_of("To the board.\n## Summary\nDeploy.") == [("## Summary", "Deploy.")]


@pytest.mark.parametrize("text", ["", "Deploy it.", "a ## b", "##", "# Summary\nDeploy."])
def test_a_text_without_headings_has_no_parts(text: str):
    assert parts_of(text) == []


def test_a_deeper_heading_belongs_to_its_part():
    assert parts_of("## Risks\n### Slabs\nBlurred.") == [("## Risks", "### Slabs\nBlurred.")]
