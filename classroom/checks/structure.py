"""What an answer is made of: for questions that ask for a way of writing, never for speed."""

from __future__ import annotations

import ast
import hashlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any


def is_stub(function: Callable[..., Any]) -> bool:
    """Whether a function does nothing but raise `NotImplementedError`, as the exercise left it."""
    try:
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return False
    body = tree.body if isinstance(tree, ast.FunctionDef) else []
    statements = [one for one in body if not isinstance(one, ast.Expr)]
    return len(statements) == 1 and isinstance(statements[0], ast.Raise)


def attempt_hash(function: Callable[..., Any]) -> str:
    """Hash of an answer with its helpers and constants; spaces and docstrings change nothing."""
    try:
        trees = sorted(ast.dump(_without_docstrings(tree)) for tree in own_trees(function))
        trees += sorted(_constants(function))
    except (OSError, TypeError, SyntaxError):
        trees = [repr(getattr(function, "__code__", function))]
    return hashlib.sha256("\n".join(trees).encode()).hexdigest()[:16]


def _constants(function: Callable[..., Any]) -> set[str]:
    """Plain data that an answer and its helpers take from outside, each as `name = value`."""
    found = set()
    for one, tree in reached(function):
        for name in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}:
            thing = meaning(name, one.__globals__)
            if thing is not None and _plain(thing):
                found.add(f"{name} = {_said(thing)}")
    return found


def _plain(thing: Any) -> bool:
    if isinstance(thing, (tuple, list, set, frozenset)):
        return all(map(_plain, thing))
    if isinstance(thing, dict):
        return all(map(_plain, [*thing, *thing.values()]))
    return type(thing) in (bool, int, float, str, bytes, type(None))


def _said(thing: Any) -> str:
    # A set has another order in every process.
    return repr(sorted(map(_said, thing)) if isinstance(thing, (set, frozenset)) else thing)


def _without_docstrings(tree: ast.AST) -> ast.AST:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def own_trees(function: Callable[..., Any]) -> list[ast.AST]:
    """Syntax trees of an answer and of the helpers of its own notebook that it reaches."""
    return [tree for _, tree in reached(function)]


def modules_used(function: Callable[..., Any]) -> set[str]:
    """Modules that an answer and its helpers reach: imported inside, or through a global name."""
    found: set[str] = set()
    for one, tree in reached(function):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
            elif isinstance(node, ast.Name):
                found.add(_home(meaning(node.id, one.__globals__)))
    return found - {""}


def meaning(name: str, scope: dict[str, Any]) -> Any:
    """What a name stands for in an answer's globals, or None.

    A name with an underscore is private to its cell, and has that cell's number in front.
    """
    own = [key for key in scope if key.startswith("_cell_") and key.endswith(name)]
    return scope[own[0]] if own and name.startswith("_") else scope.get(name)


def _home(thing: Any) -> str:
    return thing.__name__ if inspect.ismodule(thing) else getattr(thing, "__module__", "") or ""


def reached(function: Callable[..., Any]) -> Iterator[tuple[Any, ast.AST]]:
    """An answer and the functions of its own notebook that it reaches, each with its tree."""
    waiting, seen = [function], set()
    while waiting:
        one = waiting.pop()
        if one in seen or not inspect.isfunction(one):
            continue
        seen.add(one)
        tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
        yield one, tree
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        helpers = [meaning(name, one.__globals__) for name in names]
        helpers += [part for one in helpers if inspect.isclass(one) for part in vars(one).values()]
        waiting += [other for other in helpers if _same_notebook(one, other)]


def _same_notebook(one: Any, other: Any) -> bool:
    if not inspect.isfunction(other):
        return False
    here, there = one.__code__.co_filename, other.__code__.co_filename
    # In a running notebook each cell is a file of its own.
    return here == there or "__marimo__cell_" in there
