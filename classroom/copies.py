"""The learner's own copies in `work/`: begun, read, reset, and never lost."""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from classroom.syllabus import ROOT, Lesson, Sheet

KEPT = "kept"


class CopyError(Exception):
    """A copy cannot be read or written; the message says which and what to do."""


def place(path: Path) -> str:
    """A path as it is told: from the course's root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def begin(sheet: Sheet) -> Path:
    """The copy of an exercise notebook in `work/`; one that is there stays as it is."""
    copy = sheet.file("work")
    if not copy.exists():
        # work/ lies as deep as exercises/, so the copy's header and paths hold.
        _write(copy, read(sheet.file("exercises")))
    return copy


def begin_anew(sheet: Sheet) -> Path | None:
    """Makes a new copy in `work/`; where the one before is kept, if there was one."""
    copy = sheet.file("work")
    kept = keep(copy) if copy.exists() else None
    _write(copy, read(sheet.file("exercises")))
    return kept


def changed_since(sheet: Sheet) -> list[str]:
    """A line for the functions of a copy whose docstrings are not those of today's exercise.

    The check holds to today's. Empty without a copy, and for one that does not parse or be read.
    """
    copy, exercise = sheet.file("work"), sheet.file("exercises")
    try:
        mine, today = _promises(read(copy)), _promises(read(exercise))
    except (CopyError, SyntaxError, ValueError, RecursionError):
        # What judges the copy says what is wrong with it.
        return []
    others = [name for name, text in today.items() if mine.get(name, text) != text]
    if not others:
        return []
    what = f"{place(copy)} has another docstring of {', '.join(others)} than {place(exercise)}"
    return [f"{what}. Read it there: the check holds to that one."]


def _promises(text: str) -> dict[str, str]:
    """The docstring of each function that has one; how its lines are broken does not count."""
    nodes = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef)]
    said = {one.name: ast.get_docstring(one) for one in nodes}
    return {name: " ".join(told.split()) for name, told in said.items() if told}


def judged_file(sheet: Sheet) -> Path:
    """The notebook whose answers count: the copy in `work/`, or else the exercise itself."""
    copy = sheet.file("work")
    return copy if copy.exists() else sheet.file("exercises")


def keep(copy: Path, content: bytes | None = None) -> Path:
    """Where a copy's text now also lies, under the time in UTC; nothing kept is overwritten."""
    folder = copy.parent / KEPT
    stamp = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H.%M.%S")
    kept = folder / f"{copy.stem} {stamp}.py"
    number = 1
    while kept.exists():
        number += 1
        kept = folder / f"{copy.stem} {stamp} ({number}).py"
    _write(kept, _content(copy) if content is None else content)
    return kept


@contextlib.contextmanager
def guarded(copy: Path, say: Callable[[str], object]) -> Iterator[str]:
    """The text of a notebook whose answers run meanwhile, and are not to lose it.

    A notebook that vanished is put back. One that changed may have been saved by its editor: it
    stays, and what was there before is kept.
    """
    text, content = read(copy), _content(copy)
    try:
        yield text
    finally:
        if not copy.exists():
            _write(copy, content)
            say(f"{place(copy)} was gone after its answers ran; it was put back as it was.")
        elif _content(copy) != content:
            kept = keep(ROOT / "work" / copy.name, content)
            say(f"{place(copy)} changed meanwhile; what was judged is {place(kept)}.")


def read(path: Path) -> str:
    """The text of a notebook; `CopyError` when it has none."""
    try:
        # Editors on Windows end lines in two letters; Python's own reading makes them one.
        return _content(path).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        message = f"{place(path)} is not UTF-8 (byte {error.start}); save it as UTF-8."
        raise CopyError(message) from None


def reset(sheet: Sheet, question_id: str, answer: str) -> Path:
    """Puts one answer of a copy back to its stub; where the whole text before is kept."""
    copy = sheet.file("work")
    if not copy.exists():
        begins = (
            f"start {sheet.number}" if isinstance(sheet, Lesson) else f"{sheet.KIND} {sheet.name}"
        )
        message = f"There is no {place(copy)} to reset; `course {begins}` makes one."
        raise CopyError(message)
    text = read(copy)
    anew = with_stub(text, read(sheet.file("exercises")), answer, question_id)
    kept = keep(copy)
    _write(copy, anew)
    return kept


def with_stub(text: str, exercise: str, answer: str, question_id: str) -> str:
    """The notebook `text` with `answer` as the exercise left it, and everything else as it is.

    An answer that was deleted comes back before its check. `CopyError` for a notebook that does
    not parse, an answer that stands there twice, and one whose check is gone, too.
    """
    lines = text.split("\n")
    nodes = [one for one in ast.walk(_tree(text)) if isinstance(one, ast.stmt)]
    mine = [one for one in nodes if _is_answer(one, answer)]
    if len(mine) > 1:
        where = " and ".join(str(one.lineno) for one in mine)
        message = f"There are {len(mine)} functions {answer} (lines {where}); keep one."
        raise CopyError(message)
    if mine and mine[0].col_offset:
        first, last = _span(mine[0])
        stub = textwrap.indent(_function(exercise, answer), " " * mine[0].col_offset).split("\n")
    elif mine:
        first, last = _span(mine[0])
        stub = _cell(exercise, answer)
    else:
        first = last = _check_line(text, question_id, answer)
        stub = [*_cell(exercise, answer), "", ""]
    result = "\n".join([*lines[:first], *stub, *lines[last:]])
    try:
        ast.parse(result)
    except SyntaxError:
        message = f"{answer} stands where its stub does not fit; reset the whole lesson: "
        raise CopyError(message + "your text is kept.") from None
    return result


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        todo = "Move the folder away, and start again: that makes a new copy."
        todo = todo if path.is_dir() else "`course doctor` says more."
        message = f"{place(path)} cannot be read ({error.strerror}). {todo}"
        raise CopyError(message) from None


def _tree(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        where = f"{error.msg} in line {error.lineno}" if isinstance(error, SyntaxError) else error
        what = f"The copy is no Python ({where}). "
        message = what + "Mend that line, or reset the whole lesson: your text is kept."
        raise CopyError(message) from None


def _cell(text: str, answer: str) -> list[str]:
    """The lines of the cell that holds an answer, alone or beside its helpers."""
    for cell in ast.parse(text).body:
        inside = [cell, *getattr(cell, "body", ())]
        if any(_is_answer(one, answer) for one in inside):
            first, last = _span(cell)
            return text.split("\n")[first:last]
    message = f"The exercise has no function {answer}; `course doctor` says more."
    raise CopyError(message)


def _function(text: str, answer: str) -> str:
    """The answer's own lines, without the mark of a cell."""
    source = textwrap.dedent("\n".join(_cell(text, answer)))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == answer:
            lines = source.split("\n")[node.lineno - 1 : node.end_lineno]
            return textwrap.dedent("\n".join(lines))
    return source


def _is_answer(node: ast.stmt, answer: str) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name == answer
    if isinstance(node, ast.Assign):
        return answer in [one.id for one in node.targets if isinstance(one, ast.Name)]
    # marimo keeps a cell that does not parse as the text of a call.
    call = node.value if isinstance(node, ast.Expr) else None
    broken = isinstance(call, ast.Call) and ast.unparse(call.func) == "app._unparsable_cell"
    return broken and f"def {answer}(" in ast.unparse(node)


def _span(node: ast.stmt) -> tuple[int, int]:
    marks = getattr(node, "decorator_list", [])
    first = marks[0].lineno if marks else node.lineno
    return first - 1, node.end_lineno or first


def _check_line(text: str, question_id: str, answer: str) -> int:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and f"check('{question_id}'" in ast.unparse(node):
            return _span(node)[0]
    message = f"{answer} and its check are both gone; reset the whole lesson: your text is kept."
    raise CopyError(message)


def _write(path: Path, content: str | bytes) -> None:
    # A link to a notebook elsewhere stays a link.
    path = path.resolve() if path.is_symlink() else path
    # Two commands at once would take each other's away.
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content.encode() if isinstance(content, str) else content)
        partial.replace(path)
    except OSError as error:
        what = f"{place(path)} cannot be written ({error.strerror}). "
        message = what + f"{place(path.parent)} must be a folder that you may write to."
        raise CopyError(message) from None
