"""How code is shaped, counted in its syntax tree: for questions that ask for a way of writing.

Each measure is a number that somebody can count by hand. None of them says that code is good.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from classroom.checks.structure import reached

NESTING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Both ends, halves, signs and per cent explain themselves.
PLAIN_NUMBERS = (0, 1, 2, 100)
UNREAD = (ast.expr_context, ast.cmpop)
# Some five lines; below it, two pieces of code are alike because the library is.
ALIKE_NODES = 40


class Part(NamedTuple):
    """A function of an answer: its name, its tree, and whether it stands inside another one."""

    name: str
    tree: ast.FunctionDef | ast.AsyncFunctionDef
    inner: bool


class Found(NamedTuple):
    """What was measured, and in which function."""

    name: str
    value: int


def parts(function: Callable[..., Any]) -> list[Part]:
    """The answer and its helpers of the same notebook, functions inside functions too."""
    found = []
    for one, tree in reached(function):
        nodes = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
        # The first of a walk is the outermost one.
        names = (_name(one.__name__), *(node.name for node in nodes[1:]))
        found += [
            Part(name, node, inner=node is not nodes[0])
            for name, node in zip(names, nodes, strict=False)
        ]
    return found


def _name(name: str) -> str:
    # A private name carries its cell's in front.
    return re.sub(r"^_cell_[^_]+", "", name)


def longest(functions: list[Part]) -> Found:
    """The function with most lines of code; docstrings and functions inside do not count."""
    return max((Found(one.name, _lines(one.tree)) for one in functions), key=lambda one: one.value)


def _lines(tree: ast.AST) -> int:
    own = [*_own(tree)]
    docs = {id(node.value) for node in own if isinstance(node, ast.Expr) and _alone(node)}
    # A line counts when something stands or begins on it: comments and empty lines have no node.
    kept = [one for one in own if isinstance(one, (ast.expr, ast.stmt)) and id(one) not in docs]
    ends = [(one.lineno, one.end_lineno) for one in kept if not _alone(one)]
    return len({line for low, high in ends for line in (low, high)})


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _alone(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and _is_text(node.value)


def _own(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a function but those of the functions inside it."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, FUNCTIONS):
            yield from _own(child)


def most_arguments(functions: list[Part]) -> Found:
    """The function with most parameters; `*rest` and `**rest` count as one each."""
    counted = (
        Found(one.name, sum(isinstance(node, ast.arg) for node in ast.walk(one.tree.args)))
        for one in functions
    )
    return max(counted, key=lambda one: one.value)


def deepest(functions: list[Part]) -> Found:
    """The function whose loops and conditions stand deepest in one another; `elif` adds none."""
    return max(
        (Found(one.name, max(map(_depth, one.tree.body))) for one in functions),
        key=lambda one: one.value,
    )


def _depth(node: ast.AST) -> int:
    if isinstance(node, FUNCTIONS):
        return 0
    branches = [*ast.iter_child_nodes(node)]
    deeper = [_depth(one) for one in branches]
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        # An elif is an if in the else of another one, and is read at the same level.
        deeper[branches.index(node.orelse[0])] -= 1
    return isinstance(node, NESTING) + max(deeper, default=0)


def undocumented(functions: list[Part]) -> list[str]:
    """Names of functions without a docstring; private and inner ones need none."""
    public = [one for one in functions if not one.inner and not one.name.startswith("_")]
    return [one.name for one in public if ast.get_docstring(one.tree) is None]


def repeated_numbers(functions: list[Part]) -> dict[float, int]:
    """Numbers that stand in the code more than once, with their counts; dates count by year.

    Left out: PLAIN_NUMBERS, and all that stands outside the functions, where it has a name.
    """
    counts: dict[float, int] = defaultdict(int)
    for one in functions:
        for node in _own(one.tree):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                counts[value] += 1
    return {
        value: count for value, count in counts.items() if count > 1 and value not in PLAIN_NUMBERS
    }


def bare_excepts(functions: list[Part]) -> list[str]:
    """Names of functions that catch whatever is raised, typing errors of their own too."""
    return [
        one.name
        for one in functions
        if any(isinstance(node, ast.ExceptHandler) and node.type is None for node in _own(one.tree))
    ]


def prints(functions: list[Part]) -> list[str]:
    """Names of functions that call print."""
    return [
        one.name
        for one in functions
        if any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "print"
            for node in _own(one.tree)
        )
    ]


def copies(functions: list[Part]) -> list[str]:
    """The first words of code that stands more than once, but for names, values and < or >.

    Steps in a row are compared, and single expressions, each of ALIKE_NODES nodes or more.
    """
    seen: dict[str, list[ast.AST]] = defaultdict(list)
    for one in functions:
        if not one.inner:
            for shape, node in _pieces(one.tree):
                seen[shape].append(node)
    return [_opening(nodes[1]) for nodes in seen.values() if len(nodes) > 1]


def _opening(node: ast.AST) -> str:
    line = ast.unparse(node).splitlines()[0]
    return line if len(line) <= 60 else f"{line[:57]}..."


def _pieces(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree):
        shape = _shape(node)
        if isinstance(node, ast.expr) and _size(shape) >= ALIKE_NODES:
            yield shape, node
        for field in ("body", "orelse", "handlers", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list):
                yield from _runs(body)


def _runs(body: list[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """The shortest run of steps from each step on that is large enough, none of them twice."""
    free_from: dict[str, int] = {}
    shapes = [_shape(node) for node in body]
    for first in range(len(body)):
        for end in range(first + 1, len(body) + 1):
            shape = "; ".join(shapes[first:end])
            if _size(shape) < ALIKE_NODES:
                continue
            if free_from.get(shape, 0) <= first:
                free_from[shape] = end
                yield shape, body[first]
            break


def _size(shape: str) -> int:
    return shape.count("(")


def _shape(node: ast.AST) -> str:
    """The tree of a piece of code without names, values and comparisons; methods stay."""
    if isinstance(node, ast.Name):
        return "Name()"
    if isinstance(node, ast.Constant):
        return "Constant()"
    if isinstance(node, (ast.operator, ast.unaryop, ast.boolop)):
        return type(node).__name__
    children = ast.iter_child_nodes(node)
    inside = [_shape(one) for one in children if not isinstance(one, UNREAD)]
    own = node.attr if isinstance(node, ast.Attribute) else ""
    return f"{type(node).__name__}({own}{', '.join(inside)})"
