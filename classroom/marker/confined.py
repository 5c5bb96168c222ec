"""A probe in a process of its own, with limits, listened to and ended with all that it started."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from classroom.marker import processes
from classroom.syllabus import ROOT

POLL_S = 0.1
# Between two looks at the processes; each reads a file per process of this machine.
COUNT_EVERY_S = 0.3
LAST_WORDS = 4_000
# The course stands last on the path: a project's modules must not hide Python's own.
CODE = "import sys; sys.path.append(sys.argv[1]); from classroom.marker.probes import main; main()"


@dataclass(frozen=True)
class Limits:
    """What a probe may use; the first five are held by the system where it can."""

    cpu_s: int = 300
    memory_bytes: int = 4 << 30
    file_bytes: int = 256 << 20
    open_files: int = 256
    wall_s: float = 300.0
    processes: int = 8
    told_bytes: int = 64 << 20


@dataclass(frozen=True)
class Heard:
    """What a probe told, step by step, and how it ended.

    `steps`: per name {"value": …} or {"error": one line}. `ended`: why it did not come to its
    end, in a clause, or empty. `wrote`: files changed where nothing was to change.
    """

    steps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ended: str = ""
    wrote: tuple[str, ...] = ()

    def value(self, step: str) -> Any:
        """What a step gave; None where it failed or was not reached."""
        return self.steps.get(step, {}).get("value")

    def fault(self, step: str) -> str:
        """Why a step gave nothing, in a clause; empty where it did."""
        told = self.steps.get(step, {})
        if "value" in told:
            return ""
        return str(told.get("error") or self.ended or "it was not reached")


def probed(probe: str, project: Path, place: Path, **asked: Any) -> Heard:
    """What a probe finds out about a project; `place` is its home, folder and temporary folder.

    `asked`: what the probe is told, and `limits`, `surroundings` where they differ.
    """
    limits: Limits = asked.pop("limits", Limits())
    surroundings: Mapping[str, str] = asked.pop("surroundings", {})
    request = {"probe": probe, "project": str(project), "limits": asdict(limits), "asked": asked}
    with _Child(place, surroundings, limits) as child:
        child.ask(request)
        ended = child.watched()
    return Heard(child.steps, child.explained(ended))


class _Child:
    def __init__(self, place: Path, surroundings: Mapping[str, str], limits: Limits) -> None:
        self.limits, self.token = limits, secrets.token_hex(8)
        self.steps: dict[str, dict[str, Any]] = {}
        self.doing, self.flooded, self.whole, self.errors = "", False, False, b""
        place.mkdir(parents=True, exist_ok=True)
        # An environment of its own: no key, no setting, no proxy of the learner's gets in.
        kept = {
            name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ
        }
        own = {"HOME": str(place), "TMPDIR": str(place), processes.MARK: self.token}
        quiet = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "2"}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-c", CODE, str(ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=place,
            env=kept | quiet | own | {"PYTHONHASHSEED": "0"} | dict(surroundings),
            start_new_session=True,
        )
        self.hearing = [
            threading.Thread(target=_quietly, args=(read, stream), daemon=True)
            for read, stream in (
                (self._hear, self.process.stdout),
                (self._hear_errors, self.process.stderr),
            )
        ]
        for one in self.hearing:
            one.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        processes.end_all(self.process.pid, self.token)
        self.process.kill()
        self.process.wait()
        for one in self.hearing:
            one.join(timeout=5)
        with contextlib.suppress(OSError, ValueError):
            if self.process.stdin:
                self.process.stdin.close()

    def ask(self, request: Mapping[str, Any]) -> None:
        """Send the request; a child that died early is heard of by its silence."""
        with contextlib.suppress(OSError):
            if self.process.stdin:
                self.process.stdin.write(json.dumps(request).encode() + b"\n")
                self.process.stdin.close()

    def watched(self) -> str:
        """Why the child had to be ended, once it is done: empty when it ended by itself."""
        ends, counted = time.monotonic() + self.limits.wall_s, 0.0
        while self.process.poll() is None and not self.whole:
            now = time.monotonic()
            if now > ends:
                return f"it did not end within {self.limits.wall_s:g} s"
            if self.flooded:
                return f"it told more than {self.limits.told_bytes >> 20} MB"
            if now - counted > COUNT_EVERY_S:
                counted, started = now, len(processes.marked(self.token))
                if started > self.limits.processes:
                    return f"it started {started} processes, {self.limits.processes} are allowed"
            time.sleep(POLL_S)
        return ""

    def explained(self, ended: str) -> str:
        """How it ended, in a clause with the step that it was at; empty when it was whole."""
        if self.whole and not ended:
            return ""
        if not ended:
            said = self.errors.decode("utf-8", "replace").strip().splitlines()
            ended = f"it ended the process (exit code {self.process.returncode}"
            ended += f": {said[-1][:200]})" if said else ")"
        return f"{ended}, at: {self.doing}" if self.doing else ended

    def _hear(self, stream: IO[bytes]) -> None:
        told = 0
        for line in iter(lambda: stream.readline(self.limits.told_bytes), b""):
            told += len(line)
            if told >= self.limits.told_bytes:
                self.flooded = True
                return
            with contextlib.suppress(ValueError, RecursionError, KeyError, TypeError):
                self._take(json.loads(line))

    def _take(self, line: dict[str, Any]) -> None:
        self.doing = line.get("begins", self.doing)
        if "step" in line:
            self.steps[line["step"]] = line
        self.whole = self.whole or bool(line.get("done"))

    def _hear_errors(self, stream: IO[bytes]) -> None:
        while piece := os.read(stream.fileno(), 1 << 16):
            self.errors = (self.errors + piece)[-LAST_WORDS:]


def _quietly(read: Any, stream: IO[bytes] | None) -> None:
    """Reads to the end and closes; whoever closed it from outside could be blocked by the reading.

    A process out of reach may hold the other end open for as long as it likes.
    """
    if stream:
        with contextlib.suppress(OSError, ValueError), stream:
            read(stream)
