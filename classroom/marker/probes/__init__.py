"""Runs inside the confined process: limits first, then the project, then one probe.

A probe yields steps, each a name and a call; what a call returns goes to the parent as a line of
JSON, and what it raises as one line of text. Points are never computed here.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

Steps = Iterator[tuple[str, Callable[[], Any]]]
LONGEST = 300


class RefusedError(Exception):
    """What a project returned is not what its interface says; one line."""


def main() -> None:
    """Read the request, run its probe, tell every step."""
    request = json.loads(sys.stdin.readline())
    told = _own_end()
    limit(request["limits"])
    probe = importlib.import_module(f"classroom.marker.probes.{request['probe']}")
    # Before the course, so that a project's own module of any name is found.
    sys.path.insert(0, request["project"])
    for name, call in probe.steps(**request["asked"]):
        _tell(told, begins=name)
        _tell(told, step=name, **outcome(call, Path(request["project"])))
    _tell(told, done=True)
    # What a project left running is not waited for.
    os._exit(0)


def limit(limits: dict[str, Any]) -> None:
    """Give up what the system can hold back: memory, computing, file size, open files."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    asked = {
        resource.RLIMIT_CPU: limits["cpu_s"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":
        asked[resource.RLIMIT_AS] = limits["memory_bytes"]
    for kind, most in asked.items():
        hardest = resource.getrlimit(kind)[1]
        least = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(kind, (least, least))


def outcome(call: Callable[[], Any], project: Path) -> dict[str, Any]:
    """{"value": what came back} or {"error": what was raised, in one line, with its place}."""
    try:
        value = call()
        json.dumps(value)
    except BaseException as error:  # noqa: BLE001  whatever a project raises is its answer
        return {"error": _one_line(error, project)}
    return {"value": value}


def of_project(name: str, module: str = "capstone") -> Any:
    """What the project exports under a name."""
    return getattr(importlib.import_module(module), name)


def quotes_of(found: Any) -> dict[str, list[Any]]:
    """The columns of quotes as lists; raises `RefusedError` for anything else."""
    import polars as pl

    if not isinstance(found, pl.DataFrame):
        message = f"predict returned {type(found).__name__}, not a polars DataFrame"
        raise RefusedError(message)
    if found.columns != ["sale_id", "price_usd"]:
        message = f"predict returned the columns {found.columns}, not ['sale_id', 'price_usd']"
        raise RefusedError(message)
    return {name: found[name].to_list() for name in found.columns}


def _one_line(error: BaseException, project: Path) -> str:
    text = " ".join(str(error).split())[:LONGEST]
    kind = type(error).__name__
    where = [
        f"{Path(frame.filename).relative_to(project)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(project)
    ]
    place = f" ({where[-1]})" if where else ""
    return (text if isinstance(error, RefusedError) else f"{kind}: {text}".rstrip(": ")) + place


def _own_end() -> TextIO:
    """Where the parent listens; the project's own standard output leads nowhere from now on."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return told


def _tell(told: TextIO, **line: Any) -> None:
    told.write(json.dumps(line) + "\n")
    told.flush()
