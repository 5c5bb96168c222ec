"""A notebook taken apart: its cells, its words and its controls, without running any of it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROSE_CALLS = {"md", "after", "socratic", "predict", "ledger"}
CONTROLS = {"slider", "range_slider", "dropdown", "radio", "checkbox", "switch", "number"}
CONTROLS |= {"run_button", "button", "multiselect", "text"}


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook: its syntax, its source lines, and whether its code is hidden."""

    node: ast.FunctionDef | ast.With
    lines: tuple[str, ...]
    hidden: bool

    @cached_property
    def texts(self) -> list[str]:
        """The strings that a reader sees, f-strings with a word for each number."""
        joined = [node for node in ast.walk(self.node) if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for one in joined for part in ast.walk(one)} | self._folded()
        found = ["".join(map(_part, one.values)) for one in joined]
        for node in ast.walk(self.node):
            if isinstance(node, ast.Constant) and id(node) not in parts:
                found += [node.value] if isinstance(node.value, str) else []
        return [text for text in found if len(text.split()) > 4]

    @cached_property
    def calls(self) -> list[str]:
        """Names of everything that is called in the cell."""
        nodes = [one.func for one in ast.walk(self.node) if isinstance(one, ast.Call)]
        return [getattr(one, "attr", getattr(one, "id", "")) for one in nodes]

    def _folded(self) -> set[int]:
        # The model answer of a Socratic question stays closed until the learner opens it.
        calls = [one for one in ast.walk(self.node) if isinstance(one, ast.Call)]
        socratic = [one for one in calls if getattr(one.func, "id", "") == "socratic"]
        return {id(part) for one in socratic for part in ast.walk(one.args[2])}

    @property
    def is_prose(self) -> bool:
        """Whether the cell is there to be read: hidden, and made of text."""
        return self.hidden and bool(PROSE_CALLS & set(self.calls))

    @property
    def words(self) -> int:
        """How many words a reader of the cell's text reads."""
        tokens = [token for text in self.texts for token in text.split()]
        # The bars of a table are no words.
        return sum(any(map(str.isalnum, token)) for token in tokens) if self.is_prose else 0


def _part(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "0"


def cells(path: Path) -> list[Cell]:
    """The cells of a notebook in order; the setup cell counts as hidden code."""
    text = path.read_text("utf-8")
    source = text.splitlines()
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.With):
            found.append(Cell(node, tuple(source[node.lineno : node.end_lineno]), hidden=True))
        elif isinstance(node, ast.FunctionDef) and node.decorator_list:
            mark = ast.unparse(node.decorator_list[0])
            body = source[node.body[0].lineno - 1 : node.end_lineno]
            body = [line for line in body if line.strip() and not line.strip().startswith("return")]
            found.append(Cell(node, tuple(body), hidden="hide_code=True" in mark))
    return found
