"""What module 5's checks take for granted: the slow handler's answers, what changes cost."""

from __future__ import annotations

import re
import sys

import pytest

from cardshop.dataset import load_cards
from cardshop.training import PRACTICE_MODEL
from classroom import syllabus
from classroom.checks import answer_from, load_bank

BANK = load_bank(syllabus.lesson("5.2").file("checks"))
HANDLERS = vars(sys.modules["checks_05_inference_service_fast_answers"])
ALERTS = vars(sys.modules["checks_05_inference_service_investigate"])
DAYS = vars(sys.modules["checks_05_inference_service_alarm"])


def solution(name: str):
    path = syllabus.lesson("5.2").file("solutions")
    return answer_from(path.read_text("utf-8"), name, filename=path.name)


def test_what_the_check_wants_is_what_the_slow_handler_answers():
    requests = [one[:3] for one in HANDLERS["trays"]()]
    slow = solution("slow_answers")(requests, str(PRACTICE_MODEL))
    want = HANDLERS["wanted"](requests, PRACTICE_MODEL)
    assert [len(one) for one in slow] == [len(one) for one in want]
    pairs = [
        pair for one, two in zip(slow, want, strict=True) for pair in zip(one, two, strict=True)
    ]
    assert len(pairs) > 5
    assert all(HANDLERS["equal"](*pair) for pair in pairs)


def test_a_text_may_name_every_number_of_its_mornings_changes():
    text = syllabus.lesson("5.4b").file("solutions").read_text("utf-8")
    tables = re.findall(r'"(alert_\d)": \[\n(.*?)\],', text, re.DOTALL)
    assert [name for name, _ in tables] == list(ALERTS["ALERTS"])
    for name, rows in tables:
        numbers = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", rows)}
        assert numbers == {*ALERTS["CHANGES"][name]}, name


@pytest.mark.slow
def test_measuring_compares_equal_answers_and_the_slow_one_costs_five_times_as_much():
    found = BANK["5.2"].speed(solution("fast_answers"))
    # Loose: the ratio measured is above 50.
    assert found["slow_answers ratio"] > 5


def cost(name: str) -> float:
    truth = load_cards().sort("lot_id")["card_type"]
    shares = [
        (DAYS["whole_catalogue"](one)["card_type"] == truth).mean() for one in (DAYS["QUIET"], name)
    ]
    return 100 * (shares[0] - shares[1])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["HARMFUL", "HARMLESS"])
def test_every_change_costs_what_is_recorded(kind):
    assert len(DAYS[kind]) >= 10
    for name, change in DAYS[kind].items():
        assert cost(name) == pytest.approx(change.points, abs=0.15), name
        assert (change.points >= 2) if kind == "HARMFUL" else (change.points < 0.5), name
