"""One judging process: started early, asked, listened to, and never left behind."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from typing import IO, Any, Self

from classroom.syllabus import ROOT

# The first word comes after the imports, which a slow disk or a virus scanner makes long.
FIRST_WORD_S, SILENCE_S = 120.0, 15.0
# The course stands last on the path: a learner's statistics.py must not hide Python's own.
CODE = "import sys; sys.path.append(sys.argv[1]); from classroom.checks.child import main; main()"
# An answer has so many CPU seconds; threads that spin while they wait would spend them.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Child:
    """A process that judges what it is asked, each question in one line of JSON."""

    def __init__(self, surroundings: Mapping[str, str]) -> None:
        self.errors = tempfile.TemporaryFile(  # noqa: SIM115  closed by end()
            "w+", encoding="utf-8", errors="replace"
        )
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.spoke = self.silent = False
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", CODE, str(ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            # As in a notebook, but where the surroundings are others the folder is another, too.
            cwd=self.folder.name if surroundings else ROOT,
            env={**ONE_THREAD, **os.environ, **surroundings},
            encoding="utf-8",
            errors="replace",
            # A group of its own, so that what an answer starts ends with it.
            start_new_session=True,
        )
        self.heard: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_hear, args=(self.process.stdout, self.heard), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def ask(self, request: Mapping[str, Any]) -> None:
        """Send a request, in a thread: a child that died early is heard of by its silence."""
        line = json.dumps(request) + "\n"
        threading.Thread(target=_send, args=(self.process.stdin, line), daemon=True).start()

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the process tells, until it ends or falls silent; what is no line of ours is not."""
        while True:
            try:
                text = self.heard.get(timeout=SILENCE_S if self.spoke else FIRST_WORD_S)
            except queue.Empty:
                self.silent = True
                return
            if text is None:
                return
            with contextlib.suppress(ValueError, RecursionError):
                line = json.loads(text)
                if isinstance(line, dict):
                    self.spoke = True
                    yield line

    def end(self) -> None:
        """End the process and all that it started."""
        if self.errors.closed:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            (self.process.stdin or self.errors).close()
        self.errors.close()
        self.folder.cleanup()

    def exit_code(self) -> int:
        """How the process ended."""
        return self.process.wait()

    def last_words(self) -> str:
        """The last line of its errors, and what to do about it."""
        self.process.kill()
        self.process.wait()
        self.errors.seek(0)
        said = [line for line in self.errors.read().splitlines() if line.strip()] or ["no message"]
        missing = said[-1].startswith("ModuleNotFoundError")
        advice = "Run `uv sync`, which installs what is missing." if missing else "`course doctor`"
        return f"{said[-1].rstrip('.')}. {advice if missing else advice + ' says more.'}"


def _send(stdin: IO[str] | None, line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        if stdin:
            stdin.write(line)
            stdin.flush()


def _hear(stdout: IO[str] | None, heard: queue.Queue[str | None]) -> None:
    if stdout:
        with contextlib.suppress(OSError, ValueError), stdout:
            for line in stdout:
                heard.put(line)
    heard.put(None)
