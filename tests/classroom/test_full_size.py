"""At full size an answer has more time than in a quick verdict, and only there."""

from __future__ import annotations

import io

import pytest

from classroom import syllabus
from classroom.checks import Limits, child


@pytest.mark.parametrize(("full", "limits"), [(False, None), (True, child.FULL_SIZE)])
def test_full_size_has_limits_of_its_own(monkeypatch, full, limits):
    given = []

    def judge_text(question, text, **options):
        given.append(options["limits"])
        raise RuntimeError

    monkeypatch.setattr(child, "judge_text", judge_text)
    bank = str(syllabus.sheet("1.2").file("checks"))
    request = {"bank": bank, "question": "1.2", "text": "", "filename": "01.py", "full": full}
    with pytest.raises(RuntimeError):
        child._judge(request, io.StringIO())
    assert given == [limits]
    assert child.FULL_SIZE.cpu_s > Limits().cpu_s
