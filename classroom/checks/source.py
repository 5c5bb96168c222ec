"""Finds an answer by its name in a marimo notebook, whatever cell it stands in.

marimo saves a cell that holds more than one definition as `@app.cell`, and importing the notebook
no longer shows the function. So the answer is found in the syntax tree, and what is compiled is
the answer and the statements that it needs: never the whole notebook.
"""

from __future__ import annotations

import ast
import difflib
import io
import linecache
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from classroom.checks.closure import DEFINITIONS, Statement, closure, names_read, touched

RUNNING = "__marimo__cell_"  # in the name of each cell's file
KINDS: dict[type[ast.stmt], str] = {
    ast.AsyncFunctionDef: "an async function",
    ast.ClassDef: "a class",
}


class AnswerNotFoundError(Exception):
    """No single function of the wanted name; the message says what there is instead."""


def read_notebook(path: Path) -> str:
    """The text of a notebook; raises `AnswerNotFoundError` with one line when it has none."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path.name} is not UTF-8 (byte {error.start}); save it as UTF-8."
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}; `course start` makes a new copy."
    raise AnswerNotFoundError(message) from None


def answer_from(text: str, name: str, *, filename: str) -> Callable[..., Any]:
    """The function `name` of the notebook `text`, compiled with what it refers to.

    Line numbers are the notebook's own. Raises `AnswerNotFoundError` with one line for a
    notebook that does not parse, a missing name (with the nearest one) and a name used twice;
    and whatever the needed statements raise.
    """
    statements = _statements(text, name, filename)
    needed = closure(_answer(name, statements, filename), statements)
    module = ast.Module(body=needed, type_ignores=[])
    # inspect.getsource then answers for this text, whatever the file on disk says.
    lines = io.StringIO(text).readlines()
    linecache.cache[filename] = (len(text), None, lines, filename)
    # A class of the learner's looks its module up by name, and __main__ always exists.
    scope: dict[str, Any] = {"__name__": "__main__", "__file__": filename}
    exec(compile(module, filename, "exec", dont_inherit=True), scope)  # noqa: S102  their machine
    return scope[name]


def answer_source(text: str, name: str, *, filename: str) -> str:
    """The source of the function `name`, without the decorator that marimo adds."""
    return ast.unparse(_answer(name, _statements(text, name, filename), filename).node)


def needed_by(function: Callable[..., Any], *, without: Collection[str] = ()) -> list[ast.stmt]:
    """The statements that a compiled answer needs, itself the last; none where its text is gone.

    In a running notebook they stand in the files of its cells. A statement that is no definition
    and names one of `without` is passed over, with what it alone needs.
    """
    file, name = function.__code__.co_filename, function.__name__
    files = [one for one in linecache.cache if RUNNING in one] if RUNNING in file else [file]
    texts = ["".join(linecache.getlines(one)) for one in files]
    try:
        if RUNNING in file:
            statements = _bound(_parsed(one, file).body for one in texts)
        else:
            statements = _statements(texts[0], name, file)
        kept = [one for one in statements if not _names(one.node) & {*without}]
        return closure(_answer(name, kept, file), kept)
    except AnswerNotFoundError:
        return []


def _names(node: ast.stmt) -> set[str]:
    return set() if isinstance(node, DEFINITIONS) else names_read(node)


def _statements(text: str, name: str, filename: str) -> list[Statement]:
    return _bound(_cells(_parsed(text, filename), name, filename))


def _bound(cells: Iterable[list[ast.stmt]]) -> list[Statement]:
    found: list[Statement] = []
    for number, cell in enumerate(cells):
        bound = [Statement(node, frozenset(touched(node))) for node in cell]
        mangled = _Mangled(bound, number)
        if mangled.names:
            nodes = [mangled.visit(node) for node in cell]
            bound = [Statement(node, frozenset(touched(node))) for node in nodes]
        found += [one for one in bound if not isinstance(one.node, ast.Return)]
    return found


def _answer(name: str, statements: list[Statement], filename: str) -> Statement:
    binding = [one for one in statements if name in one.names]
    answers = [one for one in binding if isinstance(one.node, ast.FunctionDef)]
    if len(answers) == 1:
        return answers[0]
    if answers:
        lines = " and ".join(str(one.node.lineno) for one in answers)
        message = f"{filename} has {len(answers)} functions {name} (lines {lines}); keep one."
    elif binding:
        kind, line = KINDS.get(type(binding[0].node), "no plain function"), binding[0].node.lineno
        message = f"{name} in line {line} of {filename} is {kind}; write `def {name}(...):`."
    else:
        functions = [one.node.name for one in statements if isinstance(one.node, ast.FunctionDef)]
        near = difflib.get_close_matches(name, functions, n=1, cutoff=0.5)
        hint = f" Was it renamed to {near[0]}?" if near else ""
        message = f"{filename} has no function {name}; a check finds it by that name.{hint}"
    raise AnswerNotFoundError(message)


def _parsed(text: str, filename: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        where = f" in line {error.lineno}" if isinstance(error, SyntaxError) else ""
        what = error.msg if isinstance(error, SyntaxError) else str(error)
        message = f"{filename} is no Python: {what}{where}; mend that first."
        raise AnswerNotFoundError(message) from None


def _cells(module: ast.Module, name: str, filename: str) -> Iterator[list[ast.stmt]]:
    for node in module.body:
        if isinstance(node, ast.With) and _call_name(node.items[0].context_expr) == "setup":
            yield node.body
        elif isinstance(node, DEFINITIONS):
            marks = {_call_name(one) for one in node.decorator_list}
            if marks & {"function", "class_definition"}:
                node.decorator_list = [one for one in node.decorator_list if not _call_name(one)]
                yield [node]
            elif "cell" in marks:
                yield node.body
        elif isinstance(node, ast.Expr) and _call_name(node.value) == "_unparsable_cell":
            _refuse_broken_answer(node.value, name, filename)


def _refuse_broken_answer(call: ast.expr, name: str, filename: str) -> None:
    # marimo keeps a cell that does not parse as text; only the answer's own cell matters here.
    text = ast.literal_eval(call.args[0]) if isinstance(call, ast.Call) and call.args else ""
    if f"def {name}(" not in text:
        return
    try:
        ast.parse(textwrap.dedent(text))
    except SyntaxError as error:
        where = f"{error.msg} in line {error.lineno} of its cell"
        message = f"{filename}: the cell of {name} is no Python ({where}); mend that first."
        raise AnswerNotFoundError(message) from None


def _call_name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name):
        return ""
    return target.attr if target.value.id == "app" else ""


class _Mangled(ast.NodeTransformer):
    """Gives `_names`, which marimo keeps private to a cell, the number of their cell."""

    def __init__(self, cell: list[Statement], number: int) -> None:
        bound = {name for one in cell for name in one.names}
        private = {one for one in bound if one.startswith("_") and not one.startswith("__")}
        self.names = {one: f"_cell_{number}{one}" for one in private}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)
