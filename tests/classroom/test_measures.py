"""Claims about the measures of an answer's shape: each counts what a reader would count."""

from __future__ import annotations

import pytest

from classroom import checks
from classroom.checks import measures


def parts(text: str, name: str = "answer") -> list[measures.Part]:
    notebook = "@app.cell\ndef _():\n" + "\n".join(f"    {line}" for line in text.splitlines())
    return measures.parts(checks.answer_from(notebook, name, filename=f"shape of {hash(text)}"))


LONG = """
def helper(x):
    # A comment, and an empty line.

    return [
        x,
        2,
    ]

def answer(x):
    '''Two lines
    of docstring.'''
    def inner(y):
        return (
            y
        )
    return inner(helper(x))
"""


def test_lines_are_those_that_hold_code_of_the_function_itself():
    found = parts(LONG)
    assert [(one.name, one.inner) for one in found] == [
        ("answer", False),
        ("inner", True),
        ("helper", False),
    ]
    counted = {one.name: measures.longest([one]).value for one in found}
    assert counted == {"answer": 2, "inner": 4, "helper": 5}
    assert measures.longest(found) == ("helper", 5)


def test_a_private_helper_has_its_own_name_and_needs_no_docstring():
    found = parts("def _half(x):\n    return x / 2\n\ndef answer(x):\n    return _half(x)")
    assert [one.name for one in found] == ["answer", "_half"]
    assert measures.undocumented(found) == ["answer"]
    assert measures.undocumented(parts(LONG)) == ["helper"]


@pytest.mark.parametrize(
    ("head", "count"), [("x", 1), ("a, b, /, c, *, d", 4), ("*rows, **more", 2), ("", 0)]
)
def test_every_parameter_counts(head: str, count: int):
    assert measures.most_arguments(parts(f"def answer({head}):\n    return 1")).value == count


@pytest.mark.parametrize(
    ("body", "depth"),
    [
        ("    return [y for y in x if y]", 0),
        ("    for y in x:\n        if y:\n            return y", 2),
        (
            "    if x:\n        pass\n    elif x > 1:\n        pass\n    elif x > 2:\n        pass",
            1,
        ),
        ("    if x:\n        pass\n    elif x > 1:\n        while x:\n            x -= 1", 2),
        ("    try:\n        pass\n    except KeyError:\n        with x:\n            pass", 2),
        ("    def inner():\n        if x:\n            return 1\n    return inner", 1),
    ],
)
def test_depth_is_what_stands_in_one_another(body: str, depth: int):
    assert measures.deepest(parts(f"def answer(x):\n{body}")).value == depth


def test_numbers_in_two_places_are_found_and_plain_ones_are_not():
    text = "LIMIT = 7\n\ndef helper(x):\n    '''9'''\n    return x > 5 or x < LIMIT\n\n"
    found = parts(f"{text}def answer(x):\n    return helper(x) + 5 + 1 + 1 - 1 + 100 * 100 + True")
    assert measures.repeated_numbers(found) == {5: 2}


def test_what_hides_errors_and_what_prints_is_named():
    found = parts(
        "def helper(x):\n    try:\n        return x\n    except:\n        return 1\n\n"
        "def answer(x):\n    try:\n        print(x)\n    except KeyError:\n        pass\n"
        "    return helper(x)"
    )
    assert measures.bare_excepts(found) == ["helper"]
    assert measures.prints(found) == ["answer"]


BLOCK = """
    {a} = sales.filter(pl.col("{b}") {sign} {c}).sort("{b}")
    {a} = {a}.with_columns(usd=pl.col("usd") / {c}, week=pl.col("day").dt.truncate("1w"))
    {a} = {a}.group_by("week").agg(pl.len(), pl.median("usd"))
    {a} = {a}.join(market, on="week", how="left")
"""


def of_blocks(*blocks: str) -> list[measures.Part]:
    return parts("def answer(sales, market):" + "".join(blocks) + "    return sales")


def test_a_block_that_differs_in_names_values_and_signs_is_a_copy():
    first = BLOCK.format(a="old", b="year", c=5, sign="<")
    other = BLOCK.format(a="new", b="age", c=7, sign=">")
    (found,) = measures.copies(of_blocks(first, other))[:1]
    assert found.startswith("new = sales.filter")
    assert measures.copies(of_blocks(first)) == []
    assert measures.copies(of_blocks(first, other.replace("median", "mean"))) == []


def test_a_copy_in_another_function_or_inside_an_expression_is_found():
    chain = 'x.filter(pl.col("a") > 1).group_by("b").agg(pl.col("c").sum(), pl.col("d").mean())'
    chain += '.join(y, on=["b", "e"], how="left").sort("b", "e")'
    chain += '.with_columns(z=pl.col("c") / pl.col("d"))'
    two = f"def helper(x, y):\n    return {chain}\n\ndef answer(x, y):\n    u = {chain}\n"
    assert measures.copies(parts(two + "    return helper(u, y)"))
    both = f"def answer(x, y):\n    return pl.concat([{chain}, {chain}])"
    assert measures.copies(parts(both))


def test_a_few_short_lines_alike_are_no_copy():
    lines = "".join(f"    {name} = sales.filter(market)\n" for name in "abcd")
    assert measures.copies(parts(f"def answer(sales, market):\n{lines}    return sales")) == []
