"""Finds an answer by its name in a marimo notebook, whatever cell it stands in.

marimo saves a cell that holds more than one definition as `@app.cell`, and importing the notebook
no longer shows the function. So the answer is found in the syntax tree, and what is compiled is
the answer and the definitions that it refers to: never the whole notebook.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

DEFINITIONS = (ast.FunctionDef, ast.ClassDef)
BINDING = (*DEFINITIONS, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Try, ast.If)


class AnswerNotFoundError(Exception):
    """No single function of the wanted name; the message says what there is instead."""


def answer_from(text: str, name: str, *, filename: str) -> Callable[..., Any]:
    """The function `name` of the notebook `text`, compiled with what it refers to.

    Line numbers are the notebook's own. Raises `AnswerNotFoundError` with one line for a
    notebook that does not parse, a missing name (with the nearest one) and a name used twice.
    """
    needed = _closure(name, _definitions(text, name, filename))
    module = ast.Module(body=needed, type_ignores=[])
    scope: dict[str, Any] = {"__name__": "answer", "__file__": filename}
    exec(compile(module, filename, "exec"), scope)  # noqa: S102  the learner's own machine
    return scope[name]


def answer_source(text: str, name: str, *, filename: str) -> str:
    """The source of the function `name`, without the decorator that marimo adds."""
    return ast.unparse(_answers(name, _definitions(text, name, filename))[0])


def attempt_hash(source: str) -> str:
    """Hash of what the code does as text: spaces, comments and the docstring change nothing."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()[:16]


def _definitions(text: str, name: str, filename: str) -> dict[str, list[ast.stmt]]:
    known: dict[str, list[ast.stmt]] = {}
    for cell in _cells(_parsed(text, filename), name, filename):
        for statement in cell:
            for bound in _bound(statement) if isinstance(statement, BINDING) else ():
                known.setdefault(bound, []).append(statement)
    answers = _answers(name, known)
    if len(answers) > 1:
        lines = " and ".join(str(one.lineno) for one in answers)
        message = f"{filename} has {len(answers)} functions {name} (lines {lines}); keep one."
        raise AnswerNotFoundError(message)
    if not answers:
        raise AnswerNotFoundError(_missing(name, known, filename))
    return known


def _answers(name: str, known: dict[str, list[ast.stmt]]) -> list[ast.stmt]:
    return [one for one in known.get(name, []) if isinstance(one, ast.FunctionDef)]


def _parsed(text: str, filename: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        message = f"{filename} is no Python: {error.msg} in line {error.lineno}; mend that first."
        raise AnswerNotFoundError(message) from None


def _cells(module: ast.Module, name: str, filename: str) -> Iterator[list[ast.stmt]]:
    for node in module.body:
        if isinstance(node, ast.With) and _call_name(node.items[0].context_expr) == "setup":
            yield node.body
        elif isinstance(node, DEFINITIONS):
            marks = {_call_name(one) for one in node.decorator_list}
            if marks & {"function", "class_definition"}:
                yield [_undecorated(node)]
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


def _undecorated(node: ast.FunctionDef | ast.ClassDef) -> ast.stmt:
    node.decorator_list = [one for one in node.decorator_list if not _call_name(one)]
    return node


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, DEFINITIONS):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(one.asname or one.name).split(".")[0] for one in statement.names}
    if isinstance(statement, (ast.Try, ast.If)):
        inner = (one for one in ast.iter_child_nodes(statement) if isinstance(one, BINDING))
        return {name for one in inner for name in _bound(one)}
    stored = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in stored if isinstance(node.ctx, ast.Store)}


def _closure(name: str, known: dict[str, list[ast.stmt]]) -> list[ast.stmt]:
    ordered: list[ast.stmt] = []
    entered: set[int] = set()

    def visit(wanted: str) -> None:
        for statement in known.get(wanted, []):
            if id(statement) in entered:
                continue
            entered.add(id(statement))
            for free in _free_names(statement):
                visit(free)
            ordered.append(statement)

    visit(name)
    return ordered


def _free_names(statement: ast.stmt) -> list[str]:
    # What a function binds itself is its own: a cell that uses the same name is not needed.
    nodes = list(ast.walk(statement))
    loaded = [one.id for one in nodes if isinstance(one, ast.Name) and _reads(one)]
    if not isinstance(statement, ast.FunctionDef):
        return loaded
    own = {one.arg for one in nodes if isinstance(one, ast.arg)}
    own |= {one.id for one in nodes if isinstance(one, ast.Name) and not _reads(one)}
    own -= {name for one in nodes if isinstance(one, ast.Global) for name in one.names}
    return [name for name in loaded if name not in own]


def _reads(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _missing(name: str, known: dict[str, list[ast.stmt]], filename: str) -> str:
    functions = [key for key in known if _answers(key, known)]
    near = difflib.get_close_matches(name, functions, n=1, cutoff=0.5)
    hint = f" Was it renamed to {near[0]}?" if near else ""
    return f"{filename} has no function {name}; the check finds your answer by that name.{hint}"
