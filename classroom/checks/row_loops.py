"""What runs Python once a row, read from the source of an answer: never timed, never run.

Whatever comes from a parameter counts as data. To go through data is to go through rows; to go
through a literal, or the names of columns, is not.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from classroom.checks.structure import meaning

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Methods that call Python, or hand over Python objects, once a row or once a group.
PER_ROW = {"apply", "applymap", "apply_along_axis", "fromiter", "frompyfunc", "iter_rows"}
PER_ROW |= {"iterrows", "itertuples", "map", "map_elements", "map_groups", "map_rows"}
PER_ROW |= {"rolling_map", "rows", "rows_by_key", "starmap", "to_dicts", "to_list", "to_pandas"}
PER_ROW |= {"tolist", "vectorize"}
# Functions that go through what they are given.
DRAINS = {"Counter", "accumulate", "all", "any", "deque", "dict", "enumerate", "filter"}
DRAINS |= {"frozenset", "iter", "list", "map", "max", "reduce"}
DRAINS |= {"min", "reversed", "set", "sorted", "sum", "tuple", "zip"}
NAMES_ONLY = {"collect_schema", "columns", "dtypes", "schema", "width"}
BY_COLUMN = {"get_columns", "iter_columns"}


@dataclass(frozen=True)
class _Data:
    """Names that hold data, and those among them that are literals around it."""

    names: set[str]
    literals: set[str] = field(default_factory=set)


def python_per_row(function: Callable[..., Any]) -> str | None:
    """The first thing that runs Python once a row, such as "calls map_elements in line 12".

    Helpers in the same notebook are followed; pandas counts, wherever it is used. None when
    there is nothing. A function without a readable source is reported, never passed.
    """
    try:
        return next(_findings(inspect.unwrap(function), None, ()), None)
    except (OSError, TypeError, SyntaxError):
        return "has no source that can be read"


def _findings(function: Any, given: set[str] | None, above: tuple[Any, ...]) -> Iterator[str]:
    tree = _tree(function)
    data = _data(tree, given)
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.expr, ast.stmt))]
    for node in sorted(nodes, key=lambda one: (one.lineno, one.col_offset)):
        if found := _by_name(node, function.__globals__) or _by_loop(node, data):
            yield f"{found} in line {node.lineno}"
    for helper, passed in _helpers(tree, data, function):
        if helper is function or helper in above:
            yield f"calls itself ({_name(helper)})"
            continue
        for found in _findings(helper, passed, (*above, function)):
            yield f"calls {_name(helper)}, which {found}"


def _tree(function: Any) -> ast.Module:
    lines, first = inspect.getsourcelines(function)
    indented = lines[0][:1].isspace()
    tree = ast.parse("if True:\n" * indented + "".join(lines))
    ast.increment_lineno(tree, first - 1 - indented)
    return tree


def _data(tree: ast.Module, given: set[str] | None) -> _Data:
    # `given` names the parameters that a caller fills with data; None stands for all of them.
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    names: set[str] = set()
    for function in functions:
        own = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
        names |= own if given is None or function is not functions[0] else own & given
    bindings = [one for node in ast.walk(tree) for one in _bindings(node)]
    size = -1
    while len(names) > size:
        size = len(names)
        for target, value, _ in bindings:
            names |= _stored(target) if _touches(value, names) else set()
    bound = {name for target, _, _ in bindings for name in _stored(target)}
    parts = [one for one in bindings if not one[2] or _is_rows(one[1], _Data(names))]
    return _Data(names, bound - {name for target, _, _ in parts for name in _stored(target)})


def _bindings(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST, bool]]:
    """Target, value, and whether the target is the whole value rather than a part of it."""
    if isinstance(node, ast.Assign):
        yield from ((one, node.value, isinstance(one, ast.Name)) for one in node.targets)
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)) and node.value:
        yield node.target, node.value, True
    elif isinstance(node, (ast.For, ast.comprehension)):
        yield node.target, node.iter, False
    elif isinstance(node, ast.withitem) and node.optional_vars:
        yield node.optional_vars, node.context_expr, True


def _stored(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def _touches(node: ast.AST, names: set[str]) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in NAMES_ONLY:
        return False
    if isinstance(node, ast.Name):
        return node.id in names
    return any(_touches(child, names) for child in ast.iter_child_nodes(node))


def _is_rows(node: ast.AST, data: _Data) -> bool:
    """Whether to go through this value is to go through rows."""
    if isinstance(node, ast.Name):
        return node.id in data.names - data.literals
    if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict)):
        # A star inside is reported where it stands.
        return False
    if isinstance(node, COMPREHENSIONS):
        return any(_is_rows(one.iter, data) for one in node.generators)
    return (
        _is_rows_of_call(node, data) if isinstance(node, ast.Call) else _touches(node, data.names)
    )


def _is_rows_of_call(node: ast.Call, data: _Data) -> bool:
    if isinstance(node.func, ast.Name) and node.func.id in DRAINS:
        parts = [_is_rows(one, data) for one in node.args]
        # zip ends with the shortest of its arguments.
        return bool(parts) and (all(parts) if node.func.id == "zip" else any(parts))
    if isinstance(node.func, ast.Attribute) and node.func.attr in {"items", "keys", "values"}:
        return _is_rows(node.func.value, data)
    by_column = isinstance(node.func, ast.Attribute) and node.func.attr in BY_COLUMN
    return not by_column and _touches(node, data.names)


def _by_name(node: ast.AST, scope: dict[str, Any]) -> str | None:
    if isinstance(node, ast.Attribute) and node.attr in PER_ROW:
        return f"calls {node.attr}"
    if isinstance(node, ast.While):
        return "has a while loop"
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        origins = [one.name for one in node.names]
        origins = [node.module or ""] if isinstance(node, ast.ImportFrom) else origins
        return "imports pandas" if any(map(_is_pandas, origins)) else None
    value = scope.get(node.id) if isinstance(node, ast.Name) else None
    origin = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
    return "uses pandas" if _is_pandas(str(origin)) else None


def _is_pandas(origin: str) -> bool:
    return origin == "pandas" or origin.startswith("pandas.")


def _by_loop(node: ast.AST, data: _Data) -> str | None:
    if isinstance(node, ast.For) and _is_rows(node.iter, data):
        return f"loops over {_short(node.iter)}"
    if isinstance(node, COMPREHENSIONS):
        through = [one.iter for one in node.generators if _is_rows(one.iter, data)]
        return f"loops over {_short(through[0])}" if through else None
    if isinstance(node, ast.Starred) and isinstance(node.ctx, ast.Load):
        return f"unpacks {_short(node.value)}" if _is_rows(node.value, data) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DRAINS:
        # max(a, b) compares two values; max(a) goes through one.
        several = len(node.args) > 1 and node.func.id in {"max", "min"}
        return f"calls {node.func.id} on rows" if not several and _is_rows(node, data) else None
    return None


def _short(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _helpers(tree: ast.Module, data: _Data, function: Any) -> Iterator[tuple[Any, set[str] | None]]:
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        value = meaning(node.id, function.__globals__) if isinstance(node, ast.Name) else None
        if isinstance(value, type):
            yield from ((one, None) for one in vars(value).values() if _is_learners(one, function))
        elif value is not None and _is_learners(value, function):
            helper, call = inspect.unwrap(value), calls.get(id(node))
            yield helper, _passed(helper, call, data) if call else None


def _name(helper: FunctionType) -> str:
    return re.sub(r"^_cell_[^_]+", "", helper.__name__)


def _is_learners(value: Any, function: Any) -> bool:
    value = inspect.unwrap(value) if callable(value) else value
    if not isinstance(value, FunctionType):
        return False
    files = (value.__code__.co_filename, function.__code__.co_filename)
    # In marimo's editor each cell is a file of its own.
    return files[0] == files[1] or all("__marimo__cell_" in one for one in files)


def _passed(helper: FunctionType, call: ast.Call, data: _Data) -> set[str] | None:
    stars = [one for one in call.args if isinstance(one, ast.Starred)]
    if stars or any(one.arg is None for one in call.keywords):
        return None
    named = [*zip(inspect.signature(helper).parameters, call.args, strict=False)]
    named += [(one.arg, one.value) for one in call.keywords if one.arg]
    return {name for name, value in named if _touches(value, data.names)}
