"""The check contract, frozen: what goes in and out, how answers are found, what a verdict says."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections import defaultdict

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from classroom.checks import (
    AnswerNotFoundError,
    CheckError,
    Limits,
    Question,
    State,
    answer_from,
    judge,
    judge_text,
    question,
)
from classroom.checks.encoding import decode, encode
from classroom.checks.shape import described
from classroom.checks.structure import attempt_hash
from classroom.checks.verdict import WITHOUT_PYARROW

HEADER = """import marimo

app = marimo.App()

with app.setup:
    import polars as pl
    import a_module_that_is_not_there
"""


def asked(cases, returns=int, answer="double") -> Question:
    return question(
        "9.9",
        title="Doubling",
        answer=answer,
        returns=returns,
        points=1,
        hints=("Twice?", "Add it to itself."),
        why="Because.",
    )(cases)


def doubles(double):
    yield double(2) == 4, "2 should give 4", "What is twice 2?"
    yield double(-3) == -6, "-3 should give -6"


def notebook(*cells: str) -> str:
    return HEADER + "\n\n" + "\n\n\n".join(textwrap.dedent(cell).strip() for cell in cells) + "\n"


def found(*cells: str, name: str = "double"):
    return answer_from(notebook(*cells), name, filename=f"{len(cells)} cells/01.py")


DOUBLE = """
@app.function
def double(number: int) -> int:
    return 2 * number
"""


# 1. Data in, data out


DATA = {
    "frame": pl.DataFrame(
        {
            "a": [1, None],
            "b": ["x", None],
            "c": [float("nan"), 1.5],
            "d": pl.Series(["p", "q"], dtype=pl.Enum(["p", "q"])),
            "e": [dt.date(2025, 1, 1), None],
        }
    ),
    "array": np.array([[1.0, np.nan]]),
    "text": "ümläut \ud7ff",
    "numbers": [1, 2.5, True, None, float("inf")],
    "pair": (pl.DataFrame({"a": []}), {"k": [dt.date(2025, 1, 1)]}),
    "keys": {1: "int", "1": "text", (1, 2): "tuple"},
    "moment": dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
}


@pytest.mark.parametrize("kind", DATA)
def test_data_crosses_to_another_process_unchanged(kind):
    before = DATA[kind]
    after = decode(encode(before))
    assert type(after) is type(before)
    if isinstance(before, pl.DataFrame):
        assert after.schema == before.schema
        assert after.equals(before)
    elif isinstance(before, np.ndarray):
        np.testing.assert_array_equal(after, before)
    else:
        assert encode(after) == encode(before)


@pytest.mark.parametrize("thing", [object(), print, pl.col("a"), {1, 2}, pl.LazyFrame({"a": [1]})])
def test_an_object_is_no_data(thing):
    with pytest.raises(TypeError, match="is no data; frames"):
        encode(thing)


def test_a_changed_argument_is_not_yet_and_the_fixture_is_untouched():
    fixture = [3, 1, 2]

    def cases(answer):
        yield answer(fixture) == [1, 2, 3], "not sorted"

    def in_place(numbers):
        numbers.sort()
        return numbers

    verdict = judge(asked(cases, list[int], "in_place"), in_place)
    assert verdict.state is State.NOT_YET
    assert "changed the argument" in verdict.sentence
    assert fixture == [3, 1, 2]


def test_a_frame_changed_in_place_is_noticed():
    fixture = pl.DataFrame({"hp": [1, 2]})

    def in_place(frame):
        frame[0, "hp"] = 99
        return frame

    def cases(answer):
        yield answer(fixture).height == 2, "rows"

    verdict = judge(asked(cases, pl.DataFrame, "in_place"), in_place)
    assert "changed the argument" in verdict.sentence
    assert fixture["hp"].to_list() == [1, 2]


# 2. Found by name


HELPED = """
@app.cell
def _():
    import math

    FACTOR = 2

    def helper(number):
        return FACTOR * math.floor(number)

    def double(number: int) -> int:
        return helper(number)

    double(3) / 0
    return (double,)
"""
FOUND = {
    "a reusable function": [DOUBLE],
    "a helper, an import and a constant in its cell": [HELPED],
    "a helper in another cell": [
        "@app.function\ndef twice(number):\n    return 2 * number",
        "@app.function\ndef double(number):\n    return twice(number)",
    ],
    "a global constant in another cell": [
        "@app.cell\ndef _():\n    FACTOR = 2\n    return (FACTOR,)",
        "@app.function\ndef double(number):\n    return FACTOR * number",
    ],
    "a comment above": [
        "@app.cell\ndef _():\n    # mine\n    def double(number):\n        return 2 * number",
    ],
    "a class that it needs": [
        "@app.class_definition\nclass Two:\n    value = 2",
        "@app.function\ndef double(number):\n    return Two.value * number",
    ],
    "a dataclass": [
        "@app.cell\ndef _():\n    from dataclasses import dataclass\n\n    @dataclass\n"
        "    class Two:\n        value: int = 2\n\n    def double(number):\n"
        "        return Two().value * number"
    ],
    "a table filled line by line": [
        "@app.cell\ndef _():\n    table = {}\n    table[1] = 2\n    for i in (2, 3):\n"
        "        table[i] = 2\n    table.update({4: 2})\n    def double(number):\n"
        "        return table[1] * table[3] * number // table[4]"
    ],
    "private names of two cells": [
        "@app.cell\ndef _():\n    _factor = 7",
        "@app.cell\ndef _():\n    _factor = 2\n    def double(number):\n"
        "        return _factor * number",
        "@app.cell\ndef _():\n    _factor = 9",
    ],
    "a comprehension that shadows a constant": [
        "@app.cell\ndef _():\n    one = 2\n    def double(number):\n"
        "        return one * sum(one for one in [number])"
    ],
    "a helper whose name a comprehension of another cell uses, too": [
        "@app.function\ndef factor(number):\n    return 2 * number",
        "@app.function\ndef double(number):\n    return factor(number)",
        "@app.cell\ndef _(gaps):\n    shown = [factor for factor in gaps]\n    return (shown,)",
    ],
    "a default argument": [
        "@app.cell\ndef _():\n    factor = 2\n    def double(number, factor=factor):\n"
        "        return factor * number"
    ],
    "a counter": [
        "@app.cell\ndef _():\n    calls = 0\n    def double(number):\n        global calls\n"
        "        calls += 1\n        return 2 * number"
    ],
    "another cell that does not parse": ['app._unparsable_cell("x = = 1", name="_")', DOUBLE],
    "another cell that would fail": ["@app.cell\ndef _():\n    number = 1 / 0\n    return", DOUBLE],
}


@pytest.mark.parametrize("case", FOUND)
def test_an_answer_is_found_whatever_cell_it_stands_in(case):
    assert judge(asked(doubles), found(*FOUND[case])).passed


LOST = {
    "renamed": (
        ["@app.function\ndef doubled(number):\n    return 2 * number"],
        "01.py has no function double; .* Was it renamed to doubled",
    ),
    "missing": (["@app.cell\ndef _():\n    return"], "has no function double"),
    "a lambda": (
        ["@app.cell\ndef _():\n    double = lambda number: 2 * number"],
        "double in line 12 of .*01.py is no plain function; write `def double",
    ),
    "an async function": (
        ["@app.cell\ndef _():\n    async def double(number):\n        return 1"],
        "is an async function; write",
    ),
    "twice": ([DOUBLE, DOUBLE], r"2 functions double \(lines 11 and 16\); keep one"),
    "its own cell does not parse": (
        ['app._unparsable_cell(\n    r"""\n    def double(x):\n        return 2 *\n    """)'],
        "the cell of double is no Python .invalid syntax in line 3",
    ),
    "the whole file is broken": (["def ("], "01.py is no Python: .* line 10"),
}


@pytest.mark.parametrize("case", LOST)
def test_an_answer_that_cannot_be_found_gets_one_clear_line(case):
    cells, message = LOST[case]
    with pytest.raises(AnswerNotFoundError, match=message) as caught:
        found(*cells)
    assert "\n" not in str(caught.value)


# 3. Shape first


SHAPES = {
    "nothing": (lambda _: None, int, "you returned None; a whole number is needed"),
    "one frame for two": (
        lambda _: pl.DataFrame({"a": [1]}),
        (pl.DataFrame, pl.DataFrame),
        "you returned a frame of 1 x 1; two frames are needed",
    ),
    "true for a number": (lambda _: True, int, "you returned True"),
    "lazy frame": (
        lambda _: pl.LazyFrame({"a": [1]}),
        pl.DataFrame,
        "you returned a polars LazyFrame; a polars DataFrame is needed",
    ),
    "numbers as text": (lambda _: ["1"], list[int], "a list of whole numbers is needed"),
    "wrong values in a dict": (
        lambda _: {"a": 1},
        dict[str, str],
        "in your dict, under 'a': you returned 1; text is needed",
    ),
    "long text is shortened": (lambda _: "x" * 500, int, "xxx...; a whole number"),
}


@pytest.mark.parametrize("case", SHAPES)
def test_the_shape_is_judged_before_the_cases(case):
    function, returns, message = SHAPES[case]

    def cases(answer):
        yield answer(1).no_such_attribute, "never reached"

    verdict = judge(asked(cases, returns), function)
    assert verdict.state is State.NOT_YET
    assert message in verdict.sentence
    assert verdict.sentence.startswith("double(1): ")


def test_changed_parameters_are_not_yet_and_say_so():
    verdict = judge(asked(doubles), lambda first, second: first + second)
    assert verdict.state is State.NOT_YET
    assert "Keep the parameters of the exercise" in verdict.sentence


# 4. Four states, in words


def test_a_stub_is_not_attempted():
    stub = found("@app.function\ndef double(number):\n    raise NotImplementedError")
    assert judge(asked(doubles), stub).state is State.NOT_ATTEMPTED


def test_a_wrong_answer_is_not_yet_with_its_sentence_and_nudge():
    verdict = judge(asked(doubles), lambda number: number)
    assert (verdict.state, verdict.sentence) == (State.NOT_YET, "2 should give 4")
    assert verdict.nudge == "What is twice 2?"


def test_an_error_is_one_line_with_the_learners_own_line_number():
    answer = found("@app.function\ndef double(number):\n    wanted = 1\n    return 1 / 0")
    verdict = judge(asked(doubles), answer)
    assert verdict.state is State.RAISED
    assert verdict.sentence == "ZeroDivisionError in line 13 of 01.py: division by zero."


def test_an_error_is_asked_about_with_what_the_answer_was_given():
    answer = found("@app.function\ndef double(number):\n    return 1 / 0")
    nudge = judge(asked(doubles), answer).nudge
    assert nudge == "What does that line hold when double gets 2?"


def test_a_multi_line_error_is_cut_to_its_first_line():
    def double(number):
        message = "first\nsecond"
        raise ValueError(message)

    assert judge(asked(doubles), double).sentence.endswith(": first.")


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, RecursionError])
def test_even_an_exit_is_only_a_verdict(error):
    def double(number):
        raise error

    assert judge(asked(doubles), double).state is State.RAISED


CONVERSIONS = {
    "to_pandas": lambda cards: cards.to_pandas(),
    "from_pandas": lambda cards: pl.from_pandas(
        pd.DataFrame(cards.to_dict(as_series=False)).convert_dtypes()
    ),
    "from_pandas of text": lambda cards: pl.from_pandas(
        pd.DataFrame(cards.to_dict(as_series=False))
    ),
    "DuckDB over a frame": lambda cards: duckdb.sql("select * from cards").pl(),
}


@pytest.mark.parametrize("conversion", CONVERSIONS)
def test_a_conversion_that_needs_pyarrow_is_told_of_another_way(conversion):
    def double(number):
        return CONVERSIONS[conversion](pl.DataFrame({"name": ["Onix", None]})).height * number

    verdict = judge(asked(doubles), double)
    assert verdict.state is State.RAISED
    assert "pyarrow is not part of this course; pd.DataFrame(cards.to_dict" in verdict.sentence
    assert verdict.nudge == ""


def test_the_way_around_pyarrow_that_is_told_works():
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    row = {"name": "Onix", "hp": 70, "share": 0.5, "seen": True, "day": at.date(), "at": at}
    cards = pl.DataFrame([row, dict.fromkeys(row)])
    frame = pd.DataFrame(cards.to_dict(as_series=False))
    told = re.search(r"back (pl\.DataFrame\(.*strict=False)\)", WITHOUT_PYARROW)
    for ending, want in ((")", cards.cast({"hp": pl.Float64})), (", schema=cards.schema)", cards)):
        back = eval(told[1] + ending, {"pl": pl, "frame": frame, "cards": cards})
        assert_frame_equal(back, want)


def test_a_right_answer_passes_with_the_why():
    verdict = judge(asked(doubles), lambda number: 2 * number)
    assert verdict.passed
    assert verdict.sentence == "Because."


def test_something_that_is_no_function_is_not_yet():
    assert "a function is needed" in judge(asked(doubles), 4).sentence


# 5. Exact bool; author errors are loud


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None


def test_an_object_that_equals_everything_does_not_pass():
    assert judge(asked(doubles), lambda number: AlwaysEqual()).state is State.NOT_YET


AUTHOR_ERRORS = {
    "no case": (lambda answer: iter(()), "has no case"),
    "numpy bool": (lambda answer: iter([(np.bool_(True), "x")]), "not an exact bool"),
    "a truthy number": (lambda answer: iter([(1, "x")]), "not an exact bool"),
    "its own exception": (lambda answer: iter([(answer(2).height, "x")]), "raised AttributeError"),
}


@pytest.mark.parametrize("case", AUTHOR_ERRORS)
def test_a_fault_of_the_check_is_never_a_verdict(case):
    cases, message = AUTHOR_ERRORS[case]
    with pytest.raises(CheckError, match=message):
        judge(asked(cases), lambda number: 2 * number)


@pytest.mark.parametrize("missing", [{"hints": ("one",)}, {"why": ""}, {"points": 0}])
def test_a_question_needs_two_hints_a_why_and_points(missing):
    fields = {"title": "t", "answer": "a", "returns": int, "points": 1, "hints": ("a", "b")}
    with pytest.raises(CheckError, match="at least 2 hints"):
        question("9.9", **{**fields, "why": "w", **missing})(doubles)


# 6. What does not end is stopped


def test_an_endless_loop_is_stopped():
    def double(number):
        while True:
            number += 1

    verdict = judge(asked(doubles), double, limits=Limits(cpu_s=0.2))
    assert verdict.state is State.RAISED
    assert "was stopped" in verdict.sentence


def test_waiting_without_computing_is_stopped_too():
    import threading

    verdict = judge(
        asked(doubles), lambda number: threading.Event().wait(5), limits=Limits(wall_s=0.2)
    )
    assert "was stopped" in verdict.sentence


# 7. Distinct attempts


def attempt(body: str, *others: str) -> str:
    cell = f"@app.function\ndef double(number):\n{textwrap.indent(body, '    ')}"
    return judge_text(asked(doubles), notebook(cell, *others), filename="01.py").attempt


def test_spaces_comments_and_docstrings_are_no_new_attempt():
    one = attempt("return number + 1")
    same = attempt('"""Words."""\n# more\nreturn number  +  1')
    other = attempt("return number + 2")
    assert one == same != other


def test_a_changed_helper_is_a_new_attempt():
    helper = "@app.function\ndef twice(number):\n    return {} * number"
    one, other = (attempt("return twice(number)", helper.format(n)) for n in (3, 4))
    assert one != other


# 8. Whatever a cell does when it is defined is a verdict too


DEFINED_BADLY = {
    "a missing import": ["import a_module_that_is_not_there as nothing"],
    "a constant that fails": ["nothing = [1][3]"],
    "an exit": ["import sys", "nothing = sys.exit(0)"],
    "a decorator that fails": ["nothing = 1 / 0"],
}


@pytest.mark.parametrize("case", DEFINED_BADLY)
def test_a_cell_that_fails_is_one_line(case):
    lines = "\n    ".join(DEFINED_BADLY[case])
    cell = f"@app.cell\ndef _():\n    {lines}\n    def double(number):\n        return nothing"
    verdict = judge_text(asked(doubles), notebook(cell), filename="01.py")
    assert verdict.state is State.RAISED
    assert "of 01.py" in verdict.sentence


def test_a_constant_that_never_ends_is_stopped():
    cell = (
        "@app.cell\ndef _():\n    TOP = max(iter(int, 1))\n\n    def double(n):\n        return TOP"
    )
    text = notebook(cell.replace("max(iter(int, 1))", "[one for one in iter(int, 1)]"))
    verdict = judge_text(asked(doubles), text, filename="01.py", limits=Limits(cpu_s=0.2))
    assert "was stopped" in verdict.sentence


def test_a_stub_left_under_finished_code_is_said():
    def double(number):
        result = 2 * number
        raise NotImplementedError
        return result

    verdict = judge(asked(doubles), double)
    assert verdict.state is State.RAISED
    assert "stub's last line" in verdict.nudge


@pytest.mark.parametrize("thing", [dict, print, __import__("functools").partial(max, 1)])
def test_a_builtin_in_the_place_of_an_answer_is_not_yet(thing):
    assert judge(asked(doubles), thing).state is not State.PASSED


def test_values_that_cannot_show_themselves_are_described():
    class Silent:
        def __repr__(self):
            raise ValueError

    class SilentError(Exception):
        def __str__(self):
            raise ValueError

    def double(number):
        raise SilentError

    assert "a list of 1" in described([Silent()]) or "<" in described([Silent()])
    assert described(defaultdict(int, {i: i for i in range(50)})) == "a defaultdict of 50"
    assert judge(asked(doubles), double).sentence.startswith("SilentError")


HASHED = {
    "another constant": ("LIMIT = 1", "LIMIT = 2", "x + LIMIT", True),
    "the same constant spaced otherwise": ("LIMIT = 1", "LIMIT  =  1", "x + LIMIT", False),
    "another set": ("LIMIT = {'a', 'b'}", "LIMIT = {'a', 'c'}", "x + len(LIMIT)", True),
    "a set in another order": ("LIMIT = {'a', 'b'}", "LIMIT = {'b', 'a'}", "x + len(LIMIT)", False),
    "another class": (
        "class Twice:\n    def of(self, x):\n        return 2 * x",
        "class Twice:\n    def of(self, x):\n        return 3 * x",
        "Twice().of(x)",
        True,
    ),
}


@pytest.mark.parametrize("case", HASHED)
def test_an_attempt_is_the_answer_with_its_helpers_and_constants(case):
    one, other, result, differs = HASHED[case]
    answer = f"@app.function\ndef double(x):\n    return {result}"
    hashes = [
        attempt_hash(found(f"@app.cell\ndef _():\n{textwrap.indent(made, '    ')}", answer))
        for made in (one, other)
    ]
    assert (hashes[0] != hashes[1]) is differs
