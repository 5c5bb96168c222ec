"""The scores that the task of 3.4b names are those that its check asks for."""

from __future__ import annotations

import re

from classroom import checks, syllabus
from questions import questions, solution_text


def test_the_prose_names_the_bars_of_the_check():
    (question,) = (one for one in questions() if one.id == "3.4b")
    bank = checks.load_bank(syllabus.sheet("3.4b").file("checks"))
    bars = bank["3.4b"].cases.__globals__["BARS"]
    rows = re.findall(r"\| `(run_.)` \|\D*(\.\d+)", solution_text(question))
    assert {name: float(bar) for name, bar in rows} == bars
    assert len(bars) == 5
