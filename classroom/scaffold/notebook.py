"""Cells put into a solutions notebook as text: the rest of it stays byte for byte."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from classroom.scaffold.writing import ScaffoldError, like

HEADING = re.compile(r"^ *## ", re.MULTILINE)


def parsed(text: str, name: str) -> ast.Module:
    """The syntax tree of a notebook; `ScaffoldError` with the line where it is no Python."""
    try:
        return ast.parse(text)
    except SyntaxError as error:
        message = f"{name} is no Python: {error.msg} in line {error.lineno}; mend that first."
        raise ScaffoldError(message) from None


def bound(tree: ast.Module) -> dict[str, int]:
    """Every name that a notebook binds, in any cell or function, with the line of the last."""
    return {name: getattr(node, "lineno", 0) for node in ast.walk(tree) for name in _names(node)}


def with_cells(text: str, cells: str, *, behind: str | None) -> str:
    """The notebook with more cells where the section of the question `behind` ends.

    That is above the next cell with a heading of the second level, else above the last line that
    runs the app. Without `behind` it is above the first such heading. Lines end as they did.
    """
    tree = ast.parse(text)
    nodes = [node for node in tree.body if getattr(node, "decorator_list", None)]
    first = next((at for at, node in enumerate(nodes) if _judges(node, behind)), None)
    if behind and first is None:
        message = f"no cell calls check({behind!r}, …), behind which the new cells belong; add it."
        raise ScaffoldError(message)
    later = nodes if first is None else nodes[first + 1 :]
    at = next((_start(node) for node in later if _is_headed(node)), _start(tree.body[-1]))
    lines = text.split("\n")
    group = like(text, f"{cells.strip()}\n\n\n")
    made = "\n".join(lines[: at - 1]) + "\n" + group + "\n".join(lines[at - 1 :])
    ast.parse(made)
    return made


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from ((one.asname or one.name).split(".")[0] for one in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id


def _judges(node: ast.stmt, question_id: str | None) -> bool:
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and one.args]
    calls = [one for one in calls if isinstance(one.func, ast.Name) and one.func.id == "check"]
    first = [one.args[0] for one in calls]
    return any(isinstance(one, ast.Constant) and one.value == question_id for one in first)


def _is_headed(node: ast.stmt) -> bool:
    texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
    return any(isinstance(one, str) and HEADING.search(one) for one in texts)


def _start(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])
