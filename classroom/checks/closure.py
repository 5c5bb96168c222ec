"""Which statements of a notebook an answer needs: what binds or changes the names that it reads."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator
from typing import NamedTuple

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Statement(NamedTuple):
    """A top-level statement of a cell, and the names that it binds or changes."""

    node: ast.stmt
    names: frozenset[str]


def touched(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement binds, or whose value it changes: `a = 1`, `a["x"] = 1`, `a += 1`.

    A call for its effect, such as `a.append(1)`, changes `a`; `print(a)` changes nothing here.
    """
    if isinstance(statement, DEFINITIONS):
        yield statement.name
        return
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from ((one.asname or one.name).split(".")[0] for one in statement.names)
        return
    nodes = list(ast.walk(statement))
    loops = [one for one in nodes if isinstance(one, ast.comprehension)]
    # The variable of a comprehension is known inside it alone.
    inside = {id(part) for one in loops for part in ast.walk(one.target)}
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield from () if id(node) in inside else (node.id,)
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store):
            yield from _base(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield from _base(node.value.func) if isinstance(node.value.func, ast.Attribute) else ()
        elif isinstance(node, (*DEFINITIONS, ast.Import, ast.ImportFrom)):
            yield from touched(node)


def _base(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def closure(answer: Statement, statements: list[Statement]) -> list[ast.stmt]:
    """The answer behind all statements that it needs, directly or through others."""
    ordered: list[ast.stmt] = []
    entered: set[int] = set()

    def visit(one: Statement) -> None:
        if id(one.node) in entered:
            return
        entered.add(id(one.node))
        for free in names_read(one.node):
            for other in statements:
                # A call on a module or a function changes nothing that an answer needs.
                if free in other.names and _changes_data(other, free, statements):
                    visit(other)
        ordered.append(one.node)

    visit(answer)
    return ordered


def _changes_data(statement: Statement, name: str, statements: list[Statement]) -> bool:
    if not isinstance(statement.node, ast.Expr):
        return True
    makers = [one for one in statements if name in one.names and one is not statement]
    return any(isinstance(one.node, (ast.Assign, ast.AnnAssign)) for one in makers)


def names_read(statement: ast.stmt) -> set[str]:
    """Names that a statement takes from outside itself."""
    return _global_names(symtable.symtable(ast.unparse(statement), "answer", "exec"))


def _global_names(table: symtable.SymbolTable) -> set[str]:
    top = table.get_type() == "module"
    found = {
        one.get_name()
        for one in table.get_symbols()
        if (one.is_referenced() if top else one.is_global())
    }
    return found.union(*map(_global_names, table.get_children()))
