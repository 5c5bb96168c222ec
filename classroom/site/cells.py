"""The cells of a notebook as a reader sees them: where each begins, and the code that it shows."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Code = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Cell:
    """One cell: its source, whether that is hidden, and the names that it takes from others."""

    source: str
    hidden: bool
    needs: frozenset[str] = frozenset()


def cells(notebook: Path) -> list[Cell]:
    """The cells in the order of the file; the setup cell, which puts nothing out, left out."""
    text = notebook.read_text("utf-8")
    nodes = ast.parse(text).body
    return [_cell(text, one) for one in nodes if isinstance(one, Code) and one.decorator_list]


def paired(
    notebook: Path, outputs: Sequence[str], defined: Mapping[str, object]
) -> list[tuple[Cell, str]]:
    """Each cell with what it put out; one that waited for a stopped cell put out nothing.

    `defined` is what the run left. Raises `ValueError` if the two do not fit.
    """
    left, known = iter(outputs), defined.keys()
    found = [(one, next(left, "") if one.needs <= known else "") for one in cells(notebook)]
    if len(outputs) != sum(one.needs <= known for one, _ in found):
        raise ValueError(f"{notebook.name}: {len(outputs)} outputs for other cells")
    return found


def _cell(text: str, node: Code) -> Cell:
    told = ast.unparse(node.decorator_list[0])
    # A function that others may import is a cell as it stands; of others the body is.
    whole = told.startswith(("app.function", "app.class_definition"))
    first = node.lineno if whole else node.body[0].lineno
    # What prose says stands below as prose.
    kept = [one for one in node.body if whole or not _is_prose(one)]
    end = kept[-1].end_lineno if kept else node.body[0].lineno - 1
    lines = text.splitlines()[first - 1 : end]
    source = textwrap.dedent("\n".join(_above(text, node, whole=whole) + lines)).strip("\n")
    needs = [] if whole or isinstance(node, ast.ClassDef) else [one.arg for one in node.args.args]
    return Cell(source, "hide_code=True" in told, frozenset(needs))


def _above(text: str, node: Code, *, whole: bool) -> list[str]:
    """Comments between the head of a cell and its first statement."""
    if whole:
        return []
    before = text.splitlines()[node.lineno : node.body[0].lineno - 1]
    comments = []
    for line in reversed(before):
        if not line.strip().startswith("#"):
            break
        comments.insert(0, line)
    return comments


def _is_prose(statement: ast.stmt) -> bool:
    """Whether it returns, or shows a text: no code that a reader misses."""
    called = getattr(getattr(statement, "value", None), "func", None)
    return isinstance(statement, ast.Return) or (
        called is not None and ast.unparse(called) == "mo.md"
    )
