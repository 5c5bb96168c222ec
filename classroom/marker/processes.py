"""The processes that a probe started, wherever they went, and their end."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

# A child inherits it, even one that began a session of its own.
MARK = "CAPSTONE_PROBE"
PROC = Path("/proc")
ROUNDS, PAUSE_S = 50, 0.02


def marked(token: str) -> list[int]:
    """The process ids whose environment holds the token; none where there is no /proc."""
    wanted = f"{MARK}={token}".encode()
    found = []
    for folder in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes() and not _zombie(folder):
                found.append(int(folder.name))
    return found


def end_all(leader: int, token: str) -> list[int]:
    """End the leader's group and every process that holds the token; those that were left."""
    if not hasattr(os, "killpg"):
        return []
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
    # One round may miss what was forked during it.
    for _ in range(ROUNDS):
        left = marked(token)
        for one in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(one, signal.SIGKILL)
        if not left:
            return []
        time.sleep(PAUSE_S)
    return left


def _zombie(folder: Path) -> bool:
    return ") Z " in (folder / "stat").read_text("utf-8", "replace")
