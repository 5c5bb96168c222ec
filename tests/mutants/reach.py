"""What the verdicts on a question rest on: each statement of the project that can run in them.

Statements are followed by name, from a check and an answer through every import, so that an edit
elsewhere in the same file changes nothing. Where a name cannot be followed, more is taken, never
less: a module that is imported whole counts whole. Words that may name a data file bring the file.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from classroom import syllabus
from classroom.checks import Question
from classroom.checks.closure import DEFINITIONS, names_read, touched
from classroom.checks.source import needed_by
from classroom.syllabus import ROOT
from questions import compiled, mutated_from, waivers

FOUND_IN = ("", "tests", "data")
# These are everywhere, and others stand on them; those below count where they are imported.
LIBRARIES = ("numpy", "polars", "pandas", "scipy", "scikit-learn")
WHERE_IMPORTED = {"xgboost", "statsmodels", "duckdb", "pandera", "narwhals", "onnxruntime"}
WHERE_IMPORTED |= {"fastapi", "pydantic"}
# How an answer becomes a mutant and a mutant a verdict.
MACHINERY = (
    (ROOT / "tests/questions.py", "judged"),
    (ROOT / "tests/mutants/__init__.py", "mutants"),
)
CELLS = ("cell", "function", "class_definition")
IMPORTS = (ast.Import, ast.ImportFrom)
WHOLE = "*"
# They list other files; those that a verdict reads are hashed themselves.
LISTS = ("README.md", "CHECKSUMS", "SHA256SUMS")
Place = tuple[Path, str]


class Part(NamedTuple):
    """A top-level statement of a file, and the names that it binds, changes or registers with."""

    path: Path
    node: ast.stmt
    names: frozenset[str]


class Reached(NamedTuple):
    """What was come by: statements, the data files that their words name, and libraries."""

    parts: tuple[tuple[str, str], ...]
    data: tuple[Path, ...]
    libraries: tuple[str, ...]


def digest(question: Question, changed: Mapping[Path, str] | None = None) -> str:
    """16 hex digits over all that the verdicts rest on; `changed` files are read as told there.

    Over code without comments and docstrings, data files, waivers and versions of libraries.
    """
    return _digest(reached(question, changed), waivers(question)) if changed else _kept(question)


@cache
def _kept(question: Question) -> str:
    return _digest(reached(question), waivers(question))


@cache
def digest_of_files(paths: tuple[Path, ...]) -> str:
    """The same over files of Python as a whole, and all that they can come by."""
    walk = _Walk({})
    walk.visit((path, WHOLE) for path in paths)
    return _digest(walk.found(), {})


def _digest(found: Reached, proofs: Mapping[str, str]) -> str:
    told = {
        "parts": found.parts,
        "data": [[path.name, _hashed(path)] for path in found.data],
        "waivers": proofs,
        "libraries": {name: version(name) for name in found.libraries},
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def reached(question: Question, changed: Mapping[Path, str] | None = None) -> Reached:
    """Every statement and data file that a verdict on the question can come by."""
    walk = _Walk(changed) if changed else _machinery().copied()
    walk.visit(MACHINERY)
    walk.take_check(question)
    notebook = syllabus.sheet(question.id).file("solutions")
    walk.take_notebook(notebook, needed_by(compiled(question, mutated_from(question))))
    # A check may call a function of the notebook, which it names.
    written = [one.node for one in _parts(notebook, walk.text(notebook))]
    functions = {one.name for one in written if isinstance(one, ast.FunctionDef)}
    walk.visit((notebook, one) for one in functions & walk.words - {"_"})
    return walk.found()


@cache
def _machinery() -> _Walk:
    walk = _Walk({})
    walk.visit(MACHINERY)
    return walk


def statement_at(path: Path, line: int) -> tuple[str, str] | None:
    """The top-level statement around a line of a file, as `reached` tells it."""
    for part in _parts(path, _read(path)):
        marks = getattr(part.node, "decorator_list", [])
        first = min(one.lineno for one in (part.node, *marks))
        if first <= line <= (part.node.end_lineno or first):
            return part.path.relative_to(ROOT).as_posix(), _meant(part.node).code
    return None


class _Walk:
    """One walk through the project: what was taken, and the words that stand in it."""

    def __init__(self, changed: Mapping[Path, str]) -> None:
        self.changed = changed
        self.parts: set[tuple[str, str]] = set()
        self.words: set[str] = set()
        self.imports: set[str] = set()
        self._seen: set[Place] = set()

    def copied(self) -> _Walk:
        """A walk that has come as far as this one."""
        other = _Walk(self.changed)
        other.parts, other.words, other._seen = {*self.parts}, {*self.words}, {*self._seen}
        other.imports = {*self.imports}
        return other

    def found(self) -> Reached:
        """All that was taken, with the data files and the libraries that are named in it."""
        imported = WHERE_IMPORTED & (self.imports | self.words)
        libraries = tuple(sorted({*LIBRARIES, *imported}))
        return Reached(tuple(sorted(self.parts)), tuple(_named(self.words)), libraries)

    def text(self, path: Path) -> str:
        """The text of a file, or what is told instead."""
        return self.changed.get(path) or _read(path)

    def take_check(self, question: Question) -> None:
        """Take the check that the question was built from."""
        stem = syllabus.sheet(question.id).stem
        for path in sorted((ROOT / "checks").glob(f"{stem}*.py")):
            parts = _parts(path, self.text(path))
            self.take(one for one in parts if _asks(one.node, question.id))

    def take_notebook(self, path: Path, needed: list[ast.stmt]) -> None:
        """Take an answer with what it needs beside it, of imports the names that it reads."""
        own = [Part(path, one, frozenset()) for one in needed if not isinstance(one, IMPORTS)]
        self.take(own)
        names = {name for part in own for name in _meant(part.node).names}
        imports = [one for one in needed if isinstance(one, IMPORTS)]
        self.imports.update(name for one in imports for name in _modules(one))
        self.visit(place for one in imports for name in names for place in _imported(one, name))

    def visit(self, places: Iterable[Place]) -> None:
        """Take everything that these names stand for, and all that it needs in turn."""
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place in self._seen:
                continue
            self._seen.add(place)
            path, name = place
            for part in _parts(path, self.text(path)):
                # What binds no name, such as a call, runs whenever its file is imported.
                if name == WHOLE or name.split(".")[0] in part.names or not part.names:
                    waiting += self._taken(part, name)

    def take(self, parts: Iterable[Part]) -> None:
        """Take statements, and all that they need in their files."""
        for part in parts:
            self.visit(self._taken(part, WHOLE))

    def _taken(self, part: Part, name: str) -> Iterator[Place]:
        if isinstance(part.node, IMPORTS):
            self.imports.update(_modules(part.node))
            return _imported(part.node, name)
        meant = _meant(part.node)
        self.imports |= meant.modules
        self.parts.add((part.path.relative_to(ROOT).as_posix(), meant.code))
        self.words |= meant.words
        return iter(meant.imported | {(part.path, one) for one in meant.names})


@cache
def _read(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def _hashed(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _parts(path: Path, text: str) -> tuple[Part, ...]:
    nodes = [one for one in ast.parse(text).body if not _is_words(one)]
    # A notebook's names stand in its setup and its cells.
    inner = [part for one in nodes if _is_setup(one) for part in one.body]
    nodes = [one for one in nodes if not _is_setup(one)] + inner
    return tuple(Part(path, one, frozenset({*touched(one), *_registers(one)})) for one in nodes)


def _is_words(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_setup(node: ast.stmt) -> bool:
    return isinstance(node, ast.With) and "app.setup" in ast.unparse(node.items[0].context_expr)


def _registers(node: ast.stmt) -> Iterator[str]:
    # Who reads a table of functions needs each function that a decorator enters in it.
    for mark in node.decorator_list if isinstance(node, DEFINITIONS) else ():
        target = mark.func if isinstance(mark, ast.Call) else mark
        if isinstance(target, ast.Attribute) and target.attr not in CELLS:
            yield ast.unparse(target.value)


def _is_cell(mark: ast.expr) -> bool:
    target = mark.func if isinstance(mark, ast.Call) else mark
    return isinstance(target, ast.Attribute) and target.attr in CELLS


def _asks(node: ast.stmt, question_id: str) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == "question"
        and ast.unparse(mark.args[0]) == repr(question_id)
        for mark in node.decorator_list
    )


class _Meant(NamedTuple):
    """A statement without docstrings: its code, its texts, the names it reads and imports."""

    code: str
    words: frozenset[str]
    names: frozenset[str]
    imported: frozenset[Place]
    modules: frozenset[str]


@cache
def _meant(node: ast.stmt) -> _Meant:
    tree = ast.parse(ast.unparse(node))
    for one in ast.walk(tree):
        if isinstance(one, DEFINITIONS):
            marks = one.decorator_list
            one.decorator_list = [mark for mark in marks if not _is_cell(mark)]
            if ast.get_docstring(one) is not None:
                one.body = one.body[1:] or [ast.Pass()]
    nodes = list(ast.walk(tree))
    texts = [one.value for one in nodes if isinstance(one, ast.Constant)]
    words = {part for one in texts if isinstance(one, str) for part in (one, *one.split("/"))}
    outside = {name for one in tree.body for name in names_read(one)}
    names = {one for one in _names(tree) if one.split(".")[0] in outside}
    inside = [one for one in nodes if isinstance(one, IMPORTS)]
    imported = frozenset(place for one in inside for place in _imported(one, WHOLE))
    modules = frozenset(name for one in inside for name in _modules(one))
    return _Meant(ast.unparse(tree), frozenset(words), frozenset(names), imported, modules)


def _modules(node: ast.stmt) -> Iterator[str]:
    """The packages that an import statement loads, by their first names."""
    from_one = [node.module or ""] if isinstance(node, ast.ImportFrom) else None
    yield from (one.split(".")[0] for one in from_one or [each.name for each in node.names])


def _names(node: ast.AST) -> Iterator[str]:
    """Names that are read, each with the attribute that is asked of it: `checks.judge`."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        yield f"{node.value.id}.{node.attr}"
    elif isinstance(node, ast.Name):
        yield node.id
    else:
        for one in ast.iter_child_nodes(node):
            yield from _names(one)


def _imported(node: ast.stmt, name: str) -> Iterator[Place]:
    """Where a name of an import statement stands in the project; WHOLE asks for all names.

    Of a module `name` says what is asked of it, `checks.judge`; without that, it counts whole.
    """
    base, _, asked = name.partition(".")
    for alias in node.names:
        if base not in (WHOLE, (alias.asname or alias.name).split(".")[0]):
            continue
        if isinstance(node, ast.Import):
            yield from _module(alias.name, asked if alias.asname else WHOLE)
        elif not (found := list(_module(f"{node.module}.{alias.name}", asked))):
            yield from _module(node.module or "", alias.name)
        else:
            yield from found


def _module(dotted: str, name: str) -> Iterator[Place]:
    for folder in FOUND_IN:
        path = ROOT / folder / dotted.replace(".", "/")
        for one in (path.with_suffix(".py"), path / "__init__.py"):
            if one.is_file():
                yield one, name or WHOLE


@cache
def _data() -> tuple[Path, ...]:
    found = sorted(path for path in (ROOT / "data").rglob("*") if path.is_file())
    own = [one for one in found if "__pycache__" not in one.parts and one.name not in LISTS]
    programs = ("", "generator")
    parents = [one.relative_to(ROOT / "data").parent.as_posix().strip(".") for one in own]
    both = zip(own, parents, strict=True)
    return tuple(one for one, parent in both if one.suffix != ".py" or parent not in programs)


def _named(words: set[str]) -> Iterator[Path]:
    for path in _data():
        inside = path.relative_to(ROOT / "data")
        if {*inside.parts, inside.stem} & words:
            yield path
