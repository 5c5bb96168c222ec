"""Where the values of an answer come from: files, other tables, what cells beside it have made.

A lookup that was filled in another cell is no part of the function, and calling it with other
rows shows nothing: only the statements that made it do, and its size.
"""

from __future__ import annotations

import ast
import builtins
import dis
import inspect
import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from classroom.checks.closure import DEFINITIONS
from classroom.checks.source import needed_by
from classroom.checks.structure import own_trees, reached

# A table of what every type, word or colour stands for is shorter; one of cards is longer.
MOST_ENTRIES = 200
TABLES = {"DataFrame", "Series", "LazyFrame", "ndarray"}
CONTAINERS = (dict, list, tuple, set, frozenset)
FORMATS = "avro|csv|database|delta|excel|feather|ipc|json|lines|ndjson|parquet|pickle|sql|table"
READERS = re.compile(
    rf"(.+\.)?((read|scan)_({FORMATS})\w*|read_(text|bytes)|genfromtxt|loadtxt|import_module)"
    r"|builtins\.(open|globals|__import__|eval|exec)|sys\.modules|(os|io|codecs|\?)\.open|numpy\.load"
)
QUERY = re.compile(
    rf"\b(read|scan)_({FORMATS})\w*\(|\.(parquet|csv|feather|duckdb|sqlite)\b", re.IGNORECASE
)


def lookup(function: Callable[..., Any], readers: str, *, measures: Collection[str] = ()) -> str:
    """What an answer looks in beside its argument ("looks in rates, ..."), or nothing.

    `readers` is a pattern of dotted names that read, beside those of polars, pandas and Python.
    Statements that call one of `measures` give numbers of a log, and are passed over.
    """
    for name in names_used(function, measures=measures):
        if READERS.fullmatch(name) or re.fullmatch(readers, name):
            return f"looks in what {name.removeprefix('?.').removeprefix('builtins.')} gives"
    trees, complete = _trees(function, tuple(measures))
    for text in (one for tree in trees for one in _texts(tree)):
        if found := QUERY.search(text):
            return f"looks in a file ({found.group()})"
    most = MOST_ENTRIES if complete else 0
    for name, thing in _taken(function):
        entries = _entries(thing)
        if entries > (most if _is_table(thing) else MOST_ENTRIES):
            many = "a table" if entries == float("inf") else f"{entries:,.0f} entries"
            return f"looks in {name}, which holds {many} from elsewhere"
    return ""


def names_used(function: Callable[..., Any], *, measures: Collection[str] = ()) -> list[str]:
    """Dotted names, sorted, that an answer uses, and the statements that it needs.

    `cf.features` after `import cardshop.features as cf` is `cardshop.features.features`; what
    belongs to a value that is not known before the call begins with `?`.
    """
    trees, _ = _trees(function, tuple(measures))
    known = {name: dotted for tree in trees for name, dotted in _imported(tree)}
    scope, found = function.__globals__, set()
    for tree in trees:
        own = _locals(tree)
        for node in ast.walk(tree):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
                found |= set(_dotted(node, known, {**scope, **own}))
    return sorted(found)


@lru_cache(maxsize=1)
def _trees(function: Callable[..., Any], measures: tuple[str, ...]) -> tuple[list[ast.AST], bool]:
    """The statements that an answer needs; only its functions, and False, where no others are."""
    needed: list[ast.AST] = [*needed_by(function, without=measures)]
    return needed or own_trees(function), bool(needed)


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield (one.asname, one.name) if one.asname else (one.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom):
            for one in node.names:
                yield one.asname or one.name, f"{node.module}.{one.name}"


def _locals(tree: ast.AST) -> dict[str, None]:
    """Names that a definition binds: they hide what stands outside under the same name."""
    if not isinstance(tree, DEFINITIONS):
        return {}
    inside = [node for node in ast.walk(tree) if node is not tree]
    stored = [one for one in inside if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
    arguments = [one.arg for one in inside if isinstance(one, ast.arg)]
    return dict.fromkeys([*arguments, *(one.id for one in stored)])


def _dotted(node: ast.expr, known: dict[str, str], scope: dict[str, Any]) -> Iterator[str]:
    """The name of an expression, as it is written and as the thing itself says, where known."""
    if isinstance(node, ast.Attribute):
        bases = [*_dotted(node.value, known, scope)] or ["?"]
        yield from (f"{one}.{node.attr}" for one in bases)
    elif isinstance(node, ast.Name):
        thing = scope.get(node.id)
        if node.id in known and (thing is not None or node.id not in scope):
            yield known[node.id]
        if inspect.ismodule(thing):
            yield thing.__name__
        elif (inspect.isroutine(thing) or inspect.isclass(thing)) and _foreign(thing):
            yield f"{thing.__module__}.{thing.__qualname__}"
        elif node.id not in scope and node.id not in known and hasattr(builtins, node.id):
            yield f"builtins.{node.id}"


def _foreign(thing: Any) -> bool:
    # A helper of the notebook itself is judged by its statements, not by its name.
    return getattr(thing, "__module__", None) != "__main__"


def _texts(tree: ast.AST) -> Iterator[str]:
    notes = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def _taken(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Names and values that an answer and its helpers take from outside."""
    for one, _ in reached(function):
        for name in sorted(_globals_read(one.__code__)):
            if name in one.__globals__:
                yield name.split("_", 3)[-1] if "_cell_" in name else name, one.__globals__[name]
        held = [cell.cell_contents for cell in one.__closure__ or ()]
        yield from zip(one.__code__.co_freevars, held, strict=True)
        yield from (("a default", value) for value in one.__defaults__ or ())
        yield from (one.__kwdefaults__ or {}).items()


def _globals_read(code: CodeType) -> set[str]:
    # The syntax tree alone would take `cards`, an argument, for the `cards` of another cell.
    found = {one.argval for one in dis.get_instructions(code) if one.opname == "LOAD_GLOBAL"}
    inner = (one for one in code.co_consts if isinstance(one, CodeType))
    return found.union(*map(_globals_read, inner))


def _is_table(thing: Any) -> bool:
    return any(one.__name__ in TABLES for one in type(thing).__mro__)


def _entries(thing: Any) -> float:
    """Rows of a table, entries of a container with those inside it; unending where unknown."""
    if _is_table(thing):
        return len(thing) if hasattr(thing, "__len__") else float("inf")
    if type(thing) not in CONTAINERS:
        return 0
    inner = thing.values() if isinstance(thing, dict) else thing
    return sum(max(1, _entries(one)) for one in inner)
