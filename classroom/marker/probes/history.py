"""What git knows of a project; nothing of the project runs."""

from __future__ import annotations

import os
import subprocess
from functools import partial

from classroom.marker.probes import RefusedError, Steps

# A repository may name programs that git would run; none is.
QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.directory=*")
MOST_COMMITS = 2_000
WAIT_S = 60


def steps(folder: str) -> Steps:
    """`own`, beyond the first commit `commits` (subjects) and `files` (added), and `status`."""
    later = ("log", f"-{MOST_COMMITS}", "--min-parents=1")
    yield "own", partial(own, folder)
    yield "commits", lambda: git(folder, *later, "--no-merges", "--format=%s")
    added = ("--diff-filter=A", "--name-only", "--no-renames", "--format=")
    yield "files", lambda: git(folder, *later, *added)
    yield "status", lambda: git(folder, "status", "--porcelain", "--untracked-files=all")


def own(folder: str) -> bool:
    """Whether the folder is the top of a repository of its own."""
    (top,) = git(folder, "rev-parse", "--show-toplevel")
    if os.path.realpath(top) != os.path.realpath(folder):
        message = "the folder is no git repository of its own"
        raise RefusedError(message)
    return True


def git(folder: str, *words: str) -> list[str]:
    """The lines that git tells."""
    # Looking is no writing: without the last, `status` refreshes the index.
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    settings["GIT_OPTIONAL_LOCKS"] = "0"
    told = subprocess.run(
        ["git", *QUIET, "-C", folder, *words],  # noqa: S607  the learner's own git
        capture_output=True,
        check=False,
        env={**os.environ, **settings},
        timeout=WAIT_S,
    )
    if told.returncode:
        said = told.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise RefusedError("git says: " + said[-1][:200])
    return [line for line in told.stdout.decode("utf-8", "replace").split("\n") if line]
