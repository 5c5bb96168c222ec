"""Whatever an answer returns, the learner is told: a value is never the check's own fault."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from enum import StrEnum
from typing import Any, NamedTuple

import polars as pl
import pytest

from classroom import checks
from classroom.checks import State
from classroom.checks.plain import DEEPEST, NoDataError, plain
from questions import compiled, questions, solution_source


class Anything(str):
    """Text that says of itself that it equals everything, and cannot be hashed otherwise."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 7


class Undecided(int):
    """A number that cannot be compared."""

    def __eq__(self, other):
        raise RuntimeError

    __lt__ = __gt__ = __le__ = __ge__ = __eq__
    __hash__ = int.__hash__


class Colour(StrEnum):
    RED = "red"


class Pair(NamedTuple):
    name: str
    share: float


def circle() -> list:
    one: list = []
    one.append(one)
    return one


def deep() -> list:
    one: list = []
    for _ in range(100_000):
        one = [one]
    return one


# What stands in the place of the first value of a kind.
POISONS = {
    "a whole number of 400 digits": (int, lambda _: 10**400),
    "half of a character pair": (str, lambda one: f"{one}\ud800"),
    "a text that equals everything": (str, Anything),
    "a number that cannot be compared": (int, Undecided),
    "a list in itself": (object, lambda _: circle()),
    "a very deep list": (object, lambda _: deep()),
    "an object that is no data": (object, lambda _: object()),
    "nothing": (object, lambda _: None),
    "infinity": (float, lambda _: float("inf")),
    "no number": (float, lambda _: float("nan")),
}
# One of each module, with answers of different kinds.
IDS = ("0.5", "1.5c", "2.2", "3.1a", "4.4b", "5.4b", "6.5", "error-analysis")
ASKED = [one for one in questions() if one.id in IDS]


def poisoned(value: Any, kind: type, poison: Any) -> Any:
    """The value with its first leaf of a kind replaced."""
    done = []

    def visit(one: Any) -> Any:
        if isinstance(one, (list, tuple)):
            return type(one)(map(visit, one))
        if isinstance(one, dict):
            return {key: visit(item) for key, item in one.items()}
        if done or not isinstance(one, kind) or isinstance(one, (bool, pl.DataFrame)):
            return one
        done.append(one)
        return poison(one)

    return visit(value)


@pytest.mark.parametrize("poison", POISONS)
@pytest.mark.parametrize("question", ASKED, ids=lambda one: one.id)
def test_no_value_that_an_answer_returns_is_an_authors_error(question, poison):
    right = compiled(question, solution_source(question))

    @functools.wraps(right)
    def answer(*arguments):
        return poisoned(right(*arguments), *POISONS[poison])

    verdict = checks.judge(question, answer)
    assert verdict.state in (State.NOT_YET, State.RAISED, State.PASSED)
    assert verdict.passed or "\n" not in verdict.sentence
    verdict.sentence.encode()


def test_all_kinds_of_questions_are_asked():
    assert len(ASKED) == len(IDS)


def judged(returned: Any, wanted: Any = list) -> checks.Verdict:
    """The verdict on an answer that returns this, where the check reads and compares it."""

    def cases(answer):
        (one,) = answer()
        yield bool(one == 7.5 or float(one) > 1), "no", "?"

    asked = checks.question(
        "9.9",
        title="t",
        answer="answer",
        returns=wanted,
        points=1,
        hints=("a", "b"),
        why="w",
    )(cases)
    return checks.judge(asked, lambda: returned)


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        ([10**400], "returned holds a whole number of 1329 bits; 64 are the most."),
        (circle(), "returned is nested more than 30 deep. Does it hold itself?"),
        (deep(), "returned is nested more than 30 deep"),
        (["\ud800"], "half of a character pair (a lone surrogate)"),
    ],
    ids=["large", "in itself", "deep", "surrogate"],
)
def test_what_cannot_be_judged_is_told_in_one_line(returned, words):
    verdict = judged(returned)
    assert verdict.state is State.NOT_YET
    assert words in verdict.sentence


def test_an_object_of_the_learners_own_class_is_no_data():
    own = type("Thing", (), {"__module__": "__main__", "__eq__": lambda *_: 1, "__hash__": None})
    assert "holds an object of your class Thing, which is no data" in judged([own()]).sentence


def test_an_argument_that_got_an_object_is_a_changed_argument():
    def cases(answer):
        yield answer([1]) == 1, "no"

    asked = checks.question(
        "9.9", title="t", answer="answer", returns=int, points=1, hints=("a", "b"), why="w"
    )(cases)
    verdict = checks.judge(asked, lambda numbers: numbers.append(object()) or 1)
    assert "changed the argument" in verdict.sentence


def test_a_text_that_equals_everything_equals_its_own_text_alone():
    (one,) = plain([Anything("no")])
    assert type(one) is str
    assert one != "yes"
    assert type(plain(Undecided(3))) is int


def test_containers_and_names_of_the_standard_library_are_taken_for_what_they_hold():
    counted, filled = Counter("aab"), defaultdict(list, {"a": [1]})
    assert plain({"n": counted, "d": filled}) == {"n": {"a": 2, "b": 1}, "d": {"a": [1]}}
    assert plain([Pair("a", 0.5), Colour.RED]) == [("a", 0.5), "red"]
    assert type(plain(Pair("a", 0.5))) is tuple
    frame = pl.DataFrame({"a": [1]})
    assert plain([frame, {1, 2}, None, True])[0] is frame


def test_as_deep_as_is_allowed_is_allowed():
    one: Any = 1
    for _ in range(DEEPEST):
        one = [one]
    assert plain(one) == one
    with pytest.raises(NoDataError, match="deep"):
        plain([one])


def test_an_error_that_quotes_half_a_character_is_told():
    def answer():
        raise ValueError("\ud800 is no text")

    asked = checks.question(
        "9.9", title="t", answer="answer", returns=int, points=1, hints=("a", "b"), why="w"
    )(lambda answer: iter([(answer() == 1, "no")]))
    verdict = checks.judge(asked, answer)
    assert verdict.state is State.RAISED
    verdict.sentence.encode()
