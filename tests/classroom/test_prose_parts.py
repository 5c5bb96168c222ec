"""A written answer in parts: headings on lines of their own, and what stands under each."""

from __future__ import annotations

import pytest

from classroom.checks.prose import parts_of, said_again, spelled_out, states, unadvised


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


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("We advise to deploy it. Nobody objects.", ""),
        ("Deploying pays, and not by luck.", ""),
        ("We iterate. Later we deploy.", "does not name your recommendation"),
        ("Nobody should deploy it.", 'says "Nobody" before it names your recommendation'),
        ("You shouldn't deploy it.", 'says "shouldn\'t" before it names your recommendation'),
    ],
)
def test_a_denied_recommendation_is_none(part, problem):
    assert unadvised(part, "deploy") == problem


def test_a_k_behind_a_number_is_a_thousand():
    assert spelled_out("$138k, 1.5K cards; item 3kg, k") == "$138000, 1500 cards; item 3kg, k"
    assert states(spelled_out("about 138k"), 138_000)


def test_other_numbers_make_no_other_text():
    assert said_again(["About 9 of 10.", "Of 10, all.", "about 8 of 12"]) == "about 8 of 12"
    assert said_again(["About 9 of 10.", "Of 10, all."]) == ""
