"""Small faults, planted one at a time in a right answer: what a check must notice.

`mutants(source)` yields all that the operators can do to one function, each once. The operators
are those of a data scientist's slips: an off-by-one, the other side of a boundary, another
aggregate, the wrong column, a forgotten call, keyword or condition. A text that is a query is
changed as SQL, by the operators of `mutants.sql`.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mutants.sql import is_sql, sql_changes

COMPARISONS: dict[type, list[type]] = {
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
}
OPERATIONS: dict[type, type] = {
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}
METHODS: dict[str, list[str]] = {
    "all": ["any"],
    "any": ["all"],
    "count": ["len"],
    "first": ["last"],
    "head": ["tail"],
    "last": ["first"],
    "len": ["n_unique"],
    "max": ["min", "mean"],
    "mean": ["median", "sum"],
    "median": ["mean"],
    "min": ["max"],
    "n_unique": ["len"],
    "starts_with": ["ends_with"],
    "std": ["var"],
    "sum": ["mean", "max"],
    "tail": ["head"],
    "test": ["train"],
    "train": ["test"],
    "upper": ["lower"],
    "lower": ["upper"],
}
WORDS: dict[str, list[str]] = {
    "first": ["last"],
    "last": ["first", "any"],
    "left": ["inner"],
    "inner": ["left"],
    "backward": ["forward"],
    "forward": ["backward"],
    "both": ["left", "right"],
    "anti": ["semi"],
    "semi": ["anti"],
}


@dataclass(frozen=True)
class Mutant:
    """A changed source, and which operator changed which line of the function."""

    operator: str
    line: int
    source: str

    @property
    def id(self) -> str:
        """A short name: operator, line, and what the line reads now."""
        return f"{self.operator}@{self.line}"


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of one function, without repeats and without the original."""
    tree = _plain(source)
    seen = {ast.unparse(tree)}
    for index, node in enumerate(ast.walk(tree)):
        for operator, change in _changes(node, tree):
            mutated = copy.deepcopy(tree)
            change(list(ast.walk(mutated))[index])
            text = _text(mutated)
            if text is not None and text not in seen:
                seen.add(text)
                yield Mutant(operator, getattr(node, "lineno", 0), text)


def _plain(source: str) -> ast.Module:
    # Docstrings and annotations are no code, and their words would be taken for columns.
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        elif isinstance(node, ast.arg):
            node.annotation = None
    return tree


def _text(tree: ast.Module) -> str | None:
    text = ast.unparse(ast.fix_missing_locations(tree))
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return None
    return text


Change = tuple[str, Callable[[ast.AST], None]]


def _changes(node: ast.AST, tree: ast.Module) -> Iterator[Change]:
    if isinstance(node, ast.Constant):
        yield from _constants(node, tree)
    elif isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BinOp):
        yield from _operations(node)
    elif isinstance(node, ast.BoolOp):
        yield from _conditions(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
        yield "drop not", lambda one: _replace(one, one.operand)
    elif isinstance(node, ast.Attribute):
        for other in METHODS.get(node.attr, []):
            yield "swap method", lambda one, other=other: setattr(one, "attr", other)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, (ast.List, ast.Tuple)) and isinstance(node.ctx, ast.Load):
        for index in range(len(node.elts) if len(node.elts) > 1 else 0):
            yield "drop element", lambda one, index=index: one.elts.pop(index)
    elif isinstance(node, ast.If):
        yield "never", lambda one: setattr(one, "test", ast.Constant(False))
        yield "always", lambda one: setattr(one, "test", ast.Constant(True))
    elif isinstance(node, ast.comprehension):
        for index in range(len(node.ifs)):
            yield "drop filter", lambda one, index=index: one.ifs.pop(index)


def _constants(node: ast.Constant, tree: ast.Module) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "flip bool", lambda one: setattr(one, "value", not value)
    elif isinstance(value, (int, float)):
        for step in (1, -1):
            yield f"{step:+d}", lambda one, step=step: setattr(one, "value", value + step)
    elif isinstance(value, str) and is_sql(value):
        for operator, text in sql_changes(value):
            yield operator, lambda one, text=text: setattr(one, "value", text)
    elif isinstance(value, str):
        for other in WORDS.get(value, []):
            yield "swap word", lambda one, other=other: setattr(one, "value", other)
        other = _next_text(value, tree)
        if other:
            yield "swap text", lambda one: setattr(one, "value", other)


def _next_text(value: str, tree: ast.Module) -> str | None:
    nodes = [one for one in ast.walk(tree) if isinstance(one, ast.Constant)]
    texts = sorted({one.value for one in nodes if isinstance(one.value, str)})
    return texts[(texts.index(value) + 1) % len(texts)] if len(texts) > 1 else None


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    for other in COMPARISONS.get(type(node.ops[0]), []):
        yield "comparison", lambda one, other=other: one.ops.__setitem__(0, other())


def _operations(node: ast.BinOp) -> Iterator[Change]:
    other = OPERATIONS.get(type(node.op))
    if other:
        yield "operation", lambda one: setattr(one, "op", other())
    if isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        yield "drop right", lambda one: _replace(one, one.left)
        yield "drop left", lambda one: _replace(one, one.right)


def _conditions(node: ast.BoolOp) -> Iterator[Change]:
    other = ast.Or if isinstance(node.op, ast.And) else ast.And
    yield "and/or", lambda one: setattr(one, "op", other())
    for index in range(len(node.values)):
        yield "drop condition", lambda one, index=index: one.values.pop(index)


def _calls(node: ast.Call) -> Iterator[Change]:
    for index in range(len(node.keywords)):
        yield "drop keyword", lambda one, index=index: one.keywords.pop(index)
    for index in range(len(node.args) if len(node.args) > 1 else 0):
        yield "drop argument", lambda one, index=index: one.args.pop(index)
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, (ast.Call, ast.Name)):
        yield "drop call", lambda one: _replace(one, one.func.value)
    elif isinstance(node.func, ast.Name) and len(node.args) == 1 and not node.keywords:
        yield "unwrap", lambda one: _replace(one, one.args[0])


def _replace(node: ast.AST, other: ast.AST) -> None:
    node.__class__ = other.__class__  # type: ignore[assignment]
    node.__dict__ = other.__dict__
