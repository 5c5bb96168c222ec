"""Diagrams are laid out by who points to whom, and can be read without being seen."""

from __future__ import annotations

import re

from classroom.display import diagram

ARROWS = [("gate", "old", "95 %"), ("gate", "new", "5 %"), ("old", "bin", ""), ("new", "bin", "")]


def corners(html):
    """(left, top) of each box, in the order of their texts."""
    boxes = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', html)
    return [(float(left), float(top)) for left, top in boxes]


def test_a_box_stands_right_of_all_that_point_to_it():
    gate, old, new, bin_ = corners(diagram(ARROWS, reading="Two versions share the cards.").text)
    assert gate[0] < old[0] == new[0] < bin_[0]
    assert old[1] < gate[1] == bin_[1] < new[1]


def test_the_longest_way_decides_the_column():
    shortcut = [("a", "b", ""), ("b", "c", ""), ("a", "c", "")]
    a, b, c = corners(diagram(shortcut, reading="A shortcut.").text)
    assert a[0] < b[0] < c[0]


def test_a_diagram_is_told_in_words_as_well():
    html = diagram(ARROWS, reading="Two versions share the cards.").text
    assert html.count("Two versions share the cards.") == 2
    assert 'role="img" aria-label="Two versions share the cards."' in html


def test_texts_cannot_break_the_picture():
    html = diagram([("a < b", 'say "c"', "d & e")], reading="x < y").text
    assert "a &lt; b" in html
    assert "d &amp; e" in html
    assert "<b" not in re.sub(r"<br\s*/?>", "", html)
