"""All notebooks of the repository, found by the manifest, for the tests that go over each."""

from __future__ import annotations

import ast
import importlib.util
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from classroom import syllabus
from classroom.display import reading
from classroom.syllabus import ROOT

FOLDERS = ("", "exercises", "solutions", "apps")


def notebooks() -> list[Path]:
    """Every notebook that the manifest promises, and every app."""
    found = [path for sheet in syllabus.sheets() for path in sheet.notebooks]
    return [*found, *sorted((ROOT / "apps").glob("*.py"))]


def unlisted() -> list[Path]:
    """Notebooks that lie in the repository and are in no manifest."""
    present = [*ROOT.glob("[0-9]*.py")]
    for folder in ("exercises", "solutions"):
        present += (ROOT / folder).glob("*.py")
    return sorted(set(present) - set(notebooks()))


def name(path: Path) -> str:
    """A path as the tests show it."""
    return path.relative_to(ROOT).as_posix()


@cache
def loaded(path: Path) -> ModuleType:
    """The notebook as a module; only its setup and its functions run."""
    spec = importlib.util.spec_from_file_location(f"notebook_{path.parent.name}_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Ran:
    """What a notebook put out, the names it defined, CPU seconds, and new files of a record."""

    outputs: list[str]
    found: Mapping[str, Any]
    cpu_s: float
    written: list[Path]


@cache
def ran(path: Path) -> Ran:
    """A notebook run as for the site; all tests of a process share the one run."""
    before, started = _record(), time.process_time()
    outputs, found = reading.ran(loaded(path).app, path)
    cpu_s = time.process_time() - started
    return Ran(outputs, found, cpu_s, [one for one in _record() if one not in before])


def _record() -> list[Path]:
    return sorted((ROOT / ".course").rglob("*"))


def header(path: Path) -> dict:
    """The PEP 723 header of a notebook."""
    lines = path.read_text("utf-8").splitlines()
    start, end = lines.index("# /// script"), lines.index("# ///")
    return tomllib.loads("\n".join(line.removeprefix("#") for line in lines[start + 1 : end]))


def imported(path: Path) -> set[str]:
    """Top-level names of everything that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
