"""Documents as their readers run them: sections, fenced blocks, and what a block says it gives.

A statement that ends in `# -> 0.82`, or is followed by such a line, gives 0.82: a number to as many
decimals as the document shows, anything else by its `str` or `repr`.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
from numbers import Real
from pathlib import Path
from typing import Any, NamedTuple

import typer
from typer.exceptions import TyperException

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GIVES = re.compile(r"#\s*->\s*(.+?)\s*$")
NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+")
SHOP, COURSE = "python -m cardshop", "course"


class Block(NamedTuple):
    """A fenced block: its language, its text, the line of the document on which it begins."""

    language: str
    code: str
    line: int


class Section(NamedTuple):
    """A heading with all that stands below it, up to the next one of its level."""

    title: str
    text: str
    line: int

    def blocks(self, language: str) -> list[Block]:
        return [one for one in blocks(self.text, self.line) if one.language == language]

    @property
    def prose(self) -> str:
        return FENCE.sub("", self.text)


def sections(text: str, level: int, *, first: int = 1) -> list[Section]:
    """The sections of one level, in order; `first` is the line on which the text begins."""
    # A heading is none inside a fence.
    masked = FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    heads = list(re.finditer(rf"^#{{{level}}} (.+)$", masked, re.MULTILINE))
    ends = [*(one.start() for one in heads[1:]), len(text)][: len(heads)]
    return [
        Section(head[1], text[head.end() : end], first + text[: head.end()].count("\n"))
        for head, end in zip(heads, ends, strict=True)
    ]


def blocks(text: str, first: int = 1) -> list[Block]:
    return [
        Block(one[1], one[2], first + text[: one.start()].count("\n") + 1)
        for one in FENCE.finditer(text)
    ]


def run(block: Block, namespace: dict[str, Any]) -> tuple[int, list[str]]:
    """Run a block in the namespace: how many results it shows, and each that differs, in words."""
    lines, shown, differ = block.code.splitlines(), 0, []
    for statement in ast.parse(block.code).body:
        expected = _expected(lines, statement.end_lineno)
        value = _value(statement, namespace)
        if expected is None:
            continue
        shown += 1
        if not agrees(value, expected):
            at = block.line + statement.end_lineno - 1
            differ.append(f"line {at}: the document says {expected}, it is {value!r}")
    return shown, differ


def agrees(value: Any, expected: str) -> bool:
    """Whether a result is what the document shows of it."""
    if isinstance(value, Real) and not isinstance(value, bool) and NUMBER.fullmatch(expected):
        decimals = len(expected.partition(".")[2])
        comma = "," if "," in expected else ""
        sign = "+" if expected.startswith("+") else ""
        return f"{float(value):{sign}{comma}.{decimals}f}" == expected
    return expected in (str(value), repr(value))


def _expected(lines: list[str], end: int) -> str | None:
    after = lines[end].strip() if end < len(lines) else ""
    found = GIVES.search(lines[end - 1]) or (after.startswith("#") and GIVES.match(after))
    return found[1] if found else None


def _value(statement: ast.stmt, namespace: dict[str, Any]) -> Any:
    if isinstance(statement, ast.Expr):
        return eval(compile(ast.Expression(statement.value), "<document>", "eval"), namespace)
    exec(compile(ast.Module([statement], []), "<document>", "exec"), namespace)
    targets = getattr(statement, "targets", [None])
    return namespace.get(targets[0].id) if isinstance(targets[0], ast.Name) else None


def commands(block: Block) -> list[str]:
    """The commands of a shell block, one a line; a backslash joins two."""
    joined = block.code.replace("\\\n", " ").splitlines()
    return [one.strip() for one in joined if one.strip() and not one.lstrip().startswith("#")]


def refusal(command: str) -> str | None:
    """Why `course` or `python -m cardshop` would not take a command; None where it would."""
    words = shlex.split(command, comments=True)
    if words[:2] == ["uv", "run"]:
        words = words[2:]
    while words and "=" in words[0]:
        words = words[1:]
    if words[:1] == ["course"]:
        from classroom.commands import app

        return _refused(typer.main.get_command(app), words[1:])
    if words[:3] == SHOP.split():
        from cardshop.__main__ import app

        return _refused(typer.main.get_command(app), words[3:])
    return None


def is_ours(command: str) -> bool:
    """Whether a line calls `course` or the shop's own command."""
    return bool(re.search(rf"(^|\s)({COURSE}|{SHOP})(\s|$)", command))


def _refused(group: Any, words: list[str]) -> str | None:
    context = group.make_context("command", [], resilient_parsing=True)
    while words and hasattr(group, "commands"):
        if words[0].startswith("-"):
            break
        if words[0] not in group.commands:
            return f"no command {words[0]!r}"
        group, words = group.commands[words[0]], words[1:]
    try:
        group.make_context(group.name, list(words), parent=context)
    except typer.Exit:
        # `--help` ends here, once it was understood.
        return None
    except TyperException as error:
        return error.format_message()
    return None


def anchor(title: str) -> str:
    """The anchor that a heading gets on a page."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def read(name: str) -> str:
    """A document of docs/ by its name."""
    return (Path(__file__).parents[1] / "docs" / name).read_text("utf-8")


def environment(**changed: str) -> dict[str, str]:
    """This process's environment, changed."""
    return {**os.environ, **changed}
