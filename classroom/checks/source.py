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
import symtable
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
KINDS: dict[type[ast.stmt], str] = {
    ast.AsyncFunctionDef: "an async function",
    ast.ClassDef: "a class",
}


class AnswerNotFoundError(Exception):
    """No single function of the wanted name; the message says what there is instead."""


class Statement(NamedTuple):
    """A top-level statement of a cell, and the names that it binds or changes."""

    node: ast.stmt
    names: frozenset[str]


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
    needed = _closure(_answer(name, statements, filename), statements)
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


def _statements(text: str, name: str, filename: str) -> list[Statement]:
    found: list[Statement] = []
    for number, cell in enumerate(_cells(_parsed(text, filename), name, filename)):
        mangled = _Mangled(cell, number)
        nodes = [mangled.visit(node) for node in cell if not isinstance(node, ast.Return)]
        found += [Statement(node, frozenset(_touched(node))) for node in nodes]
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


def _touched(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement binds, or whose value it changes: `a = 1`, `a["x"] = 1`, `a += 1`.

    A call for its effect, such as `a.append(1)`, changes `a`; `print(a)` changes nothing here.
    """
    if isinstance(statement, DEFINITIONS):
        yield statement.name
        return
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from ((one.asname or one.name).split(".")[0] for one in statement.names)
        return
    loops = [one for one in ast.walk(statement) if isinstance(one, ast.comprehension)]
    # The variable of a comprehension is known inside it alone.
    inside = {id(part) for one in loops for part in ast.walk(one.target)}
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield from () if id(node) in inside else (node.id,)
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store):
            yield from _base(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield from _base(node.value.func) if isinstance(node.value.func, ast.Attribute) else ()
        elif isinstance(node, (*DEFINITIONS, ast.Import, ast.ImportFrom)):
            yield from _touched(node)


def _base(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _closure(answer: Statement, statements: list[Statement]) -> list[ast.stmt]:
    ordered: list[ast.stmt] = []
    entered: set[int] = set()

    def visit(one: Statement) -> None:
        if id(one.node) in entered:
            return
        entered.add(id(one.node))
        for free in _global_names(_table(one.node)):
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


def _table(statement: ast.stmt) -> symtable.SymbolTable:
    return symtable.symtable(ast.unparse(statement), "answer", "exec")


def _global_names(table: symtable.SymbolTable) -> set[str]:
    top = table.get_type() == "module"
    found = {
        one.get_name()
        for one in table.get_symbols()
        if (one.is_referenced() if top else one.is_global())
    }
    return found.union(*map(_global_names, table.get_children()))


class _Mangled(ast.NodeTransformer):
    """Gives `_names`, which marimo keeps private to a cell, the number of their cell."""

    def __init__(self, cell: list[ast.stmt], number: int) -> None:
        touched = {name for node in cell for name in _touched(node)}
        private = {one for one in touched if one.startswith("_") and not one.startswith("__")}
        self.names = {one: f"_cell_{number}{one}" for one in private}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)
